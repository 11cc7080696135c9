"""The order of lines: rows from top to bottom, along a row as the text runs, upside down too."""

import random

import numpy as np
import pytest

from bot.reading.again import box_of
from bot.reading.order import in_order
from bot.reading.straighten import Strip

_PIXELS = np.zeros((48, 48, 3), np.uint8)


def strip(left: float, top: float, high: float = 20, slope: float = 0) -> Strip:
    """A line 100 pixels long whose right end lies lower by `slope`."""
    right = left + 100
    return Strip(_PIXELS, ((left, top), (right, top + slope), (right, top + slope + high), (left, top + high)), high)


PAGE = [
    strip(0, 0),
    strip(120, 3),  # beside it, a little lower
    strip(240, -3),
    strip(0, 30),
    strip(150, 27, slope=6),
    strip(0, 60, high=60),
]


def test_nothing_and_one() -> None:
    assert in_order([]) == []
    assert in_order([strip(5, 5)]) == [0]


@pytest.mark.parametrize("seed", range(5))
def test_rows_from_above_and_each_from_the_left(seed: int) -> None:
    order = list(range(len(PAGE)))
    random.Random(seed).shuffle(order)
    found = in_order([PAGE[index] for index in order])
    assert [order[index] for index in found] == list(range(len(PAGE)))


def test_a_page_on_its_head_is_read_as_it_was_meant() -> None:
    turned = [Strip(_PIXELS, box_of(*(500 - np.array(corner) for corner in one.box)), one.height) for one in PAGE]
    assert in_order(turned) == list(range(len(PAGE)))


def test_small_print_under_a_large_name_is_a_row_of_its_own() -> None:
    name, below = strip(0, 0, high=100), strip(0, 20, high=12)
    assert in_order([below, name]) == [1, 0]


def test_every_line_comes_once() -> None:
    r = random.Random(4)
    page = [strip(r.uniform(0, 900), r.uniform(0, 900), r.uniform(8, 60), r.uniform(-9, 9)) for _ in range(80)]
    assert sorted(in_order(page)) == list(range(80))
