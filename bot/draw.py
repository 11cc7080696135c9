"""A photo with what was found in it drawn on: numbered boxes, the kinds told apart by colour and stroke."""

from __future__ import annotations

import base64
import io
import itertools
from collections.abc import Sequence
from xml.sax.saxutils import escape

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bot.evidence import PhotoEvidence
from bot.marks import STYLES, Mark, Style, marks
from bot.photo import Photo, Pixels

SHOWN_SIDE = 1600
"""Longer side in pixels of the drawing; a page shows no more."""
Corners = Sequence[tuple[float, float]]
_Place = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""


def draw(photo: Photo, evidence: PhotoEvidence) -> Pixels:
    """Draw the evidence on its photo; each box carries the number of its piece in `bot.marks.marks`.

    Returns:
        Height × width × 3, RGB, uint8, the longer side at most `SHOWN_SIDE`.
    """
    pixels, scale = _shrunk(photo)
    image = Image.fromarray(pixels)
    pen = ImageDraw.Draw(image)
    pen.font = ImageFont.load_default(size=max(11, max(image.size) // 70))
    stroke = max(2.0, max(image.size) / 500)
    for mark in reversed(marks(evidence)):  # what says most lies on top
        _outline(pen, [(x * scale, y * scale) for x, y in mark.box], STYLES[mark.kind], stroke)
    taken: list[_Place] = []
    for mark in marks(evidence):
        x, y = mark.box[0]
        _number(pen, (x * scale, y * scale), str(mark.number), STYLES[mark.kind].colour, taken)
    return np.array(image)


def draw_svg(photo: Photo, evidence: PhotoEvidence) -> str:
    """The same as an SVG that holds the photo; a box tells its text when pointed at."""
    pixels, scale = _shrunk(photo)
    height, width = pixels.shape[:2]
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=88)
    picture = base64.b64encode(stream.getvalue()).decode("ascii")
    unit = max(2.0, max(width, height) / 500)
    body = "".join(_svg_mark(mark, scale, unit) for mark in reversed(marks(evidence)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="sans-serif" font-size="{7 * unit:.0f}">'
        f'<image href="data:image/jpeg;base64,{picture}" width="{width}" height="{height}"/>{body}</svg>\n'
    )


def _svg_mark(mark: Mark, scale: float, unit: float) -> str:
    style = STYLES[mark.kind]
    points = " ".join(f"{x * scale:.1f},{y * scale:.1f}" for x, y in mark.box)
    x, y = (value * scale for value in mark.box[0])
    stroke = unit * style.width
    dashes = " ".join(f"{length * stroke:.1f}" for length in style.dash)
    told = escape(" ".join(part for part in (mark.text, mark.detail) if part))
    return (
        f'<g class="{mark.kind}"><title>{mark.number} {told}</title>'
        f'<polygon points="{points}" fill="#fff" fill-opacity="0" stroke="#fff" stroke-width="{stroke + unit:.1f}"/>'
        f'<polygon points="{points}" fill="none" stroke="{style.colour}" stroke-width="{stroke:.1f}"'
        f"{f' stroke-dasharray={chr(34)}{dashes}{chr(34)}' if dashes else ''}/>"
        f'<text x="{x:.1f}" y="{y - unit:.1f}" fill="{style.colour}" stroke="#fff" stroke-width="{unit:.1f}" '
        f'paint-order="stroke" font-weight="bold">{mark.number}</text></g>'
    )


def _shrunk(photo: Photo) -> tuple[Pixels, float]:
    scale = min(1.0, SHOWN_SIDE / max(photo.width, photo.height))
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    return np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale


def _outline(pen: ImageDraw.ImageDraw, corners: Corners, style: Style, stroke: float) -> None:
    """A box with a white seam, so that it shows on any ground."""
    closed = [*corners, corners[0]]
    width = max(1, round(stroke * style.width))
    pen.line(closed, fill="white", width=width + 2, joint="curve")
    if not style.dash:
        pen.line(closed, fill=style.colour, width=width, joint="curve")
        return
    for one, other in itertools.pairwise(closed):
        for start, end in _dashes(one, other, [length * width for length in style.dash]):
            pen.line((start, end), fill=style.colour, width=width)


def _dashes(
    one: tuple[float, float], other: tuple[float, float], pattern: Sequence[float]
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The dashes of a line between two points; `pattern` is dash, gap, dash, gap in pixels."""
    start, end = np.asarray(one), np.asarray(other)
    length = float(np.linalg.norm(end - start))
    found, at, step = [], 0.0, 0
    while at < length:
        until = min(length, at + max(1.0, pattern[step % len(pattern)]))
        if step % 2 == 0:
            a, b = (start + (end - start) * (place / length) for place in (at, until))
            found.append(((float(a[0]), float(a[1])), (float(b[0]), float(b[1]))))
        at, step = until, step + 1
    return found


def _number(pen: ImageDraw.ImageDraw, place: tuple[float, float], name: str, colour: str, taken: list[_Place]) -> None:
    """A number beside a box's first corner, inside the picture, and not on another number; `taken` gains its place."""
    left, top, right, bottom = pen.textbbox((0, 0), name)
    width, height = right - left + 6, bottom - top + 6
    x = min(max(0.0, place[0] - width), pen.im.size[0] - width)
    y = min(max(0.0, place[1]), pen.im.size[1] - height)
    while x >= width and (hit := next((one for one in taken if _meet(one, (x, y, x + width, y + height))), None)):
        x = hit[0] - width - 1  # further left, since letters are to the right
    x = max(0.0, x)
    taken.append((x, y, x + width, y + height))
    pen.rectangle((x, y, x + width, y + height), fill=colour, outline="white")
    pen.text((x + 3 - left, y + 3 - top), name, fill=on_colour(colour))


def _meet(one: _Place, other: _Place) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def on_colour(colour: str) -> str:
    """Black or white, whichever has more contrast with a colour (relative luminance, WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) else "#ffffff"
