"""Exact keys: GTINs, names, aliases and the names of known copies point to guides without any search."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from stdnum import ean

from kb.model import Guide
from kb.sound import SHORTEST, skeleton, starts_with_vowel, words_by_ear
from kb.spelling import Haystack, compact, letters
from kb.vocabulary import Kind

OTHERS = Path(__file__).resolve().parent / "data" / "others.txt"
FOREIGN = OTHERS.with_name("foreign.txt")
BRANDS = OTHERS.with_name("brands")
NO_GUIDE = ""
"""Stands in a hit for the guide that there is none of."""
_DIGITS = re.compile(r"(?<!\d)\d(?:[ -]?\d){7,13}(?!\d)")
_NOT_BY_EAR = "*"
_LETTERS_A_SLIP = 5
"""One letter in so many may be a slip of the hand: 불닭뽁음면, corsx, chamisool."""
_SHORTEST_SLIP, _SHORTEST_SLIP_JAMO = 5, 7
_MOST_SLIPS = 3


HANGUL = re.compile(r"[가-힣]")


class KeyKind(StrEnum):
    """What was recognised."""

    GTIN = "gtin"
    NAME = "name"
    COPY = "copy"
    """The name of a known copy or its maker, from a cue's check."""
    BRAND = "brand"
    """A Korean brand without a guide of its own; it points to the general guide for goods of its kind."""
    OWNER = "owner"
    """The owner of the brand, who has other goods too."""
    SOUND = "sound"
    """A word in another script that sounds like a name."""
    OTHER = "other"
    """The name of well-known goods that no guide covers; it points away from all of them."""
    WORD = "word"
    """A generic word that people use for such goods; it helps the search and never decides."""


_WEIGHTS = {
    KeyKind.NAME: 1.0,
    KeyKind.COPY: 0.8,
    KeyKind.BRAND: 1.0,
    KeyKind.OWNER: 0.7,
    KeyKind.SOUND: 0.7,
    KeyKind.OTHER: 1.0,
    KeyKind.WORD: 0.2,
}
"""How far a kind of key can be trusted; a GTIN always counts 1."""


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
        unheard: set[str] = set()  # a practice brand must not be heard in the name of a real one
        for guide in guides:
            for gtin in guide.gtins:
                self._gtins[gtin.gtin.zfill(14)] = guide.id
            for name, kind in _names(guide):
                unheard.update([compact(name)] if guide.training else [])
                names[compact(name), kind].add(guide.id)
                spelt.setdefault(compact(name), name)
        for key, ids in [(key, ids) for (key, kind), ids in names.items() if kind is KeyKind.BRAND]:
            # A brand for which somebody has written a guide since.
            if names.get((key, KeyKind.NAME), set()) - ids:
                del names[key, KeyKind.BRAND]
        self._names = [
            (key, spelt[key], kind, tuple(sorted(ids)), _slack(key, kind)) for (key, kind), ids in names.items() if key
        ]
        ours = {key for key, *_ in self._names}
        elsewhere = [name for name in (*others(), *others(FOREIGN)) if compact(name) not in ours]
        unheard.update(compact(name) for name in elsewhere if name.endswith(_NOT_BY_EAR))
        self._names += [
            (compact(name), name.removesuffix(_NOT_BY_EAR), KeyKind.OTHER, (NO_GUIDE,), 0) for name in elsewhere
        ]
        self._sounds = _sounds(item for item in self._names if item[0] not in unheard)

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
        for key, name, kind, guides, slack in self._names:
            match = haystack.find_key(key, slack)
            # The name of a copy, or of a brand that is unknown here, is often a short word of a language too.
            if match and kind in (KeyKind.COPY, KeyKind.BRAND) and not match.distance:
                match = haystack.find_listed(name)
            if match is None:
                continue
            # A key that several guides share says less of each.
            score = _WEIGHTS[kind] * (1.0 - 0.15 * match.distance) / len(guides)
            hits += [KeyHit(guide, kind, name, match.text, score) for guide in guides]
        for word in words_by_ear(text):
            name, guides = self._sounds.get(skeleton(word), ("", ()))
            # Two words are a name of two; what begins a word is heard best.
            if (" " in word) > (" " in name) or (name and starts_with_vowel(name) != starts_with_vowel(word)):
                continue
            kind = KeyKind.OTHER if guides == (NO_GUIDE,) else KeyKind.SOUND
            hits += [KeyHit(guide, kind, name, word, _WEIGHTS[kind] / len(guides)) for guide in guides]
        return sorted(hits, key=lambda hit: (-hit.score, -len(hit.found), hit.guide))


@lru_cache(maxsize=1)
def brands(folder: Path = BRANDS) -> dict[str, tuple[str, ...]]:
    """Names of Korean brands without a guide of their own, by the general guide for goods of their kind."""
    return {path.stem: others(path) for path in sorted(folder.glob("*.txt"))}


@lru_cache(maxsize=8)
def others(path: Path = OTHERS) -> tuple[str, ...]:
    """Names of well-known goods that no guide covers; those of `FOREIGN` for questions alone, a few with a `*`."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return tuple(name.strip() for line in lines for name in line.split(","))


def _names(guide: Guide) -> Iterable[tuple[str, KeyKind]]:
    names = [guide.names.en, guide.names.ko, *guide.aliases]
    yield from ((name, KeyKind.NAME) for name in names)
    yield from ((word, KeyKind.WORD) for word in guide.keywords)
    yield from ((name, KeyKind.BRAND) for name in brands().get(guide.id, ()))
    if guide.kind is Kind.PRODUCT:
        if guide.owner:
            yield from ((name, KeyKind.OWNER) for name in (guide.owner.names.en, guide.owner.names.ko))
        for cue in guide.cues:
            yield from ((word, KeyKind.COPY) for word in (cue.read.fake if cue.read else ()))


def _sounds(names: Iterable[tuple[str, str, KeyKind, tuple[str, ...], int]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Skeletons of the names in Latin letters; one that two guides' names share points to neither."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    shared: set[str] = set()
    for _, name, kind, guides, _ in names:
        if kind not in (KeyKind.NAME, KeyKind.OTHER) or not name.isascii() or any(char.isdigit() for char in name):
            continue
        sound = skeleton(name)
        # A name that points away must be surer than one that points to a guide.
        if len(sound) < SHORTEST + (kind is KeyKind.OTHER):
            continue
        if sound in found and found[sound][1] != guides:
            shared.add(sound)
        found.setdefault(sound, (name, guides))
    return {sound: hit for sound, hit in found.items() if sound not in shared}


def _slack(key: str, kind: KeyKind) -> int:
    size = len(letters(key))
    # Three syllables with six jamo have real words one jamo away: 다시마 is kelp, 다시다 the seasoning.
    shortest = _SHORTEST_SLIP_JAMO if HANGUL.search(key) else _SHORTEST_SLIP
    if kind in (KeyKind.WORD, KeyKind.BRAND) or size < shortest:
        return 0
    return min(_MOST_SLIPS, size // _LETTERS_A_SLIP)
