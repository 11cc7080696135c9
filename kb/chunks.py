"""Localised guide → chunks: the texts that the search finds and that a description is compared with."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from kb.model import Cue, Guide, Text
from kb.vocabulary import Disclosure, Part


class ChunkPart(StrEnum):
    """What of a guide a chunk holds."""

    CUE = "cue"
    """A whole cue: the guide's names, the cue's title and all its parts."""
    SUMMARY = "summary"
    """The guide itself: title, names, summary and background."""
    GENUINE = "genuine"
    """The genuine statement of one cue alone."""
    FAKE = "fake"
    """The fake statement of one cue alone."""


class Chunk(BaseModel):
    """One text of the index and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    """`<guide>#<cue>/<part>@<locale>`, the same in every build."""
    guide: str
    cue: str
    """Id of the cue; empty where the chunk is about the whole guide."""
    part: ChunkPart
    locale: str
    """BCP 47 tag."""
    disclosure: Disclosure = Disclosure.PUBLIC
    category: str
    """The guide's shelf."""
    text: str
    terms: tuple[str, ...] = ()
    """Words that only the lexical leg counts: aliases and keywords in all scripts would blur a vector."""


def chunks(guide: Guide) -> list[Chunk]:
    """The chunks of a guide in the language it is in, in the order of its text."""
    found = [_chunk(guide, None, ChunkPart.SUMMARY, _summary(guide), (*guide.aliases, *guide.keywords))]
    for cue in guide.cues:
        found.append(_chunk(guide, cue, ChunkPart.CUE, _whole(guide, cue)))
        for part, chunk_part in ((Part.GENUINE, ChunkPart.GENUINE), (Part.FAKE, ChunkPart.FAKE)):
            if cue.part(part):
                found.append(_chunk(guide, cue, chunk_part, _lines(cue.part(part))))
    return found


def distinct(all_chunks: Iterable[Chunk]) -> list[Chunk]:
    """The chunks without those that are not translated: a text that stands in two languages is kept once.

    The first one wins, so give the language that a guide is written in before the others.
    """
    seen: set[tuple[str, str, str, str]] = set()
    kept: list[Chunk] = []
    for chunk in all_chunks:
        key = (chunk.guide, chunk.cue, chunk.part, chunk.text)
        if key not in seen:
            seen.add(key)
            kept.append(chunk)
    return kept


def chunk_id(guide: str, cue: str, part: ChunkPart, locale: str) -> str:
    """The id of a chunk, the same in every build."""
    return f"{guide}#{cue}/{part}@{locale}"


def _chunk(guide: Guide, cue: Cue | None, part: ChunkPart, text: str, terms: tuple[str, ...] = ()) -> Chunk:
    cue_id = cue.id if cue else ""
    return Chunk(
        id=chunk_id(guide.id, cue_id, part, guide.locale),
        guide=guide.id,
        cue=cue_id,
        part=part,
        locale=guide.locale,
        disclosure=cue.disclosure if cue else Disclosure.PUBLIC,
        category=guide.category,
        text=text,
        terms=terms,
    )


def _names(guide: Guide) -> str:
    return f"{guide.names.en} / {guide.names.ko}"


def _lines(texts: tuple[Text, ...]) -> str:
    return "\n".join(text.plain for text in texts)


def _summary(guide: Guide) -> str:
    return "\n".join((guide.title.plain, _names(guide), _lines(guide.summary), _lines(guide.background))).strip()


def _whole(guide: Guide, cue: Cue) -> str:
    parts = (_lines(cue.part(part)) for part in Part)
    return "\n".join((f"{_names(guide)}: {cue.title.plain}", *(text for text in parts if text)))
