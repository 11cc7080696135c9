"""Pages that the server writes itself: case records, accounts, sightings, the guide form. One frame for all of them.

The frame is the chat page's: same head, same languages, same colours. Without scripts nothing is lost but comfort.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.place import Place
from bot.render import render
from kb.interface import Interface, interface
from kb.locales import native_name

PAGE_FILES = Path(__file__).parent / "page"
"""Styles and scripts of the server's own pages, served at `/chat-page/`."""
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; style-src 'self' 'unsafe-inline'; "
    "script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Their content policy: scripts from files alone."""


def words_for(request: Request, place: Place) -> Interface:
    """The interface in the language of a request: that of its address, else the browser's."""
    return interface(place.pick(request.query_params, request.headers.get("accept-language", "")))


def page(  # noqa: PLR0913  # what differs between pages
    request: Request,
    words: Interface,
    place: Place,
    template: str,
    title: str,
    *,
    status: int = 200,
    styles: tuple[str, ...] = (),
    scripts: tuple[str, ...] = (),
    **values: object,
) -> HTMLResponse:
    """A page in the frame.

    Args:
        request: what it answers; its address is kept when the language is changed.
        words: the interface in the reader's language.
        place: the languages that are offered.
        template: a file in `bot/templates/` that extends `frame.html` and fills its block `content`.
        title: the heading and the name of the tab.
        status: the HTTP status.
        styles: further style sheets, names of files in `bot/page/`.
        scripts: further scripts, names of files in `bot/page/`, loaded as modules.
        values: what the template shows.

    Returns:
        A page that no cache keeps: it may hold what one person alone may see.
    """
    from bot.access.menu import menu_of  # noqa: PLC0415
    from bot.access.person import person_of  # noqa: PLC0415

    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "locale"]
    languages = [(tag, native_name(tag), "?" + urlencode([*kept, ("locale", tag)])) for tag in place.locales]
    html = render(
        template,
        words,
        locale=words.locale,
        title=title,
        languages=languages,
        person=person_of(request),
        account=menu_of(request),
        styles=[page_file(name) for name in ("tokens.css", "frame.css", *styles)],
        scripts=[page_file(name) for name in ("frame.js", *scripts)],
        theme=page_file("theme.js"),
        icon=page_file("favicon.svg"),
        **values,
    )
    headers = {"cache-control": "no-store", "content-security-policy": POLICY, "vary": "Accept-Language, Cookie"}
    return HTMLResponse(html, status, headers)


def with_locale(path: str, words: Interface, values: Mapping[str, str] | None = None) -> str:
    """An address of ours in the reader's language."""
    return f"{path}?{urlencode({**(values or {}), 'locale': words.locale})}"


def page_file(name: str) -> str:
    """The address of a file in `bot/page/`, which changes with its content."""
    return f"/chat-page/{name}?v={_version(name)}"


@cache
def _version(name: str) -> str:
    return hashlib.sha256((PAGE_FILES / name).read_bytes()).hexdigest()[:12]
