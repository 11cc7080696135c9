"""Where text lies in a photo: the detector's map over the part of the photo that holds text.

A frame of 12 megapixels shrunk to what the network can take loses its small print, so the text is first found
coarsely in the whole frame, and the map is then made again over the cropped region at a finer scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from bot.photo import Pixels
from bot.reading.engines import text_probability
from bot.reading.hangul import Floats

COARSE_SIDE = 736
"""Longer side in pixels of the first look."""
FINE_PIXELS = 1_200_000
"""Pixels of the second look: it decides the time a photo takes."""
MIN_SIDE = 1280
"""A smaller picture is enlarged to this: the network misses letters below about 10 px."""
INK = 0.3
"""Probability from which a pixel counts as text, as PP-OCR sets it."""


@dataclass(frozen=True)
class TextMap:
    """Text probability over a window of the photo; photo x = `left` + map x × `step_x`, likewise y."""

    probability: Floats
    left: float
    top: float
    step_x: float
    step_y: float


def detect(pixels: Pixels) -> tuple[TextMap, ...]:
    """Map the text of an RGB picture of any size: finely where there is text, and coarsely as a whole."""
    height, width = pixels.shape[:2]
    scale = COARSE_SIDE / max(width, height)
    coarse = _map(pixels, (0, 0, width, height), scale)
    region = _text_region(coarse, width, height)
    if region is None:
        region = (0, 0, width, height)
        if width * height > FINE_PIXELS * 1.5:
            return (coarse,)
    left, top, right, bottom = region
    fine = (FINE_PIXELS / max(1, (right - left) * (bottom - top))) ** 0.5
    fine = min(fine, max(1.0, MIN_SIDE / max(width, height)))
    return (coarse,) if fine < scale * 1.25 else (_map(pixels, region, fine), coarse)


def _map(pixels: Pixels, region: tuple[int, int, int, int], scale: float) -> TextMap:
    left, top, right, bottom = region
    columns, rows = (max(32, round(side * scale / 32) * 32) for side in (right - left, bottom - top))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    window = cv2.resize(pixels[top:bottom, left:right], (columns, rows), interpolation=method)
    probability = text_probability(np.asarray(window, dtype=np.uint8))
    return TextMap(probability, left, top, (right - left) / columns, (bottom - top) / rows)


def _text_region(coarse: TextMap, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom around all text, with a margin of two lines; None if there is none."""
    ys, xs = np.nonzero(coarse.probability > INK)
    if not xs.size:
        return None
    margin = 32
    left, right = (xs.min() - margin) * coarse.step_x, (xs.max() + margin) * coarse.step_x
    top, bottom = (ys.min() - margin) * coarse.step_y, (ys.max() + margin) * coarse.step_y
    return max(0, int(left)), max(0, int(top)), min(width, int(right) + 1), min(height, int(bottom) + 1)
