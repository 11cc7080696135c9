from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalogs import catalog_path, read_catalog
from kb.errors import CatalogError
from kb.library import load_library
from kb.localise import localise, share_translated
from kb.messages import label_texts, messages
from kb.model import Guide
from kb.settings import Settings
from kb.translate import update_catalogs
from kb.vocabulary import Part
from tests.kb.guide_texts import ENGLISH, KOREAN, project, read, translate


def _catalogs(home: Path, **messages_of: dict[str, str]) -> tuple[Settings, Guide, Guide]:
    """A project of one English and one Korean guide; each keyword is `<locale>_<guide>`, its messages by context."""
    settings = project(home, ENGLISH, KOREAN)
    for name, found in messages_of.items():
        locale, domain = name.split("_", 1)
        update_catalogs(settings, (locale,))
        translate(catalog_path(settings.translations, locale, domain.replace("_", "-")), found)
    library = load_library(settings.guides)
    return settings, library["red-ginseng"], library["soju"]


def test_the_author_s_own_language_needs_no_catalog(tmp_path: Path) -> None:
    english = read(ENGLISH)
    assert localise(english, "en", tmp_path) is english
    korean = read(KOREAN)
    assert localise(korean, "ko", tmp_path) is korean
    assert share_translated(korean) == 1


def test_what_has_no_translation_stays_english_and_says_so(tmp_path: Path) -> None:
    place = "red-ginseng#cap-seal"
    settings, ginseng, _ = _catalogs(
        tmp_path,
        vi_red_ginseng={"red-ginseng/title": "Cao hồng sâm", f"{place}/fake/1": "Tem ghi 홍삼청. [^a] [^b]"},
    )
    shown = localise(ginseng, "vi", settings.translations)
    assert (shown.locale, shown.lang, shown.title.text, shown.title.lang) == ("vi", "en", "Cao hồng sâm", "vi")
    fake, genuine = shown.cues[0].part(Part.FAKE)[0], shown.cues[0].part(Part.GENUINE)[0]
    assert (fake.text, fake.lang, fake.sources) == ("Tem ghi 홍삼청. [^a] [^b]", "vi", ("a", "b"))
    assert (genuine.text, genuine.lang) == ("The seal says 홍삼정 in gold ink. [^a]", "en")
    assert share_translated(shown) == 2 / len(list(messages(ginseng)))
    assert ginseng.title.text == "Red ginseng extract"  # the original is as it was
    assert shown.sources == ginseng.sources and shown.cues[0].read == ginseng.cues[0].read
    untouched = localise(ginseng, "th", settings.translations)
    assert share_translated(untouched) == 0 and untouched.title.lang == "en"


def test_a_korean_guide_falls_back_to_english_then_korean(tmp_path: Path) -> None:
    settings, _, soju = _catalogs(
        tmp_path,
        en_soju={"soju/title": "Fake soju", "soju#cap/title": "Cap"},
        vi_soju={"soju/title": "Rượu soju"},
    )
    shown = localise(soju, "vi", settings.translations)
    assert (shown.title.text, shown.title.lang) == ("Rượu soju", "vi")
    assert (shown.cues[0].title.text, shown.cues[0].title.lang) == ("Cap", "en")
    assert (shown.ask[0].text, shown.ask[0].lang) == ("제조사. [^a]", "ko")
    english = localise(soju, "en", settings.translations)
    assert [text.lang for text in (english.title, english.cues[0].title, english.ask[0])] == ["en", "en", "ko"]
    assert share_translated(english) == 2 / len(list(messages(soju)))


def test_a_fuzzy_or_empty_message_is_never_shown(tmp_path: Path) -> None:
    settings, ginseng, _ = _catalogs(tmp_path, vi_red_ginseng={"red-ginseng/title": "Cao sâm"})
    path = catalog_path(settings.translations, "vi", "red-ginseng")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('msgctxt "red-ginseng/title"', '#, fuzzy\nmsgctxt "red-ginseng/title"'), encoding="utf-8"
    )
    assert localise(ginseng, "vi", settings.translations).title.lang == "en"


def test_a_translation_goes_with_its_text_when_a_paragraph_moves(tmp_path: Path) -> None:
    settings, ginseng, _ = _catalogs(
        tmp_path, vi_red_ginseng={"red-ginseng/background/1": "Năm 2024, 1,5 triệu lọ. [^b]"}
    )
    first = ginseng.background[0].model_copy(update={"text": "A new first item. [^b]"})
    moved = ginseng.model_copy(update={"background": (first, ginseng.background[0])})
    shown = localise(moved, "vi", settings.translations)
    assert [text.lang for text in shown.background] == ["en", "vi"]
    edited = ginseng.background[0].model_copy(update={"text": "In 2025 customs seized 1.5 million jars. [^b]"})
    shown = localise(ginseng.model_copy(update={"background": (edited,)}), "vi", settings.translations)
    assert shown.background[0].lang == "en"


@pytest.mark.parametrize("name", ["Nguyễn Lan", 'Lan "L." \\ Nguyễn', "A: B"])
def test_a_catalog_says_who_has_reviewed_it(tmp_path: Path, name: str) -> None:
    settings, ginseng, _ = _catalogs(tmp_path, vi_red_ginseng={})
    assert ginseng.reviewed_by is None
    assert localise(ginseng, "vi", settings.translations).reviewed_by == "nobody"
    path = catalog_path(settings.translations, "vi", "red-ginseng")
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    text = path.read_text(encoding="utf-8").replace("X-Reviewed-By: nobody", f"X-Reviewed-By: {quoted}")
    path.write_text(text, encoding="utf-8")
    assert localise(ginseng, "vi", settings.translations).reviewed_by == name
    assert read_catalog(settings.translations, "vi", "red-ginseng").is_reviewed


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"no catalog", b'msgid "a"\n', b"<<<<<<< ours\n"])
def test_a_catalog_that_cannot_be_read_is_named(tmp_path: Path, broken: bytes) -> None:
    settings, ginseng, _ = _catalogs(tmp_path, vi_red_ginseng={})
    path = catalog_path(settings.translations, "vi", "red-ginseng")
    path.write_bytes(path.read_bytes() + b"\n" + broken)
    with pytest.raises(CatalogError) as caught:
        localise(ginseng, "vi", settings.translations)
    assert caught.value.key == "catalog.unreadable" and caught.value.params["file"] == path


def test_messages_have_their_place_and_a_note() -> None:
    found = {message.context: message for message in messages(read(ENGLISH))}
    assert list(found) == [
        "red-ginseng/title",
        "red-ginseng/summary/1",
        "red-ginseng#cap-seal/title",
        "red-ginseng#cap-seal/genuine/1",
        "red-ginseng#cap-seal/fake/1",
        "red-ginseng#cap-seal/check/1",
        "red-ginseng#copied-barcode/title",
        "red-ginseng#copied-barcode/note/1",
        "red-ginseng/ask/1",
        "red-ginseng/background/1",
        "red-ginseng/unknown/1",
    ]
    assert found["red-ginseng#cap-seal/genuine/1"].note == "Keep as printed: 홍삼정"
    assert found["red-ginseng/title"].note == ""
    assert {message.note for message in messages(read(KOREAN))} == {""}


def test_label_text_is_told_by_its_script() -> None:
    assert label_texts("Says 참이슬 후레쉬 or 수입·판매, again 참이슬 후레쉬. [^조선]") == (
        "참이슬 후레쉬",
        "수입·판매",
    )
    assert label_texts("Collagen, コラーゲン, 胶原") == ()
