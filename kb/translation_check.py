"""What a translation must carry over from its source, and whether it reads like one: all catalogs in one pass."""

from __future__ import annotations

import re
import statistics
import string
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.catalogs import catalog_path, load_po
from kb.errors import CatalogError, Problem
from kb.glossary import check_glossary, read_glossary
from kb.leftovers import kept_words, leftovers
from kb.locales import SOURCE, catalog_locales
from kb.messages import label_texts
from kb.numerals import URL, numbers
from kb.settings import Settings
from kb.translate import templates

_SPELT_OUT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPELT = re.compile(rf"\b({'|'.join(_SPELT_OUT)})(?=\s(?:thousand|million|billion|trillion)\b)", re.IGNORECASE)
"""One trillion, which a translation may write 1万亿, or in words as well."""
_MARKS = re.compile(r"\[\^[^\]\s]+\]")
_MONTHS = 12
"""A month's name may become a number, and a small number a word; so small numbers may come and go."""


_SHORT = 40
"""Characters of English below which a translation's length says nothing: a title may be one word."""
_STRETCH = 3.0
"""How many times longer or shorter than is usual in its language a translation may be."""


def check_catalogs(settings: Settings) -> list[Problem]:
    """Every translation that loses or adds what it must carry, or speaks otherwise than agreed; every missing one."""
    locales = [tag for tag in catalog_locales(settings.translations) if tag != SOURCE]
    problems = check_glossary(settings.translations, locales)
    made = templates(settings)
    for tag in locales:
        pairs: list[Pair] = []
        for domain, template in made.items():
            path = catalog_path(settings.translations, tag, domain)
            if not path.exists():
                problems.append(Problem(path, 1, tag, "problem.no-catalog", warning=True))
                continue
            try:
                catalog = load_po(path, tag)
            except CatalogError as error:
                params = tuple((name, str(value)) for name, value in error.params.items())
                problems.append(Problem(path, 1, tag, error.key, params))
                continue
            for message in template:
                if not message.id:
                    continue
                context = message.context or ""
                found = catalog.get(str(message.id), context)
                if found is None or not found.string or found.fuzzy:
                    problems.append(Problem(path, 1, context, "problem.untranslated", warning=True))
                else:
                    pairs.append(Pair(path, found.lineno or 1, context, str(message.id), str(found.string)))
        problems += _pair_problems(pairs, tag, settings)
    return sorted(problems)


@dataclass(frozen=True)
class Pair:
    """A message and its translation, with where it stands."""

    file: Path
    line: int
    context: str
    source: str
    translation: str


def _pair_problems(pairs: Sequence[Pair], tag: str, settings: Settings) -> Iterator[Problem]:
    glossary, kept = read_glossary(settings.translations), kept_words(settings.translations)
    usual = _usual_length(pairs)
    for pair in pairs:
        found: list[tuple[str, dict[str, str]]] = [
            (key, {"value": value}) for key, value in losses(pair.source, pair.translation, tag)
        ]
        found += [
            ("problem.english-left", {"value": word})
            for word in leftovers(pair.source, pair.translation, tag, pair.context, kept)
        ]
        found += [
            ("problem.term-differs", {"term": term.english[0], "value": " / ".join(term.words[tag])})
            for term in glossary.misses(pair.source, pair.translation, tag)
        ]
        stretch = _length(pair) / usual
        if len(pair.source) >= _SHORT and not 1 / _STRETCH <= stretch <= _STRETCH:
            found.append(("problem.length-unusual", {"times": f"{stretch:.1f}"}))
        for key, params in found:
            yield Problem(pair.file, pair.line, pair.context, key, tuple(params.items()))


def _usual_length(pairs: Sequence[Pair]) -> float:
    """Characters of this language for one of English: Chinese needs a third, German more than one."""
    shares = [_length(pair) for pair in pairs if len(pair.source) >= _SHORT]
    return statistics.median(shares) if shares else 1.0


def _length(pair: Pair) -> float:
    return len(pair.translation) / len(pair.source)


def losses(source: str, translation: str, locale: str) -> Iterator[tuple[str, str]]:
    """What a translation loses or invents: (message key, what).

    Args:
        source: the source text with its marks.
        translation: the translation with its marks.
        locale: BCP 47 tag of the translation; Korean need not quote Hangul as a foreign word.
    """
    if Counter(_MARKS.findall(source)) != Counter(_MARKS.findall(translation)):
        yield "problem.marks-differ", " ".join(_MARKS.findall(source))
    if placeholders(source) != placeholders(translation):
        yield "problem.placeholders-differ", ", ".join(sorted(placeholders(source)))
    for url in URL.findall(source):
        if url.rstrip(".,:;)") not in translation:
            yield "problem.url-lost", url
    for label in label_texts(source):
        if label not in translation:
            yield "problem.label-lost", label
    ours, theirs = numbers(source, SOURCE), numbers(translation, locale)
    yield from (("problem.number-lost", number) for number in _missing(ours, theirs))
    spelt = _SPELT.sub(lambda match: str(_SPELT_OUT.index(match[0].casefold()) + 1), source)
    yield from (("problem.number-added", number) for number in _missing(theirs, numbers(spelt, SOURCE)))


def _missing(ours: Mapping[str, frozenset[float]], others: Mapping[str, frozenset[float]]) -> list[str]:
    """The numbers that are worth none of the others; small ones may be words on the other side."""
    known = set().union(*others.values()) if others else set()
    return sorted(number for number, worths in ours.items() if not worths & known and min(worths) > _MONTHS)


def placeholders(text: str) -> set[str]:
    """The names in braces; a text whose braces do not match has the one placeholder `?`."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {"?"}
