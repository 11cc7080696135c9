"""Text probability maps → regions that each hold one line: large letters from the coarse map, the rest from the fine.

Seen closely, the letters of a product name are islands, and rows in tight setting flow together; from further away
they are lines. Small print is seen only from close by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from bot.reading.detect import INK, TextMap

CERTAIN = 0.5
"""Mean probability a region needs, as PP-OCR sets it."""
MIN_AREA, MIN_HEIGHT = 20, 3
"""Map pixels below which a region is a speck."""
LARGE = 15.0
"""Thickness in pixels of the coarse map from which a line's letters are taken from it."""
COVERED = 0.5
"""Share of a region that another must cover to take its place."""
LONG = 1.3
"""Length by breadth from which a region has a direction of its own."""


@dataclass(frozen=True)
class Frame:
    """Where a map lies: photo x = `left` + map x × `step_x`, likewise y."""

    left: float
    top: float
    step_x: float
    step_y: float


@dataclass(frozen=True)
class Component:
    """One connected text region of a map: its window, and its own pixels in it."""

    x: int
    y: int
    mask: npt.NDArray[np.bool_]
    frame: Frame

    @cached_property
    def _spread(self) -> tuple[float, float, float]:
        """Variance along the region, across it, and its angle to the horizontal, 0 to 90 degrees."""
        ys, xs = np.nonzero(self.mask)
        values, vectors = np.linalg.eigh(np.cov(np.stack([xs * self.frame.step_x, ys * self.frame.step_y])))
        along = vectors[:, 1]
        return (
            float(values[1]),
            max(1e-6, float(values[0])),
            float(np.degrees(np.arctan2(abs(along[1]), abs(along[0])))),
        )

    @property
    def is_long(self) -> bool:
        """Whether it has a direction; a single letter has none."""
        along, across, _ = self._spread
        return bool((along / across) ** 0.5 > LONG)

    @property
    def runs_down(self) -> bool:
        """Whether its text runs rather up or down than level."""
        return self._spread[2] > 45

    @property
    def thickness(self) -> float:
        """Breadth across its direction in map pixels: that of a bar with the same variance."""
        return float((12 * self._spread[1]) ** 0.5 / self.frame.step_y)

    @property
    def area(self) -> float:
        """Area in pixels of the photo."""
        return float(self.mask.sum()) * self.frame.step_x * self.frame.step_y

    def turned(self, photo_width: int) -> Component:
        """The same region in the photo turned a quarter against the clock, its window moved to the frame's origin."""
        frame = self.frame
        right = frame.left + (self.x + self.mask.shape[1]) * frame.step_x
        top = frame.top + self.y * frame.step_y
        return Component(0, 0, np.rot90(self.mask), Frame(top, photo_width - right, frame.step_y, frame.step_x))


def components(text_map: TextMap) -> list[Component]:
    """The text regions of a map that are certain and large enough."""
    ink = (text_map.probability > INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    frame = Frame(text_map.left, text_map.top, text_map.step_x, text_map.step_y)
    found = []
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if area < MIN_AREA or min(width, height) < MIN_HEIGHT:
            continue
        mask = labels[y : y + height, x : x + width] == index
        if float(text_map.probability[y : y + height, x : x + width][mask].mean()) >= CERTAIN:
            found.append(Component(x, y, mask, frame))
    return found


def regions(maps: Sequence[TextMap]) -> list[Component]:
    """The text regions of a photo.

    Args:
        maps: the fine map, and the coarse one if there are two.
    """
    fine = components(maps[0])
    if len(maps) == 1:
        return fine
    large = [part for part in components(maps[1]) if part.thickness >= LARGE]
    if not large:
        return fine
    cover = np.zeros(maps[1].probability.shape, np.bool_)
    for part in large:
        high, wide = part.mask.shape
        cover[part.y : part.y + high, part.x : part.x + wide] |= part.mask
    return large + [part for part in fine if _share(part, cover, large[0].frame) < COVERED]


def _share(part: Component, cover: npt.NDArray[np.bool_], frame: Frame) -> float:
    """How much of a region another map's regions cover."""
    ys, xs = np.nonzero(part.mask)
    rows = ((part.frame.top + (part.y + ys) * part.frame.step_y - frame.top) / frame.step_y).astype(int)
    columns = ((part.frame.left + (part.x + xs) * part.frame.step_x - frame.left) / frame.step_x).astype(int)
    rows, columns = rows.clip(0, cover.shape[0] - 1), columns.clip(0, cover.shape[1] - 1)
    return float(cover[rows, columns].mean())
