"""Does the officer's description fit a cue's fake statement clearly better than its genuine one, or the other way?

Each clause of the description is compared with both statements of every cue: as a vector, and by the words they share.
A cue counts when the clause is about it rather than about the other cues of the guide, and clearly on one side. The
constants were chosen on the development questions; `python -m tests.eval.run dev` shows what they do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.finding import Outcome
from kb.tokens import cut

Vector = npt.NDArray[np.float32]

COSINE_STEP = 0.025
"""Cosine that counts as much as one point of topic; vectors of this model crowd between 0.7 and 1."""
WORD_POINTS = 0.5
"""Points of topic for each unit of shared, telling words."""
ABOUT = 1.0
"""Points of topic above the guide's average from which a clause is about a cue."""
BESIDE = 0.5
"""Points within which a second cue is as near as the first."""
CLEAR = 0.012
"""By how much cosine one statement must fit better than the other."""
ALONE = 1.0
"""Further points of topic that a cue with one statement needs, as there is nothing to weigh it against."""
_CLAUSE = re.compile(r"(?<=[.!?。！？\u0964;；,，、،])\s*|\n+| [–-] ")
_DENSE_SCRIPT = re.compile(r"[가-힣\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_SHORTEST_DENSE, _SHORTEST = 5, 12
"""Characters below which a clause says too little, in scripts that say much in few characters and in others."""


@dataclass(frozen=True)
class Statements:
    """A cue's two statements: their vectors, one a language each (none if the cue lacks it), and their words."""

    genuine: Sequence[Vector]
    fake: Sequence[Vector]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fit:
    """A cue that a clause fits, and on which side. `margin` is in cosine."""

    cue: str
    outcome: Outcome
    clause: str
    margin: float


def clauses(text: str) -> list[str]:
    """The clauses of a description, and the whole of it."""
    parts = [part.strip() for part in _CLAUSE.split(text)]
    long = [part for part in parts if len(part) >= (_SHORTEST_DENSE if _DENSE_SCRIPT.search(part) else _SHORTEST)]
    whole = " ".join(text.split())
    return list(dict.fromkeys([*long, whole] if whole else long))


def fits(described: Mapping[str, Vector], cues: Mapping[str, Statements]) -> list[Fit]:
    """The cues that a description fits, the clearest first.

    Args:
        described: clause → its unit vector.
        cues: cue id → its statements.
    """
    best: dict[str, Fit] = {}
    rarity = _rarity(cues)
    for clause, vector in described.items():
        sides = {cue: (_nearest(vector, item.genuine), _nearest(vector, item.fake)) for cue, item in cues.items()}
        topics = _topics(clause, sides, cues, rarity)
        highest = max(topics.values(), default=0.0)
        for cue in sorted(topics, key=lambda cue: -topics[cue])[:2]:
            if topics[cue] < ABOUT or topics[cue] < highest - BESIDE:
                continue
            margin = _margin(*sides[cue], topics[cue])
            if abs(margin) < CLEAR:
                continue
            fit = Fit(cue, Outcome.AS_FAKE if margin > 0 else Outcome.AS_GENUINE, clause, abs(margin))
            if cue not in best or fit.margin > best[cue].margin:
                best[cue] = fit
    return sorted(best.values(), key=lambda fit: -fit.margin)


def _margin(genuine: float | None, fake: float | None, topic: float) -> float:
    """By how much the fake statement fits better; the least that counts where the cue has one statement alone."""
    if genuine is not None and fake is not None:
        return fake - genuine
    if topic < ABOUT + ALONE:
        return 0.0
    return CLEAR if fake is not None else -CLEAR


def _topics(
    clause: str,
    sides: Mapping[str, tuple[float | None, float | None]],
    cues: Mapping[str, Statements],
    rarity: Mapping[str, float],
) -> dict[str, float]:
    """How much more a clause is about each cue than about the guide's cues on average."""
    cosines = [side for pair in sides.values() for side in pair if side is not None]
    usual = sum(cosines) / len(cosines) if cosines else 0.0
    said = set(cut(clause))
    shared = {
        cue: sum(rarity[word] for word in said & item.words) / math.sqrt(4 + len(said)) for cue, item in cues.items()
    }
    usually_shared = sum(shared.values()) / len(shared) if shared else 0.0
    return {
        cue: (max(side for side in pair if side is not None) - usual) / COSINE_STEP
        + WORD_POINTS * (shared[cue] - usually_shared)
        for cue, pair in sides.items()
        if any(side is not None for side in pair)
    }


def _rarity(cues: Mapping[str, Statements]) -> dict[str, float]:
    """How telling each word is: in fewer cues, more."""
    counts = Counter(word for item in cues.values() for word in item.words)
    return {word: math.log(1 + len(cues) / count) for word, count in counts.items()}


def _nearest(vector: Vector, statements: Sequence[Vector]) -> float | None:
    return max((float(vector @ statement) for statement in statements), default=None)
