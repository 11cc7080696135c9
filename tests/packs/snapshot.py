"""A photo of packs as an officer would take it: tilted, unevenly lit, blurred, noisy, compressed, on a busy table.

Everything is drawn from a seed, so that a test sees the same photo on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from bot.photo import Pixels

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class View:
    """How a photo is taken. The defaults are a careful photo; every figure is drawn anew around them from the seed."""

    size: tuple[int, int] = (1600, 1200)
    """Width and height in pixels."""
    share: float = 0.4
    """Of the photo's area that the pack covers."""
    angle: float = 0.0
    """Degrees by which the pack is turned, give or take ten."""
    tilt: float = 0.07
    """How far each corner may lie off, as a share of the pack's side."""
    light: float = 0.5
    """How much brighter one side is than the other, as a share."""
    tint: float = 0.1
    """How far the colours of the light may be off."""
    blur: tuple[float, float] = (0.5, 1.4)
    """Least and greatest standard deviation of the lens, in pixels."""
    noise: float = 4.0
    """Standard deviation of the sensor, in grey levels."""
    glare: int = 0
    """Burnt-out spots on the pack."""
    shadow: bool = False
    """Whether a shadow with a hard edge lies on the pack."""
    covered: float = 0.0
    """Share of the pack's side that a hand covers."""
    bend: float = 0.0
    """How far the pack bulges like a can or a filled bag, as a share of its side."""
    crumple: float = 0.0
    """How far film is pushed about by folds, as a share of the pack's side."""


@dataclass(frozen=True)
class Snapshot:
    """A photo and, for each pack, where a point of it went: pack pixels → photo pixels.

    With `bend` or `crumple` the matrix says where the flat pack would lie.
    """

    pixels: Pixels
    matrices: tuple[Matrix, ...]


def take(packs: Sequence[Pixels], seed: int, view: View | None = None) -> Snapshot:
    """Photograph packs side by side on a table.

    Args:
        packs: the flat packs, RGB.
        seed: of everything that is left to chance.
        view: how the photo is taken.
    """
    view = view or View()
    rng = np.random.default_rng(seed)
    photo = _table(rng, view.size)
    matrices = []
    for number, pack in enumerate(packs):
        bent, alpha = _bent(pack, view, rng)
        matrix = _place(pack, number, len(packs), view, rng)
        mask = cv2.warpPerspective(alpha, matrix, view.size)
        # Shrinking by a warp skips pixels, so what is much larger than its picture is shrunk before.
        small = min(1.0, 1.6 * float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))))
        part = cv2.resize(bent, None, fx=small, fy=small, interpolation=cv2.INTER_AREA)
        moved = cv2.warpPerspective(part, matrix @ np.diag([1 / small, 1 / small, 1]), view.size)
        photo = np.where(mask[..., None] > 127, moved, photo)
        matrices.append(matrix)
    lit = _lit(photo.astype(np.float32), matrices, packs, view, rng)
    return Snapshot(_exposed(lit, view, rng), tuple(matrices))


def moved(box: tuple[float, float, float, float], matrix: Matrix) -> npt.NDArray[np.float64]:
    """The four corners of a frame of the pack in the photo."""
    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
    return np.asarray(cv2.perspectiveTransform(corners, matrix)[0])


def _table(rng: np.random.Generator, size: tuple[int, int]) -> Pixels:
    coarse = rng.integers(40, 200, (size[1] // 60, size[0] // 60, 3)).astype(np.uint8)
    table = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    for _ in range(25):
        words = "".join(chr(code) for code in rng.integers(65, 90, 7))
        place = (int(rng.integers(size[0])), int(rng.integers(size[1])))
        scale = float(rng.uniform(0.7, 2.5)) * size[0] / 1600
        colour = tuple(int(part) for part in rng.integers(0, 255, 3))
        cv2.putText(table, words, place, cv2.FONT_HERSHEY_SIMPLEX, scale, colour, max(2, int(scale * 2)), cv2.LINE_AA)
    return np.asarray(table, np.uint8)


def _bent(pack: Pixels, view: View, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """The pack pushed about in its own plane, and where it is not empty."""
    height, width = pack.shape[:2]
    alpha = np.full((height, width), 255, np.uint8)
    if not (view.bend or view.crumple):
        return pack, alpha
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along = (x / width - 0.5) * 2
    # A bulge draws both sides in and lifts the middle of each line.
    from_x = x + view.bend * width * 0.5 * (along**3 - along) * float(rng.choice((-1, 1)))
    from_y = y + view.bend * height * 0.5 * (along**2 - 0.5)
    for _ in range(6 if view.crumple else 0):
        turn, phase = rng.uniform(0, 2 * np.pi, 2)
        waves, away = rng.uniform(1.5, 5), view.crumple * width * rng.uniform(0.2, 0.5)
        wave = np.sin(2 * np.pi * waves * (np.cos(turn) * x + np.sin(turn) * y) / width + phase) * away
        from_x, from_y = from_x + np.cos(turn) * wave, from_y + np.sin(turn) * wave
    maps = from_x.astype(np.float32), from_y.astype(np.float32)
    return np.asarray(cv2.remap(pack, *maps, cv2.INTER_LINEAR)), np.asarray(cv2.remap(alpha, *maps, cv2.INTER_LINEAR))


def _place(pack: Pixels, number: int, count: int, view: View, rng: np.random.Generator) -> Matrix:
    """Where the corners of a pack go."""
    (wide, high), (height, width) = view.size, pack.shape[:2]
    room = wide / count
    scale = np.sqrt(view.share * room * high / (width * height))
    turn = np.deg2rad(view.angle + rng.uniform(-10, 10))
    around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    corners = (corners * (1 + rng.uniform(-view.tilt, view.tilt, (4, 2)))) @ around.T
    # A pack that would not fit is shown smaller, unless it is to fill the frame.
    reach = float(np.max(np.ptp(corners, axis=0) / (room, high)))
    if view.share < 0.8:
        scale = min(scale, 0.97 / reach)
    spare = np.maximum(0, (room, high) - np.ptp(corners * scale, axis=0)) / 2
    centre = np.array([room * (number + 0.5), high / 2]) + rng.uniform(-0.9, 0.9, 2) * spare
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return np.asarray(cv2.getPerspectiveTransform(flat, (corners * scale + centre).astype(np.float32)))


def _lit(
    photo: npt.NDArray[np.floating[Any]],
    matrices: Sequence[Matrix],
    packs: Sequence[Pixels],
    view: View,
    rng: np.random.Generator,
) -> npt.NDArray[np.floating[Any]]:
    wide, high = view.size
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    slope = np.cos(turn) * (x / wide - 0.5) + np.sin(turn) * (y / high - 0.5)
    photo = photo * (float(rng.uniform(0.75, 1.05)) * (1 + view.light * slope))[..., None].astype(np.float32)
    photo = photo * (1 + rng.uniform(-view.tint, view.tint, 3)).astype(np.float32)
    for matrix, pack in zip(matrices, packs, strict=True):
        height, width = pack.shape[:2]
        size = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2])))) * width
        spots = [moved((*at, *at), matrix)[0] for at in rng.uniform(0.15, 0.85, (view.glare, 2)) * (width, height)]
        for place in spots:
            round_, long = size * rng.uniform(0.05, 0.12), rng.uniform(0.5, 2)
            spot = np.exp(-(((x - place[0]) / round_) ** 2) - ((y - place[1]) / (round_ * long)) ** 2)
            photo = photo + (230 * spot)[..., None]
        if view.shadow:
            turn, place = rng.uniform(0, 2 * np.pi), moved((width / 2, height / 2) * 2, matrix)[0]
            beyond = np.cos(turn) * (x - place[0]) + np.sin(turn) * (y - place[1])
            photo = photo * (0.55 + 0.45 / (1 + np.exp(-beyond / (size * 0.015))))[..., None]
        if view.covered:
            edge, across = rng.uniform(0.2, 0.8), view.covered
            hand = [(0, edge * height), (across * width, (edge + 0.5) * height), (0, (edge + 0.7) * height)]
            outline = np.array([moved((*at, *at), matrix)[0] for at in hand], np.int32)
            cv2.fillPoly(photo, [outline], (150, 110, 90))
    return np.asarray(photo, np.float32)


def _exposed(photo: npt.NDArray[np.floating[Any]], view: View, rng: np.random.Generator) -> Pixels:
    seen = np.asarray(cv2.GaussianBlur(photo, (0, 0), rng.uniform(*view.blur)))
    seen = np.asarray(seen + view.noise * rng.standard_normal(seen.shape, np.float32))
    tone = 255 * np.power(np.clip(seen / 255, 0, 1), rng.uniform(0.85, 1.2))
    quality = int(rng.choice((60, 75, 85)))
    picture = np.ascontiguousarray(np.clip(tone, 0, 255).astype(np.uint8)[..., ::-1])
    _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert decoded is not None  # it was packed a line before
    return np.asarray(np.ascontiguousarray(decoded[..., ::-1]), np.uint8)
