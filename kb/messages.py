"""Guide → its translatable messages, each with the context that names its place: `guide-id#cue-id/part/1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.markdown import without_marks
from kb.model import Cue, Guide, Text

_HANGUL = re.compile(r"[ᄀ-ᇿ㄰-㆏가-힣]+(?:[ ·][ᄀ-ᇿ㄰-㆏가-힣]+)*")


@dataclass(frozen=True)
class Message:
    """One text of a guide. `context` is its place, `note` a word to the translator."""

    context: str
    text: Text
    note: str = ""


def messages(guide: Guide) -> Iterator[Message]:
    """Every text of a guide that is translated, in reading order. Sources are quoted, not translated."""
    yield _message(f"{guide.id}/title", guide.title)
    yield from _numbered(f"{guide.id}/summary", guide.summary)
    for cue in guide.cues:
        yield from _cue_messages(guide, cue)
    yield from _numbered(f"{guide.id}/ask", guide.ask)
    yield from _numbered(f"{guide.id}/background", guide.background)
    yield from _numbered(f"{guide.id}/unknown", guide.unknown)


def label_texts(text: str) -> tuple[str, ...]:
    """The Hangul quoted in a text: label text that a translation must carry unchanged."""
    return tuple(dict.fromkeys(_HANGUL.findall(without_marks(text))))


def _cue_messages(guide: Guide, cue: Cue) -> Iterator[Message]:
    place = f"{guide.id}#{cue.id}"
    yield _message(f"{place}/title", cue.title)
    for part, statements in cue.parts.items():
        yield from _numbered(f"{place}/{part}", statements)


def _numbered(place: str, texts: tuple[Text, ...]) -> Iterator[Message]:
    for number, text in enumerate(texts, start=1):
        yield _message(f"{place}/{number}", text)


def _message(context: str, text: Text) -> Message:
    quoted = label_texts(text.text) if text.lang != "ko" else ()
    return Message(context, text, f"Keep as printed: {', '.join(quoted)}" if quoted else "")
