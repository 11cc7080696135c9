"""Putting packs before the camera: bodies for goods, poses, price tags, fingers."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import cv2
import numpy as np

from tests.eval.photos import words
from tests.eval.photos.art import Art
from tests.eval.photos.frame import Finish, Frame, Placed
from tests.eval.photos.ground import tint
from tests.eval.photos.ink import Colour, Look, Type
from tests.eval.photos.solid import Pose, Pouch, Round, Solid, turned

FORMS = ("box", "pouch", "cup", "can", "bottle", "tube", "jar", "card")
_SKIN: tuple[Colour, ...] = ((236, 196, 170), (222, 176, 146), (198, 146, 112), (150, 104, 78), (104, 70, 52))


@dataclass(frozen=True)
class Body:
    """A pack without print: its solid, its skin, and the width of the part that is designed as a front."""

    solid: Solid
    finish: Finish
    panel: float


def body(form: str, chance: random.Random) -> Body:
    """A pack of a form, in millimetres as they are sold."""
    gloss = Finish(chance.uniform(0.05, 0.35), chance.choice((12.0, 30.0, 60.0)))
    if form in ("box", "card"):
        width, height = (54, 86) if form == "card" else (chance.uniform(70, 170), chance.uniform(90, 230))
        return Body(Solid(width, height, 0.6 if form == "card" else chance.uniform(20, 60)), gloss, width)
    if form == "pouch":
        width, height = chance.uniform(110, 180), chance.uniform(130, 230)
        foil = chance.choice((0.0, 0.0, 0.4, 0.9))
        skin = Finish(chance.uniform(0.2, 0.8), chance.choice((14.0, 30.0, 50.0)), foil)
        pouch = Pouch(
            width, height, bulge=chance.uniform(6, 22), crumple=chance.uniform(0.4, 1.8), seed=chance.randrange(1 << 30)
        )
        return Body(pouch, skin, width)
    radius, height, taper = {
        "cup": (chance.uniform(42, 52), chance.uniform(85, 115), 0.1),
        "can": (33.0, chance.uniform(95, 120), 0.0),
        "bottle": (chance.uniform(32, 38), chance.uniform(75, 100), 0.0),
        "tube": (chance.uniform(17, 24), chance.uniform(110, 150), -0.04),
        "jar": (chance.uniform(32, 40), chance.uniform(42, 60), 0.0),
    }[form]
    solid = Round(
        math.pi * radius * 1.16, height, 1.0 if form == "bottle" else 0.0, radius, taper, chance.gauss(0, 0.16)
    )
    return Body(solid, Finish(chance.uniform(0.15, 0.7), chance.choice((20.0, 60.0))), 2.0 * radius)


def pose_for(
    made: Body, fill: float, angles: tuple[float, float, float], at: tuple[float, float], size: tuple[int, int]
) -> tuple[Pose, float]:
    """Where a pack stands so that it takes a share of the frame, and its pixels a millimetre there."""
    focal = 0.78 * max(size)
    wide = 2 * made.solid.radius if isinstance(made.solid, Round) else made.solid.width
    scale = math.sqrt(fill * size[0] * size[1] / (wide * made.solid.height))
    depth = focal / scale
    centre = (size[0] / 2, size[1] / 2)
    x, y = (at[0] * size[0] - centre[0]) / focal * depth, (at[1] * size[1] - centre[1]) / focal * depth
    return Pose(turned(*angles), np.array([x, y, depth]), focal, centre), scale


def around(art: Art, solid: Solid) -> Art:
    """Art for the front of a round pack, widened with its own ground so that it reaches around."""
    more = round(solid.width * art.scale) - art.pixels.shape[1]
    if more <= 1:
        return art
    left = more // 2
    blurred = cv2.blur(art.pixels, (1, max(3, art.pixels.shape[0] // 5)))
    pixels = cv2.copyMakeBorder(blurred, 0, 0, left, more - left, cv2.BORDER_REPLICATE)
    pixels[:, left : left + art.pixels.shape[1]] = art.pixels
    art.pixels = np.asarray(pixels, np.uint8)
    for line in art.lines:
        line.outline[:, 0] += left
    for code in art.codes:
        code.outline[:, 0] += left
    art.changes = [(name, outline + np.array([left, 0])) for name, outline in art.changes]
    return art


def price_tag(scale: float, chance: random.Random) -> Art:
    """The card on a shelf's edge."""
    colour = chance.choice(((252, 250, 244), (255, 230, 60), (226, 30, 40)))
    art = Art(np.full((round(38 * scale), round(62 * scale), 3), colour, np.uint8), scale, "scene")
    ink: Colour = (255, 250, 240) if sum(colour) < 400 else (24, 24, 26)
    name = chance.choice(("오늘의 특가", "행사상품", "1+1 증정", "신선코너", "회원할인", "가격인하"))
    price = f"{chance.randint(9, 189) * 100:,}원"
    art.write(Type(name, "hahmlet-800", 6), (31, 9), Look(ink), ("print", "Hang", None))
    art.write(Type(price, "gasoek-one-400", 12), (31, 24), Look(ink), ("print", "Hang", None))
    art.write(Type(words.digits(chance, 8), "orbit-400", 3), (20, 34), Look(ink), ("small", "Zyyy", None))
    return art


def fingers(frame: Frame, placed: Placed, chance: random.Random) -> None:
    """A hand that holds a pack: fingers over one edge, or a thumb."""
    solid = placed.solid
    half = solid.radius if isinstance(solid, Round) else solid.width / 2
    scale = float(placed.pose.focal / placed.pose.place[2])
    thick = 17 * scale
    side = chance.choice((-1, 1))
    count = chance.choice((1, 1, 3, 4))
    skin = np.array(tint(chance.choice(_SKIN), 12, chance), np.float32)
    first = chance.uniform(-0.1, 0.25) * solid.height
    for index in range(count):
        y = first + index * 18.5
        reach = half * (1 - chance.uniform(0.08, 0.2)) if count > 1 else half * (1 - chance.uniform(0.2, 0.4))
        tip, root = np.array([side * reach, y, 8.0]), np.array([side * (half + 420), y + chance.uniform(0, 60), -60.0])
        _finger(frame, placed.pose.project(np.stack([tip, root])), thick * chance.uniform(0.9, 1.1), skin)


def _finger(frame: Frame, ends: np.ndarray, thick: float, skin: np.ndarray) -> None:
    """One finger from tip to root, rounded by its shading, with a nail."""
    low = np.maximum(np.floor(ends.min(axis=0) - thick).astype(int), 0)
    high = np.minimum(np.ceil(ends.max(axis=0) + thick).astype(int), [frame.width, frame.height])
    if (high - low).min() < 4:
        return
    step = 4
    ys, xs = np.mgrid[low[1] : high[1] : step, low[0] : high[0] : step].astype(np.float32)
    way = ends[1] - ends[0]
    length = float(np.linalg.norm(way)) + 1e-6
    way = way / length
    dx, dy = xs - ends[0][0], ys - ends[0][1]
    along, across = dx * way[0] + dy * way[1], dy * way[0] - dx * way[1]
    away = np.hypot(np.minimum(along, 0), across) / (thick / 2)
    mask = np.clip((1 - away) * 6, 0, 1)
    shade = np.sqrt(np.clip(1 - np.minimum(away, 1) ** 2, 0.05, 1))
    crease = 1 - 0.1 * np.exp(-(((along - 1.6 * thick) / (0.05 * thick)) ** 2))
    colour = skin * (0.5 + 0.5 * shade * crease)[..., None]
    nail = ((along - 0.12 * thick) / (0.42 * thick)) ** 2 + (across / (0.3 * thick)) ** 2 < 1
    colour = np.where(nail[..., None], colour * 0.55 + np.array((250, 214, 206)) * 0.45, colour).astype(np.float32)
    size = (int(high[0] - low[0]), int(high[1] - low[1]))
    window = (slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0])))
    frame.cover(cv2.resize(mask.astype(np.float32), size), cv2.resize(colour, size), window)
