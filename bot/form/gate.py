"""What a request to the form may be: from a page of ours, not too large, not too often."""

from __future__ import annotations

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import FormData
from starlette.requests import Request

from bot.access.errors import ForeignForm
from bot.access.guard import FIELD, check_csrf
from bot.form.errors import FormError
from bot.form.files import MAX_PICTURES, MAX_UPLOAD, MEGABYTES

HEADER = "x-csrf"
"""Carries the token that a form would carry in a field."""
MAX_DRAFT = 1_000_000
"""Bytes of a draft as JSON."""
_OFTEN = {
    "check": RateLimitItemPerMinute(120, 1, "form-check"),
    "page": RateLimitItemPerMinute(40, 1, "form-page"),
    "try": RateLimitItemPerMinute(12, 1, "form-try"),
    "file": RateLimitItemPerMinute(20, 1, "form-file"),
}


class Gate:
    """Counts in memory; addresses are never written down."""

    def __init__(self, often: dict[str, RateLimitItem] | None = None) -> None:
        """Take how often each kind of request may come."""
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._often: dict[str, RateLimitItem] = often or dict(_OFTEN)

    async def json(self, request: Request, kind: str) -> bytes:
        """The body of a request with a draft.

        Raises:
            FormError: it may not come; it says why.
        """
        self._admit(request, kind)
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > MAX_DRAFT:
                raise FormError("form.too-large", limit=MAX_DRAFT // 1_000_000)
        return bytes(body)

    async def form(self, request: Request, kind: str) -> FormData:
        """The fields of a request with files.

        Raises:
            FormError: it may not come; it says why.
        """
        self._admit(request, kind)
        size = request.headers.get("content-length", "")
        if not (size.isascii() and size.isdigit()) or int(size) > MAX_UPLOAD:
            raise FormError("form.too-large", limit=MEGABYTES)
        return await request.form(max_files=2 * MAX_PICTURES, max_fields=10, max_part_size=MAX_DRAFT)

    def _admit(self, request: Request, kind: str) -> None:
        try:
            check_csrf(request, FormData([(FIELD, request.headers.get(HEADER, ""))]))
        except ForeignForm as error:
            raise FormError("form.elsewhere") from error
        if not self._limiter.hit(self._often[kind], request.client.host if request.client else ""):
            raise FormError("form.too-often")
