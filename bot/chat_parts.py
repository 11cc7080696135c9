"""The parts of the chat page for a session: their words and HTML in its language, by the id each has on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.access.menu import Menu
from bot.access.person import Person
from bot.chat_records import Kept
from bot.check_case import CheckCase
from bot.photo import MAX_BYTES
from bot.place import Place
from bot.render import render
from bot.session import MAX_PHOTOS, Notice
from bot.view_case import case_html, cases_html, items_html
from bot.view_step import reading, show_step
from kb.interface import Interface, interface
from kb.locales import native_name

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
_SAID_BY_SCRIPT: dict[str, dict[str, object]] = {
    "photo-too-large": {"name": "{name}", "size": _MEGABYTES},
    "photo-too-many": {"count": MAX_PHOTOS},
    "upload-failed": {},
    "connection-lost": {},
    "session-ended": {},
}
"""Sentences that the page's script shows by itself; it fills in the name of a file."""


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
