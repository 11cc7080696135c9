"""Backs of packs: the Korean label as table or running text, nutrition, codes, an importer's sticker."""

from __future__ import annotations

import random

import numpy as np

from tests.eval.photos import fonts, words
from tests.eval.photos.art import Art, measure, wrap
from tests.eval.photos.front import PALETTES
from tests.eval.photos.goods import Goods, guide_of
from tests.eval.photos.ground import cloud
from tests.eval.photos.ink import Colour, Type

_PAPERS: tuple[tuple[Colour, Colour], ...] = (
    ((250, 248, 242), (24, 24, 28)),
    ((252, 252, 252), (20, 20, 20)),
    ((196, 24, 30), (255, 250, 236)),
    ((22, 24, 28), (240, 238, 230)),
    ((16, 60, 48), (238, 232, 206)),
    ((255, 216, 70), (50, 22, 12)),
    ((226, 236, 240), (24, 50, 80)),
    ((206, 204, 208), (26, 26, 34)),
)
"""Paper and ink."""


def draw_back(goods: Goods, size: tuple[float, float], scale: float, chance: random.Random) -> Art:
    """Draw a back; `size` is width and height in millimetres, `scale` pixels a millimetre."""
    width, height = size
    paper, ink = chance.choice(_PAPERS)
    pixels = np.full((max(24, round(height * scale)), max(24, round(width * scale)), 3), paper, np.uint8)
    if chance.random() < 0.4:
        shade = cloud(pixels.shape[:2], 5, chance.randrange(1 << 30)) * 9
        pixels = np.clip(pixels + shade[..., None], 0, 255).astype(np.uint8)
    art = Art(np.ascontiguousarray(pixels), scale, "back", guide=goods.guide)
    margin = width * 0.05
    y = height * 0.05
    if chance.random() < 0.75:
        y = _heading(art, goods, (margin, y), (paper, ink), chance)
    rows = words.label_rows(chance, goods.name, goods.kind, goods.maker)
    size_mm = min(max(width * chance.uniform(0.022, 0.034), 1.7), 4.2)
    column = width - 2 * margin
    foot = height - max(20.0, height * 0.18)
    box = (margin, y, margin + column, foot)
    draw = _table if chance.random() < 0.55 else _running
    y = draw(art, rows, box, (size_mm, paper, ink, chance))
    if chance.random() < 0.7 and y < foot - size_mm * 4:
        notice = f"{words.allergens(chance)}"
        if chance.random() < 0.5:
            art.fill((margin, y, margin + column, y + size_mm * 1.8), ink)
            _begin(art, notice, (margin + 1, y + size_mm * 0.9), size_mm, (paper, fonts.PLAIN[0]))
        else:
            _begin(art, notice, (margin, y + size_mm * 0.9), size_mm, (ink, fonts.PLAIN[0]))
        y += size_mm * 2.4
    if goods.kind not in ("cosmetic", "card") and y < foot - size_mm * 6 and chance.random() < 0.8:
        _nutrition(art, (margin, y, margin + column, foot), (size_mm, paper, ink, chance))
    _codes(art, goods, foot, chance)
    return art


def _begin(art: Art, text: str, at: tuple[float, float], size: float, look: tuple[Colour, str]) -> float:
    """A printed line from its left end, of ink and face; `small` where its letters are under 2.2 mm high."""
    ink, face = look
    script = "Hang" if any("가" <= letter <= "힣" for letter in text) else "Latn"
    if not any(letter.isalpha() for letter in text):
        script = "Zyyy"
    return art.start(Type(text, face, size), at, ink, ("small" if size < 2.2 else "print", script, guide_of(text)))


def _heading(
    art: Art, goods: Goods, at: tuple[float, float], colours: tuple[Colour, Colour], chance: random.Random
) -> float:
    """The name once more, with the maker beneath; where they end."""
    face = chance.choice((*fonts.BOLD, "song-myung-400", "gasoek-one-400"))
    size = min(art.width * chance.uniform(0.06, 0.1), art.height * 0.08)
    wide = measure(Type(goods.name, face, size), art.scale)
    size *= min(1.0, 0.85 * art.width / wide)
    accent = chance.choice(PALETTES)[2]
    ink = colours[1] if abs(sum(accent) - sum(colours[0])) < 280 else accent
    _begin(art, goods.name, (at[0], at[1] + size / 2), size, (ink, face))
    y = at[1] + size * 1.35
    claim = chance.choice(words.CLAIMS)
    _begin(art, claim, (at[0], y + size * 0.2), size * 0.45, (colours[1], chance.choice(fonts.BOLD)))
    return y + size * 0.8


Style = tuple[float, Colour, Colour, random.Random]
Rect = tuple[float, float, float, float]


def _table(art: Art, rows: list[tuple[str, str]], box: Rect, style: Style) -> float:
    """Keys in one column, values in the other, rules between."""
    size, paper, ink, chance = style
    left, y, right, foot = box
    key_face, face = chance.choice(fonts.BOLD[:3]), chance.choice(fonts.PLAIN)
    middle = left + max(measure(Type(key, key_face, size), art.scale) for key, _ in rows) + size * 1.2
    middle = min(middle, left + (right - left) * 0.4)
    line = Type("", face, size)
    step = size * chance.uniform(1.25, 1.5)
    shaded = chance.random() < 0.4
    r, g, b = ((3 * one + other) // 4 for one, other in zip(paper, ink, strict=True))
    for key, value in rows:
        parts = wrap(value, line, art.scale, right - middle - 1)
        if y + step * len(parts) > foot:
            break
        if shaded:
            art.fill((left - 0.6, y, middle - size * 0.3, y + step * len(parts) + size * 0.2), (r, g, b))
        art.rule((left - 0.6, y), (right, y), ink)
        wide = measure(Type(key, key_face, size), art.scale)
        key_size = size * min(1.0, (middle - left - size * 0.5) / wide)
        _begin(
            art,
            key,
            (left + 0.4, y + step * (0.5 if len(parts) == 1 else len(parts) / 2)),
            key_size,
            (ink, key_face),
        )
        for part in parts:
            _begin(art, part, (middle, y + step * 0.5), size, (ink, face))
            y += step
        y += size * 0.2
    art.rule((left - 0.6, y), (right, y), ink)
    art.rule((middle - size * 0.3, box[1]), (middle - size * 0.3, y), ink)
    return y + size * 0.6


def _running(art: Art, rows: list[tuple[str, str]], box: Rect, style: Style) -> float:
    """Keys and values as running text, each on its own lines or all in one block."""
    size, _, ink, chance = style
    left, y, right, foot = box
    face = chance.choice(fonts.PLAIN)
    step = size * chance.uniform(1.2, 1.55)
    mark = chance.choice(("●", "■", "·", ""))
    texts = [f"{mark}{key} : {value}" for key, value in rows]
    if chance.random() < 0.35:
        texts = [" ".join(texts)]
    for text in texts:
        for part in wrap(text, Type("", face, size), art.scale, right - left):
            if y + step > foot:
                return y
            _begin(art, part, (left, y + step / 2), size, (ink, face))
            y += step
    return y + size * 0.5


def _nutrition(art: Art, box: Rect, style: Style) -> None:
    """The table of nutrition: black bar, then amounts and shares."""
    size, paper, ink, chance = style
    left, y, right, foot = box
    right = min(right, left + (right - left) * chance.uniform(0.5, 1.0))
    art.fill((left, y, right, y + size * 1.7), ink)
    _begin(art, "영양정보", (left + 1, y + size * 0.85), size * 1.15, (paper, fonts.BOLD[0]))
    total = f"총 내용량 {chance.choice((40, 120, 140))} g"
    if right - left > 14 * size:
        _begin(art, total, (right - 8.2 * size, y + size * 0.85), size * 0.8, (paper, fonts.PLAIN[0]))
    y += size * 1.9
    for nutrient in chance.sample(words.NUTRIENTS, 6):
        if y + size * 1.4 > foot:
            return
        amount = f"{chance.randint(1, 90)} {'mg' if nutrient in ('나트륨', '콜레스테롤') else 'g'}"
        _begin(art, f"{nutrient} {amount}", (left + 0.5, y + size * 0.7), size, (ink, fonts.PLAIN[0]))
        if right - left > 13 * size:
            _begin(art, f"{chance.randint(1, 99)} %", (right - 3.4 * size, y + size * 0.7), size, (ink, fonts.PLAIN[0]))
        y += size * 1.4
        art.rule((left, y), (right, y), ink, 0.12)


def _codes(art: Art, goods: Goods, foot: float, chance: random.Random) -> None:
    """Barcode, QR and marks along the foot."""
    y = foot + 1.5
    if art.height - y < 16:
        return
    left = art.width * 0.05
    if chance.random() < 0.85:
        right = art.width - 0.05 * art.width - 36
        art.ean13(
            goods.gtin,
            (max(left, right if chance.random() < 0.6 else left), y),
            chance,
            goods.guide if goods.listed else None,
        )
    if chance.random() < 0.4 and art.width > 75:
        side = min(chance.uniform(13, 20), art.height - y - 1)
        path = words.digits(chance, 6)
        art.qr(
            f"https://www.{chance.choice(('nuribom', 'daon', 'haesol'))}.example/p/{path}",
            (art.width * 0.42 - 6, y),
            side,
        )


def add_sticker(art: Art, chance: random.Random) -> str:
    """Stick an importer's label over part of a back, in the letters of the country it was sold to; that script."""
    script = chance.choice(tuple(words.FOREIGN))
    face = fonts.for_script(script, chance, chance.choice(fonts.PLAIN))
    width, height = art.width * chance.uniform(0.5, 0.8), art.height * chance.uniform(0.28, 0.45)
    left = chance.uniform(0.03, 0.97) * (art.width - width)
    top = chance.uniform(0.05, 0.6) * (art.height - height)
    box = (left, top, left + width, top + height)
    _cover(art, box)
    art.fill(box, (250, 250, 248), (150, 150, 150))
    lines = chance.sample(words.FOREIGN[script], len(words.FOREIGN[script]))
    size = min(height / (len(lines) * 1.5), width * chance.uniform(0.04, 0.055))
    y = top + size * 1.1
    for text in lines:
        line = Type(text, face, size)
        for part in [text] if script in ("Thai",) else wrap(text, line, art.scale, width - 3):
            if y + size > top + height or measure(Type(part, face, size), art.scale) > width - 2:
                break
            art.start(
                Type(part, face, size),
                (left + 1.5, y),
                (24, 24, 26),
                ("small" if size < 2.2 else "print", script, None),
            )
            y += size * 1.5
    return script


def _cover(art: Art, box: Rect) -> None:
    """Forget lines and codes that something was stuck over, if only in part."""
    x0, y0, x1, y1 = (value * art.scale for value in box)

    def hidden(outline: np.ndarray) -> bool:
        low, high = outline.min(axis=0), outline.max(axis=0)
        return bool(low[0] < x1 and high[0] > x0 and low[1] < y1 and high[1] > y0)

    art.lines = [line for line in art.lines if not hidden(line.outline)]
    art.codes = [code for code in art.codes if not hidden(code.outline)]
