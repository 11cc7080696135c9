"""How many telling words a description shares with what people say they saw of each cue, and what its guide states.

Vectors hardly tell "even in size" from "uneven in size"; words do. A word tells the more, the fewer observations of the
guide hold it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kb.observations import Observation, Reading
from kb.observed import Sights
from kb.tokens import cut


class ObservedWords:
    """The words of observations, cut when their guide is first asked for. Safe to use from several threads."""

    def __init__(self, known: Sequence[Observation]) -> None:
        """Take the observations, and statements as if they had been observed; there may be none."""
        self._known: Mapping[str, list[Observation]] = defaultdict(list)
        for one in known:
            self._known[one.guide].append(one)
        self._of = cache(self._cut)

    def of(self, guide: str, texts: Sequence[str]) -> list[Sights]:
        """How much each text shares with the observations of a guide's cues.

        Returns:
            One mapping a text: the most that it shares with one observation, above 0 to 1, as a cosine of word weights;
            what shares nothing is left out.
        """
        if guide not in self._known:
            return [{} for _ in texts]
        observed, weights, unheard = self._of(guide)
        return [_shared(frozenset(cut(text)), observed, weights, unheard) for text in texts]

    def _cut(self, guide: str) -> tuple[list[tuple[Observation, frozenset[str]]], dict[str, float], float]:
        observed = [(one, frozenset(cut(one.text))) for one in self._known[guide]]
        counts = Counter(word for _, words in observed for word in words)
        weights = {word: math.log(1 + len(observed) / count) for word, count in counts.items()}
        return observed, weights, math.log(1 + len(observed))


def _shared(
    said: frozenset[str],
    observed: Sequence[tuple[Observation, frozenset[str]]],
    weights: Mapping[str, float],
    unheard: float,
) -> Sights:
    found: dict[tuple[str, Reading], float] = {}
    mine = sum(weights.get(word, unheard) for word in said)
    for one, words in observed:
        if both := said & words:
            its = sum(weights[word] for word in words)
            share = sum(weights[word] for word in both) / math.sqrt(mine * its)
            key = one.cue, one.reading
            found[key] = max(share, found.get(key, 0.0))
    return found
