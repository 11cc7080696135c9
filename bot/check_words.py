"""Compare a cue's words and patterns with what was read on the label or said by the officer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bot.finding import Outcome
from kb.confusables import disguised, is_confusable, nearest, variants
from kb.model import ReadCheck
from kb.spelling import Haystack

SURE = 0.85
"""Confidence of a line from which a letter that readers confuse is taken as read: the 51 misspelt names that
`tests.eval.read_names --count 25` read had it or more, and no right name was read as misspelt."""


@dataclass(frozen=True)
class Reading:
    """What a text says about a cue: the outcome, the words found and those expected."""

    outcome: Outcome
    found: str
    expected: tuple[str, ...]
    """The cue's genuine words; of a near spelling of one of them that one alone."""
    copied: str = ""
    """The word that the cue knows from fakes, if that was found, or is what the text is near to."""


def compare_label(check: ReadCheck, text: str, confidence: float = 1.0) -> Reading | None:
    """Compare a line that was read on a label.

    A wrong word that the cue lists speaks for a fake. Where it differs from a right one by a letter that readers take
    for the other, that is only as sure as the reader was. A word that is merely near a listed one may be a misprint or
    a slip of the reader. Both are unclear: only the officer can tell.

    Args:
        check: the cue's words and patterns.
        text: one line of label text.
        confidence: the reader's own, 0 to 1.

    Returns:
        What the line says, or None if it says nothing about this cue.
    """
    haystack = Haystack(text)
    wrong = _exact(check.fake, haystack) or _pattern(check.fake_patterns, text)
    if wrong:
        meant = _misread(wrong, check) if confidence < SURE else ()
        return Reading(Outcome.UNCLEAR if meant else Outcome.AS_FAKE, wrong, meant or check.genuine, wrong)
    right = _exact(check.genuine, haystack) or _pattern(check.genuine_patterns, text)
    if right:
        return Reading(Outcome.AS_GENUINE, right, check.genuine)
    # What is as near to a right word as to a wrong one is asked about as the right one.
    for word in (*check.genuine, *check.fake):
        near = nearest(word, haystack)
        if near:
            genuine = word in check.genuine
            return Reading(Outcome.UNCLEAR, near.text, (word,) if genuine else check.genuine, "" if genuine else word)
    return None


def compare_words(check: ReadCheck, text: str) -> Reading | None:
    """Compare a sentence of the officer or the text of a code: what stands there is what is meant.

    A wrong word, a known copy's name, or a right name in which a letter of another script stands for a Latin one. A
    right word is no finding here: in the officer's language it may just be the word; 콜라겐 is Korean for collagen.
    """
    wrong = _exact(check.fake, Haystack(text)) or _pattern(check.fake_patterns, text)
    wrong = wrong or next((found for word in check.genuine if (found := disguised(word, text))), None)
    return Reading(Outcome.AS_FAKE, wrong, check.genuine, wrong) if wrong else None


def _misread(wrong: str, check: ReadCheck) -> tuple[str, ...]:
    """The right words that a reader may have taken for a wrong one, which differ by a confusable letter alone."""
    words = tuple(word for word in check.genuine if is_confusable(word, wrong))
    drawn = (variant for variant in variants(wrong) if _pattern(check.genuine_patterns, variant))
    return words or tuple(drawn)[:1]


def _exact(words: tuple[str, ...], haystack: Haystack) -> str | None:
    return next((match.text for word in words if (match := haystack.find_listed(word))), None)


def _pattern(patterns: tuple[str, ...], text: str) -> str | None:
    clean = unicodedata.normalize("NFKC", text).strip()
    for pattern in patterns:
        match = re.search(pattern, clean, re.IGNORECASE)
        if match:
            return match.group().strip()
    return None
