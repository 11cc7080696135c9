"""Lines as they were read → where known names stand in them, in one line or over several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.evidence import Box
from bot.reading.again import MAX_WIDTH, box_of
from bot.reading.engines import STRIP_HEIGHT
from bot.reading.hangul import COLUMN
from bot.reading.route import Routed
from bot.reading.spot import Names, Spot
from bot.reading.straighten import Strip

FIT = -1.0
"""The least fit of a known name that is reported; `bot.names` judges it."""
_JAMO = 3
"""Columns of a line that a name must cover, or it does not need that line."""
_LETTERS = 3 * STRIP_HEIGHT
"""Width in pixels of a strip with a letter or two."""


@dataclass(frozen=True)
class Found:
    """One strip with what was read in it; the box lies in the upright photo."""

    routed: Routed
    strip: Strip
    box: Box


def names_in(found: Sequence[Found], names: Names) -> list[tuple[Spot, Box]]:
    """Every place of a known name, with its box.

    Args:
        found: the lines of a photo in reading order, those that could not be read included.
        names: the names to look for.
    """
    if not len(names):
        return []
    return [spot for one in found for spot in _spots(one, names)] + _split(found, names)


def _spots(found: Found, names: Names) -> list[tuple[Spot, Box]]:
    """The known names in a line, each with its part of the line's box."""
    width = max(1, found.strip.pixels.shape[1])
    a, b, c, d = (np.asarray(point) for point in found.box)
    spots = []
    for spot in names.spot(found.routed.seen.log, FIT):
        # The reader tells a letter in its middle, so half of one belongs to the name on either side.
        room = 0.5 * (spot.last - spot.first) / max(1, len("".join(spot.name.split())) - 1)
        ends = (spot.first - room, spot.last + room)
        first, last = (min(1.0, max(0.0, column * COLUMN / width)) for column in ends)
        corners = (a + (b - a) * first, a + (b - a) * last, d + (c - d) * last, d + (c - d) * first)
        spots.append((spot, rounded(box_of(*corners))))
    return spots


def _split(found: Sequence[Found], names: Names) -> list[tuple[Spot, Box]]:
    """The known names that run over neighbouring lines set about as large: two rows, or letters found one by one."""
    spots = []
    for start in range(len(found)):
        end = start + 1
        while end < len(found) and _go_together(found[start : end + 1]):
            end += 1
            part = found[start:end]
            seams = np.cumsum([len(one.routed.seen.log) for one in part])
            box = rounded((part[0].box[0], part[-1].box[1], part[-1].box[2], part[0].box[3]))
            both = np.concatenate([one.routed.seen.log for one in part])
            # A name that needs fewer of the lines is found with fewer of them.
            spots += [
                (spot, box)
                for spot in names.spot(both, FIT)
                if spot.first + _JAMO <= seams[0] and spot.last >= seams[-2] + _JAMO
            ]
    return spots


def _go_together(part: Sequence[Found]) -> bool:
    """Whether lines may bear one name: alike in size, and short; more than two only where each is a letter or two."""
    heights = [one.strip.height for one in part]
    widest = max(one.strip.pixels.shape[1] for one in part)
    return max(heights) < 1.8 * min(heights) and widest <= (MAX_WIDTH if len(part) == 2 else _LETTERS)


def rounded(box: Box) -> Box:
    """A box in tenths of a pixel."""
    a, b, c, d = ((round(x, 1), round(y, 1)) for x, y in box)
    return a, b, c, d
