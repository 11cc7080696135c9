"""Does the description say what is seen on fakes? Weighed against what people say who saw it.

Two statements of a cue are too few to tell "the seal was broken" from "is there meant to be a seal?". So each clause
is compared with many observations of every cue (`kb.observations`): of what is seen on fakes, on genuine goods, and of
what sounds like it and is neither. A cue is seen as on fakes where its own such observations lie nearer than all others
of the guide; how its two statements compare (`bot.check_fit`) and the words it shares (`kb.observed_words`) add to it.
The weights are fitted on the development questions, where a sign must be seen and where none may be:
`python -m tests.eval.fit_signs`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property

from bot.check_fit import Fit, Sides, Statements, Vector, fits, sides
from bot.finding import Outcome
from kb.observations import Reading
from kb.observed import Sights

SEEN = 0.7
"""Probability from which a description says a sign of a fake. A false sign does more harm than one question more."""
DOUBTED = 0.5
"""Probability from which it may, so that the officer is asked about that cue first."""
_WEIGHTS = (12.14, 0.35, 0.29, 4.12)
_BIAS = -1.58
_STEP = 0.02
"""Cosine between a cue's statements that counts as one; `_MOST` of them are as good as any more."""
_MOST = 4.0


@dataclass(frozen=True)
class Described:
    """A description and what it is weighed against."""

    clauses: Mapping[str, Vector]
    """Clause → its unit vector."""
    cues: Mapping[str, Statements]
    """Cue id → its statements."""
    sights: Sequence[Sights]
    """How near each clause lies to the observations, in the same order; empty mappings where there are none."""
    words: Sequence[Sights] = ()
    """How many telling words it shares with them, in the same order; all empty if not given."""
    naming: frozenset[str] = frozenset()
    """Clauses that say little more than a name, which is no feature of the item."""

    @cached_property
    def sides(self) -> Sides:
        """How the clauses stand to the guide's statements."""
        return sides(self.clauses, self.cues)


@dataclass(frozen=True)
class Seen:
    """What speaks for a clause saying that a cue is as on fakes; each the higher the more."""

    lead: float
    """Cosine of the cue's observations on fakes, less that of the nearest others of the guide that are not of fakes."""
    margin: float
    """By how much the cue's fake statement fits better than its genuine one, in steps of cosine."""
    topic: float
    """How much more the clause is about the cue than about the guide's others, in points of `bot.check_fit`."""
    words: float
    """Words shared with an observation of the cue on fakes, less those with any other of the guide not of fakes."""


def chance(seen: Seen) -> float:
    """The probability that the clause says so, 0 to 1."""
    total = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, astuple(seen), strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def readings(described: Described) -> dict[str, Fit]:
    """How a description reads each cue that it speaks of: cue id → how, with its probability as the margin."""
    by_statement = {fit.cue: fit for fit in fits(described.sides) if not _only_names(fit, described)}
    if not any(described.sights):
        return by_statement
    genuine = {cue: fit for cue, fit in by_statement.items() if fit.outcome is Outcome.AS_GENUINE}
    found: dict[str, Fit] = {}
    for clause, seen in clues(described).items():
        chances = {cue: chance(one) for cue, one in seen.items()}
        cue = max(chances, key=chances.__getitem__)  # a clause speaks of one cue
        if chances[cue] < DOUBTED or (cue in found and chances[cue] <= found[cue].margin):
            continue
        outcome = Outcome.AS_FAKE if chances[cue] >= SEEN else Outcome.UNCLEAR
        found[cue] = Fit(cue, outcome, clause, chances[cue])
    return genuine | found


def clues(described: Described) -> dict[str, dict[str, Seen]]:
    """What speaks for each clause saying that a cue is as on fakes: clause → cue id → what speaks for it.

    A clause or cue of which there are no observations is left out.
    """
    found = {}
    stands = described.sides
    heard = described.words or [{} for _ in described.clauses]
    for clause, near, words in zip(described.clauses, described.sights, heard, strict=True):
        fakes = {
            cue: cosine for (cue, reading), cosine in near.items() if reading is Reading.FAKE and cue in stands[clause]
        }
        if not fakes:
            continue
        others, other_words = _not_of_fakes(near, -1.0), _not_of_fakes(words, 0.0)
        found[clause] = {
            cue: Seen(
                lead=cosine - others,
                margin=max(-_MOST, min(_MOST, stands[clause][cue].margin / _STEP)),
                topic=stands[clause][cue].topic,
                words=words.get((cue, Reading.FAKE), 0.0) - other_words,
            )
            for cue, cosine in fakes.items()
        }
    return found


def _not_of_fakes(near: Sights, nothing: float) -> float:
    return max((value for (_, reading), value in near.items() if reading is not Reading.FAKE), default=nothing)


def _only_names(fit: Fit, described: Described) -> bool:
    """Whether a reading as genuine rests on a name alone: whoever asks about Dasida has not looked at the pack."""
    return fit.outcome is Outcome.AS_GENUINE and fit.clause in described.naming
