"""What our Hangul reader says of one line: per column of the strip, how likely each letter stands there.

Used twice: to read freely, and to ask how well a known name fits (`bot.reading.spot`), which finds a name whose
letters are too fanciful to be read one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.reading.jamo import BLANK, OTHER_LETTER, join

COLUMN = 4
"""Pixels of a strip for one column of the reader's output."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Letter:
    """One letter that was read."""

    letter: str
    """A syllable, a sign, or `OTHER_LETTER` for one of a script that this reader does not know."""
    sure: float
    """0 to 1: the geometric mean of its jamo's probabilities."""
    column: int
    """Where in the reader's output it starts."""


def log_softmax(odds: Floats) -> Floats:
    """Columns × classes of log-odds as log-probabilities."""
    top = odds.max(axis=1, keepdims=True)
    return np.asarray(odds - top - np.log(np.exp(odds - top).sum(axis=1, keepdims=True)), dtype=np.float32)


def decode(log: Floats) -> tuple[Letter, ...]:
    """The letters along the likeliest path (CTC: a class counts once until another comes between).

    Args:
        log: columns × classes, log-probabilities.
    """
    best = log.argmax(axis=1)
    sure = log.max(axis=1)
    starts = np.flatnonzero((best != BLANK) & (best != np.concatenate([[BLANK], best[:-1]])))
    if not starts.size:
        return ()
    # A class may last for several columns: the surest of them tells.
    ends = [*starts[1:], len(best)]
    peaks = [float(sure[a:b][best[a:b] == best[a]].max()) for a, b in zip(starts, ends, strict=True)]
    return tuple(
        Letter(letter, float(np.exp(np.mean(peaks[first:last]))), int(starts[first]))
        for letter, first, last in join([int(value) for value in best[starts]])
    )


def text_and_sureness(letters: tuple[Letter, ...]) -> tuple[str, tuple[float, ...]]:
    """The text without the letters of other scripts and without spaces at its ends, and how sure each letter is."""
    known = [one for one in letters if one.letter != OTHER_LETTER]
    while known and known[0].letter == " ":
        known = known[1:]
    while known and known[-1].letter == " ":
        known = known[:-1]
    return "".join(one.letter for one in known), tuple(one.sure for one in known)
