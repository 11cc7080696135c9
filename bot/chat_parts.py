"""The parts of the chat page for a session: their words and HTML in its language, by the id each has on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.access.person import Person
from bot.chat_records import Kept
from bot.check_case import CheckCase
from bot.photo import MAX_BYTES
from bot.render import render
from bot.session import MAX_PHOTOS, Notice, Session
from bot.view_case import case_html, cases_html, items_html
from bot.view_step import reading, show_step
from kb.interface import Interface, interface
from kb.locales import SOURCE, native_name, negotiate

if TYPE_CHECKING:
    from bot.access.menu import Menu  # its pages are written with the place that stands here

PARTS = (
    "jp-header",
    "jp-cases",
    "jp-items",
    "jp-photos",
    "jp-description",
    "jp-check",
    "jp-status",
    "jp-result",
    "jp-case",
    "jp-turn",
)
"""The ids of the parts, in their order on the page."""
_MEGABYTES = MAX_BYTES // 1_000_000
_LONGEST_GTIN = 14
_SAID_BY_SCRIPT: dict[str, dict[str, object]] = {
    "photo-too-large": {"name": "{name}", "size": _MEGABYTES},
    "photo-too-many": {"count": MAX_PHOTOS},
    "upload-failed": {},
    "connection-lost": {},
    "session-ended": {},
}
"""Sentences that the page's script shows by itself; it fills in the name of a file."""


@dataclass(frozen=True)
class Place:
    """What the page offers: its languages, and the title of a guide in a language (None if there is no such guide)."""

    locales: tuple[str, ...]
    guide_title: Callable[[str, str], str | None]

    @property
    def default(self) -> str:
        """The language where none was asked for."""
        return SOURCE

    def pick(self, query: Mapping[str, str], accept_language: str) -> str:
        """The language for a browser: that of the address, else the first that it accepts and we have."""
        wanted = (query.get("locale"), *_accepted(accept_language))
        return next((found for tag in wanted if (found := negotiate(tag, self.locales))), self.default)

    def open(self, query: Mapping[str, str], accept_language: str) -> CheckCase:
        """A case for a tab that was opened with an address.

        With `guide` the check of that guide's signs begins, with `gtin` that of a barcode number.
        """
        locale = self.pick(query, accept_language)
        case = CheckCase(locale=locale, items=[Session(locale=locale)])
        asked = query.get("locale")
        if asked and not negotiate(asked, self.locales):
            case.item.notices = (Notice.of("chat.unknown-locale", locale=asked[:35], language=native_name(locale)),)
        self.begin(case, query)
        return case

    def begin(self, case: CheckCase, query: Mapping[str, str]) -> None:
        """Show the item that an address asks for, in a case that may hold others."""
        guide, gtin = query.get("guide"), re.sub(r"\D", "", query.get("gtin", ""))
        if guide and self.guide_title(guide, case.locale) is None:
            unknown = Notice.of("chat.unknown-guide", guide=guide[:80])
            case.item.notices = (*case.item.notices, unknown)
        elif guide:
            case.begin_with(guide)
        elif gtin and len(gtin) <= _LONGEST_GTIN:
            case.begin_with_text(gtin)


@dataclass(frozen=True)
class Shown:
    """Who looks at the page and what it holds beside the case."""

    person: Person
    kept: Sequence[Kept] = ()
    can_keep: bool = False
    """Whether there is a place to keep cases."""
    download: tuple[str, str] = ("", "")
    """A key and an address that the browser downloads once."""
    account: Menu | None = None
    """What the header offers for the account; None where there are none."""


@dataclass(frozen=True)
class Typed:
    """What is to stand in the description instead of what is typed there, once for each key; nothing without a key.

    The page's script types it. Gradio would put it over what the officer has typed since.
    """

    key: str = ""
    text: str = ""


def parts(
    case: CheckCase, place: Place, shown: Shown, turn: int = 0, typed: Typed = Typed()
) -> dict[str, dict[str, Any]]:
    """What each part of the page shows, as properties of its component.

    Args:
        case: the tab's case.
        place: what the page offers.
        shown: who looks, and what else there is.
        turn: how often the tab has been told something; the page's script sees by it that the server has answered.
        typed: what the script is to type.
    """
    item, words = case.item, interface(case.locale)
    title = place.guide_title(item.guide, case.locale) if item.guide else None
    header = render(
        "header.html",
        words,
        locale=case.locale,
        languages=[(tag, native_name(tag)) for tag in place.locales],
        guide=title,
        can_keep=shown.can_keep,
        account=shown.account,
    )
    photos = render(
        "photos.html",
        words,
        shots=item.shots,
        room=MAX_PHOTOS - len(item.shots),
        max_photos=MAX_PHOTOS,
        max_bytes=MAX_BYTES,
        max_megabytes=_MEGABYTES,
    )
    progress, found = reading(item)
    status = render(
        "status.html",
        words,
        reading=progress,
        found=found,
        notices=[_say(notice, words) for notice in item.notices],
        said_by_script=_SAID_BY_SCRIPT,
        placeholders=_SAID_BY_SCRIPT,
    )
    return {
        "jp-header": {"value": header},
        "jp-cases": {"value": cases_html(case, shown.kept, shown.person, can_keep=shown.can_keep)},
        "jp-items": {"value": items_html(case)},
        "jp-photos": {"value": photos},
        "jp-description": {
            "label": words.text("chat.description"),
            "placeholder": words.text("chat.description-placeholder"),
        },
        "jp-check": {"value": words.text("chat.check")},
        "jp-status": {"value": status},
        "jp-result": {"value": show_step(item, shown.person)},
        "jp-case": {"value": case_html(case, can_keep=shown.can_keep, download=shown.download)},
        "jp-turn": {"value": render("turn.html", words, turn=turn, typed=typed)},
    }


def _say(notice: Notice, words: Interface) -> str:
    return words.text(notice.key, **dict(notice.params))


def _accepted(header: str) -> list[str]:
    """The language tags of an Accept-Language header, the most wanted first (RFC 9110, section 12.5.4)."""
    weighed = []
    for piece in header.split(",")[:20]:
        tag, _, weight = piece.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        if tag and tag != "*" and quality > 0:
            weighed.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
