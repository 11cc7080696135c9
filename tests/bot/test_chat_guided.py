"""The guided check in a browser: from a photo to the result, back and correct, several items, another language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from kb.interface import interface
from tests.axe import violations
from tests.bot.chat_page import chat_address, chat_browser, chat_page  # noqa: F401  # fixtures
from tests.bot.doubles import GUIDE
from tests.bot.pictures import CJK, label

pytestmark = pytest.mark.browser


def begin(page: Page, locale: str = "en") -> None:
    page.goto(f"/chat/?locale={locale}&guide={GUIDE}")
    expect(page.locator(".jp-step")).to_be_visible()


def test_a_question_fits_on_a_phone_and_breaks_no_rule(page: Page) -> None:
    begin(page)
    for choice in page.locator(".jp-choice").all():
        box = choice.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["y"] + box["height"] <= 740
    assert not violations(page)


def test_a_check_is_answered_gone_back_in_and_corrected(page: Page) -> None:
    begin(page)
    expect(page.locator(".jp-count b")).to_have_text("Question 1 of 3")
    page.locator("[data-outcome=as-genuine]").click()
    expect(page.locator(".jp-count b")).to_have_text("Question 2 of 3")
    page.wait_for_function("document.activeElement.id === 'jp-step-title'")
    page.keyboard.press("3")
    expect(page.locator(".jp-count b")).to_have_text("Question 3 of 3")
    page.locator("[data-act=back]").click()
    expect(page.locator(".jp-count b")).to_have_text("Question 2 of 3")
    expect(page.locator("[data-outcome=unclear]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-act=kept]").click()
    expect(page.locator(".jp-count b")).to_have_text("Question 3 of 3")
    page.locator("[data-fold=answers] summary").click()
    page.locator("[data-act=corrected]").first.click()
    expect(page.locator(".jp-count b")).to_have_text("Question 1 of 3")
    page.locator("[data-outcome=as-fake]").click()
    expect(page.locator(".jp-word")).to_have_text("Strong signs of a fake")
    expect(page.locator(".jp-replies li")).to_have_count(2)
    page.locator("[data-act=further]").click()
    expect(page.locator(".jp-step")).to_be_visible()


def test_items_have_their_own_checks(page: Page) -> None:
    begin(page)
    page.locator("[data-act=item_added]").click()
    expect(page.locator("#jp-form")).to_be_visible()
    page.locator("#jp-description textarea").fill("골라겐")
    page.locator("#jp-check").click()
    expect(page.locator(".jp-step")).to_be_visible()
    page.locator("[data-act=item_chosen]").first.click()
    expect(page.locator("#jp-description textarea")).to_have_value("")
    page.locator("[data-act=item_chosen]").nth(1).click()
    expect(page.locator("#jp-description textarea")).to_have_value("골라겐")
    page.locator("[data-fold=shared] summary").click()
    page.locator("[data-act=item_removed]").first.click()
    expect(page.locator("[data-act=item_chosen]")).to_have_count(1)
    page.locator("[data-act=item_put_back]").click()
    expect(page.locator("[data-act=item_chosen]")).to_have_count(2)


def test_another_language_in_mid_check_keeps_photo_words_and_replies(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "pack.jpg"
    Image.fromarray(label([("핑크 골라겐 세럼", CJK)], size=60)).save(path, quality=92)
    page.goto("/chat/?locale=en")
    page.locator("input[type=file][multiple]").set_input_files(path)
    expect(page.locator("[data-shot]")).to_have_count(1)
    page.locator("#jp-description textarea").fill("Medicube")
    page.locator("#jp-check").click()
    expect(page.locator(".jp-confirm img")).to_be_visible()
    page.locator("[data-outcome=unclear]").click()
    expect(page.locator(".jp-replies")).to_be_attached()
    page.locator("header select").select_option("ko")
    asked = interface("ko").text("chat.reply-unknown")
    expect(page.locator("[data-outcome=unclear] b")).to_have_text(asked)
    expect(page.locator("#jp-description textarea")).to_have_value("Medicube")
    expect(page.locator("[data-shot]")).to_have_count(1)
    expect(page.locator(".jp-replies li")).to_have_count(1)
    assert "locale=ko" in page.url


def test_a_saved_case_is_found_again(page: Page) -> None:
    begin(page)
    page.locator("[data-outcome=as-fake]").click()
    page.locator("[data-act=saved]").click()
    page.locator(".jp-cases-button").click()
    expect(page.locator(".jp-kept-open")).to_have_count(1)
    assert not violations(page)
    page.locator(".jp-drawer [data-act=restarted]").click()
    expect(page.locator("#jp-form")).to_be_visible()
    page.locator(".jp-cases-button").click()
    page.locator(".jp-kept-open").click()
    expect(page.locator(".jp-word")).to_have_text("Strong signs of a fake")
