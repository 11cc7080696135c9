"""Pictures for the tests: labels, barcodes and photos of them, drawn with the fonts in `tests/fonts`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import barcode
import cv2
import numpy as np
import segno
from PIL import Image, ImageDraw, ImageFont

from bot.photo import Photo, Pixels

FONTS = Path(__file__).parent.parent / "fonts"
CJK, LATIN, THAI = "NotoSansCJKkr-Regular.otf", "NotoSans-Regular.ttf", "NotoSansThai-Regular.ttf"
PAPER, INK = (248, 246, 238), (28, 28, 32)


def label(
    lines: Sequence[tuple[str, str]], size: int = 40, width: int = 1200, ink: tuple[int, int, int] = INK
) -> Pixels:
    """Lines of (text, font file), one below the other."""
    image = Image.new("RGB", (width, round(size * 1.7) * len(lines) + 80), PAPER)
    draw = ImageDraw.Draw(image)
    for index, (text, font) in enumerate(lines):
        place = (40, 40 + index * round(size * 1.7))
        draw.text(place, text, font=ImageFont.truetype(str(FONTS / font), size), fill=ink)
    return np.array(image)


def ean13(digits: str, module: int = 4, height: int = 160) -> Pixels:
    """An EAN-13 as it is printed, even if its last digit is wrong; `module` pixels a bar, with a quiet zone."""
    code = barcode.get("ean13", digits[:12])
    code.ean = digits
    bars = np.array([0 if bit == "1" else 255 for bit in code.build()[0]], np.uint8)
    quiet = np.pad(bars, 11, constant_values=255)
    return _rgb(np.pad(np.kron(quiet[None], np.ones((height, module), np.uint8)), ((20, 20), (0, 0)), mode="edge"))


def qr(text: str, module: int = 6) -> Pixels:
    """A QR code with a quiet zone of four modules."""
    cells = np.where(np.array([list(row) for row in segno.make_qr(text).matrix]), 0, 255).astype(np.uint8)
    quiet = np.pad(cells, 4, constant_values=255)
    return _rgb(np.repeat(np.repeat(quiet, module, axis=0), module, axis=1))


def on_table(pixels: Pixels, width: int, height: int, left: int = 100, top: int = 100) -> Pixels:
    """The picture lying on a larger, dull table."""
    table = np.full((height, width, 3), (120, 110, 100), np.uint8)
    table[top : top + pixels.shape[0], left : left + pixels.shape[1]] = pixels
    return table


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """The picture turned about its middle, the frame kept."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=(120, 110, 100)), np.uint8)


def blurred(pixels: Pixels, sigma: float) -> Pixels:
    """Out of focus by `sigma` pixels."""
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def photo(pixels: Pixels, name: str = "test") -> Photo:
    """The picture as an opened photo."""
    return Photo(name, pixels)


def _rgb(grey: Pixels) -> Pixels:
    return np.repeat(grey[:, :, None], 3, axis=2)
