"""Views of a photo in which a code may be easier to decode, from the cheapest to the dearest.

Each view knows the way back, so that boxes come out in the photo's own pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from bot.evidence import Box, Point

Grey = npt.NDArray[np.uint8]
"""Height × width, 0 to 255."""
Quad = npt.NDArray[np.float32]

TURNED_SIDE = 1600
ANGLES = (45, 22, 68, -22, -45, -68)
"""Degrees between the directions that the decoder tries by itself (it fails near 45°)."""
CANDIDATES = 6
STRIPED_SIDE = 2000
ONE_WAY = 0.75
"""Share of the edges' strength that runs one way from which a place is taken for bars; 1 where all of it does."""
MIN_SIDE = 40
"""Pixels below which a picture cannot hold a code."""


@dataclass(frozen=True)
class View:
    """A grey picture made from the photo, and the 2 × 3 affine matrix from its pixels to the photo's."""

    image: Grey
    back: npt.NDArray[np.float64]

    @classmethod
    def whole(cls, grey: Grey) -> View:
        """The photo itself."""
        return cls(grey, np.array([[1.0, 0, 0], [0, 1.0, 0]]))

    @classmethod
    def warped(cls, grey: Grey, forth: npt.NDArray[np.float64], size: tuple[int, int]) -> View:
        """The photo under an affine map, as a picture of `size` (width, height)."""
        shrink = np.sqrt(abs(np.linalg.det(forth[:, :2])))
        source = cv2.GaussianBlur(grey, (0, 0), 0.4 / shrink) if shrink < 0.7 else grey
        image = cv2.warpAffine(source, forth, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        back = np.asarray(cv2.invertAffineTransform(forth), dtype=np.float64)
        return cls(np.asarray(image, dtype=np.uint8), back)

    def to_photo(self, box: Box) -> Box:
        """A box of this view in the photo's pixels."""
        a, b, c, d = (self._point(corner) for corner in box)
        return a, b, c, d

    def _point(self, corner: Point) -> Point:
        x, y = self.back @ (corner[0], corner[1], 1.0)
        return round(float(x), 1), round(float(y), 1)


def close_view(grey: Grey, box: Box, enlarged: float = 1.5) -> View:
    """The upright frame of a box with a margin, half as large again, for a second look.

    `enlarged` is the scale for a place of up to 1,500 pixels; a wider one is halved from that.
    """
    xs, ys = [corner[0] for corner in box], [corner[1] for corner in box]
    margin = 0.25 * max(max(xs) - min(xs), max(ys) - min(ys), 20.0)
    left, top = min(xs) - margin, min(ys) - margin
    width, height = max(xs) + margin - left, max(ys) + margin - top
    scale = enlarged if width < 1500 else enlarged / 2
    forth = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
    return View.warped(grey, forth, (max(8, round(width * scale)), max(8, round(height * scale))))


def local_views(grey: Grey, known: tuple[Box, ...]) -> Iterator[View]:
    """Places that look like a code and are not yet read, each turned upright and enlarged, then sharpened."""
    for quad in _candidates(grey):
        if any(_inside(quad, box) for box in known):
            continue
        for view in _upright(grey, quad):
            yield view
            yield _inverted(view)
            soft = cv2.GaussianBlur(view.image, (0, 0), 3)
            yield View(np.asarray(cv2.addWeighted(view.image, 2.5, soft, -1.5, 0), dtype=np.uint8), view.back)


def _inverted(view: View) -> View:
    """Light bars on a dark ground, which the decoder of linear codes does not look for."""
    return View(255 - view.image, view.back)


def _candidates(grey: Grey) -> Iterator[Quad]:
    """Corners of what looks like a linear or a QR code, in photo pixels; each place once."""
    linear, square = cv2.barcode.BarcodeDetector(), cv2.QRCodeDetector()
    linear.setDownsamplingThreshold(2000)  # or it looks at no more than 512 rows of any picture
    places: list[Quad] = []
    # The finder of linear codes is quick and wants bars of some pixels, so it looks at several scales.
    for side, detector in ((2400, linear), (1200, linear), (600, linear), (1200, square)):
        scale = min(1.0, side / max(grey.shape))
        if min(grey.shape) * scale < MIN_SIDE:
            continue
        small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
        try:
            seen, quads = detector.detectMulti(small)
        except cv2.error:  # OpenCV's detectors fail on some degenerate contours
            continue
        for quad in np.asarray(quads if seen else [], dtype=np.float32).reshape(-1, 4, 2)[:CANDIDATES] / scale:
            reach = float(np.ptp(quad, axis=0).max()) / 4
            if not any(np.linalg.norm(quad.mean(axis=0) - place.mean(axis=0)) < reach for place in places):
                places.append(quad)
                yield quad


def _striped(grey: Grey) -> Iterator[Quad]:
    """Places where all edges run one way, the largest first: bars that OpenCV's finder passes over, faint or turned.

    By the structure tensor, as in Katona and Nyúl, A novel method for accurate and efficient barcode detection (2012).
    """
    scale = min(1.0, STRIPED_SIDE / max(grey.shape))
    if min(grey.shape) * scale < MIN_SIDE:
        return
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    across, down = (cv2.Sobel(small, cv2.CV_32F, dx, 1 - dx) for dx in (1, 0))
    xx, yy, xy = (cv2.blur(product, (25, 25)) for product in (across * across, down * down, across * down))
    energy = xx + yy
    one_way = np.sqrt((xx - yy) ** 2 + 4 * xy**2) > ONE_WAY * energy
    mask = (one_way & (energy > max(200.0, 3 * float(np.median(energy[::4, ::4]))))).astype(np.uint8)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((27, 27), np.uint8))  # a lone edge is as wide as the window
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    for index in sorted(range(1, count), key=lambda one: -int(stats[one][cv2.CC_STAT_AREA]))[:CANDIDATES]:
        x, y, width, height, _ = (int(value) for value in stats[index])
        points = cv2.findNonZero((labels[y : y + height, x : x + width] == index).astype(np.uint8))
        frame = cv2.minAreaRect(points)
        if min(frame[1]) > 28:
            yield np.asarray((cv2.boxPoints(frame) + np.array((x, y))) / scale, dtype=np.float32)


def _upright(grey: Grey, quad: Quad) -> Iterator[View]:
    """The quad's longer side along x, and along y, at up to four times its size with a quiet zone around it."""
    sides = [float(np.linalg.norm(quad[i] - quad[(i + 1) % 4])) for i in range(4)]
    longest = int(np.argmax(sides))
    if sides[longest] < 8:
        return
    along = (quad[(longest + 1) % 4] - quad[longest]) / sides[longest]
    across = np.array([-along[1], along[0]])
    length, depth = sides[longest] * 1.35 + 20, min(sides[longest - 1], sides[longest - 3]) * 1.1 + 12
    square = depth > 0.7 * length
    depth = length if square else depth
    directions = ((along, across),) if square else ((along, across), (across, -along))
    middle = quad.mean(axis=0)
    for right, down in directions:
        scale = max(1.0, min(4.0, 900 / length))
        axes = np.array([right, down]) * scale
        size = (round(length * scale), max(40, round(depth * scale)))
        forth = np.concatenate([axes, (np.array(size) / 2 - axes @ middle)[:, None]], axis=1)
        yield View.warped(grey, forth.astype(np.float64), size)


def _inside(quad: Quad, box: Box) -> bool:
    x, y = quad.mean(axis=0)
    xs, ys = [corner[0] for corner in box], [corner[1] for corner in box]
    return bool(min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys))


def harder_views(grey: Grey) -> Iterator[View]:
    """The whole photo with more contrast, enlarged and sharpened, and turned."""
    if min(grey.shape) < MIN_SIDE:
        return
    low, high = (float(v) for v in np.percentile(grey[::4, ::4], [0.5, 99.5]))
    if high < 140 or high - low < 90:
        stretched = np.clip((grey.astype(np.float32) - low) * (255 / max(1.0, high - low)), 0, 255).astype(np.uint8)
        grey = np.asarray(cv2.medianBlur(stretched, 3), dtype=np.uint8)
        yield View.whole(grey)
    yield _inverted(View.whole(grey))
    for quad in _striped(grey):
        yield from _upright(grey, quad)
    height, width = grey.shape
    if max(height, width) <= 2200:
        double = View.warped(grey, np.array([[2.0, 0, 0], [0, 2.0, 0]]), (width * 2, height * 2))
        soft = cv2.GaussianBlur(double.image, (0, 0), 4)
        yield View(np.asarray(cv2.addWeighted(double.image, 2.2, soft, -1.2, 0), dtype=np.uint8), double.back)
    scale = min(1.0, TURNED_SIDE / max(height, width))
    if scale < 1:  # once, since it takes longer than the turning
        grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    shrunk = np.array([[scale, 0, (scale - 1) / 2], [0, scale, (scale - 1) / 2], [0, 0, 1]])
    height, width = grey.shape
    for angle in ANGLES:
        forth = cv2.getRotationMatrix2D((0, 0), angle, 1.0)
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ forth[:, :2].T
        forth[:, 2] = -corners.min(axis=0)
        size = np.ceil(np.ptp(corners, axis=0)).astype(int)
        turned = View.warped(grey, np.asarray(forth, dtype=np.float64), (int(size[0]), int(size[1])))
        yield View(turned.image, np.asarray(cv2.invertAffineTransform(forth @ shrunk), dtype=np.float64))
