"""The accounts of a server: the user file and the provider together, who is signed in, and what is written down."""

from __future__ import annotations

from datetime import timedelta

from bot.access import audit, passwords
from bot.access.errors import UserFileError
from bot.access.limits import SignInLimits
from bot.access.oidc import Provider, SignedIn
from bot.access.person import Person
from bot.access.sessions import Sessions
from bot.access.users import NAME, User, UserFile, clean_name
from bot.records.database import Database
from kb.settings import Settings

_PROVIDER_SESSION = timedelta(hours=12)
"""Whom an agency lets go is out by the next working day: only at sign-in does the provider tell us who somebody is."""


class Accounts:
    """What the pages of accounts work with."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Prepare; nothing is opened or written.

        Raises:
            SettingsError: the settings of the provider cannot be used.
            UserFileError: the user file cannot be used.
        """
        self.settings = settings
        self.database = database
        self.users = UserFile(settings.users_file)
        self.provider = Provider.of(settings, database)
        self.limits = SignInLimits()
        self.sessions = Sessions(database, self._stamp_of)
        self.users.users()

    @property
    def has_users(self) -> bool:
        """Whether anybody can sign in with a password."""
        return self.users.exists

    @property
    def exist(self) -> bool:
        """Whether anybody can sign in at all."""
        return self.has_users or self.provider is not None

    def check(self, name: str, password: str) -> User | None:
        """The account of a name and password, None if they do not fit. Takes the same time for names that do not exist.

        Raises:
            UserFileError: the user file cannot be used.
        """
        user = self.users.get(name)
        if not passwords.verify(password, user.password if user else None) or user is None:
            return None
        if passwords.is_old(user.password):
            user = self.users.rehash(user, passwords.hash_password(password))
        return user

    def sign_in(self, user: User, replaced: str | None) -> str:
        """Begin a session for somebody whose password was right.

        Args:
            user: the account.
            replaced: the token of the session that this browser had until now.

        Returns:
            The token for the cookie: always a new one.
        """
        return self._begin(user.person, user.stamp, replaced)

    def sign_in_by_provider(self, found: SignedIn, replaced: str | None) -> str:
        """Begin a session for somebody whom the provider named; arguments and result as in `sign_in`."""
        assert self.provider is not None
        return self._begin(found.person, self.provider.stamp, replaced, _PROVIDER_SESSION)

    def failed(self, name: str) -> None:
        """Write down that a password did not fit. What was typed is written down only where it is an account's name."""
        known = clean_name(name) if NAME.fullmatch(clean_name(name)) and self.users.get(name) else ""
        self.failed_because(known)

    def failed_because(self, subject: str) -> None:
        """Write down that a sign-in failed."""
        with self.database.session() as session:
            audit.note(session, Person("", "", None, signed_in=False), audit.Action.SIGN_IN_FAILED, subject)

    def sign_out(self, person: Person, token: str) -> None:
        """End a session."""
        with self.database.session() as session:
            self.sessions.end(session, token)
            audit.note(session, person, audit.Action.SIGN_OUT)

    def _begin(self, person: Person, stamp: str, replaced: str | None, longest: timedelta | None = None) -> str:
        with self.database.session() as session:
            self.sessions.tidy(session)
            audit.forget_old(session, self.settings.audit_days)
            if replaced:
                self.sessions.end(session, replaced)
            audit.note(session, person, audit.Action.SIGN_IN, str(person.role or ""))
            if longest is None:
                return self.sessions.begin(session, person, stamp)
            return self.sessions.begin(session, person, stamp, longest)

    def _stamp_of(self, person_id: str) -> str | None:
        kind, _, name = person_id.partition(":")
        if kind == "oidc":
            return self.provider.stamp if self.provider else None
        try:
            user = self.users.get(name)
        except UserFileError:
            return None  # while the file cannot be used nobody is signed in by it
        return user.stamp if user else None
