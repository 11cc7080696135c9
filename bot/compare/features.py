"""A picture → its local features: RootSIFT, strongest first (Arandjelović and Zisserman, CVPR 2012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bot.photo import Pixels

Floats = npt.NDArray[np.float32]
PHOTO_SIDE, PHOTO_FEATURES = 1200, 2000
REFERENCE_SIDE, REFERENCE_FEATURES = 800, 900
"""Longer side in pixels at which features are looked for, and how many are kept."""
_CONTRAST = 0.02
"""Least contrast of a feature; half of OpenCV's default, for print under a weak light."""
_SCALE = 512.0
"""A RootSIFT value times this fits a byte; hardly any is above one half."""


@dataclass(frozen=True)
class Features:
    """Local features, strongest first.

    `points` is n × 2, x and y in pixels of the whole picture; `packed` n × 128 bytes, a quarter of what floats take.
    """

    points: Floats
    packed: npt.NDArray[np.uint8]
    step: float
    """Pixels of the whole picture to one pixel of the picture that was looked at."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.points)

    def vectors(self, most: int | None = None) -> Floats:
        """Unit vectors of the strongest ones, n × 128."""
        floats = self.packed[:most].astype(np.float32)
        return np.asarray(floats / (np.linalg.norm(floats, axis=1, keepdims=True) + 1e-7), np.float32)


def features(pixels: Pixels, side: int, most: int) -> Features:
    """Look for local features.

    Args:
        pixels: height × width × 3, RGB.
        side: longer side in pixels to which a larger picture is shrunk before.
        most: how many are kept.
    """
    scale = min(1.0, side / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    found = cv2.SIFT.create(nfeatures=most, contrastThreshold=_CONTRAST)
    points, described = found.detectAndCompute(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.empty(0, np.uint8))
    if described is None or not points:
        return Features(np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8), 1 / scale)
    order = np.argsort([-point.response for point in points], kind="stable")[:most]
    places = np.array([point.pt for point in points], np.float32)[order] / scale
    return Features(places.astype(np.float32), _root(np.asarray(described)[order]), 1 / scale)


def _root(described: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """SIFT → RootSIFT in bytes: Euclidean distance between them is Hellinger distance between the histograms."""
    shares = described / (described.sum(axis=1, keepdims=True) + 1e-7)
    return np.asarray(np.clip(np.sqrt(shares) * _SCALE, 0, 255), np.uint8)
