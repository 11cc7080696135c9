"""Codes that lie in a photo but were not decoded: cut off by the frame, folded, or too small.

A finder of codes takes any dense print for one, so bars are believed only where they run straight through the place.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box, Flaw
from bot.flaws import edge

FINDER_SIDES = (1200, 600, 400)
"""Longer sides in pixels of the pictures that are searched: the finder wants bars of one to three pixels."""
LEAST_EDGES = 26
"""Changes between dark and light along the bars; an EAN-13 has 60, half of one that is cut off still 26."""
SAME = 0.75
"""Correlation between rows of a place from which its bars run straight through; print has 0.3 and less."""
CONTRAST = 40.0
"""Grey levels between bars and spaces below which a place is a shade, no code."""
EDGE = 0.012
"""Share of the longer side: a code nearer than this to the frame runs out of it, or has lost its quiet zone."""
MODULES = 95
"""Modules of an EAN-13 (GS1 General Specifications, 5.2.1)."""
LEAST_MODULE = 1.3
"""Pixels a module below which bars run together."""
BURNT = 0.12
"""Share of a code's length that is burnt out in one piece: the widest space of an EAN-13 has 4 of its 95 modules."""
SOFT_BARS = 0.2
"""Steepest edge of bars as a share of their contrast a pixel, below which they are blurred."""
_STRIP = (64, 512)
"""Height and width in pixels of the upright strip that is looked at."""

Grey = npt.NDArray[np.uint8]


def unread_codes(grey: Grey, decoded: Sequence[Box]) -> list[Box]:
    """Places that hold bars and no decoded code.

    Args:
        grey: the photo, height × width.
        decoded: the boxes of the codes that were read.

    Returns:
        Boxes in the photo's pixels, bars running along their first side.
    """
    found: list[Box] = []
    for quad in (quad for side in FINDER_SIDES for quad in _places(grey, side)):
        taken = any(_holds(box, quad.mean(axis=0)) for box in (*decoded, *found))
        if taken or np.ptp(quad, axis=0).min() < 8:
            continue
        box = _with_bars(grey, quad)
        if box is not None:
            found.append(box)
    return found


def _places(grey: Grey, side: int) -> list[npt.NDArray[np.float32]]:
    """What the finder takes for a code in the photo at a size, as corners in the photo's pixels."""
    scale = min(1.0, side / max(grey.shape))
    if min(grey.shape) * scale < 40:
        return []
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    finder = cv2.barcode.BarcodeDetector()
    finder.setDownsamplingThreshold(2000)
    try:
        seen, quads = finder.detectMulti(small)
    except cv2.error:  # the finder fails on some degenerate contours
        return []
    return list(np.asarray(quads if seen else [], dtype=np.float32).reshape(-1, 4, 2)[:8] / np.float32(scale))


def _with_bars(grey: Grey, quad: npt.NDArray[np.float32]) -> Box | None:
    """The box of a place turned so that its bars follow one another along it; None if it has no bars."""
    for corners in (quad, np.roll(quad, 1, axis=0)):
        if has_bars(_upright(grey, corners, _STRIP)):
            a, b, c, d = ((round(float(x), 1), round(float(y), 1)) for x, y in corners)
            return a, b, c, d
    return None


def code_flaw(grey: Grey, box: Box) -> Flaw:
    """Why a code was not decoded, as far as the picture tells."""
    height, width = grey.shape
    edge_of_frame = EDGE * max(height, width)
    if any(min(x, y, width - x, height - y) < edge_of_frame for x, y in box):
        return Flaw.CUT
    if line_length(box) < MODULES * LEAST_MODULE:
        return Flaw.SMALL
    strip = _upright(grey, np.asarray(box, np.float32), (_STRIP[0], round(min(line_length(box), 1600.0))))
    if _longest_burnt(strip) > BURNT:
        return Flaw.GLARE
    return Flaw.BLUR if edge(strip.astype(np.float32)) < SOFT_BARS else Flaw.UNREAD


def _longest_burnt(strip: Grey) -> float:
    """The share of a strip's length that is burnt out in one piece."""
    burnt = "".join("1" if column >= 250 else " " for column in strip.min(axis=0))
    return max((len(run) for run in burnt.split()), default=0) / len(burnt)


def line_length(box: Box) -> float:
    """The length of a box's first side in pixels."""
    (x, y), (x2, y2) = box[0], box[1]
    return float(np.hypot(x2 - x, y2 - y))


def _upright(grey: Grey, corners: npt.NDArray[np.float32], size: tuple[int, int]) -> Grey:
    height, width = size
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return np.asarray(cv2.warpPerspective(grey, matrix, (width, height)), np.uint8)


def has_bars(strip: Grey) -> bool:
    """Whether an upright strip shows the bars of a linear code from side to side."""
    rows = [strip[int(at * len(strip)) :][:8].mean(axis=0) for at in (0.2, 0.4, 0.6, 0.75)]
    spread = min(float(np.percentile(row, 95) - np.percentile(row, 5)) for row in rows)
    if spread < CONTRAST:
        return False
    alike = min(float(np.corrcoef(rows[0], row)[0, 1]) for row in rows[1:])
    middle = rows[1] - cv2.GaussianBlur(rows[1][None], (0, 0), 24)[0]
    signs = np.sign(middle[np.abs(middle) > 0.15 * spread])
    return alike > SAME and int((np.diff(signs) != 0).sum()) >= LEAST_EDGES


def holds(code: Box, box: Box) -> bool:
    """Whether a box lies on a code, or just beside it."""
    return _holds(code, np.asarray(box, np.float32).mean(axis=0))


def _holds(box: Box, point: npt.NDArray[np.float32]) -> bool:
    xs, ys = [corner[0] for corner in box], [corner[1] for corner in box]
    reach = 0.3 * max(max(xs) - min(xs), max(ys) - min(ys))
    x, y = float(point[0]), float(point[1])
    return min(xs) - reach <= x <= max(xs) + reach and min(ys) - reach <= y <= max(ys) + reach
