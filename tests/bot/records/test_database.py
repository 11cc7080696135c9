from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from bot.access.tables import AuditEntry
from bot.records import migrate as migrating
from bot.records.base import Base
from bot.records.database import Database
from bot.records.errors import DatabaseNewer, DatabaseUnreachable, MigrationFailed, RecordsError
from kb.interface import interface
from kb.settings import Settings

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def database(database_settings: Settings) -> Iterator[Database]:
    opened = Database.open(database_settings)
    yield opened
    opened.close()


def entry(subject: str, time: datetime = NOON) -> AuditEntry:
    return AuditEntry(time=time, person_id="user:kim", name="김", action="test", subject=subject)


def sentence(error: RecordsError) -> str:
    return interface("en").text(error.key, **error.params)


def test_the_steps_lead_to_the_tables_that_the_classes_describe(database: Database) -> None:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_what_is_written_is_there_when_opened_again(database: Database, database_settings: Settings) -> None:
    with database.session() as session:
        session.add(entry("진품"))
    again = Database.open(database_settings)
    with again.reading() as session:
        (found,) = session.scalars(select(AuditEntry))
    again.close()
    assert (found.subject, found.name) == ("진품", "김")


def test_an_error_keeps_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.session() as session:
        session.add(entry("lost"))
        session.flush()
        raise ZeroDivisionError
    with database.reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_times_come_back_in_utc_and_one_without_a_zone_is_refused(database: Database) -> None:
    seoul = timezone(timedelta(hours=9))
    with database.session() as session:
        session.add(entry("x", datetime(2026, 11, 30, 21, tzinfo=seoul)))
    with database.reading() as session:
        time = session.scalars(select(AuditEntry.time)).one()
    assert (time, time.tzinfo) == (NOON, UTC)
    with pytest.raises(StatementError, match="without a zone"), database.session() as session:
        session.add(entry("x", datetime(2026, 11, 30)))


def test_writers_take_turns(database: Database) -> None:
    def add(worker: int) -> None:
        for number in range(10):
            with database.session() as session:
                before = session.scalars(select(AuditEntry)).all()
                session.add(entry(f"{worker}.{number}.{len(before)}"))

    threads = [threading.Thread(target=add, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert len(session.scalars(select(AuditEntry)).all()) == 40


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    with database.session() as writer:
        writer.add(entry("not yet"))
        writer.flush()
        with database.reading() as reader:
            assert reader.scalars(select(AuditEntry)).all() == []


def test_a_database_of_a_newer_program_is_left_alone(database: Database, database_settings: Settings) -> None:
    with database.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer) as caught:
        Database.open(database_settings)
    assert "9999" in sentence(caught.value)


def test_a_step_that_fails_leaves_the_database_as_it_was(
    database_settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = tmp_path / "steps"
    (steps / "versions").mkdir(parents=True)
    source = Path(migrating.__file__).parent / "migrations"
    (steps / "env.py").write_text((source / "env.py").read_text(encoding="utf-8"), encoding="utf-8")
    (steps / "versions" / "0001_bad.py").write_text(
        "from alembic import op\nrevision = '0001'\ndown_revision = None\n\n\ndef upgrade():\n"
        "    op.execute('CREATE TABLE half_done (number INTEGER)')\n    op.execute('no such thing')\n",
        encoding="utf-8",
    )
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "_STEPS", steps)
        with pytest.raises(MigrationFailed) as caught:
            Database.open(database_settings)
    assert len(sentence(caught.value).splitlines()) == 1
    database = Database.open(database_settings)
    with database.reading() as session, pytest.raises(Exception, match="half_done"):
        session.execute(text("SELECT * FROM half_done"))
    database.close()


def _open(settings: Settings) -> None:
    Database.open(settings).close()


def test_processes_that_start_together_make_one_database(database_settings: Settings) -> None:
    spawned = multiprocessing.get_context("fork")
    starting = [spawned.Process(target=_open, args=(database_settings,)) for _ in range(4)]
    for process in starting:
        process.start()
    for process in starting:
        process.join(60)
    assert [process.exitcode for process in starting] == [0, 0, 0, 0]


def test_nothing_is_made_before_the_first_session(tmp_path: Path) -> None:
    database = Database(Settings(data=tmp_path / "data"))
    assert not database.exists
    assert not (tmp_path / "data").exists()
    with database.session():
        pass
    assert database.exists
    database.close()


def test_nobody_else_on_the_machine_reads_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        _open(Settings(data=tmp_path / "data"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data" / "jinpum.sqlite3").stat().st_mode) == 0o600


def test_sqlite_is_set_up_for_several_readers_and_whole_references(tmp_path: Path) -> None:
    database = Database.open(Settings(data=tmp_path))
    with database.reading() as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
        assert session.scalar(text("PRAGMA busy_timeout")) == 10_000
    database.close()


def test_a_folder_that_cannot_be_made_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseUnreachable) as caught:
        Database.open(Settings(data=tmp_path / "file" / "data"))
    assert str(tmp_path / "file" / "data") in sentence(caught.value)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "jinpum.sqlite3").write_bytes(b"something else entirely" * 100)
    with pytest.raises(DatabaseUnreachable) as caught:
        Database.open(Settings(data=tmp_path))
    assert "not a database" in sentence(caught.value)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "jinpum.sqlite3").execute("SELECT 1 FROM sqlite_master")


@pytest.mark.parametrize("url", ["no url", "oracle9://x/y", "mysql+nodriver://x:secret@y/z"])
def test_a_bad_url_is_told_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        Database.open(Settings(data=tmp_path, database=url))
    assert "JINPUM_DATABASE" in sentence(caught.value)
    assert "secret" not in sentence(caught.value)


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        Database.open(Settings(data=tmp_path, database="postgresql+psycopg://jinpum:secret@127.0.0.1:1/jinpum"))
    assert len(sentence(caught.value).splitlines()) == 1
    assert "secret" not in sentence(caught.value)
