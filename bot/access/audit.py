"""The audit log: who signed in, and who saw or changed what. Addresses of machines are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from bot.access.person import Person
from bot.access.tables import AuditEntry

PAGE = 100
"""Entries on a page of the log."""
MOST_EXPORTED = 100_000
_LONGEST_SUBJECT = 300


class Action(StrEnum):
    """What is written down."""

    SIGN_IN = "sign-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGN_OUT = "sign-out"
    USER_ADDED = "user-added"
    USER_REMOVED = "user-removed"
    ROLE_CHANGED = "role-changed"
    PASSWORD_CHANGED = "password-changed"
    CASE_SAVED = "case-saved"
    CASE_EXPORTED = "case-exported"
    CASE_DELETED = "case-deleted"
    GUIDE_VIEWED = "guide-viewed"
    """A page or answer with something for officers alone."""
    SIGHTING_REPORTED = "sighting-reported"
    SIGHTING_DELETED = "sighting-deleted"
    EXPORTED = "exported"
    """A list was downloaded as a file."""


def note(session: Session, person: Person, action: Action, subject: str = "") -> None:
    """Write one line, in the transaction of what it tells about: either both are kept or neither.

    Args:
        session: a database session that writes.
        person: who did it.
        action: what was done.
        subject: to what: a case's reference, a guide's id, an account's name. Never a password or an address.
    """
    session.add(
        AuditEntry(
            time=datetime.now(UTC),
            person_id=person.id,
            name=person.name[:200],
            action=Action(action),
            subject=subject[:_LONGEST_SUBJECT],
        )
    )


def forget_old(session: Session, days: int) -> None:
    """Take away what is older than that many days."""
    session.execute(delete(AuditEntry).where(AuditEntry.time < datetime.now(UTC) - timedelta(days=days)))


@dataclass(frozen=True)
class Wanted:
    """Which entries to show; an empty field leaves all."""

    person: str = ""
    """Part of a name or an id."""
    action: Action | None = None
    first: date | None = None
    """The first day, in UTC."""
    last: date | None = None
    """The last day, in UTC."""

    def select(self) -> Select[AuditEntry]:
        """The entries, the newest first."""
        found = select(AuditEntry).order_by(AuditEntry.number.desc())
        if self.person:
            part = self.person.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            like = f"%{part}%"
            found = found.where(
                or_(AuditEntry.name.ilike(like, escape="\\"), AuditEntry.person_id.ilike(like, escape="\\"))
            )
        if self.action:
            found = found.where(AuditEntry.action == self.action)
        if self.first:
            found = found.where(AuditEntry.time >= datetime.combine(self.first, time.min, UTC))
        if self.last and self.last < date.max:  # which has no next day
            found = found.where(AuditEntry.time < datetime.combine(self.last + timedelta(days=1), time.min, UTC))
        return found


def entries(session: Session, wanted: Wanted, before: int | None = None, most: int = PAGE) -> Sequence[AuditEntry]:
    """Entries, the newest first.

    Args:
        session: a database session.
        wanted: which.
        before: only those with a smaller number, for the next page.
        most: how many at most.
    """
    found = wanted.select().limit(most)
    if before is not None:
        found = found.where(AuditEntry.number < before)
    return session.scalars(found).all()
