from __future__ import annotations

from dataclasses import fields, replace

import pytest

from kb.coverage import FLOOR, Signals, covered

NAMED = Signals(name=1.0, telling=0.1, neighbours=0.9, lead=-0.1, known=5.0, shared=4.0, shared_margin=1.0)
"""A question that names a product and is near its guide."""


def test_nothing_known_covers_nothing() -> None:
    assert covered(Signals()) < FLOOR


def test_a_named_product_is_covered() -> None:
    assert covered(NAMED) >= FLOOR


def test_a_question_near_the_decoys_is_not() -> None:
    assert covered(Signals(telling=-0.1, neighbours=0.3, lead=-1.0, shared=3.0, shared_margin=-1.0)) < FLOOR


@pytest.mark.parametrize("signal", [field.name for field in fields(Signals) if field.name != "other"])
def test_a_stronger_signal_never_makes_it_less_likely(signal: str) -> None:
    low = Signals(shared=3.0)
    assert covered(replace(low, **{signal: getattr(low, signal) + 0.1})) >= covered(low)


def test_goods_that_no_guide_covers_make_it_less_likely() -> None:
    assert covered(replace(NAMED, other=1.0)) < covered(NAMED)


def test_it_is_a_probability_for_any_signals() -> None:
    for size in (-1.0, 0.0, 1.0):
        assert 0.0 <= covered(Signals(*[size] * len(fields(Signals)))) <= 1.0
