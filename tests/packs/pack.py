"""A flat pack of a brand that does not exist, front or back, genuine or with one thing changed.

drawn = draw(spec(7), Change.BATCHIM)
drawn.pixels, drawn.box      # the pack, and where it differs from draw(spec(7))
"""

from __future__ import annotations

import colorsys
import math
import random
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from PIL import Image, ImageDraw

from bot.photo import Pixels
from tests.packs.lettering import PLAIN, SANS, SERIF, Colour, Frame, bars, qr, ring, sprig, syllable, width, write

WIDTH, HEIGHT = 900, 1200
"""Pixels of every drawn pack."""
_SYLLABLES = "가나다라마바사아자차카타파하한빛솔누리해온새참미소담정청명보름들산별꽃달강물우진선경영수호민서지예도현"
_FLAVOURS = ("매운맛", "순한맛", "치즈맛", "김치맛", "마늘맛", "참깨맛", "짜장맛", "소금맛", "간장맛", "콩맛")
_GOODS = ("라면", "김", "만두", "간장", "떡볶이", "크림", "과자", "차", "두부", "로션")
_FINALS = (0, 1, 4, 8, 16, 17, 21)
"""Final consonants (their place in a syllable's code) that look alike enough for a copyist."""


class Change(StrEnum):
    """What a copy gets wrong."""

    BATCHIM = "batchim"
    """One final consonant of the name."""
    LOGO = "logo"
    """A leaf too few in the logo."""
    MISSING = "missing"
    """The round mark is not there."""
    SHIFT = "shift"
    """The round mark stands elsewhere."""
    RECOLOUR = "recolour"
    """The band has another colour."""
    DIGIT = "digit"
    """One digit in small print, which is left to comparing text."""


@dataclass(frozen=True)
class Spec:
    """What a pack says and how it looks."""

    name: str
    goods: str
    latin: str
    flavour: str
    number: str
    """The GTIN-13 under its bars."""
    hue: float
    second_hue: float
    layout: int
    seed: int
    web: str = ""
    """Address in the QR code; none is drawn without one."""
    wrong_name: str = ""
    """The name as a copy spells it; made up if not given."""
    mark: tuple[str, str] = ("시험", "견본")
    lines: tuple[str, ...] = ()
    """Small print; made up if not given."""
    banner: str = ""
    """Said in large letters along the lower edge, so that nobody takes the pack for real."""


@dataclass(frozen=True)
class Drawn:
    """A drawn pack: height × width × 3, RGB, uint8. `box` is what differs from the genuine one, None on that itself."""

    pixels: Pixels
    box: Frame | None = None
    parts: dict[str, Frame] = field(default_factory=dict)


def spec(brand: int, flavour: int = 0) -> Spec:
    """A made-up brand by its number; its flavours share the design and differ in words, band and numbers."""
    by_brand, by_item = random.Random(brand * 1000 + 7), random.Random(brand * 1000 + flavour * 13 + 11)
    hue = by_brand.random()
    return Spec(
        name="".join(by_brand.choice(_SYLLABLES) for _ in range(by_brand.choice([2, 3, 3]))),
        goods=by_brand.choice(_GOODS),
        latin="".join(by_brand.choice("ABDEGHIKLMNORSTUY") for _ in range(by_brand.randint(5, 8))).title(),
        layout=by_brand.randrange(4),
        hue=hue,
        flavour=_FLAVOURS[flavour % len(_FLAVOURS)],
        second_hue=hue + by_item.uniform(0.15, 0.85),
        number=_gtin("299" + "".join(by_item.choice("0123456789") for _ in range(9))),
        seed=brand * 1000 + flavour,
    )


def draw(made: Spec, change: Change | None = None) -> Drawn:
    """Draw the front of a pack.

    Args:
        made: what it says and how it looks.
        change: the one thing that a copy gets wrong; none for the genuine pack.
    """
    rng = random.Random(made.seed + 5)
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    _ground(picture, made)
    parts: dict[str, Frame] = {}
    boxes: dict[Change, Frame] = {}
    _band(picture, made, change, rng, boxes)
    _name(picture, made, change, rng, boxes)
    parts["logo"] = _logo(picture, made, change, boxes)
    _dish(picture, made)
    _mark(picture, made, change, rng, boxes)
    _panel(picture, made, change, boxes)
    parts["bars"] = bars(picture, (560, 985), made.number, 2, 90)
    if made.web:
        parts["qr"] = qr(picture, (60, 960), made.web, 4)
    else:
        energy = random.Random(made.seed + 8).randrange(300, 600)  # apart, so that a change elsewhere does not touch it
        write(picture, (60, 1010), f"{made.flavour}  {energy} kcal", (SANS, 44), (255, 255, 255))
    if made.banner:
        ImageDraw.Draw(picture).rectangle((0, 1140, WIDTH, HEIGHT), fill=(255, 255, 255))
        write(picture, ((WIDTH - width(made.banner, (SANS, 34))) / 2, 1143), made.banner, (SANS, 34), (150, 20, 30))
    return Drawn(np.asarray(picture), boxes.get(change) if change else None, parts)


def other_final(name: str, index: int, rng: random.Random) -> str:
    """A name with another final consonant in one of its syllables."""
    code = ord(name[index]) - 0xAC00
    final = rng.choice([one for one in _FINALS if one != code % 28])
    return name[:index] + chr(0xAC00 + code - code % 28 + final) + name[index + 1 :]


def _gtin(twelve: str) -> str:
    """Twelve digits with their check digit (GS1 General Specifications, modulo 10)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return twelve + str(-total % 10)


def _shade(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = (int(255 * part) for part in colorsys.hsv_to_rgb(hue % 1, saturation, value))
    return red, green, blue


def _ground(picture: Image.Image, made: Spec) -> None:
    pen, rng = ImageDraw.Draw(picture), random.Random(made.seed // 1000)
    light, dark = _shade(made.hue, 0.72, 0.86), _shade(made.hue, 0.88, 0.52)
    for y in range(HEIGHT):
        share = y / HEIGHT
        pen.line(
            ((0, y), (WIDTH, y)), fill=tuple(int(a * (1 - share) + b * share) for a, b in zip(light, dark, strict=True))
        )
    for _ in range(16):
        x, y, radius = rng.randrange(WIDTH), rng.randrange(HEIGHT), rng.randrange(18, 80)
        pen.ellipse(
            (x - radius, y - radius, x + radius, y + radius),
            outline=_shade(made.hue + 0.05, 0.55, 0.95),
            width=rng.randrange(2, 6),
        )


def _band(
    picture: Image.Image, made: Spec, change: Change | None, rng: random.Random, boxes: dict[Change, Frame]
) -> None:
    frame = (0.0, 400.0, float(WIDTH), 505.0)
    away = rng.choice((-0.1, 0.1)) if change is Change.RECOLOUR else 0.0
    boxes[Change.RECOLOUR] = frame
    ImageDraw.Draw(picture).rectangle(frame, fill=_shade(made.second_hue + away, 0.8, 0.8))
    face = (SERIF if made.layout < 2 else SANS, 68)
    write(picture, (WIDTH - 60 - width(made.flavour, face), 402), made.flavour, face, (255, 255, 255))


def _name(
    picture: Image.Image, made: Spec, change: Change | None, rng: random.Random, boxes: dict[Change, Frame]
) -> None:
    name, index = made.name, rng.randrange(len(made.name))
    if change is Change.BATCHIM:
        name = made.wrong_name or other_final(name, index, rng)
        index = next(place for place, (a, b) in enumerate(zip(name, made.name, strict=True)) if a != b)
    size = 600 // max(3, len(name))
    face = (SANS if made.layout in (0, 3) else SERIF, size)
    at = (230.0, 30.0 + 12 * made.layout)
    fill = (255, 245, 120) if made.layout < 2 else (255, 255, 255)
    write(picture, at, name, face, (fill, (_shade(made.hue, 0.9, 0.3), _shade(made.hue, 0.95, 0.2))))
    boxes[Change.BATCHIM] = syllable(name, index, at, face)
    write(picture, (236, at[1] + size * 1.38), f"{made.latin} {made.goods}", (SANS, 44), (255, 255, 255))


def _logo(picture: Image.Image, made: Spec, change: Change | None, boxes: dict[Change, Frame]) -> Frame:
    leaves = 3 if change is Change.LOGO else 4
    frame = sprig(picture, (125, 190), 90, leaves, ((250, 248, 236), _shade(made.hue + 0.45, 0.8, 0.5)))
    # The fourth leaf from below, on the right of the stem.
    boxes[Change.LOGO] = (125, 190 - 90 * 0.35, 125 + 90 * 0.6, 190 - 90 * 0.02)
    return frame


def _dish(picture: Image.Image, made: Spec) -> None:
    """A bowl with something in it, the same on every pack of an item."""
    rng, pen = random.Random(made.seed + 99), ImageDraw.Draw(picture)
    x, y, radius = 300, 740, 205
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(245, 240, 230))
    inner = radius - 18
    pen.ellipse((x - inner, y - inner, x + inner, y + inner), fill=_shade(0.03 + rng.random() * 0.1, 0.8, 0.75))
    for _ in range(90):
        angle, far = rng.uniform(0, 2 * math.pi), rng.uniform(0, radius - 55)
        px, py, kind = x + far * math.cos(angle), y + far * math.sin(angle), rng.randrange(4)
        colour = _shade(rng.choice((0.1, 0.13, 0.33, 0.02, 0.08)), rng.uniform(0.4, 0.9), rng.uniform(0.5, 1))
        if kind < 2:
            start = rng.randrange(360)
            pen.arc((px - 44, py - 20, px + 44, py + 20), start, start + rng.randrange(60, 200), fill=colour, width=5)
        else:
            pen.ellipse((px - 10, py - 10, px + 10, py + 10), fill=colour)


def _mark(
    picture: Image.Image, made: Spec, change: Change | None, rng: random.Random, boxes: dict[Change, Frame]
) -> None:
    x, y, radius = 730, 610, 72
    here = (float(x - radius), float(y - radius), float(x + radius), float(y + radius))
    boxes[Change.MISSING] = boxes[Change.SHIFT] = here
    if change is Change.MISSING:
        return
    if change is Change.SHIFT:
        dx, dy = rng.choice((-1, 1)) * rng.randint(28, 40), rng.choice((-1, 1)) * rng.randint(12, 24)
        x, y = x + dx, y + dy
        boxes[Change.SHIFT] = (here[0] + min(dx, 0), here[1] + min(dy, 0), here[2] + max(dx, 0), here[3] + max(dy, 0))
    ring(picture, (x, y), radius, made.mark, (0, 90, 60))


def _panel(picture: Image.Image, made: Spec, change: Change | None, boxes: dict[Change, Frame]) -> None:
    rng = random.Random(made.seed + 41)
    ImageDraw.Draw(picture).rectangle((555, 715, 870, 965), fill=(250, 250, 245))
    weight = rng.choice((90, 110, 120, 150, 200))
    shown = weight
    if change is Change.DIGIT:
        shown = weight + 50 if weight < 150 else weight - 30
    lines = made.lines or (
        f"식품유형: {made.goods}",
        f"내용량: {shown} g",
        "원재료명: 밀가루, 정제소금,",
        f"{rng.choice(('마늘', '김치', '참깨'))} 분말, 콩기름",
        f"제조원: {made.name}식품",
        "소비기한: 별도표기일까지",
        f"소비자상담 000-{rng.randrange(1000):03d}-{rng.randrange(10000):04d}",
    )
    face = (PLAIN, 21)
    for row, line in enumerate(lines):
        write(picture, (567, 724 + row * 33), line, face, (30, 30, 30))
    boxes[Change.DIGIT] = (567, 757, 800, 790)
