"""The local user file: names, roles and password hashes of a small office, in YAML that a person can read."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from filelock import FileLock
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.access.errors import UserFileError
from bot.access.passwords import is_hash
from bot.access.person import Person, Role

NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?", re.ASCII)
"""Names to sign in with: plain, so that nobody can have one that looks like another's."""
_FIELDS = ("name", "display", "role", "password")
_LONGEST_DISPLAY = 100
_HEADING = "# Accounts of this server. Change them with `jinpum user`; the passwords are argon2id hashes.\n"


@dataclass(frozen=True)
class User:
    """One account."""

    name: str
    display: str
    role: Role
    password: str
    """The argon2id hash."""

    @property
    def person(self) -> Person:
        """Who this is once signed in."""
        return Person(id=f"user:{self.name}", name=self.display, role=self.role, signed_in=True)

    @property
    def stamp(self) -> str:
        """Changes with the role and the password: what was begun before has ended."""
        return hashlib.sha256(f"{self.role}\n{self.password}".encode()).hexdigest()


def clean_name(name: str) -> str:
    """A name as it is kept, however it was typed."""
    return name.strip().lower()


class UserFile:
    """Reads and writes the file; what was read is kept until the file changes."""

    def __init__(self, path: Path) -> None:
        """Take the file, which need not exist."""
        self.path = path
        self._reading = threading.Lock()
        self._read: tuple[tuple[int, int, int] | None, dict[str, User]] = (None, {})

    @property
    def exists(self) -> bool:
        """Whether there is a file of accounts."""
        return self.path.is_file()

    def users(self) -> dict[str, User]:
        """Every account by its name.

        Raises:
            UserFileError: the file cannot be used.
        """
        with self._reading:
            try:
                found = self.path.stat()
            except OSError:
                return {}
            version = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._read[0] != version:
                self._read = (version, _parse(self.path))
            return self._read[1]

    def get(self, name: str) -> User | None:
        """The account of a name as it was typed.

        Raises:
            UserFileError: the file cannot be used.
        """
        return self.users().get(clean_name(name))

    def put(self, user: User, *, new: bool = False) -> None:
        """Write an account.

        Args:
            user: takes the place of one of the same name.
            new: refuse where there is one of that name.

        Raises:
            UserFileError: the file or the account cannot be used.
        """
        with self._changing() as users:
            if new and user.name in users:
                raise UserFileError("access.user-exists", name=user.name)
            check_new(user)
            users[user.name] = user

    def rehash(self, user: User, password: str) -> User:
        """Keep another hash of the same password, unless the account was changed meanwhile."""
        with self._changing() as users:
            if users.get(user.name) == user:
                users[user.name] = replace(user, password=password)
            return users.get(user.name, user)

    def remove(self, name: str) -> User:
        """Take an account away.

        Raises:
            UserFileError: there is none of that name, or the file cannot be used.
        """
        with self._changing() as users:
            found = users.pop(clean_name(name), None)
            if found is None:
                raise UserFileError("access.no-such-user", name=name, file=self.path)
            return found

    @contextlib.contextmanager
    def _changing(self) -> Iterator[dict[str, User]]:
        """The accounts to change; they are written at the end, in one step, while nobody else writes."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(self.path.with_name(f".{self.path.name}.lock"), mode=0o600):
                users = dict(self.users())
                yield users
                _write(self.path, users)
        except OSError as error:
            raise UserFileError("access.cannot-write", file=self.path, reason=error.strerror or error) from error


def check_new(user: User) -> None:
    """Refuse an account whose names could not be read back.

    Raises:
        UserFileError: a name is too long or has other signs than it may.
    """
    if not NAME.fullmatch(user.name):
        raise UserFileError("access.bad-name", name=user.name)
    if not user.display.strip() or len(user.display) > _LONGEST_DISPLAY:
        raise UserFileError("access.bad-display", most=_LONGEST_DISPLAY)


def _write(path: Path, users: dict[str, User]) -> None:
    listed = [
        {"name": user.name, "display": user.display, "role": str(user.role), "password": user.password}
        for user in users.values()
    ]
    yaml = YAML()
    yaml.width = 1000
    text = StringIO()
    yaml.dump(listed, text)
    # Readable by nobody else from its first byte; a reader sees the old file or the new one.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".users-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(_HEADING + text.getvalue())
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _parse(path: Path) -> dict[str, User]:
    try:
        data = YAML().load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserFileError("access.cannot-read", file=path, reason=error.strerror or error) from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = (error.problem or "?").splitlines()[0]
        raise UserFileError("access.bad-yaml", file=path, line=line, reason=reason) from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise UserFileError("access.bad-yaml", file=path, line=1, reason=type(error).__name__) from error
    if data is None:
        return {}
    if not isinstance(data, CommentedSeq):
        raise UserFileError("access.not-a-list", file=path)
    users: dict[str, User] = {}
    for number, entry in enumerate(data):
        line = data.lc.item(number)[0] + 1
        if not isinstance(entry, CommentedMap):
            raise UserFileError("access.bad-entry", file=path, line=line, fields=", ".join(_FIELDS))
        user = _user(path, entry, line)
        if user.name in users:
            raise _bad(path, entry, "name", "access.field-twice", value=user.name)
        users[user.name] = user
    return users


def _user(path: Path, entry: CommentedMap, line: int) -> User:
    for field in entry:
        if field not in _FIELDS:
            raise _bad(path, entry, field, "access.field-unknown", fields=", ".join(_FIELDS))
    values: dict[str, str] = {}
    for field in _FIELDS:
        if field not in entry:
            raise UserFileError("access.field-missing", file=path, line=line, field=field)
        if not isinstance(entry[field], str) or not entry[field].strip():
            raise _bad(path, entry, field, "access.field-text")
        values[field] = str(entry[field])
    if not NAME.fullmatch(values["name"]):
        raise _bad(path, entry, "name", "access.field-name")
    if values["role"] not in set(Role):
        raise _bad(path, entry, "role", "access.field-role", value=values["role"], roles=", ".join(Role))
    if not is_hash(values["password"]):
        raise _bad(path, entry, "password", "access.field-password", name=values["name"])
    return User(values["name"], values["display"], Role(values["role"]), values["password"])


def _bad(path: Path, entry: CommentedMap, field: object, key: str, **params: object) -> UserFileError:
    line = entry.lc.key(field)[0] + 1
    return UserFileError(key, file=path, line=line, field=field, **params)
