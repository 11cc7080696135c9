"""The account's place in the header of a page that the server writes."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import HTTPConnection

from bot.access.accounts import Accounts
from bot.access.guard import csrf_field
from bot.access.pages import SIGN_IN
from bot.access.person import Person, Role, person_of


@dataclass(frozen=True)
class Menu:
    """What the header shows."""

    person: Person
    back: str
    """The page to come back to after signing in: path and query."""
    csrf_field: Markup
    sees_sightings: bool
    sees_audit: bool


def menu_of(request: HTTPConnection, accounts: Accounts | None = None, back: str = "") -> Menu | None:
    """The menu for whoever is asking; None where the server has no accounts, and on the sign-in page itself.

    Args:
        request: of whoever is asking.
        accounts: those of the application that serves the request if not given.
        back: the page to come back to, path and query; the one that is asked for if not given.
    """
    if accounts is None and "app" in request.scope:
        accounts = getattr(request.scope["app"].state, "accounts", None)
    if not isinstance(accounts, Accounts) or not accounts.exist:
        return None
    person = person_of(request)
    if not person.signed_in and request.url.path.startswith(SIGN_IN):
        return None
    back = back or request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Menu(person, back, csrf_field(request), person.is_at_least(Role.OFFICER), person.is_at_least(Role.ADMIN))
