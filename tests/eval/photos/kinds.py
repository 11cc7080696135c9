"""The kinds of photos, and how each is put together from its seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.eval.photos import goods as stock
from tests.eval.photos import negatives, planted
from tests.eval.photos.art import Art
from tests.eval.photos.back import add_sticker, draw_back
from tests.eval.photos.camera import Shot, develop, expose, shoot
from tests.eval.photos.frame import Finish, Frame
from tests.eval.photos.front import draw_front
from tests.eval.photos.goods import Goods
from tests.eval.photos.ground import shelf, surface
from tests.eval.photos.scene import Body, around, body, fingers, pose_for, price_tag
from tests.eval.photos.solid import Round, Solid
from tests.eval.photos.survey import changes_of, codes_of, lines_of
from tests.eval.photos.truth import Truth

FULL = (4000, 3000)
"""Twelve megapixels, as phones take them."""
_FORMS = {
    "food": ("pouch", "pouch", "box", "cup"),
    "laver": ("pouch", "box"),
    "drink": ("bottle", "can"),
    "card": ("card",),
    "cosmetic": ("tube", "jar", "box", "bottle"),
}


@dataclass(frozen=True)
class View:
    """How one pack is shown."""

    side: str
    forms: tuple[str, ...] = ()
    """Empty: as its goods are sold."""
    fill: tuple[float, float] = (0.18, 0.85)
    rolls: tuple[str, ...] = ("level", "level", "level", "quarter")
    hard: float = 1.0
    sticker: bool = False
    hand: bool = False
    invented: bool = False
    count: int = 1


KINDS: dict[str, View | str] = {
    "front-flat": View("front", ("box", "card", "box")),
    "front-pouch": View("front", ("pouch",)),
    "front-round": View("front", ("cup", "can", "bottle", "jar", "tube")),
    "front-small": View("front", fill=(0.03, 0.08), hard=0.7),
    "front-turned": View("front", rolls=("quarter", "quarter", "half", "any")),
    "front-hand": View("front", fill=(0.15, 0.5), hand=True),
    "front-hard": View("front", hard=2.2),
    "back-flat": View("back", ("box",), fill=(0.35, 0.9)),
    "back-pouch": View("back", ("pouch",), fill=(0.35, 0.9)),
    "back-round": View("back", ("cup", "can", "bottle", "jar"), fill=(0.3, 0.8)),
    "back-small": View("back", ("box", "pouch"), fill=(0.06, 0.16), hard=0.6),
    "back-turned": View("back", ("box", "pouch"), fill=(0.3, 0.9), rolls=("quarter", "quarter", "half", "any")),
    "back-hand": View("back", ("box", "pouch", "tube"), fill=(0.25, 0.6), hand=True),
    "back-hard": View("back", ("box", "pouch"), fill=(0.35, 0.9), hard=2.2),
    "sticker": View("back", ("box", "pouch"), fill=(0.35, 0.9), sticker=True),
    "pair": View("front", fill=(0.12, 0.3), count=2),
    "shelf": "shelf",
    "genuine": "genuine",
    "changed": "changed",
    "neg-brand": View("front", invented=True),
    "neg-back": View("back", ("box", "pouch"), fill=(0.35, 0.9), invented=True),
    "neg-shelf": "neg-shelf",
    "neg-empty": "neg-empty",
    "neg-dish": "dish",
    "neg-landscape": "landscape",
    "neg-abstract": "abstract",
    "neg-screen": "screen",
    "neg-document": "document",
}


def kinds() -> tuple[str, ...]:
    """The kinds that can be drawn; those of the training brand only where there is one."""
    missing = () if planted.copies() else ("genuine", "changed")
    return tuple(kind for kind in KINDS if kind not in missing)


@dataclass(frozen=True)
class Sample:
    """A photo as a JPEG file, and what is in it."""

    jpeg: bytes
    truth: Truth


def make(kind: str, seed: int, index: int, size: tuple[int, int] = FULL) -> Sample:
    """Render one photo; the same arguments give the same picture."""
    chance = random.Random(f"{kind}/{seed}/{index}")
    if chance.random() < 0.55:
        size = (size[1], size[0])
    view = KINDS[kind]
    parts: dict[str, float] = {}
    if isinstance(view, View):
        frame = _packs(view, size, chance, parts)
        shot = shoot(chance, view.hard)
    elif view in ("genuine", "changed"):
        frame, shot = planted.make(view == "changed", size, chance), shoot(chance, 0.7)
    elif view in ("shelf", "neg-shelf", "neg-empty"):
        frame = _shelf(view, size, chance)
        shot = shoot(chance, 0.8)
    else:
        frame, shot = negatives.make(view, size, chance)
    return _finished(f"{kind}-{seed}-{index}", kind, frame, shot, parts)


def _finished(name: str, kind: str, frame: Frame, shot: Shot, parts: dict[str, float]) -> Sample:
    picture = expose(frame.pixels, shot)
    blur = shot.blur
    lines = [line for placed in frame.placed for line in lines_of(frame, placed, picture, blur)]
    codes = [code for placed in frame.placed for code in codes_of(frame, placed, picture, blur)]
    changes = [change for placed in frame.placed for change in changes_of(placed)]
    guides = dict.fromkeys(placed.art.guide for placed in frame.placed if placed.art.guide)
    references = [placed.art.reference for placed in frame.placed if placed.art.reference]
    parts |= {"exposure": round(shot.exposure, 2), "glare": float(len(shot.glare)), "quality": float(shot.quality)}
    truth = Truth(
        name=name,
        kind=kind,
        width=frame.width,
        height=frame.height,
        blur=round(blur, 2),
        lines=tuple(lines),
        codes=tuple(codes),
        guides=tuple(guides),
        changes=tuple(changes),
        reference=references[0] if references else None,
        parts=parts,
    )
    return Sample(develop(picture, shot.quality), truth)


def _packs(view: View, size: tuple[int, int], chance: random.Random, parts: dict[str, float]) -> Frame:
    """One or two packs on a surface."""
    frame = Frame.over(surface((size[1] // 4, size[0] // 4), chance), size, chance)
    guides: list[str] = chance.sample(stock.covered_ids(), view.count)
    for index in range(view.count):
        goods = stock.invented(chance) if view.invented else stock.covered(chance, guides[index])
        form = chance.choice(view.forms or _FORMS[goods.kind])
        if goods.kind == "card" and view.side == "back":
            goods = stock.covered(chance, "buldak-ramen")
        made = body(form, chance)
        fill = chance.uniform(*view.fill)
        roll = _roll(chance.choice(view.rolls), chance)
        pitch = chance.gauss(0, 9) if not isinstance(made.solid, Round) else chance.uniform(-16, 4)
        yaw = chance.gauss(0, 10) if not isinstance(made.solid, Round) else 0.0
        place = ((0.5 + chance.gauss(0, 0.04)), (0.5 + chance.gauss(0, 0.04)))
        if view.count > 1:
            place = (0.27 + 0.46 * index, place[1]) if size[0] > size[1] else (place[0], 0.27 + 0.46 * index)
        elif fill < 0.2:
            place = (chance.uniform(0.25, 0.75), chance.uniform(0.25, 0.75))
        pose, scale = pose_for(made, fill, (pitch, yaw, roll), place, size)
        placed = frame.put(_print(goods, view, made, scale * 1.1, chance), made.solid, pose, made.finish)
        if view.hand:
            fingers(frame, placed, chance)
        parts |= {"fill": round(fill, 3), "roll": round(roll, 1), "pitch": round(pitch, 1), "yaw": round(yaw, 1)}
    return frame


def _roll(way: str, chance: random.Random) -> float:
    turn = {"level": 0.0, "quarter": chance.choice((90.0, -90.0)), "half": 180.0, "any": chance.uniform(-180, 180)}[way]
    return turn + chance.gauss(0, 4)


def _print(goods: Goods, view: View, made: Body, scale: float, chance: random.Random) -> Art:
    size = (made.panel, made.solid.height)
    art = draw_back(goods, size, scale, chance) if view.side == "back" else draw_front(goods, size, scale, chance)
    if view.sticker:
        add_sticker(art, chance)
    return around(art, made.solid)


def _shelf(view: str, size: tuple[int, int], chance: random.Random) -> Frame:
    """Packs side by side on a board, price tags below; or none, where it is empty."""
    ground, boards = shelf((size[1] // 4, size[0] // 4), chance)
    frame = Frame.over(ground, size, chance)
    board = chance.choice([one for one in boards if 4 * one > 0.4 * size[1]]) * 4
    count = 0 if view == "neg-empty" else chance.choice((2, 3, 3, 4))
    guides = chance.sample(stock.covered_ids(), max(count, 1))
    for index in range(count):
        covered = view == "shelf" and (index == 0 or chance.random() < 0.6)
        goods = stock.covered(chance, guides[index]) if covered else stock.invented(chance)
        made = body(chance.choice(_FORMS[goods.kind]), chance)
        tall = chance.uniform(0.28, 0.42) * size[1]
        wide = 2 * made.solid.radius if isinstance(made.solid, Round) else made.solid.width
        tall = min(tall, 0.9 * size[0] / count * made.solid.height / wide)
        fill = tall * tall * wide / made.solid.height / (size[0] * size[1])
        x = (index + 0.5) / count
        place = (x, (board - tall / 2) / size[1])
        pose, scale = pose_for(made, fill, (chance.gauss(0, 3), chance.gauss(0, 6), chance.gauss(0, 1.5)), place, size)
        frame.put(_print(goods, View("front"), made, scale * 1.1, chance), made.solid, pose, made.finish)
    for index in range(chance.choice((1, 2, 3))):
        tag = Solid(62, 38)
        made = Body(tag, Finish(0.1), 62)
        fill = (0.1 * size[0]) ** 2 * 38 / 62 / (size[0] * size[1])
        pose, scale = pose_for(
            made, fill, (0, chance.gauss(0, 3), 0), (0.2 + 0.3 * index, board / size[1] + 0.03), size
        )
        frame.put(price_tag(scale * 1.1, chance), tag, pose, made.finish)
    return frame
