"""The headers that keep every answer of the server safe: content policies, no sniffing, no framing by others."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"strict-origin-when-cross-origin",
    b"x-frame-options": b"SAMEORIGIN",
    b"permissions-policy": b"camera=(self), microphone=(), geolocation=(), interest-cohort=()",
}
_COMMON = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'; script-src 'self' "
)
# The site's pages carry small scripts of their theme, and its search is WebAssembly.
_SITE_POLICY = _COMMON + "'unsafe-inline' 'wasm-unsafe-eval'"


def chat_policy(nonce: str) -> str:
    """The content policy of the chat page: its own scripts alone; Gradio makes functions from text, hence `eval`."""
    return f"{_COMMON}'nonce-{nonce}' 'unsafe-eval'"


class SafeHeaders:
    """Adds the safety headers to every answer; a policy that a page brought itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the next application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name.lower() for name, _ in message["headers"]}
                extra = {**_HEADERS, b"content-security-policy": _SITE_POLICY.encode()}
                message["headers"] = [*message["headers"], *((k, v) for k, v in extra.items() if k not in given)]
            await send(message)

        await self._app(scope, receive, send_safely if scope["type"] == "http" else send)
