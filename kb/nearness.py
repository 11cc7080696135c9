"""How near each guide is to a question in meaning, in a space where what tells guides apart counts most.

Guides stand in twelve languages, so the index itself shows which directions vary within one guide and tell nothing;
`kb.within` shrinks them. Nothing is learnt from questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.open_set import MOST, log_chances, train
from kb.within import scatter, unit, whitening

SEVERAL = 3
"""Texts of a guide that are taken together: one that fits may be chance."""
_SHRINKAGE = 0.5


@dataclass(frozen=True)
class Near:
    """Mean cosines of a guide's nearest texts and phrases, -1 to 1, by guide."""

    texts: Mapping[str, float] = field(default_factory=dict)
    """Of cues, statements and summaries, to the whole question."""
    texts_by_clause: Mapping[str, float] = field(default_factory=dict)
    """The same, the mean over its clauses."""
    phrases: Mapping[str, float] = field(default_factory=dict)
    """Of names, words and descriptions, to the whole question."""
    phrases_by_clause: Mapping[str, float] = field(default_factory=dict)
    """The same, the mean over its clauses."""
    decoy: float = 0.0
    """Cosine of the nearest decoy text to the whole question."""
    decoy_phrases: float = 0.0
    """Mean cosine of the nearest decoy phrases to the whole question."""
    known: float = 0.0
    """How little the whole question resembles the decoy phrases beside those of guides: minus the logarithm of that
    probability, 0 to `kb.open_set.MOST`."""


class Nearness:
    """The texts and phrases of an index in that space."""

    def __init__(self, parts: Mapping[str, npt.NDArray[Any]]) -> None:
        """Take the arrays; `fit` and `load` make them."""
        self._parts = parts
        self._values = parts["values"].astype(np.float32)
        self._transform, self._centre = parts["transform"].astype(np.float32), parts["centre"].astype(np.float32)
        owners, is_phrase, public = parts["owners"], parts["is_phrase"], parts["public"].astype(bool)
        self._rows: list[tuple[str, npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]] = []
        for number, guide in enumerate(parts["guides"].tolist()):
            texts = (owners == number) & (is_phrase == 0)
            rows = (texts & public, texts, (owners == number) & (is_phrase == 1))
            self._rows.append((guide, *(np.flatnonzero(each) for each in rows)))
        self._classes = parts["classes"].astype(np.float32), parts["biases"].astype(np.float32)
        self._decoys, self._decoy_phrases = (np.flatnonzero((owners < 0) & (is_phrase == each)) for each in (0, 1))

    @classmethod
    def fit(
        cls,
        texts: tuple[Sequence[str], npt.ArrayLike],
        phrases: tuple[Sequence[str], npt.ArrayLike],
        public: Sequence[bool],
    ) -> Nearness:
        """Find the space.

        Args:
            texts: the guide of each text, empty for a decoy, and the vectors, texts × dimension.
            phrases: the same for phrases, with decoys of their own.
            public: whether anybody may find a text.
        """
        guides = sorted({guide for guide in (*texts[0], *phrases[0]) if guide})
        numbers = {guide: number for number, guide in enumerate(guides)} | {"": -1}
        parts = []
        for labels, vectors in (texts, phrases):
            owners = np.array([numbers[guide] for guide in labels], np.int32)
            exact = np.asarray(vectors, np.float64)
            parts.append((owners, exact, exact[owners >= 0].mean(axis=0)))
        within = [scatter(exact[owners >= 0], owners[owners >= 0]) for owners, exact, _ in parts]
        transform = whitening((within[0] + within[1]) / 2, _SHRINKAGE)
        values = [unit((exact - mean) @ transform) for _, exact, mean in parts]
        # The last class is that of the decoys.
        asked = np.where(parts[1][0] < 0, len(guides), parts[1][0]).astype(np.int32)
        classes, biases = train(values[1].astype(np.float32), asked, len(guides) + 1)
        return cls(
            {
                "guides": np.array(guides, str),
                "owners": np.concatenate([owners for owners, _, _ in parts]),
                "is_phrase": np.repeat(np.array([0, 1], np.int8), [len(owners) for owners, _, _ in parts]),
                "public": np.array([*public, *[True] * len(parts[1][0])], bool),
                "values": np.concatenate(values).astype(np.float16),
                "transform": transform.astype(np.float32),
                "centre": (sum(mean for _, _, mean in parts) / 2).astype(np.float32),
                "classes": classes.astype(np.float16),
                "biases": biases,
            }
        )

    @classmethod
    def load(cls, path: Path) -> Nearness:
        """Read what `save` wrote.

        Raises:
            OSError, ValueError, KeyError: the file is missing or damaged.
        """
        with np.load(path) as file:
            return cls({name: file[name] for name in file.files})

    def save(self, path: Path) -> None:
        """Write it as plain arrays."""
        np.savez(path, allow_pickle=False, **self._parts)

    def of(self, vectors: npt.ArrayLike, officers: bool = False) -> Near:
        """How near each guide is.

        Args:
            vectors: of the question and of its clauses, as many × dimension.
            officers: whether texts for officers only count too.
        """
        asked = unit((np.atleast_2d(np.asarray(vectors, np.float32)) - self._centre) @ self._transform)
        cosines = asked @ self._values.T
        texts = {guide: _best(cosines, every if officers else public) for guide, public, every, _ in self._rows}
        phrases = {guide: _best(cosines, rows) for guide, _, _, rows in self._rows}
        return Near(
            {guide: float(best[0]) for guide, best in texts.items()},
            {guide: _by_clause(best) for guide, best in texts.items()},
            {guide: float(best[0]) for guide, best in phrases.items()},
            {guide: _by_clause(best) for guide, best in phrases.items()},
            float(cosines[0, self._decoys].max(initial=-1.0)),
            float(_best(cosines[:1], self._decoy_phrases)[0]),
            min(MOST, -float(log_chances(asked[:1].astype(np.float32), *self._classes)[0, -1])),
        )


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
