"""Parts of a photo that an officer compares by eye: upright, large enough, and the right part."""

from __future__ import annotations

import numpy as np
import pytest

from bot.crop import LEAST_HEIGHT, MOST_WIDTH, cut_out, part_of
from bot.evidence import Box

PHOTO = np.zeros((400, 600, 3), np.uint8)
PHOTO[100:120, 100:300, 0] = 255  # a red bar


def level(left: float, top: float, right: float, bottom: float) -> Box:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def test_small_print_is_enlarged() -> None:
    part = cut_out(PHOTO, level(100, 100, 300, 120))
    assert part is not None
    height, width = part.shape[:2]
    assert height >= LEAST_HEIGHT
    assert 2.0 < width / 200 <= MOST_WIDTH / 200
    assert part[height // 2, width // 2, 0] > 250


def test_a_turned_line_is_cut_upright() -> None:
    turned = np.rot90(PHOTO).copy()  # now the bar runs from bottom to top
    box: Box = ((100.0, 500.0), (100.0, 300.0), (120.0, 300.0), (120.0, 500.0))
    part = cut_out(turned, box)
    assert part is not None
    assert part.shape[1] > 3 * part.shape[0]
    assert part[part.shape[0] // 2, part.shape[1] // 2, 0] > 250


@pytest.mark.parametrize("box", [level(700, 100, 900, 120), level(-90, -90, -10, -10), level(100, 100, 100, 100)])
def test_a_place_outside_gives_nothing(box: Box) -> None:
    assert cut_out(PHOTO, box) is None


def test_of_a_long_line_the_words_that_matter_are_cut() -> None:
    box = level(0, 0, 1000, 20)
    text = "원재료명 콜라겐 펩타이드 골라겐 정제수 글리세린 향료 색소 보존료"
    (left, _), (right, _), *_ = part_of(box, text, "골라겐")
    middle = 1000 * (text.index("골라겐") + 1.5) / len(text)
    assert left < middle < right
    assert right - left < 300


def test_a_short_line_or_unknown_words_are_shown_whole() -> None:
    box = level(0, 0, 100, 20)
    assert part_of(box, "콜라겐 골라겐", "골라겐") == box
    assert part_of(level(0, 0, 1000, 20), "콜라겐", "다른 말") == level(0, 0, 1000, 20)
