"""The form as a person fills it in, from the first field to a folder that passes `jinpum check`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kb import lint
from kb.library import guide_files
from tests.axe import violations
from tests.bot.form.conftest import REAL

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
WAIT = 120_000

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        yield found
        found.close()


def _page(browser: Browser, address: str, size: str, locale: str) -> Page:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, accept_downloads=True)
    page.set_default_timeout(WAIT)
    page.goto(f"{address}/form?locale={locale}")
    page.locator("#form[data-ready]").wait_for()
    return page


def _fill(page: Page) -> None:
    """Fill in what a person would, step by step."""
    page.fill("#f-names-en", "My Brand serum")
    page.fill("#f-names-ko", "마이브랜드 세럼")
    page.fill("#f-summary-0-text", "Copies of the jar are sold in markets abroad.")
    page.check("#f-summary-0-source-1")
    page.click("#next")
    page.select_option("#f-package", "jar")
    page.fill("#f-cues-0-title", "Seal on the cap")
    page.select_option("#f-cues-0-where", "closure")
    for part, text in (("genuine", "The seal says 홍삼정 in gold."), ("fake", "The seal says 홍삼청 in yellow.")):
        page.fill(f"#f-cues-0-parts-{part}-0-text", text)
        page.check(f"#f-cues-0-parts-{part}-0-source-1")
    page.check("#f-cues-0-fake-strong")
    page.click("#next")
    page.fill("#f-sources-0-title", "Notice on fakes")
    page.fill("#f-sources-0-publisher", "My Company, Inc.")
    page.fill("#f-sources-0-date", "2025-05")
    page.fill("#f-sources-0-url", "https://example.com/notice")
    page.click("#next")
    page.fill("#f-ask-0-text", "My Company, fakes@example.com.")
    page.check("#f-ask-0-source-1")
    page.fill("#f-unknown-0-text", "How many copies there are.")
    page.click("#next")


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("size", SIZES)
def test_a_filled_in_form_gives_a_folder_that_passes_the_check(
    browser: Browser, form_address: str, tmp_path: Path, size: str, locale: str
) -> None:
    page = _page(browser, form_address, size, locale)
    _fill(page)
    page.locator('#mend[data-count="0"]').wait_for()
    # The preview: the site's page in its frame, with the sign's number on the drawing.
    page.locator("#page-frame[srcdoc]").wait_for()
    frame = page.frame_locator("#page-frame")
    frame.locator("svg a[href$='#seal-on-the-cap']").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than the screen"
    with page.expect_download() as waiting:
        page.click("#download")
    assert waiting.value.suggested_filename == "my-brand-serum.zip"
    zipfile.ZipFile(waiting.value.path()).extractall(tmp_path)
    (tmp_path / "translations").symlink_to(REAL / "translations")
    guides, problems = lint.check(tmp_path / "guides")
    assert [guide.id for guide in guides] == ["my-brand-serum"]
    assert problems == []
    assert guide_files(tmp_path / "guides")[0].parent.parent.name == "consumer"
    page.close()


def test_a_draft_outlives_its_tab_and_its_rows_move_and_come_back(browser: Browser, form_address: str) -> None:
    page = _page(browser, form_address, "phone", "en")
    page.fill("#f-names-en", "My Brand serum")
    page.click("#go-signs")
    page.fill("#f-cues-0-title", "First")
    page.click("#add-sign")
    page.fill("#f-cues-1-title", "Second")
    page.click('[data-row="cues.1"] > .jp-tools [data-move="-1"]')
    titles = [page.input_value(f"#f-cues-{number}-title") for number in range(2)]
    assert titles == ["Second", "First"]
    page.click('[data-row="cues.0"] > .jp-tools [data-remove]')
    assert page.input_value("#f-cues-0-title") == "First"
    page.click("#undo")
    assert page.input_value("#f-cues-0-title") == "Second"
    page.reload()
    page.locator("#form[data-ready]").wait_for()
    assert page.input_value("#f-cues-1-title") == "First"
    assert page.locator("#go-signs").get_attribute("aria-current") == "step"
    page.close()


def test_a_wrong_field_is_told_at_once_and_the_list_leads_to_it(browser: Browser, form_address: str) -> None:
    page = _page(browser, form_address, "phone", "en")
    page.fill("#f-names-en", "My Brand serum")
    page.fill("#f-owner-names-en", "My Company")
    page.fill("#f-owner-website", "example.com")
    page.press("#f-owner-website", "Tab")
    page.locator('#f-owner-website[aria-invalid="true"]').wait_for()
    page.click("#go-preview")
    page.locator("#mend .jp-mend button").first.wait_for()
    page.locator("#mend button", has_text="example.com").click()
    assert page.evaluate("document.activeElement.id") == "f-owner-website"
    page.close()


@pytest.mark.parametrize("size", SIZES)
def test_no_barrier_that_a_machine_can_find(browser: Browser, form_address: str, size: str) -> None:
    page = _page(browser, form_address, size, "en")
    for step in ("product", "signs", "sources", "ask"):
        page.click(f"#go-{step}")
        assert violations(page, exclude=["iframe"]) == []
    page.close()
