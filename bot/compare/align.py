"""A located reference + the photo → the item as flat as the reference, at a size that both have."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.find import Located, Matrix
from bot.photo import Pixels

SIDE = 800
"""Longest side in pixels at which item and reference are compared; less where the photo shows the item smaller."""
LEAST_SIDE = 160
"""Below this the photo shows too little to compare."""
_LOOSE = 3.0
"""Pixels by which half of the features may lie off in the end; beyond that the item is too crumpled to compare."""
_CUBIC = 60
"""Features from which a bulge of third degree can be told, a bend of second degree from half as many."""

_BENT = 0.012
"""Share of the side by which one feature in five may leave the plane; beyond that edges no longer meet."""


@dataclass(frozen=True)
class Aligned:
    """Item and reference on each other, RGB, of one size.

    `shown` is where the photo shows the item at all; `matrix` leads from these pixels to those of the photo where the
    item is flat, `scale` from pixels of the reference to these.
    """

    item: Pixels
    reference: Pixels
    shown: npt.NDArray[np.bool_]
    matrix: Matrix
    scale: float


def align(pixels: Pixels, reference: Pixels, located: Located, points: npt.NDArray[np.float32]) -> Aligned | None:
    """Draw the item out of the photo as flat as its reference.

    Args:
        pixels: the photo, RGB.
        reference: the reference picture, RGB.
        located: where it lies.
        points: of the photo's features, in pixels.

    Returns:
        Both at one size, or None if the photo shows the item too small or too crumpled.
    """
    outline = located.outline
    seen = float(np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1).max())
    longest = max(located.reference.size)
    side = min(SIDE, longest, seen)
    if side < LEAST_SIDE:
        return None
    scale = side / longest
    flat = cv2.resize(reference, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = flat.shape[:2]
    matrix = located.matrix @ np.diag([1 / scale, 1 / scale, 1])
    # Shrinking by a warp skips pixels: what is much larger in the photo is shrunk before.
    small = min(1.0, 1.5 * side / seen)
    photo = cv2.resize(pixels, None, fx=small, fy=small, interpolation=cv2.INTER_AREA) if small < 1 else pixels
    there = located.reference.features.points[located.near[:, 0]] * scale
    maps = _maps(matrix, (width, height), there, points[located.near[:, 1]])
    if maps is None:
        return None
    x, y = (part * small for part in maps)
    item = cv2.remap(photo, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    shown = (x >= 0) & (y >= 0) & (x <= photo.shape[1] - 1) & (y <= photo.shape[0] - 1)
    return Aligned(np.asarray(item, np.uint8), np.asarray(flat, np.uint8), shown, matrix, scale)


def _maps(
    matrix: Matrix, size: tuple[int, int], there: npt.NDArray[np.float32], here: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None:
    """Where each pixel of the flat picture lies in the photo: on the plane, and by as much beside it as films bend.

    The way beside the plane is a polynomial of the whole picture, so a mark that stands elsewhere stays elsewhere.
    """
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    flat = cv2.perspectiveTransform(np.stack([x, y], axis=2).reshape(1, -1, 2), matrix)[0]
    back = cv2.perspectiveTransform(here[None].astype(np.float64), np.linalg.inv(matrix))[0]
    beside = back - there
    degree = 3 if len(there) >= _CUBIC else 2 if len(there) >= _CUBIC / 2 else 1
    terms = _terms(there[:, 0] / width, there[:, 1] / height, degree)
    weight = np.ones(len(terms))
    solved, rest = np.zeros((terms.shape[1], 2)), np.zeros(len(terms))
    for _ in range(4):
        # A little stiffness keeps corners without features from flying off.
        stiff = np.sqrt(1e-3 * len(terms)) * np.eye(terms.shape[1])
        left = np.vstack([terms * weight[:, None], stiff])
        right = np.vstack([beside * weight[:, None], np.zeros((terms.shape[1], 2))])
        solved = np.linalg.lstsq(left, right, rcond=None)[0]
        rest = np.linalg.norm(beside - terms @ solved, axis=1)
        weight = 1 / (1 + (rest / (1.5 + 1.5 * np.median(rest))) ** 2)
    bent = float(np.percentile(np.linalg.norm(beside, axis=1), 80)) > _BENT * max(size)
    if degree > 1 and (bent or float(np.median(rest)) > _LOOSE):
        return None
    moved = (_terms(x.ravel() / width, y.ravel() / height, degree) @ solved) + np.stack([x.ravel(), y.ravel()], axis=1)
    placed = cv2.perspectiveTransform(moved[None], matrix)[0] if degree > 1 else flat
    return placed[:, 0].reshape(height, width), placed[:, 1].reshape(height, width)


def _terms(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], degree: int) -> npt.NDArray[np.float64]:
    """The powers of both coordinates up to a degree, a row a point."""
    x, y = 2 * x - 1, 2 * y - 1
    powers = [(a, b) for a in range(degree + 1) for b in range(degree + 1 - a)]
    return np.stack([x**a * y**b for a, b in powers], axis=-1)
