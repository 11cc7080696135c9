"""Photos that show no pack that a guide covers: food, views, screens, papers, generated art."""

from __future__ import annotations

import random

import cv2
import numpy as np

from tests.eval.photos import fonts, ground, words
from tests.eval.photos.art import Art
from tests.eval.photos.camera import Shot, shoot
from tests.eval.photos.frame import Finish, Frame
from tests.eval.photos.ink import Colour, Type
from tests.eval.photos.scene import Body, pose_for
from tests.eval.photos.solid import Solid


def make(view: str, size: tuple[int, int], chance: random.Random) -> tuple[Frame, Shot]:
    """A scene of a kind and how it is taken."""
    small = (size[1] // 3, size[0] // 3)
    if view == "dish":
        return Frame.over(ground.dish(small, chance), size, chance), shoot(chance)
    if view == "landscape":
        return Frame.over(ground.landscape(small, chance), size, chance), shoot(chance, 0.7)
    if view == "abstract":
        return Frame.over(ground.abstract(small, chance), size, chance), Shot(
            0.4, noise=0.5, vignette=0.0, uneven=0.0, quality=90
        )
    if view == "screen":
        return _screen(size, chance), Shot(0.35, noise=0.2, vignette=0.0, uneven=0.0, quality=chance.randint(75, 92))
    return _document(size, chance), shoot(chance)


def _sheet(size: tuple[float, float], scale: float, colour: Colour) -> Art:
    return Art(np.full((round(size[1] * scale), round(size[0] * scale), 3), colour, np.uint8), scale, "scene")


def _say(art: Art, text: str, at: tuple[float, float], size: float, look: tuple[str, Colour]) -> float:
    script = "Hang" if any("가" <= letter <= "힣" for letter in text) else "Zyyy"
    return art.start(Type(text, look[0], size), at, look[1], ("print", script, None))


def _screen(size: tuple[int, int], chance: random.Random) -> Frame:
    """A screenshot of a chat or of a shop's page, filling the frame."""
    width, height = 100.0, 100.0 * size[1] / size[0]
    art = _sheet((width, height), size[0] / 100, (250, 250, 250))
    face = chance.choice(("gowun-dodum-400", "orbit-400"))
    dark: Colour = (30, 30, 34)
    art.fill((0, 0, width, 9), chance.choice(((40, 90, 200), (255, 214, 60), (20, 160, 90))))
    _say(art, chance.choice(("채팅", "상품 상세", "거래 대화방")), (4, 5), 4, ("hahmlet-800", (255, 255, 255)))
    y = 14.0
    texts = chance.sample(words.CHAT, len(words.CHAT))
    while y < height - 8 and texts:
        text = texts.pop()
        if chance.random() < 0.2 and y < height - 40:
            picture = ground.dish((240, 300), chance)
            x0, y0 = round(8 * art.scale), round(y * art.scale)
            wide, high = round(40 * art.scale), round(30 * art.scale)
            art.pixels[y0 : y0 + high, x0 : x0 + wide] = cv2.resize(picture, (wide, high))
            y += 34
        right = chance.random() < 0.4
        x = 40.0 if right else 6.0
        art.fill((x - 2, y - 3.4, x + 52, y + 3.4), (255, 236, 130) if right else (232, 234, 238))
        _say(art, text, (x, y), 3.4, (face, dark))
        y += chance.uniform(8, 12)
    return _shown(art, size, Frame.over(np.full((60, 80, 3), 250, np.uint8), size, chance), flat=True, chance=chance)


def _document(size: tuple[int, int], chance: random.Random) -> Frame:
    """A printed page on a desk."""
    art = _sheet((210, 297), 0.75 * min(size) / 210 * 1.2, (248, 247, 243))
    face = chance.choice(fonts.PLAIN[:3])
    ink: Colour = (36, 36, 40)
    _say(art, words.DOCUMENT[0], (80, 26), 10, ("hahmlet-800", ink))
    y = 52.0
    for text in chance.sample(words.DOCUMENT[1:], len(words.DOCUMENT) - 1):
        _say(art, text, (24, y), 4.6, (face, ink))
        y += chance.choice((9.0, 9.0, 18.0))
    frame = Frame.over(ground.surface((size[1] // 4, size[0] // 4), chance), size, chance)
    return _shown(art, size, frame, flat=False, chance=chance)


def _shown(art: Art, size: tuple[int, int], frame: Frame, flat: bool, chance: random.Random) -> Frame:
    solid = Solid(art.width, art.height)
    made = Body(solid, Finish(0.0 if flat else 0.05), art.width)
    fill = 1.0 if flat else chance.uniform(0.4, 0.75)
    angles = (0.0, 0.0, 0.0) if flat else (chance.gauss(0, 8), chance.gauss(0, 6), chance.gauss(0, 5))
    pose, _ = pose_for(made, fill, angles, (0.5, 0.5), size)
    if flat:
        frame.light = np.array([0.0, 0.0, -1.0])
    frame.put(art, solid, pose, made.finish)
    return frame
