"""A second look: two rows are parted, a stack is set upright, what reads well stays, little gain is no gain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from bot.evidence import Box
from bot.photo import Pixels
from bot.reading.again import GAIN, WELL, cut_box, look_again, reads_badly, worth
from bot.reading.engines import STRIP_HEIGHT, Reading, Seen
from bot.reading.route import Routed
from bot.reading.straighten import Strip
from tests.bot.posteriors import posteriors

PAPER, INK = 230, 20
TOP, HIGH = 100, 96
"""Where the line finder put its box, and how high; the letters fill a little more than the middle half."""
MIDDLE = TOP + HIGH // 2


def box(left: float, top: float, right: float, bottom: float) -> Box:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def routed(text: str | None, confidence: float = 0.0) -> Routed:
    nothing = Reading("", 0.0, "test")
    reading = None if text is None else Reading(text, confidence, "test")
    return Routed(reading, Seen(nothing, nothing, 0, posteriors([])))


def sheet(wide: int = 500, high: int = 300) -> Pixels:
    return np.full((high, wide, 3), PAPER, np.uint8)


def strip_of(pixels: Pixels, left: float, right: float) -> Strip:
    strip = cut_box(pixels, box(left, TOP, right, TOP + HIGH))
    assert strip
    return strip


def always(answer: Routed) -> tuple[Callable[[Pixels], Routed], list[Pixels]]:
    """A reader that says the same of everything, and what it was shown."""
    shown: list[Pixels] = []

    def read(strip: Pixels) -> Routed:
        shown.append(strip)
        return answer

    return read, shown


def dark_rows(strip: Pixels) -> list[tuple[int, int]]:
    """The bands of rows that bear ink, from above."""
    dark = np.concatenate([[False], (strip.min(axis=2) < 128).mean(axis=1) > 0.3, [False]])
    edges = np.flatnonzero(dark[1:] != dark[:-1])
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > 2]


def two_rows() -> Pixels:
    pixels = sheet()
    for start in range(110, 390, 12):
        pixels[MIDDLE - 26 : MIDDLE - 6, start : start + 6] = INK
        pixels[MIDDLE + 6 : MIDDLE + 26, start : start + 6] = INK
    return pixels


def reads_one_row(strip: Pixels) -> Routed:
    return routed("가나다라", 0.95) if len(dark_rows(strip)) == 1 else routed("가", 0.4)


def test_two_rows_are_parted() -> None:
    pixels = two_rows()
    strip = strip_of(pixels, 100, 400)
    first = reads_one_row(strip.pixels)
    assert reads_badly(first)
    parts, readings = look_again(pixels, strip, first, reads_one_row)
    assert [one.reading.text for one in readings if one.reading] == ["가나다라"] * 2
    above, below = (np.mean(part.box, axis=0)[1] for part in parts)
    assert TOP < above < MIDDLE < below < TOP + HIGH
    assert [part.pixels.shape[0] for part in parts] == [STRIP_HEIGHT] * 2
    assert all(part.height < 0.5 * strip.height for part in parts)


def test_running_text_is_not_parted_into_rows() -> None:
    pixels = np.tile(two_rows(), (1, 3, 1))
    strip = strip_of(pixels, 100, 1400)
    parts, _ = look_again(pixels, strip, reads_one_row(strip.pixels), reads_one_row)
    assert len(parts) == 1


def stack(number: int, turns: int) -> Pixels:
    """Letters one below another, as a picture turned until they run from left to right: each bears ink at its top."""
    cell = np.full((52, 52, 3), PAPER, np.uint8)
    cell[6:16, 4:48] = INK
    column = np.concatenate([cell] * number)
    lying = np.rot90(column, turns)
    pixels = sheet(200 + lying.shape[1])
    pixels[MIDDLE - 26 : MIDDLE + 26, 100 : 100 + lying.shape[1]] = lying
    return pixels


def reads_upright(strip: Pixels) -> Routed:
    bands = dark_rows(strip)
    upright = len(bands) == 1 and bands[0][1] < 0.6 * len(strip)
    return routed("가나다라", 0.95) if upright else routed("가", 0.3)


@pytest.mark.parametrize("number", [3, 4, 5])
@pytest.mark.parametrize("turns", [1, -1])
def test_a_stack_is_set_upright(number: int, turns: int) -> None:
    pixels = stack(number, turns)
    strip = strip_of(pixels, 78, pixels.shape[1] - 78)  # as much room at the ends as above and below
    first = reads_upright(strip.pixels)
    assert reads_badly(first)
    (part,), (reading,) = look_again(pixels, strip, first, reads_upright)
    assert reading.reading
    assert reading.reading.text == "가나다라"
    assert part.pixels.shape[0] == STRIP_HEIGHT
    left, top = np.min(part.box, axis=0)
    right, bottom = np.max(part.box, axis=0)
    assert TOP <= top < bottom <= TOP + HIGH
    assert 78 <= left < right <= pixels.shape[1] - 78


def test_a_good_reading_is_not_touched() -> None:
    pixels = two_rows()
    strip = strip_of(pixels, 100, 400)
    before = strip.pixels.copy()
    first = routed("불닭볶음면", 0.99)
    read, _ = always(routed("닭", 0.99))  # in each of three rows even
    parts, readings = look_again(pixels, strip, first, read)
    assert parts == [strip]
    assert readings == [first]
    assert (strip.pixels == before).all()


@pytest.mark.parametrize(("gain", "taken"), [(GAIN * 0.99, False), (GAIN * 1.01, True)])
def test_another_look_must_read_clearly_more(gain: float, taken: bool) -> None:
    pixels = sheet()
    pixels[MIDDLE - 26 : MIDDLE + 26, 110:390:7] = INK
    strip = strip_of(pixels, 100, 400)
    first = routed("가나다라", 0.6)
    seen_once: list[bool] = []

    def read(_: Pixels) -> Routed:
        seen_once.append(True)
        return routed("가나다라", 0.6 * gain**0.5) if len(seen_once) == 1 else routed(None)

    _, readings = look_again(pixels, strip, first, read)
    assert (readings != [first]) is taken


def test_looking_ends_at_the_first_good_look() -> None:
    pixels = two_rows()
    read, shown = always(routed("불닭볶음면", 0.99))
    look_again(pixels, strip_of(pixels, 100, 400), routed("불", 0.3), read)
    assert len(shown) == 1


def test_what_nothing_reads_stays_unread() -> None:
    pixels = two_rows()
    strip = strip_of(pixels, 100, 400)
    read, shown = always(routed(None))
    parts, readings = look_again(pixels, strip, routed(None), read)
    assert parts == [strip]
    assert readings[0].reading is None
    assert len(shown) > 5
    assert all(one.shape[0] == STRIP_HEIGHT and one.dtype == np.uint8 for one in shown)


def test_tiny_strips_and_strips_at_the_edge_are_borne() -> None:
    pixels = sheet(60, 30)
    read, _ = always(routed(None))
    for corners in (box(0, 0, 5, 5), box(-20, -20, 30, 10), box(50, 20, 90, 60)):
        strip = cut_box(pixels, corners)
        assert strip
        assert look_again(pixels, strip, routed(None), read)[0] == [strip]
    assert cut_box(pixels, box(0, 0, 3, 30)) is None
    assert cut_box(pixels, box(500, 500, 600, 520)) is None


@pytest.mark.parametrize(
    ("one", "badly"), [(routed(None), True), (routed("가", WELL - 0.01), True), (routed("가", WELL), False)]
)
def test_what_reads_badly(one: Routed, badly: bool) -> None:
    assert reads_badly(one) is badly


def test_worth_counts_hangul_and_han_twice_and_doubt_squared() -> None:
    assert worth(routed(None)) == 0
    assert worth(routed("", 1.0)) == 0
    assert worth(routed("가나", 1.0)) == worth(routed("人蔘", 1.0)) == worth(routed("abcd", 1.0)) == 4
    assert worth(routed("가 나, (!)", 1.0)) == 4
    assert worth(routed("가나", 0.5)) == pytest.approx(1.0)
