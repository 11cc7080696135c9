"""The chat page: its choice of language and guide, and the page itself in a browser."""

from __future__ import annotations

import io
import itertools
import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from bot.access.person import Person
from bot.chat_address import case_of
from bot.chat_parts import Shown, parts
from bot.check_case import CheckCase
from bot.place import Place
from bot.session import MAX_PHOTOS, Session
from kb.interface import interface
from kb.locales import catalog_locales
from kb.settings import Settings
from tests.bot.chat_page import chat_address, chat_browser, chat_page  # noqa: F401  # fixtures
from tests.bot.doubles import GUIDE
from tests.bot.pictures import CJK, LATIN, label

NOBODY = Person(id="browser:test", name="", role=None, signed_in=False)
FAKE = "Hộp ghi 골라겐"


def place(*locales: str) -> Place:
    return Place(locales, lambda guide, locale: f"Title in {locale}" if guide == "known" else None)


@pytest.mark.parametrize(
    ("query", "header", "locale"),
    [
        ({}, "", "en"),
        ({}, "vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ({}, "fr;q=1, zh-TW;q=0.9, ko;q=0.2", "zh-Hans"),
        ({}, "ko;q=0.2, vi;q=0.9", "vi"),
        ({}, "*;q=0.5, ;;;, ko;q=x", "en"),
        ({"locale": "ko"}, "vi", "ko"),
        ({"locale": "zh_Hans"}, "", "zh-Hans"),
        ({"locale": "xx"}, "vi", "vi"),
    ],
)
def test_the_language_of_a_page(query: dict[str, str], header: str, locale: str) -> None:
    assert place("en", "ko", "vi", "zh-Hans").pick(query, header) == locale


def test_an_unknown_language_or_guide_in_the_address_is_said() -> None:
    opened = case_of({"locale": "xx", "guide": "nowhere"}, "vi", place("en", "vi"))
    assert [notice.key for notice in opened.item.notices] == ["chat.unknown-locale", "chat.unknown-guide"]
    assert opened.item.guide is None
    begun = case_of({"guide": "known"}, "", place("en")).item
    assert (begun.guide, begun.is_checking) == ("known", True)


@pytest.mark.parametrize(("gtin", "text"), [("8801234567893", "8801234567893"), ("880-1234 567893", "8801234567893")])
def test_a_barcode_number_in_the_address_begins_a_check(gtin: str, text: str) -> None:
    begun = case_of({"gtin": gtin}, "", place("en")).item
    assert (begun.text, begun.is_checking) == (text, True)


@pytest.mark.parametrize("gtin", ["", "none", "1" * 40])
def test_what_is_no_barcode_number_begins_nothing(gtin: str) -> None:
    assert case_of({"gtin": gtin}, "", place("en")).is_empty


def test_the_chosen_guide_is_named() -> None:
    case = CheckCase(items=[Session(guide="known")])
    shown = parts(case, place("en"), Shown(NOBODY))
    assert "Title in en" in shown["jp-header"]["value"]


def ask(page: Page, text: str, locale: str = "vi") -> None:
    """Check a description and go straight to the result."""
    page.goto(f"/chat/?locale={locale}")
    page.locator("#jp-description textarea").fill(text)
    page.locator("#jp-check").click()
    page.locator("[data-act=skipped]").click()
    expect(page.locator(".jp-verdict")).to_be_visible()


def picture(tmp_path: Path) -> Path:
    path = tmp_path / "pack.jpg"
    lines = [("핑크 골라겐 세럼", CJK), ("medicube", LATIN)]
    exif = Image.Exif()
    exif[0x010F] = "Maker of the phone"
    Image.fromarray(label(lines, size=60)).save(path, quality=92, exif=exif)
    return path


@pytest.mark.browser
def test_a_question_in_vietnamese_has_a_vietnamese_answer_with_links_that_work(page: Page) -> None:
    ask(page, FAKE)
    words = interface("vi")
    expect(page.locator(".jp-word")).to_have_text(words.text("chat.verdict-strong"))
    # The answer is brought into view and the reading place moves to it.
    page.wait_for_function("document.activeElement.id === 'jp-answer-title'")
    page.wait_for_function("document.querySelector('.jp-verdict').getBoundingClientRect().top < innerHeight / 2")
    link = page.locator(".jp-source a").first
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.endswith(f"/vi/guides/{GUIDE}/#product-name")
    assert opened.value.title() == "Guide"
    opened.value.close()


@pytest.mark.browser
def test_a_photo_is_read_shown_with_its_boxes_and_removed(page: Page, tmp_path: Path) -> None:
    page.goto("/chat/?locale=ko")
    page.locator("input[type=file][multiple]").set_input_files(picture(tmp_path))
    expect(page.locator("[data-shot] img")).to_be_visible()
    page.locator("#jp-check").click()
    expect(page.locator(".jp-confirm img")).to_be_visible()
    expect(page.locator(".jp-confirm dd").first).to_have_text("골라겐")
    expect(page.locator(".jp-confirm dd").nth(1)).to_have_text("콜라겐")
    crop = page.locator(".jp-confirm img").evaluate("image => [image.naturalHeight, image.clientHeight]")
    assert crop[0] >= 64
    assert crop[1] >= 40
    page.locator("[data-act=skipped]").click()
    expect(page.locator(".jp-verdict")).to_contain_text(interface("ko").text("chat.verdict-as-read"))
    shown = page.locator(".jp-marked img")
    assert shown.evaluate("image => image.complete && image.naturalWidth > 300")
    _boxes_and_list_agree(page)
    # Nothing of the upload is left on disk once it was read.
    assert not [path for path in Path(os.environ["GRADIO_TEMP_DIR"]).rglob("*") if path.is_file()]
    page.locator("[data-show=form]").click()
    page.locator("[data-act=photo_removed]").click()
    expect(page.locator("[data-shot]")).to_have_count(0)


def _boxes_and_list_agree(page: Page) -> None:
    """Every box has an entry of its number; choosing the entry by key, or pointing at the box, tells its text."""
    page.locator(".jp-marked summary").click()
    entries, boxes = page.locator(".jp-marks .jp-entry"), page.locator(".jp-stage .jp-mark")
    numbers = entries.evaluate_all("all => all.map((one) => one.dataset.mark)")
    assert numbers == [str(number + 1) for number in range(len(numbers))]
    assert sorted(boxes.evaluate_all("all => all.map((one) => one.dataset.mark)")) == sorted(numbers)
    assert page.locator(".jp-stage svg").get_attribute("aria-hidden") == "true"
    tip = page.locator(".jp-tip")
    entries.first.focus()
    expect(tip).to_be_visible()
    expect(tip).to_contain_text(entries.first.locator(".jp-literal").inner_text())
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    last = boxes.last.locator("polygon").last
    last.scroll_into_view_if_needed()
    last.hover()
    expect(tip).to_be_visible()
    inside = page.evaluate(
        "() => { const tip = document.querySelector('.jp-tip').getBoundingClientRect();"
        "const stage = document.querySelector('.jp-stage').getBoundingClientRect();"
        "return tip.left >= stage.left && tip.right <= stage.right + 1; }"
    )
    assert inside


@pytest.mark.browser
def test_bad_photos_are_said_and_nothing_is_lost(page: Page, tmp_path: Path) -> None:
    good, empty, text = picture(tmp_path), tmp_path / "empty.jpg", tmp_path / "text.png"
    empty.write_bytes(b"")
    text.write_text("no picture", encoding="utf-8")
    huge = tmp_path / "huge.png"
    buffer = io.BytesIO()
    Image.new("1", (9000, 9000)).save(buffer, "PNG")
    huge.write_bytes(buffer.getvalue())
    page.goto("/chat/?locale=vi")
    page.locator("#jp-description textarea").fill(FAKE)
    page.locator("input[type=file][multiple]").set_input_files([good, empty, text, huge])
    expect(page.locator("[data-shot]")).to_have_count(1)
    expect(page.locator(".jp-notices")).to_contain_text(interface("vi").text("photo.not-image", photo="text.png"))
    expect(page.locator(".jp-notices p")).to_have_count(3)
    expect(page.locator("#jp-description textarea")).to_have_value(FAKE)


@pytest.mark.browser
def test_pasted_and_dropped_pictures_are_taken_up_to_the_limit(page: Page) -> None:
    page.goto("/chat/?locale=en")
    expect(page.locator("#jp-check")).to_be_visible()
    page.wait_for_function("document.querySelector('[data-act=photo_added]')")
    page.wait_for_timeout(500)
    script = """async ([type, count]) => {
        const canvas = document.createElement('canvas'); canvas.width = canvas.height = 64;
        const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
        const data = new DataTransfer();
        for (let n = 0; n < count; n++) data.items.add(new File([blob], `${n}.png`, { type: 'image/png' }));
        const event = type === 'paste'
            ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
            : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
    }"""
    page.evaluate(script, ["paste", 1])
    expect(page.locator("[data-shot]")).to_have_count(1)
    page.evaluate(script, ["drop", MAX_PHOTOS])
    expect(page.locator("[data-shot]")).to_have_count(MAX_PHOTOS)


@pytest.mark.browser
@pytest.mark.parametrize("text", ["", "😀", "\x07"])
def test_nothing_to_go_by_is_said(page: Page, text: str) -> None:
    page.goto("/chat/?locale=th")
    page.locator("#jp-description textarea").fill(text)
    page.locator("#jp-check").click()
    expect(page.locator(".jp-notices p")).to_have_count(1)
    expect(page.locator(".jp-verdict")).to_have_count(0)


@pytest.mark.browser
def test_an_answer_that_comes_before_its_receipt_is_shown_whole(page: Page) -> None:
    """The line brings all steps of an answer before the browser knows which event they belong to."""

    def hold_back(route: Route) -> None:
        receipt = route.fetch()
        page.wait_for_timeout(700)
        route.fulfill(response=receipt)

    page.route("**/queue/join*", hold_back)
    page.goto("/chat/?locale=th")
    page.locator("#jp-check").click()
    expect(page.locator(".jp-notices p")).to_have_count(1)
    page.locator("#jp-description textarea").fill(FAKE)
    page.locator("#jp-check").click()
    page.locator("[data-act=item_added]").click()
    expect(page.locator("[data-act=item_chosen]")).to_have_count(2)
    expect(page.locator("#jp-description textarea")).to_have_value("")
    page.locator("#jp-description textarea").fill("second")
    page.locator("[data-act=item_chosen]").first.click()
    expect(page.locator("#jp-description textarea")).to_have_value(FAKE)
    page.locator("[data-act=item_chosen]").nth(1).click()
    expect(page.locator("#jp-description textarea")).to_have_value("second")
    page.unroute_all(behavior="wait")


@pytest.mark.browser
def test_text_that_looks_like_markup_or_a_template_stays_text(page: Page) -> None:
    evil = "골라겐 <img src=x onerror=alert(1)> {{value}} ${alert(2)} <script>alert(3)</script>"
    ask(page, evil, "en")
    expect(page.locator(".jp-said").first).to_have_text(evil)
    assert page.locator("#jp-result img").count() == 0


@pytest.mark.browser
def test_a_reload_keeps_the_text(page: Page) -> None:
    ask(page, FAKE)
    page.reload()
    # The server still holds the case: the tab goes on where it was.
    expect(page.locator(".jp-verdict")).to_be_visible()
    expect(page.locator("#jp-description textarea")).to_have_value(FAKE)


@pytest.mark.browser
def test_a_guide_in_the_address_is_used_alone_until_released(page: Page) -> None:
    page.goto(f"/chat/?locale=en&guide={GUIDE}")
    expect(page.locator(".jp-step")).to_be_visible()
    page.locator("[data-show=form]").click()
    page.get_by_role("button", name="Search all guides").click()
    expect(page.locator(".jp-chosen")).to_have_count(0)


@pytest.mark.browser
@pytest.mark.parametrize("locale", ["vi", "th", "ko", "zh-Hans"])
def test_no_english_is_left_and_every_target_is_large_enough(page: Page, locale: str) -> None:
    """A page in its language: no text, label or hint is an English sentence of the catalog or of Gradio."""
    if locale not in catalog_locales(Settings().translations):
        pytest.skip("no catalog")
    ask(page, FAKE, locale)
    script = """() => {
        const words = [], small = [];
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
        while (walk.nextNode()) {
            const node = walk.currentNode;
            if (!node.checkVisibility() || node.closest('script, style, template, noscript, select')) continue;
            for (const name of ['aria-label', 'title', 'alt', 'placeholder']) {
                if (node.getAttribute(name)) words.push(node.getAttribute(name));
            }
            for (const child of node.childNodes) if (child.nodeType === 3) words.push(child.textContent);
            if (node.matches('button, select, textarea, summary, label.jp-file')) {
                const box = node.getBoundingClientRect();
                if (box.height < 44 || box.width < 44) small.push(node.outerHTML.slice(0, 200));
            }
        }
        return [words, small];
    }"""
    words, small = page.evaluate(script)
    assert not small
    english = {word.lower() for word in re.findall(r"[A-Za-z]{4,}", " ".join(words))}
    common = {"with", "this", "that", "from", "file", "upload", "drop", "here", "click", "check", "photo", "loading"}
    assert not english & common
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
