from __future__ import annotations

import time

import pytest

from bot.access import passwords
from bot.access.guard import safe_next
from bot.access.limits import SignInLimits
from bot.access.person import Role
from kb.interface import interface
from kb.settings import Settings
from tests.bot.access.people import PASSWORD, Browser, audit, browsing

EN = interface("en")


# forms and links of others


@pytest.mark.parametrize("token", [None, "", "0" * 64, "ü"])
def test_a_form_without_this_browsers_token_signs_nobody_in(browser: Browser, token: str | None) -> None:
    browser.client.get("/sign-in")
    form = {"name": "kim", "password": PASSWORD} | ({} if token is None else {"csrf": token})
    refused = browser.client.post("/sign-in", data=form)
    assert refused.status_code == 403
    assert EN.text("access.foreign-form") in refused.text
    assert browser.me()["signed_in"] is False


def test_another_browsers_token_signs_nobody_in_or_out(settings: Settings) -> None:
    with browsing(settings) as attacker, browsing(settings) as victim:
        token = attacker.csrf()
        victim.client.get("/sign-in")
        form = {"csrf": token, "name": "kim", "password": PASSWORD}
        assert victim.client.post("/sign-in", data=form).status_code == 403
        victim.sign_in("kim")
        attacker.sign_in("lee")
        for bad in (token, str(attacker.me()["csrf"]), ""):
            assert victim.client.post("/sign-out", data={"csrf": bad}).status_code == 403
        assert victim.me()["signed_in"] is True


def test_a_browser_without_cookies_signs_nobody_in(browser: Browser) -> None:
    token = browser.csrf()
    browser.client.cookies.clear()
    form = {"csrf": token, "name": "kim", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=form).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({}, 303),
    ],
)
def test_a_form_of_another_origin_is_refused(browser: Browser, headers: dict[str, str], status: int) -> None:
    form = {"csrf": browser.csrf(), "name": "kim", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=form, headers=headers).status_code == status


def test_a_form_that_never_ends_is_not_read(browser: Browser) -> None:
    refused = browser.client.post("/sign-in", data={"csrf": browser.csrf(), "name": "x" * 100_000})
    assert refused.status_code == 413
    assert EN.text("access.form-too-large") in refused.text


AWAY = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/\t/evil",
    "/%09/../\n//evil", "evil.example", "", " /en/", "///evil", "/sign-out", "/sign-in?next=/x", "http:/x", "/a" * 2000,
    "/\x00", "data:text/html,x",
]  # fmt: skip


@pytest.mark.parametrize("wanted", AWAY)
def test_no_address_leads_away_after_signing_in(wanted: str) -> None:
    assert safe_next(wanted, "/en/") == "/en/"


@pytest.mark.parametrize("wanted", ["/", "/ko/guides/x/#cue", "/chat/?locale=ko&guide=a%2Fb", "/cases?next=//x"])
def test_an_address_of_ours_is_kept(wanted: str) -> None:
    assert safe_next(wanted, "/en/") == wanted


@pytest.mark.parametrize("wanted", AWAY[1:2])
def test_the_form_leads_nowhere_else_either(browser: Browser, wanted: str) -> None:
    assert browser.sign_in("kim", next=wanted).headers["location"] == "/en/"
    assert browser.client.get("/sign-in", params={"next": wanted}).headers["location"] == "/en/"


def test_a_script_in_the_address_or_a_name_stays_text(browser: Browser) -> None:
    evil = '/"><script>alert(1)</script>'
    page = browser.client.get("/sign-in", params={"next": evil})
    assert "<script>alert" not in page.text
    again = browser.sign_in('"><script>alert(1)</script>', "x")
    assert "<script>alert" not in again.text


# roles


def test_an_account_that_may_not_is_told_which_role_it_needs(browser: Browser, settings: Settings) -> None:
    browser.sign_in("kim")
    refused = browser.client.get("/audit")
    assert refused.status_code == 403
    assert EN.text("access.role-admin") in refused.text


def test_roles_include_those_below() -> None:
    order = [Role.READER, Role.OFFICER, Role.EDITOR, Role.ADMIN]
    assert list(Role) == order
    for rank, role in enumerate(order):
        assert [role.at_least(other) for other in order] == [other <= rank for other in range(4)]


# limits


def test_after_five_mistakes_one_has_to_wait(browser: Browser) -> None:
    for _ in range(5):
        assert browser.sign_in("kim", "wrong password").status_code == 401
    held = browser.sign_in("kim")
    assert held.status_code == 429
    assert 0 < int(held.headers["retry-after"]) <= 900
    assert EN.text("access.wait", minutes=15) in held.text
    assert browser.sign_in("lee").status_code == 303, "others at the same desk may go on"


def test_a_held_attempt_costs_no_password_check_and_no_log(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        browser.sign_in("kim", "wrong password")
    before = audit(browser)
    monkeypatch.setattr(passwords, "verify", lambda *_: pytest.fail("checked"))
    assert browser.sign_in("kim").status_code == 429
    assert audit(browser) == before


def test_mistakes_are_forgotten_once_signed_in(browser: Browser) -> None:
    for _ in range(2):
        for _ in range(4):
            browser.sign_in("kim", "wrong password")
        assert browser.sign_in("kim").status_code == 303
        browser.client.cookies.clear()


def test_one_address_tries_at_most_thirty_names() -> None:
    limits = SignInLimits()
    assert [limits.wait(f"name{number}", "192.0.2.7") for number in range(30)] == [0] * 30
    assert limits.wait("another", "192.0.2.7") == 15
    assert limits.wait("another", "192.0.2.8") == 0


def test_one_name_is_tried_at_most_fifty_times_from_anywhere() -> None:
    limits = SignInLimits()
    assert [limits.wait("kim", f"192.0.2.{number}") for number in range(50)] == [0] * 50
    assert limits.wait("kim", "192.0.2.200") == 15


def test_addresses_of_one_ipv6_network_count_as_one() -> None:
    limits = SignInLimits()
    assert [limits.wait("kim", f"2001:db8::{number:x}") for number in range(6)][-1] == 15
    assert limits.wait("kim", "2001:db8:0:1::1") == 0
    assert limits.wait("kim", "::ffff:192.0.2.1") == 0
    assert limits.wait("kim", "no address") == 0


def test_the_window_moves() -> None:
    now = time.time()
    limits = SignInLimits(now=lambda: now + 800)
    for _ in range(5):
        limits.wait("kim", "192.0.2.1")
    assert limits.wait("kim", "192.0.2.1") == 2
