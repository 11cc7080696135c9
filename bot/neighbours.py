"""Lines of a label that go on in one another: a name may be split over two rows or stacked letter by letter."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.evidence import Line, Point

MOST = 4
"""Lines that one name is spread over at most: a name of four syllables, one below the other."""
LONGEST = 40
"""Characters of the lines together; what is longer is running text, whose line breaks split any word."""
_GAP = 1.0
"""How many line heights may lie between two rows, or two parts of one row."""
_OVERLAP = 0.4
"""The share of the shorter line that the other one must lie beside."""
_ALIKE = 1.8
"""Letters of one name have one size, or nearly."""
_TILT = 0.2
"""By how much the directions of two lines may differ, in radians."""


@lru_cache(maxsize=16)
def runs(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], ...]:
    """Every two to four lines of a photo, each of which the next one follows, below it or beside it; the short first.

    Kept for a few photos, since every cue of a guide asks for the same.
    """
    short = [index for index, line in enumerate(lines) if len(line.text) < LONGEST]
    following = {one: [other for other in short if _follows(lines[one], lines[other])] for one in short}
    return tuple(sorted((run for start in short for run in _from((start,), lines, following)), key=len))


def joined(run: Sequence[Line]) -> str:
    """The text of lines that follow one another, as one."""
    return " ".join(line.text for line in run)


def _from(chain: tuple[int, ...], lines: Sequence[Line], following: dict[int, list[int]]) -> Iterator[tuple[Line, ...]]:
    if len(chain) > 1:
        yield tuple(lines[index] for index in chain)
    if len(chain) == MOST:
        return
    for after in following[chain[-1]]:
        longer = (*chain, after)
        if after not in chain and sum(len(lines[index].text) for index in longer) <= LONGEST:
            yield from _from(longer, lines, following)


def _follows(one: Line, other: Line) -> bool:
    """Whether a line begins where another ends: in the row below it, or farther along its own row."""
    if one is other or _far(one, other):
        return False
    along = math.atan2(one.box[1][1] - one.box[0][1], one.box[1][0] - one.box[0][0])
    tilt = math.atan2(other.box[1][1] - other.box[0][1], other.box[1][0] - other.box[0][0]) - along
    if abs(math.remainder(tilt, math.tau)) > _TILT:
        return False
    left, top, right, bottom = _frame(one, along)
    left2, top2, right2, bottom2 = _frame(other, along)
    height, height2 = bottom - top, bottom2 - top2
    if min(height, height2) <= 0 or max(height, height2) > _ALIKE * min(height, height2):
        return False
    gap = _GAP * min(height, height2)
    below = -0.3 * height < top2 - bottom < gap and top2 > top + 0.5 * height
    beside = -0.3 * height < left2 - right < gap and left2 > left
    same_column = min(right, right2) - max(left, left2) > _OVERLAP * min(right - left, right2 - left2)
    same_row = min(bottom, bottom2) - max(top, top2) > (1 - _OVERLAP) * min(height, height2)
    return (below and same_column) or (beside and same_row)


def _far(one: Line, other: Line) -> bool:
    """Whether two lines are plainly apart, which spares the turning of most pairs."""
    (x, y), (x2, y2) = one.box[0], other.box[0]
    reach = sum(math.dist(line.box[0], line.box[2]) for line in (one, other)) * 1.5
    return abs(x - x2) + abs(y - y2) > reach


def _frame(line: Line, along: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line in axes along and across the reading direction."""
    turned = [_turn(corner, along) for corner in line.box]
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    return min(xs), min(ys), max(xs), max(ys)


def _turn(point: Point, by: float) -> Point:
    x, y = point
    return x * math.cos(by) + y * math.sin(by), y * math.cos(by) - x * math.sin(by)
