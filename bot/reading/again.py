"""A second look at lines that read badly: seen a little otherwise, as two rows, or as letters one below another.

Product names are slanted, squeezed, set in two tight rows or stacked, and the line finder takes each of these for one
line. The reader's own confidence decides which way of looking was right, so this is asked only of lines that read
badly the first time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box
from bot.photo import Pixels
from bot.reading.engines import STRIP_HEIGHT
from bot.reading.route import Routed
from bot.reading.script import count
from bot.reading.straighten import UNCLIP, Strip

WELL = 0.86
"""Confidence from which a reading needs no second look."""
GAIN = 1.15
"""How much more another way of looking must read."""
TRIMS = (0.12, 0.26)
"""Shares of a strip's height cut off above and below: of large letters the finder marks more than the middle."""
_SHEARS, _WIDTHS = (0.22, -0.22), (0.8, 1.25)
_MAX_STACK = 8
MAX_WIDTH = 12 * STRIP_HEIGHT
"""A longer line is running text, which is set plainly: another look would cost much and find nothing."""
TEXT = 1.45 / (1 + 2 * UNCLIP)
"""Share of a strip's height that its letters fill: the finder marks their middle, and the cut widens that."""

Look = tuple[list[Strip], list[Routed]]
Read = Callable[[Pixels], Routed]


def look_again(pixels: Pixels, strip: Strip, first: Routed, read: Read) -> Look:
    """The strips that a badly read line is better seen as, with their readings; itself where nothing is better.

    Args:
        pixels: the picture that the strip was cut from.
        strip: the line as the finder cut it.
        first: how it was read.
        read: reads a strip.
    """
    best: Look = ([strip], [first])
    most = worth(first)
    for parts in _ways(pixels, strip):
        readings = [read(part.pixels) for part in parts]
        total = sum(worth(routed) for routed in readings)
        if total > most * GAIN:
            best, most = (parts, readings), total
            if not any(reads_badly(routed) for routed in readings):
                break
    return best


def _ways(pixels: Pixels, strip: Strip) -> Iterator[list[Strip]]:
    """Other ways of seeing a line, the likeliest first."""
    tight = [cut for trim in TRIMS if (cut := _trimmed(pixels, strip, trim))]
    yield from ([cut] for cut in tight)
    if strip.pixels.shape[1] < 5 * STRIP_HEIGHT:
        yield from (rows for number in (2, 3) if (rows := _rows(pixels, strip, number)))
    yield from ([seen] for seen in _otherwise(strip))
    yield from ([stacked] for cut in tight for stacked in _stack(cut))


def reads_badly(routed: Routed) -> bool:
    """Whether a line was not read well."""
    if routed.reading is None:
        return True
    return routed.reading.confidence < WELL


def worth(routed: Routed) -> float:
    """How much was read: letters, those of Hangul and Han twice, by the square of the confidence."""
    reading = routed.reading
    if reading is None:
        return 0.0
    letters = sum(letter.isalnum() for letter in reading.text) + count(reading.text, "Hang", "Hani")
    return letters * reading.confidence**2


def _otherwise(strip: Strip) -> list[Strip]:
    """The same line slanted back, narrower and wider."""
    height, width = strip.pixels.shape[:2]
    maps = []
    for shear in _SHEARS:
        maps.append(((1.0, shear, -shear * height / 2), (0.0, 1.0, 0.0), width))
    for wide in _WIDTHS:
        maps.append(((wide, 0.0, 0.0), (0.0, 1.0, 0.0), max(16, round(width * wide))))
    return [
        Strip(
            np.asarray(
                cv2.warpAffine(
                    strip.pixels,
                    np.array(rows[:2], dtype=np.float32),
                    (int(rows[2]), height),
                    flags=cv2.INTER_LINEAR,
                    borderMode=cv2.BORDER_REPLICATE,
                ),
                dtype=np.uint8,
            ),
            strip.box,
            strip.height,
        )
        for rows in maps
    ]


def _trimmed(pixels: Pixels, strip: Strip, trim: float) -> Strip | None:
    """The same line with less above and below and at its ends, cut anew from the picture."""
    a, b, c, d = (np.asarray(point) for point in strip.box)
    ends = min(0.4, 0.8 * trim * STRIP_HEIGHT / max(1, strip.pixels.shape[1]))
    left, right = [a + (d - a) * trim, d + (a - d) * trim], [b + (c - b) * trim, c + (b - c) * trim]
    corners = [
        one + (other - one) * ends
        for one, other in zip(
            (left[0], right[0], right[1], left[1]), (right[0], left[0], left[1], right[1]), strict=True
        )
    ]
    return cut_box(pixels, box_of(*corners))


def _profile(strip: Pixels, axis: int) -> npt.NDArray[np.float64]:
    """How much drawing there is in each column (axis 0) or row (axis 1), smoothed."""
    grey = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY)
    edges = np.abs(cv2.Sobel(grey, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    sums = edges.mean(axis=axis)
    return np.convolve(np.pad(sums, 2, mode="edge"), np.ones(5) / 5, "valid")


def _rows(pixels: Pixels, strip: Strip, number: int) -> list[Strip]:
    """Rows that were taken for one line, parted where the drawing is thinnest."""
    profile = _profile(strip.pixels, 1)
    top, bottom = (0.5 - TEXT / 2) * STRIP_HEIGHT, (0.5 + TEXT / 2) * STRIP_HEIGHT
    each = (bottom - top) / number
    edges = [top]
    for index in range(1, number):
        near, reach = top + index * each, max(1, round(0.25 * each))
        window = profile[round(near) - reach : round(near) + reach + 1]
        edges.append(round(near) - reach + int(window.argmin()) + 0.5)
    edges.append(bottom)
    a, b, c, d = (np.asarray(point) for point in strip.box)
    rows = []
    for start, end in pairwise(edges):
        room = 0.12 * (end - start)
        first, last = (start - room) / STRIP_HEIGHT, (end + room) / STRIP_HEIGHT
        corners = (a + (d - a) * first, b + (c - b) * first, b + (c - b) * last, a + (d - a) * last)
        rows.append(cut_box(pixels, box_of(*corners)))
    return [row for row in rows if row is not None]


def _stack(strip: Strip) -> list[Strip]:
    """Letters one below another, which lie on their sides in a strip that was cut along them: set upright in a row."""
    core = strip.pixels
    width = core.shape[1]
    number = round(width / (STRIP_HEIGHT * 1.02))
    if not 2 <= number <= _MAX_STACK:
        return []
    profile = _profile(core, 0)
    edges = [0]
    for index in range(1, number):
        near = round(index * width / number)
        reach = max(2, round(0.2 * width / number))
        window = profile[near - reach : near + reach + 1]
        edges.append(near - reach + int(window.argmin()))
    edges.append(width)
    cells = [core[:, start:end] for start, end in pairwise(edges) if end - start > 3]
    # The finder turns a column against the clock, so that it runs from left to right; half a turn reverses it.
    down = [np.rot90(cell, -1) for cell in cells]
    up = [np.rot90(cell, 1) for cell in reversed(cells)]
    return [Strip(_joined(row), strip.box, strip.height) for row in (down, up)]


def _joined(cells: list[Pixels]) -> Pixels:
    sized = [
        cv2.resize(cell, (max(8, round(cell.shape[1] * STRIP_HEIGHT / cell.shape[0])), STRIP_HEIGHT)) for cell in cells
    ]
    return np.asarray(np.concatenate(sized, axis=1), dtype=np.uint8)


def cut_box(pixels: Pixels, box: Box) -> Strip | None:
    """The part of a picture in a box of four corners, as a strip."""
    a, b, c, d = (np.asarray(point) for point in box)
    wide, high = float(np.linalg.norm(b - a)), float(np.linalg.norm(d - a))
    if min(wide, high) < 4:
        return None
    width = max(8, round(wide * STRIP_HEIGHT / high))
    corners = np.array([a, b, c, d], dtype=np.float32)
    left, top = np.maximum(0, np.floor(corners.min(axis=0)).astype(int) - 2)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int) + 3
    window = pixels[top:bottom, left:right]
    if not window.size:
        return None
    corners = corners - np.array([left, top], dtype=np.float32)
    shrink = min(1.0, 1.5 * STRIP_HEIGHT / high)
    if shrink < 0.7:
        window = np.asarray(cv2.resize(window, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
        corners = corners * shrink
    target = np.array([[0, 0], [width, 0], [width, STRIP_HEIGHT], [0, STRIP_HEIGHT]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    warped = cv2.warpPerspective(
        window, matrix, (width, STRIP_HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return Strip(np.asarray(warped, dtype=np.uint8), box, high)


def box_of(*corners: npt.NDArray[np.float64]) -> Box:
    """Four corners as evidence carries them."""
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return a, b, c, d
