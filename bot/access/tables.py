"""Tables of accounts: sessions, sign-ins under way at a provider, the audit log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import PERSON_ID, Base, UtcDateTime


class AccountSession(Base):
    """One browser in which a person is signed in. The token itself is in that browser's cookie alone."""

    __tablename__ = "account_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the token in hexadecimal digits: who reads the database cannot take over a session."""
    person_id: Mapped[str] = mapped_column(String(PERSON_ID), index=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str | None] = mapped_column(String(16))
    stamp: Mapped[str] = mapped_column(String(64))
    """What the account was at sign-in; where it is another now, the session has ended."""
    started: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[datetime] = mapped_column(UtcDateTime)
    ends: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class OidcRequest(Base):
    """A sign-in that was sent to the provider and has not come back yet."""

    __tablename__ = "oidc_request"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    back: Mapped[str] = mapped_column(String(2000))
    next: Mapped[str] = mapped_column(String(2000))
    ends: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """One line of the audit log."""

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True)
    time: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    person_id: Mapped[str] = mapped_column(String(PERSON_ID), index=True)
    name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(300))
