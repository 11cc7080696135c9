"""Which edition a person is served: officers and those above get the officers' one, everybody else the public one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.access.person import Person, person_of
from bot.answer import Answer
from bot.inquiry import Inquiry
from bot.session import Asks

if TYPE_CHECKING:
    from bot.known import Knows  # loads what reads photos

Seen = Callable[[Person, str], None]
"""Is told that a person sees a guide of the officers' edition."""
_OWN = "private, no-store"
"""No shared cache, no browser and no service worker keeps a page of the officers' edition."""
_PUBLIC_ALWAYS = frozenset({"/sw.js"})
"""What a browser keeps for times without a network: a copy on a phone is not signed in."""
_GUIDE = re.compile(r"/[^/]+/guides/([^/]+)/(?:index\.html)?")


@dataclass(frozen=True)
class _Told:
    """An assistant whose answers are told of before they are given."""

    assistant: Asks
    person: Person
    seen: Seen

    def ask(self, inquiry: Inquiry) -> Answer:
        """Answer one inquiry."""
        answer = self.assistant.ask(inquiry)
        for guide in dict.fromkeys(finding.guide for finding in answer.findings):
            self.seen(self.person, guide)
        return answer


def by_person(
    public: Asks, officers: Asks, is_built: Callable[[], bool], seen: Seen
) -> Callable[[HTTPConnection], Asks]:
    """What answers the person behind a request: the officers' assistant knows what the public one has never read."""

    def assistant_for(request: HTTPConnection) -> Asks:
        person = person_of(request)
        return _Told(officers, person, seen) if person.sees_officers and is_built() else public

    return assistant_for


def knows_by_person(public: Knows, officers: Knows, is_built: Callable[[], bool]) -> Callable[[HTTPConnection], Knows]:
    """What tells what to look for in photos of the person behind a request: whatever answers must know the same."""

    def knows_for(request: HTTPConnection) -> Knows:
        return officers if person_of(request).sees_officers and is_built() else public

    return knows_for


class SiteByPerson:
    """The site of the edition that the asking person may see, at the same addresses."""

    def __init__(self, public: ASGIApp, officers: ASGIApp, is_built: Callable[[], bool], seen: Seen) -> None:
        """Take what serves each edition, what tells whether there is an officers' one now, and who is told of views."""
        self._public = public
        self._officers = officers
        self._is_built = is_built
        self._seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] in _PUBLIC_ALWAYS:
            await self._public(scope, receive, send)
            return
        person = person_of(HTTPConnection(scope))
        if not (person.sees_officers and self._is_built()):
            await self._public(scope, receive, send)
            return
        if guide := _GUIDE.fullmatch(scope["path"]):
            await run_sync(self._seen, person, guide[1])

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
