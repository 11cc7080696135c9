"""A map of differences → regions to show, in the reference and in the photo."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.align import Aligned
from bot.compare.covered import comes_from_outside
from bot.compare.difference import Difference
from bot.evidence import Box, Change
from bot.photo import Pixels

FLOOR = 11.0
"""Colour difference, beyond the envelope, from which a region is shown; chosen on drawn packs under every light that
`python -m tests.eval.measure_compare` knows."""
_AREA = 0.00028
"""Least share of the reference that a region covers."""
LEAST = 1.4
"""Amount from which a region is shown: light and focus explain what lies below."""
_JOIN = 0.02
"""Share of the side over which pieces of one change are joined."""


def regions(pixels: Pixels, found: Difference, aligned: Aligned) -> tuple[Change, ...]:
    """The regions that differ, the strongest first.

    Args:
        pixels: the photo, RGB.
        found: how much each pixel differs.
        aligned: the item as it was drawn out of the photo.
    """
    height, width = found.amount.shape
    mask = (found.amount > FLOOR).astype(np.uint8)
    join = np.ones((round(_JOIN * max(height, width)) | 1,) * 2, np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, join))
    changes = []
    for label in range(1, count):
        left, top, wide, high, _ = (int(value) for value in stats[label])
        inside = found.amount[labels == label]
        inside = inside[inside > FLOOR]
        if inside.size < _AREA * height * width:
            continue
        if comes_from_outside(pixels, aligned, (left, top, wide, high)):
            continue
        corners = np.array([[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]], np.float64)
        there = cv2.perspectiveTransform(corners[None], aligned.matrix)[0]
        amount = float(np.percentile(inside, 90)) / FLOOR
        if amount < LEAST:
            continue
        changes.append(
            Change(box=as_box(there), reference_box=as_box(corners / aligned.scale), amount=round(amount, 2))
        )
    return tuple(sorted(changes, key=lambda change: -change.amount))


def differing(found: Difference) -> float:
    """The share of what could be compared that differs: beyond a fifth the item is another design, no altered copy."""
    return float((found.amount[found.compared] > FLOOR).mean()) if found.compared.any() else 1.0


def as_box(corners: npt.NDArray[np.float64]) -> Box:
    """Four corners as evidence carries them."""
    first, second, third, fourth = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
    return first, second, third, fourth
