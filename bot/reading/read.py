"""A photo → the lines of text on it, each with its box, script and confidence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from threading import Barrier

import numpy as np

from bot.evidence import Box, Line
from bot.photo import Photo, Pixels
from bot.reading.detect import TextMap, detect
from bot.reading.engines import THREADS, Reading, load
from bot.reading.route import read_strip
from bot.reading.script import script_of_line
from bot.reading.straighten import Component, Strip, components, strips

MAX_LINES = 120
"""The largest lines of a photo that are read; a page of a newspaper is no label."""
UPRIGHT = 0.8
"""Mean confidence from which the text is taken to stand upright without looking further."""
SAMPLE = 4
"""Lines that are read both ways where it is in doubt."""


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    """The threads that read lines: few and lasting, since each keeps its own Tesseract instances."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="read")


def warm_up() -> None:
    """Load the engines in every reading thread."""
    together = Barrier(THREADS)

    def one() -> None:
        together.wait()  # or one quick thread would take all the tasks
        load()

    for task in [_pool().submit(one) for _ in range(THREADS)]:
        task.result()


def read_lines(photo: Photo) -> tuple[Line, ...]:
    """Read the text in a photo, in reading order; what cannot be read well is left out rather than guessed."""
    return read_text(photo)[0]


def read_text(photo: Photo) -> tuple[tuple[Line, ...], tuple[Box, ...]]:
    """The lines of text in a photo, in reading order, and the places that hold text which cannot be read well."""
    pixels = photo.pixels
    text_map = detect(pixels)
    parts = components(text_map)
    parts = sorted(parts, key=lambda part: -int(part.mask.sum()))[:MAX_LINES]
    level, tall = [part for part in parts if not part.tall], [part for part in parts if part.tall]
    found = _read_group(pixels, text_map, level, 0)
    sideways = _read_group(pixels, text_map, tall, 1)
    found = sideways + found if _count(sideways) > _count(found) else found + sideways
    lines = tuple(
        Line(
            producer=reading.producer,
            photo=photo.name,
            text=reading.text,
            box=box,
            script=script_of_line(reading.text),
            confidence=round(reading.confidence, 3),
        )
        for reading, box in found
        if reading is not None
    )
    return lines, tuple(box for reading, box in found if reading is None)


def _count(found: list[tuple[Reading | None, Box]]) -> int:
    return sum(reading is not None for reading, _ in found)


def _read_group(
    pixels: Pixels, text_map: TextMap, parts: list[Component], turn: int
) -> list[tuple[Reading | None, Box]]:
    """Read components that run the same way, after `turn` quarter turns against the clock."""
    width = pixels.shape[1]
    if not parts:
        return []
    if turn:
        pixels = np.rot90(pixels)
        parts, text_map = _turned(parts, text_map, width)
    cut = list(strips(pixels, text_map, parts))
    readings = _read_all(cut)
    if _doubtful(cut, readings):
        flipped = [_flipped(strip) for strip in cut]
        if _reads_better(flipped, cut, readings):
            cut, readings = flipped, _read_all(flipped)
    return [
        (readings[index], _rounded(_turn_back(cut[index].box, width) if turn else cut[index].box))
        for index in _in_order(cut)
    ]


def _in_order(cut: list[Strip]) -> list[int]:
    """Indices by rows from top to bottom, and along a row from left to right, as the text itself runs."""
    places = []
    for index, strip in enumerate(cut):
        (x0, y0), (x1, y1), _, _ = strip.box
        flip = -1.0 if x1 < x0 else 1.0
        places.append((flip * (y0 + y1) / 2, flip * x0, strip.height, index))
    rows: list[list[tuple[float, float, float, int]]] = []
    for place in sorted(places):
        if rows and place[0] - rows[-1][0][0] < 0.4 * min(place[2], rows[-1][0][2]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [place[3] for row in rows for place in sorted(row, key=lambda place: place[1])]


def _rounded(box: Box) -> Box:
    a, b, c, d = ((round(x, 1), round(y, 1)) for x, y in box)
    return a, b, c, d


def _read_all(cut: list[Strip]) -> list[Reading | None]:
    return list(_pool().map(lambda strip: read_strip(strip.pixels), cut))


def _score(cut: list[Strip], readings: list[Reading | None]) -> float:
    """Mean confidence over the strips' length; a line that was not read counts as nothing."""
    lengths = [strip.pixels.shape[1] for strip in cut]
    sure = [reading.confidence if reading else 0.0 for reading in readings]
    return float(np.average(sure, weights=lengths)) if lengths else 1.0


def _doubtful(cut: list[Strip], readings: list[Reading | None]) -> bool:
    """Whether the lines read so badly that they may stand on their heads."""
    return _score(cut, readings) < UPRIGHT


def _reads_better(flipped: list[Strip], cut: list[Strip], readings: list[Reading | None]) -> bool:
    """Whether the longest lines read clearly better turned by half a turn."""
    longest = sorted(range(len(cut)), key=lambda index: -cut[index].pixels.shape[1])[:SAMPLE]
    sample = [flipped[index] for index in longest]
    upright = _score([cut[index] for index in longest], [readings[index] for index in longest])
    return _score(sample, _read_all(sample)) > upright + 0.05


def _flipped(strip: Strip) -> Strip:
    a, b, c, d = strip.box
    return Strip(np.ascontiguousarray(strip.pixels[::-1, ::-1]), (c, d, a, b), strip.height)


def _turned(parts: list[Component], text_map: TextMap, width: int) -> tuple[list[Component], TextMap]:
    """Components and map in the frame of the photo turned a quarter against the clock."""
    columns = text_map.probability.shape[1]
    turned = [Component(part.y, columns - part.x - part.mask.shape[1], np.rot90(part.mask)) for part in parts]
    right = text_map.left + columns * text_map.step_x
    return turned, TextMap(
        np.rot90(text_map.probability), text_map.top, width - right, text_map.step_y, text_map.step_x
    )


def _turn_back(box: Box, width: int) -> Box:
    a, b, c, d = ((width - 1 - y, x) for x, y in box)
    return a, b, c, d
