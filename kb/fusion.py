"""Reciprocal rank fusion: several rankings of the same things into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

DAMPING = 5.0
"""The constant k of the method. Cormack, Clarke and Büttcher (SIGIR 2009) use 60 for rankings of a thousand documents;
ours rank tens of guides, where the first place should count for more."""


def fuse(rankings: Sequence[tuple[float, Sequence[Item]]], damping: float = DAMPING) -> list[tuple[Item, float]]:
    """Fuse rankings.

    Args:
        rankings: (weight, items with the best first) for each leg.
        damping: the constant k; a larger one lets lower places count for more.

    Returns:
        (item, score) with the best first; a score is the share of what an item first in every leg would get.
    """
    scores: dict[Item, float] = defaultdict(float)
    for weight, ranking in rankings:
        for place, item in enumerate(ranking, start=1):
            scores[item] += weight * (damping + 1) / (damping + place)
    total = sum(weight for weight, _ in rankings) or 1.0
    return sorted(((item, score / total) for item, score in scores.items()), key=lambda pair: -pair[1])
