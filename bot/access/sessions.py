"""Who is signed in, kept on the server: a random token in the browser's cookie, only its hash in the database."""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.access.person import Person, Role
from bot.access.tables import AccountSession, OidcRequest
from bot.records.database import Database
from bot.records.errors import RecordsError

IDLE = timedelta(hours=12)
"""A session ends when nothing was asked in it for a working day."""
LONGEST = timedelta(days=7)
"""A session ends after this time in any case; that of a provider sooner, see `Accounts`."""
_NOTED_EVERY = timedelta(minutes=5)
"""How often it is written down that a session is in use."""
_REMEMBERED = 10.0
"""Seconds for which a session is believed without asking the database."""
_MOST_REMEMBERED = 10_000
_LOG = logging.getLogger(__name__)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(
        self, database: Database, stamp_of: Callable[[str], str | None], now: Callable[[], datetime] = _now
    ) -> None:
        """Prepare; nothing is opened.

        Args:
            database: where they are kept.
            stamp_of: what the account of a person's id is now, None if there is none; another one ends its sessions.
            now: the clock.
        """
        self._database = database
        self._stamp_of = stamp_of
        self._now = now
        self._lock = threading.Lock()
        self._remembered: OrderedDict[str, tuple[float, Person | None]] = OrderedDict()

    def begin(self, session: Session, person: Person, stamp: str, longest: timedelta = LONGEST) -> str:
        """A new session's token, for the cookie alone.

        Args:
            session: a database session.
            person: who signed in.
            stamp: what the account is now.
            longest: when it ends at the latest.
        """
        token, now = secrets.token_urlsafe(32), self._now()
        session.add(
            AccountSession(
                token_hash=digest(token),
                person_id=person.id,
                name=person.name,
                role=person.role,
                stamp=stamp,
                started=now,
                seen=now,
                ends=now + longest,
            )
        )
        return token

    def find(self, token: str) -> Person | None:
        """Who is signed in by a token; None where the session has ended or never was."""
        key = digest(token)
        known, person = self.remembered(token)
        if known:
            return person
        try:
            person = self._look(key)
        except (RecordsError, SQLAlchemyError):
            # Without the database nobody is known: everybody sees what is public, and nothing more.
            _LOG.exception("sessions cannot be read")
            return None
        with self._lock:
            until, _ = self._remembered.get(key, (0.0, None))
            if until > time.monotonic():
                return self._remembered[key][1]  # it was ended, or found, while we looked
            self._remembered[key] = (time.monotonic() + _REMEMBERED, person)
            while len(self._remembered) > _MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return person

    def remembered(self, token: str) -> tuple[bool, Person | None]:
        """Whether a token was looked up a moment ago, and who it was."""
        with self._lock:
            until, person = self._remembered.get(digest(token), (0.0, None))
        return until > time.monotonic(), person

    def end(self, session: Session, token: str) -> None:
        """End a session."""
        session.execute(delete(AccountSession).where(AccountSession.token_hash == digest(token)))
        self._forget(digest(token))

    def tidy(self, session: Session) -> None:
        """Take away what has ended."""
        now = self._now()
        session.execute(delete(AccountSession).where(AccountSession.ends < now))
        session.execute(delete(AccountSession).where(AccountSession.seen < now - IDLE))
        session.execute(delete(OidcRequest).where(OidcRequest.ends < now))

    def _look(self, key: str) -> Person | None:
        if not self._database.exists:
            return None
        now = self._now()
        with self._database.reading() as session:
            row = session.get(AccountSession, key)
        if row is None:
            return None
        if row.ends <= now or row.seen + IDLE <= now or self._stamp_of(row.person_id) != row.stamp:
            with self._database.session() as session:
                session.execute(delete(AccountSession).where(AccountSession.token_hash == key))
            return None
        if row.seen + _NOTED_EVERY <= now:
            with self._database.session() as session:
                # It may have been ended meanwhile, and must not come back.
                if found := session.get(AccountSession, key):
                    found.seen = now
        return Person(row.person_id, row.name, Role(row.role) if row.role else None, signed_in=True)

    def _forget(self, key: str) -> None:
        with self._lock:
            self._remembered[key] = (time.monotonic() + _REMEMBERED, None)
