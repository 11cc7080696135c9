"""The frame that Gradio sends → the frame that we send: in the officer's language from the first byte, nothing foreign.

Gradio renders one frame for everybody, in English, with metadata and preview pictures on hosts of its own. Its
configuration stands in the frame as JSON; the parts of our page are put into it for the language of this request.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.access.person import browser
from bot.chat_address import case_of
from bot.chat_parts import Shown, parts
from bot.place import Place
from kb.interface import interface

PAGE_FILES = Path(__file__).parent / "page"
"""The page's own style and scripts."""
STYLES = ("tokens.css", "chat.css", "chat-steps.css")
SCRIPTS = (
    "theme.js",
    "chat.js",
    "chat-photos.js",
    "chat-overlay.js",
    "chat-steps.js",
    "chat-case.js",
    "handed.js",
)
"""In the order in which they build on each other."""
_CONFIG = "<script>window.gradio_config = "
_END = "</script>"
# The frame resizes itself inside other people's pages; ours stands alone.
_RESIZER = re.compile(r"<script>\s*\(\(\) => \{.*?iframeResizer.*?</script>", re.DOTALL)
_SPACES_PARENT = re.compile(r"window\.parent\?\.postMessage\(.*?\);", re.DOTALL)
_METADATA = re.compile(
    r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|<link rel="manifest"[^>]*>|<link[^>]*https?://[^>]*>'
)


@dataclass(frozen=True)
class Shell:
    """Writes the frame for a request."""

    place: Place
    mount: str

    def write(self, frame: str, query: Mapping[str, str], accept_language: str, nonce: str) -> str:
        """The frame in the language of a request.

        Args:
            frame: Gradio's HTML.
            query: the parameters of the address.
            accept_language: the browser's header.
            nonce: marks the scripts that may run.
        """
        case = case_of(query, accept_language, self.place)
        words = interface(case.locale)
        title = html.escape(f"{words.text('chat.title')} · Jinpum")
        text = _METADATA.sub("", _SPACES_PARENT.sub("", _RESIZER.sub("", frame)))
        text = _localised(
            text, parts(case, self.place, Shown(browser(""), can_keep=True)), f"{words.text('chat.title')} · Jinpum"
        )
        text = text.replace('lang="en"', f'lang="{case.locale}"', 1)
        text = re.sub(r"<title>.*?</title>", "", text, flags=re.DOTALL)
        notice = html.escape(words.text("chat.no-javascript"))
        head = (
            f"<title>{title}</title>"
            f'<link rel="icon" href="{self._file("favicon.svg")}">'
            + "".join(f'<link rel="stylesheet" href="{self._file(name)}">' for name in STYLES)
            + "".join(f'<script src="{self._file(name)}"></script>' for name in SCRIPTS)
        )
        text = text.replace("</head>", head + "</head>", 1)
        text = text.replace(
            "<gradio-app", f'<noscript><p><a href="/{case.locale}/">{notice}</a></p></noscript><gradio-app', 1
        )
        return re.sub(r"<script(?=[\s>])", f'<script nonce="{nonce}"', text)

    def _file(self, name: str) -> str:
        return f"{self.mount}-page/{name}?v={_version(name)}"


def _localised(frame: str, shown: Mapping[str, Mapping[str, Any]], title: str) -> str:
    """The frame with the parts of the page put into Gradio's configuration."""
    start = frame.find(_CONFIG)
    if start < 0:
        return frame
    start += len(_CONFIG)
    config, length = json.JSONDecoder().raw_decode(frame[start:])
    config["title"] = title
    for component in config.get("components", ()):
        component["props"] |= shown.get(component["props"].get("elem_id"), {})
    # As Gradio does it: nothing in the JSON may end the script that it stands in.
    escaped = (
        json.dumps(config, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    )
    return frame[:start] + escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + frame[start + length :]


@cache
def _version(name: str) -> str:
    return hashlib.sha256((PAGE_FILES / name).read_bytes()).hexdigest()[:12]


class ShellMiddleware:
    """Rewrites the chat page's frame; everything else passes untouched."""

    def __init__(self, app: ASGIApp, shell: Shell, policy: Callable[[str], str]) -> None:
        """Take the next application, what writes the frame, and the content policy for a nonce."""
        self._app = app
        self._shell = shell
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if (
            scope["type"] != "http"
            or scope["path"].rstrip("/") != self._shell.mount
            or scope["method"] not in {"GET", "HEAD"}
        ):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # The frame is to be read here, so it must not come compressed.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            out = bytes(body)
            answer = MutableHeaders(raw=start["headers"])
            if start["status"] == 200 and "text/html" in answer.get("content-type", ""):
                nonce = secrets.token_urlsafe(16)
                query = QueryParams(scope["query_string"])
                out = self._shell.write(out.decode(), query, headers.get("accept-language", ""), nonce).encode()
                answer["content-security-policy"] = self._policy(nonce)
                answer["content-length"] = str(len(out))
                answer["cache-control"] = "no-store"
                answer["vary"] = "Accept-Language"
            await send(start)
            await send({"type": "http.response.body", "body": out})

        await self._app({**scope, "headers": plain}, receive, hold)
