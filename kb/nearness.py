"""How near each guide is to a question in meaning, in a space where what tells guides apart counts most.

What people ask about a guide stands in fifteen languages, so the index itself shows which directions vary within one
guide and tell nothing; `kb.within` shrinks them. Nothing is learnt from the measured questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import Arrays
from kb.open_set import MOST, log_chances, train
from kb.within import scatter, unit, whitening

SEVERAL = 3
"""Phrases of a guide that are taken together: one that fits may be chance."""
_SHRINKAGE = 0.5
_NEIGHBOURS = 100
_FALL = 10.0
"""How fast a neighbour loses weight: one whose cosine is 0.1 less than the nearest one's has a third of its weight."""


@dataclass(frozen=True)
class Near:
    """Mean cosines of the nearest phrases, -1 to 1."""

    whole: Mapping[str, float] = field(default_factory=dict)
    """Of each guide, to the whole question."""
    clauses: Mapping[str, float] = field(default_factory=dict)
    """The same, the mean over its clauses."""
    decoy: float = 0.0
    """Of the decoys, to the whole question."""
    neighbours: float = 0.0
    """Share of guides' phrases among the hundred nearest to the whole question, the nearer the more; the others are
    decoys. 0 to 1."""
    known: float = 0.0
    """How little the whole question resembles the decoys beside the guides' phrases: minus the logarithm of that
    probability, 0 to `kb.open_set.MOST`."""


class Nearness(Arrays):
    """The phrases of an index in that space."""

    def __init__(self, parts: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take the arrays; `fit` and `load` make them."""
        super().__init__(parts)
        self._values = parts["values"].astype(np.float32)
        self._transform, self._centre = parts["transform"].astype(np.float32), parts["centre"].astype(np.float32)
        self._rows = {
            guide: np.flatnonzero(parts["owners"] == number) for number, guide in enumerate(parts["guides"].tolist())
        }
        self._owners = parts["owners"]
        self._decoys = np.flatnonzero(self._owners < 0)
        self._classes = parts["classes"].astype(np.float32), parts["biases"].astype(np.float32)

    @classmethod
    def fit(cls, labels: Sequence[str], vectors: npt.ArrayLike) -> Nearness:
        """Find the space.

        Args:
            labels: the guide of each phrase, empty for a decoy.
            vectors: of the phrases, phrases × dimension.
        """
        guides = sorted({guide for guide in labels if guide})
        numbers = {guide: number for number, guide in enumerate(guides)} | {"": -1}
        owners = np.array([numbers[guide] for guide in labels], np.int32)
        exact = np.asarray(vectors, np.float64)
        of_guides = exact[owners >= 0]
        centre = of_guides.mean(axis=0)
        transform = whitening(scatter(of_guides, owners[owners >= 0]), _SHRINKAGE)
        values = unit((exact - centre) @ transform).astype(np.float32)
        # The last class is that of the decoys.
        classes, biases = train(values, np.where(owners < 0, len(guides), owners).astype(np.int32), len(guides) + 1)
        return cls(
            {
                "guides": np.array(guides, str),
                "owners": owners,
                "values": values.astype(np.float16),
                "transform": transform.astype(np.float32),
                "centre": centre.astype(np.float32),
                "classes": classes.astype(np.float16),
                "biases": biases,
            }
        )

    def of(self, vectors: npt.ArrayLike) -> Near:
        """How near each guide is.

        Args:
            vectors: of the question and of its clauses, as many × dimension.
        """
        asked = unit((np.atleast_2d(np.asarray(vectors, np.float32)) - self._centre) @ self._transform)
        cosines = asked @ self._values.T
        best = {guide: _best(cosines, rows) for guide, rows in self._rows.items()}
        return Near(
            {guide: float(one[0]) for guide, one in best.items()},
            {guide: _by_clause(one) for guide, one in best.items()},
            float(_best(cosines[:1], self._decoys)[0]),
            self._share(cosines[0]),
            min(MOST, -float(log_chances(asked[:1].astype(np.float32), *self._classes)[0, -1])),
        )

    def _share(self, cosines: npt.NDArray[np.floating]) -> float:
        """The guides' share of the nearest phrases."""
        several = min(_NEIGHBOURS, len(cosines))
        if not several:
            return 0.0
        nearest = np.argpartition(cosines, -several)[-several:]
        weights = np.exp(_FALL * (cosines[nearest] - cosines[nearest].max()))
        return float(weights[self._owners[nearest] >= 0].sum() / weights.sum())


def _best(cosines: npt.NDArray[np.floating], rows: npt.NDArray[np.intp]) -> npt.NDArray[np.floating]:
    """The mean of the best few of these columns, one for each row."""
    chosen = cosines[:, rows]
    if not len(rows):
        return np.full(len(cosines), -1.0)
    several = min(SEVERAL, len(rows))
    found: npt.NDArray[np.floating] = np.partition(chosen, -several, axis=1)[:, -several:].mean(axis=1)
    return found


def _by_clause(best: npt.NDArray[np.floating]) -> float:
    return float(best[1:].mean() if len(best) > 1 else best[0])
