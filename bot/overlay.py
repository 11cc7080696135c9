"""A photo's evidence as the page and the terminal show it: boxes in the photo, and words for each in a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.marks import Mark, MarkKind, marks
from bot.shot import Shot
from kb.interface import Interface

CROWDED = 24
"""Lines from which their numbers would cover the photo; then they appear when an entry is chosen."""
MANY = 8
"""The same on a phone, where the page decides by its width."""
_QUIET = (MarkKind.LINE, MarkKind.UNREAD)
_REFERENCE = (MarkKind.MATCH, MarkKind.CHANGE)


@dataclass(frozen=True)
class ShownMark:
    """One mark, ready for the page."""

    number: int
    kind: str
    points: str
    """Corners as SVG writes them, in photo pixels."""
    left: float
    top: float
    """Where its number stands, in percent of the photo."""
    text: str
    told: str
    """Its kind and what more is known of it, in words."""
    step: int
    """How many numbers stand at the same corner already: a name lies on its line."""
    is_numbered: bool


@dataclass(frozen=True)
class Overlay:
    """A photo with its marks."""

    number: int
    picture: str
    width: int
    height: int
    marks: tuple[ShownMark, ...]
    kinds: tuple[str, ...]
    """The kinds that occur, for the legend."""
    many: bool = False
    """Whether the numbers of lines would cover them on a narrow screen."""


def overlay(shot: Shot, words: Interface, titles: Mapping[str, str] | None = None) -> Overlay:
    """The overlay of a photo that was looked at, in the language of `words`.

    Args:
        shot: the photo.
        words: the interface in the page's language.
        titles: guide id → title, which names a reference picture better than its file does.
    """
    seen = shot.seen
    if seen is None:
        return Overlay(shot.number, shot.picture, 1, 1, (), ())
    found = [_titled(mark, titles or {}) for mark in marks(seen)]
    quiet = sum(mark.kind in _QUIET for mark in found)
    corners = [tuple(min(value) for value in zip(*mark.box, strict=True)) for mark in found]
    near = max(seen.width, seen.height) / 40
    shown = tuple(
        ShownMark(
            number=mark.number,
            kind=mark.kind.value,
            points=" ".join(f"{x:.0f},{y:.0f}" for x, y in mark.box),
            left=_percent(min(x for x, _ in mark.box), seen.width),
            top=_percent(min(y for _, y in mark.box), seen.height),
            text=mark.text,
            told=", ".join((kind_word(mark, words), *details(mark, words))),
            step=sum(max(abs(a - b) for a, b in zip(corners[at], one, strict=True)) < near for one in corners[:at]),
            is_numbered=mark.kind not in _QUIET or quiet <= CROWDED,
        )
        for at, mark in enumerate(found)
    )
    kinds = tuple(kind.value for kind in MarkKind if any(mark.kind is kind for mark in found))
    return Overlay(shot.number, shot.picture, seen.width, seen.height, shown, kinds, quiet > MANY)


def kind_word(mark: Mark, words: Interface) -> str:
    """What a mark is, in words; of a fact which one."""
    if mark.kind is MarkKind.FACT:
        return _word(words, f"vocabulary.fact-{mark.detail}", words.text("chat.mark-fact"))
    return words.text(f"chat.mark-{mark.kind}")


def details(mark: Mark, words: Interface) -> list[str]:
    """What more is known of a mark, in words: format, script or standard form, and how sure the reader is."""
    told = []
    if mark.kind is MarkKind.LINE:
        told.append(_word(words, f"chat.script-{mark.detail}", mark.detail))
    elif mark.kind is MarkKind.FACT:
        told += [mark.value] if mark.value else []
    elif mark.detail and mark.kind is not MarkKind.NAME:  # whose text says it
        told.append(mark.detail)
    if mark.sureness is not None and mark.kind is not MarkKind.CHANGE:
        told.append(words.text("chat.mark-sureness", percent=round(100 * mark.sureness)))
    return told


def _titled(mark: Mark, titles: Mapping[str, str]) -> Mark:
    """A mark of a reference picture under the title of its guide: file and id say nothing to people."""
    if mark.kind not in _REFERENCE or mark.detail not in titles:
        return mark
    return replace(mark, text=titles[mark.detail], detail="")


def _word(words: Interface, key: str, other: str) -> str:
    return words.text(key) if words.has(key) else other


def _percent(value: float, whole: int) -> float:
    """A place kept a little inside the picture, so that its number is seen."""
    return round(min(max(100 * value / whole, 0.0), 96.0), 2)
