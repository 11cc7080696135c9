"""A change in a photo and the same place of the reference picture, upright and of one size."""

from __future__ import annotations

import cv2
import numpy as np

from bot.evidence import Change
from bot.photo import Pixels

HEIGHT, WIDTH = 220, 420
"""Most pixels of each part."""
_MARGIN, _LEAST_MARGIN = 0.5, 0.05
"""Of the region's shorter side, and of the reference's longer one at least, on every side: one sees where on the pack
it is, also where a small part of a mark differs."""


def beside(photo: Pixels, reference: Pixels, change: Change) -> tuple[Pixels, Pixels]:
    """Cut a change out of both pictures.

    Args:
        photo: height × width × 3, RGB.
        reference: the same.
        change: with its box in each.

    Returns:
        The part of the photo, turned as the reference lies, and the part of the reference.
    """
    here, there = np.asarray(change.box, np.float32), np.asarray(change.reference_box, np.float32)
    left, top = there.min(axis=0)
    right, bottom = there.max(axis=0)
    margin = max(_MARGIN * min(right - left, bottom - top), _LEAST_MARGIN * max(reference.shape[:2]))
    left, top = max(0.0, left - margin), max(0.0, top - margin)
    right, bottom = min(reference.shape[1], right + margin), min(reference.shape[0], bottom + margin)
    scale = min(HEIGHT / (bottom - top), WIDTH / (right - left))
    size = max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))
    onto = np.array([[scale, 0, -left * scale], [0, scale, -top * scale], [0, 0, 1]])
    back = cv2.getPerspectiveTransform(here, there)
    return _warped(photo, onto @ back, size), _warped(reference, onto, size)


def _warped(pixels: Pixels, matrix: np.typing.NDArray[np.float64], size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.warpPerspective(pixels, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.uint8)
