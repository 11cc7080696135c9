from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.access.audit import PAGE, Action, Wanted, entries, forget_old, note
from bot.access.person import Person, Role
from bot.access.tables import AuditEntry
from bot.csv_file import csv_text
from bot.records.database import Database
from kb.interface import interface
from kb.settings import Settings
from tests.bot.access.people import Browser, browsing, users_settings

EN = interface("en")
KIM = Person("user:kim", "김민지", Role.OFFICER, signed_in=True)
LEE = Person("user:lee_%", "Lee", Role.ADMIN, signed_in=True)


@pytest.fixture
def database(database_settings: Settings) -> Iterator[Database]:
    opened = Database.open(database_settings)
    yield opened
    opened.close()


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with browsing(users_settings(tmp_path, audit_days=30)) as opened:
        yield opened


def subjects(database: Database, wanted: Wanted, **more: int) -> list[str]:
    with database.reading() as session:
        return [entry.subject for entry in entries(session, wanted, **more)]


def add(database: Database, *told: tuple[Person, Action, str]) -> None:
    with database.session() as session:
        for person, action, subject in told:
            note(session, person, action, subject)
            session.flush()


def test_entries_are_found_by_person_action_and_day(database: Database) -> None:
    add(database, (KIM, Action.CASE_SAVED, "1"), (LEE, Action.CASE_SAVED, "2"), (KIM, Action.GUIDE_VIEWED, "3"))
    today = datetime.now(UTC).date()
    assert subjects(database, Wanted()) == ["3", "2", "1"]
    assert subjects(database, Wanted(person="민지")) == ["3", "1"]
    assert subjects(database, Wanted(person="USER:KIM")) == ["3", "1"]
    assert subjects(database, Wanted(person="%")) == ["2"], "a percent sign is a letter like others"
    assert subjects(database, Wanted(person="_")) == ["2"]
    assert subjects(database, Wanted(action=Action.CASE_SAVED)) == ["2", "1"]
    assert subjects(database, Wanted(first=today, last=today)) == ["3", "2", "1"]
    assert subjects(database, Wanted(first=today + timedelta(days=1))) == []
    assert subjects(database, Wanted(last=today - timedelta(days=1))) == []
    assert subjects(database, Wanted(last=date.max)) == ["3", "2", "1"]


def test_what_is_told_and_the_note_of_it_are_kept_together(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.session() as session:
        note(session, KIM, Action.CASE_DELETED, "JP-1")
        raise ZeroDivisionError
    assert subjects(database, Wanted()) == []


def test_an_action_that_nobody_knows_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="invented"), database.session() as session:
        note(session, KIM, "invented", "x")  # type: ignore[arg-type]  # what a caller must not do


def test_a_long_subject_is_cut(database: Database) -> None:
    add(database, (KIM, Action.CASE_SAVED, "가" * 1000))
    assert subjects(database, Wanted()) == ["가" * 300]


def test_old_entries_go(database: Database) -> None:
    add(database, (KIM, Action.CASE_SAVED, "old"), (KIM, Action.CASE_SAVED, "new"))
    with database.session() as session:
        old = session.scalars(select(AuditEntry).where(AuditEntry.subject == "old")).one()
        old.time = datetime.now(UTC) - timedelta(days=31)
    with database.session() as session:
        forget_old(session, 30)
    assert subjects(database, Wanted()) == ["new"]


def test_every_action_and_role_has_words() -> None:
    for action in Action:
        assert EN.has(f"access.action-{action}")
    for role in (*Role, "none"):
        assert EN.has(f"access.role-{role}")


# the page and the file


def test_the_log_is_for_administrators_alone(browser: Browser) -> None:
    for path in ("/audit", "/audit.csv"):
        assert browser.client.get(path).status_code == 303
    browser.sign_in("kim")
    for path in ("/audit", "/audit.csv"):
        assert browser.client.get(path).status_code == 403


def test_the_page_shows_filters_and_leads_to_older_entries(browser: Browser) -> None:
    browser.sign_in("lee")
    add(browser.accounts.database, *((KIM, Action.GUIDE_VIEWED, f"guide-{number}") for number in range(PAGE + 5)))
    page = browser.client.get("/audit?action=guide-viewed&person=%EB%AF%BC%EC%A7%80&locale=en").text
    assert EN.text("access.audit-kept", days=30) in page
    assert f">guide-{PAGE + 4}<" in page
    assert ">guide-4<" not in page
    assert 'value="민지"' in page
    assert '<option value="guide-viewed" selected>' in page
    older = page.partition("before=")[2].partition('"')[0].partition("&")[0]
    assert ">guide-4<" in browser.client.get(f"/audit?action=guide-viewed&before={older}").text


@pytest.mark.parametrize(
    "query", ["action=nonsense", "from=yesterday&to=2026-02-31", "before=x", "before=99999999999999999999", "before=²"]
)
def test_a_filter_that_makes_no_sense_is_left_out(browser: Browser, query: str) -> None:
    browser.sign_in("lee")
    page = browser.client.get(f"/audit?{query}")
    assert page.status_code == 200
    assert EN.text("access.action-sign-in") in page.text


def test_an_empty_log_says_so(browser: Browser) -> None:
    browser.sign_in("lee")
    assert EN.text("access.none-found") in browser.client.get("/audit?person=nobody").text


def test_what_somebody_typed_stays_text(browser: Browser) -> None:
    browser.sign_in("lee")
    evil = Person("user:x", "<script>alert(1)</script>", None, signed_in=True)
    add(browser.accounts.database, (evil, Action.CASE_SAVED, '=HYPERLINK("http://evil.example")'))
    assert "<script>alert" not in browser.client.get("/audit").text
    assert "<script>alert" not in browser.client.get("/audit", params={"person": "<script>alert(2)"}).text


def test_the_file_opens_in_a_spreadsheet_and_holds_no_formula(browser: Browser) -> None:
    browser.sign_in("lee")
    add(browser.accounts.database, (KIM, Action.CASE_SAVED, "=1+1"), (KIM, Action.CASE_SAVED, "JP-1"))
    answer = browser.client.get("/audit.csv?action=case-saved")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"] == 'attachment; filename="jinpum-audit.csv"'
    assert "no-store" in answer.headers["cache-control"]
    heading, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(heading) == 5
    assert [row[1:] for row in rows] == [
        ["user:kim", "김민지", "case-saved", "JP-1"],
        ["user:kim", "김민지", "case-saved", "'=1+1"],
    ]
    with browser.accounts.database.reading() as session:
        assert session.scalars(select(AuditEntry.action)).all()[-1] == "exported"


@pytest.mark.parametrize("value", ["=A1", "+1", "-1", "@x", "\tx", "\rx", "＝A1", '=cmd|"/c calc"!A1'])
def test_no_cell_begins_a_formula(value: str) -> None:
    ((cell,),) = list(csv.reader(io.StringIO(csv_text(["x"], [[value]]).removeprefix("\ufeff"))))[1:]
    assert cell == f"'{value}"


def test_numbers_stay_numbers() -> None:
    assert csv_text(["a", "b"], [[-3, "김, 미역"]]) == '\ufeffa,b\r\n-3,"김, 미역"\r\n'
