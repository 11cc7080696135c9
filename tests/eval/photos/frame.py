"""A photo in the making: packs are placed, lit and covered in it, and the truth about what is on them is kept."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import cv2
import numpy as np

from bot.photo import Pixels
from tests.eval.photos.art import Art
from tests.eval.photos.ground import Field
from tests.eval.photos.solid import Array, Pose, Round, Solid

_STEP = 4
"""Geometry and light are worked out at every fourth pixel and interpolated between."""
_OWN = 8
"""What lies uppermost is kept for every eighth pixel."""


@dataclass(frozen=True)
class Finish:
    """What the pack's skin does with light."""

    shine: float = 0.1
    """Strength of reflections, 0 to 1."""
    sharp: float = 20.0
    """How narrow they are."""
    foil: float = 0.0


@dataclass
class Placed:
    """A pack in the frame."""

    number: int
    art: Art
    solid: Solid
    pose: Pose


@dataclass
class Frame:
    """The picture with the packs that are in it; light comes from `light`, in the camera's frame."""

    pixels: Pixels
    owner: np.ndarray
    light: Array
    placed: list[Placed] = field(default_factory=list)

    @classmethod
    def over(cls, ground: Pixels, size: tuple[int, int], chance: random.Random) -> Frame:
        """A frame of (width, height) over a small picture that is enlarged to it."""
        width, height = size
        pixels = np.asarray(cv2.resize(ground, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        owner = np.zeros((height // _OWN + 1, width // _OWN + 1), np.int16)
        angle, high = chance.uniform(0, 2 * math.pi), chance.uniform(0.55, 0.9)
        flat = math.sqrt(1 - high**2)
        return cls(pixels, owner, np.array([flat * math.cos(angle), flat * math.sin(angle), -high]))

    @property
    def width(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self.pixels.shape[0])

    def put(self, art: Art, solid: Solid, pose: Pose, finish: Finish) -> Placed:
        """Place a pack: its shadow, its sides, its face."""
        placed = Placed(len(self.placed) + 1, art, solid, pose)
        self.placed.append(placed)
        self._shadow(placed)
        if isinstance(solid, Round):
            self._ends(placed)
        elif solid.depth:
            self._sides(placed)
        self._face(placed, finish)
        return placed

    def _rim(self, placed: Placed, back: float = 0.0) -> Array:
        """The outline of the printed face, `back` millimetres behind it."""
        solid = placed.solid
        steps = np.linspace(0, 1, 24)
        if isinstance(solid, Round):
            half = 0.5 * math.pi * solid.radius
            low, high = (
                solid.width / 2 - solid.turn * solid.radius - half,
                solid.width / 2 - solid.turn * solid.radius + half,
            )
        else:
            low, high = 0.0, solid.width
        u = np.concatenate(
            [low + (high - low) * steps, np.full(24, high), high - (high - low) * steps, np.full(24, low)]
        )
        v = np.concatenate([np.zeros(24), steps * solid.height, np.full(24, solid.height), (1 - steps) * solid.height])
        points = solid.lift(u, v)
        points[..., 2] -= back
        return placed.pose.project(points)

    def _own(self, polygon: Array, number: int) -> None:
        cv2.fillPoly(self.owner, [np.round(polygon / _OWN).astype(np.int32)], number)

    def _shadow(self, placed: Placed) -> None:
        rim = self._rim(placed)
        size = float(np.ptp(rim, axis=0).max())
        shift = self.light[:2] * -0.07 * size
        low = np.maximum((rim.min(axis=0) - 0.15 * size) // 8, 0).astype(int)
        high = ((rim.max(axis=0) + 0.15 * size) // 8).astype(int) + 1
        high = np.minimum(high, [self.width // 8, self.height // 8])
        if (high - low).min() < 4:
            return
        mask = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
        cv2.fillPoly(mask, [np.round((rim + shift) / 8 - low).astype(np.int32)], 150)
        soft = cv2.GaussianBlur(mask, (0, 0), max(1.5, size / 8 * 0.03))
        window = (slice(low[1] * 8, high[1] * 8), slice(low[0] * 8, high[0] * 8))
        dark = cv2.resize(255 - soft, ((high[0] - low[0]) * 8, (high[1] - low[1]) * 8))
        part = self.pixels[window]
        self.pixels[window] = cv2.multiply(part, cv2.merge([dark] * 3), scale=1 / 255)

    def _sides(self, placed: Placed) -> None:
        """The sides of a box, darker than its face."""
        face, rear = self._rim(placed), self._rim(placed, placed.solid.depth)
        edge = placed.art.pixels[:: max(1, placed.art.pixels.shape[0] - 1)].reshape(-1, 3).mean(axis=0)
        corners = (0, 24, 48, 72)
        middle = face.mean(axis=0)
        order = sorted(range(4), key=lambda side: -float(np.linalg.norm(rear[corners[side]] - middle)))
        hull = cv2.convexHull(np.concatenate([face, rear]).astype(np.float32))[:, 0]
        self._own(hull.astype(float), -1)
        for side in order:
            one, other = corners[side], corners[(side + 1) % 4]
            quad = np.array([face[one], face[other], rear[other], rear[one]])
            shade = edge * (0.45 + 0.16 * side)
            cv2.fillPoly(
                self.pixels, [np.round(quad).astype(np.int32)], tuple(float(part) for part in shade), cv2.LINE_AA
            )

    def _ends(self, placed: Placed) -> None:
        """The lid and the foot of a cup or can, and the neck of a bottle."""
        solid, pose = placed.solid, placed.pose
        assert isinstance(solid, Round)
        angle = np.linspace(0, 2 * math.pi, 60)
        for end, colour in ((solid.height / 2, (70, 68, 66)), (-solid.height / 2, (214, 212, 208))):
            wide = float(solid._radius(np.array(end))) * 1.02
            ring = np.stack([wide * np.sin(angle), np.full(60, end), wide * np.cos(angle) - solid.radius], axis=-1)
            seen = pose.project(ring)
            cv2.fillPoly(self.pixels, [np.round(seen).astype(np.int32)], colour, cv2.LINE_AA)
            inner = pose.project(ring * np.array([0.9, 1, 0.9]) - np.array([0, 0, 0.1 * solid.radius]))
            cv2.polylines(self.pixels, [np.round(inner).astype(np.int32)], True, (150, 148, 144), 3, cv2.LINE_AA)
            self._own(seen, -1)
        if solid.depth:  # a bottle: shoulders and neck above the print
            x = np.array([-1, -1, -0.9, -0.4, -0.38, 0.38, 0.4, 0.9, 1, 1]) * solid.radius
            y = -solid.height / 2 - np.array([0, 0.3, 0.6, 1.1, 2.2, 2.2, 1.1, 0.6, 0.3, 0]) * solid.radius
            glass = placed.art.pixels[0].mean(axis=0) * 0.5 + np.array([10, 30, 16])
            outline = pose.project(np.stack([x, y, np.full(10, -solid.radius)], axis=-1))
            cv2.fillPoly(
                self.pixels, [np.round(outline).astype(np.int32)], tuple(float(part) for part in glass), cv2.LINE_AA
            )
            self._own(outline, -1)

    def _face(self, placed: Placed, finish: Finish) -> None:
        """The print, seen through the camera, and the light on it."""
        rim = self._rim(placed)
        x0, y0 = np.maximum(np.floor(rim.min(axis=0)).astype(int) - 2, 0)
        x1, y1 = np.minimum(np.ceil(rim.max(axis=0)).astype(int) + 3, [self.width, self.height])
        if x1 - x0 < 8 or y1 - y0 < 8:
            return
        xs, ys = np.arange(x0, x1 + _STEP, _STEP, dtype=float), np.arange(y0, y1 + _STEP, _STEP, dtype=float)
        grid = np.stack(np.meshgrid(xs, ys), axis=-1)
        eye, ways = placed.pose.rays(grid)
        u, v, margin = placed.solid.hit(eye, ways)
        normal = placed.solid.normal(u, v)
        if isinstance(placed.solid, Round):
            margin = np.minimum(margin, normal[..., 2] - 0.03)
        bright, gleam = self._lit(placed, normal, ways, finish)
        size = (int(x1 - x0), int(y1 - y0))
        spread = np.array([[_STEP, 0, 0], [0, _STEP, 0]], np.float32)

        def whole(part: Array, dtype: type = np.float32) -> np.ndarray:
            return np.asarray(cv2.warpAffine(part.astype(dtype), spread, size, borderMode=cv2.BORDER_REPLICATE))

        scale, shape = placed.art.scale, placed.art.pixels.shape
        map_x, map_y = whole(u * scale - 0.5), whole(v * scale - 0.5)
        printed = cv2.remap(placed.art.pixels, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lit = cv2.multiply(printed, cv2.merge([whole(bright * 128, np.uint8)] * 3), scale=1 / 128)
        lit = cv2.add(lit, cv2.merge([whole(gleam, np.uint8)] * 3))
        inside = (map_x > -0.5) & (map_y > -0.5) & (map_x < shape[1] - 0.5) & (map_y < shape[0] - 0.5)
        if isinstance(placed.solid, Round):
            inside &= whole(margin) > 0
        window = (slice(int(y0), int(y1)), slice(int(x0), int(x1)))
        mask = inside.astype(np.uint8)
        cv2.copyTo(lit, mask, self.pixels[window])
        rows, columns = np.arange(-(-y0 // _OWN), y1 // _OWN), np.arange(-(-x0 // _OWN), x1 // _OWN)
        seen = inside[np.ix_(np.minimum(rows * _OWN - y0, size[1] - 1), np.minimum(columns * _OWN - x0, size[0] - 1))]
        area = self.owner[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        area[seen] = placed.number

    def _lit(self, placed: Placed, normal: Array, ways: Array, finish: Finish) -> tuple[Array, Array]:
        """Brightness (1 is the print's own) and reflections (0 to 255) over the face."""
        flip = np.array([1.0, 1.0, -1.0])
        light = (self.light @ placed.pose.rotation) * flip
        way = ways / np.linalg.norm(ways, axis=-1, keepdims=True)
        facing = np.clip(normal @ light, 0, 1)
        bright = 0.56 + 0.56 * facing
        back = way - 2 * (way * normal).sum(axis=-1, keepdims=True) * normal
        along = np.clip(back @ light, 0, 1)
        gleam = finish.shine * 255 * along**finish.sharp
        if finish.foil:
            # Foil mirrors the room: bands that run where the surface turns.
            bands = np.sin(9 * back[..., 0] + 4 * back[..., 1]) * np.sin(7 * back[..., 1])
            bright = bright * (1 + 0.35 * finish.foil * bands)
            gleam = gleam + finish.foil * 90 * np.clip(bands, 0, 1) ** 6
        return np.clip(bright, 0.1, 1.9), np.clip(gleam, 0, 255)

    def cover(self, mask: Field, colour: Field, window: tuple[slice, slice]) -> None:
        """Lay something over part of the picture, for instance fingers: mask 0 to 1, colour as a picture."""
        part = self.pixels[window].astype(np.float32)
        self.pixels[window] = (part * (1 - mask[..., None]) + colour * mask[..., None]).astype(np.uint8)
        rows = slice(-(-window[0].start // _OWN), window[0].stop // _OWN)
        columns = slice(-(-window[1].start // _OWN), window[1].stop // _OWN)
        solid = mask[rows.start * _OWN - window[0].start :: _OWN, columns.start * _OWN - window[1].start :: _OWN] > 0.3
        area = self.owner[rows, columns]
        area[solid[: area.shape[0], : area.shape[1]]] = -2
