"""Pictures without text: the grounds of packs, the surfaces that they lie on, food, landscapes, abstract patterns."""

from __future__ import annotations

import random

import cv2
import numpy as np
import numpy.typing as npt

from bot.photo import Pixels
from tests.eval.photos.ink import Colour

Field = npt.NDArray[np.float32]


def cloud(shape: tuple[int, int], cells: float, seed: int) -> Field:
    """Smooth noise of about `cells` lumps along the longer side, −1 to 1."""
    height, width = shape
    scale = max(height, width) / max(cells, 1.0)
    small = (max(2, round(height / scale) + 2), max(2, round(width / scale) + 2))
    rough = np.random.default_rng(seed).uniform(-1, 1, small).astype(np.float32)
    return np.asarray(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def tint(colour: Colour, by: int, chance: random.Random) -> Colour:
    """A colour moved by up to `by`."""
    r, g, b = (min(255, max(0, part + chance.randint(-by, by))) for part in colour)
    return r, g, b


def pack_ground(width: int, height: int, colours: tuple[Colour, Colour, Colour], chance: random.Random) -> Pixels:
    """The picture behind a front: a run of colour, rays or bands, and what is to be eaten or looks like it."""
    shrink = 3
    shape = (max(16, height // shrink), max(16, width // shrink))
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    angle = chance.uniform(0, 2 * np.pi)
    run = (np.cos(angle) * xs / shape[1] + np.sin(angle) * ys / shape[0]) * 0.7 + 0.5
    run = np.clip(run, 0, 1)[..., None]
    ground = np.array(colours[0], np.float32) * (1 - run) + np.array(colours[1], np.float32) * run
    pattern = chance.choice(("rays", "bands", "dots", "none", "none", "cloud", "split"))
    cx, cy = shape[1] * chance.uniform(0.3, 0.7), shape[0] * chance.uniform(0.3, 0.8)
    if pattern == "rays":
        rays = np.sin(np.arctan2(ys - cy, xs - cx) * chance.choice((12, 18, 24))) > 0
        ground += rays[..., None] * chance.uniform(8, 26)
    elif pattern == "bands":
        bands = np.sin((xs * np.cos(angle) + ys * np.sin(angle)) / shape[1] * chance.uniform(20, 60)) > 0.3
        ground += bands[..., None] * chance.uniform(-22, 22)
    elif pattern == "dots":
        pitch = shape[1] / chance.randint(9, 22)
        dots = ((xs % pitch - pitch / 2) ** 2 + (ys % pitch - pitch / 2) ** 2) < (pitch * 0.28) ** 2
        ground += dots[..., None] * chance.uniform(-20, 28)
    elif pattern == "cloud":
        ground += cloud(shape, chance.uniform(3, 9), chance.randrange(1 << 30))[..., None] * 30
    elif pattern == "split":
        ground = np.where(
            (ys > cy + 20 * np.sin(xs / shape[1] * 6))[..., None], np.array(colours[2], np.float32), ground
        )
    picture = np.clip(ground, 0, 255).astype(np.uint8)
    size = chance.uniform(0.28, 0.48) * min(shape)
    if chance.random() < 0.8:
        food(picture, (int(cx), int(shape[0] * chance.choice((0.24, 0.7, 0.78)))), size, chance)
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def food(picture: Pixels, centre: tuple[int, int], size: float, chance: random.Random) -> None:
    """Something served: a bowl of noodles, crisps, fruit, leaves, drops."""
    kind = chance.choice(("noodles", "crisps", "fruit", "leaves", "drops"))
    cx, cy = centre
    if kind == "noodles":
        cv2.ellipse(picture, centre, (int(size * 1.15), int(size * 0.8)), 0, 0, 360, tint((40, 34, 32), 30, chance), -1)
        cv2.ellipse(picture, centre, (int(size), int(size * 0.66)), 0, 0, 360, tint((170, 60, 24), 30, chance), -1)
        for _ in range(46):
            middle = (cx + round(chance.gauss(0, size * 0.32)), cy + round(chance.gauss(0, size * 0.2)))
            axes = (round(size * chance.uniform(0.2, 0.6)), round(size * chance.uniform(0.1, 0.3)))
            colour = tint((226, 150, 66), 34, chance)
            turn, start = chance.uniform(0, 180), chance.uniform(0, 360)
            cv2.ellipse(picture, middle, axes, turn, start, start + 190, colour, max(1, round(size / 26)), cv2.LINE_AA)
    for _ in range({"noodles": 9, "crisps": 16, "fruit": 6, "leaves": 18, "drops": 14}[kind]):
        x, y = cx + round(chance.gauss(0, size * 0.5)), cy + round(chance.gauss(0, size * 0.35))
        share = {
            "noodles": (0.06, 0.05),
            "crisps": (0.34, 0.24),
            "fruit": (0.3, 0.28),
            "leaves": (0.26, 0.07),
            "drops": (0.12, 0.12),
        }[kind]
        colour = tint(
            {
                "noodles": (80, 140, 50),
                "crisps": (232, 176, 74),
                "fruit": (226, 96, 84),
                "leaves": (62, 128, 58),
                "drops": (224, 238, 246),
            }[kind],
            28,
            chance,
        )
        turn = chance.uniform(0, 180)
        wide, high = round(size * share[0]), round(size * share[1])
        shade = tint((round(colour[0] * 0.7), round(colour[1] * 0.7), round(colour[2] * 0.7)), 6, chance)
        cv2.ellipse(picture, (x + 2, y + 3), (wide, high), turn, 0, 360, shade, -1, cv2.LINE_AA)
        cv2.ellipse(picture, (x, y), (wide, high), turn, 0, 360, colour, -1, cv2.LINE_AA)
        light = (min(255, colour[0] + 40), min(255, colour[1] + 40), min(255, colour[2] + 40))
        spot = (x - wide // 4, y - high // 4)
        cv2.ellipse(picture, spot, (max(1, wide // 3), max(1, high // 4)), turn, 0, 360, light, -1, cv2.LINE_AA)


def surface(shape: tuple[int, int], chance: random.Random) -> Pixels:
    """What packs lie on: wood, cloth, cardboard, stone, steel. Small; the camera enlarges it."""
    kind = chance.choice(("wood", "wood", "cloth", "cardboard", "stone", "steel", "paper"))
    seed = chance.randrange(1 << 30)
    height, width = shape
    base: Colour = {
        "wood": (150, 106, 66),
        "cloth": (120, 128, 142),
        "cardboard": (176, 140, 98),
        "stone": (150, 148, 144),
        "steel": (160, 164, 168),
        "paper": (226, 224, 218),
    }[kind]
    lift = chance.randint(-40, 40)
    base = tint((base[0] + lift, base[1] + lift, base[2] + lift), 10, chance)
    lumps = cloud(shape, 5, seed) * 12
    fine = np.random.default_rng(seed + 1).normal(0, 5, shape).astype(np.float32)
    if kind == "wood":
        streaks = cloud((height, 48), 60, seed + 2)
        grain = np.asarray(cv2.resize(streaks, (width, height)), np.float32) * 26
        boards = (np.arange(height) % (height // 5) < 2)[:, None] * -40.0
        lumps = lumps + grain + boards
    elif kind == "cloth":
        ys, xs = np.mgrid[0:height, 0:width]
        lumps = lumps + np.sin(xs * 1.3) * 7 + np.sin(ys * 1.3) * 7
    elif kind == "cardboard":
        lumps = lumps + np.sin(np.arange(width) * 0.55)[None] * 3
    elif kind == "steel":
        lumps = lumps + np.asarray(cv2.resize(cloud((height, 2), 90, seed + 3), (width, height)), np.float32) * 9
    picture = np.array(base, np.float32)[None, None] + (lumps + fine)[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)


def shelf(shape: tuple[int, int], chance: random.Random) -> tuple[Pixels, list[int]]:
    """A shop's shelf with rows of coloured goods out of focus, and where the boards run (rows of the picture)."""
    height, width = shape
    picture = np.full((height, width, 3), tint((70, 68, 66), 24, chance), np.uint8)
    rows = chance.choice((2, 3))
    boards = [round(height * (index + 0.84) / rows) for index in range(rows)]
    top = 0
    for board in boards:
        x = chance.randint(-30, 0)
        while x < width:
            wide = round(width * chance.uniform(0.07, 0.15))
            high = round((board - top) * chance.uniform(0.68, 0.92))
            colour = tint(
                chance.choice(((190, 40, 36), (230, 180, 60), (50, 110, 70), (60, 80, 150), (220, 214, 200))),
                30,
                chance,
            )
            for copy in range(chance.randint(1, 3)):
                left = x + copy * (wide + 3)
                cv2.rectangle(picture, (left, board - high), (left + wide, board), colour, -1)
                label = (left + wide // 6, board - high + high // 5, left + wide - wide // 6, board - high + high // 3)
                cv2.rectangle(picture, label[:2], label[2:], tint((240, 234, 220), 20, chance), -1)
                middle = (left + wide // 2, board - high // 3)
                cv2.ellipse(picture, middle, (wide // 3, high // 7), 0, 0, 360, tint((180, 110, 60), 50, chance), -1)
                cv2.line(picture, (left + wide, board - high), (left + wide, board), (30, 28, 26), 2)
                x = left + wide + 3
            x += chance.randint(0, 8)
        cv2.rectangle(
            picture, (0, board), (width, board + round(height * 0.045)), tint((214, 212, 206), 16, chance), -1
        )
        cv2.line(picture, (0, board), (width, board), (110, 108, 104), 2)
        top = board + round(height * 0.045)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), chance.uniform(2, 4.5)), np.uint8), boards


def landscape(shape: tuple[int, int], chance: random.Random) -> Pixels:
    """Sky, hills, water or a field."""
    height, width = shape
    ramp = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    high, low = tint((92, 140, 200), 40, chance), tint((220, 214, 206), 30, chance)
    picture = (np.array(high) * (1 - ramp) + np.array(low) * ramp) * np.ones((1, width, 1), np.float32)
    picture += np.maximum(cloud(shape, 7, chance.randrange(1 << 30)), 0)[..., None] * 60
    for layer in range(4):
        line = (
            height * (0.35 + 0.14 * layer)
            + cloud((2, width), 4 + 3 * layer, chance.randrange(1 << 30))[0] * height * 0.09
        )
        below = np.arange(height)[:, None] > line[None]
        colour = np.array(tint((70 - 8 * layer, 110 - 10 * layer, 80 - 12 * layer), 16, chance), np.float32)
        texture = cloud(shape, 60 + 60 * layer, chance.randrange(1 << 30))[..., None] * (6 + 5 * layer)
        picture = np.where(below[..., None], colour + texture, picture)
    return np.clip(picture, 0, 255).astype(np.uint8)


def abstract(shape: tuple[int, int], chance: random.Random) -> Pixels:
    """Generated art: folded waves of colour."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32) / height
    phase = cloud(shape, chance.uniform(2, 6), chance.randrange(1 << 30)) * chance.uniform(2, 5)
    channels = [
        128
        + 120 * np.sin(phase * chance.uniform(1, 3) + xs * chance.uniform(-6, 6) + ys * chance.uniform(-6, 6) + index)
        for index in range(3)
    ]
    return np.asarray(np.clip(np.stack(channels, axis=-1), 0, 255), dtype=np.uint8)


def dish(shape: tuple[int, int], chance: random.Random) -> Pixels:
    """A plate of food on a table, seen from above."""
    picture = surface(shape, chance)
    height, width = shape
    for _ in range(chance.choice((1, 1, 2, 3))):
        centre = (round(width * chance.uniform(0.3, 0.7)), round(height * chance.uniform(0.3, 0.7)))
        size = height * chance.uniform(0.2, 0.42)
        cv2.circle(picture, (centre[0] + 6, centre[1] + 10), int(size * 1.12), (60, 54, 50), -1, cv2.LINE_AA)
        cv2.circle(picture, centre, int(size * 1.12), tint((236, 234, 230), 12, chance), -1, cv2.LINE_AA)
        cv2.circle(picture, centre, int(size * 0.8), tint((214, 212, 208), 12, chance), 2, cv2.LINE_AA)
        food(picture, centre, size * 0.7, chance)
        food(picture, centre, size * 0.6, chance)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.8), np.uint8)
