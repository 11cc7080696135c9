"""The PDF: both languages in their order, quoted text as it is, nothing dropped, the record inside."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import pytest
from pypdf import PdfReader

from bot.case.file import read_case
from bot.case.glyphs import shown
from bot.case.model import Case
from bot.case.notice import LINE, letters, notice_pdf, notice_text
from bot.case.pdf import case_pdf
from bot.case.sheet import sheet
from kb.interface import interface
from tests.bot.case.cases import COPIED, case

LOCALES = ("en", "ko", "th", "hi", "ja", "zh-Hans", "zh-Hant", "ru", "vi", "de", "es", "id")


def text_of(data: bytes) -> str:
    """The text of all pages without white space, which lines are broken at."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def logical_text(data: bytes) -> str:
    """The same by poppler, which reads the letters of Thai and Devanagari in the order in which they are written."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed; apt-get install poppler-utils brings it")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def squeezed(text: str) -> str:
    return "".join(shown(text).split())


@pytest.fixture(scope="module")
def made() -> Case:
    return case("de")


@pytest.fixture(scope="module")
def data(made: Case) -> bytes:
    return case_pdf(made)


def test_both_languages_stand_in_their_order(made: Case, data: bytes) -> None:
    text = text_of(data)
    item = made.items[0]
    for lang in ("de", "ko"):
        assert squeezed(item.conclusion[lang]) in text
        for told in (one for one in item.findings if one.said):
            assert squeezed(told.said[lang]) in text
            assert squeezed(told.title[lang]) in text
    for source in made.sources:
        assert squeezed(source.url) in text


def test_what_stands_on_the_label_and_what_the_officer_wrote_is_quoted(made: Case, data: bytes) -> None:
    text = text_of(data)
    for quoted in (COPIED, "8809000000009", "LaemChabang", "SomchaiP.", "2026-11-28", made.reference):
        assert squeezed(quoted) in text
    assert made.items[0].photos[0].sha256 in text and made.guides[0].sha256 in text


def test_a_character_that_no_font_has_is_told(data: bytes) -> None:
    assert "□(U+1F4A5)" in text_of(data)


def test_the_record_lies_inside_and_can_be_restored(made: Case, data: bytes) -> None:
    attached = PdfReader(io.BytesIO(data)).attachments
    assert list(attached) == [f"{made.reference}.json"]
    assert read_case(attached[f"{made.reference}.json"][0]) == made


def test_it_says_which_standard_it_keeps_and_can_be_read_aloud(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    catalog = reader.root_object
    metadata = reader.xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data().decode()
    assert re.search(r"pdfaid:part>3<", xmp) and re.search(r"pdfaid:conformance>A<", xmp)
    assert re.search(r"pdfuaid:part>1<", xmp)
    assert str(catalog["/Lang"]) == "de" and "/StructTreeRoot" in catalog
    assert b"SecretPhone" not in data


def test_the_fonts_are_the_rooms_own(data: bytes) -> None:
    fonts = set(re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", data))
    assert fonts <= {b"NotoSans-Regular", b"NotoSansThai-Regular", b"NotoSansCJKkr-Regular"}


def test_a_language_that_the_record_has_not_is_marked(made: Case) -> None:
    row = sheet(made, "th").items[0].rows[0]
    assert row.said.a.lang == "en" and row.said.a.mark
    assert row.said.b is not None and row.said.b.lang == "ko" and not row.said.b.mark


def test_beside_korean_stands_english() -> None:
    assert sheet(case("ko")).languages == ("ko", "en")


def test_a_notice_names_offer_owner_signs_and_blanks(made: Case) -> None:
    text = notice_text(made)
    assert [letter.locale for letter in letters(made)] == ["de", "en", "ko"]
    assert "http://shop.example/1" in text and "APR" in text and "에이피알" in text
    assert text.count(f"{LINE} [") >= 3, "the number of the right is a blank in each language"
    for told in (one for one in made.items[0].findings if one.finding.outcome == "as-fake" and one.finding.points > 0):
        assert told.said["en"] in text
        assert all(made.sources[number - 1].url in text for number in told.sources)


def test_a_record_that_came_from_a_file_says_so_in_its_pdf_and_its_notice(made: Case, data: bytes) -> None:
    said = {tag: squeezed(interface(tag).text("case.imported")) for tag in ("de", "en", "ko")}
    own, record = text_of(data), text_of(case_pdf(made, attach=False, imported=True))
    assert said["de"] in record and said["ko"] in record and said["de"] not in own
    letter = "".join(notice_text(made, imported=True).split())
    assert all(one in letter for one in said.values()) and said["en"] not in "".join(notice_text(made).split())
    assert said["en"] in text_of(notice_pdf(made, imported=True))


def test_without_a_sign_there_is_no_notice(made: Case) -> None:
    item = made.items[0]
    clear = item.model_copy(update={"findings": tuple(one for one in item.findings if one.finding.points <= 0)})
    assert notice_text(made.model_copy(update={"items": (clear,)})) == ""


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_can_be_set(locale: str) -> None:
    made = case(locale)
    text = logical_text(case_pdf(made, attach=False))
    for told in (one for one in made.items[0].findings if one.said):
        for lang in made.languages:
            assert squeezed(told.said.get(lang, told.said["en"])) in text
    letter = logical_text(notice_pdf(made))
    conclusion = squeezed(made.items[0].conclusion[locale])
    if locale == "th":  # typst 0.15 tells a reader of text the cluster ชี้ twice at some places; what is seen is right
        conclusion, letter = conclusion.replace("ชี้", ""), letter.replace("ชี้", "")
    assert conclusion in letter


@pytest.mark.slow
def test_a_case_of_everything_that_fits_can_be_set() -> None:
    data = case_pdf(case("ru", photos=6, items=10))
    assert len(PdfReader(io.BytesIO(data)).pages) > 20
