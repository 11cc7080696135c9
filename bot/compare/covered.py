"""Does a region differ because something lies over the item? A finger comes in over the edge; a misprint ends there."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.align import Aligned
from bot.photo import Pixels

NEAR = 0.02
"""Share of the longer side: a region that begins so near the edge may come from outside."""
_DEPTH = 0.02
"""How far inside and outside the edge the colours are taken."""
_SAME = 36.0
"""Difference in any channel up to which the colours inside and outside are one surface under one light."""
_STEPS = 24

Window = tuple[int, int, int, int]
"""Left, top, width, height in pixels of the flat picture."""


def comes_from_outside(pixels: Pixels, aligned: Aligned, window: Window) -> bool:
    """Whether what is seen in a region goes on beyond the item's edge.

    Args:
        pixels: the photo, RGB.
        aligned: the item as it was drawn out of the photo.
        window: the region.
    """
    left, top, wide, high = window
    height, width = aligned.item.shape[:2]
    near, depth = NEAR * max(height, width), _DEPTH * max(height, width)
    across, down = np.linspace(left, left + wide, _STEPS), np.linspace(top, top + high, _STEPS)
    one = np.ones(_STEPS)
    edges = (
        (left <= near, np.stack([depth * one, down], 1), np.stack([-depth * one, down], 1)),
        (top <= near, np.stack([across, depth * one], 1), np.stack([across, -depth * one], 1)),
        (
            left + wide >= width - near,
            np.stack([(width - depth) * one, down], 1),
            np.stack([(width + depth) * one, down], 1),
        ),
        (
            top + high >= height - near,
            np.stack([across, (height - depth) * one], 1),
            np.stack([across, (height + depth) * one], 1),
        ),
    )
    for touches, inside, outside in edges:
        if touches:
            apart = np.abs(_colours(pixels, aligned, inside) - _colours(pixels, aligned, outside)).max(axis=1)
            if float(np.median(apart)) < _SAME:
                return True
    return False


def _colours(pixels: Pixels, aligned: Aligned, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """The photo's colours at points of the flat picture, also beyond its edges; points × 3."""
    there = cv2.perspectiveTransform(points[None], aligned.matrix)[0].astype(np.float32)
    seen = cv2.remap(pixels, there[:, :1], there[:, 1:], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen[:, 0], dtype=np.float32)
