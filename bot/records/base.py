"""The declarative base of every table, and what their columns share.

A room's tables live in its own `tables.py` on `Base`. To add one:

1. Write the class in `bot/<room>/tables.py` and name that module in `bot/records/migrations/env.py`.
2. Write the next step by hand, `bot/records/migrations/versions/000N_<what>.py`: `revision` is its number,
   `down_revision` that of the step before. Copy the nearest one; SQLite and PostgreSQL run the same file.
3. `tests/bot/records/test_database.py` then proves that the steps lead to exactly the tables that the classes describe;
   `tests/bot/databases.py` has the fixture `database_settings`, which runs a test on both databases.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Constraints need names on both databases, or no later step could change them.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PERSON_ID = 320
"""The longest id of a person, in characters: a provider's subject may have 255 (OpenID Connect Core, section 2)."""


class Base(DeclarativeBase):
    """What every table is made from."""

    metadata = MetaData(naming_convention=_NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A time with its zone, in UTC on either database; SQLite itself knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is stored.

        Raises:
            ValueError: the time has no zone, so nobody could tell when it was.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What was stored, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
