"""Passwords cost little in the tests of accounts: what they cost in use is tested by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.access import passwords
from kb.settings import Settings
from tests.bot.access.people import CHEAP, Browser, browsing, users_settings


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return users_settings(tmp_path)


@pytest.fixture
def browser(settings: Settings) -> Iterator[Browser]:
    with browsing(settings) as opened:
        yield opened
