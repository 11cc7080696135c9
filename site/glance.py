"""The ten-second check of a guide: its strongest signs, genuine beside fake, in the fewest words that the guide has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.model import Cue, Statement, Text
from kb.vocabulary import Part, Strength

_HANGUL = re.compile("[가-힣]")
SIGNS = 3
"""How many signs stand on a guide's first screen."""
WORDS = 2
"""Names of one thing that stand beside each other, such as one in Korean letters and one in Latin."""

LEAST = Strength.MODERATE
"""A weaker sign tells little by a word, so its whole statement stands."""


@dataclass(frozen=True)
class Glance:
    """One side of a sign: its first statement, and the words in it that decide where it has some."""

    statement: Statement
    words: tuple[Text, ...] = ()
    """What to read on the pack, as the statement spells it; empty where the whole statement is needed."""


@dataclass(frozen=True)
class Quick:
    """A sign of the ten-second check."""

    number: int
    cue: Cue
    genuine: Glance | None
    fake: Glance


def quick_check(signs: Sequence[tuple[int, Cue]]) -> list[Quick]:
    """The strongest signs that say what a fake looks like, strongest first.

    Args:
        signs: the guide's signs with their numbers, without those that prove nothing.
    """
    told = [(number, cue) for number, cue in signs if cue.part(Part.FAKE)]
    return [_quick(number, cue) for number, cue in sorted(told, key=lambda sign: -sign[1].fake.points)[:SIGNS]]


def _quick(number: int, cue: Cue) -> Quick:
    fake, genuine = cue.part(Part.FAKE)[0], cue.part(Part.GENUINE)[:1]
    read = cue.read if cue.fake.points >= LEAST.points else None
    words = _deciding(fake, read.fake if read else ())
    # A word of the genuine pack alone may stand on the fake too: it tells only beside the word that is wrong.
    right = _deciding(genuine[0], read.genuine) if read and words and genuine else ()
    return Quick(number, cue, Glance(genuine[0], right) if genuine else None, Glance(fake, words))


def _deciding(statement: Statement, wanted: Sequence[str]) -> tuple[Text, ...]:
    """The wanted words that the statement has, in its own spelling and order, none of them inside another."""
    text = statement.plain
    found: dict[int, str] = {}
    for word in sorted(wanted, key=len, reverse=True):
        start = text.casefold().find(word.casefold())
        if start >= 0 and not any(at <= start < at + len(other) for at, other in found.items()):
            found[start] = text[start : start + len(word)]
    words = [found[start] for start in sorted(found)][:WORDS]
    return tuple(Text(text=word, lang="ko" if _HANGUL.search(word) else statement.lang) for word in words)
