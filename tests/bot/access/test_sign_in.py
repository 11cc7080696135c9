from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from bot.access import passwords, sessions
from bot.access.person import Role
from bot.access.sessions import digest
from bot.access.tables import AccountSession
from bot.access.users import UserFile
from kb.interface import interface
from kb.settings import Settings
from tests.bot.access.people import HASH, PASSWORD, Browser, add_user, audit, browsing, users_settings

EN = interface("en")


def cookies(answer: object) -> list[str]:
    return answer.headers.get_list("set-cookie")  # type: ignore[attr-defined, no-any-return]


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
