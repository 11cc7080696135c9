"""The person behind a request: signed in with a role, or a browser that owns what it made."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from starlette.requests import HTTPConnection


class Role(StrEnum):
    """What a signed-in person may do; each may what those before it may."""

    READER = "reader"
    """Reads what everybody reads, and keeps cases under a name."""
    OFFICER = "officer"
    """Sees what is for officers alone, and reports sightings."""
    EDITOR = "editor"
    """Writes guides in the form."""
    ADMIN = "admin"
    """Reads the audit log."""

    def at_least(self, other: Role) -> bool:
        """Whether this role may what the other may."""
        return _RANK[self] >= _RANK[other]


_RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True)
class Person:
    """Who is asking."""

    id: str
    """`user:<name>` of the user file, `oidc:<issuer>:<subject>` of a provider, or `browser:<token>` of nobody known."""
    name: str
    role: Role | None
    signed_in: bool

    @property
    def sees_officers(self) -> bool:
        """Whether this person may see what is for officers alone."""
        return self.is_at_least(Role.OFFICER)

    def is_at_least(self, role: Role) -> bool:
        """Whether this person is signed in with that role or a higher one."""
        return self.signed_in and self.role is not None and self.role.at_least(role)


def browser(token: str) -> Person:
    """Somebody who is not signed in: what this browser made is its own."""
    return Person(id=f"browser:{token}", name="", role=None, signed_in=False)


def browser_of(request: HTTPConnection) -> Person | None:
    """Who this browser is while nobody is signed in; None if it has made nothing."""
    person = request.scope.get("state", {}).get("browser")
    return person if isinstance(person, Person) else None


def person_of(request: HTTPConnection) -> Person:
    """The person behind a request, as the middleware found it.

    Where no middleware ran, somebody who owns nothing: a new id each time, so that nobody meets another's cases.

    Args:
        request: Starlette's, or Gradio's around it.
    """
    # Gradio turns every dictionary that one asks it for into something else.
    inner = getattr(request, "request", None)
    scope = inner.scope if isinstance(inner, HTTPConnection) else request.scope
    person = scope.get("state", {}).get("person")
    return person if isinstance(person, Person) else browser(secrets.token_urlsafe(32))
