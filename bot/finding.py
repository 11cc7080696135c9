"""A finding: one cue with its outcome for this item, and the evidence for it."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from bot.evidence import Barcode, Line, Match, Reply, Said
from kb.vocabulary import Shows, Strength


class Outcome(StrEnum):
    """How a cue reads on this item."""

    AS_GENUINE = "as-genuine"
    AS_FAKE = "as-fake"
    UNCLEAR = "unclear"
    NOT_SEEN = "not-seen"


class Basis(StrEnum):
    """What an outcome rests on, the weakest first."""

    NOTHING = "nothing"
    READ = "read"
    """A machine read the label: to be confirmed, never decides alone."""
    COMPARED = "compared"
    """A machine compared the photo with a reference picture: to be confirmed, never decides alone."""
    DESCRIBED = "described"
    DECODED = "decoded"
    REPLIED = "replied"


BY_MACHINE = frozenset({Basis.READ, Basis.COMPARED})
"""Outcomes that a machine saw in a photo, in which it can be wrong: they count as moderate at most until confirmed."""


class Finding(BaseModel):
    """One cue with its outcome. `strength` is that of the reading found; `points` its signed term in the sum."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    cue: str
    outcome: Outcome
    strength: Strength
    shows: Shows
    basis: Basis = Basis.NOTHING
    evidence: tuple[Barcode | Line | Said | Reply | Match, ...] = ()
    expected: tuple[str, ...] = ()
    """What the cue's check looks for, to stand beside what was read."""
    read: str = ""
    """The words on the label that decided, where a machine read them: a part of a line, or of several lines."""
    copied: str = ""
    """The word that the cue knows from fakes, if these words are it or near to it."""

    @property
    def points(self) -> float:
        """The signed weight: above zero speaks for a fake, below zero against."""
        if self.outcome is Outcome.AS_FAKE:
            return self.strength.points
        return -self.strength.points if self.outcome is Outcome.AS_GENUINE else 0.0
