"""A pack's print: a sheet in millimetres that text, pictures, tables and codes are put on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import barcode
import cv2
import numpy as np
import segno

from bot.photo import Pixels
from tests.eval.photos import fonts
from tests.eval.photos.ink import Colour, Inked, Look, Points, Type, set_line
from tests.eval.photos.truth import Kind, Side


@dataclass(frozen=True)
class Coded:
    """A code on pack art, outline and module in pixels of the art."""

    format: str
    text: str
    outline: Points
    module: float
    guide: str | None = None


@dataclass
class Art:
    """A printed sheet. `scale` is in pixels a millimetre."""

    pixels: Pixels
    scale: float
    side: Side
    lines: list[Inked] = field(default_factory=list)
    codes: list[Coded] = field(default_factory=list)
    changes: list[tuple[str, Points]] = field(default_factory=list)
    guide: str | None = None
    reference: str | None = None

    @property
    def width(self) -> float:
        """In millimetres."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """In millimetres."""
        return float(self.pixels.shape[0] / self.scale)

    def write(self, line: Type, at: tuple[float, float], look: Look, note: tuple[Kind, str, str | None]) -> bool:
        """Letter a line, its middle at `at`; size and place in millimetres; `note` is kind, script, guide."""
        size = line.size * self.scale
        text = fonts.kept(line.face, line.text)
        placed = set_line(self.pixels, Type(text, line.face, size), (at[0] * self.scale, at[1] * self.scale), look)
        if placed is None:
            return False
        kind, script, guide = note
        self.lines.append(Inked(text, script, kind, self.side, placed[0], placed[1], guide))
        return True

    def start(self, line: Type, at: tuple[float, float], ink: Colour, note: tuple[Kind, str, str | None]) -> float:
        """Print a plain line that begins at `at` (left, middle of its height); its width in millimetres."""
        wide = measure(line, self.scale)
        self.write(line, (at[0] + wide / 2, at[1]), Look(ink), note)
        return wide

    def fill(self, box: tuple[float, float, float, float], colour: Colour, outline: Colour | None = None) -> None:
        """A filled rectangle (left, top, right, bottom) in millimetres."""
        x0, y0, x1, y1 = (round(value * self.scale) for value in box)
        cv2.rectangle(self.pixels, (x0, y0), (x1, y1), colour, -1)
        if outline is not None:
            cv2.rectangle(self.pixels, (x0, y0), (x1, y1), outline, max(1, round(0.25 * self.scale)))

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, thick: float = 0.2) -> None:
        """A straight line in millimetres."""
        one, other = ((round(x * self.scale), round(y * self.scale)) for x, y in (start, end))
        cv2.line(self.pixels, one, other, colour, max(1, round(thick * self.scale)), cv2.LINE_AA)

    def ean13(self, digits: str, at: tuple[float, float], chance: random.Random, guide: str | None) -> None:
        """An EAN-13 with its digits, left upper corner at `at`, in one of the sizes that GS1 allows (80 to 120%)."""
        module = chance.choice((0.264, 0.297, 0.33))
        code = barcode.get("ean13", digits[:12])
        bars = np.array([0 if bit == "1" else 1 for bit in code.build()[0]], np.uint8)
        high = chance.uniform(9, 18)
        wide = len(bars) * module
        left, top = at[0] + 11 * module, at[1] + 1
        self.fill((at[0], at[1], at[0] + wide + 18 * module, at[1] + high + 4.2), (252, 252, 250))
        self._blocks(bars[None], (left, top, wide, high))
        ink, size = (20, 20, 22), 2.7
        shown = f"{digits[0]} {digits[1:7]} {digits[7:]}"
        face = chance.choice(("orbit-400", "gowun-dodum-400"))
        self.write(Type(shown, face, size), (left + wide / 2 - 1, top + high + 1.6), Look(ink), ("small", "Zyyy", None))
        corners = np.array([[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]])
        self.codes.append(Coded("EAN-13", digits, corners * self.scale, module * self.scale, guide))

    def qr(self, text: str, at: tuple[float, float], side: float) -> None:
        """A QR code with its quiet zone; `side` in millimetres."""
        cells = np.where(np.array([list(row) for row in segno.make_qr(text).matrix]), 0, 1).astype(np.uint8)
        module = side / (len(cells) + 8)
        self.fill((at[0], at[1], at[0] + side, at[1] + side), (252, 252, 250))
        left, top, wide = at[0] + 4 * module, at[1] + 4 * module, len(cells) * module
        self._blocks(cells, (left, top, wide, wide))
        corners = np.array([[left, top], [left + wide, top], [left + wide, top + wide], [left, top + wide]])
        self.codes.append(Coded("QR Code", text, corners * self.scale, module * self.scale))

    def _blocks(self, cells: Pixels, box: tuple[float, float, float, float]) -> None:
        """Dark and light cells, area-averaged at the art's own resolution, so that no bar is widened by rounding."""
        x, y, wide, high = (round(value * self.scale) for value in box)
        if wide < 2 or high < 2 or y + high > self.pixels.shape[0] or x + wide > self.pixels.shape[1]:
            return
        times = max(1, -(-3 * wide // cells.shape[1]))
        big = np.repeat(cells, times, axis=1) * 255
        big = np.repeat(big, max(1, -(-3 * high // cells.shape[0])) if cells.shape[0] > 1 else 1, axis=0)
        grey = np.asarray(
            cv2.resize(big, (wide, max(1, high if cells.shape[0] > 1 else 1)), interpolation=cv2.INTER_AREA)
        )
        ink, paper = np.array((24, 22, 24)), np.array((252, 252, 250))
        part = (grey.reshape(-1, wide, 1) / 255.0) * (paper - ink) + ink
        self.pixels[y : y + high, x : x + wide] = part.astype(np.uint8)


def measure(line: Type, scale: float) -> float:
    """Width of a plain line in millimetres."""
    size = fonts.step(line.size * scale)
    x0, _, x1, _ = fonts.font(line.face, size).getbbox(fonts.kept(line.face, line.text))
    return float(x1 - x0) / size * line.size


def wrap(text: str, line: Type, scale: float, width: float) -> list[str]:
    """Break a text at spaces so that each line fits; a longer word is broken anywhere."""
    setting = fonts.font(line.face, fonts.step(line.size * scale))
    width *= setting.size / line.size
    rows, row = [], ""
    for word in text.split(" "):
        joined = f"{row} {word}".strip()
        if setting.getlength(joined) <= width:
            row = joined
            continue
        if row:
            rows.append(row)
        row = word
        while setting.getlength(row) > width and len(row) > 1:
            cut = next(n for n in range(len(row) - 1, 0, -1) if n == 1 or setting.getlength(row[:n]) <= width)
            rows.append(row[:cut])
            row = row[cut:]
    return [*rows, row] if row else rows
