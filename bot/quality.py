"""How well a photo can be read: sharpness, glare, brightness, and the flaws to tell the officer about."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Flaw, Quality
from bot.photo import Photo, Pixels

WORKING_SIDE = 1024
"""Longer side in pixels that every photo is brought to, so that numbers of different cameras compare."""
TILE = 64
"""Sharpness is measured in tiles of this side: a sharp label before a blank wall is sharp."""

# Measured on rendered labels of five lines in a frame of 2,400 × 1,800 pixels, of which 6% of the letters were
# misread when nothing was wrong.
BLUR = 30.0
"""Sharpness 48 still read with 10% wrong letters, 12 with 37%."""
GLARE = 0.008
"""A soft spot on the text that burnt out 1% of the picture cost a third of the letters, 4% cost two thirds."""
SOFT = 0.4
"""Share of a burnt spot's rim that is nearly burnt: 0.55 and more around reflections, 0.07 around white print."""
DARK = 25.0
"""Letters were read far below, but a real camera's noise grows as the light goes, which no rendering shows."""
SMALL = 500
"""Longer side in pixels: a label filling 450 pixels read with 9% wrong letters, 300 with 27%."""


def measure(photo: Photo) -> Quality:
    """Measure a photo; the thresholds of the flaws are those at which label reading was seen to break."""
    small = _working(photo.pixels)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    sharpness, glare, brightness = _sharpness(grey), _glare(small), float(grey.mean())
    # In the dark the number falls with the contrast and says nothing about focus.
    flaws = (
        (Flaw.BLUR, sharpness < BLUR and brightness >= DARK),
        (Flaw.GLARE, glare > GLARE),
        (Flaw.DARK, brightness < DARK),
        (Flaw.SMALL, max(photo.width, photo.height) < SMALL),
    )
    return Quality(
        sharpness=round(sharpness, 1),
        glare=round(glare, 4),
        brightness=round(brightness, 1),
        flaws=tuple(flaw for flaw, found in flaws if found),
    )


def _working(pixels: Pixels) -> Pixels:
    scale = WORKING_SIDE / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _sharpness(grey: npt.NDArray[np.uint8] | cv2.typing.MatLike) -> float:
    """The variance of the Laplacian in the sharpest tenth of the tiles (Pech-Pacheco et al., ICPR 2000)."""
    edges = cv2.Laplacian(grey, cv2.CV_32F)
    height, width = edges.shape[:2]
    tiles = [
        float(edges[y : y + TILE, x : x + TILE].var()) for y in range(0, height, TILE) for x in range(0, width, TILE)
    ]
    return float(np.percentile(tiles, 90))


def _glare(pixels: Pixels) -> float:
    """The share of the picture in burnt-out spots with a soft edge; white print has a hard one."""
    burnt = (pixels.min(axis=2) >= 250).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt, connectivity=8)
    grey = pixels.min(axis=2)
    total = 0
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if area < 0.001 * burnt.size:
            continue
        x0, y0 = max(0, x - 5), max(0, y - 5)
        window = (slice(y0, y + height + 5), slice(x0, x + width + 5))
        spot = (labels[window] == index).astype(np.uint8)
        ring = grey[window][(cv2.dilate(spot, np.ones((9, 9), np.uint8)) > spot)]
        if ring.size and float((ring > 190).mean()) > SOFT:
            total += area
    return float(total / burnt.size)
