"""Made-up output of the Hangul reader, so that decoding and spotting are tested without the network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.reading.hangul import Floats, log_softmax
from bot.reading.jamo import BLANK, CLASSES, spell

SURE = 12.0
"""Log-odds that a class stands out by."""


def posteriors(classes: Sequence[int], sure: float = SURE) -> Floats:
    """Columns × classes, log-probabilities, in which one class stands out in each column."""
    odds = np.zeros((len(classes), CLASSES), np.float32)
    odds[np.arange(len(classes)), list(classes)] = sure
    return log_softmax(odds)


def columns(text: str, each: int = 1, between: int = 1) -> list[int]:
    """The classes of a text column by column: each for some columns, with blanks between."""
    return [one for letter in spell(text) for one in [letter] * each + [BLANK] * between]


def line(text: str, sure: float = SURE) -> Floats:
    """A line that bears a text."""
    return posteriors([BLANK, *columns(text), BLANK], sure)


def noise(r: np.random.Generator, count: int, spread: float = 2.0) -> Floats:
    """Columns in which anything may stand."""
    return log_softmax(r.normal(0, spread, (count, CLASSES)).astype(np.float32))
