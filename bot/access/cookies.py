"""The cookies of accounts: their names, flags and values.

Over https their names begin with `__Host-`: a browser then takes them from this host alone, over https alone, and no
neighbouring host can set them (RFC 6265bis, section 4.1.3.2).
"""

from __future__ import annotations

import re
import secrets

from starlette.requests import HTTPConnection, cookie_parser
from starlette.responses import Response
from starlette.types import Scope

SESSION = "jinpum-session"
"""The session of somebody who signed in; it goes when the browser closes."""
BROWSER = "jinpum-browser"
"""A browser that nobody signed in with, so that what it made is its own."""
PROVIDER = "jinpum-provider"
"""A sign-in that was sent to the provider from this browser."""
BROWSER_SECONDS = 180 * 24 * 3600
PROVIDER_SECONDS = 600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def new_token() -> str:
    """A value that nobody guesses: 256 random bits."""
    return secrets.token_urlsafe(32)


def read(scope: Scope, name: str, secure: bool) -> str | None:
    """The token in a request's cookie of that name; None if there is none or it is none of ours."""
    for header, value in scope["headers"]:
        if header == b"cookie":
            token = cookie_parser(value.decode("latin-1")).get(_named(name, secure), "")
            if _TOKEN.fullmatch(token):
                return token
    return None


def header(name: str, token: str, secure: bool, seconds: int | None = None) -> str:
    """A `Set-Cookie` header: never for scripts, never sent along from other sites but by following a link."""
    age = f"; Max-Age={seconds}" if seconds is not None else ""
    return f"{_named(name, secure)}={token}; Path=/; HttpOnly; SameSite=Lax{age}{'; Secure' if secure else ''}"


def put(response: Response, request: HTTPConnection, name: str, token: str, seconds: int | None = None) -> None:
    """Give a browser a cookie."""
    response.headers.append("set-cookie", header(name, token, is_secure(request), seconds))


def drop(response: Response, request: HTTPConnection, name: str) -> None:
    """Take a cookie away from a browser."""
    response.headers.append("set-cookie", header(name, "", is_secure(request), 0))


def is_secure(request: HTTPConnection) -> bool:
    """Whether the browser speaks https with us or with the proxy before us."""
    return bool(request.scope.get("state", {}).get("secure"))


def _named(name: str, secure: bool) -> str:
    return f"__Host-{name}" if secure else name
