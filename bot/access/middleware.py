"""Puts the person behind a request where `person_of` finds it, before anything else of the application runs."""

from __future__ import annotations

import hashlib

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.access import cookies
from bot.access.person import browser
from bot.access.sessions import Sessions

_ROOMS = ("/chat", "/cases", "/sign-in", "/sign-out", "/account", "/audit", "/sightings", "/form")
"""Pages that the server writes, where a browser may make something of its own. The site's files get no cookie."""


class AccessMiddleware:
    """Finds the person by a cookie; gives a browser without one a cookie of its own on pages that need it.

    In `scope["state"]` it puts `person`, `browser` (who it is while nobody is signed in, None if it has no cookie),
    `csrf_secret`, `session_token` (None if nobody signed in), `secure` and `public_url`.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions, public_url: str = "") -> None:
        """Take the next application, the sessions, and where the site is reached if it was told."""
        self._app = app
        self._sessions = sessions
        self._public_url = public_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        secure = scope.get("scheme") in {"https", "wss"} or self._public_url.startswith("https:")
        token = cookies.read(scope, cookies.SESSION, secure)
        person = None
        if token:
            known, person = self._sessions.remembered(token)
            if not known:
                person = await run_sync(self._sessions.find, token)
        own = cookies.read(scope, cookies.BROWSER, secure)
        fresh = None if own or person else cookies.new_token()
        secret = token if token and person else own or fresh or ""
        state = {
            "person": person or browser(_public(own or fresh or "")),
            "browser": browser(_public(own)) if own else None,
            "csrf_secret": secret,
            "session_token": token if person else None,
            "secure": secure,
            "public_url": self._public_url,
        }
        scope = {**scope, "state": {**scope.get("state", {}), **state}}
        if fresh is None or scope["type"] != "http" or not _is_room(scope["path"]):
            await self._app(scope, receive, send)
            return

        async def send_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                if kind.startswith("text/html"):
                    given = cookies.header(cookies.BROWSER, fresh, secure, cookies.BROWSER_SECONDS)
                    message["headers"] = [*message["headers"], (b"set-cookie", given.encode())]
            await send(message)

        await self._app(scope, receive, send_cookie)


def _is_room(path: str) -> bool:
    return any(path == room or path.startswith(f"{room}/") for room in _ROOMS)


def _public(token: str) -> str:
    """What stands in records for a browser: its cookie cannot be made from it."""
    return hashlib.sha256(f"browser {token}".encode()).hexdigest()[:40]
