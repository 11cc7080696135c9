"""A line or a part of it cut out of a photo: upright, enlarged, with a little around it."""

from __future__ import annotations

import unicodedata
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box
from bot.photo import Pixels
from kb.spelling import compact

LEAST_HEIGHT = 64
"""Pixels that letters get, however small they are in the photo."""
LEAST_SCALE = 2.0
MOST_HEIGHT, MOST_WIDTH = 200, 1600
"""Pixels; larger letters are as easy to compare as these."""
_MARGIN = 0.3
"""Of the line's height, on every side: a stroke may stand out of the box."""
_LONG = 7.0
"""Length over height from which only the part of a line that matters is cut, or it would be small on a phone."""
_AROUND = 1.5
"""Line heights kept on either side of that part, since letters are not equally wide."""


def cut_out(pixels: Pixels, box: Box) -> Pixels | None:
    """The part of a photo in a box, turned so that it reads horizontally; None if the box lies outside.

    Args:
        pixels: the photo.
        box: top left, top right, bottom right, bottom left of the text.
    """
    corners = np.asarray(box, np.float32)
    length, height = _size(corners)
    if length < 1 or height < 1 or not _touches(corners, pixels):
        return None
    along, down = (corners[1] - corners[0]) / length, (corners[3] - corners[0]) / height
    margin = _MARGIN * height
    wide = corners + margin * np.array([-along - down, along - down, along + down, down - along], np.float32)
    length, height = length + 2 * margin, height + 2 * margin
    scale = min(max(LEAST_SCALE, LEAST_HEIGHT / height), MOST_HEIGHT / height, MOST_WIDTH / length)
    columns, rows = max(1, round(length * scale)), max(1, round(height * scale))
    target = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(wide.astype(np.float32), target)
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    cut = cv2.warpPerspective(pixels, matrix, (columns, rows), flags=method, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def part_of(box: Box, text: str, part: str) -> Box:
    """The box of some words within a line's box; the whole one if the line is short or the words are not found.

    Where they stand is reckoned from the usual widths of letters, so something around them is kept.
    """
    corners = np.asarray(box, np.float64)
    length, height = _size(corners)
    place = _place(text, part)
    if place is None or length <= _LONG * height:
        return box
    widths = [_width(char) for char in text]
    total = sum(widths) or 1.0
    around = _AROUND * height / length
    start = max(0.0, sum(widths[: place[0]]) / total - around)
    end = min(1.0, sum(widths[: place[1]]) / total + around)
    a, b, c, d = corners
    cut = (a + (b - a) * start, a + (b - a) * end, d + (c - d) * end, d + (c - d) * start)
    one, two, three, four = ((float(x), float(y)) for x, y in cut)
    return one, two, three, four


def _place(text: str, part: str) -> tuple[int, int] | None:
    """Where some words begin and end in a text, spaces and punctuation left aside."""
    kept = [(index, char) for index, letter in enumerate(text) for char in compact(letter)]
    wanted = compact(part)
    at = "".join(char for _, char in kept).find(wanted) if wanted else -1
    return None if at < 0 else (kept[at][0], kept[at + len(wanted) - 1][0] + 1)


def _width(char: str) -> float:
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    return 0.3 if char.isspace() or char in ".,:;'|!il" else 0.58


def _size(corners: npt.NDArray[Any]) -> tuple[float, float]:
    a, b, c, d = corners
    length = float(np.linalg.norm(b - a) + np.linalg.norm(c - d)) / 2
    return length, float(np.linalg.norm(d - a) + np.linalg.norm(c - b)) / 2


def _touches(corners: npt.NDArray[Any], pixels: Pixels) -> bool:
    height, width = pixels.shape[:2]
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return bool(left < width and top < height and right > 0 and bottom > 0)
