"""Which known names stand in a photo: one for each place, the one that explains most; other goods take a place away."""

from __future__ import annotations

import math

import pytest

from bot.evidence import Box
from bot.names import LEAST_FIT, PRODUCER, SHORT_FIT, judge, names_of
from bot.reading import Spot
from kb.keys import NO_GUIDE, others
from kb.model import Guide
from tests.bot.pieces import guide
from tests.bot.posteriors import line


def box(left: float, top: float, right: float, bottom: float) -> Box:
    return (left, top), (right, top), (right, bottom), (left, bottom)


HERE, ELSEWHERE = box(0, 0, 100, 20), box(0, 100, 100, 120)


def spot(name: str, fit: float = 0.0, owner: str | None = None) -> Spot:
    return Spot(f"guide-{name}" if owner is None else owner, name, fit, 0, 10)


def known_as(guide_id: str, korean: str, *aliases: str, kind: str = "product") -> Guide:
    plain = guide(guide_id=guide_id, kind=kind)
    return plain.model_copy(update={"names": plain.names.model_copy(update={"ko": korean}), "aliases": aliases})


def found(*spots: tuple[Spot, Box]) -> list[str]:
    return [named.name for named in judge(spots, "front.jpg")]


def test_a_name_that_fits_becomes_evidence() -> None:
    (named,) = judge([(spot("불닭볶음면", -0.1), HERE)], "front.jpg")
    assert named.producer == PRODUCER
    assert (named.photo, named.guide, named.name, named.box) == ("front.jpg", "guide-불닭볶음면", "불닭볶음면", HERE)
    assert named.score == pytest.approx(math.exp(-0.1), abs=1e-3)


def test_nothing_in_nothing_out() -> None:
    assert judge([], "front.jpg") == ()


def test_a_place_goes_to_the_name_that_fits_best() -> None:
    assert found((spot("메디큐비", -0.3), HERE), (spot("메디큐브", 0.0), HERE)) == ["메디큐브"]


def test_of_two_names_that_fit_alike_the_longer_explains_more() -> None:
    assert found((spot("초코파이"), box(0, 0, 60, 20)), (spot("초코파이딸기"), HERE)) == ["초코파이딸기"]


def test_a_long_name_that_fits_badly_does_not_beat_a_short_one_that_fits() -> None:
    assert found((spot("초코파이딸기", -0.4), HERE), (spot("초코파이", 0.0), HERE)) == ["초코파이"]


def test_names_in_places_of_their_own_all_count() -> None:
    assert set(found((spot("메디큐브"), HERE), (spot("불닭볶음면"), ELSEWHERE))) == {"메디큐브", "불닭볶음면"}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (box(0, 0, 100, 20), True),
        (box(20, 5, 60, 15), True),  # within
        (box(40, 0, 140, 20), True),  # six tenths of it
        (box(60, 0, 160, 20), False),  # four tenths
        (box(0, 12, 100, 32), False),
        (box(100, 0, 200, 20), False),  # touches
        (box(0, 40, 100, 60), False),
    ],
)
def test_when_two_boxes_are_one_place(other: Box, same: bool) -> None:
    assert len(found((spot("메디큐브"), HERE), (spot("불닭볶음면", -0.1), other))) == (1 if same else 2)


def test_a_slanting_box_is_its_extent() -> None:
    slanting: Box = ((0.0, 10.0), (90.0, 0.0), (100.0, 20.0), (10.0, 30.0))
    assert len(found((spot("메디큐브"), HERE), (spot("불닭볶음면", -0.1), slanting))) == 1


def test_goods_that_no_guide_covers_take_the_place_away() -> None:
    assert found((spot("메디큐브", -0.3), HERE), (spot("메디큐비", 0.0, NO_GUIDE), HERE)) == []
    assert found((spot("메디큐브", 0.0), HERE), (spot("메디큐비", -0.3, NO_GUIDE), HERE)) == ["메디큐브"]
    assert found((spot("메디큐브"), ELSEWHERE), (spot("메디큐비", 0.0, NO_GUIDE), HERE)) == ["메디큐브"]


def test_other_goods_that_fit_badly_take_nothing_away() -> None:
    assert found((spot("메디큐브", -0.3), HERE), (spot("신라면", SHORT_FIT - 0.01, NO_GUIDE), HERE)) == ["메디큐브"]


@pytest.mark.parametrize(
    ("name", "fit", "stands"),
    [
        ("메디큐브", LEAST_FIT, True),
        ("메디큐브", LEAST_FIT - 0.01, False),
        ("정관장", SHORT_FIT, True),
        ("정관장", SHORT_FIT - 0.01, False),
        ("정 관 장 1", SHORT_FIT - 0.01, False),  # spaces and digits are no syllables
    ],
)
def test_three_syllables_must_fit_better(name: str, fit: float, stands: bool) -> None:
    assert (found((spot(name, fit), HERE)) == [name]) is stands


def test_names_come_from_products_with_other_goods_against_them() -> None:
    product = known_as("mask", "메디큐브", "나이트 랩핑", "Medicube", "마스")
    known = names_of([product, known_as("rule-label", "식품표시기준", kind="rule")])
    assert {one.owner for one in known.spot(line("메디큐브"), -0.1)} == {"mask"}
    assert {one.name for one in known.spot(line("나이트 랩핑"), -0.1)} == {"나이트 랩핑"}
    assert known.spot(line("식품표시기준"), -0.1) == []
    away = next(name for name in others() if len(name) >= 3 and all("가" <= letter <= "힣" for letter in name))
    assert NO_GUIDE in {one.owner for one in known.spot(line(away), -0.1)}


def test_a_name_of_ours_never_points_away() -> None:
    away = next(name for name in others() if len(name) >= 3 and all("가" <= letter <= "힣" for letter in name))
    ours = names_of([known_as("ours", away)])
    assert {one.owner for one in ours.spot(line(away), -0.01) if one.name == away} == {"ours"}
