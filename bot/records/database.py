"""The database of accounts and case records: opened, brought to the newest version, and used by sessions."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session

from bot.records.errors import DatabaseUnreachable
from bot.records.migrate import migrate, one_line
from kb.settings import Settings

_BUSY_SECONDS = 10
"""How long a writer waits for another one."""
_READS_ONLY = "jinpum_reads_only"


class Database:
    """Sessions on the database of the settings. Nothing is opened, made or written before the first session.

    database = Database.open(settings)           # at once, so that an error is told at the start
    database = Database(settings)                # when first needed
    with database.session() as session: ...      # committed at the end; rolled back on an error
    with database.reading() as session: ...      # waits for no writer
    """

    def __init__(self, settings: Settings) -> None:
        """Keep where it lies."""
        self._settings = settings
        self._opening = threading.Lock()
        self._engine: Engine | None = None

    @classmethod
    def open(cls, settings: Settings) -> Database:
        """The database, opened and at this program's version.

        Raises:
            DatabaseUnreachable: it cannot be opened.
            DatabaseNewer: a newer program wrote it.
            MigrationFailed: a step failed.
        """
        database = cls(settings)
        database.engine()
        return database

    def engine(self) -> Engine:
        """The engine, at this program's version.

        Raises:
            RecordsError: as in `open`.
        """
        with self._opening:
            if self._engine is None:
                engine = _engine(self._settings)
                try:
                    migrate(engine, self._settings)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    @property
    def exists(self) -> bool:
        """Whether there is anything to read; asking makes nothing. A server's database always counts as there."""
        file = _file(make_url(self._settings.database_url)) if self._engine is None else None
        return self._engine is not None or file is None or file.is_file()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session to read and write: all of it is kept, or on an error nothing."""
        with Session(self.engine(), expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read; on SQLite it does not wait for a writer."""
        engine = self.engine().execution_options(**{_READS_ONLY: True})
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of every connection; the next session opens anew."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


def _engine(settings: Settings) -> Engine:
    try:
        url = make_url(settings.database_url)
        if url.get_backend_name() == "sqlite":
            return _sqlite(url, settings)
        # A connection that the server closed overnight is found out before it is used.
        return create_engine(url, pool_size=5, max_overflow=10, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        # The URL may hold a password, so it is not repeated.
        raise DatabaseUnreachable("records.bad-url", reason=one_line(error)) from error


def _sqlite(url: URL, settings: Settings) -> Engine:
    file = _file(url)
    try:
        # Nobody else on the machine reads cases and accounts, whatever the umask is.
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file is not None:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
    except OSError as error:
        where = file or settings.data_dir
        raise DatabaseUnreachable("records.cannot-write", file=where, reason=error.strerror or error) from error
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # Python's driver would begin transactions by itself, and not before DDL: a failed step would stay half done.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its turn at once; one that read first would fail where another wrote in between.
        reads = connection.get_execution_options().get(_READS_ONLY)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _file(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory and for servers."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))
