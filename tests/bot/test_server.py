from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.answer import Answer
from bot.inquiry import Inquiry
from bot.live import LiveAssistant
from bot.server import create_app, guide_title, serve
from bot.session import Asks
from bot.verdict import NOT_COVERED
from kb.errors import IndexMissing, JinpumError
from kb.interface import interface
from kb.locales import catalog_locales
from kb.settings import Settings
from tests.bot.doubles import GUIDE, OneGuideAssistant

FOREIGN = re.compile(r"""(?:https?:)?//(?!127\.0\.0\.1|testserver|localhost|www\.w3\.org)[a-z0-9.-]+\.[a-z]{2,}""")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(build=tmp_path_factory.mktemp("server") / "build")


@pytest.fixture(scope="module")
def app_client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, OneGuideAssistant(settings))) as client:
        yield client


@pytest.fixture
def client(app_client: TestClient, settings: Settings) -> TestClient:
    shutil.rmtree(settings.build_dir, ignore_errors=True)
    return app_client


def write_site(settings: Settings, text: str) -> None:
    page = settings.site_dir / "vi" / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"<!doctype html><title>{text}</title>{text * 500}", encoding="utf-8")


def test_health_says_how_the_index_is(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "index": "index.missing", "site": False}


def test_the_site_is_served_and_its_swap_is_seen_at_once(client: TestClient, settings: Settings) -> None:
    missing = client.get("/", headers={"accept-language": "vi"})
    assert missing.status_code == 404
    assert interface("vi").text("server.site-missing") in missing.text
    write_site(settings, "first")
    first = client.get("/vi/", headers={"accept-encoding": "gzip"})
    assert "first" in first.text
    assert first.headers["content-encoding"] == "gzip"
    settings.site_dir.rename(settings.build_dir / "old")
    assert client.get("/vi/").status_code == 404
    write_site(settings, "second")
    assert "second" in client.get("/vi/").text


def test_the_entrance_leads_to_the_browsers_language(client: TestClient, settings: Settings) -> None:
    write_site(settings, "x")
    answer = client.get("/", headers={"accept-language": "xx, vi-VN;q=0.9, en;q=0.5"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/vi/")
    lost = client.get("/vi/nowhere/", headers={"accept-language": "ko"})
    assert lost.status_code == 404
    assert interface("ko").text("server.not-found") in lost.text


@pytest.mark.parametrize("path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "/..%2fpyproject.toml"])
def test_nothing_outside_the_site_is_served(client: TestClient, settings: Settings, path: str) -> None:
    write_site(settings, "x")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/healthz", "/vi/", "/chat/", "/chat-page/chat.css", "/nowhere"])
def test_every_answer_carries_the_safety_headers(client: TestClient, settings: Settings, path: str) -> None:
    write_site(settings, "x")
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert path != "/chat/" or "script-src 'self' 'nonce-" in policy


def test_every_language_is_there_from_the_first_byte(client: TestClient, settings: Settings) -> None:
    for locale in catalog_locales(settings.translations):
        page = client.get("/chat/", params={"locale": locale}).text
        assert f'lang="{locale}"' in page
        texts = interface(locale)
        config = page.split("window.gradio_config = ")[1]
        props = [part["props"] for part in json.JSONDecoder().raw_decode(config)[0]["components"]]
        shown = {prop.get("elem_id"): prop for prop in props}
        assert shown["jp-check"]["value"] == texts.text("chat.check")
        assert shown["jp-description"]["label"] == texts.text("chat.description")
        assert texts.text("chat.take-photo") in shown["jp-photos"]["value"]


def test_the_frame_names_no_foreign_host_and_marks_its_scripts(client: TestClient) -> None:
    answer = client.get("/chat/")
    assert not FOREIGN.findall(answer.text)
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["content-security-policy"])
    assert nonce
    assert all(f'nonce="{nonce[1]}"' in tag for tag in re.findall(r"<script[^>]*>", answer.text))
    assert nonce[1] not in client.get("/chat/").text  # used once


def test_a_script_in_the_address_stays_text(client: TestClient) -> None:
    page = client.get("/chat/", params={"locale": "</script><b>x", "guide": "</script><i>y"}).text
    assert "</script><b>" not in page
    assert "</script><i>" not in page


def test_the_browsers_language_and_the_address_choose(client: TestClient) -> None:
    assert 'lang="th"' in client.get("/chat/", headers={"accept-language": "th-TH,th;q=0.9"}).text
    assert 'lang="vi"' in client.get("/chat/?locale=vi", headers={"accept-language": "th"}).text
    assert client.get("/chat?locale=vi", follow_redirects=False).headers["location"] == "/chat/?locale=vi"


def test_what_gradio_offers_to_programs_and_strangers_is_closed(client: TestClient) -> None:
    config = client.get("/chat/config").json()
    assert config["analytics_enabled"] is False
    assert config["run_history"] is False
    assert config["footer_links"] == []
    info = client.get("/chat/gradio_api/info").json()
    assert info == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_the_title_of_a_guide_is_read_as_it_stands(settings: Settings) -> None:
    assert guide_title(settings, GUIDE, "en")
    assert guide_title(settings, "../rules/rule-korean-food-label", "en") is None
    assert guide_title(settings, "no-such", "en") is None


def test_a_port_in_use_is_told_before_anything_is_loaded(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(JinpumError) as caught:
            serve(settings, "127.0.0.1", port)
    assert caught.value.key == "server.port-in-use"
    assert str(port) in interface("en").text(caught.value.key, **caught.value.params)


def test_an_address_of_another_machine_is_told(settings: Settings) -> None:
    with pytest.raises(JinpumError) as caught:
        serve(settings, "192.0.2.1", 0)
    assert caught.value.key == "server.cannot-listen"


def test_the_assistant_opens_once_there_is_an_index(settings: Settings) -> None:
    there = False
    opened = []

    class Empty:
        def ask(self, inquiry: Inquiry) -> Answer:
            return Answer(locale="en", guides=(), verdict=NOT_COVERED, findings=(), questions=(), sentences=())

    def open_assistant(_: Settings) -> Asks:
        if not there:
            raise IndexMissing("index.missing")
        opened.append(1)
        return Empty()

    live = LiveAssistant(settings, open_assistant)
    live.warm()
    with pytest.raises(IndexMissing):
        live.ask(Inquiry(locale="en", text="x"))
    there = True
    assert live.ask(Inquiry(locale="en", text="x")).verdict == NOT_COVERED
    live.ask(Inquiry(locale="en", text="x"))
    assert opened == [1]


@pytest.mark.slow
def test_a_real_server_opens_and_stops(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from bot.server import serve; from kb.settings import get_settings"
    code += f"; serve(get_settings(), '127.0.0.1', {port})"
    environment = {**os.environ, "JINPUM_BUILD": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", code], env=environment)
    try:
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/healthz").json()["index"] == "index.missing":
                    break
            except httpx.TransportError:
                time.sleep(0.2)
        page = httpx.get(f"http://127.0.0.1:{port}/chat/?locale=ko", timeout=120)  # the first one loads everything
        assert interface("ko").text("chat.check") in page.text
    finally:
        process.terminate()
        assert process.wait(60) in {0, -15}
