"""An opened database → the same at this program's version, by Alembic's steps, one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.records.errors import DatabaseNewer, DatabaseUnreachable, MigrationFailed
from kb.settings import Settings

_STEPS = Path(__file__).parent / "migrations"
_LOCK_NUMBER = 0x6A696E70756D
"""Names our lock among the server's advisory locks: `jinpum` in ASCII."""


def migrate(engine: Engine, settings: Settings) -> None:
    """Bring the database to the newest version; on an error it stays as it was.

    Raises:
        DatabaseUnreachable: it cannot be opened.
        DatabaseNewer: it has a version that this program does not know.
        MigrationFailed: a step failed.
    """
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    steps = ScriptDirectory.from_config(config)
    try:
        with engine.connect() as connection:
            if _is_current(connection, steps):
                return
    except SQLAlchemyError as error:
        raise DatabaseUnreachable("records.cannot-open", reason=one_line(error)) from error
    try:
        with _alone(engine, settings), engine.begin() as connection:
            # Another process may have done it while we waited.
            if not _is_current(connection, steps):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except (SQLAlchemyError, OSError) as error:
        raise MigrationFailed("records.migration-failed", reason=one_line(error)) from error


def _is_current(connection: Connection, steps: ScriptDirectory) -> bool:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {step.revision for step in steps.walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer("records.newer", version=revision)
    return revision == steps.get_current_head()


@contextmanager
def _alone(engine: Engine, settings: Settings) -> Iterator[None]:
    if engine.dialect.name != "postgresql":
        with FileLock(settings.data_dir / "migrate.lock", mode=0o600):
            yield
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:number)"), {"number": _LOCK_NUMBER})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": _LOCK_NUMBER})


def one_line(error: BaseException) -> str:
    """What the driver or SQLAlchemy said, without the lines about documentation that follow."""
    cause = getattr(error, "orig", None) or error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(error).__name__
