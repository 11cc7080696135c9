"""Where the lines and codes of the packs ended up in a photo, and which of them a person could make out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from bot.photo import Pixels
from tests.eval.photos.frame import _OWN, Frame, Placed
from tests.eval.photos.solid import Array
from tests.eval.photos.truth import Polygon, TruthChange, TruthCode, TruthLine

LEAST_HEIGHT = 14.0
"""Letters lower than this, in pixels, are not counted as legible."""
PER_BLUR, OVER_BLUR = 10.0, 5.0
"""Nor are those lower than this many standard deviations of the blur, and a rest: a Hangul syllable has up to ten
strokes and gaps down its height."""
LEAST_CONTRAST = 30.0
"""Grey levels between ink and ground that every three letters of a legible line show."""
LEAST_FACING = 0.35
"""Cosine between the surface and the view; beyond some 70° letters are a smear."""
LEAST_MODULE = 1.8
"""Pixels a module: codes below cannot be told from their blur after JPEG."""


def lines_of(frame: Frame, placed: Placed, picture: Pixels, blur: float) -> list[TruthLine]:
    """The lines of a pack as they are seen."""
    found = []
    for inked in placed.art.lines:
        outline, facing = _seen(placed, inked.outline)
        half = len(outline) // 2
        top, foot = outline[:half], outline[half:][::-1]
        height = float(np.linalg.norm(top - foot, axis=1).mean())
        wide = float(np.linalg.norm(np.diff((top + foot) / 2, axis=0), axis=1).sum())
        clear = (
            height >= max(LEAST_HEIGHT, PER_BLUR * blur + OVER_BLUR)
            and wide >= 0.35 * height * len(inked.text) ** 0.5
            and facing >= LEAST_FACING
            and _owned(frame, placed.number, top, foot)
            and _contrast(picture, top, foot, len(inked.text)) >= LEAST_CONTRAST
        )
        found.append(
            TruthLine(
                inked.text,
                inked.script,
                inked.kind,
                inked.side,
                _polygon(outline),
                round(height, 1),
                clear,
                inked.guide,
            )
        )
    return found


def codes_of(frame: Frame, placed: Placed, picture: Pixels, blur: float) -> list[TruthCode]:
    """The codes of a pack as they are seen."""
    found = []
    for coded in placed.art.codes:
        outline, facing = _seen(placed, coded.outline)
        inked = float(np.linalg.norm(coded.outline[1] - coded.outline[0]))
        scale = (
            min(float(np.linalg.norm(outline[1] - outline[0])), float(np.linalg.norm(outline[2] - outline[3]))) / inked
        )
        module = coded.module * scale
        if coded.format == "QR Code":
            across = float(np.linalg.norm(outline[3] - outline[0])) / inked
            module = min(module, coded.module * across)
        top, foot = np.linspace(outline[0], outline[1], 7), np.linspace(outline[3], outline[2], 7)
        sharp = (
            module >= LEAST_MODULE
            and blur <= 0.55 * module
            and facing >= 0.5
            and _owned(frame, placed.number, top, foot)
            and _contrast(picture, top, foot, 9) >= 2 * LEAST_CONTRAST
        )
        found.append(TruthCode(coded.format, coded.text, _polygon(outline), round(module, 2), sharp, coded.guide))
    return found


def changes_of(placed: Placed) -> list[TruthChange]:
    """The planted changes of a pack, wherever they are."""
    return [TruthChange(name, _polygon(_seen(placed, outline)[0])) for name, outline in placed.art.changes]


def _seen(placed: Placed, outline: Array) -> tuple[Array, float]:
    """An outline on the art in pixels of the photo, and the least cosine between surface and view along it."""
    u, v = outline[:, 0] / placed.art.scale, outline[:, 1] / placed.art.scale
    pixels = placed.pose.project(placed.solid.lift(u, v))
    _, ways = placed.pose.rays(pixels)
    way = ways / np.linalg.norm(ways, axis=-1, keepdims=True)
    normal = placed.solid.normal(u[None], v[None])[0]
    return pixels, float(-(way * normal).sum(axis=-1).max())


def _owned(frame: Frame, number: int, top: Array, foot: Array) -> bool:
    """Whether a line lies wholly in the frame and nothing lies over it."""
    points = np.concatenate([top * (1 - part) + foot * part for part in (0.12, 0.5, 0.88)])
    ends = np.concatenate([top, foot])
    if ends.min() < 2 or ends[:, 0].max() > frame.width - 3 or ends[:, 1].max() > frame.height - 3:
        return False
    cells = np.floor(points / _OWN).astype(int)
    return bool((frame.owner[cells[:, 1], cells[:, 0]] == number).all())


def _contrast(picture: Pixels, top: Array, foot: Array, count: int) -> float:
    """The least spread of grey from top to foot in any three letters' stretch of a line."""
    blocks = max(1, min(12, round(count / 3)))
    places = np.linspace(0, len(top) - 1, blocks + 1)
    index = np.arange(len(top))

    def at(edge: Array, place: float) -> Array:
        return np.array([np.interp(place, index, edge[:, axis]) for axis in (0, 1)])

    least = 255.0
    for one, other in pairwise(places):
        corners = np.array([at(top, one), at(top, other), at(foot, one), at(foot, other)])
        steps = np.linspace(0.06, 0.94, 24)
        across = corners[0] + (corners[1] - corners[0]) * steps[:, None]
        under = corners[2] + (corners[3] - corners[2]) * steps[:, None]
        points = across[None] * (1 - steps[:, None, None]) + under[None] * steps[:, None, None]
        x = np.clip(points[..., 0], 0, picture.shape[1] - 1).astype(int)
        y = np.clip(points[..., 1], 0, picture.shape[0] - 1).astype(int)
        grey = picture[y, x] @ np.array([0.299, 0.587, 0.114])
        # Down each column on its own, or the rim of a reflection that drowns the letters would count as contrast.
        low, high = np.percentile(grey, (4, 96), axis=0)
        least = min(least, float(np.percentile(high - low, 65)))
    return least


def _polygon(points: Array) -> Polygon:
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)
