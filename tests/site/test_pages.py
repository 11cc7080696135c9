"""Guides rendered into Markdown, without mkdocs."""

from __future__ import annotations

from pathlib import Path

import pytest

from citations import Citations, literal
from dates import partial_date
from drawings import FOLDER, draw
from kb.disclosure import disclosed
from kb.interface import Interface, interface
from kb.library import load_library
from kb.model import Guide, Text
from kb.vocabulary import Disclosure, Edition, Package, Where
from pages import Pages
from search_keys import entry, search_words

HOME = Path(__file__).resolve().parents[2]
TEMPLATES = HOME / "site" / "templates"


@pytest.fixture(scope="module")
def words() -> Interface:
    return interface("en")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_library(HOME / "guides")["medicube-age-r"]


def render(guide: Guide, words: Interface) -> str:
    return Pages([guide], words, TEMPLATES, {"en": []}).guide(guide)


def test_each_cue_has_its_anchor_and_the_telling_ones_a_number(guide: Guide, words: Interface) -> None:
    page = render(guide, words)
    for cue in guide.cues:
        assert f"{{ #{cue.id} }}" in page
    assert page.count('class="jp-cue"') == sum(not cue.proves_nothing for cue in guide.cues)
    assert page.count('class="jp-empty-cue"') == sum(cue.proves_nothing for cue in guide.cues)


def test_first_screen_has_the_strongest_signs_first(guide: Guide, words: Interface) -> None:
    first = render(guide, words).split('class="jp-first"')[1].split("</section>")[0]
    order = [first.index(f"#{name}") for name in ("product-name", "volume-unit", "seller-address")]
    assert order == sorted(order)
    assert "#price" not in first


def test_every_statement_keeps_its_citations_and_every_source_leads_back(guide: Guide, words: Interface) -> None:
    page = render(guide, words)
    assert "[^" not in page
    for source in guide.sources:
        assert f'id="src-{source.key}"' in page
        assert f'href="#cite-{source.key}-1"' in page
        assert f'id="cite-{source.key}-1"' in page


def test_a_text_in_another_language_is_marked_and_tagged(guide: Guide, words: Interface) -> None:
    foreign = guide.model_copy(update={"summary": (guide.summary[0].model_copy(update={"lang": "ko"}),)})
    page = render(foreign, words)
    assert '<p markdown="span" lang="ko"><span class="jp-untranslated" lang="en">' in page
    assert words.text("site.untranslated-note") in page
    assert words.text("site.untranslated-note") not in render(guide, words)


def test_markup_in_a_statement_is_shown_and_not_run(guide: Guide, words: Interface) -> None:
    cite = Citations(guide, words)
    shown = cite.statement(Text(text="<script>x</script> <https://example.com> [^hmj] [^nobody]", lang="en"))
    assert "<script" not in shown
    assert "<https://example.com>" in shown
    assert shown.count("jp-cite") == 1
    assert literal("A*B_<i>") == "A\\*B\\_&lt;i&gt;"


def test_thin_guide_says_so(guide: Guide, words: Interface) -> None:
    note = words.text("site.thin-note")
    assert note in render(guide.model_copy(update={"thin": True}), words)
    assert note not in render(guide, words)


def test_officers_only_cues_and_their_sources_are_dropped(guide: Guide) -> None:
    secret = guide.cues[4].model_copy(update={"disclosure": Disclosure.OFFICERS})
    hidden = guide.model_copy(update={"cues": (secret,)})
    shown = disclosed(hidden, Edition.PUBLIC)
    assert disclosed(hidden, Edition.OFFICERS) == hidden
    assert shown.cues == ()
    assert "hani" in {source.key for source in guide.sources}
    assert "hani" not in {source.key for source in shown.sources}


def test_review_tells_an_unreviewed_translation(guide: Guide, words: Interface) -> None:
    assert words.text("site.translation-unreviewed") in render(
        guide.model_copy(update={"reviewed_by": "nobody", "lang": "ko"}), words
    )
    assert "Reviewed by Nguyễn An." in render(guide.model_copy(update={"reviewed_by": "Nguyễn An"}), words)


def test_partial_dates_in_words() -> None:
    assert partial_date("2025", "en") == "2025"
    assert partial_date("2025-05", "ko") == "2025년 5월"
    assert partial_date("2025-05-28", "en") == "May 28, 2025"


@pytest.mark.parametrize("package", list(Package))
def test_every_drawing_has_a_place_for_every_sign(package: Package, guide: Guide, words: Interface) -> None:
    cues = [(number, guide.cues[0].model_copy(update={"where": where})) for number, where in enumerate(Where, start=1)]
    drawing = draw(package, cues, words)
    for number, _ in cues:
        assert f">{number}</text>" in drawing
    assert "data-where" not in drawing
    assert "\n" not in drawing


def test_no_drawing_lacks_a_form() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg") if not path.stem.startswith("icon-")} == set(Package)


def test_search_keys_hold_names_numbers_and_words_of_fakes() -> None:
    dasida = load_library(HOME / "guides")["cj-dasida"]
    keys = entry(dasida)
    assert "쇠고기 다시다" in keys["names"]
    assert "ДАШИДА" in keys["aliases"]
    assert "Sanai" in keys["fakes"]
    assert "8801007686875" in {number for number, _ in keys["gtins"]}


def test_search_words_split_korean_compounds() -> None:
    dasida = load_library(HOME / "guides")["cj-dasida"].model_copy(update={"aliases": ("쇠고기다시다",)})
    assert "다시다" in search_words(dasida)
