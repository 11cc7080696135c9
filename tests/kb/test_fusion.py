from __future__ import annotations

import pytest

from kb.fusion import DAMPING, fuse


def _order(fused: list[tuple[str, float]]) -> list[str]:
    return [item for item, _ in fused]


def test_first_in_every_leg_is_one() -> None:
    (item, score), _ = fuse([(1.0, ["a", "b"]), (3.0, ["a"])])
    assert item == "a" and score == pytest.approx(1.0)


def test_a_score_falls_with_the_place() -> None:
    scores = dict(fuse([(1.0, ["a", "b", "c"])]))
    assert [scores[item] for item in "abc"] == pytest.approx(
        [1.0, (DAMPING + 1) / (DAMPING + 2), (DAMPING + 1) / (DAMPING + 3)]
    )


def test_what_several_legs_find_comes_before_what_one_finds() -> None:
    assert _order(fuse([(1.0, ["x", "both"]), (1.0, ["y", "both"])])) == ["both", "x", "y"]


def test_a_heavier_leg_decides() -> None:
    rankings = [(1.0, ["near", "named"]), (1.0, ["near"])]
    assert _order(fuse([(4.0, ["named"]), *rankings])) == ["named", "near"]
    assert _order(fuse([(0.5, ["named"]), *rankings])) == ["near", "named"]


def test_a_larger_constant_evens_the_places() -> None:
    small, large = (dict(fuse([(1.0, ["a", "b"])], damping)) for damping in (1.0, 100.0))
    assert small["b"] < large["b"] < 1


def test_an_empty_leg_takes_its_share_and_nothing_gives_nothing() -> None:
    ((item, score),) = fuse([(1.0, ["a"]), (1.0, [])])
    assert item == "a" and score == pytest.approx(0.5)
    assert fuse([]) == [] == fuse([(0.0, [])])
