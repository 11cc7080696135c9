"""From an inquiry to its answer, over the real guides and a real index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answer import Answer
from bot.assistant import Assistant
from bot.evidence import PhotoEvidence
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from bot.verdict import SignStrength, Word
from bot.wire import answer_json
from kb.interface import interface
from kb.model import Guide
from kb.search import Why
from kb.vocabulary import Disclosure
from tests.bot.pieces import code, line, reply, seen
from tests.bot.sentences import unexplained

MEDICUBE, BULDAK, GINSENG = "medicube-age-r", "buldak-ramen", "cheongkwanjang-red-ginseng"
GTIN = "8801073110502"


def guides_of(assistant: Assistant, locale: str) -> dict[str, Guide]:
    return {one: assistant.localised(one, locale) for one in assistant.library}


def right(assistant: Assistant, answer: Answer, *evidence: str) -> Answer:
    """The answer, once every sentence of it has a known origin and a source that exists."""
    guides = guides_of(assistant, answer.locale)
    assert unexplained(answer, interface(answer.locale), guides, evidence) == []
    return answer


def finding(answer: Answer, cue: str) -> Finding:
    return next(one for one in answer.findings if one.cue == cue)


# Which guide


def test_several_products_are_all_named(assistant: Assistant) -> None:
    both = (seen(line("메디큐브")), seen(code(GTIN)))
    answer = right(assistant, assistant.ask(Inquiry(locale="en", photos=both)), "test")
    assert [guide.id for guide in answer.guides][:2] == [BULDAK, MEDICUBE]
    notice = next(sentence for sentence in answer.sentences if sentence.role == "notice")
    assert {one.guide for one in notice.citations} == {BULDAK, MEDICUBE}


def test_a_photo_and_words_that_name_different_products_are_told(assistant: Assistant) -> None:
    asked = Inquiry(locale="en", text="A jar of Medicube, what is it?", photos=(seen(code(GTIN)),))
    answer = right(assistant, assistant.ask(asked), GTIN)
    assert answer.guides[0].id == BULDAK
    notices = [one for one in answer.sentences if one.role == "notice" and one.citations]
    assert [one.citations[0].guide for one in notices] == [MEDICUBE]


def test_one_product_named_twice_is_no_conflict(assistant: Assistant) -> None:
    asked = Inquiry(locale="en", text="Buldak ramen by Samyang", photos=(seen(code(GTIN)),))
    assert not [one for one in assistant.ask(asked).sentences if one.role == "notice" and one.citations]


def test_a_barcode_of_another_product_is_told(assistant: Assistant) -> None:
    asked = Inquiry(locale="en", photos=(seen(code(GTIN)),), guide=MEDICUBE)
    answer = right(assistant, assistant.ask(asked), GTIN)
    assert answer.guides[0].id == MEDICUBE
    assert any(GTIN in one.text and one.citations[0].guide == BULDAK for one in answer.sentences if one.citations)


# The answer


def test_a_vietnamese_officer_gets_a_vietnamese_answer_to_a_photo(
    assistant: Assistant, label_photo: PhotoEvidence
) -> None:
    read = [one.text for one in label_photo.lines]
    answer = assistant.ask(Inquiry(locale="vi", text="Sản phẩm này có phải hàng giả không?", photos=(label_photo,)))
    right(assistant, answer, *read)
    assert answer.locale == "vi"
    assert answer.guides[0].id == MEDICUBE
    found = finding(answer, "product-name")
    assert (found.outcome, found.basis) == (Outcome.AS_FAKE, Basis.READ)
    assert (answer.verdict.word, answer.verdict.strength) == (Word.SIGNS_OF_FAKE, SignStrength.SOME)
    assert answer.questions[0].cue == "product-name"
    words = interface("vi")
    assert words.text("answer.verdict-signs-some", kind=words.word("shows", "counterfeit")) in answer.text
    assert any(citation.url == f"/vi/guides/{MEDICUBE}/#product-name" for citation in answer.citations)
    assert not any(sentence.untranslated for sentence in answer.sentences)


def test_an_answer_to_the_question_changes_the_verdict(assistant: Assistant, label_photo: PhotoEvidence) -> None:
    asked = Inquiry(locale="vi", photos=(label_photo,))

    def verdict(*outcomes: Outcome) -> tuple[Word, SignStrength | None]:
        replies = tuple(reply(outcome, "product-name", MEDICUBE) for outcome in outcomes)
        answer = assistant.ask(asked.model_copy(update={"replies": replies}))
        assert "product-name" not in [question.cue for question in answer.questions] or not replies
        return answer.verdict.word, answer.verdict.strength

    fake, genuine = Outcome.AS_FAKE, Outcome.AS_GENUINE
    assert verdict() == (Word.SIGNS_OF_FAKE, SignStrength.SOME)
    assert verdict(fake) == (Word.SIGNS_OF_FAKE, SignStrength.STRONG)
    assert verdict(genuine)[0] is Word.NO_SIGN
    assert verdict(genuine, fake) == verdict(fake)
    assert verdict(fake, genuine) == verdict(genuine)


@pytest.mark.parametrize("locale", ["en", "ko", "vi", "th", "zh-Hans"])
def test_every_language_has_its_answer(assistant: Assistant, locale: str) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale=locale, text="Medicube 골라겐 75 ml")))
    assert (answer.locale, answer.guides[0].id) == (locale, MEDICUBE)
    assert (answer.verdict.word, answer.verdict.strength) == (Word.SIGNS_OF_FAKE, SignStrength.STRONG)
    assert finding(answer, "product-name").basis is Basis.DESCRIBED
    assert all(url.startswith(f"/{locale}/") for url in (one.url for one in answer.citations))


@pytest.mark.parametrize("locale", ["tlh", "xx-unknown", "", "fr", "<b>"])
def test_an_unknown_language_gets_english_with_a_notice(assistant: Assistant, locale: str) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale=locale, text="Medicube 골라겐")))
    assert answer.locale == "en"
    assert (answer.sentences[0].role, answer.sentences[0].text) == (
        "notice",
        interface("en").text("answer.locale-unknown", locale=locale),
    )


@pytest.mark.parametrize("locale", ["vi-VN", "zh-CN", "th_TH"])
def test_a_regional_tag_is_the_language_itself(assistant: Assistant, locale: str) -> None:
    answer = assistant.ask(Inquiry(locale=locale, text="Medicube 골라겐"))
    assert answer.locale in ("vi", "zh-Hans", "th")
    assert answer.sentences[0].role == "verdict"


@pytest.mark.parametrize("text", ["bicycle tyre 26 inch", "Swiss chocolate, is the wrapper real?"])
def test_what_no_guide_covers_is_refused_and_says_where_to_ask(assistant: Assistant, text: str) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale="en", text=text)))
    assert (answer.verdict.word, answer.guides, answer.findings, answer.questions) == (Word.NOT_COVERED, (), (), ())
    for key in ("answer.not-covered-say", "answer.not-covered-ask"):
        assert interface("en").text(key) in answer.text
    assert answer_json(answer)["guides"] == []


@pytest.mark.parametrize("text", ["", "   ", "👍", "\ud800", "\x00"])
def test_nothing_to_go_by_asks_for_something(assistant: Assistant, text: str) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale="en", text=text)))
    assert answer.verdict.word is Word.NOT_ENOUGH
    assert interface("en").text("answer.nothing-given") in answer.text


@pytest.mark.parametrize(
    "text", ["Medicube 골라겐 " * 8_000, "Medicube \ud800\x00 골라겐", "Medicube {0} {title} %s 골라겐"]
)
def test_hostile_text_has_an_answer(assistant: Assistant, text: str) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale="en", text=text)))
    assert answer.guides[0].id == MEDICUBE
    answer.text.encode("utf-8")


def test_a_guide_that_does_not_exist_is_not_taken(assistant: Assistant) -> None:
    answer = assistant.ask(Inquiry(locale="en", text="Medicube 골라겐", guide="../../etc"))
    assert (answer.guides[0].id, answer.guides[0].why) == (MEDICUBE, Why.NAME)


def test_a_photo_without_text_is_told(assistant: Assistant) -> None:
    answer = right(assistant, assistant.ask(Inquiry(locale="en", text="Medicube 골라겐", photos=(seen(),))))
    told = [sentence.text for sentence in answer.sentences if sentence.role == "retake"]
    assert told[0] == interface("en").text("retake.reason-nothing", photo="test")
    assert len(told) <= 2


# Disclosure


@pytest.fixture
def covert(assistant: Assistant) -> Iterator[str]:
    """One cue of a guide is for officers only while a test runs."""
    library = assistant.library
    before = library[MEDICUBE]
    cues = tuple(
        one.model_copy(update={"disclosure": Disclosure.OFFICERS}) if one.id == "product-name" else one
        for one in before.cues
    )
    library._guides[MEDICUBE] = before.model_copy(update={"cues": cues})
    assistant._localised.cache_clear()
    yield "product-name"
    library._guides[MEDICUBE] = before
    assistant._localised.cache_clear()


def test_a_cue_for_officers_never_reaches_a_public_asker(
    assistant: Assistant, covert: str, label_photo: PhotoEvidence
) -> None:
    asked = Inquiry(
        locale="en",
        text="Medicube: the Korean name spells collagen 골라겐, the first letter is wrong",
        photos=(label_photo,),
        replies=(reply(Outcome.AS_FAKE, covert, MEDICUBE),),
    )
    public, officer = (assistant.ask(asked.model_copy(update={"officers": flag})) for flag in (False, True))
    told = answer_json(public)
    assert covert not in str(told)
    assert "Product name in Korean" not in public.text
    assert public.verdict.strength is not SignStrength.STRONG
    assert finding(officer, covert).outcome is Outcome.AS_FAKE
    assert f"#{covert}" in str(answer_json(officer))
