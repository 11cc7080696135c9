"""Does the officer's description fit a cue's fake statement clearly better than its genuine one, or the other way?

Each clause of the description is compared with both statements of every cue: as a vector, and by the words they
share. A cue counts when the clause is about it rather than about the other cues of the guide, and clearly on one side.
A clause that asks describes nothing, and neither does one that only names the product. The constants were chosen on the
development questions, where a sign must be seen and where, as in plain questions, none may be:
`python -m tests.eval.run dev` shows what they do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.asking import is_question
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
NEAR = 0.82
"""Cosine below which a clause is about nothing in the guide."""
CLEAR_FAKE, CLEAR_GENUINE = 0.016, 0.03
"""By how much cosine one statement must fit better than the other; more where it would speak for the item."""
ALONE = 0.5
"""Further points of topic that a cue with one statement needs, as there is nothing to weigh it against."""
SUBSTANCE = 1.5
"""Words of a clause, besides names, below which it only names the product."""
FEATURE = 3.5
"""The same below which one that holds a name says nothing of how the item looks: that it was bought, and what it is."""
_LETTERS_A_WORD = {True: 2, False: 4}
"""Letters that count as one word, in scripts that say much in few characters and in others."""
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


def clauses(text: str, names: Sequence[str] = ()) -> list[str]:
    """The clauses that describe something, and all of them together.

    Args:
        text: what the officer wrote.
        names: the names and generic words found in it, which describe nothing by themselves.
    """
    parts = [part.strip() for part in _CLAUSE.split(text)]
    told = [part for part in parts if says_something(part, names) and not is_question(part)]
    return list(dict.fromkeys([*told, " ".join(told)] if told else []))


def says_something(clause: str, names: Sequence[str]) -> bool:
    """Whether a clause says more than which product it is about."""
    dense = bool(_DENSE_SCRIPT.search(clause))
    if len(clause) < (_SHORTEST_DENSE if dense else _SHORTEST):
        return False
    return _words_beside(clause, names) >= SUBSTANCE


def mostly_names(described: Sequence[str], names: Sequence[str]) -> frozenset[str]:
    """The clauses that say little more than a name, and all of them together if one of them is.

    Args:
        described: what `clauses` gave.
        names: as there.
    """
    held = [text for text in described if any(name.casefold() in text.casefold() for name in names)]
    mostly = [text for text in held if _words_beside(text, names) < FEATURE]
    whole = described[-1] if len(described) > 1 else ""
    return frozenset([*mostly, whole] if mostly else [])


def _words_beside(clause: str, names: Sequence[str]) -> float:
    """How many words of usual length a clause has besides names."""
    rest = clause
    for name in names:
        rest = re.sub(re.escape(name), "", rest, flags=re.IGNORECASE)
    return len(re.sub(r"[\W_]+", "", rest)) / _LETTERS_A_WORD[bool(_DENSE_SCRIPT.search(clause))]


@dataclass(frozen=True)
class Side:
    """How a clause stands to the statements of one cue: cosines, None where the cue has no such statement."""

    genuine: float | None
    fake: float | None
    topic: float
    """How much more it is about the cue than about the guide's cues on average, in points."""

    @property
    def nearest(self) -> float:
        """Cosine of the nearer statement."""
        return max(_known((self.genuine, self.fake)))

    @property
    def margin(self) -> float:
        """By how much the fake statement fits better than the genuine one; 0 where the cue has one alone."""
        return 0.0 if self.genuine is None or self.fake is None else self.fake - self.genuine

    @property
    def lean(self) -> float:
        """The same; where the cue has one statement alone, the least that counts, if the clause is about it enough."""
        if self.genuine is not None and self.fake is not None:
            return self.margin
        if self.topic < ABOUT + ALONE:
            return 0.0
        return CLEAR_FAKE if self.fake is not None else -CLEAR_GENUINE


Sides = Mapping[str, Mapping[str, Side]]
"""Clause → cue id → how the one stands to the other; of cues that have a statement."""


def sides(described: Mapping[str, Vector], cues: Mapping[str, Statements]) -> Sides:
    """How each clause of a description stands to each cue.

    Args:
        described: clause → its unit vector.
        cues: cue id → its statements.
    """
    rarity = _rarity(cues)
    return {clause: _to_cues(clause, vector, cues, rarity) for clause, vector in described.items()}


def fits(described: Sides) -> list[Fit]:
    """The cues that a description fits, the clearest first."""
    best: dict[str, Fit] = {}
    for clause, stands in described.items():
        highest = max((side.topic for side in stands.values()), default=0.0)
        for cue, side in sorted(stands.items(), key=lambda item: -item[1].topic)[:2]:
            if side.topic < ABOUT or side.topic < highest - BESIDE or side.nearest < NEAR:
                continue
            if -CLEAR_GENUINE < side.lean < CLEAR_FAKE:
                continue
            fit = Fit(cue, Outcome.AS_FAKE if side.lean > 0 else Outcome.AS_GENUINE, clause, abs(side.lean))
            if cue not in best or fit.margin > best[cue].margin:
                best[cue] = fit
    return sorted(best.values(), key=lambda fit: -fit.margin)


def _to_cues(
    clause: str, vector: Vector, cues: Mapping[str, Statements], rarity: Mapping[str, float]
) -> dict[str, Side]:
    pairs = {cue: (_nearest(vector, item.genuine), _nearest(vector, item.fake)) for cue, item in cues.items()}
    cosines = [side for pair in pairs.values() for side in _known(pair)]
    usual = sum(cosines) / len(cosines) if cosines else 0.0
    said = set(cut(clause))
    shared = {
        cue: sum(rarity[word] for word in said & item.words) / math.sqrt(4 + len(said)) for cue, item in cues.items()
    }
    usually_shared = sum(shared.values()) / len(shared) if shared else 0.0
    return {
        cue: Side(*pair, (max(_known(pair)) - usual) / COSINE_STEP + WORD_POINTS * (shared[cue] - usually_shared))
        for cue, pair in pairs.items()
        if _known(pair)
    }


def _known(pair: tuple[float | None, float | None]) -> list[float]:
    return [side for side in pair if side is not None]


def _rarity(cues: Mapping[str, Statements]) -> dict[str, float]:
    """How telling each word is: in fewer cues, more."""
    counts = Counter(word for item in cues.values() for word in item.words)
    return {word: math.log(1 + len(cues) / count) for word, count in counts.items()}


def _nearest(vector: Vector, statements: Sequence[Vector]) -> float | None:
    return max((float(vector @ statement) for statement in statements), default=None)
