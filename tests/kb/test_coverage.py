from __future__ import annotations

from dataclasses import fields, replace

import pytest

from kb.coverage import FLOOR, Signals, covered

NAMED = Signals(name=1.0, nearness=0.9, agreement=1.0, density=2.0, telling_margin=0.1, asked=0.5, decoy_phrases=0.1)
"""A question that names a product and is near its guide."""


def test_nothing_known_covers_nothing() -> None:
    assert covered(Signals()) < FLOOR


def test_a_named_product_is_covered() -> None:
    assert covered(NAMED) >= FLOOR


def test_a_question_near_the_decoys_is_not() -> None:
    assert covered(Signals(nearness=0.82, decoy_phrases=-0.1)) < FLOOR


@pytest.mark.parametrize(
    "signal",
    [
        "name",
        "nearness",
        "agreement",
        "telling_margin",
        "asked",
        "decoy_phrases",
        "elsewhere",
        "korea",
    ],
)
def test_a_stronger_signal_never_makes_it_less_likely(signal: str) -> None:
    low = Signals(nearness=0.8)
    assert covered(replace(low, **{signal: getattr(low, signal) + 0.1})) >= covered(low)


def test_goods_that_no_guide_covers_make_it_less_likely() -> None:
    assert covered(replace(NAMED, other=1.0)) < covered(NAMED)


def test_it_is_a_probability_for_any_signals() -> None:
    for size in (-1.0, 0.0, 1.0):
        assert 0.0 <= covered(Signals(*[size] * len(fields(Signals)))) <= 1.0
