"""The sum of findings and what may be concluded from it."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from bot.finding import BY_MACHINE, Basis, Finding, Outcome
from bot.verdict import NOT_COVERED, SignStrength, Verdict, Word, judge
from kb.vocabulary import Shows, Strength
from tests.bot.pieces import finding

AS_FAKE, AS_GENUINE = Outcome.AS_FAKE, Outcome.AS_GENUINE
SURE = (Basis.REPLIED, Basis.DECODED, Basis.DESCRIBED)
HEAVY = (Strength.DECISIVE, Strength.STRONG)


def fakes(strength: Strength, count: int = 1, basis: Basis = Basis.REPLIED) -> list[Finding]:
    return [finding(AS_FAKE, strength, basis) for _ in range(count)]


def genuines(strength: Strength, count: int = 1, basis: Basis = Basis.REPLIED) -> list[Finding]:
    return [finding(AS_GENUINE, strength, basis) for _ in range(count)]


def some_findings(seed: int) -> list[Finding]:
    """Up to eight findings of every sort."""
    choose = random.Random(seed)
    return [
        finding(
            choose.choice(list(Outcome)),
            choose.choice(list(Strength)),
            choose.choice(list(Basis)[1:]),
            choose.choice(list(Shows)),
        )
        for _ in range(choose.randrange(9))
    ]


MIXED = [some_findings(seed) for seed in range(120)]


def signs(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.outcome is AS_FAKE and one.points > 0]


@pytest.mark.parametrize(
    ("strength", "points"),
    [
        (Strength.DECISIVE, 3.0),
        (Strength.STRONG, 2.0),
        (Strength.MODERATE, 1.0),
        (Strength.WEAK, 0.5),
        (Strength.NONE, 0.0),
    ],
)
def test_each_strength_has_its_points(strength: Strength, points: float) -> None:
    assert judge(fakes(strength)).score == points
    assert judge(genuines(strength)).score == -points


def test_findings_add_up() -> None:
    assert judge([*fakes(Strength.STRONG), *fakes(Strength.MODERATE)]).score == 3.0
    assert judge([*fakes(Strength.MODERATE, 2), *genuines(Strength.MODERATE)]).score == 1.0
    assert judge([*fakes(Strength.MODERATE), *fakes(Strength.WEAK)]).score == 1.5


@pytest.mark.parametrize(
    ("strength", "expected"),
    [
        (Strength.DECISIVE, SignStrength.STRONG),
        (Strength.STRONG, SignStrength.STRONG),
        (Strength.MODERATE, SignStrength.SOME),
    ],
)
def test_one_sign_is_enough_from_moderate_on(strength: Strength, expected: SignStrength) -> None:
    verdict = judge(fakes(strength))
    assert (verdict.word, verdict.strength) == (Word.SIGNS_OF_FAKE, expected)


def test_one_weak_sign_is_not_enough() -> None:
    verdict = judge(fakes(Strength.WEAK))
    assert (verdict.word, verdict.strength, verdict.kind) == (Word.NOT_ENOUGH, None, None)


@pytest.mark.parametrize("count", [2, 3, 5, 20])
def test_weak_signs_together_count_as_one_moderate_sign_at_most(count: int) -> None:
    assert judge(fakes(Strength.WEAK, count)) == judge(fakes(Strength.MODERATE))
    both = judge([*fakes(Strength.MODERATE), *fakes(Strength.WEAK, count)])
    assert both.score == 2.0


def test_weak_genuine_features_together_count_as_one_moderate_at_most() -> None:
    assert judge([*fakes(Strength.MODERATE, 2), *genuines(Strength.WEAK, 20)]).score == 1.0


@pytest.mark.parametrize("heavy", HEAVY)
@pytest.mark.parametrize("basis", SURE)
def test_genuine_features_never_outweigh_a_heavy_sign(heavy: Strength, basis: Basis) -> None:
    for strength in Strength:
        verdict = judge([*fakes(heavy, basis=basis), *genuines(strength, 12)])
        assert (verdict.word, verdict.strength) == (Word.SIGNS_OF_FAKE, SignStrength.STRONG)
        assert verdict.score >= heavy.points


@pytest.mark.parametrize("heavy", HEAVY)
def test_genuine_features_do_not_silence_a_heavy_sign_that_a_machine_read(heavy: Strength) -> None:
    for strength in Strength:
        verdict = judge([*fakes(heavy, basis=Basis.READ), *genuines(strength, 12, Basis.READ)])
        assert (verdict.word, verdict.strength) == (Word.SIGNS_OF_FAKE, SignStrength.SOME)


def test_genuine_features_can_outweigh_a_moderate_sign() -> None:
    assert judge([*fakes(Strength.MODERATE), *genuines(Strength.MODERATE)]).word is Word.NOT_ENOUGH


@pytest.mark.parametrize("strength", list(Strength))
@pytest.mark.parametrize("count", [1, 2, 6])
def test_a_machine_reading_alone_is_never_more_than_some_sign(strength: Strength, count: int) -> None:
    verdict = judge(fakes(strength, count, Basis.READ))
    assert verdict.strength is not SignStrength.STRONG
    assert verdict.score <= 1.0


def test_a_confirmed_reading_counts_in_full() -> None:
    read, confirmed = judge(fakes(Strength.STRONG, basis=Basis.READ)), judge(fakes(Strength.STRONG))
    assert (read.strength, confirmed.strength) == (SignStrength.SOME, SignStrength.STRONG)


def test_no_sign_needs_a_genuine_finding_and_no_sign_of_a_fake() -> None:
    assert judge(genuines(Strength.WEAK)).word is Word.NO_SIGN
    assert judge(genuines(Strength.NONE)).word is Word.NO_SIGN
    assert judge([]).word is Word.NOT_ENOUGH
    assert judge([finding(Outcome.UNCLEAR), finding(Outcome.NOT_SEEN)]).word is Word.NOT_ENOUGH
    assert judge([*fakes(Strength.WEAK), *genuines(Strength.STRONG, 3)]).word is Word.NOT_ENOUGH


def test_what_proves_nothing_is_no_sign() -> None:
    assert judge(fakes(Strength.NONE, 5)).word is Word.NOT_ENOUGH
    assert judge([*fakes(Strength.NONE), *genuines(Strength.WEAK)]).word is Word.NO_SIGN


@pytest.mark.parametrize("shows", list(Shows))
def test_the_kind_is_that_of_the_heaviest_sign(shows: Shows) -> None:
    other = Shows.DIVERSION if shows is not Shows.DIVERSION else Shows.LOOKALIKE
    found = [finding(strength=Strength.WEAK, shows=other), finding(strength=Strength.STRONG, shows=shows)]
    assert judge(found).kind is judge(found[::-1]).kind is shows


def test_the_kind_comes_from_what_is_sure_rather_than_from_what_was_read() -> None:
    read = finding(strength=Strength.STRONG, basis=Basis.READ, shows=Shows.LOOKALIKE)
    sure = finding(strength=Strength.STRONG, basis=Basis.REPLIED, shows=Shows.FALSE_ORIGIN)
    assert judge([read, sure]).kind is Shows.FALSE_ORIGIN


@pytest.mark.parametrize("found", MIXED)
def test_whatever_is_found_the_rules_hold(found: list[Finding]) -> None:
    verdict = judge(found)
    fake = signs(found)
    assert verdict.word is not Word.NOT_COVERED
    if any(one.strength in HEAVY and one.basis not in BY_MACHINE for one in fake):
        assert verdict.strength is SignStrength.STRONG
    if not any(one.basis not in BY_MACHINE for one in fake):
        assert verdict.strength is not SignStrength.STRONG
    if verdict.word is Word.SIGNS_OF_FAKE:
        assert verdict.kind in {one.shows for one in fake}
        assert verdict.strength is not None
    else:
        assert (verdict.kind, verdict.strength) == (None, None)
    if verdict.word is Word.NO_SIGN:
        assert not fake
        assert any(one.outcome is AS_GENUINE for one in found)


@pytest.mark.parametrize("found", MIXED[::10])
def test_the_order_of_findings_does_not_matter(found: list[Finding]) -> None:
    one, other = judge(found), judge(found[::-1])
    assert (one.word, one.strength, one.score) == (other.word, other.strength, other.score)


@pytest.mark.parametrize("found", MIXED[::10])
def test_one_more_sign_never_makes_the_item_look_better(found: list[Finding]) -> None:
    before = judge(found)
    for strength in Strength:
        after = judge([*found, *fakes(strength)])
        assert after.score >= before.score
        assert not (before.word is Word.SIGNS_OF_FAKE and after.word is not Word.SIGNS_OF_FAKE)


def test_there_are_four_words_and_none_says_genuine() -> None:
    assert {word.value for word in Word} == {"signs-of-fake", "no-sign", "not-enough", "not-covered"}
    assert Verdict(word=Word.NOT_COVERED) == NOT_COVERED
