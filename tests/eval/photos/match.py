"""Comparing texts: as they are read, by letters, and as a part of all that was read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

_DOTS = str.maketrans(dict.fromkeys("・ㆍ‧•", "·"))


def plain(text: str) -> str:
    """A text as it is compared by character: NFKC, no spaces, one kind of dot."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_DOTS)).split())


def letters(text: str) -> str:
    """Letters and digits alone, NFKC, casefolded."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def within(pattern: str, text: str) -> int:
    """Fewest wrong characters with which a pattern occurs anywhere in a text (Sellers 1980, by Myers' bit vectors)."""
    size = len(pattern)
    if not size or not text:
        return size
    masks: dict[str, int] = {}
    for index, letter in enumerate(pattern):
        masks[letter] = masks.get(letter, 0) | 1 << index
    full, top = (1 << size) - 1, 1 << (size - 1)
    plus, minus, score, best = full, 0, size, size
    for letter in text:
        here = masks.get(letter, 0)
        vertical = here | minus
        across = (((here & plus) + plus) ^ plus) | here
        up, down = minus | ~(across | plus) & full, plus & across
        if up & top:
            score += 1
        elif down & top:
            score -= 1
        best = min(best, score)
        up, down = up << 1 & full, down << 1 & full
        plus, minus = (down | ~(vertical | up)) & full, up & vertical
    return best


def errors(truth: str, read: Sequence[str]) -> tuple[int, str]:
    """Wrong characters of a line, and the line read that fits it best; a line left out is wholly wrong.

    A line read much longer than the true one (two cells of a table in one) is compared with the part that fits.
    """
    best, least = "", len(truth)
    for other in read:
        if len(other) > 1.3 * len(truth):
            wrong = within(truth, other)
        else:
            wrong = int(Levenshtein.distance(truth, other, score_cutoff=least))
        if wrong < least:
            best, least = other, wrong
    return least, best
