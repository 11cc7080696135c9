"""Guide → phrases: its names, its generic words, and how people ask about the goods, with and without a name.

Each phrase gets a vector of its own, for a list of them in one text would blur it (decision 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kb.model import Guide

_DATA = Path(__file__).resolve().parent / "data"
DESCRIPTIONS = _DATA / "descriptions"
DECOYS = _DATA / "decoys"


class Phrase(BaseModel):
    """A phrase and the id of the guide that it stands for, empty for what no guide covers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guide: str
    text: str


def phrases(guides: Iterable[Guide]) -> list[Phrase]:
    """The phrases of guides, each once, in whatever languages the guides come, and those of no guide."""
    found: dict[Phrase, None] = {}
    for guide in guides:
        own = (guide.names.en, guide.names.ko, *guide.aliases, *guide.keywords, *descriptions().get(guide.id, ()))
        found.update(dict.fromkeys(Phrase(guide=guide.id, text=text) for text in own))
    return [*found, *(Phrase(guide="", text=text) for text in decoys())]


def asked(guides: Iterable[Guide]) -> list[Phrase]:
    """What people ask about guides: a text for each guide and language, a line a question."""
    known = sorted({guide.id for guide in guides})
    return [
        Phrase(guide=guide, text="\n".join(texts[guide]))
        for guide in known
        for texts in by_language()
        if guide in texts
    ]


@lru_cache(maxsize=1)
def descriptions() -> dict[str, tuple[str, ...]]:
    """Descriptions by guide, in every language."""
    found: dict[str, list[str]] = {}
    for texts in by_language():
        for guide, lines in texts.items():
            found.setdefault(guide, []).extend(lines)
    return {guide: tuple(lines) for guide, lines in found.items()}


@lru_cache(maxsize=1)
def by_language(folder: Path = DESCRIPTIONS) -> tuple[dict[str, list[str]], ...]:
    """Descriptions by guide for each language, from files with lines `<guide>: <description>`."""
    found: list[dict[str, list[str]]] = []
    for path in sorted(folder.glob("*.txt")):
        texts: dict[str, list[str]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            guide, colon, text = line.partition(":")
            if colon and not line.startswith("#"):
                texts.setdefault(guide.strip(), []).append(text.strip())
        found.append(texts)
    return tuple(found)


@lru_cache(maxsize=1)
def decoys(folder: Path = DECOYS) -> tuple[str, ...]:
    """What people ask that no guide covers, from a file for each language, one question a line."""
    lines = (line.strip() for path in sorted(folder.glob("*.txt")) for line in path.read_text("utf-8").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
