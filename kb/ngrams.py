"""Which guide a question is spelt like: naive Bayes over the character n-grams of what people ask.

Words inflect, grow together and are misspelt, and whole words then meet nothing; their pieces still do. Counts alone
make the model, so it is trained whenever an index is built: multinomial naive Bayes over TF-IDF weights (Rennie, Shih,
Teevan and Karger, ICML 2003) of n-grams that do not cross words (Cavnar and Trenkle, 1994). One class stands for what
no guide covers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import Arrays
from kb.phrases import Phrase
from kb.tokens import plain

_SIZES = (2, 3, 4)
_SMOOTHING = 0.05
"""Added to the weight of each n-gram in each class, so that one that is new there does not decide alone."""
_CHARACTERS = 2_000
"""No more of a text is cut up."""
_SPACE, _END = ord(" "), ord("\n")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that spreads n-grams over 64 bits, so that hardly two of a million share a number."""
_SHIFT = np.uint64(29)

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Spelt:
    """How a text is spelt, by class: guides, and the empty one for what none covers. Nothing where nothing is known."""

    likelihood: Mapping[str, float] = field(default_factory=dict)
    """Log-likelihood less that of the likeliest class: 0 at most."""
    shared: Mapping[str, float] = field(default_factory=dict)
    """How much a class has of the text's n-grams, the mean over them; 0 where it has none."""


class NGrams(Arrays):
    """The n-grams of an index and how much of each every class has."""

    def __init__(self, parts: Mapping[str, Array]) -> None:
        """Take the arrays; `fit` and `load` make them."""
        super().__init__(parts)
        self._classes: list[str] = parts["classes"].tolist()
        self._keys, self._rarity = parts["keys"], parts["rarity"].astype(np.float32)
        # N-gram by n-gram the classes that have it and what it adds there; elsewhere it adds `unseen`.
        self._starts, self._owners, self._gains = parts["starts"], parts["owners"], parts["gains"].astype(np.float32)
        self._unseen = parts["unseen"]

    @classmethod
    def fit(cls, texts: Sequence[Phrase]) -> NGrams:
        """Count the n-grams of texts, each with its guide, empty for what no guide covers."""
        classes = sorted({text.guide for text in texts})
        numbers = {name: number for number, name in enumerate(classes)}
        of_texts, found, counts = _counts([text.text for text in texts])
        keys, rows, spread = np.unique(found, return_inverse=True, return_counts=True)
        rarity = np.log((1 + len(texts)) / (1 + spread)) + 1
        weights = counts * rarity[rows]
        weights /= np.sqrt(np.bincount(of_texts, weights**2, len(texts)))[of_texts]
        owners = np.array([numbers[text.guide] for text in texts], np.int64)[of_texts]
        cells, places = np.unique(rows * len(classes) + owners, return_inverse=True)
        totals = np.bincount(owners, weights, len(classes))
        return cls(
            {
                "classes": np.array(classes, str),
                "keys": keys,
                "rarity": rarity.astype(np.float16),
                "starts": np.searchsorted(cells, np.arange(len(keys) + 1) * len(classes)).astype(np.int32),
                "owners": (cells % max(len(classes), 1)).astype(np.int16),
                "gains": np.log1p(np.bincount(places, weights, len(cells)) / _SMOOTHING).astype(np.float16),
                "unseen": np.log(_SMOOTHING / (totals + _SMOOTHING * max(len(keys), 1))),
            }
        )

    def of(self, text: str) -> Spelt:
        """How a text is spelt beside those of each class."""
        _, found, counts = _counts([text])
        rows = np.searchsorted(self._keys, found)
        known = rows < len(self._keys)
        known[known] = self._keys[rows[known]] == found[known]
        if not known.any():
            return Spelt()
        # One that was never met is as rare as can be.
        weights = counts * self._rarity.max()
        weights[known] = counts[known] * self._rarity[rows[known]]
        gained = np.zeros(len(self._classes))
        for row, weight in zip(rows[known], weights[known], strict=True):
            part = slice(self._starts[row], self._starts[row + 1])
            gained[self._owners[part]] += weight * self._gains[part]
        met = weights[known]
        likelihood = (gained + self._unseen * met.sum()) / np.linalg.norm(met)
        return Spelt(
            dict(zip(self._classes, (likelihood - likelihood.max()).tolist(), strict=True)),
            dict(zip(self._classes, (gained / weights.sum()).tolist(), strict=True)),
        )


def _counts(texts: Sequence[str]) -> tuple[Array, Array, Array]:
    """The n-grams of texts, each once a text.

    Returns:
        The number of the text, the n-gram as a number, and 1 + the logarithm of how often it stands there.
    """
    written = "".join(f" {' '.join(plain(text[:_CHARACTERS]).split())} \n" for text in texts)
    codes = np.frombuffer((written + "\n" * max(_SIZES)).encode("utf-32-le"), np.uint32).astype(np.uint64)
    ends = np.cumsum(codes == _END)
    numbers, keys = [], []
    for size in _SIZES:
        columns = [codes[first : len(codes) - size + 1 + first] for first in range(size)]
        # A space may begin or end an n-gram, but not stand within.
        within = np.logical_and.reduce([column != _END for column in columns])
        for column in columns[1:-1]:
            within &= column != _SPACE
        key = np.full(int(within.sum()), size, np.uint64)
        for column in columns:
            key = (key ^ column[within]) * _FACTOR
            key ^= key >> _SHIFT
        numbers.append(ends[: len(within)][within])
        keys.append(key)
    number, key = np.concatenate(numbers), np.concatenate(keys)
    order = np.lexsort((key, number))
    number, key = number[order], key[order]
    is_new = np.ones(len(key), bool)
    is_new[1:] = (key[1:] != key[:-1]) | (number[1:] != number[:-1])
    firsts = np.flatnonzero(is_new)
    return number[firsts], key[firsts], 1 + np.log(np.diff(np.append(firsts, len(key))))
