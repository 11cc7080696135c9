"""Known names in a line: in their place, worse when misspelt, none in other text; fits as the definition says."""

from __future__ import annotations

import numpy as np
import pytest

from bot.reading.hangul import Floats
from bot.reading.jamo import BLANK, spell
from bot.reading.spot import Names, Spot
from tests.bot.posteriors import columns, line, noise, posteriors

FIT = -1.0
NAMES = ("불닭볶음면", "메디큐브", "정관장", "초코파이", "허니버터칩", "참이슬 후레쉬")
SPACE = spell(" ")[0]


def names(*more: str) -> Names:
    return Names([(f"guide-{name}", name) for name in (*NAMES, *more)])


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_in_its_place(name: str) -> None:
    before, after = columns("매운 "), columns(" 140g")
    middle = columns(name)
    found = names().spot(posteriors([BLANK, *before, *middle, *after]), FIT)
    best = found[0]
    assert (best.owner, best.name) == (f"guide-{name}", name)
    assert best.fit == pytest.approx(0, abs=1e-4)
    start = 1 + len(before)
    assert (best.first, best.last) == (start, start + len(middle) - 1)  # the last column is a blank


def test_a_name_is_found_whatever_its_spaces() -> None:
    for text in ("메디 큐브", "메디큐브", "메 디 큐 브"):
        assert names().spot(line(text), FIT)[0].fit == pytest.approx(0, abs=1e-4)


def test_a_name_misspelt_by_one_jamo_fits_less() -> None:
    right = names().spot(line("메디큐브", 6.0), FIT)[0]
    wrong = names().spot(line("메디규브", 6.0), FIT)[0]
    far = [spot for spot in names().spot(line("메니규므", 6.0), FIT) if spot.name == "메디큐브"]
    assert right.name == wrong.name == "메디큐브"
    assert right.fit == pytest.approx(0, abs=1e-4)
    assert wrong.fit < right.fit - 0.5
    assert all(spot.fit < wrong.fit for spot in far)


def test_a_letter_in_doubt_costs_what_its_doubt_is() -> None:
    classes = columns("메디큐브")
    log = posteriors(classes)
    place = classes.index(spell("큐")[0])
    other = spell("규")[0]
    log[place] = np.log(1e-6)
    log[place, other], log[place, spell("큐")[0]] = np.log(0.6), np.log(0.3)
    (spot,) = names().spot(log, FIT)
    assert spot.fit == pytest.approx(np.log(0.5) / len(spell("메디큐브")), abs=1e-3)


def test_a_name_on_two_lines_is_found_where_they_are_joined() -> None:
    top, bottom = line("매운 불닭"), line("볶음면 큰컵")
    assert not [spot for spot in names().spot(top, -0.3) if spot.name == "불닭볶음면"]
    (spot,) = names().spot(np.concatenate([top, bottom]), -0.3)
    assert spot.name == "불닭볶음면"
    assert spot.first < len(top) < spot.last


@pytest.mark.parametrize("name", ["", "김", "신라", "A", "신라 A", "Cosrx Snail 정관장", "12345", "韓國人蔘"])
def test_names_without_enough_hangul_are_left_out(name: str) -> None:
    assert len(Names([("guide", name)])) == 0


def test_a_name_counts_once_for_each_owner() -> None:
    assert len(Names([("a", "메디큐브"), ("a", "메디 큐브"), ("b", "메디큐브")])) == 2
    assert {spot.owner for spot in Names([("a", "메디큐브"), ("b", "메디큐브")]).spot(line("메디큐브"), FIT)} == {
        "a",
        "b",
    }


@pytest.mark.parametrize(
    "text",
    [
        "직사광선을 피하고 서늘한 곳에 보관하십시오",
        "부정 불량식품 신고는 국번없이 1399",
        "유통기한은 제품 하단에 표시된 날짜까지",
        "Keep refrigerated after opening",
        "2027.03.18 14:05 A1",
    ],
)
def test_long_lines_of_other_text_bear_no_name(text: str) -> None:
    assert names().spot(line(text), FIT) == []


def test_nothing_is_found_where_nothing_is() -> None:
    assert names().spot(posteriors([]), FIT) == []
    assert names().spot(posteriors([BLANK] * 60), FIT) == []
    assert Names().spot(line("메디큐브"), FIT) == []
    assert len(Names()) == 0


def test_a_line_shorter_than_the_name() -> None:
    assert names().spot(line("메디"), FIT) == []


def test_the_best_comes_first_and_none_below_the_floor() -> None:
    found = names("메디큐비", "메디규브").spot(line("메디큐브", 3.0), -2.0)
    assert [spot.fit for spot in found] == sorted((spot.fit for spot in found), reverse=True)
    assert found[0].name == "메디큐브"
    floor = found[1].fit
    assert len(names("메디큐비", "메디규브").spot(line("메디큐브", 3.0), floor + 1e-3)) == 1


def slowly(log: Floats, name: str) -> float:
    """The fit by its definition: the best of all ways of giving a name's jamo to columns of the line.

    Each jamo holds a run of columns, in their order; columns without a letter may lie between two runs, and what
    stands before the first and after the last costs nothing.
    """
    ratio = log - log.max(axis=1, keepdims=True)
    empty = np.maximum(ratio[:, BLANK], ratio[:, SPACE])
    classes = spell(name)

    def best(index: int, column: int) -> float:
        if index == len(classes):
            return 0.0
        most = -np.inf
        for start in range(column, len(ratio)):
            gap = float(empty[column:start].sum()) if index else 0.0
            for end in range(start + 1, len(ratio) + 1):
                run = float(ratio[start:end, classes[index]].sum())
                most = max(most, gap + run + best(index + 1, end))
        return most

    return best(0, 0) / len(classes)


@pytest.mark.parametrize("seed", range(12))
def test_the_fit_is_what_the_definition_says(seed: int) -> None:
    r = np.random.default_rng(seed)
    name = "".join(chr(0xAC00 + 28 * int(code)) for code in r.integers(0, 399, 3))  # three open syllables: six jamo
    log = noise(r, 9)
    spot = Names([("guide", name)])._place(0, log - log.max(axis=1, keepdims=True))
    assert spot.fit == pytest.approx(slowly(log, name), abs=1e-4)
    assert 0 <= spot.first < spot.last <= len(log)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_left_out_unseen_would_not_have_counted(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick bound never drops a name that the slow way would keep."""
    r = np.random.default_rng(100 + seed)
    pool = ["".join(chr(0xAC00 + int(code)) for code in r.integers(0, 11_172, 3)) for _ in range(40)]
    known = Names([("guide", name) for name in pool])
    log = noise(r, 30, 3.0)
    # Of noise nothing can be read, so the look at what was read is left out here.
    monkeypatch.setattr("bot.reading.spot.process.cdist", lambda one, others, **_: np.ones((1, len(others))))
    every = [known._place(row, log - log.max(axis=1, keepdims=True)) for row in range(len(known))]
    floor = sorted(spot.fit for spot in every)[-8]
    wanted: list[Spot] = sorted((spot for spot in every if spot.fit >= floor), key=lambda spot: -spot.fit)
    assert known.spot(log, floor) == wanted
