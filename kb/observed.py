"""How near a description lies to what people say they saw of each cue, as on fakes, as on genuine goods or neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.observations import Observation, Reading
from kb.within import scatter, unit, whitening

SEVERAL = 2
"""Observations of a cue that are taken together: one that is near may be chance."""
_SHRINKAGE = 1.0

Sights = Mapping[tuple[str, Reading], float]
"""(cue, reading) → mean cosine of its nearest observations."""


class Observed:
    """The observations of an index in the space in which what is said counts more than how and in which language."""

    def __init__(self, known: Sequence[Observation], parts: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take the observations and the arrays, in the same order; `fit` and `load` make them."""
        self._parts = parts
        self._values = parts["values"].astype(np.float32)
        self._transform, self._centre = parts["transform"].astype(np.float32), parts["centre"].astype(np.float32)
        rows: dict[str, dict[tuple[str, Reading], list[int]]] = defaultdict(lambda: defaultdict(list))
        for row, one in enumerate(known):
            rows[one.guide][one.cue, one.reading].append(row)
        self._rows = {guide: {key: np.array(of) for key, of in cues.items()} for guide, cues in rows.items()}

    @classmethod
    def fit(cls, known: Sequence[Observation], vectors: npt.ArrayLike) -> Observed:
        """Find the space.

        Args:
            known: the observations; there may be none.
            vectors: of their texts, observations × dimension.
        """
        if not known:
            nothing = np.zeros((0, 0), np.float32)
            return cls(known, {"values": nothing, "transform": nothing, "centre": np.zeros(0, np.float32)})
        exact = np.asarray(vectors, np.float64)
        numbers = {key: number for number, key in enumerate(dict.fromkeys(map(_class, known)))}
        owners = np.array([numbers[_class(one)] for one in known], np.int32)
        centre = exact.mean(axis=0)
        transform = whitening(scatter(exact, owners), _SHRINKAGE)
        return cls(
            known,
            {
                "values": unit((exact - centre) @ transform).astype(np.float16),
                "transform": transform.astype(np.float32),
                "centre": centre.astype(np.float32),
            },
        )

    @classmethod
    def load(cls, known: Sequence[Observation], path: Path) -> Observed:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the file is missing or damaged.
        """
        with np.load(path) as file:
            return cls(known, {name: file[name] for name in file.files})

    def save(self, path: Path) -> None:
        """Write it as plain arrays."""
        np.savez(path, allow_pickle=False, **self._parts)

    def of(self, guide: str, vectors: npt.ArrayLike) -> list[Sights]:
        """How near texts lie to the observations of a guide's cues.

        Args:
            guide: its id.
            vectors: of the texts, texts × dimension.

        Returns:
            One mapping a text; empty ones for a guide of which nothing is known.
        """
        asked = np.atleast_2d(np.asarray(vectors, np.float32))
        rows = self._rows.get(guide)
        if not rows:
            return [{} for _ in asked]
        placed = unit((asked - self._centre) @ self._transform)
        cosines = {key: placed @ self._values[of].T for key, of in rows.items()}
        return [{key: _best(each[number]) for key, each in cosines.items()} for number in range(len(asked))]


def _class(one: Observation) -> tuple[str, str, Reading]:
    return one.guide, one.cue, one.reading


def _best(cosines: npt.NDArray[np.floating]) -> float:
    several = min(SEVERAL, len(cosines))
    return float(np.partition(cosines, -several)[-several:].mean())
