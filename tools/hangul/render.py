"""Render one line of text the way packs bear it and phones see it: a strip of 48 rows with its text.

Order of a real photo: letters are drawn (font, outline, shadow, foil), printed on a ground, the pack is bent and seen
aslant, light falls on it, the lens and the sensor blur and add noise, the file is compressed; then the line is cut
out a little wrongly, as the line finder cuts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from tools.hangul.texts import sample

HEIGHT = 48
"""Rows of a strip, as PP-OCR reads it."""
MAX_WIDTH = 720
_INK = 56
"""Font size in pixels that letters are drawn at before they are bent and shrunk."""

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]


@dataclass
class Renderer:
    """Draws lines in the fonts of a list; one seed gives one sequence."""

    fonts: list[Path]
    seed: int
    r: random.Random = field(init=False)
    n: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        """Group weights of one family, so that nine weights of a plain font count as much as one brush font."""
        self.r = random.Random(self.seed)
        self.n = np.random.default_rng(self.seed)
        families: dict[str, list[Path]] = {}
        for path in self.fonts:
            merged = path.parent.name == "merged"  # a fontsource name has hyphens of its own, its weight stands last
            family = path.stem.rsplit("-", 1)[0] if merged else path.stem.split("-")[0]
            families.setdefault(family, []).append(path)
        self._families = list(families.values())
        self._loaded: dict[Path, tuple[ImageFont.FreeTypeFont, frozenset[str]]] = {}

    def line(self) -> tuple[str, Bytes]:
        """One text and its strip, 48 rows, RGB."""
        while True:
            text = sample(self.r)
            strip = self._strip(text)
            if strip is not None:
                return text, strip

    def _font(self) -> tuple[ImageFont.FreeTypeFont, frozenset[str]]:
        path = self.r.choice(self.r.choice(self._families))
        if path not in self._loaded:
            index = 1 if path.suffix == ".ttc" else 0  # Korean is the second of Noto's five
            with TTFont(path, fontNumber=index, lazy=True) as font:
                letters = frozenset(chr(code) for code in font.getBestCmap())
            self._loaded[path] = (ImageFont.truetype(str(path), _INK, index=index), letters)
        return self._loaded[path]

    def _strip(self, text: str) -> Bytes | None:
        font, letters = self._font()
        if not text:
            return self._finish(self._ground(HEIGHT + 16, self.r.randint(60, 400)).astype(np.float32))
        if not all(letter in letters for letter in text if letter != " "):
            return None
        fancy = self.r.random() < 0.5
        mask = self._letters_apart(text, font) if fancy and self.r.random() < 0.45 else _whole(text, font)
        if mask is None or mask.shape[1] < 8 or mask.max() == 0:
            return None
        mask = self._margin(mask)
        if mask.shape[1] * HEIGHT / mask.shape[0] > MAX_WIDTH:
            return None
        if fancy:
            mask = self._shape(mask)
        if self.r.random() < 0.35:
            mask = self._weight(mask)
        return self._finish(self._print(mask, fancy))

    def _letters_apart(self, text: str, font: ImageFont.FreeTypeFont) -> Bytes:
        """Letters of different sizes, turned and shifted, close together: a product name."""
        r = self.r
        wild = r.uniform(0.2, 1.0)
        tight = r.uniform(-0.14, 0.12)
        glyphs: list[tuple[int, int, Bytes]] = []
        x = 0
        for letter in text:
            if letter == " ":
                x += int(_INK * r.uniform(0.2, 0.4))
                continue
            glyph = _whole(letter, font)
            if glyph is None:
                continue
            size = 1 + r.uniform(-0.3, 0.3) * wild
            turn = r.uniform(-12, 12) * wild
            high, wide = glyph.shape
            side = int(1.5 * max(high, wide) * max(1.0, size)) + 4
            matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, size)
            matrix[:, 2] += (side - wide) / 2, (side - high) / 2
            drawn = cv2.warpAffine(glyph, matrix, (side, side))
            columns = np.flatnonzero(drawn.max(axis=0))
            if not columns.size:
                continue
            cut = np.asarray(drawn[:, columns[0] : columns[-1] + 1], dtype=np.uint8)
            glyphs.append((x, int(r.uniform(-0.12, 0.12) * wild * _INK) - side // 2, cut))
            x += max(4, int(cut.shape[1] * (1 + tight)) + 2)
        if not glyphs:
            return np.zeros((1, 1), np.uint8)
        top = min(y for _, y, _ in glyphs)
        wide = max(x + glyph.shape[1] for x, _, glyph in glyphs)
        high = max(y + glyph.shape[0] for _, y, glyph in glyphs) - top
        sheet = np.zeros((high, wide), np.uint8)
        for x, y, glyph in glyphs:
            part = sheet[y - top : y - top + glyph.shape[0], x : x + glyph.shape[1]]
            np.maximum(part, glyph, out=part)
        rows = np.flatnonzero(sheet.max(axis=1))
        return sheet[rows[0] : rows[-1] + 1]

    def _margin(self, mask: Bytes) -> Bytes:
        """Room around the letters: the line finder leaves much or cuts a little off."""
        share = self.r.uniform(0.48, 0.98)  # of the strip's height that the letters fill
        height = max(mask.shape[0], 0.75 * _INK)
        spare = height / share - mask.shape[0]
        above = spare * self.r.uniform(0.25, 0.75)
        sides = [self.r.uniform(0.02, 0.6) * _INK for _ in range(2)]
        return np.pad(mask, ((int(above), int(spare - above)), (int(sides[0]), int(sides[1]))))

    def _shape(self, mask: Bytes) -> Bytes:
        """Slant, arch, wave, squeeze."""
        r = self.r
        high, wide = mask.shape
        if r.random() < 0.35:
            mask = np.asarray(cv2.resize(mask, (max(8, int(wide * r.uniform(0.65, 1.4))), high)), dtype=np.uint8)
            high, wide = mask.shape
        x = np.arange(wide, dtype=np.float32)[None, :]
        y = np.arange(high, dtype=np.float32)[:, None]
        slant = r.uniform(-0.35, 0.35) if r.random() < 0.4 else 0.0
        bend = np.zeros_like(x)
        if r.random() < 0.4:
            bend = (r.uniform(-0.22, 0.22) * high) * (2 * x / wide - 1) ** 2
        elif r.random() < 0.2:
            bend = 0.1 * high * np.sin(x / wide * r.uniform(3, 9) + r.uniform(0, 6)).astype(np.float32)
        swell = 1 + (r.uniform(-0.3, 0.3) * (2 * x / wide - 1) ** r.choice((1, 2)) if r.random() < 0.25 else 0 * x)
        map_x = (x + slant * (y - high / 2)).astype(np.float32)
        map_y = ((y - high / 2) / swell + high / 2 + bend - bend.mean()).astype(np.float32)
        map_x, map_y = (np.broadcast_to(one, mask.shape).copy() for one in (map_x, map_y))
        return np.asarray(cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR), dtype=np.uint8)

    def _weight(self, mask: Bytes) -> Bytes:
        size = self.r.choice((2, 3, 3, 4))
        shape = self.r.choice((cv2.MORPH_ELLIPSE, cv2.MORPH_RECT))
        kernel = cv2.getStructuringElement(shape, (size, size))
        if self.r.random() < 0.6:
            return np.asarray(cv2.dilate(mask, kernel), dtype=np.uint8)
        thin = cv2.erode(mask, kernel)
        return np.asarray(thin if thin.mean() > 0.4 * mask.mean() else mask, dtype=np.uint8)

    def _colour(self) -> Floats:
        r = self.r
        kind = r.random()
        if kind < 0.25:
            return np.full(3, r.choice((0, 10, 25, 40)) if r.random() < 0.6 else r.randint(225, 255), np.float32)
        if kind < 0.4:
            return np.full(3, r.randint(0, 255), np.float32)
        return self.n.integers(0, 256, 3).astype(np.float32)

    def _ground(self, high: int, wide: int) -> Floats:
        """Flat, shaded, or busy as a picture of food is."""
        r, n = self.r, self.n
        ground = np.empty((high, wide, 3), np.float32)
        ground[:] = self._colour()
        kind = r.random()
        if kind < 0.25:
            ground += _ramp(wide)[None, :, None] * n.uniform(-90, 90, 3).astype(np.float32)
        elif kind < 0.33:
            ground += _ramp(high)[:, None, None] * n.uniform(-90, 90, 3).astype(np.float32)
        elif kind < 0.55:
            cells = (r.randint(2, 6), r.randint(3, 24))
            rough = n.uniform(-1, 1, (*cells, 3)).astype(np.float32) * r.uniform(10, 70)
            method = r.choice((cv2.INTER_CUBIC, cv2.INTER_NEAREST, cv2.INTER_LINEAR))
            ground += cv2.resize(rough, (wide, high), interpolation=method)
        if r.random() < 0.12:
            for _ in range(r.randint(1, 4)):
                colour = tuple(float(value) for value in self._colour())
                a, b = ((r.randint(-20, wide + 20), r.randint(-10, high + 10)) for _ in range(2))
                if r.random() < 0.5:
                    cv2.line(ground, a, b, colour, r.randint(1, 6))
                else:
                    cv2.circle(ground, a, r.randint(4, high), colour, r.choice((-1, 2, 4)))
        return ground

    def _print(self, mask: Bytes, fancy: bool) -> Floats:
        r, n = self.r, self.n
        high, wide = mask.shape
        ground = self._ground(high, wide)
        around = ground.reshape(-1, 3).mean(axis=0)
        ink = self._colour()
        outlined = r.random() < (0.5 if fancy else 0.08)
        for _ in range(8):
            if abs(float((ink - around).mean())) > (45 if r.random() < 0.3 else 75) or outlined:
                break
            ink = self._colour()
        ink_sheet = np.empty_like(ground)
        ink_sheet[:] = ink
        if fancy and r.random() < 0.35:  # gradient or foil
            if r.random() < 0.5:
                ink_sheet += _ramp(high, -1)[:, None, None] * n.uniform(-80, 80, 3).astype(np.float32)
            else:
                bands = np.sin(np.linspace(0, r.uniform(3, 14), wide, dtype=np.float32) + r.uniform(0, 6))
                ink_sheet += bands[None, :, None] * r.uniform(15, 60)
        alpha = mask.astype(np.float32)[:, :, None] / 255
        if r.random() < (0.3 if fancy else 0.05):  # shadow
            shift = np.array([[1, 0, r.uniform(-5, 6)], [0, 1, r.uniform(-4, 6)]], np.float32)
            shadow = cv2.warpAffine(mask, shift, (wide, high))
            if r.random() < 0.6:
                shadow = cv2.GaussianBlur(shadow, (0, 0), r.uniform(0.6, 3))
            cover = np.asarray(shadow, dtype=np.float32)[:, :, None] / 255 * r.uniform(0.4, 1)
            ground = _over(ground, self._colour(), cover)
        if outlined:
            rim = self._colour()
            for _ in range(8):
                if abs(float((rim - ink).mean())) > 55:
                    break
                rim = self._colour()
            for size in sorted((r.randint(3, 11) for _ in range(r.choice((1, 1, 2)))), reverse=True):
                grown = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
                cover = np.asarray(grown, dtype=np.float32)[:, :, None] / 255
                ground = _over(ground, rim, cover)
                rim = self._colour() if abs(float((rim - ink).mean())) > 200 else rim
        if fancy and r.random() < 0.06:  # letters of an outline alone
            inner = cv2.erode(mask, np.ones((4, 4), np.uint8))
            alpha = alpha - np.asarray(inner, dtype=np.float32)[:, :, None] / 255
        return _over(ground, ink_sheet, alpha)

    def _finish(self, sheet: Floats) -> Bytes:
        """From the print to the cut-out strip: perspective, light, lens, sensor, file."""
        r, n = self.r, self.n
        high, wide = sheet.shape[:2]
        if r.random() < 0.7:
            reach = r.uniform(0, 0.12) * high
            corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
            moved = corners + n.uniform(-reach, reach, (4, 2)).astype(np.float32)
            matrix = cv2.getPerspectiveTransform(corners, moved)
            seen = cv2.warpPerspective(sheet, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
            sheet = np.asarray(seen, dtype=np.float32)
        # Small print comes with few pixels and is enlarged when it is cut out.
        rows = HEIGHT if r.random() < 0.45 else r.randint(13, 40)
        width = max(16, round(wide * HEIGHT / high * r.uniform(0.9, 1.1)))
        small = (max(8, round(width * rows / HEIGHT)), rows)
        sheet = np.asarray(cv2.resize(sheet, small, interpolation=cv2.INTER_AREA), dtype=np.float32)
        sheet = self._light(sheet)
        scale = rows / HEIGHT
        kind = r.random()
        if kind < 0.4:
            sheet = np.asarray(cv2.GaussianBlur(sheet, (0, 0), max(0.3, r.uniform(0.4, 1.7) * scale)), dtype=np.float32)
        elif kind < 0.5:
            length = r.randint(2, max(2, int(6 * scale)))
            kernel = np.zeros((length, length), np.float32)
            if r.random() < 0.5:
                kernel[length // 2] = 1 / length
            else:
                np.fill_diagonal(kernel, 1 / length)
            sheet = np.asarray(cv2.filter2D(sheet, -1, kernel), dtype=np.float32)
        if r.random() < 0.6:
            sheet = sheet + n.standard_normal((*sheet.shape[:2], r.choice((1, 3))), dtype=np.float32) * r.uniform(1, 14)
        picture = np.clip(sheet, 0, 255).astype(np.uint8)
        if r.random() < 0.5:
            packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, r.randint(22, 90)])[1]
            picture = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
        method = cv2.INTER_CUBIC if rows < HEIGHT else cv2.INTER_AREA
        return np.asarray(cv2.resize(picture, (width, HEIGHT), interpolation=method), dtype=np.uint8)

    def _light(self, sheet: Floats) -> Floats:
        r = self.r
        high, wide = sheet.shape[:2]
        if r.random() < 0.4:
            sheet = sheet + np.linspace(r.uniform(-50, 50), r.uniform(-50, 50), wide, dtype=np.float32)[None, :, None]
        if r.random() < 0.3:  # weak contrast
            sheet = sheet * r.uniform(0.45, 1) + r.uniform(0, 80)
        if r.random() < 0.12:  # a reflection
            y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
            spot = ((x - r.uniform(0, wide)) / (r.uniform(0.3, 2.5) * high)) ** 2
            spot = spot + ((y - r.uniform(0, high)) / (r.uniform(0.2, 1.2) * high)) ** 2
            sheet = sheet + (np.exp(-spot) * r.uniform(60, 230))[:, :, None]
        if r.random() < 0.2:  # colour of the lamp
            sheet = sheet * self.n.uniform(0.75, 1.15, 3).astype(np.float32)
        return sheet


def _over(ground: Floats, ink: Floats, cover: npt.NDArray[np.floating]) -> Floats:
    """Ink laid over a ground, as far as it covers."""
    return np.asarray(ground * (1 - cover) + ink * cover, dtype=np.float32)


def _ramp(count: int, first: float = 0) -> Floats:
    """Numbers that rise evenly to 1."""
    return np.linspace(first, 1, count, dtype=np.float32)


def _whole(text: str, font: ImageFont.FreeTypeFont) -> Bytes | None:
    """A text as coverage, cut to its ink."""
    left, top, right, bottom = font.getbbox(text)
    if right - left < 2 or bottom - top < 2:
        return None
    sheet = Image.new("L", (int(right - left) + 4, int(bottom - top) + 4))
    ImageDraw.Draw(sheet).text((2 - left, 2 - top), text, font=font, fill=255)
    return np.asarray(sheet)
