"""A practice picture of the training brand from the phone to the result, over the real guides and a real index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.settings import Settings
from tests.bot.chat_page import SECONDS, chat_browser, chat_page, served  # noqa: F401  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PICTURE = Settings().guides / "training" / "training-barley-chips" / "practice-3.jpg"
"""The front of the pack without its round mark."""


@pytest.fixture(scope="module", name="address")
def practice_address(project: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = project.model_copy(update={"data": tmp_path_factory.mktemp("practice")})
    with served(settings) as address:
        yield address


def test_a_practice_picture_is_recognised_asked_about_and_concluded(page: Page, tmp_path: Path) -> None:
    page.goto("/chat/?locale=en")
    page.locator("input[type=file][multiple]").set_input_files(PICTURE)
    expect(page.locator("[data-shot]")).to_have_count(1)
    page.locator("#jp-check").click()
    expect(page.locator(".jp-reading")).to_have_count(0, timeout=2 * SECONDS)
    step = page.locator('[data-step="training-barley-chips/front-artwork"]')
    expect(step).to_be_visible()
    expect(step.locator(".jp-pairs img").first).to_be_visible()  # the place that differs beside the genuine one
    step.locator("[data-outcome=as-fake]").click()
    expect(step).to_have_count(0)
    if not page.locator(".jp-verdict").count():
        page.locator("[data-act=skipped]").click()
    expect(page.locator(".jp-verdict")).to_be_visible()
    expect(page.locator("tr.jp-as-fake")).to_contain_text("Artwork of the front")
    expect(page.locator(".jp-used")).to_contain_text("Byeohyulchan barley chips")
    expect(page.locator(".jp-marked .jp-stage img")).to_be_visible()
    with page.expect_download() as started:
        page.locator("[data-kind=json]").click()
    started.value.save_as(tmp_path / "case.json")
    text = (tmp_path / "case.json").read_text(encoding="utf-8")
    assert '"guide": "training-barley-chips"' in text
    assert "front-artwork" in text
