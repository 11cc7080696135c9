"""Text regions → straight strips of one line each.

Labels lie on cups, bottles and pouches: boxes of four corners kept two of seven lines of a bent label, strips
along the centre line kept all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box
from bot.photo import Pixels
from bot.reading.engines import MAX_STRIP_WIDTH, STRIP_HEIGHT
from bot.reading.regions import Component

UNCLIP = 0.85
"""The map shrinks text: how far it is widened again, in component heights."""

Curve = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Strip:
    """One line of text, straightened to `STRIP_HEIGHT` rows."""

    pixels: Pixels
    box: Box
    height: float
    """Height of the line in the photo, in pixels."""


def strips(pixels: Pixels, parts: Iterable[Component]) -> Iterator[Strip]:
    """Cut each component, whose text runs rather level, out of the photo along its centre line."""
    for part in parts:
        strip = _strip(pixels, part)
        if strip is not None:
            yield strip


def _strip(pixels: Pixels, part: Component) -> Strip | None:
    frame = part.frame
    columns = part.mask.sum(axis=0)
    xs = np.flatnonzero(columns)
    width = part.mask.shape[1]
    tall = float(np.median(columns[xs]))
    rows = np.arange(part.mask.shape[0])[:, None]
    centre = (rows * part.mask).sum(axis=0) / np.maximum(columns, 1)
    # The longer the line, the more bend it can show; on a short one a high degree follows the letters instead.
    degree = 3 if width > 12 * tall else 2 if width > 6 * tall else 1
    degree = min(degree, max(0, xs.size - 2))
    line = np.polynomial.Polynomial.fit(xs, centre[xs], degree, w=np.sqrt(columns[xs]))
    slope = line.deriv()

    # A column of a slanting line is taller than the line is thick.
    steep = float(np.hypot(1, np.median(slope(xs))))
    thick, length = tall / steep, width * steep
    # A mark is smaller than its text by an amount that grows with area over circumference: stubby ones less.
    grow = UNCLIP * thick * min(1.0, 1.15 * length / (length + thick))
    x = np.arange(-grow / steep, width + grow / steep, 0.5)
    inside = np.clip(x, 0, width - 1)  # beyond its ends the line goes on straight
    y = line(inside) + slope(inside) * (x - inside)
    smooth = np.convolve(np.pad(columns.astype(float), 8, mode="edge"), np.ones(17) / 17, "valid")
    half = np.interp(inside, np.arange(width), np.maximum(smooth, 0.7 * tall)) / steep / 2 + grow

    gx = frame.left + (part.x + x) * frame.step_x
    gy = frame.top + (part.y + y) * frame.step_y
    gradient = slope(inside) * frame.step_y / frame.step_x
    return _cut(pixels, gx, gy, half * frame.step_y, gradient)


def _cut(pixels: Pixels, gx: Curve, gy: Curve, half: Curve, gradient: Curve) -> Strip | None:
    """Sample the photo along a centre line (photo pixels) with half heights and gradients at each point."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(gx), np.diff(gy)))])
    height = 2 * float(np.median(half))
    scale = STRIP_HEIGHT / height
    length = int(along[-1] * scale)
    if not 8 <= length <= MAX_STRIP_WIDTH:
        return None
    even = np.linspace(0, along[-1], length)
    cx, cy, reach, tilt = (np.interp(even, along, curve) for curve in (gx, gy, half, gradient))
    norm = np.hypot(1, tilt)
    nx, ny = -tilt / norm * reach, reach / norm
    across = np.linspace(-1, 1, STRIP_HEIGHT)[:, None]
    map_x, map_y = cx + across * nx, cy + across * ny
    strip = _sample(pixels, map_x.astype(np.float32), map_y.astype(np.float32), scale)
    box = (
        (float(cx[0] - nx[0]), float(cy[0] - ny[0])),
        (float(cx[-1] - nx[-1]), float(cy[-1] - ny[-1])),
        (float(cx[-1] + nx[-1]), float(cy[-1] + ny[-1])),
        (float(cx[0] + nx[0]), float(cy[0] + ny[0])),
    )
    return Strip(strip, box, height)


def _sample(pixels: Pixels, map_x: npt.NDArray[np.float32], map_y: npt.NDArray[np.float32], scale: float) -> Pixels:
    """Sample the photo at the given places, from a cut-out that is shrunk first where letters are much too large."""
    left, top = max(0, int(map_x.min()) - 2), max(0, int(map_y.min()) - 2)
    window = pixels[top : int(map_y.max()) + 3, left : int(map_x.max()) + 3]
    if not window.size:
        return np.zeros((*map_x.shape, 3), np.uint8)
    shrink_x = shrink_y = 1.0
    if scale < 0.7:  # or the sampling would skip pixels and make stair steps of strokes
        size = (max(1, round(window.shape[1] * scale * 1.2)), max(1, round(window.shape[0] * scale * 1.2)))
        shrink_x, shrink_y = size[0] / window.shape[1], size[1] / window.shape[0]
        window = np.asarray(cv2.resize(window, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    sampled = cv2.remap(
        window,
        ((map_x - left + 0.5) * shrink_x - 0.5).astype(np.float32),
        ((map_y - top + 0.5) * shrink_y - 0.5).astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(sampled, dtype=np.uint8)
