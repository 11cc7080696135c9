"""What keeps a place of a photo from being read: glare that hides it, or print too small or too blurred."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box, Carrier, Flaw, Line, Trouble
from bot.photo import Pixels

SPOT = 0.001
"""Share of the picture below which a burnt spot hides no more than a letter."""
HIDES = 0.008
"""Share of the picture that spots on no known text must have burnt out: `bot.quality` has the measurement."""
SOFT = 0.4
"""Share of a burnt spot's rim that is nearly burnt: 0.55 and more around reflections, 0.07 around white print."""
# Rendered lines of Noto Sans, 10 to 40 px, blurred by 0.4 to 3.2 px, as `tests.eval.read_flaws` prints them.
SMALL_TEXT = 14.0
"""Height in pixels of a line's box; letters of 10 px, whose box is 15 high, still read with 1% wrong where sharp."""
BLURRED_SMALL = 24.0
"""Height below which a blurred line is to be taken from closer, which mends both."""
SOFT_EDGE = 6.0
"""Steepest edge of a line as a share of its contrast, times the line's height: from 6.3 every size read with 1% of its
letters wrong, at 5.5 with 9%, at 5.2 with 27%, at 4 with 64%."""
FAINT = 24.0
"""Grey levels between ink and ground below which a place shows no print."""
_STRIP = 48

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]


def text_flaw(grey: Grey, box: Box) -> Flaw | None:
    """What is wrong with a line that was not read well; None if neither size nor focus is to blame."""
    height = line_height(box)
    strip = strip_of(grey, box, height)
    contrast = float(np.percentile(strip, 98) - np.percentile(strip, 2))
    if contrast < FAINT:
        return None
    if height < SMALL_TEXT:
        return Flaw.SMALL
    if edge(strip) * len(strip) < SOFT_EDGE:
        return Flaw.SMALL if height < BLURRED_SMALL else Flaw.BLUR
    return None


def line_height(box: Box) -> float:
    """The mean height of a line's box in pixels."""
    a, b, c, d = (np.asarray(corner) for corner in box)
    return float(np.linalg.norm(d - a) + np.linalg.norm(c - b)) / 2


def edge(strip: npt.NDArray[np.float32]) -> float:
    """The steepest edges of a strip as a share of its contrast: 0.8 for sharp print, 0.2 for blurred."""
    contrast = float(np.percentile(strip, 98) - np.percentile(strip, 2))
    return float(np.percentile(np.abs(np.diff(strip, axis=1)), 98)) / max(contrast, 1.0)


def strip_of(grey: Grey, box: Box, height: float) -> npt.NDArray[np.float32]:
    """A line cut out along its box, upright, at most 48 pixels high."""
    corners = np.asarray(box, np.float32)
    length = float(np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])) / 2
    rows = int(np.clip(height, 8, _STRIP))
    columns = int(np.clip(length * rows / max(height, 1.0), 8, 2400))
    target = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    if height > 2 * _STRIP:  # far larger letters lie about as sharp as their picture shrunk
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), height / _STRIP / 2), np.uint8)
    return np.asarray(cv2.warpPerspective(grey, matrix, (columns, rows), flags=cv2.INTER_AREA), np.float32)


def spot_flaws(
    pixels: Pixels, scale: float, lines: Sequence[Line], codes: Sequence[Box], unread: Sequence[Box]
) -> tuple[list[Trouble], float]:
    """Reflections that hide something, and the share of the picture that reflections burnt out.

    White paper burns out as well, but the ink on it is still read; a reflection has a soft rim and nothing in it. Away
    from all text it hides nothing. Where no text is known, every large one counts.

    Args:
        pixels: the photo at working size.
        scale: photo pixels to a working pixel; boxes come and go in photo pixels.
        lines: the text that was read.
        codes: boxes of the codes that were decoded.
        unread: boxes of text that was not read.
    """
    found, total = [], 0.0
    known = bool(lines or unread or codes)
    for spot in _spots(pixels):
        inside = [box for box in (*(line.box for line in lines), *codes) if _share(spot, box, scale) > 0.5]
        if inside:
            continue  # what is read inside it shows that it is paper
        total += float((spot > 0).mean())
        touched = any(_share(_grown(spot, line_height(line.box) / scale), line.box, scale) > 0.02 for line in lines)
        if touched or any(_share(spot, box, scale) > 0.2 for box in unread):
            found.append(Trouble(flaw=Flaw.GLARE, carrier=Carrier.TEXT, box=_frame(spot, scale)))
    if not known and total > HIDES:
        found.append(Trouble(flaw=Flaw.GLARE, carrier=Carrier.PHOTO))
    return found, total


def _spots(pixels: Pixels) -> list[Mask]:
    """Burnt-out spots with a soft rim, holes filled; white print and lit windows have a hard one."""
    grey = pixels.min(axis=2)
    burnt = (grey >= 250).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(burnt, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if area < SPOT * burnt.size:
            continue
        window = (slice(max(0, y - 5), y + height + 5), slice(max(0, x - 5), x + width + 5))
        spot = (labels[window] == index).astype(np.uint8)
        rim = grey[window][(cv2.dilate(spot, np.ones((9, 9), np.uint8)) > spot)]
        if not rim.size or float((rim > 190).mean()) <= SOFT:
            continue
        outlines, _ = cv2.findContours((labels == index).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        found.append(np.asarray(cv2.drawContours(np.zeros_like(burnt), outlines, -1, 1, -1), np.uint8))
    return found


def _grown(spot: Mask, by: float) -> Mask:
    size = 2 * max(1, round(by)) + 1
    return np.asarray(cv2.dilate(spot, np.ones((size, size), np.uint8)), np.uint8)


def _share(spot: Mask, box: Box, scale: float) -> float:
    """The share of a box that a spot covers."""
    corners = np.round(np.asarray(box) / scale).astype(np.int32)
    area = np.asarray(cv2.fillConvexPoly(np.zeros_like(spot), corners, 1), np.uint8)
    return float((area & spot).sum()) / max(1.0, float(area.sum()))


def _frame(spot: Mask, scale: float) -> Box:
    x, y, width, height = (round(value * scale, 1) for value in cv2.boundingRect(spot))
    return (x, y), (x + width, y), (x + width, y + height), (x, y + height)
