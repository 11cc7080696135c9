"""The training brand before the camera: its genuine front, and its practice copies with something wrong.

What is wrong on a copy is found by laying its picture over the genuine one; both are drawn, so nothing else differs.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from PIL import Image

from bot.photo import Pixels
from kb.settings import get_settings
from tests.eval.photos.art import Art
from tests.eval.photos.frame import Finish, Frame
from tests.eval.photos.ground import surface
from tests.eval.photos.ink import Points
from tests.eval.photos.scene import Body, fingers, pose_for
from tests.eval.photos.solid import Solid

GUIDE = "training-barley-chips"
WIDTH = 150.0
"""Millimetres across the pack."""
_CLEAR = 48
"""Grey levels, in any colour, from which two pictures differ beyond their compression."""
_NEAR = 24
"""Pixels of the pictures within which differences belong together."""


@dataclass(frozen=True)
class Copy:
    """A picture of the pack, and the frames in it (four corners each) that are not as on the genuine one."""

    name: str
    pixels: Pixels
    wrong: tuple[Points, ...]


@lru_cache(maxsize=1)
def copies() -> tuple[Copy, ...]:
    """The genuine front first, then the copies of it; none where the project has no training brand."""
    folder = get_settings().guides / "training" / GUIDE
    if not (folder / "front.jpg").exists():
        return ()
    front = np.asarray(Image.open(folder / "front.jpg").convert("RGB"))
    made = [Copy("front", front, ())]
    for path in sorted(folder.glob("practice-*.jpg")):
        pixels = np.asarray(Image.open(path).convert("RGB"))
        if pixels.shape != front.shape:
            continue
        apart = cv2.absdiff(cv2.GaussianBlur(front, (0, 0), 1.5), cv2.GaussianBlur(pixels, (0, 0), 1.5)).max(axis=2)
        mask = np.asarray(cv2.dilate((apart > _CLEAR).astype(np.uint8), np.ones((_NEAR, _NEAR), np.uint8)), np.uint8)
        if mask.mean() < 0.3:  # or it is the other side of the pack
            made.append(Copy(path.stem, pixels, _frames(mask)))
    return tuple(made)


def _frames(mask: Pixels) -> tuple[Points, ...]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    rest = _NEAR / 2
    boxes = [(x + rest, y + rest, x + wide - rest, y + high - rest) for x, y, wide, high, _ in stats[1:].tolist()]
    return tuple(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float) for x0, y0, x1, y1 in boxes)


def make(changed: bool, size: tuple[int, int], chance: random.Random) -> Frame:
    """A front of the training brand in a hand or on a table; one of its copies if `changed`."""
    genuine, *wrong = copies()
    copy = chance.choice(wrong) if changed else genuine
    scale = copy.pixels.shape[1] / WIDTH
    changes = [(copy.name, outline.copy()) for outline in copy.wrong]
    art = Art(copy.pixels.copy(), scale, "front", changes=changes, guide=GUIDE, reference=GUIDE)
    solid = Solid(WIDTH, copy.pixels.shape[0] / scale, chance.uniform(20, 60))
    made = Body(solid, Finish(chance.uniform(0.05, 0.3), chance.choice((12.0, 30.0))), WIDTH)
    frame = Frame.over(surface((size[1] // 4, size[0] // 4), chance), size, chance)
    roll = chance.choice((0.0, 0.0, 90.0, -90.0)) + chance.gauss(0, 5)
    pose, _ = pose_for(
        made, chance.uniform(0.15, 0.55), (chance.gauss(0, 8), chance.gauss(0, 8), roll), (0.5, 0.5), size
    )
    placed = frame.put(art, solid, pose, made.finish)
    if chance.random() < 0.3:
        fingers(frame, placed, chance)
    return frame
