"""Lettering: text set straight, arched, slanted, swelling or stacked, with outline, shadow, gradient, on pack art."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from bot.photo import Pixels
from tests.eval.photos.fonts import font, step
from tests.eval.photos.truth import Kind, Side

Colour = tuple[int, int, int]
Points = npt.NDArray[np.float64]
Grey = npt.NDArray[np.uint8]
_SAMPLES = 7
"""Points along each edge of a line's outline, enough to follow a cup."""


@dataclass(frozen=True)
class Look:
    """How a line is lettered; lengths in shares of the letter height."""

    fill: Colour
    lower: Colour | None = None
    """The colour that the fill runs into at the foot."""
    outline: Colour | None = None
    outline_width: float = 0.07
    shadow: Colour | None = None
    shadow_shift: tuple[float, float] = (0.06, 0.08)
    shadow_soft: float = 0.0
    slant: float = 0.0
    """Shear to the right."""
    rise: float = 0.0
    """Turn against the clock, in degrees."""
    arch: float = 0.0
    """Angle of the whole arc in radians; negative hangs."""
    swell: float = 0.0
    """How much taller the middle stands than the ends."""
    wave: float = 0.0
    squeeze: float = 1.0
    """Width by what the font gives."""
    jitter: float = 0.0
    """Letters dance by this much."""
    spacing: float = 0.0


@dataclass(frozen=True)
class Type:
    """A line to be set: its text, a font of `tests.eval.photos.fonts`, the font's size in pixels of the art."""

    text: str
    face: str
    size: float


@dataclass(frozen=True)
class Inked:
    """A line on pack art. `outline` is an N × 2 array in pixels of the art: along the top, back along the foot."""

    text: str
    script: str
    kind: Kind
    side: Side
    outline: Points
    height: float
    guide: str | None = None


def letters(line: Type, look: Look, stroke: float) -> tuple[Grey, Grey, tuple[int, int, int, int]]:
    """Masks of the letters and of their outline, and the box of the letters in them."""
    text, size = line.text, step(line.size)
    factor = line.size / size
    setting = font(line.face, size)
    stroke = max(1, round(stroke / factor)) if stroke else 0
    gap = look.spacing * size
    loose = bool(look.jitter or gap)
    length = sum(setting.getlength(letter) + gap for letter in text) if loose else setting.getlength(text)
    x0, y0, x1, y1 = setting.getbbox(text)
    pad = stroke + round(look.jitter * size) + 2
    wide, high = int(max(length, x1 - x0)) + 2 * pad + 2, int(y1 - y0) + 2 * pad + 2
    face_mask = Image.new("L", (wide, high), 0)
    edge_mask = Image.new("L", (wide, high), 0)
    on_face, on_edge = ImageDraw.Draw(face_mask), ImageDraw.Draw(edge_mask)
    x, y = pad - (0 if loose else x0), pad - y0
    pieces = [(text, x, 0)]
    if loose:
        places = np.cumsum([0.0] + [setting.getlength(letter) + gap for letter in text])
        dance = [round(look.jitter * size * math.sin(2.4 * index + len(text))) for index in range(len(text))]
        pieces = [(letter, x + float(places[index]), dance[index]) for index, letter in enumerate(text)]
    for letter, left, shift in pieces:
        on_face.text((left, y + shift), letter, 255, font=setting)
        if stroke:
            on_edge.text((left, y + shift), letter, 255, font=setting, stroke_width=stroke)
    end = x + length - gap if loose else pad + (x1 - x0)
    box = tuple(round(part * factor) for part in (pad, pad, end, pad + y1 - y0))
    shown = (max(2, round(wide * factor)), max(2, round(high * factor)))
    masks = [
        np.asarray(cv2.resize(np.asarray(mask), shown, interpolation=cv2.INTER_AREA), np.uint8)
        for mask in (face_mask, edge_mask)
    ]
    return masks[0], masks[1], (box[0], box[1], box[2], box[3])


def _forward(look: Look, box: tuple[int, int, int, int]) -> Callable[[Points], Points]:
    """Where a point of the straight line goes, about the middle of the line."""
    x0, y0, x1, y1 = box
    middle, centre, half = (x0 + x1) / 2, (y0 + y1) / 2, max((x1 - x0) / 2, 1.0)
    cos, sin = math.cos(math.radians(look.rise)), math.sin(math.radians(look.rise))

    def place(points: Points) -> Points:
        x, y = (points[..., 0] - middle) * look.squeeze, points[..., 1] - centre
        along = np.clip(x / (half * look.squeeze), -1.3, 1.3)
        y = y * (1 + look.swell * (1 - along**2))
        y = y + look.wave * (y1 - y0) * np.sin(along * 2.6)
        if look.arch:
            radius = 2 * half * look.squeeze / look.arch
            angle = x / radius
            x, y = (radius - y) * np.sin(angle), radius - (radius - y) * np.cos(angle)
        x = x - look.slant * y
        return np.stack([cos * x + sin * y, cos * y - sin * x], axis=-1)

    return place


def _bend(mask: Grey, inverse: npt.NDArray[np.float32]) -> Grey:
    return np.asarray(cv2.remap(mask, inverse[..., 0], inverse[..., 1], cv2.INTER_LINEAR, borderValue=0), np.uint8)


def set_line(art: Pixels, line: Type, at: tuple[float, float], look: Look) -> tuple[Points, float] | None:
    """Letter a line onto art, its middle at `at`.

    Args:
        art: the pack's print, changed in place.
        line: what is set.
        at: x and y of the line's middle.
        look: how it is lettered.

    Returns:
        Its outline in the art and the letters' height, or None if it is too small to be drawn or leaves the art.
    """
    size = line.size
    if size < 3 or not line.text.strip():
        return None
    stroke = max(1, round(look.outline_width * size)) if look.outline else 0
    mask, edge, box = letters(line, look, stroke)
    place = _forward(look, box)
    x0, y0, x1, y1 = box
    top = np.stack([np.linspace(x0, x1, _SAMPLES), np.full(_SAMPLES, y0)], axis=-1).astype(float)
    foot = np.stack([np.linspace(x1, x0, _SAMPLES), np.full(_SAMPLES, y1)], axis=-1).astype(float)
    outline = place(np.concatenate([top, foot]))
    margin = stroke + round(0.16 * size) + 3
    low = np.floor(outline.min(axis=0)).astype(int) - margin
    high = np.ceil(outline.max(axis=0)).astype(int) + margin
    left, up = round(at[0]) + int(low[0]), round(at[1]) + int(low[1])
    right, down = left + int(high[0] - low[0]), up + int(high[1] - low[1])
    if left < -margin or up < -margin or right > art.shape[1] + margin or down > art.shape[0] + margin:
        return None
    bent = bool(look.slant or look.rise or look.arch or look.swell or look.wave or look.squeeze != 1)
    if bent:
        inverse = _invert(place, box, low, high, mask.shape)
        mask = _bend(mask, inverse)
        edge = _bend(edge, inverse) if stroke else edge
    else:
        mask, edge = (_framed(part, box, low, high) for part in (mask, edge))
    _print(art, (mask, edge if stroke else None), (left, up), look, size)
    shift = np.array([round(at[0]), round(at[1])], float)
    return outline + shift, float((y1 - y0) * (1 + look.swell * 0.5))


def _framed(mask: Grey, box: tuple[int, int, int, int], low: Points, high: Points) -> Grey:
    """The unbent mask in the frame that a bent one would have."""
    x0, y0, x1, y1 = box
    dx, dy = round((x0 + x1) / 2 + float(low[0])), round((y0 + y1) / 2 + float(low[1]))
    out = np.zeros((int(high[1] - low[1]), int(high[0] - low[0])), np.uint8)
    sx, sy = max(0, -dx), max(0, -dy)
    part = mask[max(0, dy) : max(0, dy) + out.shape[0] - sy, max(0, dx) : max(0, dx) + out.shape[1] - sx]
    out[sy : sy + part.shape[0], sx : sx + part.shape[1]] = part
    return out


def _invert(
    place: Callable[[Points], Points], box: tuple[int, int, int, int], low: Points, high: Points, shape: tuple[int, ...]
) -> npt.NDArray[np.float32]:
    """For each pixel of the frame the point of the straight line that lands there, by Newton's steps."""
    pitch = 6
    xs = np.arange(int(low[0]), int(high[0]) + pitch, pitch, dtype=float)
    ys = np.arange(int(low[1]), int(high[1]) + pitch, pitch, dtype=float)
    goal = np.stack(np.meshgrid(xs, ys), axis=-1)
    x0, y0, x1, y1 = box
    guess = goal + np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    edges = np.array([[-0.3 * (x1 - x0), -2.0 * (y1 - y0)], [shape[1] + 0.3 * (x1 - x0), shape[0] + 2.0 * (y1 - y0)]])
    for _ in range(12):
        error = goal - place(guess)
        along = place(guess + np.array([1.0, 0.0])) - place(guess)
        down = place(guess + np.array([0.0, 1.0])) - place(guess)
        scale = along[..., 0] * down[..., 1] - along[..., 1] * down[..., 0]
        scale = np.where(np.abs(scale) < 0.05, 0.05, scale)
        dx = (error[..., 0] * down[..., 1] - error[..., 1] * down[..., 0]) / scale
        dy = (along[..., 0] * error[..., 1] - along[..., 1] * error[..., 0]) / scale
        guess = np.clip(guess + 0.9 * np.stack([dx, dy], axis=-1), edges[0], edges[1])
    lost = np.abs(goal - place(guess)).max(axis=-1) > 3
    guess[lost] = -100
    width, height = int(high[0] - low[0]), int(high[1] - low[1])
    warp = np.array([[pitch, 0, 0], [0, pitch, 0]], np.float32)
    whole = cv2.warpAffine(guess.astype(np.float32), warp, (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(whole, np.float32)


def _print(art: Pixels, masks: tuple[Grey, Grey | None], at: tuple[int, int], look: Look, size: float) -> None:
    """Lay shadow, outline and letters over the art."""
    mask, edge = masks
    body = edge if edge is not None else mask
    if look.shadow is not None:
        dx, dy = (round(part * size) for part in look.shadow_shift)
        soft = body
        if look.shadow_soft:
            soft = np.asarray(cv2.GaussianBlur(body, (0, 0), max(0.6, look.shadow_soft * size)), np.uint8)
        lay(art, soft, look.shadow, (at[0] + dx, at[1] + dy))
    if edge is not None and look.outline is not None:
        lay(art, edge, look.outline, at)
    lay(art, mask, look.fill, at, look.lower)


def lay(art: Pixels, mask: Grey, colour: Colour, at: tuple[int, int], lower: Colour | None = None) -> None:
    """Mix a colour into art through a mask; what leaves the art is cut off."""
    left, up = at
    y0, y1 = max(0, up), min(art.shape[0], up + mask.shape[0])
    x0, x1 = max(0, left), min(art.shape[1], left + mask.shape[1])
    if y0 >= y1 or x0 >= x1:
        return
    part = mask[y0 - up : y1 - up, x0 - left : x1 - left].astype(np.uint16)[..., None]
    ground = art[y0:y1, x0:x1]
    paint = np.array(colour, np.uint16)[None, None]
    if lower is not None:
        ramp = np.linspace(0, 1, mask.shape[0])[y0 - up : y1 - up, None, None]
        paint = (np.array(colour) * (1 - ramp) + np.array(lower) * ramp).astype(np.uint16)
    art[y0:y1, x0:x1] = ((ground * (255 - part) + paint * part + 127) // 255).astype(np.uint8)
