"""A photo with what was found in it drawn on: numbered boxes, codes and lines told apart by colour and stroke."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bot.evidence import Box, PhotoEvidence
from bot.photo import Photo, Pixels

LINE, CODE = (0, 114, 178), (213, 94, 0)
"""Blue and vermilion of Okabe and Ito's palette, which colour-blind readers can tell apart."""
SHOWN_SIDE = 1600
"""Longer side in pixels of the drawing; a page shows no more."""


def draw(photo: Photo, evidence: PhotoEvidence) -> Pixels:
    """Draw the evidence on its photo.

    Boxes carry the number of the piece in `evidence.lines` ("1", "2", …, blue) or in `evidence.barcodes`
    ("B1", "B2", …, vermilion), counted from one, so that a list beside the picture can refer to them.

    Returns:
        Height × width × 3, RGB, uint8, the longer side at most `SHOWN_SIDE`.
    """
    scale = min(1.0, SHOWN_SIDE / max(photo.width, photo.height))
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    image = Image.fromarray(np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8))
    pen = ImageDraw.Draw(image)
    pen.font = ImageFont.load_default(size=max(11, max(size) // 70))
    stroke = max(2, max(size) // 500)
    for number, line in enumerate(evidence.lines, 1):
        _mark(pen, _scaled(line.box, scale), str(number), LINE, stroke)
    for number, code in enumerate(evidence.barcodes, 1):
        _mark(pen, _scaled(code.box, scale), f"B{number}", CODE, stroke)
    return np.array(image)


def _scaled(box: Box, scale: float) -> list[tuple[float, float]]:
    return [(x * scale, y * scale) for x, y in box]


def _mark(
    pen: ImageDraw.ImageDraw,
    corners: list[tuple[float, float]],
    name: str,
    colour: tuple[int, int, int],
    stroke: int,
) -> None:
    """A box with a white seam, so that it shows on any ground, and its name at the first corner, inside the picture."""
    outline = [*corners, corners[0]]
    pen.line(outline, fill="white", width=stroke + 2, joint="curve")
    pen.line(outline, fill=colour, width=stroke, joint="curve")
    left, top, right, bottom = pen.textbbox((0, 0), name)
    width, height = right - left + 6, bottom - top + 6
    x = min(max(0.0, corners[0][0] - width), pen.im.size[0] - width)
    y = min(max(0.0, corners[0][1]), pen.im.size[1] - height)
    pen.rectangle((x, y, x + width, y + height), fill=colour, outline="white")
    pen.text((x + 3 - left, y + 3 - top), name, fill="white")
