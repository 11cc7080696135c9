"""Exact keys: GTINs, names, aliases and the names of known copies point to guides without any search."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from stdnum import ean

from kb.model import Guide
from kb.spelling import Haystack, compact, letters
from kb.vocabulary import Kind

_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){7,13}(?!\d)")
_LETTERS_A_SLIP = 5
"""One letter in so many may be a slip of the hand: 불닭뽁음면, corsx, chamisool."""
_SHORTEST_SLIP = 5
_MOST_SLIPS = 3


class KeyKind(StrEnum):
    """What was recognised."""

    GTIN = "gtin"
    NAME = "name"
    COPY = "copy"
    """The name of a known copy or its maker, from a cue's check."""


@dataclass(frozen=True)
class KeyHit:
    """One key that was found in a text, and the guide that it points to."""

    guide: str
    kind: KeyKind
    key: str
    found: str
    score: float
    """1 for an exact key, less for a misspelt one or one of a known copy."""


def numbers(text: str) -> list[str]:
    """The numbers in a text that have the length of a GTIN, spaces and hyphens inside removed."""
    found = (re.sub(r"\D", "", match.group()) for match in _DIGITS.finditer(text))
    return [number for number in dict.fromkeys(found) if len(number) in (8, 12, 13, 14)]


def is_gtin(number: str) -> bool:
    """Whether the number's check digit is right (GS1 General Specifications, modulo 10)."""
    return bool(ean.is_valid(number))


def same_gtin(one: str, other: str) -> bool:
    """Whether two GTINs are one, whatever zeros they are padded with: UPC 012345678905 is EAN 0012345678905."""
    return one.zfill(14) == other.zfill(14)


class Keys:
    """The keys of all guides, ready to be looked for in a text."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        """Collect the keys of guides."""
        self._gtins: dict[str, str] = {}
        names: dict[tuple[str, KeyKind], set[str]] = defaultdict(set)
        spelt: dict[str, str] = {}
        for guide in guides:
            for gtin in guide.gtins:
                self._gtins[gtin.gtin.zfill(14)] = guide.id
            for name, kind in _names(guide):
                names[compact(name), kind].add(guide.id)
                spelt.setdefault(compact(name), name)
        self._names = [(key, spelt[key], kind, tuple(sorted(ids))) for (key, kind), ids in names.items() if key]

    def gtin(self, number: str) -> str | None:
        """The guide that lists a GTIN."""
        return self._gtins.get(number.zfill(14))

    def find(self, text: str) -> list[KeyHit]:
        """Every key found in a text, the surest first."""
        hits = [
            KeyHit(guide, KeyKind.GTIN, number, number, 1.0)
            for number in numbers(text)
            if (guide := self.gtin(number)) is not None
        ]
        haystack = Haystack(text)
        for key, name, kind, guides in self._names:
            match = haystack.find(key, _slack(key))
            if match is None:
                continue
            # A longer key says more; a shared one less.
            score = (1.0 - 0.15 * match.distance) * (0.8 if kind is KeyKind.COPY else 1.0) / len(guides)
            hits += [KeyHit(guide, kind, name, match.text, score) for guide in guides]
        return sorted(hits, key=lambda hit: (-hit.score, -len(hit.found), hit.guide))


def _names(guide: Guide) -> Iterable[tuple[str, KeyKind]]:
    names = [guide.names.en, guide.names.ko, *guide.aliases]
    yield from ((name, KeyKind.NAME) for name in names)
    if guide.kind is Kind.PRODUCT:
        for cue in guide.cues:
            yield from ((word, KeyKind.COPY) for word in (cue.read.fake if cue.read else ()))


def _slack(key: str) -> int:
    size = len(letters(key))
    return 0 if size < _SHORTEST_SLIP else min(_MOST_SLIPS, size // _LETTERS_A_SLIP)
