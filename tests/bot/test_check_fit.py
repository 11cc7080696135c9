"""A description beside both statements of every cue, with made-up vectors: one axis a topic, one for the side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from bot.check_fit import Fit, Statements, Vector, clauses, mostly_names, sides
from bot.check_fit import fits as fits_of
from bot.finding import Outcome


def fits(said: Mapping[str, Vector], cues: Mapping[str, Statements]) -> list[Fit]:
    return fits_of(sides(said, cues))


CUES = ("seal", "taste", "price", "logo")
TOPIC, SIDE = 1.0, 0.28


def vector(cue: str, side: float, topic: float = TOPIC) -> Vector:
    """A unit vector about a cue; `side` is above zero for the fake statement, below for the genuine one."""
    made = np.zeros(2 * len(CUES) + 1, np.float32)
    made[-1] = 2.0  # what all sentences of such a guide have in common
    if cue in CUES:
        made[CUES.index(cue)] = topic
        made[len(CUES) + CUES.index(cue)] = side
    return np.asarray(made / np.linalg.norm(made), np.float32)


def statements(cue: str, words: str = "") -> Statements:
    return Statements([vector(cue, -SIDE)], [vector(cue, SIDE)], frozenset(words.split()))


GUIDE = {cue: statements(cue) for cue in CUES}


@pytest.mark.parametrize("cue", CUES)
@pytest.mark.parametrize(("side", "outcome"), [(SIDE, Outcome.AS_FAKE), (-SIDE, Outcome.AS_GENUINE)])
def test_a_clause_fits_its_cue_on_its_side(cue: str, side: float, outcome: Outcome) -> None:
    found = fits({"what was said": vector(cue, side)}, GUIDE)
    assert [(fit.cue, fit.outcome, fit.clause) for fit in found] == [(cue, outcome, "what was said")]
    assert found[0].margin > 0


def test_a_clause_on_neither_side_fits_nothing() -> None:
    assert fits({"the seal": vector("seal", 0.0)}, GUIDE) == []


def test_a_clause_about_nothing_in_the_guide_fits_nothing() -> None:
    assert fits({"good morning": vector("weather", 0.0)}, GUIDE) == []


def test_each_clause_speaks_for_itself() -> None:
    said = {"the seal is wrong": vector("seal", SIDE), "the price is right": vector("price", -SIDE)}
    outcomes = {fit.cue: fit.outcome for fit in fits(said, GUIDE)}
    assert outcomes == {"seal": Outcome.AS_FAKE, "price": Outcome.AS_GENUINE}


def test_a_cue_is_found_once_by_the_clause_that_says_it_most_clearly() -> None:
    said = {"perhaps": vector("seal", 0.6 * SIDE), "surely": vector("seal", SIDE), "hm": vector("seal", 0.7 * SIDE)}
    found = fits(said, GUIDE)
    assert [(fit.cue, fit.clause) for fit in found] == [("seal", "surely")]


def test_the_clearest_fit_comes_first() -> None:
    said = {"logo": vector("logo", 0.6 * SIDE), "taste": vector("taste", -SIDE)}
    margins = [fit.margin for fit in fits(said, GUIDE)]
    assert len(margins) == 2
    assert margins == sorted(margins, reverse=True)


def test_a_statement_in_any_language_may_fit() -> None:
    elsewhere = vector("weather", 0.0)
    guide = {**GUIDE, "seal": Statements([elsewhere, vector("seal", -SIDE)], [vector("seal", SIDE), elsewhere])}
    assert [fit.outcome for fit in fits({"seal": vector("seal", SIDE)}, guide)] == [Outcome.AS_FAKE]


def found_at(guide: Mapping[str, Statements], clause: str = "what was said", side: float = SIDE) -> list[bool]:
    """Whether the seal is found as fake by a clause that is more and more about it."""
    steps = [{clause: vector("seal", side, step / 50)} for step in range(100)]
    return [[(fit.cue, fit.outcome) for fit in fits(said, guide)] == [("seal", Outcome.AS_FAKE)] for said in steps]


def test_the_more_a_clause_is_about_a_cue_the_surer_it_is_found() -> None:
    found = found_at(GUIDE)
    assert found == sorted(found)
    assert found[-1]


def test_a_cue_with_one_statement_needs_more_than_one_with_two() -> None:
    two, one = found_at(GUIDE), found_at({**GUIDE, "seal": Statements([], [vector("seal", SIDE)])})
    assert one == sorted(one)
    assert 0 < sum(one) < sum(two)


def test_one_statement_alone_gives_way_to_a_weighed_one() -> None:
    guide = {**GUIDE, "seal": Statements([], [vector("seal", SIDE)])}
    said = {"seal": vector("seal", SIDE, 1.5), "price": vector("price", SIDE)}
    assert [fit.cue for fit in fits(said, guide)] == ["price", "seal"]


def test_shared_telling_words_make_a_clause_about_a_cue() -> None:
    guide = {cue: statements(cue, f"common {cue}word") for cue in CUES}
    said = {words: sum(found_at(guide, words)) for words in ("unrelated talk", "common talk", "sealword talk")}
    assert said["unrelated talk"] == said["common talk"] < said["sealword talk"]


@pytest.mark.parametrize("cues", [{}, {"seal": Statements([], [])}])
def test_a_guide_without_statements_fits_nothing(cues: dict[str, Statements]) -> None:
    assert fits({"seal": vector("seal", SIDE)}, cues) == []
    assert fits({}, GUIDE) == []


def test_a_description_is_cut_into_clauses_in_any_script() -> None:
    assert clauses("The seal is torn. The price is very low, and the box is blue") == [
        "The seal is torn.",
        "The price is very low,",
        "and the box is blue",
        "The seal is torn. The price is very low, and the box is blue",
    ]
    assert clauses("标签是蓝色的。价格非常低，没有封条")[:3] == [
        "标签是蓝色的。",
        "价格非常低，",
        "没有封条",
    ] or clauses("标签是蓝色的。价格非常低，没有封条")[:2] == ["标签是蓝色的。", "价格非常低，"]
    assert len(clauses("ฉลากเป็นสีน้ำเงิน\nราคาถูกมาก")) == 3


def test_what_says_too_little_asks_or_only_names_is_no_clause() -> None:
    assert clauses("Ok. Yes. No") == []
    assert clauses("The logo is at the upper left. How do I tell?") == ["The logo is at the upper left."]
    assert clauses("진로 소주 확인 방법") == []
    assert clauses("Medicube night serum", ["Medicube", "night serum"]) == []
    assert clauses("") == []
    assert clauses(" \n ") == []


def test_nothing_is_said_twice() -> None:
    said = "the seal on the cap is torn"
    assert clauses(said) == [said]
    assert clauses(f"{said}\n{said}") == [said, f"{said} {said}"]


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("compré fideos buldak, la bolsa es amarilla y huele raro", {"compré fideos buldak,"}),
        ("Dasida Beutel, das Datum ist verschmiert", {"Dasida Beutel,"}),
        ("the word Dasida stands on the front of the bag", set()),
        ("the seal is torn, smells odd", set()),
    ],
)
def test_a_clause_of_little_more_than_a_name_is_known(text: str, naming: set[str]) -> None:
    names = ["buldak", "Dasida"]
    told = clauses(text, names)
    found = mostly_names(told, names)
    assert {one for one in found if one != told[-1]} == naming
    assert (told[-1] in found) is bool(naming), "all of them together hold the name too"
