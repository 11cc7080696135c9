"""A guided check from photo to PDF, in Chromium on a phone; then its page, and in another browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from pypdf import PdfReader

from bot.case.file import case_json, read_case
from kb.settings import Settings
from tests.axe import violations
from tests.bot.case.cases import assistant, case, jpeg
from tests.bot.chat_page import served

CHROMIUM = shutil.which("chromium") or ""
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
ARGS += ["--disable-component-update", "--disable-sync"]
PHONE: ViewportSize = {"width": 360, "height": 740}
SECONDS = 60_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cases")
    settings = Settings(build=folder / "build", data=folder / "data")
    with served(settings, assistant()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


def phone(browser: Browser, address: str, locale: str = "en-US") -> Page:
    page = browser.new_page(viewport=PHONE, locale=locale, base_url=address)
    page.set_default_timeout(SECONDS)
    expect.set_options(timeout=SECONDS)
    return page


def fits(page: Page) -> bool:
    """Whether nothing runs out of the page at its side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_a_guided_check_from_photo_to_pdf(browser: Browser, address: str, tmp_path: Path) -> None:
    page = phone(browser, address)
    page.goto("/chat/?locale=en")
    (tmp_path / "pack.jpg").write_bytes(jpeg())
    page.locator("input[type=file][multiple]").set_input_files(tmp_path / "pack.jpg")
    expect(page.locator("[data-shot]")).to_have_count(1)
    page.locator("#jp-description textarea").fill("Medicube, bought at http://shop.example/1")
    page.locator("#jp-check").click()
    page.locator("[data-outcome=as-fake]").first.click()
    expect(page.locator("#jp-status")).not_to_contain_text("Reading photo", timeout=3 * SECONDS)
    with page.expect_download() as started:
        page.locator("[data-kind=pdf]").click()
    pdf = PdfReader(started.value.path())
    text = "".join("".join(one.extract_text() for one in pdf.pages).split())
    assert "shop.example/1" in text and "Strongsignsofafake" in text
    (name,) = pdf.attachments
    case = read_case(pdf.attachments[name][0])
    assert case.reference in text and started.value.suggested_filename == f"{case.reference}.pdf"
    assert [photo.name for photo in case.items[0].photos] == ["pack.jpg"]
    assert b"SecretPhone" not in case.items[0].photos[0].jpeg
    assert case.items[0].photos[0].evidence is not None

    page.goto("/cases?locale=en")
    page.locator(".jp-record-card").click()
    expect(page.locator("h1")).to_have_text("Case report")
    expect(page.locator(".jp-item img")).to_have_count(1)
    assert fits(page)
    page.get_by_role("link", name="Notice to an online platform").click()
    expect(page.locator(".jp-letter")).to_contain_text("http://shop.example/1")
    assert fits(page)
    page.go_back()
    page.get_by_role("link", name="Go on checking").click()
    expect(page.locator("#jp-description textarea")).to_have_value("Medicube, bought at http://shop.example/1")
    expect(page.locator("[data-shot]")).to_have_count(1)
    page.close()

    other = phone(browser, address, "ko-KR")
    other.goto(f"/cases/{case.reference}")
    expect(other.locator(".jp-item")).to_have_count(0)
    other.goto("/cases")
    (tmp_path / name).write_bytes(pdf.attachments[name][0])
    other.set_input_files("input[type=file]", tmp_path / name)
    other.locator("form[enctype] button").click()
    other.wait_for_url(f"**/cases/{case.reference}*")
    expect(other.locator(".jp-item img")).to_have_count(1)
    assert other.locator("html").get_attribute("lang") == "ko" and fits(other)
    other.locator("details.jp-fold summary").click()
    other.locator(".jp-danger").click()
    expect(other.locator(".jp-record-card")).to_have_count(0)
    other.close()


def test_a_record_can_be_read_by_everybody(browser: Browser, address: str, tmp_path: Path) -> None:
    page = phone(browser, address)
    page.goto("/cases?locale=th")
    assert violations(page) == []
    (tmp_path / "case.json").write_bytes(case_json(case("th")))
    page.set_input_files("input[type=file]", tmp_path / "case.json")
    page.locator("form[enctype] button").click()
    page.wait_for_url("**/cases/JP-*")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.close()
