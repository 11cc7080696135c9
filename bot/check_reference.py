"""What a comparison with a reference picture says about its cue. Moderate evidence at most, and never alone."""

from __future__ import annotations

from bot.evidence import Match
from bot.finding import Outcome
from kb.model import Cue
from kb.vocabulary import Strength

ENOUGH_TO_DIFFER = 0.25
"""Share of the reference that must have been compared for a difference to count; a sliver may lie badly."""
ENOUGH_ALIKE = 0.6
"""Share that must have been compared for "no difference found" to say anything."""
SURE = 0.25
"""Share of features found again below which the item may be another one of a like design: drawn packs that share logo,
mark and small print reach 0.22, the right one is above 0.3 also where it fills 3% of the frame."""
SURE_UNCOMPARED = 0.35
"""The same where nothing could be compared: then the features alone must tell."""


def compare_reference(cue: Cue, match: Match) -> tuple[Outcome, Strength] | None:
    """The outcome of a cue by a match, with its strength.

    A difference may be a copyist's, a new edition's or the machine's own, hence moderate at most; a pack without a
    difference is what a good copy shows as well, hence weak at most.

    Args:
        cue: the one that the reference picture belongs to.
        match: where that picture was found.

    Returns:
        None where too little could be compared.
    """
    if match.score < SURE or match.compared < ENOUGH_TO_DIFFER:
        return None
    if match.changes:
        return Outcome.AS_FAKE, _at_most(cue.fake, Strength.MODERATE)
    if match.compared >= ENOUGH_ALIKE:
        return Outcome.AS_GENUINE, _at_most(cue.genuine, Strength.WEAK)
    return None


def _at_most(strength: Strength, highest: Strength) -> Strength:
    return strength if strength.points <= highest.points else highest
