from __future__ import annotations

from pathlib import Path

import pytest

from kb.glossary import FILE, Glossary, check_glossary, read_glossary
from kb.library import load_library
from kb.locales import catalog_locales
from kb.messages import messages
from kb.settings import get_settings

TABLE = """en,note,de,vi,ja
item report number|item report numbers,of a food,Meldenummer,số báo cáo mặt hàng,品目報告番号
report number|report numbers,,Berichtsnummer,số báo cáo,報告番号
importer|importers,,Einführer|Importeur,,輸入者
"""


@pytest.fixture
def glossary(tmp_path: Path) -> Glossary:
    (tmp_path / FILE).write_text(TABLE, encoding="utf-8")
    return read_glossary(tmp_path)


def _missed(glossary: Glossary, source: str, translation: str, locale: str) -> list[str]:
    return [term.english[0] for term in glossary.misses(source, translation, locale)]


@pytest.mark.parametrize(
    ("source", "translation", "locale", "missed"),
    [
        ("Ask the importer.", "Fragen Sie den Importeur.", "de", []),
        ("Ask the importers.", "Fragen Sie die EINFÜHRER.", "de", []),
        ("Ask the importer.", "Fragen Sie den Händler.", "de", ["importer"]),
        ("Ask the importer.", "Hỏi nơi bán.", "vi", []),  # no word is agreed on
        ("The item report number", "品目報告番号", "ja", []),
        ("The item report number", "報告番号", "ja", ["item report number"]),
        ("The report number", "品目番号", "ja", ["report number"]),
        ("The report numbers", "報告番号", "ja", []),
        ("Reimporters", "Händler", "de", []),
        ("Ask the maker.", "Fragen", "de", []),
    ],
)
def test_a_term_is_said_as_agreed(
    glossary: Glossary, source: str, translation: str, locale: str, missed: list[str]
) -> None:
    assert _missed(glossary, source, translation, locale) == missed


def test_letters_may_be_composed_or_not(glossary: Glossary) -> None:
    assert _missed(glossary, "report number", "so\u0302\u0301 ba\u0301o ca\u0301o", "vi") == []


def test_a_term_without_a_word_in_a_language_is_told(tmp_path: Path, glossary: Glossary) -> None:
    assert glossary.terms
    found = check_glossary(tmp_path, ["de", "en", "vi", "ja"])
    assert [problem.params for problem in found] == [(("term", "importer"), ("locale", "vi"))]
    assert check_glossary(tmp_path / "elsewhere", ["de"]) == []


def test_the_projects_glossary_has_a_word_in_every_language_for_terms_that_guides_use() -> None:
    settings = get_settings()
    terms = read_glossary(settings.translations).terms
    assert len(terms) >= 30
    assert check_glossary(settings.translations, catalog_locales(settings.translations)) == []
    texts = [one.text.plain for guide in load_library(settings.guides).values() for one in messages(guide)]
    assert [term.english[0] for term in terms if not any(term.pattern.search(text) for text in texts)] == []
