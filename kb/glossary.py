"""The glossary: how each language says a term of customs and intellectual property law, and whether it does so."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.errors import Problem
from kb.locales import SOURCE
from kb.markdown import without_marks

FILE = "glossary.csv"
_NOTE = "note"
_OR = "|"


@dataclass(frozen=True)
class Term:
    """One row: the English forms, and by language the words of which one must stand in a translation."""

    english: tuple[str, ...]
    note: str
    words: dict[str, tuple[str, ...]]
    """BCP 47 tag → accepted words or stems, the preferred one first."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the term stands in an English text."""
        forms = "|".join(re.escape(form) for form in sorted(self.english, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


class Glossary:
    """Every term, the longest first, so that `item report number` is not read as `report number`."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Take the terms."""
        self.terms = tuple(sorted(terms, key=lambda term: -max(map(len, term.english))))
        self._patterns = [(term, term.pattern) for term in self.terms]

    def misses(self, source: str, translation: str, locale: str) -> Iterator[Term]:
        """The terms of an English text that its translation says in another way than agreed.

        Args:
            source: the English text.
            translation: the translation; words are looked for without regard to case.
            locale: BCP 47 tag; a term without words in it is let pass.
        """
        rest, said = without_marks(source), _folded(without_marks(translation))
        for term, pattern in self._patterns:
            rest, count = pattern.subn("\u0000", rest)
            if count and (words := term.words.get(locale)) and not any(_folded(word) in said for word in words):
                yield term


@lru_cache(maxsize=4)
def read_glossary(translations: Path) -> Glossary:
    """The glossary of `translations/glossary.csv`; one without terms if there is no such file.

    Its columns: `en` with the English forms and one for each language, each cell with the accepted forms separated by
    `|`, the preferred one first; `note` says what the term means.
    """
    path = translations / FILE
    if not path.exists():
        return Glossary(())
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return Glossary([_term(row) for row in rows])


def check_glossary(translations: Path, locales: Sequence[str]) -> list[Problem]:
    """Every term that a language has no word for: a translator would have to guess."""
    path = translations / FILE
    return [
        Problem(path, 1, tag, "problem.term-missing", (("term", term.english[0]), ("locale", tag)))
        for term in read_glossary(translations).terms
        for tag in locales
        if tag != SOURCE and tag not in term.words
    ]


def _term(row: dict[str, str]) -> Term:
    cells = {column: _forms(cell) for column, cell in row.items() if column not in (SOURCE, _NOTE)}
    return Term(_forms(row[SOURCE]), row[_NOTE], {tag: forms for tag, forms in cells.items() if forms})


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(_OR) if form.strip())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
