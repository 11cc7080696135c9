"""Which edition a person is served: officers and those above get the officers' one, everybody else the public one."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.access.person import person_of
from bot.session import Asks

_OWN = "private, no-store"
"""No shared cache, no browser and no service worker keeps a page of the officers' edition."""


_PUBLIC_ALWAYS = frozenset({"/sw.js"})
"""What a browser keeps for times without a network: a copy on a phone is not signed in."""


def by_person(public: Asks, officers: Asks, is_built: Callable[[], bool]) -> Callable[[HTTPConnection], Asks]:
    """What answers the person behind a request: the officers' assistant knows what the public one has never read."""

    def assistant_for(request: HTTPConnection) -> Asks:
        return officers if person_of(request).sees_officers and is_built() else public

    return assistant_for


class SiteByPerson:
    """The site of the edition that the asking person may see, at the same addresses."""

    def __init__(self, public: ASGIApp, officers: ASGIApp, is_built: Callable[[], bool]) -> None:
        """Take what serves each edition, and what tells whether there is an officers' one at the moment."""
        self._public = public
        self._officers = officers
        self._is_built = is_built

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        offline = scope["type"] == "http" and scope["path"] in _PUBLIC_ALWAYS
        if scope["type"] != "http" or offline or not self._is_for_officers(scope):
            await self._public(scope, receive, send)
            return

        async def send_privately(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers["cache-control"] = _OWN
                headers["vary"] = "Cookie, Accept-Language"
                # Without these no browser asks whether the page of the other edition is still the same.
                for name in ("etag", "last-modified"):
                    if name in headers:
                        del headers[name]
            await send(message)

        await self._officers(scope, receive, send_privately)

    def _is_for_officers(self, scope: Scope) -> bool:
        return person_of(HTTPConnection(scope)).sees_officers and self._is_built()
