"""A photo → the lines of text on it, each with its box, script and confidence, and the known names that they bear."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from threading import Barrier

import numpy as np

from bot.evidence import Box, Line
from bot.photo import Photo, Pixels
from bot.reading.again import MAX_WIDTH, Look, look_again, reads_badly
from bot.reading.detect import detect
from bot.reading.engines import THREADS, load
from bot.reading.naming import Found, names_in, rounded
from bot.reading.order import in_order
from bot.reading.regions import Component, regions
from bot.reading.route import Routed, read_strip
from bot.reading.script import script_of_line
from bot.reading.spot import Names, Spot
from bot.reading.straighten import Strip, strips

MAX_LINES = 120
"""The largest lines of a photo that are read; a page of a newspaper is no label."""
UPRIGHT = 0.8
"""Mean confidence from which the text is taken to stand upright without looking further."""
MAX_AGAIN = 5
"""Lines that are looked at a second time, which takes as long as reading ten."""
SAMPLE = 4
"""Lines that are read both ways where it is in doubt."""
NO_NAMES = Names()


@dataclass(frozen=True)
class Text:
    """All text of a photo."""

    lines: tuple[Line, ...] = ()
    """In reading order; what cannot be read well is left out rather than guessed."""
    unread: tuple[Box, ...] = ()
    """Places that hold text which cannot be read well."""
    spots: tuple[tuple[Spot, Box], ...] = ()
    """Known names, with the part of the line that they cover; also in lines that cannot be read otherwise."""


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
    """Read the text in a photo, in reading order."""
    return read_text(photo).lines


def read_text(photo: Photo, names: Names = NO_NAMES) -> Text:
    """Read the text in a photo.

    Args:
        photo: an upright photo.
        names: known names, looked for in every line by the reader's own probabilities.
    """
    maps = detect(photo.pixels)
    parts = sorted(regions(maps), key=lambda part: -part.area)[:MAX_LINES]
    # A single letter has no direction of its own and goes with the rest of the text.
    down = sum(part.area * (1 if part.runs_down else -1) for part in parts if part.is_long) > 0
    groups: tuple[list[Component], list[Component]] = ([], [])
    for part in parts:
        groups[part.runs_down if part.is_long else down].append(part)
    level, tall = (_read_group(photo.pixels, group, turn) for turn, group in enumerate(groups))
    found = tall + level if _count(tall) > _count(level) else level + tall
    lines = tuple(
        Line(
            producer=one.routed.reading.producer,
            photo=photo.name,
            text=one.routed.reading.text,
            box=one.box,
            script=script_of_line(one.routed.reading.text),
            confidence=round(one.routed.reading.confidence, 3),
        )
        for one in found
        if one.routed.reading is not None
    )
    return Text(lines, tuple(one.box for one in found if one.routed.reading is None), tuple(names_in(found, names)))


def _count(found: list[Found]) -> int:
    return sum(one.routed.reading is not None for one in found)


def _read_group(pixels: Pixels, parts: list[Component], turn: int) -> list[Found]:
    """Read components that run the same way, after `turn` quarter turns against the clock."""
    width = pixels.shape[1]
    if not parts:
        return []
    if turn:
        pixels = np.rot90(pixels)
        parts = [part.turned(width) for part in parts]
    cut = list(strips(pixels, parts))
    readings = _read_all(cut)
    if _doubtful(cut, readings):
        flipped = [_flipped(strip) for strip in cut]
        if _reads_better(flipped, cut, readings):
            cut, readings = flipped, _read_all(flipped)
    cut, readings = _again(pixels, cut, readings)
    return [
        Found(readings[index], cut[index], rounded(_turn_back(cut[index].box, width) if turn else cut[index].box))
        for index in in_order(cut)
    ]


def _read_all(cut: list[Strip]) -> list[Routed]:
    return list(_pool().map(lambda strip: read_strip(strip.pixels), cut))


def _again(pixels: Pixels, cut: list[Strip], readings: list[Routed]) -> Look:
    """The largest of the lines that read badly, seen otherwise where that reads better."""
    areas = [strip.height * strip.height * strip.pixels.shape[1] for strip in cut]
    bad = [
        index for index in range(len(cut)) if reads_badly(readings[index]) and cut[index].pixels.shape[1] < MAX_WIDTH
    ]
    chosen = set(sorted(bad, key=lambda index: -areas[index])[:MAX_AGAIN])

    def again(index: int) -> Look:
        if index not in chosen:
            return [cut[index]], [readings[index]]
        return look_again(pixels, cut[index], readings[index], read_strip)

    looks = list(_pool().map(again, range(len(cut))))
    return [strip for strips, _ in looks for strip in strips], [one for _, routed in looks for one in routed]


def _score(cut: list[Strip], readings: list[Routed]) -> float:
    """Mean confidence over the strips' length; a line that was not read counts as nothing."""
    lengths = [strip.pixels.shape[1] for strip in cut]
    sure = [routed.reading.confidence if routed.reading else 0.0 for routed in readings]
    return float(np.average(sure, weights=lengths)) if lengths else 1.0


def _doubtful(cut: list[Strip], readings: list[Routed]) -> bool:
    """Whether the lines read so badly that they may stand on their heads."""
    return _score(cut, readings) < UPRIGHT


def _reads_better(flipped: list[Strip], cut: list[Strip], readings: list[Routed]) -> bool:
    """Whether the longest lines read clearly better turned by half a turn."""
    longest = sorted(range(len(cut)), key=lambda index: -cut[index].pixels.shape[1])[:SAMPLE]
    sample = [flipped[index] for index in longest]
    upright = _score([cut[index] for index in longest], [readings[index] for index in longest])
    return _score(sample, _read_all(sample)) > upright + 0.05


def _flipped(strip: Strip) -> Strip:
    a, b, c, d = strip.box
    return Strip(np.ascontiguousarray(strip.pixels[::-1, ::-1]), (c, d, a, b), strip.height)


def _turn_back(box: Box, width: int) -> Box:
    a, b, c, d = ((width - 1 - y, x) for x, y in box)
    return a, b, c, d
