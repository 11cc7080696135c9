"""Letters and signs on a drawn pack: text with outline and shadow, bars, QR codes, a mark in a ring."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import barcode
import segno
from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent.parent / "fonts"
SANS, SERIF, PLAIN = "NotoSansCJKkr-Black.otf", "NotoSerifCJKkr-Black.otf", "NotoSansCJKkr-Regular.otf"
Colour = tuple[int, int, int]
Edges = tuple[Colour, Colour]
"""Colours of the outline of letters and of the shadow below them."""
Frame = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the pack."""


@lru_cache(maxsize=128)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of the tests' own folder."""
    return ImageFont.truetype(FONTS / name, size)


def write(
    picture: Image.Image, at: tuple[float, float], text: str, face: tuple[str, int], ink: Colour | tuple[Colour, Edges]
) -> Frame:
    """Write a line of text with its left top corner at a point.

    Args:
        picture: what is written on.
        at: the point.
        text: the line.
        face: file name of the font and size in pixels.
        ink: colour of the letters, with those of outline and shadow if they have any.

    Returns:
        The frame of the letters.
    """
    pen, letters = ImageDraw.Draw(picture), font(*face)
    if not isinstance(ink[0], tuple):
        pen.text(at, text, font=letters, fill=ink)
        return pen.textbbox(at, text, font=letters)
    fill, (outline, shadow) = ink
    edge, away = max(2, face[1] // 18), max(3, face[1] // 20)
    below = (at[0] + away, at[1] + away)
    pen.text(below, text, font=letters, fill=shadow, stroke_width=edge, stroke_fill=shadow)
    pen.text(at, text, font=letters, fill=fill, stroke_width=edge, stroke_fill=outline)
    return pen.textbbox(at, text, font=letters, stroke_width=edge)


def width(text: str, face: tuple[str, int]) -> float:
    """How wide a line is, in pixels."""
    return font(*face).getlength(text)


def syllable(text: str, index: int, at: tuple[float, float], face: tuple[str, int]) -> Frame:
    """The frame of one letter of a line that was written at a point."""
    letters = font(*face)
    start = at[0] + letters.getlength(text[:index])
    left, top, right, bottom = letters.getbbox(text[index])
    return (start + left, at[1] + top, start + right, at[1] + bottom)


def bars(picture: Image.Image, at: tuple[int, int], number: str, module: int, height: int) -> Frame:
    """An EAN-13 with its digits and quiet zones on white.

    Args:
        picture: what is drawn on.
        at: left top corner.
        number: thirteen digits.
        module: width in pixels of the narrowest bar.
        height: of the bars, in pixels.
    """
    pattern = str(barcode.get("ean13", number[:12]).build()[0]).replace("G", "1")
    pen, (left, top) = ImageDraw.Draw(picture), at
    digits = (PLAIN, max(12, module * 9))
    frame = (left, top, left + (len(pattern) + 18) * module, top + height + digits[1] + module * 6)
    pen.rectangle(frame, fill="white")
    for place, bar in enumerate(pattern):
        if bar == "1":
            x = left + (place + 9) * module
            pen.rectangle((x, top + module * 2, x + module - 1, top + module * 2 + height), fill="black")
    write(picture, (left + 12 * module, top + height + module), number, digits, (0, 0, 0))
    return frame


def qr(picture: Image.Image, at: tuple[int, int], text: str, module: int) -> Frame:
    """A QR code with its quiet zone on white; `module` is the side of one cell in pixels."""
    stream = io.BytesIO()
    segno.make(text, error="m").save(stream, kind="png", scale=module, border=4)
    code = Image.open(stream).convert("RGB")
    picture.paste(code, at)
    return (at[0], at[1], at[0] + code.width, at[1] + code.height)


def ring(
    picture: Image.Image, centre: tuple[float, float], radius: float, words: tuple[str, str], ink: Colour
) -> Frame:
    """A round mark of no real authority: two words in a ring."""
    (x, y), pen = centre, ImageDraw.Draw(picture)
    frame = (x - radius, y - radius, x + radius, y + radius)
    pen.ellipse(frame, fill="white", outline=ink, width=max(3, int(radius / 9)))
    for row, word in enumerate(words):
        face = (SANS, int(radius * 0.52))
        write(picture, (x - width(word, face) / 2, y + (row - 1) * radius * 0.58 - radius * 0.1), word, face, ink)
    return frame


def sprig(
    picture: Image.Image, centre: tuple[float, float], size: float, leaves: int, ink: tuple[Colour, Colour]
) -> Frame:
    """A sprig with leaves on both sides, as a logo; `leaves` of them, which a copy may get wrong."""
    (x, y), pen = centre, ImageDraw.Draw(picture)
    frame = (x - size, y - size, x + size, y + size)
    pen.ellipse(frame, fill=ink[0])
    pen.line((x, y + size * 0.75, x, y - size * 0.45), fill=ink[1], width=max(3, int(size / 12)))
    for number in range(leaves):
        side = 1 if number % 2 else -1
        top = y + size * (0.42 - 0.2 * number)
        pen.ellipse(
            (min(x, x + side * size * 0.6), top - size * 0.16, max(x, x + side * size * 0.6), top + size * 0.16),
            fill=ink[1],
        )
    pen.ellipse((x - size * 0.15, y - size * 0.75, x + size * 0.15, y - size * 0.4), fill=ink[1])
    return frame
