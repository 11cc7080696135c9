"""Findings → verdict. It never says that an item is genuine."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.finding import BY_MACHINE, Finding, Outcome
from kb.vocabulary import Shows, Strength

SOME_SIGNS = 1.0
STRONG_SIGNS = 2.0
"""Points from which signs are called *some* and *strong*: one moderate and one strong finding, as the scale is made."""
WEAK_CAP = Strength.MODERATE.points
"""Weak findings together never count for more than one moderate one."""


NO_FAKE = frozenset({Shows.DIVERSION, Shows.UNLICENSED})
"""Kinds of trouble that say nothing of the goods themselves: to call them a fake would be false."""


class Word(StrEnum):
    """The four things that the assistant may conclude."""

    SIGNS_OF_FAKE = "signs-of-fake"
    NO_SIGN = "no-sign"
    NOT_ENOUGH = "not-enough"
    NOT_COVERED = "not-covered"


class SignStrength(StrEnum):
    """How strong the signs of a fake are."""

    STRONG = "strong"
    SOME = "some"


class Verdict(BaseModel):
    """The conclusion with its sum. `score` is in points on the log scale of `kb.vocabulary.Strength`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: Word
    strength: SignStrength | None = None
    kind: Shows | None = None
    score: float = 0.0

    @property
    def manner(self) -> str:
        """How the signs are called: `strong` or `some` signs of a fake, else after the trouble that is no fake."""
        assert self.strength is not None, self
        return f"{self.kind}-{self.strength}" if self.kind in NO_FAKE else str(self.strength)


NOT_COVERED = Verdict(word=Word.NOT_COVERED)
"""No guide covers the item."""


def judge(findings: Sequence[Finding]) -> Verdict:
    """Add up the findings of one guide and its rules.

    Args:
        findings: every cue's finding, those not seen included.
    """
    fake = [finding for finding in findings if finding.outcome is Outcome.AS_FAKE and finding.points > 0]
    genuine = [finding for finding in findings if finding.outcome is Outcome.AS_GENUINE]
    against = _capped([-finding.points for finding in genuine])
    speaks_for = _capped([_weight(finding) for finding in fake])
    score = speaks_for - against
    # Genuine-looking features, which fakes copy, never outweigh a decisive or strong sign, read by a machine or not.
    strong = [_weight(finding) for finding in fake if finding.points >= Strength.STRONG.points]
    score = max([score, *strong])
    if all(finding.basis in BY_MACHINE for finding in fake):
        # A machine may have misread: alone it is never more than some sign, until the officer confirms.
        score = min(score, SOME_SIGNS)
    if fake and score >= SOME_SIGNS:
        kind = max(fake, key=_weight).shows
        strength = SignStrength.STRONG if score >= STRONG_SIGNS else SignStrength.SOME
        return Verdict(word=Word.SIGNS_OF_FAKE, strength=strength, kind=kind, score=score)
    if genuine and not fake:
        return Verdict(word=Word.NO_SIGN, score=score)
    return Verdict(word=Word.NOT_ENOUGH, score=score)


def _weight(finding: Finding) -> float:
    """A finding's points; what a machine read counts as moderate at most until it is confirmed."""
    cap = Strength.MODERATE.points if finding.basis in BY_MACHINE else Strength.DECISIVE.points
    return min(finding.points, cap)


def _capped(points: Sequence[float]) -> float:
    weak = sum(value for value in points if value <= Strength.WEAK.points)
    return sum(value for value in points if value > Strength.WEAK.points) + min(weak, WEAK_CAP)
