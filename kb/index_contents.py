"""Localised guides → what goes into an index: its chunks, and which leg of the search each is for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kb.chunks import Chunk, ChunkPart, chunks, distinct
from kb.locales import SOURCE
from kb.model import Guide
from kb.observations import Observation, observations
from kb.phrases import Phrase, phrases
from kb.settings import Settings
from kb.vocabulary import Disclosure

COUNTED = (ChunkPart.CUE, ChunkPart.SUMMARY)
"""The parts that the lexical leg counts: a statement alone repeats its cue's words."""
WEIGHED = frozenset({SOURCE, "ko"})
"""The languages whose statements have a vector each, to weigh a description against: the model compares across
languages well enough there, and a vector for each statement in every language would double the index."""


class Contents(BaseModel):
    """Everything that goes into a version of the index."""

    model_config = ConfigDict(frozen=True)

    chunks: tuple[Chunk, ...]
    embedded: tuple[str, ...]
    """Ids of the chunks with a vector."""
    counted: tuple[str, ...]
    """Ids of the chunks of the lexical leg, in the order of their numbers there."""
    phrases: tuple[Phrase, ...] = ()
    """What guides are told apart by: names, and how people ask. Each has a vector, and its n-grams are counted."""
    observations: tuple[Observation, ...] = ()
    """What people say they saw of cues, each with a vector to weigh a description against."""

    @property
    def by_id(self) -> dict[str, Chunk]:
        """Chunks by id."""
        return {chunk.id: chunk for chunk in self.chunks}

    @property
    def texts(self) -> list[str]:
        """Every text that gets a vector, once."""
        by_id = self.by_id
        written = [by_id[chunk_id].text for chunk_id in self.embedded]
        said = [*(phrase.text for phrase in self.phrases), *(one.text for one in self.observations)]
        return list(dict.fromkeys([*written, *said]))

    def hash(self) -> str:
        """SHA-256 of it all."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def write(self, path: Path) -> None:
        """Write it as JSON."""
        path.write_text(self.model_dump_json(), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Contents:
        """Read what `write` wrote.

        Raises:
            OSError, ValueError: the file is missing or damaged.
        """
        return cls.model_validate_json(path.read_bytes())


def contents(guides: Iterable[Guide], settings: Settings) -> Contents:
    """What a version of the index holds.

    Vectors are made for the languages of `settings.embed_locales`; words are counted in every language. A text that is
    not translated yet stands in each leg once, under the language it is in.

    Args:
        guides: each guide in all its languages.
        settings: `embed_locales` names the languages with vectors.
    """
    # The language that a guide is written in comes first, then English: there a missing translation falls back to.
    ordered = sorted(
        guides, key=lambda guide: (guide.id, guide.locale != guide.lang, guide.locale != SOURCE, guide.locale)
    )
    found = [chunk for guide in ordered for chunk in chunks(guide)]
    wanted = embed_locales(settings)
    embedded = distinct(chunk for chunk in found if _gets_vector(chunk, wanted))
    counted = distinct(chunk for chunk in found if chunk.part in COUNTED)
    together = {chunk.id: chunk for chunk in (*embedded, *counted)}
    return Contents(
        chunks=tuple(together.values()),
        embedded=tuple(chunk.id for chunk in embedded),
        counted=tuple(chunk.id for chunk in counted),
        phrases=tuple(phrases(ordered, _public(chunk for chunk in counted if chunk.locale in wanted))),
        observations=tuple(observations(ordered)),
    )


def _public(texts: Iterable[Chunk]) -> dict[str, list[str]]:
    """By guide what anybody may find."""
    found: dict[str, list[str]] = {}
    for chunk in texts:
        if chunk.disclosure is Disclosure.PUBLIC:
            found.setdefault(chunk.guide, []).append(chunk.text)
    return found


def _gets_vector(chunk: Chunk, wanted: frozenset[str]) -> bool:
    """Whether a chunk is found by meaning: statements alone only where a description is weighed against them."""
    return chunk.locale in wanted and (chunk.part in COUNTED or chunk.locale in WEIGHED)


def embed_locales(settings: Settings) -> frozenset[str]:
    """The BCP 47 tags whose chunks get vectors."""
    return frozenset(tag.strip() for tag in settings.embed_locales.split(",") if tag.strip())
