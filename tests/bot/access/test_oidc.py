from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from sqlalchemy import select, update

from bot.access.accounts import Accounts
from bot.access.errors import UserFileError
from bot.access.person import Role
from bot.access.tables import AccountSession, AuditEntry, OidcRequest
from bot.records.database import Database
from kb.errors import SettingsError
from kb.interface import interface
from kb.settings import Settings
from tests.bot.access.people import Browser, add_user, browsing
from tests.bot.access.provider import CLIENT, SECRET, FakeProvider, provider

EN = interface("en")
SLOW = pytest.mark.slow
"""For what is one more of a kind: each starts an application and signs in."""


@pytest.fixture(scope="module")
def one_provider() -> Iterator[FakeProvider]:
    with provider() as started:
        yield started


@pytest.fixture
def fake(one_provider: FakeProvider) -> Iterator[FakeProvider]:
    before = dict(vars(one_provider))
    one_provider.asked.clear()
    yield one_provider
    vars(one_provider).update(before)


def oidc(folder: Path, issuer: str, **more: Any) -> Settings:
    values: dict[str, Any] = {
        "oidc_client": CLIENT,
        "oidc_secret": SECRET,
        "oidc_name": "Customs",
        "data": folder / "data",
    }
    values |= {"oidc_roles": "jinpum-officers=officer, jinpum=x=admin", "data": folder / "data"}
    return Settings(oidc_url=issuer, **(values | more))


@pytest.fixture
def browser(tmp_path: Path, fake: FakeProvider) -> Iterator[Browser]:
    with browsing(oidc(tmp_path, fake.issuer)) as opened:
        yield opened


def begin(browser: Browser, wanted: str = "/covert") -> str:
    """The address at the provider that the button leads to."""
    page = browser.client.get("/sign-in", params={"next": wanted})
    assert EN.text("access.sign-in-with", name="Customs") in page.text
    assert 'name="password"' not in page.text
    sent = browser.client.get("/sign-in/provider", params={"next": wanted})
    assert sent.status_code == 303
    return sent.headers["location"]


def back(address: str) -> str:
    """Where the provider sends the browser back to: path and query."""
    answer = httpx2.get(address)
    parts = urlsplit(answer.headers["location"])
    assert (parts.scheme, parts.netloc, parts.path) == ("http", "testserver", "/sign-in/return")
    return f"{parts.path}?{parts.query}"


def sign_in(browser: Browser, wanted: str = "/covert") -> httpx2.Response:
    return browser.client.get(back(begin(browser, wanted)))


def refused(browser: Browser, answer: httpx2.Response, key: str = "access.provider-refused") -> None:
    assert answer.status_code == 502
    assert EN.text(key, name="Customs") in answer.text
    assert browser.me()["signed_in"] is False
    with browser.accounts.database.reading() as session:
        assert session.scalars(select(AccountSession)).all() == []
        assert session.scalars(select(AuditEntry.action)).all()[-1:] in ([], ["sign-in-failed"])


def test_an_officer_signs_in_by_the_agencys_provider(browser: Browser, fake: FakeProvider) -> None:
    address = begin(browser)
    query = parse_qs(urlsplit(address).query)
    assert query["redirect_uri"] == ["http://testserver/sign-in/return"]
    assert len(query["state"][0]) == 43
    assert len(query["nonce"][0]) >= 20
    assert "code_verifier" not in query
    entered = browser.client.get(back(address))
    assert (entered.status_code, entered.headers["location"]) == (303, "/covert")
    assert browser.client.get("/covert").text == "secret for Park"
    me = browser.me()
    assert (me["name"], me["role"]) == ("Park", "officer")
    assert fake.asked == ["discovery", "token", "keys"]
    with browser.accounts.database.reading() as session:
        row = session.scalars(select(AccountSession)).one()
        assert row.person_id.startswith("oidc:")
        assert row.person_id.endswith(":7")
        assert row.ends - row.started == timedelta(hours=12)
        assert session.scalars(select(OidcRequest)).all() == []
        assert session.scalars(select(AuditEntry.action)).all() == ["sign-in"]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["jinpum-officers"], Role.OFFICER),
        pytest.param("jinpum-officers", Role.OFFICER, marks=SLOW),
        pytest.param(["jinpum=x", "jinpum-officers"], Role.ADMIN, marks=SLOW),
        (["others"], None),
        pytest.param([], None, marks=SLOW),
        pytest.param(None, None, marks=SLOW),
        pytest.param({"jinpum-officers": 1}, None, marks=SLOW),
        pytest.param([["jinpum-officers"], 7], None, marks=SLOW),
    ],
)
def test_groups_give_the_highest_role_and_unknown_ones_none(
    browser: Browser, fake: FakeProvider, groups: object, role: Role | None
) -> None:
    fake.claims = {"preferred_username": "park", "groups": groups}
    assert sign_in(browser, "/").status_code == 303
    me = browser.me()
    assert (me["signed_in"], me["name"], me["role"]) == (True, "park", role)
    assert browser.client.get("/covert").status_code == (200 if role else 403)


@SLOW
def test_a_claim_may_lie_inside_another(tmp_path: Path, fake: FakeProvider) -> None:
    fake.claims = {"name": "Park", "realm_access": {"roles": ["jinpum-officers"]}}
    with browsing(oidc(tmp_path, fake.issuer, oidc_role_claim="realm_access.roles")) as browser:
        sign_in(browser)
        assert browser.me()["role"] == "officer"


def without(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def other(**values: object) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda claims: claims | values


CHANGES = {
    "nonce": other(nonce="another"),
    "issuer": other(iss="http://127.0.0.1:1"),
    "audience": other(aud="another"),
    "expired": other(exp=1_700_000_000),
}
MORE_CHANGES = {
    "no nonce": without("nonce"),
    "no issuer": without("iss"),
    "audiences": other(aud=["another", "third"]),
    "party": other(azp="another"),
    "no subject": without("sub"),
    "empty subject": other(sub=""),
    "long subject": other(sub="x" * 256),
    "no end": without("exp"),
    "from the future": other(iat=4_000_000_000),
    "not yet": other(nbf=4_000_000_000),
}


@pytest.mark.parametrize(
    "change",
    [
        *(pytest.param(change, id=name) for name, change in CHANGES.items()),
        *(pytest.param(change, id=name, marks=SLOW) for name, change in MORE_CHANGES.items()),
    ],
)
def test_a_token_that_is_not_for_us_now_signs_nobody_in(
    browser: Browser, fake: FakeProvider, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    fake.change = change
    refused(browser, sign_in(browser))


@pytest.mark.parametrize("sign", ["sign_unsigned", "sign_with_secret", "sign_with_other_key"])
def test_a_token_that_the_provider_did_not_sign_signs_nobody_in(
    browser: Browser, fake: FakeProvider, sign: str
) -> None:
    fake.sign = getattr(fake, sign)
    refused(browser, sign_in(browser))


@SLOW
def test_a_token_endpoint_without_an_id_token_signs_nobody_in(browser: Browser, fake: FakeProvider) -> None:
    fake.sign = lambda claims: None  # type: ignore[assignment, return-value]
    refused(browser, sign_in(browser))


@SLOW
def test_a_key_that_was_changed_meanwhile_is_asked_for(browser: Browser, fake: FakeProvider) -> None:
    assert sign_in(browser).status_code == 303
    fake.turn_key()
    browser.client.cookies.clear()
    assert sign_in(browser).status_code == 303


def test_an_answer_is_for_the_browser_that_asked(browser: Browser, fake: FakeProvider) -> None:
    """Somebody lures an officer to the attacker's own answer, so that the officer works in the attacker's account."""
    address = back(begin(browser))
    browser.client.cookies.clear()
    refused(browser, browser.client.get(address))
    begin(browser)
    refused(browser, browser.client.get(address))


def test_an_answer_is_used_once(browser: Browser, fake: FakeProvider) -> None:
    address = back(begin(browser))
    token = browser.client.cookies["jinpum-provider"]
    assert browser.client.get(address).status_code == 303
    browser.client.cookies.clear()
    browser.client.cookies.set("jinpum-provider", token)
    assert browser.client.get(address).status_code == 502
    assert browser.me()["signed_in"] is False


@SLOW
def test_an_answer_that_comes_too_late_signs_nobody_in(browser: Browser) -> None:
    address = back(begin(browser))
    with browser.accounts.database.session() as session:
        session.execute(update(OidcRequest).values(ends=datetime.now(UTC)))
    refused(browser, browser.client.get(address))


@pytest.mark.parametrize(
    "given", [{"iss": "https://evil.example"}, {"error": "access_denied"}, {"code": "guessed"}, {"state": "guessed"}]
)
def test_an_answer_that_is_not_right_signs_nobody_in(
    browser: Browser, fake: FakeProvider, given: dict[str, str]
) -> None:
    fake.authorize_with = given
    refused(browser, sign_in(browser))


def test_an_answer_that_nobody_asked_for_signs_nobody_in(browser: Browser) -> None:
    refused(browser, browser.client.get("/sign-in/return?code=x&state=y"))
    refused(browser, browser.client.get("/sign-in/return"))


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        pytest.param({"issuer": None}, marks=SLOW),
        pytest.param({"token_endpoint": "http://evil.example/token"}, marks=SLOW),
        pytest.param({"jwks_uri": None}, marks=SLOW),
        pytest.param({"authorization_endpoint": "javascript:alert(1)"}, marks=SLOW),
    ],
)
def test_a_provider_that_speaks_for_another_is_not_asked(
    browser: Browser, fake: FakeProvider, metadata: dict[str, Any]
) -> None:
    fake.metadata = metadata
    page = browser.client.get("/sign-in/provider")
    refused(browser, page, "access.provider-down")
    fake.metadata = {}
    assert sign_in(browser).status_code == 303, "it is asked anew, not remembered"


def test_a_provider_that_is_down_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with browsing(oidc(tmp_path, f"http://127.0.0.1:{port}")) as browser:
        page = browser.client.get("/sign-in/provider?locale=en")
        assert page.status_code == 502
        assert EN.text("access.provider-down", name="Customs") in page.text
        assert "Traceback" not in page.text
    assert "ConnectError" in caplog.text


@SLOW
def test_a_provider_that_goes_down_in_between_is_told(browser: Browser, fake: FakeProvider) -> None:
    address = back(begin(browser))
    fake.is_down = True
    refused(browser, browser.client.get(address), "access.provider-down")


@SLOW
def test_it_leads_nowhere_else_afterwards(browser: Browser) -> None:
    assert sign_in(browser, "//evil.example").headers["location"] == "/en/"


def test_the_return_address_is_the_public_one(tmp_path: Path, fake: FakeProvider) -> None:
    settings = oidc(tmp_path, fake.issuer, public_url="https://jinpum.example/")
    with browsing(settings) as browser:
        sent = browser.client.get("/sign-in/provider")
        query = parse_qs(urlsplit(sent.headers["location"]).query)
        assert query["redirect_uri"] == ["https://jinpum.example/sign-in/return"]
        assert sent.headers["set-cookie"].startswith("__Host-jinpum-provider=")


@SLOW
def test_other_settings_of_the_provider_end_what_was_begun(tmp_path: Path, fake: FakeProvider) -> None:
    with browsing(oidc(tmp_path, fake.issuer)) as browser:
        sign_in(browser)
        token = browser.client.cookies["jinpum-session"]
    with browsing(oidc(tmp_path, fake.issuer, oidc_roles="jinpum-officers=reader")) as browser:
        browser.client.cookies.set("jinpum-session", token)
        assert browser.me()["signed_in"] is False


@SLOW
def test_both_ways_are_offered_where_both_are_set(tmp_path: Path, fake: FakeProvider) -> None:
    settings = oidc(tmp_path, fake.issuer)
    add_user(settings, "kim", Role.OFFICER)
    with browsing(settings) as browser:
        page = browser.client.get("/sign-in").text
        assert EN.text("access.sign-in-with", name="Customs") in page
        assert 'name="password"' in page
        assert browser.sign_in("kim").status_code == 303


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"oidc_url": "http://login.example"}, "JINPUM_OIDC_URL"),
        ({"oidc_url": "login.example"}, "JINPUM_OIDC_URL"),
        ({"oidc_client": ""}, "JINPUM_OIDC_CLIENT"),
        ({"oidc_roles": "officers"}, "officers"),
        ({"oidc_roles": "x=boss"}, "x=boss"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_start(tmp_path: Path, wrong: dict[str, str], told: str) -> None:
    settings = oidc(tmp_path, "https://login.example").model_copy(update=wrong)
    with pytest.raises(SettingsError) as caught:
        Accounts(settings, Database(settings))
    sentence = EN.text(caught.value.key, **caught.value.params)
    assert told in sentence
    assert SECRET not in sentence
    assert SECRET not in repr(settings)


def test_a_bad_user_file_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    settings.users_file.write_text("- [", encoding="utf-8")
    with pytest.raises(UserFileError):
        Accounts(settings, Database(settings))


def test_the_name_of_a_provider_is_its_host_unless_told(tmp_path: Path) -> None:
    settings = oidc(tmp_path, "https://login.example/realms/x/.well-known/openid-configuration", oidc_name="")
    accounts = Accounts(settings, Database(settings))
    assert accounts.provider
    assert accounts.provider.name == "login.example"
