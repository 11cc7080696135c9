from __future__ import annotations

from kb.chunks import chunks
from kb.index_contents import contents
from kb.settings import Settings
from kb.vocabulary import Disclosure
from tests.kb.made_up import ginseng, guide, seaweed, vietnamese


def test_a_guide_gives_its_summary_each_cue_and_each_statement() -> None:
    found = {chunk.id: chunk for chunk in chunks(ginseng())}
    assert list(found) == [
        "red-ginseng#/summary@en",
        "red-ginseng#cap-seal/cue@en",
        "red-ginseng#cap-seal/genuine@en",
        "red-ginseng#cap-seal/fake@en",
        "red-ginseng#tax-code/cue@en",
        "red-ginseng#tax-code/genuine@en",
        "red-ginseng#tax-code/fake@en",
    ]
    whole = found["red-ginseng#cap-seal/cue@en"]
    assert whole.text == (
        "Red ginseng extract / 홍삼정: Seal on the cap\n"
        "The paper seal on the cap bears a crane in gold ink.\n"
        "The crane on the seal is printed in yellow.\n"
        "Tilt the cap: gold ink glitters, yellow does not."
    )
    assert found["red-ginseng#cap-seal/fake@en"].text == "The crane on the seal is printed in yellow."
    summary = found["red-ginseng#/summary@en"]
    assert summary.cue == "" and summary.category == "food"
    assert summary.terms == ("紅蔘精", "홍삼정", "nhân sâm", "โสมแดง")
    assert "[^a]" not in summary.text


def test_what_only_officers_may_see_stays_marked() -> None:
    hidden = {chunk.disclosure for chunk in chunks(ginseng(("tax-code",))) if chunk.cue == "tax-code"}
    shown = {chunk.disclosure for chunk in chunks(ginseng(("tax-code",))) if chunk.cue != "tax-code"}
    assert (hidden, shown) == ({Disclosure.OFFICERS}, {Disclosure.PUBLIC})


def test_a_guide_that_nobody_has_described_is_told_apart_by_what_anybody_may_read_of_it() -> None:
    made = contents([ginseng(("tax-code",))], Settings(embed_locales="en,ko"))
    said = [phrase.text for phrase in made.phrases if phrase.guide == "red-ginseng"]
    assert any("crane in gold ink" in text for text in said)
    assert not any("engraved" in text for text in said), "what is for officers alone tells nobody"


def test_an_untranslated_text_goes_in_once_under_its_own_language() -> None:
    english = ginseng()
    made = contents([vietnamese(english), english], Settings(embed_locales="en,ko"))
    assert [chunk for chunk in made.counted if chunk.endswith("@vi")] == [
        "red-ginseng#/summary@vi",
        "red-ginseng#cap-seal/cue@vi",
    ]
    assert "red-ginseng#tax-code/cue@en" in made.counted
    assert not [chunk for chunk in made.embedded if chunk.endswith("@vi")]


def test_vectors_are_made_for_the_languages_of_the_setting() -> None:
    english = ginseng()
    made = contents([english, vietnamese(english)], Settings(embed_locales="vi"))
    locales = {made.by_id[chunk].locale for chunk in made.embedded if made.by_id[chunk].guide}
    assert locales == {"vi"}


def test_statements_have_vectors_of_their_own_where_a_description_is_weighed() -> None:
    english = ginseng()
    made = contents([english, vietnamese(english)], Settings(embed_locales="en,vi"))
    assert {"red-ginseng#cap-seal/fake@en", "red-ginseng#cap-seal/cue@vi"} <= set(made.embedded)
    assert "red-ginseng#cap-seal/fake@vi" not in made.embedded


def test_the_hash_tells_contents_apart_and_not_their_order() -> None:
    both = contents([ginseng(), seaweed()], Settings()).hash()
    assert contents([seaweed(), ginseng()], Settings()).hash() == both
    assert contents([seaweed()], Settings()).hash() != both


def test_a_korean_guide_gives_korean_chunks() -> None:
    korean = guide(
        {"id": "soju", "en": "Soju", "ko": "소주", "title": "소주", "summary": "해외에서 가짜 소주가 팔린다."},
        [{"id": "cap", "title": "병뚜껑", "genuine": "돌려 딴다.", "fake": "눌러 딴다.", "check": "뚜껑을 본다."}],
        lang="ko",
    )
    assert [chunk.id for chunk in chunks(korean)][:2] == ["soju#/summary@ko", "soju#cap/cue@ko"]
