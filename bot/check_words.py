"""Compare a cue's words and patterns with what was read on the label or said by the officer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.finding import Outcome
from kb.model import ReadCheck
from kb.spelling import Haystack, letters

_LETTERS_A_SLIP = 4
"""A near miss may differ in one letter (jamo for Hangul) of so many; more is another word."""
_SHORTEST_NEAR = 5
"""Names with fewer letters have too many neighbours for a near miss to mean anything."""


@dataclass(frozen=True)
class Reading:
    """What a text says about a cue: the outcome, the words found and those expected."""

    outcome: Outcome
    found: str
    expected: tuple[str, ...]


def compare_label(check: ReadCheck, text: str) -> Reading | None:
    """Compare a line that was read on a label.

    An exact wrong word speaks for a fake. A word that is merely near an expected one may be a misprint or a slip of
    the reader, which only the officer can tell: it is unclear.

    Args:
        check: the cue's words and patterns.
        text: one line of label text.

    Returns:
        What the line says, or None if it says nothing about this cue.
    """
    haystack = Haystack(text)
    wrong = _exact(check.fake, haystack) or _pattern(check.fake_patterns, text)
    if wrong:
        return Reading(Outcome.AS_FAKE, wrong, check.genuine)
    right = _exact(check.genuine, haystack) or _pattern(check.genuine_patterns, text)
    if right:
        return Reading(Outcome.AS_GENUINE, right, check.genuine)
    for word in (*check.fake, *check.genuine):
        near = haystack.find(word, slack(word))
        if near:
            return Reading(Outcome.UNCLEAR, near.text, (word,))
    return None


def compare_words(check: ReadCheck, text: str) -> Reading | None:
    """Compare a sentence of the officer: a wrong word or a known copy's name that is named in it.

    A right word is no finding here: in the officer's language it may just be the word; 콜라겐 is Korean for collagen.
    """
    wrong = _exact(check.fake, Haystack(text)) or _pattern(check.fake_patterns, text)
    return Reading(Outcome.AS_FAKE, wrong, check.genuine) if wrong else None


def slack(word: str) -> int:
    """How many letters of a word may be misread for it to be a near miss."""
    size = len(letters(word))
    return 0 if size < _SHORTEST_NEAR else max(1, size // _LETTERS_A_SLIP)


def _exact(words: tuple[str, ...], haystack: Haystack) -> str | None:
    return next((match.text for word in words if (match := haystack.find(word))), None)


def _pattern(patterns: tuple[str, ...], text: str) -> str | None:
    clean = unicodedata.normalize("NFKC", text).strip()
    for pattern in patterns:
        match = re.search(pattern, clean, re.IGNORECASE)
        if match:
            return match.group().strip()
    return None
