"""Guide → phrases: its names, its generic words, and how people ask about the goods, with and without a name.

Each phrase gets a vector of its own, for a list of them in one text would blur it (decision 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from kb.keys import brands
from kb.model import Guide

_DATA = Path(__file__).resolve().parent / "data"
DESCRIPTIONS = _DATA / "descriptions"
DECOYS = _DATA / "decoys"


class Phrase(BaseModel):
    """A phrase and the id of the guide that it stands for, empty for what no guide covers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    text: str


def phrases(guides: Iterable[Guide], texts: Mapping[str, Iterable[str]] = MappingProxyType({})) -> list[Phrase]:
    """The phrases of guides, each once, in whatever languages the guides come, and those of no guide.

    Args:
        guides: each guide in all its languages.
        texts: by guide what stands for one of which nobody has written how people ask, as a brand owner's new one.
    """
    found: dict[Phrase, None] = {}
    for guide in guides:
        asked = descriptions().get(guide.id) or texts.get(guide.id, ())
        known = (*guide.aliases, *guide.keywords, *brands().get(guide.id, ()))
        own = (guide.names.en, guide.names.ko, *known, *asked)
        found.update(dict.fromkeys(Phrase(guide=guide.id, text=text) for text in own))
    return [*found, *(Phrase(guide="", text=text) for text in decoys())]


@lru_cache(maxsize=1)
def descriptions(folder: Path = DESCRIPTIONS) -> dict[str, tuple[str, ...]]:
    """Descriptions by guide, in every language, from files with lines `<guide>: <description>`."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            guide, colon, text = line.partition(":")
            if colon and not line.startswith("#"):
                found.setdefault(guide.strip(), []).append(text.strip())
    return {guide: tuple(lines) for guide, lines in found.items()}


@lru_cache(maxsize=1)
def decoys(folder: Path = DECOYS) -> tuple[str, ...]:
    """What people ask that no guide covers, from a file for each language, one question a line."""
    lines = (line.strip() for path in sorted(folder.glob("*.txt")) for line in path.read_text("utf-8").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
