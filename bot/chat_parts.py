"""The parts of the chat page for a session: their words and HTML in its language, by the id each has on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.photo import MAX_BYTES
from bot.render import render
from bot.session import MAX_PHOTOS, Notice, Session
from bot.view import show
from kb.interface import Interface, interface
from kb.locales import SOURCE, native_name, negotiate

PARTS = ("jp-header", "jp-photos", "jp-description", "jp-check", "jp-status", "jp-result")
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

    def open(self, query: Mapping[str, str], accept_language: str) -> Session:
        """A session for a tab that was opened with an address."""
        locale = self.pick(query, accept_language)
        session = Session(locale=locale)
        asked, guide = query.get("locale"), query.get("guide")
        if asked and not negotiate(asked, self.locales):
            unknown = Notice.of("chat.unknown-locale", locale=asked[:35], language=native_name(locale))
            session.notices = (unknown,)
        if guide:
            if self.guide_title(guide, locale) is None:
                session.notices = (*session.notices, Notice.of("chat.unknown-guide", guide=guide[:80]))
            else:
                session.guide = guide
        return session


def parts(session: Session, place: Place, turn: int) -> dict[str, dict[str, Any]]:
    """What each part of the page shows, as properties of its component.

    Args:
        session: the tab's session.
        place: what the page offers.
        turn: a number that differs from the last one's.
    """
    words = interface(session.locale)
    title = place.guide_title(session.guide, session.locale) if session.guide else None
    header = render(
        "header.html",
        words,
        locale=session.locale,
        languages=[(tag, native_name(tag)) for tag in place.locales],
        guide=title,
    )
    photos = render(
        "photos.html",
        words,
        shots=session.shots,
        room=MAX_PHOTOS - len(session.shots),
        max_photos=MAX_PHOTOS,
        max_bytes=MAX_BYTES,
        max_megabytes=_MEGABYTES,
    )
    status = render(
        "status.html",
        words,
        turn=turn,
        notices=[_say(notice, words) for notice in session.notices],
        said_by_script=_SAID_BY_SCRIPT,
        placeholders=_SAID_BY_SCRIPT,
    )
    result = show(session.answer, session.locale, shots=session.shots, replies=session.replies, titles=session.titles)
    return {
        "jp-header": {"value": header},
        "jp-photos": {"value": photos},
        "jp-description": {
            "label": words.text("chat.description"),
            "placeholder": words.text("chat.description-placeholder"),
        },
        "jp-check": {"value": words.text("chat.check")},
        "jp-status": {"value": status},
        "jp-result": {"value": result},
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
