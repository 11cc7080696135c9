"""What a phone's camera does to the scene: light of the shop, glare, shadow, blur, noise, sharpening, JPEG."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from bot.photo import Pixels
from tests.eval.photos.ground import cloud

_COARSE = 16


@dataclass(frozen=True)
class Shot:
    """How the photo is taken; lengths in pixels of the photo."""

    focus: float = 0.8
    """Standard deviation of the blur."""
    motion: float = 0.0
    motion_angle: float = 0.0
    exposure: float = 1.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    vignette: float = 0.1
    shadow: float = 0.0
    glare: tuple[tuple[float, float, float, float, float], ...] = ()
    """Bright spots: x, y, length, width (shares of the frame), angle."""
    uneven: float = 0.1
    """How far the light differs from place to place."""
    noise: float = 3.0
    sharpen: float = 0.0
    quality: int = 85
    seed: int = 0

    @property
    def blur(self) -> float:
        """Focus and motion together: a smear of length L spreads by L/√12."""
        return math.hypot(self.focus, self.motion / math.sqrt(12))


def shoot(chance: random.Random, hard: float = 1.0) -> Shot:
    """A shot as people take them, more careless with a higher `hard`."""
    warm = chance.gauss(0, 0.06)
    glare: tuple[tuple[float, float, float, float, float], ...] = ()
    if chance.random() < 0.3 * hard:
        glare = tuple(
            (
                chance.uniform(0.25, 0.75),
                chance.uniform(0.25, 0.75),
                chance.uniform(0.02, 0.09),
                chance.uniform(0.008, 0.03),
                chance.uniform(0, math.pi),
            )
            for _ in range(chance.choice((1, 1, 2)))
        )
    dark = chance.random() < 0.15 * hard
    return Shot(
        focus=min(3.2, 0.55 + chance.expovariate(1 / (0.3 * hard))),
        motion=chance.uniform(3, 5 + 6 * hard) if chance.random() < 0.15 * hard else 0.0,
        motion_angle=chance.uniform(0, math.pi),
        exposure=chance.uniform(0.42, 0.7) if dark else chance.uniform(0.92, 1.25),
        cast=(1 + warm, 1.0 + chance.gauss(0, 0.015), 1 - warm),
        vignette=chance.uniform(0, 0.3),
        shadow=chance.uniform(0.2, 0.5) if chance.random() < 0.25 * hard else 0.0,
        glare=glare,
        noise=chance.uniform(5, 10) if dark else chance.uniform(1.5, 5),
        sharpen=chance.choice((0.0, 0.4, 0.8)),
        quality=chance.randint(60, 92),
        seed=chance.randrange(1 << 30),
    )


def expose(scene: Pixels, shot: Shot) -> Pixels:
    """The scene as the sensor and the phone's software give it, before compression."""
    height, width = scene.shape[:2]
    coarse = (height // _COARSE + 1, width // _COARSE + 1)
    size = (width, height)
    ys, xs = np.mgrid[-1 : 1 : coarse[0] * 1j, -1 : 1 : coarse[1] * 1j]
    light = shot.exposure * (1 - shot.vignette * (xs**2 + ys**2) / 2)
    light = light * (1 + shot.uneven * cloud(coarse, 2, shot.seed))
    if shot.shadow:
        edge = cloud(coarse, 2, shot.seed + 1) + 0.8 * (xs * math.cos(shot.seed) + ys * math.sin(shot.seed))
        light = light * (1 - shot.shadow / (1 + np.exp(-8 * edge)))
    tinted = np.clip(np.stack([light * part for part in shot.cast], axis=-1) * 128, 0, 255).astype(np.uint8)
    seen = cv2.multiply(scene, cv2.resize(tinted, size), scale=1 / 128)
    if shot.glare:
        spots = np.zeros(coarse, np.float32)
        for x, y, long, thin, angle in shot.glare:
            dx, dy = (xs + 1) / 2 - x, ((ys + 1) / 2 - y) * height / width
            along, across = dx * math.cos(angle) + dy * math.sin(angle), dy * math.cos(angle) - dx * math.sin(angle)
            spots += np.exp(-(((along / long) ** 2 + (across / thin) ** 2) ** 0.8))
        bright = np.clip(spots * 330, 0, 255).astype(np.uint8)
        seen = cv2.add(seen, cv2.merge([cv2.resize(bright, size)] * 3))
    if shot.motion > 1:
        seen = cv2.filter2D(seen, -1, _smear(shot))
    if shot.focus > 0.3:
        seen = cv2.GaussianBlur(seen, (0, 0), shot.focus)
    seen = cv2.add(seen, _noise(shot, height, width), dtype=cv2.CV_8U)
    if shot.sharpen:
        seen = cv2.addWeighted(seen, 1 + shot.sharpen, cv2.GaussianBlur(seen, (0, 0), 1.6), -shot.sharpen, 0)
    return np.asarray(seen, np.uint8)


def _smear(shot: Shot) -> np.ndarray:
    side = 2 * math.ceil(shot.motion / 2) + 1
    kernel = np.zeros((side * 4, side * 4), np.float32)
    middle, reach = side * 2, shot.motion * 2
    way = np.array([math.cos(shot.motion_angle), math.sin(shot.motion_angle)]) * reach
    ends = [tuple(round(middle + sign * part) for part in way) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 4)
    small = np.asarray(cv2.resize(kernel, (side, side), interpolation=cv2.INTER_AREA), np.float32)
    return small / float(small.sum())


def _noise(shot: Shot, height: int, width: int) -> np.ndarray:
    """Grain of the sensor after the phone's smoothing: one tile, repeated out of step."""
    rng = np.random.default_rng(shot.seed + 2)
    grain = rng.normal(0, shot.noise, (523, 541, 3)).astype(np.float32)
    grain = 0.6 * grain + 0.9 * np.asarray(cv2.GaussianBlur(grain, (0, 0), 1.2), np.float32)
    tile = np.clip(grain, -60, 60).astype(np.int16)
    return np.tile(tile, (height // 523 + 1, width // 541 + 1, 1))[:height, :width]


def develop(picture: Pixels, quality: int) -> bytes:
    """The JPEG file."""
    done, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return data.tobytes()
