"""A description weighed against what people say who saw it."""

from __future__ import annotations

import numpy as np
import pytest

from bot.check_fit import Statements, Vector
from bot.check_seen import DOUBTED, SEEN, Described, Seen, chance, clues, readings
from bot.finding import Outcome
from kb.observations import Reading

SURE = Seen(lead=0.3, margin=2.0, topic=3.0, words=0.3)
NOTHING = Seen(lead=-0.3, margin=-1.0, topic=0.0, words=-0.3)


def cone(axis: int) -> Vector:
    """A unit vector that is near to all others, as those of the model are."""
    vector = np.full(4, 0.5, np.float32)
    vector[axis] += 0.3
    return vector / np.linalg.norm(vector)


AXES = [cone(axis) for axis in range(4)]
CUES = {
    "seal": Statements([AXES[0]], [AXES[1]], frozenset({"seal"})),
    "smell": Statements([AXES[2]], [AXES[3]], frozenset({"smell"})),
}


def described(fake: float, other: float, *, fits: int = 1) -> Described:
    """One clause, so near to the observations of broken seals and to the nearest other ones."""
    sights = {
        ("seal", Reading.FAKE): fake,
        ("seal", Reading.GENUINE): other,
        ("seal", Reading.NEITHER): other - 0.1,
        ("smell", Reading.FAKE): -0.2,
        ("smell", Reading.NEITHER): -0.3,
    }
    return Described({"seal was torn": AXES[fits]}, CUES, [sights])


@pytest.mark.parametrize("name", ["lead", "margin", "topic", "words"])
def test_no_clue_speaks_against_a_sign(name: str) -> None:
    more = Seen(**{**vars(NOTHING), name: getattr(SURE, name)})
    assert chance(more) >= chance(NOTHING)


def test_what_is_clear_is_a_sign_and_what_is_not_is_none() -> None:
    assert chance(SURE) > SEEN > DOUBTED > chance(NOTHING)
    found = readings(described(0.8, 0.1))
    assert found["seal"].outcome is Outcome.AS_FAKE
    assert found["seal"].clause == "seal was torn"
    assert "smell" not in found  # a clause speaks of one cue
    assert "seal" not in readings(described(0.0, 0.7))


def test_what_may_be_a_sign_is_asked_about() -> None:
    steps = [readings(described(fake / 100, 0.2)).get("seal") for fake in range(-20, 95)]
    outcomes = [fit.outcome if fit else None for fit in steps]
    assert Outcome.UNCLEAR in outcomes
    assert outcomes.index(Outcome.UNCLEAR) < outcomes.index(Outcome.AS_FAKE)


def test_words_shared_with_what_is_said_of_fakes_speak_for_a_sign() -> None:
    given = described(0.3, 0.2)
    found = {}
    for reading in (Reading.FAKE, Reading.GENUINE):
        heard = Described(given.clauses, given.cues, given.sights, [{("seal", reading): 0.5}])
        found[reading] = clues(heard)["seal was torn"]["seal"].words
    assert found == {Reading.FAKE: 0.5, Reading.GENUINE: -0.5}


def test_who_only_names_the_goods_has_seen_no_feature() -> None:
    given = described(0.0, 0.7, fits=0)
    assert readings(given)["seal"].outcome is Outcome.AS_GENUINE
    naming = Described(given.clauses, given.cues, given.sights, naming=frozenset(given.clauses))
    assert "seal" not in readings(naming)


def test_a_cue_that_the_asker_may_not_see_is_not_weighed() -> None:
    given = described(0.8, 0.1)
    only_smell = Described(given.clauses, {"smell": CUES["smell"]}, given.sights)
    assert set(clues(only_smell)["seal was torn"]) == {"smell"}


def test_without_observations_the_statements_decide() -> None:
    given = described(0.8, 0.1)
    found = readings(Described(given.clauses, given.cues, [{}]))
    assert found["seal"].outcome is Outcome.AS_FAKE
    genuine = readings(Described(described(0.0, 0.0, fits=0).clauses, given.cues, [{}]))
    assert genuine["seal"].outcome is Outcome.AS_GENUINE
    assert readings(Described({}, {}, ())) == {}
