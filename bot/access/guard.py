"""What a form or a link of somebody else must not do: CSRF tokens, origins, redirects, sizes, and roles."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import HTTPConnection, Request

from bot.access.errors import ForeignForm, FormTooLarge, NotAllowed
from bot.access.person import Person, Role, person_of

FIELD = "csrf"
"""The name of the field with the token."""
_PURPOSE = b"jinpum csrf 1"
_SMALL = 64_000
"""Bytes that a form without files may have."""
_LONGEST_NEXT = 2000


def csrf_token(request: HTTPConnection) -> str:
    """What a form of this browser must bring: made from a cookie that scripts and other sites cannot read.

    It changes at sign-in and sign-out, as that cookie does; nothing is stored for it.
    """
    secret = request.scope.get("state", {}).get("csrf_secret", "")
    return hmac.new(secret.encode(), _PURPOSE, hashlib.sha256).hexdigest() if secret else ""


def csrf_field(request: HTTPConnection) -> Markup:
    """The hidden field for a form that is sent by POST; put it in every one."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(request))


def check_csrf(request: HTTPConnection, form: FormData) -> None:
    """Refuse a form that did not come from a page of ours in this very browser.

    Raises:
        ForeignForm: the token is missing or another's, or the browser names another site as its origin.
    """
    own, sent = csrf_token(request), form.get(FIELD)
    if not own or not isinstance(sent, str) or not hmac.compare_digest(own.encode(), sent.encode()):
        raise ForeignForm("access.foreign-form")
    if not _is_own_origin(request):
        raise ForeignForm("access.foreign-form")


def _is_own_origin(request: HTTPConnection) -> bool:
    """Whether the browser names this site as the origin; those that name none are held to the token alone."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is None:
        return site in {None, "same-origin", "none"}
    if origin == "null":
        # From a page that tells nobody where it is, as those of the site do; what the browser says of it then counts.
        return site == "same-origin"
    public = request.scope.get("state", {}).get("public_url", "")
    own = {request.headers.get("host", ""), urlsplit(public).netloc} - {""}
    return urlsplit(origin).netloc in own


async def small_form(request: Request) -> FormData:
    """The fields of a form without files.

    Raises:
        FormTooLarge: more than any form of ours has; it is not read to its end.
    """
    size = 0
    body = bytearray()
    async for chunk in request.stream():
        size += len(chunk)
        if size > _SMALL:
            raise FormTooLarge("access.form-too-large")
        body += chunk
    request._body = bytes(body)  # Starlette reads a stream once; this is where it keeps what `body()` read
    return await request.form(max_files=0, max_fields=100)


def safe_next(wanted: str | None, default: str) -> str:
    """Where to go after signing in: a path of this site and nothing else.

    Args:
        wanted: what the address asked for.
        default: where to go if that is none of ours.
    """
    if not wanted or len(wanted) > _LONGEST_NEXT or not wanted.startswith("/") or wanted.startswith("//"):
        return default
    # Browsers take a backslash for a slash and drop tabs and line breaks, so `/\host` and `/<tab>/host` lead away.
    if "\\" in wanted or any(ord(sign) < 33 or ord(sign) == 127 for sign in wanted):
        return default
    parts = urlsplit(wanted)
    leads_away = bool(parts.scheme or parts.netloc) or parts.path.startswith("//")
    return default if leads_away or parts.path in {"/sign-in", "/sign-out"} else wanted


def require(request: HTTPConnection, role: Role) -> Person:
    """The person behind a request, if that role or a higher one is theirs.

    Raises:
        NotAllowed: it is not. The server answers with the sign-in page, or says that the account may not.
    """
    person = person_of(request)
    if not person.is_at_least(role):
        raise NotAllowed("access.not-allowed", role=role)
    return person
