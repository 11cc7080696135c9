"""Packs as bodies in space: flat face, pillow pouch, cup, can, bottle, tube; and how a camera sees them.

A pack's own frame has its origin in the middle of the printed face, x to the right, y down, h towards the viewer, in
millimetres. The camera stands at the origin and looks along z.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from tests.eval.photos.ground import cloud

Array = npt.NDArray[np.float64]
_GRID = 160
"""Cells of a pouch's relief along each side."""


@dataclass(frozen=True)
class Pose:
    """Where a pack is before the camera: rotation (3 × 3), middle in millimetres, focal length in pixels."""

    rotation: Array
    place: Array
    focal: float
    centre: tuple[float, float]

    def project(self, points: Array) -> Array:
        """Points of the pack (… × 3: x, y, h) → pixels (… × 2)."""
        local = np.stack([points[..., 0], points[..., 1], -points[..., 2]], axis=-1)
        seen = local @ self.rotation.T + self.place
        depth = np.maximum(seen[..., 2:], 1.0)
        return np.asarray(seen[..., :2] / depth * self.focal + np.array(self.centre))

    def rays(self, pixels: Array) -> tuple[Array, Array]:
        """For pixels (… × 2) the eye and the directions in the pack's frame."""
        ways = np.concatenate(
            [(pixels - np.array(self.centre)) / self.focal, np.ones((*pixels.shape[:-1], 1))], axis=-1
        )
        flip = np.array([1.0, 1.0, -1.0])
        return np.asarray((-self.place @ self.rotation) * flip), np.asarray((ways @ self.rotation) * flip)


def turned(pitch: float, yaw: float, roll: float) -> Array:
    """Rotation by angles in degrees: nod, turn, then roll in the picture."""
    a, b, c = (math.radians(value) for value in (pitch, yaw, roll))
    nod = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    swing = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    spin = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    return np.asarray(spin @ swing @ nod)


@dataclass(frozen=True)
class Solid:
    """A flat face of a box or card; its print is `width` × `height` millimetres."""

    width: float
    height: float
    depth: float = 0.0
    """How thick the pack is behind the face."""

    def lift(self, u: Array, v: Array) -> Array:
        """Points of the print (millimetres from its left upper corner) → points in space."""
        return np.stack([u - self.width / 2, v - self.height / 2, np.zeros_like(u)], axis=-1)

    def hit(self, eye: Array, ways: Array) -> tuple[Array, Array, Array]:
        """Where rays meet the face: u, v in millimetres of the print, and a margin, negative where they miss."""
        t = -eye[2] / np.where(np.abs(ways[..., 2]) < 1e-6, -1e-6, ways[..., 2])
        u = eye[0] + t * ways[..., 0] + self.width / 2
        v = eye[1] + t * ways[..., 1] + self.height / 2
        return u, v, np.ones_like(u)

    def normal(self, u: Array, v: Array) -> Array:
        """Unit vectors away from the face."""
        return np.stack([np.zeros_like(u), np.zeros_like(u), np.ones_like(u)], axis=-1)


@dataclass(frozen=True)
class Round(Solid):
    """Print around a cup, can, bottle or tube, `turn` radians of it brought to the middle."""

    radius: float = 40.0
    taper: float = 0.0
    """How much wider the top is than the middle, as a share; negative for narrower."""
    turn: float = 0.0

    def _radius(self, y: Array) -> Array:
        return self.radius * (1 - 2 * self.taper * y / self.height)

    def lift(self, u: Array, v: Array) -> Array:
        """Points of the print → points in space."""
        angle = (u - self.width / 2) / self.radius + self.turn
        y = v - self.height / 2
        wide = self._radius(y)
        return np.stack([wide * np.sin(angle), y, wide * np.cos(angle) - self.radius], axis=-1)

    def hit(self, eye: Array, ways: Array) -> tuple[Array, Array, Array]:
        """Where rays meet the cone: the nearer root of a quadratic."""
        slope = -2 * self.taper * self.radius / self.height
        ox, oy, oh = eye[0], eye[1], eye[2] + self.radius
        dx, dy, dh = ways[..., 0], ways[..., 1], ways[..., 2]
        rim = self.radius + slope * oy
        a = dx**2 + dh**2 - (slope * dy) ** 2
        b = 2 * (ox * dx + oh * dh - rim * slope * dy)
        c = ox**2 + oh**2 - rim**2
        inside = b**2 - 4 * a * c
        t = (-b - np.sqrt(np.maximum(inside, 0))) / (2 * a)
        x, y, h = ox + t * dx, oy + t * dy, oh + t * dh
        angle = np.arctan2(x, h) - self.turn
        reach = np.sqrt(inside.clip(0)) / (np.abs(b) + 1e-9) - 1e-3
        return angle * self.radius + self.width / 2, y + self.height / 2, np.where(inside > 0, reach, -1.0)

    def normal(self, u: Array, v: Array) -> Array:
        """Unit vectors away from the wall."""
        angle = (u - self.width / 2) / self.radius + self.turn
        return np.stack([np.sin(angle), np.zeros_like(u), np.cos(angle)], axis=-1)


@dataclass(frozen=True)
class Pouch(Solid):
    """A pillow bag: bulging, with wrinkles that run from its seams, and dents."""

    bulge: float = 12.0
    crumple: float = 1.0
    """Height of the wrinkles in millimetres."""
    seed: int = 0

    def relief(self) -> npt.NDArray[np.float32]:
        """Height over the plane of the seams, _GRID × _GRID."""
        made = _RELIEFS.get(self)
        if made is None:
            made = _relief(self)
            _RELIEFS.clear()
            _RELIEFS[self] = made
        return made

    def _height(self, u: Array, v: Array) -> Array:
        x = np.clip(u / self.width * (_GRID - 1), 0, _GRID - 1).astype(np.float32)
        y = np.clip(v / self.height * (_GRID - 1), 0, _GRID - 1).astype(np.float32)
        flat = cv2.remap(self.relief(), x.reshape(len(x), -1), y.reshape(len(y), -1), cv2.INTER_LINEAR)
        return np.asarray(flat, np.float64).reshape(u.shape)

    def lift(self, u: Array, v: Array) -> Array:
        """Points of the print → points in space; the bag draws in a little where it bulges."""
        return np.stack([u - self.width / 2, v - self.height / 2, self._height(u, v)], axis=-1)

    def hit(self, eye: Array, ways: Array) -> tuple[Array, Array, Array]:
        """Where rays meet the bag, by stepping from plane to plane."""
        high = np.full(ways.shape[:-1], self.bulge / 2)
        u = v = high
        for _ in range(9):
            t = (high - eye[2]) / ways[..., 2]
            u = eye[0] + t * ways[..., 0] + self.width / 2
            v = eye[1] + t * ways[..., 1] + self.height / 2
            high = 0.35 * high + 0.65 * self._height(u, v)
        return u, v, np.ones_like(u)

    def normal(self, u: Array, v: Array) -> Array:
        """Unit vectors away from the bag."""
        step = 1.5 * max(self.width, self.height) / _GRID
        x = (self._height(u - step, v) - self._height(u + step, v)) / (2 * step)
        y = (self._height(u, v - step) - self._height(u, v + step)) / (2 * step)
        length = np.sqrt(x**2 + y**2 + 1)
        return np.stack([x / length, y / length, 1 / length], axis=-1)


_RELIEFS: dict[Pouch, npt.NDArray[np.float32]] = {}


def _relief(pouch: Pouch) -> npt.NDArray[np.float32]:
    rng = np.random.default_rng(pouch.seed)
    ys, xs = np.mgrid[0:_GRID, 0:_GRID].astype(np.float32) / (_GRID - 1)
    pillow = (np.sin(np.pi * xs).clip(0) ** 0.45) * (np.sin(np.pi * ys).clip(0) ** 0.6) * pouch.bulge
    lumps = cloud((_GRID, _GRID), 4, pouch.seed) * pouch.crumple * 1.2
    folds = np.zeros_like(xs)
    for _ in range(int(rng.integers(8, 22))):
        edge = rng.integers(0, 4)
        x, y = (rng.uniform(), float(edge % 2)) if edge < 2 else (float(edge % 2), rng.uniform())
        way = math.atan2(0.5 - y, 0.5 - x) + rng.uniform(-0.7, 0.7)
        along = (xs - x) * math.cos(way) + (ys - y) * math.sin(way)
        across = -(xs - x) * math.sin(way) + (ys - y) * math.cos(way)
        long, thin = rng.uniform(0.1, 0.38), rng.uniform(0.008, 0.022)
        ridge = np.exp(-((across / thin) ** 2)) * np.clip(1 - np.abs(along) / long, 0, 1)
        folds += rng.choice((-0.7, 1.0)) * ridge
    return np.asarray(pillow + (lumps + folds * pouch.crumple) * (0.35 + 0.65 * np.sin(np.pi * ys)), np.float32)
