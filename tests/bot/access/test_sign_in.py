from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from bot.access import passwords, sessions
from bot.access.guard import safe_next
from bot.access.limits import SignInLimits
from bot.access.person import Role
from bot.access.sessions import digest
from bot.access.tables import AccountSession, AuditEntry
from bot.access.users import UserFile
from kb.interface import interface
from kb.settings import Settings
from tests.bot.access.people import HASH, PASSWORD, Browser, add_user, browsing, users_settings

EN = interface("en")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return users_settings(tmp_path)


@pytest.fixture
def browser(settings: Settings) -> Iterator[Browser]:
    with browsing(settings) as opened:
        yield opened


def cookies(answer: object) -> list[str]:
    return answer.headers.get_list("set-cookie")  # type: ignore[attr-defined, no-any-return]


def audit(browser: Browser) -> list[tuple[str, str, str]]:
    with browser.accounts.database.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    return [(row.name, row.action, row.subject) for row in rows]


def forget_remembered(browser: Browser) -> None:
    """As if the ten seconds were over for which a session is believed."""
    browser.accounts.sessions._remembered.clear()


# a server without accounts


def test_a_server_without_accounts_says_so_and_writes_nothing(tmp_path: Path) -> None:
    with browsing(Settings(data=tmp_path / "data")) as browser:
        page = browser.client.get("/sign-in")
        assert page.status_code == 404
        assert EN.text("access.no-accounts") in page.text
        assert "<form" not in page.text
        assert browser.client.post("/sign-in", data={"name": "x", "password": "y"}).status_code == 404
        assert browser.me() == {"accounts": False, "signed_in": False, "name": "", "role": None} | {
            "sees_sightings": False, "sees_audit": False, "csrf": "",
        }  # fmt: skip
        for path in ("/covert", "/audit", "/audit.csv"):
            refused = browser.client.get(path)
            assert refused.status_code == 404
            assert EN.text("access.no-accounts") in refused.text
        assert (
            EN.text("access.sign-in") not in browser.client.get("/audit").text.partition("<main")[0].split("<body")[1]
        )
    assert not (tmp_path / "data").exists()


# signing in and out


def test_signing_in_opens_what_is_for_officers_and_signing_out_closes_it(browser: Browser) -> None:
    asked = browser.client.get("/covert?x=1")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=%2Fcovert%3Fx%3D1&locale=en")
    entered = browser.sign_in(" Kim ", next="/covert?x=1")
    assert (entered.status_code, entered.headers["location"]) == (303, "/covert?x=1")
    assert browser.client.get("/covert").text == "secret for Kim"
    me = browser.me()
    assert (me["signed_in"], me["name"], me["role"]) == (True, "Kim", "officer")
    left = browser.client.post("/sign-out?locale=ko", data={"csrf": me["csrf"]})
    assert (left.status_code, left.headers["location"]) == (303, "/ko/")
    assert browser.client.get("/covert").status_code == 303
    assert [(name, action) for name, action, _ in audit(browser)] == [("Kim", "sign-in"), ("Kim", "sign-out")]


def test_a_token_is_worth_nothing_once_signed_out(browser: Browser) -> None:
    browser.sign_in("kim")
    token = browser.client.cookies["jinpum-session"]
    browser.client.post("/sign-out", data={"csrf": str(browser.me()["csrf"])})
    browser.client.cookies.set("jinpum-session", token)
    assert browser.me()["signed_in"] is False
    forget_remembered(browser)
    assert browser.me()["signed_in"] is False


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(browser: Browser) -> None:
    pages = []
    for name, password in (("kim", "wrong password"), ("nobody", "wrong password"), ("kim", ""), ("", "x" * 100_0)):
        refused = browser.sign_in(name, password)
        assert refused.status_code == 401
        assert "jinpum-session" not in browser.client.cookies
        pages.append(re.sub(rf'value="{name}"', 'value=""', refused.text).replace(" autofocus", ""))
    assert len(set(pages)) == 1
    assert EN.text("access.wrong") in pages[0].replace("&#39;", "'")
    assert [row[1:] for row in audit(browser)] == [
        ("sign-in-failed", "kim"), ("sign-in-failed", ""), ("sign-in-failed", "kim"), ("sign-in-failed", ""),
    ]  # fmt: skip


def test_an_unknown_name_is_checked_as_long_as_a_known_one(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(str(password))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=1, memory_cost=1024, parallelism=1))
    browser.sign_in("kim", "wrong password")
    browser.sign_in("nobody", "wrong password")
    assert checked == ["wrong password", "wrong password"]


def test_what_was_typed_as_a_name_is_in_no_log_unless_it_is_one(browser: Browser) -> None:
    browser.sign_in(PASSWORD, "kim")
    assert audit(browser) == [("", "sign-in-failed", "")]


def test_a_hash_of_old_parameters_is_made_anew_at_sign_in(browser: Browser, settings: Settings) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=512, parallelism=1).hash(PASSWORD)
    file = UserFile(settings.users_file)
    file.path.write_text(file.path.read_text().replace(HASH, old, 1), encoding="utf-8")
    assert browser.sign_in("kim").status_code == 303
    fresh = file.users()["kim"].password
    assert fresh != old
    assert passwords.verify(PASSWORD, fresh)
    forget_remembered(browser)
    assert browser.me()["signed_in"] is True


# sessions


def test_a_session_begins_with_a_new_token_whatever_the_browser_brought(browser: Browser) -> None:
    """Session fixation: a token that somebody else put into the browser is never the one that is signed in."""
    planted = "A" * 43
    browser.client.cookies.set("jinpum-session", planted)
    browser.sign_in("kim")
    first = browser.client.cookies.get("jinpum-session", domain="testserver.local")
    assert first
    assert first != planted
    with browser.accounts.database.reading() as session:
        assert session.get(AccountSession, digest(planted)) is None
        assert session.get(AccountSession, digest(first)) is not None


def test_signing_in_again_ends_the_session_before(browser: Browser) -> None:
    browser.sign_in("kim")
    first = browser.client.cookies["jinpum-session"]
    form = {"csrf": str(browser.me()["csrf"]), "name": "lee", "password": PASSWORD}
    browser.client.post("/sign-in", data=form)
    assert browser.me()["name"] == "Lee"
    browser.client.cookies.clear()
    browser.client.cookies.set("jinpum-session", first)
    assert browser.me()["signed_in"] is False


def test_the_database_holds_no_token(browser: Browser, settings: Settings) -> None:
    browser.sign_in("kim")
    token = browser.client.cookies["jinpum-session"]
    own = browser.client.cookies["jinpum-browser"]
    assert len(token) == 43
    stored = b"".join(path.read_bytes() for path in settings.data_dir.glob("jinpum.sqlite3*"))
    assert digest(token).encode() in stored
    assert token.encode() not in stored
    assert own.encode() not in stored


@pytest.mark.parametrize("change", ["role", "password", "removed", "broken"])
def test_a_session_ends_when_the_account_changes(browser: Browser, settings: Settings, change: str) -> None:
    browser.sign_in("kim")
    file = UserFile(settings.users_file)
    match change:
        case "role":
            add_user(settings, "kim", Role.READER)
        case "password":
            text = file.path.read_text()
            file.path.write_text(text.replace(HASH, passwords.hash_password("another long password"), 1))
        case "removed":
            file.remove("kim")
        case "broken":
            file.path.write_text("- [", encoding="utf-8")
    os.utime(file.path, ns=(1, 1))
    forget_remembered(browser)
    assert browser.client.get("/covert").status_code == 303
    with browser.accounts.database.reading() as session:
        assert session.scalars(select(AccountSession)).all() == []


@pytest.mark.parametrize(
    ("after", "lives"),
    [
        ([timedelta(hours=11), timedelta(hours=11)], True),
        ([timedelta(hours=11), timedelta(hours=13)], False),
        ([timedelta(hours=11)] * 15 + [timedelta(hours=4)], False),
    ],
)
def test_a_session_ends_unused_and_in_any_case(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, after: list[timedelta], lives: bool
) -> None:
    now = datetime.now(UTC)
    monkeypatch.setattr(browser.accounts.sessions, "_now", lambda: now)
    browser.sign_in("kim")
    for step in after:
        now += step
        forget_remembered(browser)
        found = browser.me()["signed_in"]
    assert found is lives


def test_a_signed_in_person_costs_no_question_to_the_database_each_time(browser: Browser) -> None:
    browser.sign_in("kim")
    browser.me()
    browser.accounts.database.close()
    broken = browser.accounts.sessions._look
    browser.accounts.sessions._look = lambda key: pytest.fail("asked")  # type: ignore[method-assign]
    assert browser.me()["signed_in"] is True
    browser.accounts.sessions._look = broken  # type: ignore[method-assign]


def test_without_the_database_a_person_is_nobody(browser: Browser, settings: Settings) -> None:
    browser.sign_in("kim")
    browser.accounts.database.close()
    for path in settings.data_dir.glob("jinpum.sqlite3*"):
        path.unlink()
    (settings.data_dir / "jinpum.sqlite3").write_bytes(b"nonsense" * 1000)
    forget_remembered(browser)
    assert browser.me()["signed_in"] is False
    page = browser.sign_in("kim")
    assert page.status_code == 503
    assert EN.text("access.records-down") in page.text
    assert "sqlite" not in page.text


def test_what_has_ended_is_taken_away(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.sign_in("kim")
    later = datetime.now(UTC) + sessions.LONGEST
    monkeypatch.setattr(browser.accounts.sessions, "_now", lambda: later)
    browser.client.cookies.clear()
    browser.sign_in("lee")
    with browser.accounts.database.reading() as session:
        assert session.scalars(select(AccountSession.name)).all() == ["Lee"]


# cookies


def test_cookies_are_for_no_script_and_no_other_site(browser: Browser) -> None:
    given = [*cookies(browser.client.get("/sign-in")), *cookies(browser.sign_in("kim"))]
    assert len(given) == 2
    for cookie in given:
        assert "; HttpOnly; SameSite=Lax" in cookie
        assert "; Path=/;" in cookie
        assert "Domain" not in cookie
        assert "Secure" not in cookie
    assert "Max-Age" not in given[1], "it goes with the browser"


@pytest.mark.parametrize(
    ("base", "public"), [("https://testserver", ""), ("http://testserver", "https://jinpum.example")]
)
def test_over_https_cookies_are_for_this_host_and_https_alone(tmp_path: Path, base: str, public: str) -> None:
    with browsing(users_settings(tmp_path, public_url=public), base) as browser:
        page = browser.client.get("/sign-in")
        token = re.search(r'name="csrf" value="(\w+)"', page.text)
        own = cookies(page)[0]
        assert own.startswith("__Host-jinpum-browser=")
        assert own.endswith("; Secure")
        headers = {"cookie": own.partition(";")[0]}
        form = {"csrf": token[1] if token else "", "name": "kim", "password": PASSWORD}
        entered = browser.client.post("/sign-in", data=form, headers=headers)
        assert entered.status_code == 303
        assert cookies(entered)[0].startswith("__Host-jinpum-session=")
        assert cookies(entered)[0].endswith("; Secure")
        # A cookie without the prefix may have been set by a neighbouring host.
        plain = cookies(entered)[0].partition(";")[0].removeprefix("__Host-")
        browser.client.cookies.clear()
        assert browser.client.get("/account/me", headers={"cookie": plain}).json()["signed_in"] is False


def test_a_browser_keeps_one_id_that_does_not_give_away_its_cookie(browser: Browser) -> None:
    first = browser.client.get("/cases").text
    assert browser.client.get("/cases").text == first
    assert browser.client.get("/cases/me.json").json() == {"id": first}
    assert browser.client.cookies["jinpum-browser"] not in first
    browser.client.cookies.clear()
    assert browser.client.get("/cases").text != first
    browser.client.cookies.set("jinpum-browser", "x")
    assert browser.client.get("/cases").text != first


def test_the_sites_files_set_no_cookie(browser: Browser) -> None:
    assert cookies(browser.client.get("/en/page.html")) == []
    assert cookies(browser.client.get("/account/me")) == []
    assert browser.client.get("/account/me").headers["cache-control"] == "no-store"


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
