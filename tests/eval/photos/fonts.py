"""The fonts of the rendered photos. Those in `tests/fonts/hangul` are held out: nothing is trained on them."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "fonts"
HELD_OUT = FONTS / "hangul"
PLAIN = ("gowun-dodum-400", "gowun-batang-400", "hahmlet-400", "orbit-400")
"""For small print and labels."""
BOLD = ("gowun-batang-700", "hahmlet-800", "gowun-dodum-400", "bagel-fat-one-400")
"""For headings, keys of tables, makers' names."""
DISPLAY = (
    "gasoek-one-400",
    "bagel-fat-one-400",
    "diphylleia-400",
    "black-and-white-picture-400",
    "east-sea-dokdo-400",
    "song-myung-400",
    "grandiflora-one-400",
    "moirai-one-400",
    "hahmlet-800",
    "gowun-batang-700",
)
"""For product names."""
DISPLAY_WEIGHTS = (5, 5, 2, 3, 4, 4, 1, 1, 4, 3)
"""Heavy faces stand on packs far more often than hairlines."""
OF_SCRIPT = {
    "Hani": ("foreign-serif.woff2", "foreign-sans.woff2"),
    "Kana": ("foreign-serif.woff2", "foreign-sans.woff2"),
    "Thai": ("../NotoSansThai-Regular.ttf",),
    "viet": ("../NotoSans-Regular.ttf",),
}


_STEPS = (14, 20, 30, 45, 68, 100, 150, 220, 330, 480)


def step(size: float) -> int:
    """The least size of a short ladder that is not smaller: opening a packed font takes long, so few sizes are opened
    and their letters made smaller."""
    return next((one for one in _STEPS if one >= size), _STEPS[-1])


@lru_cache(maxsize=64)
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font by its file's name (`.woff2` if no suffix is given), in pixels."""
    path = HELD_OUT / (name if "." in name else f"{name}.woff2")
    return ImageFont.truetype(str(path), size)


@lru_cache(maxsize=8192)
def has(name: str, letter: str) -> bool:
    """Whether a font has a letter."""
    if letter.isspace():
        return True
    setting = font(name, _STEPS[1])
    drawn, missing = setting.getmask(letter), setting.getmask("\U0010fffd")
    return bool(drawn.size != missing.size or bytes(drawn) != bytes(missing))


def kept(name: str, text: str) -> str:
    """A text without the letters that a font lacks."""
    return "".join(letter for letter in text if has(name, letter)).strip()


def display(chance: random.Random) -> str:
    """A face for a product name."""
    return chance.choices(DISPLAY, DISPLAY_WEIGHTS)[0]


def for_script(script: str, chance: random.Random, otherwise: str) -> str:
    """A face that has the letters of a script; `otherwise` for Hangul and Latin."""
    return chance.choice(OF_SCRIPT[script]) if script in OF_SCRIPT else otherwise
