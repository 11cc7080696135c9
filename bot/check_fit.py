"""Does the officer's description fit a cue's fake statement clearly better than its genuine one, or the other way?

Each sentence of the description is compared, as a vector, with both statements of every cue. A cue counts when the
sentence is near it, nearer to it than to nearly all the others, and clearly on one side. The thresholds come from
`make eval` on the development questions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.finding import Outcome

Vector = npt.NDArray[np.float32]

NEAR = 0.865
"""Cosine from which a sentence is about a cue at all; vectors of this model crowd between 0.7 and 1."""
CLEAR = 0.012
"""By how much one statement must fit better than the other."""
_SENTENCE = re.compile(r"(?<=[.!?。！？\u0964;；])\s*|\n+")
_SHORTEST = 8
"""Characters below which a fragment says nothing."""


@dataclass(frozen=True)
class Statements:
    """The vectors of a cue's two statements, one a language each; empty if the cue lacks the statement."""

    genuine: Sequence[Vector]
    fake: Sequence[Vector]


@dataclass(frozen=True)
class Fit:
    """A cue that a sentence fits, and which side."""

    cue: str
    outcome: Outcome
    sentence: str
    nearness: float
    margin: float


def sentences(text: str) -> list[str]:
    """The sentences of a description, and the whole if it is more than one."""
    parts = [part.strip() for part in _SENTENCE.split(text) if len(part.strip()) >= _SHORTEST]
    whole = " ".join(text.split())
    return parts if len(parts) == 1 or not whole else [*parts, whole]


def fits(described: Mapping[str, Vector], cues: Mapping[str, Statements]) -> list[Fit]:
    """The cues that a description fits, the clearest first.

    Args:
        described: sentence → its unit vector.
        cues: cue id → the unit vectors of its statements.
    """
    best: dict[str, Fit] = {}
    for sentence, vector in described.items():
        scored = {cue: (_nearest(vector, item.genuine), _nearest(vector, item.fake)) for cue, item in cues.items()}
        top = max((max(pair) for pair in scored.values()), default=0.0)
        for cue, (genuine, fake) in scored.items():
            nearness, margin = max(genuine, fake), fake - genuine
            # Only the cue that the sentence is nearest to, or one as near, is what the sentence is about.
            if nearness < NEAR or nearness < top - CLEAR or abs(margin) < CLEAR:
                continue
            if not cues[cue].genuine or not cues[cue].fake:
                continue  # nothing to compare with, so a nearness alone would decide
            outcome = Outcome.AS_FAKE if margin > 0 else Outcome.AS_GENUINE
            fit = Fit(cue, outcome, sentence, nearness, abs(margin))
            if cue not in best or fit.margin > best[cue].margin:
                best[cue] = fit
    return sorted(best.values(), key=lambda fit: -fit.margin)


def _nearest(vector: Vector, statements: Sequence[Vector]) -> float:
    return max((float(vector @ statement) for statement in statements), default=0.0)
