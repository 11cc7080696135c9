"""Fronts of packs: a large name in display lettering over a picture, and what else stands there."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from tests.eval.photos import fonts, words
from tests.eval.photos.art import Art, measure
from tests.eval.photos.goods import Goods, guide_of
from tests.eval.photos.ground import pack_ground
from tests.eval.photos.ink import Colour, Inked, Look, Type
from tests.eval.photos.truth import Kind

PALETTES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((24, 22, 24), (70, 14, 16), (200, 30, 30)),
    ((206, 24, 32), (140, 10, 20), (250, 214, 70)),
    ((250, 206, 60), (244, 160, 30), (190, 40, 30)),
    ((30, 96, 62), (12, 54, 40), (236, 220, 160)),
    ((226, 238, 244), (170, 208, 226), (40, 96, 160)),
    ((248, 244, 236), (232, 222, 204), (150, 60, 40)),
    ((250, 206, 214), (240, 150, 170), (200, 40, 90)),
    ((20, 40, 92), (60, 100, 170), (220, 190, 90)),
    ((110, 20, 30), (60, 10, 16), (222, 184, 100)),
    ((196, 224, 150), (110, 170, 70), (250, 250, 240)),
    ((212, 208, 214), (170, 166, 176), (60, 50, 80)),
)
"""Ground, where it runs to, accent."""
WHITE: Colour = (252, 250, 244)
DARK: Colour = (26, 22, 24)


def luminance(colour: Colour) -> float:
    """Grey, 0 to 255 (ITU-R BT.601)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def draw_front(goods: Goods, size: tuple[float, float], scale: float, chance: random.Random) -> Art:
    """Draw a front; `size` is width and height in millimetres, `scale` pixels a millimetre."""
    width, height = size
    colours = chance.choice(PALETTES)
    pixels = pack_ground(max(24, round(width * scale)), max(24, round(height * scale)), colours, chance)
    art = Art(np.ascontiguousarray(pixels), scale, "front", guide=goods.guide)
    centre = height * chance.choice((0.3, 0.36, 0.42, 0.5, 0.58))
    top, foot = _name(art, goods, centre, chance)
    _above(art, goods, top, chance)
    _below(art, goods, foot, chance)
    return art


def _name(art: Art, goods: Goods, centre: float, chance: random.Random) -> tuple[float, float]:
    """The product's name, in one, two or stacked lines; where it begins and ends down the pack."""
    face = fonts.display(chance)
    parts = _parts(goods.name, art.width / art.height, chance)
    longest = max(parts, key=len)
    fit = art.width * chance.uniform(0.62, 0.88) / max(measure(Type(longest, face, 10), art.scale) / 10, 0.1)
    size = min(fit, art.height * 0.62 / len(parts), art.height * chance.uniform(0.16, 0.34))
    look = name_look(art, (art.width / 2, centre), len(longest), chance)
    step = size * chance.uniform(0.98, 1.16)
    first = centre - step * (len(parts) - 1) / 2
    lean = chance.choice((0.0, 0.0, 0.0, 0.06, -0.05)) * art.width
    upright = len(parts) > 1 and all(len(part) == 1 for part in parts)
    if upright:
        lean, look = 0.0, replace(look, arch=0.0, slant=0.0, wave=0.0, swell=0.0, rise=0.0, jitter=0.0)
    before = len(art.lines)
    for index, part in enumerate(parts):
        x = art.width / 2 + (0 if upright else lean * (index - (len(parts) - 1) / 2))
        note: tuple[Kind, str, str | None] = ("decorative", "Hang", goods.guide)
        art.write(Type(part, face, size), (x, first + step * index), look, note)
    if upright and len(art.lines) - before == len(parts):
        art.lines[before:] = [column(art.lines[before:], goods.guide)]
    return first - size * 0.7, first + step * (len(parts) - 1) + size * 0.7


def column(letters: list[Inked], guide: str | None) -> Inked:
    """Letters that stand one below the other, as the one line that they are."""
    left = np.concatenate([letter.outline[[0, -1]] for letter in letters])
    half = len(letters[0].outline) // 2
    right = np.concatenate([letter.outline[[half - 1, half]] for letter in letters])
    height = float(np.mean([letter.height for letter in letters]))
    text = "".join(letter.text for letter in letters)
    return replace(letters[0], text=text, outline=np.concatenate([right, left[::-1]]), height=height, guide=guide)


def _parts(name: str, shape: float, chance: random.Random) -> list[str]:
    """How a name is broken into lines; one letter a line where it is stacked."""
    letters = name.replace(" ", "")
    if len(letters) <= 5 and shape < 1.1 and chance.random() < 0.12:
        return list(letters)
    if " " in name and chance.random() < 0.75:
        return name.split(" ")
    if len(letters) >= 5 and chance.random() < 0.55:
        cut = len(letters) // 2 if len(letters) > 6 else chance.choice((2, len(letters) - 3, 3))
        return [letters[:cut], letters[cut:]] if 0 < cut < len(letters) else [letters]
    return [name]


def name_look(art: Art, at: tuple[float, float], count: int, chance: random.Random) -> Look:
    """Lettering that stands out from the ground at a place."""
    x, y = (round(value * art.scale) for value in at)
    reach = max(4, round(12 * art.scale))
    patch = art.pixels[max(0, y - reach) : y + reach, max(0, x - 3 * reach) : x + 3 * reach].reshape(-1, 3)
    ground = float(patch.mean(axis=0) @ np.array([0.299, 0.587, 0.114])) if len(patch) else 128.0
    busy = float(patch.std()) if len(patch) else 0.0
    light = [WHITE, (255, 232, 90), (255, 214, 60), (250, 240, 220), (236, 204, 120)]
    deep = [DARK, (150, 14, 24), (18, 44, 110), (20, 70, 40), (80, 20, 60)]
    fill = chance.choice(light if ground < 128 else deep)
    other = chance.choice(deep if ground < 128 else light)
    style = chance.choice(("plain", "outline", "outline", "shadow", "gradient", "both"))
    if busy > 34 and style == "plain":
        style = "outline"
    bent = chance.choice(
        ("straight", "straight", "straight", "arch", "slant", "rise", "swell", "wave", "squeeze", "jitter")
    )
    if count < 2:
        bent = "straight"
    return Look(
        fill=fill,
        lower=chance.choice(light if ground < 128 else deep) if style == "gradient" else None,
        outline=other if style in ("outline", "both") or (style == "gradient" and busy > 30) else None,
        outline_width=chance.uniform(0.04, 0.1),
        shadow=DARK if style in ("shadow", "both") else None,
        shadow_shift=(chance.uniform(0.02, 0.08), chance.uniform(0.03, 0.09)),
        shadow_soft=chance.choice((0.0, 0.0, 0.03, 0.06)),
        slant=chance.uniform(0.12, 0.3) if bent == "slant" else 0.0,
        rise=chance.uniform(4, 11) if bent in ("rise", "slant") else 0.0,
        arch=chance.choice((-1, 1, 1)) * chance.uniform(0.5, 1.2) if bent == "arch" else 0.0,
        swell=chance.uniform(0.2, 0.45) if bent == "swell" else 0.0,
        wave=chance.uniform(0.1, 0.2) if bent == "wave" else 0.0,
        squeeze=chance.choice((0.78, 0.86, 1.18)) if bent == "squeeze" else 1.0,
        jitter=chance.uniform(0.04, 0.09) if bent == "jitter" else 0.0,
        spacing=chance.choice((0.0, 0.0, -0.04, 0.08)),
    )


def _say(art: Art, text: str, at: tuple[float, float], size: float, look: tuple[str, Look, Kind]) -> None:
    """A line that may name a guide; one wider than the pack is set smaller."""
    face, lettering, kind = look
    wide = measure(Type(text, face, size), art.scale)
    size *= min(1.0, 0.9 * art.width / max(wide, 0.1))
    half = min(art.width / 2, wide * min(1.0, 0.9 * art.width / max(wide, 0.1)) / 2)
    x = min(max(at[0], half + 0.03 * art.width), art.width - half - 0.03 * art.width)
    script = "Hang" if any("가" <= letter <= "힣" for letter in text) else "Latn"
    if any("一" <= letter <= "鿿" for letter in text):
        script = "Hani"
        face = "foreign-serif.woff2"
    art.write(Type(text, face, size), (x, at[1]), lettering, (kind, script, guide_of(text)))


def _ink_at(art: Art, at: tuple[float, float], chance: random.Random) -> Look:
    x, y = (round(value * art.scale) for value in at)
    reach = max(3, round(6 * art.scale))
    patch = art.pixels[max(0, y - reach // 2) : y + reach // 2 + 1, max(0, x - 4 * reach) : x + 4 * reach].reshape(
        -1, 3
    )
    ground = float(patch.mean(axis=0) @ np.array([0.299, 0.587, 0.114])) if len(patch) else 128.0
    busy = len(patch) > 0 and float(patch.std()) > 30
    fill = (
        chance.choice((WHITE, (255, 226, 120), WHITE))
        if ground < 135
        else chance.choice((DARK, (120, 16, 24), (20, 40, 90)))
    )
    return Look(fill, outline=(DARK if ground < 135 else WHITE) if busy else None, outline_width=0.09)


def _above(art: Art, goods: Goods, top: float, chance: random.Random) -> None:
    """Maker small, a claim, a Latin name."""
    unit = min(art.width, art.height)
    y = max(unit * 0.07, min(top * 0.35, unit * 0.14))
    maker = goods.maker.replace("(주)", "")
    if maker and y < top:
        at = (art.width * chance.choice((0.18, 0.5, 0.8)), y)
        size = unit * chance.uniform(0.035, 0.06)
        _say(art, maker, at, size, (chance.choice(fonts.BOLD), _ink_at(art, at, chance), "print"))
    if top > unit * 0.3 and chance.random() < 0.7:
        at = (art.width / 2, (y + top) / 2 + unit * 0.03)
        face = chance.choice((*fonts.BOLD, "song-myung-400"))
        _say(
            art,
            chance.choice(words.CLAIMS),
            at,
            unit * chance.uniform(0.035, 0.055),
            (face, _ink_at(art, at, chance), "print"),
        )


def _below(art: Art, goods: Goods, foot: float, chance: random.Random) -> None:
    """Flavour on a ribbon, Latin and Han names, kind of goods, weight."""
    unit = min(art.width, art.height)
    y = foot + unit * 0.05
    if goods.kind != "card" and y < art.height - unit * 0.3:
        text, size = chance.choice(words.FLAVOURS), unit * chance.uniform(0.05, 0.08)
        face = chance.choice(fonts.BOLD)
        wide = measure(Type(text, face, size), art.scale)
        x = art.width / 2 + chance.uniform(-0.15, 0.15) * art.width
        colour = chance.choice(((190, 20, 30), (250, 214, 60), (24, 90, 60), (250, 250, 246)))
        art.fill((x - wide / 2 - size * 0.5, y - size * 0.7, x + wide / 2 + size * 0.5, y + size * 0.7), colour)
        fill = DARK if luminance(colour) > 140 else WHITE
        art.write(Type(text, face, size), (x, y), Look(fill), ("print", "Hang", None))
        y += unit * 0.13
    for text in (goods.latin, goods.han if chance.random() < 0.35 else "", chance.choice(words.ENGLISH)):
        if text and y < art.height - unit * 0.16 and chance.random() < 0.85:
            at = (art.width / 2, y)
            size = unit * chance.uniform(0.04, 0.075)
            face = chance.choice(
                ("gasoek-one-400", "bagel-fat-one-400", "hahmlet-800", "gowun-dodum-400", "song-myung-400")
            )
            _say(art, text, at, size, (face, _ink_at(art, at, chance), "print"))
            y += unit * 0.1
    if goods.kind == "card":
        return
    at = (art.width * chance.choice((0.2, 0.8)), art.height - unit * 0.08)
    unit_name = {"drink": "ml", "cosmetic": "ml"}.get(goods.kind, "g")
    weight = f"{chance.choice((40, 75, 100, 120, 140, 300, 360))} {unit_name}"
    if goods.kind == "food" and chance.random() < 0.6:
        weight += f" ({chance.randint(120, 620)} kcal)"
    _say(
        art,
        weight,
        at,
        unit * chance.uniform(0.035, 0.05),
        (chance.choice(fonts.PLAIN), _ink_at(art, at, chance), "print"),
    )
    if goods.kind == "food" and chance.random() < 0.5:
        at = (art.width * 0.5, art.height - unit * 0.03)
        text = chance.choice(
            ("조리예 : 이미지는 실제와 다를 수 있습니다", "유탕면", "어린이 기호식품 품질인증", "재활용이 쉬운 포장")
        )
        _say(art, text, at, unit * 0.026, (chance.choice(fonts.PLAIN), _ink_at(art, at, chance), "small"))
