"""Babel's extraction methods for our files: guides, and the interface's English sentences.

Both are registered as Babel extractors, so `pybabel extract` finds the same messages as `jinpum translate extract`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from ruamel.yaml import YAML

from kb.messages import messages
from kb.parse import parse_guide

Extracted = tuple[int, str, tuple[str, str], list[str]]
"""Line (0: none, so that an edit above does not touch every catalog), function, (context, message), notes."""


def extract_guide(
    stream: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """The messages of a guide's Markdown; `pgettext` is Babel's name for a message with a context."""
    path = Path(getattr(stream, "name", "guide.md"))
    guide, _ = parse_guide(path, stream.read().decode("utf-8-sig"))
    if guide is None:
        return
    for message in messages(guide):
        yield 0, "pgettext", (message.context, message.text.text), [message.note] if message.note else []


def extract_interface(
    stream: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Extracted]:
    """The messages of one file of the interface's English sentences; its name is the group of its keys."""
    group = Path(stream.name).stem
    for key, text, note in _sentences(stream.read().decode("utf-8")):
        yield 0, "pgettext", (f"{group}.{key}", text), [note] if note else []


@lru_cache(maxsize=128)
def _sentences(data: str) -> tuple[tuple[str, str, str], ...]:
    """Key, sentence and note of each message; remembered, for a check reads every file four times."""
    found = []
    for key, value in (YAML().load(data) or {}).items():
        text, note = (value["text"], value.get("note", "")) if isinstance(value, Mapping) else (value, "")
        found.append((str(key), str(text).strip(), str(note)))
    return tuple(found)
