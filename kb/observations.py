"""What people say they saw, cue by cue: as on fakes, as on genuine goods, or neither though it sounds like it.

Written from the guides in the words of people (`kb/data/observations/<guide>.txt`, lines `<cue>: <reading>: <text>`).
They are examples to weigh a description against and are never shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kb.model import Guide

FOLDER = Path(__file__).resolve().parent / "data" / "observations"


class Reading(StrEnum):
    """What an observation says of its cue."""

    FAKE = "fake"
    GENUINE = "genuine"
    NEITHER = "neither"


class Observation(BaseModel):
    """One thing that somebody may say to have seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    cue: str
    reading: Reading
    text: str


def observations(guides: Iterable[Guide]) -> list[Observation]:
    """The observations of the cues that these guides have; of a guide in several languages, once."""
    cues = {(guide.id, cue.id) for guide in guides for cue in guide.cues}
    return [one for one in every_observation() if (one.guide, one.cue) in cues]


@lru_cache(maxsize=2)
def every_observation(folder: Path = FOLDER) -> tuple[Observation, ...]:
    """All of a folder, guide by guide.

    Raises:
        ValueError: a line names no reading.
    """
    found: dict[Observation, None] = {}
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                cue, reading, text = (part.strip() for part in line.split(":", 2))
                found[Observation(guide=path.stem, cue=cue, reading=Reading(reading), text=text)] = None
    return tuple(found)
