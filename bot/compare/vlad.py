"""Features → one vector a picture, by which a few likely references are picked out of many (VLAD: Jégou, CVPR 2010)."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.features import Features, Floats

WORDS = 64
"""Visual words; with these ten of 500 references hold the right one 97 times in 100."""
_SAMPLE = 120
"""Features of each reference that the words are made from."""
_LEAST = 20
"""Features below which a part of a photo says nothing."""
_WINDOWS = ((0.0, 0.5), (0.25, 0.75), (0.5, 1.0))
"""Parts of a photo's width and height: a small pack is lost in what a cluttered table looks like as a whole."""


class Vocabulary:
    """Visual words, made from the references."""

    def __init__(self, words: Floats) -> None:
        """Take the words, n × 128."""
        self.words = words

    @classmethod
    def of(cls, references: Sequence[Features]) -> Vocabulary:
        """Make the words from references by k-means; the same references give the same words."""
        picks = np.random.default_rng(0)
        sample = np.vstack([one.vectors()[picks.permutation(len(one))[:_SAMPLE]] for one in references])
        cv2.setRNGSeed(1)
        count, stop = min(WORDS, len(sample)), (3, 25, 1e-3)
        _, _, centres = cv2.kmeans(sample, count, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS)
        return cls(np.asarray(centres, np.float32))

    def whole(self, found: Features) -> Floats:
        """The vector of a whole picture."""
        vectors = found.vectors()
        return self._pooled(vectors, self._nearest(vectors))

    def windows(self, found: Features) -> Floats:
        """The vectors of a photo and of its overlapping parts, a row each."""
        vectors = found.vectors()
        nearest = self._nearest(vectors)
        spread = np.maximum(found.points.max(axis=0), 1)
        at = found.points / spread
        masks = [np.ones(len(found), bool)]
        for left, right in _WINDOWS:
            for top, bottom in _WINDOWS:
                masks.append(((at >= (left, top)) & (at <= (right, bottom))).all(axis=1))
        told = [mask for mask in masks if mask.sum() >= _LEAST] or masks[:1]
        return np.stack([self._pooled(vectors[mask], nearest[mask]) for mask in told])

    def _nearest(self, vectors: Floats) -> npt.NDArray[np.intp]:
        near = 2 * vectors @ self.words.T - (self.words**2).sum(axis=1)
        return np.asarray(near.argmax(axis=1), np.intp)

    def _pooled(self, vectors: Floats, nearest: npt.NDArray[np.intp]) -> Floats:
        """How far the features lie from their words, summed up word by word and brought to length one."""
        pooled = np.zeros_like(self.words)
        np.add.at(pooled, nearest, vectors - self.words[nearest])
        pooled /= np.linalg.norm(pooled, axis=1, keepdims=True) + 1e-7
        flat = np.sign(pooled.ravel()) * np.sqrt(np.abs(pooled.ravel()))
        return np.asarray(flat / (np.linalg.norm(flat) + 1e-7), np.float32)
