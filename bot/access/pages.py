"""The sign-in page, and the ways on from it."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from bot.access import cookies
from bot.access.accounts import Accounts
from bot.access.guard import csrf_field
from bot.frame import page, with_locale
from bot.place import Place
from kb.interface import Interface

SIGN_IN = "/sign-in"
BEGIN = f"{SIGN_IN}/provider"
RETURN = f"{SIGN_IN}/return"


class SignInPages:
    """What the routes of signing in answer with."""

    def __init__(self, accounts: Accounts, place: Place) -> None:
        """Take the accounts and the languages."""
        self._accounts = accounts
        self._place = place

    def form(  # noqa: PLR0913  # what differs between its answers
        self, request: Request, words: Interface, wanted: str, status: int = 200, *, name: str = "", message: str = ""
    ) -> Response:
        """The page with the form.

        Args:
            request: what it answers.
            words: the interface in the reader's language.
            wanted: the path to go to afterwards.
            status: the HTTP status; one of an error marks the fields.
            name: what was typed before.
            message: what went wrong.
        """
        provider = self._accounts.provider
        kept = {"next": wanted, "locale": words.locale}
        return page(
            request,
            words,
            self._place,
            "sign_in.html",
            words.text("access.sign-in"),
            status=status,
            styles=("access.css",),
            scripts=("access.js",),
            message=message,
            is_error=status >= 400,
            provider=provider.name if provider else "",
            provider_address=f"{BEGIN}?{urlencode(kept)}",
            has_users=self._accounts.has_users,
            action=with_locale(SIGN_IN, words),
            csrf_field=csrf_field(request),
            next=wanted,
            name=name,
        )

    def no_accounts(self, request: Request, words: Interface) -> Response:
        """The page of a server that nobody can sign in to."""
        return page(
            request,
            words,
            self._place,
            "access_notice.html",
            words.text("access.sign-in"),
            status=404,
            sentence=words.text("access.no-accounts"),
            links=[(f"/{words.locale}/", words.text("frame.guides"))],
            is_error=False,
        )

    def enter(self, request: Request, wanted: str, token: str) -> Response:
        """The way on, with the cookie of a new session."""
        answer = RedirectResponse(wanted, 303)
        cookies.put(answer, request, cookies.SESSION, token)
        answer.headers["cache-control"] = "no-store"
        return answer
