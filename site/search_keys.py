"""The small file that the search box of the start page reads: what a guide can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypedDict

from cards import pack, shelf_of
from kb.keys import brands
from kb.model import Guide
from kb.tokens import simplify

_HANGUL = range(0xAC00, 0xD7A4)
_HAN = range(0x4E00, 0xA000)
"""CJK Unified Ideographs, where every character is that names are written in."""


class Entry(TypedDict):
    """One guide: each key is a name, another name, a generic word, or a word that fakes bear."""

    id: str
    title: str
    shelf: str
    package: str
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
        "shelf": shelf_of(guide),
        "package": pack(guide),
        "names": _once([guide.title.plain, guide.names.en, guide.names.ko]),
        "aliases": _once(guide.aliases),
        "keywords": _once([*guide.keywords, *owner, *brands().get(guide.id, ())]),
        "fakes": _once(fakes),
        "gtins": [(gtin.gtin, gtin.item) for gtin in guide.gtins],
    }


class Keys(TypedDict):
    """The whole file: the guides, and the Han variants among their keys."""

    guides: list[Entry]
    han: str


def keys(guides: Sequence[Guide]) -> Keys:
    """Everything that the search box looks names and numbers up in."""
    entries = [entry(guide) for guide in guides]
    words = (word for item in entries for word in [*item["names"], *item["aliases"], *item["keywords"], *item["fakes"]])
    return {"guides": entries, "han": han_pairs(words)}


def han_pairs(words: Iterable[str]) -> str:
    """Traditional characters that could stand in the words, each followed by its simplified form: `麵面國国`.

    A browser has no table of Han variants, and one of all characters would weigh more than all the names.
    """
    used = {simplify(char) for word in words for char in word if ord(char) in _HAN}
    return "".join(char + plain for char, plain in _variants().items() if plain in used)


@cache
def _variants() -> dict[str, str]:
    pairs = ((chr(code), simplify(chr(code))) for code in _HAN)
    return {char: plain for char, plain in pairs if plain != char and len(plain) == 1}


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
