"""The back of a drawn pack: a table of small print, bars, a QR code and a mark."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from tests.packs.lettering import PLAIN, SANS, Frame, bars, qr, ring, width, write
from tests.packs.pack import HEIGHT, WIDTH, Drawn, Spec

_INK = (30, 30, 30)


@dataclass(frozen=True)
class Back:
    """What the back says. A copy's back is drawn by giving another number, address, report number or no mark."""

    rows: tuple[tuple[str, str], ...]
    report: str
    web: str
    number: str
    has_mark: bool = True


def draw_back(made: Spec, back: Back) -> Drawn:
    """Draw the back of a pack; `parts` tells where report, mark, bars and QR code stand."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (246, 240, 222))
    pen = ImageDraw.Draw(picture)
    parts: dict[str, Frame] = {}
    pen.rectangle((0, 0, WIDTH, 120), fill=(40, 92, 70))
    write(picture, (50, 22), f"{made.name} {made.goods}", (SANS, 62), (255, 250, 225))
    y = 160
    for title, text in (*back.rows, ("품목보고번호", back.report)):
        pen.rectangle((50, y, WIDTH - 50, y + 62), outline=(120, 120, 110), width=2)
        pen.line((280, y, 280, y + 62), fill=(120, 120, 110), width=2)
        write(picture, (64, y + 10), title, (SANS, 28), _INK)
        parts[title] = write(picture, (296, y + 10), text, (PLAIN, 30), _INK)
        y += 62
    if back.has_mark:
        parts["mark"] = ring(picture, (150, 900), 92, made.mark, (20, 70, 130))
    parts["qr"] = qr(picture, (300, 790), back.web, 6)
    parts["bars"] = bars(picture, (535, 800), back.number, 3, 170)
    pen.rectangle((0, 1110, WIDTH, HEIGHT), fill=(255, 255, 255))
    write(picture, ((WIDTH - width(made.banner, (SANS, 34))) / 2, 1125), made.banner, (SANS, 34), (150, 20, 30))
    return Drawn(np.asarray(picture), None, parts)
