from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from bot import server
from kb.settings import Settings


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> Callable[[Settings], uvicorn.Config]:
    """What the server would run with."""
    kept: list[uvicorn.Config] = []

    class Stopped:
        def __init__(self, config: uvicorn.Config) -> None:
            kept.append(config)

        def run(self, sockets: object) -> None:
            """It does not run."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update(scope)

    seen: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "Server", Stopped)
    monkeypatch.setattr(server, "create_app", lambda settings: app)

    def made(settings: Settings) -> uvicorn.Config:
        server.serve(settings, "127.0.0.1", 0)
        kept[-1].load()
        kept[-1].seen = seen  # type: ignore[attr-defined]
        return kept[-1]

    return made


@pytest.mark.anyio
@pytest.mark.parametrize(
    "case",
    [
        # trusted, peer, X-Forwarded-For, and then the client and the scheme that are believed
        ("", "127.0.0.1", "203.0.113.9", "127.0.0.1", "http"),
        ("10.0.0.1", "192.0.2.5", "203.0.113.9", "192.0.2.5", "http"),
        ("10.0.0.1", "10.0.0.1", "203.0.113.9", "203.0.113.9", "https"),
        ("10.0.0.0/8", "10.9.9.9", "1.2.3.4, 203.0.113.9", "203.0.113.9", "https"),
        ("10.0.0.0/8", "10.9.9.9", "203.0.113.9, 10.1.1.1", "203.0.113.9", "https"),
    ],
)
async def test_what_a_proxy_says_is_believed_of_named_ones_alone(
    config: Callable[[Settings], uvicorn.Config], tmp_path: Path, case: tuple[str, str, str, str, str]
) -> None:
    trusted, peer, forwarded, client, scheme = case
    made = config(Settings(data=tmp_path, trusted_proxies=trusted))
    headers = [(b"x-forwarded-for", forwarded.encode()), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": headers}
    await made.loaded_app(scope, None, None)
    seen = made.seen  # type: ignore[attr-defined]
    assert (seen["client"][0], seen["scheme"]) == (client, scheme)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
