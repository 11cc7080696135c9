"""Features of a photo + references → which references lie in the photo, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bot.compare.features import Features, Floats
from bot.compare.references import Reference, References

Matrix = npt.NDArray[Any]
Pairs = npt.NDArray[np.intp]
"""n × 2: number of a feature of the reference, number of one of the photo."""

CANDIDATES = 16
"""References that are compared feature by feature; beyond that many they are picked by their vectors."""
_VERIFIED = 6
"""Of these, how many are laid over the photo."""
_FIRST_LOOK = 350
"""Features of a reference, the strongest, by which the likeliest candidates are told."""
_RATIO = 0.82
"""How much nearer the nearest feature must be than the second (Lowe, 2004)."""
_REACH = 3.0
"""Pixels of the shrunk photo within which a feature is in its place."""
_LEAST = 14
"""Features in their place from which a reference is found; unrelated print seldom has eight."""
_SPREAD = 0.12
"""Share of the reference that they must span: a recycling mark alone is on many packs."""
_MOST_PACKS = 4
_SOFT = 0.06
"""How far film and cans may leave the plane, as a share of the pack's side."""


@dataclass(frozen=True)
class Located:
    """A reference that lies in a photo. `matrix` leads from pixels of the reference to pixels of the photo."""

    reference: Reference
    matrix: Matrix
    pairs: Pairs
    """Features that are in their place."""
    near: Pairs
    """These and those not far from it, as where film or a can leaves the plane."""
    score: float
    """0 to 1: share of the reference's features that were found again, of those that the photo could show."""

    @property
    def outline(self) -> npt.NDArray[np.float64]:
        """The reference's four corners in the photo."""
        return corners(self.reference.size, self.matrix)


def find(photo: Features, references: References, size: tuple[int, int]) -> list[Located]:
    """Find the references that lie in a photo, the surest first. Each is found once.

    Args:
        photo: the photo's features.
        references: what to look for.
        size: the photo's width and height in pixels.
    """
    if len(photo) < _LEAST or not len(references):
        return []
    vectors = photo.vectors()
    tried = [(one, _pairs(one.features, vectors, _FIRST_LOOK)) for one in _likely(photo, references)]
    tried.sort(key=lambda item: -len(item[1]))
    open_pairs = [(one, _pairs(one.features, vectors, None)) for one, few in tried[:_VERIFIED] if len(few) >= 4]
    free = np.ones(len(photo), bool)
    located: list[Located] = []
    while open_pairs and len(located) < _MOST_PACKS:
        laid = [
            found
            for one, pairs in open_pairs
            if (found := _lay(one, photo, pairs[free[pairs[:, 1]]], size)) is not None
        ]
        if not laid:
            break
        best = max(laid, key=lambda found: len(found.pairs))
        located.append(best)
        # What lies on this pack is explained; the others must be found beside it.
        free &= ~_inside(photo.points, best.outline)
        open_pairs = [item for item in open_pairs if item[0] is not best.reference]
    return located


def corners(size: tuple[int, int], matrix: Matrix) -> npt.NDArray[np.float64]:
    """Where the corners of a picture go, 4 × 2: left top, right top, right bottom, left bottom."""
    width, height = size
    flat = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    return np.asarray(cv2.perspectiveTransform(flat, matrix)[0])


def _likely(photo: Features, references: References) -> list[Reference]:
    if len(references) <= CANDIDATES:
        return list(references)
    alike = references.vectors @ references.vocabulary.windows(photo).T
    return [references[int(number)] for number in np.argsort(-alike.max(axis=1))[:CANDIDATES]]


def _pairs(reference: Features, photo: Floats, most: int | None) -> Pairs:
    """Features that are each other's clearly nearest, by one product of matrices."""
    vectors = reference.vectors(most)
    if len(vectors) < 4 or len(photo) < 4:
        return np.empty((0, 2), np.intp)
    alike = vectors @ photo.T
    rows = np.arange(len(vectors))
    best = alike.argmax(axis=1)
    back = alike.argmax(axis=0)
    first = alike[rows, best].copy()
    alike[rows, best] = -1
    second = alike.max(axis=1)
    clear = (2 - 2 * first) < _RATIO**2 * (2 - 2 * second)
    kept = clear & (back[best] == rows)
    return np.stack([rows[kept], best[kept]], axis=1)


def _lay(one: Reference, photo: Features, pairs: Pairs, size: tuple[int, int]) -> Located | None:
    """Lay a reference over a photo by its pairs of features; None if they do not lie as on a flat pack."""
    if len(pairs) < _LEAST:
        return None
    there, here = one.features.points[pairs[:, 0]], photo.points[pairs[:, 1]]
    reach = _REACH * photo.step
    matrix, kept = cv2.findHomography(there, here, cv2.USAC_MAGSAC, reach, maxIters=4000, confidence=0.999)
    if matrix is None or kept is None:
        return None
    held = pairs[kept.ravel().astype(bool)]
    if len(held) < _LEAST or not _plausible(one, matrix, size):
        return None
    width, height = one.size
    hull = cv2.convexHull(one.features.points[held[:, 0]])
    if cv2.contourArea(hull) < _SPREAD * width * height:
        return None
    outline = corners(one.size, matrix)
    visible = min(len(one.features), int(_inside(photo.points, outline).sum()))
    shown = cv2.perspectiveTransform(there[None].astype(np.float64), matrix)[0]
    away = np.linalg.norm(shown - here, axis=1)
    near = pairs[away < _SOFT * float(np.sqrt(cv2.contourArea(outline.astype(np.float32))))]
    return Located(one, np.asarray(matrix, np.float64), held, near, min(1.0, len(held) / max(visible, _LEAST)))


def _plausible(one: Reference, matrix: Matrix, size: tuple[int, int]) -> bool:
    """Whether the outline can be that of a flat thing before a camera: convex, not mirrored, not a sliver."""
    outline = corners(one.size, matrix).astype(np.float32)
    if not np.isfinite(outline).all() or not cv2.isContourConvex(outline) or np.abs(outline).max() > 8 * max(size):
        return False
    sides = np.linalg.norm(outline - np.roll(outline, 1, axis=0), axis=1)
    area = cv2.contourArea(outline, oriented=True)
    return bool(area > 0.002 * size[0] * size[1] and sides.min() > 0.15 * sides.max())


def _inside(points: Floats, outline: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which points lie inside a convex outline that runs clockwise on the screen."""
    edges = np.roll(outline, -1, axis=0) - outline
    away = points[:, None, :] - outline[None]
    return np.asarray((edges[None, :, 0] * away[..., 1] - edges[None, :, 1] * away[..., 0] >= 0).all(axis=1))
