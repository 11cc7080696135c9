"""A made-up label to show what reading does: plain words on paper in no brand's design, and a barcode.

python tools/label.py docs/pictures/label.png
"""

from __future__ import annotations

import sys
from pathlib import Path

import barcode
import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).resolve().parent.parent / "tests" / "fonts" / "NotoSansCJKkr-Regular.otf"
LINES = (
    ("메디큐브", 64),
    ("골라겐 나이트 랩핑 마스크", 46),
    ("Collagen Night Wrapping Mask", 34),
    ("내용량 75 ml", 38),
)
"""Text and size. One word is spelt as on the fakes that the guide tells of: 골라겐 for 콜라겐."""
NUMBER = "8801234567893"
"""A number with a right check digit, made up of 880 and counting."""
SIZE = (900, 640)
PAPER, TABLE, INK = (250, 248, 242), (118, 110, 102), (36, 34, 40)


def label() -> Image.Image:
    """The label lying a little askew on a table."""
    paper = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(paper)
    top = 40
    for text, size in LINES:
        draw.text((50, top), text, font=ImageFont.truetype(str(FONT), size), fill=INK)
        top += round(size * 1.6)
    bars = _bars()
    paper.paste(bars, (50, SIZE[1] - bars.height - 70))
    draw.text((90, SIZE[1] - 66), NUMBER, font=ImageFont.truetype(str(FONT), 30), fill=INK)
    table = Image.new("RGB", (SIZE[0] + 200, SIZE[1] + 160), TABLE)
    table.paste(paper, (100, 80))
    return table.rotate(2, Image.Resampling.BICUBIC, fillcolor=TABLE)


def _bars() -> Image.Image:
    bits = np.array([0 if bit == "1" else 255 for bit in barcode.get("ean13", NUMBER[:12]).build()[0]], np.uint8)
    quiet = np.pad(bits, 11, constant_values=255)
    return Image.fromarray(np.kron(quiet[None], np.ones((110, 3), np.uint8))).convert("RGB")


if __name__ == "__main__":
    label().quantize(96, dither=Image.Dither.NONE).save(sys.argv[1], optimize=True)
