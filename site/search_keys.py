"""The small file that the search box of the start page reads: what a guide can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from kb.model import Guide

_HANGUL = range(0xAC00, 0xD7A4)


class Entry(TypedDict):
    """One guide: each key is a name, another name, a generic word, or a word that fakes bear."""

    id: str
    title: str
    names: list[str]
    aliases: list[str]
    keywords: list[str]
    fakes: list[str]
    gtins: list[tuple[str, str]]


def entry(guide: Guide) -> Entry:
    """What a guide can be found by."""
    owner = [guide.owner.names.en, guide.owner.names.ko] if guide.owner else []
    fakes = [word for cue in guide.cues if cue.read for word in cue.read.fake]
    return {
        "id": guide.id,
        "title": guide.title.plain,
        "names": _once([guide.title.plain, guide.names.en, guide.names.ko]),
        "aliases": _once(guide.aliases),
        "keywords": _once([*guide.keywords, *owner]),
        "fakes": _once(fakes),
        "gtins": [(gtin.gtin, gtin.item) for gtin in guide.gtins],
    }


def search_words(guide: Guide) -> list[str]:
    """Names for the full-text search, with every tail of a Korean compound.

    Pagefind finds a word by its beginning, so 다시다 inside 쇠고기다시다 has to stand there by itself too.
    """
    names = [guide.names.en, guide.names.ko, *guide.aliases, *guide.keywords]
    texts = [guide.title.plain]
    for cue in guide.cues:
        texts += [cue.title.plain, *(statement.plain for part in cue.parts.values() for statement in part)]
    tails = [tail for text in [*names, *texts] for word in text.split() for tail in _tails(word)]
    return _once([*names, *tails])


def _tails(word: str) -> Iterator[str]:
    hangul = "".join(char for char in word if ord(char) in _HANGUL)
    for start in range(1, len(hangul) - 1):
        yield hangul[start:]


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
