"""The built pages in a browser, as an officer meets them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from small_project import Built

CHROMIUM = shutil.which("chromium") or ""
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "/en/",
    "/ko/",
    "/en/browse/",
    "/ko/browse/mark/",
    "/en/guides/cj-dasida/",
    "/ko/guides/medicube-age-r/",
    "/en/how-to-read/",
    "/ko/translation/",
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A phone's page that complains of console errors and of every request to another host."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=served, locale="ko-KR")
    found = context.new_page()
    trouble: list[str] = []
    own = (served, "data:", "blob:")
    found.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: trouble.append(str(error)))
    found.on("request", lambda request: None if request.url.startswith(own) else trouble.append(request.url))
    yield found
    context.close()
    assert not trouble


def first_hit(page: Page) -> str:
    link = page.locator("[data-by-name] a").first
    link.wait_for()
    return link.get_attribute("href") or ""


@pytest.mark.parametrize(
    ("query", "guide"),
    [
        ("쇠고기 다시다", "cj-dasida"),
        ("쇠고기다시다", "cj-dasida"),
        ("дашида", "cj-dasida"),
        ("hat nem dasida", "cj-dasida"),
        ("Medicubee", "medicube-age-r"),
        ("เมดิคิวบ์", "medicube-age-r"),
        ("sanai", "cj-dasida"),
    ],
)
def test_a_guide_is_found_by_any_of_its_names(page: Page, query: str, guide: str) -> None:
    page.goto("/en/")
    page.fill("#search", query)
    assert first_hit(page) == f"guides/{guide}/"


def test_a_barcode_number_is_found_and_proves_nothing(page: Page) -> None:
    page.goto("/en/")
    page.fill("#search", "8801007 686875")
    assert first_hit(page) == "guides/cj-dasida/"
    assert "proves nothing" in page.locator("[data-notice]").inner_text()


@pytest.mark.parametrize(
    ("number", "answer"), [("8801234567893", "does not mean fake"), ("8801234567890", "Read the number again")]
)
def test_a_barcode_number_that_no_guide_has(page: Page, number: str, answer: str) -> None:
    page.goto("/en/")
    page.fill("#search", number)
    page.get_by_text(answer).wait_for()


def test_the_text_of_guides_is_searched(page: Page) -> None:
    page.goto("/ko/")
    page.fill("#search", "띄어쓰기")
    link = page.locator("[data-by-text] a").first
    link.wait_for()
    assert "/ko/guides/" in (link.get_attribute("href") or "")


def test_what_is_found_nowhere_says_so(page: Page) -> None:
    page.goto("/en/")
    page.fill("#search", "qqqqzzzz")
    page.get_by_text("says nothing about your item").wait_for()


def test_the_language_menu_stays_on_the_page(page: Page) -> None:
    page.goto("/en/guides/cj-dasida/#front-brand")
    page.locator(".jp-languages summary").click()
    page.locator(".jp-languages a[lang=ko]").click()
    page.wait_for_url("**/ko/guides/cj-dasida/#front-brand")
    assert page.locator("html").get_attribute("lang") == "ko"


def test_the_entrance_follows_the_browser_and_then_the_choice(page: Page) -> None:
    page.goto("/")
    page.wait_for_url("**/ko/")
    page.locator(".jp-languages summary").click()
    page.locator(".jp-languages a[lang=en]").click()
    page.wait_for_url("**/en/")
    page.goto("/")
    page.wait_for_url("**/en/")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_overflows_and_targets_are_large_enough(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """(wanted) => [...document.querySelectorAll(wanted)]
            .filter(item => item.offsetParent && item.getBoundingClientRect().height < 43.5)
            .map(item => item.outerHTML)""",
        ".jp-header a, summary, button, .jp-button, .jp-box-act, .jp-cards a, .jp-shelves a, .jp-ways a, .jp-jump a, "
        ".jp-first a, .jp-links a, .jp-footer a, input:not([type=file])",
    )
    assert not small


def test_the_chosen_colours_stay(page: Page) -> None:
    page.goto("/en/")
    page.locator("[data-theme-toggle]").click()
    page.goto("/en/about/")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_a_passed_review_date_is_said(page: Page) -> None:
    page.clock.set_fixed_time("2031-01-01T12:00:00")
    page.goto("/en/guides/cj-dasida/")
    assert page.locator("[data-review-by]").is_visible()
    page.clock.set_fixed_time("2026-12-01T12:00:00")
    page.reload()
    assert not page.locator("[data-review-by]").is_visible()


def test_the_assistant_is_told_guide_and_language(page: Page, built: Built) -> None:
    page.goto("/ko/guides/cj-dasida/")
    assert page.locator(".jp-button").get_attribute("href") == "/chat/?guide=cj-dasida&locale=ko"
