"""Passwords cost little in the tests of accounts: what they cost in use is tested by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.access import passwords
from tests.bot.access.people import CHEAP


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()
