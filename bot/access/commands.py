"""`jinpum user`: the accounts of the local user file, from the command line of whoever runs the server."""

from __future__ import annotations

import sys
from dataclasses import replace

import typer

from bot.access.audit import Action, note
from bot.access.errors import AccessError, UserFileError
from bot.access.passwords import LONGEST, SHORTEST, hash_password
from bot.access.person import Person, Role
from bot.access.users import User, UserFile, check_new, clean_name
from bot.records.database import Database
from kb.interface import Interface
from kb.settings import get_settings

_CONSOLE = Person(id="console", name="jinpum user", role=Role.ADMIN, signed_in=False)
"""Whoever may write the user file."""


def add(name: str, role: Role, display: str, from_stdin: bool, words: Interface) -> None:
    """Add an account."""
    file = _file()
    name = clean_name(name)
    if file.get(name):
        raise UserFileError("access.user-exists", name=name)
    user = User(name, display.strip() or name, role, "")
    check_new(user)  # before a password is asked for
    user = replace(user, password=_new_password(from_stdin, words))
    database = _records()
    file.put(user, new=True)
    _note(database, Action.USER_ADDED, f"{name}: {role}")
    typer.echo(words.text("access.cli-added", name=name, role=role, file=file.path))


def show(words: Interface) -> None:
    """List the accounts."""
    file = _file()
    users = file.users()
    if not users:
        typer.echo(words.text("access.cli-none", file=file.path))
    for user in users.values():
        typer.echo(words.text("access.cli-row", name=user.name, role=user.role, display=user.display))


def remove(name: str, words: Interface) -> None:
    """Remove an account."""
    database = _records()
    user = _file().remove(name)
    _note(database, Action.USER_REMOVED, f"{user.name}: {user.role}")
    typer.echo(words.text("access.cli-removed", name=user.name))


def set_password(name: str, from_stdin: bool, words: Interface) -> None:
    """Set another password."""
    user = _known(name)
    password = _new_password(from_stdin, words)
    _change(replace(user, password=password), Action.PASSWORD_CHANGED, user.name, words)


def set_role(name: str, role: Role, words: Interface) -> None:
    """Give another role."""
    user = _known(name)
    _change(replace(user, role=role), Action.ROLE_CHANGED, f"{user.name}: {user.role} → {role}", words)


def _change(user: User, action: Action, subject: str, words: Interface) -> None:
    database = _records()
    _file().put(user)
    _note(database, action, subject)
    typer.echo(words.text("access.cli-changed", name=user.name))


def _file() -> UserFile:
    return UserFile(get_settings().users_file)


def _records() -> Database:
    """Opened before the file is changed, so that no change goes unwritten in the log."""
    return Database.open(get_settings())


def _note(database: Database, action: Action, subject: str) -> None:
    with database.session() as session:
        note(session, _CONSOLE, action, subject)
    database.close()


def _known(name: str) -> User:
    file = _file()
    user = file.get(name)
    if user is None:
        raise UserFileError("access.no-such-user", name=name, file=file.path)
    return user


def _new_password(from_stdin: bool, words: Interface) -> str:
    """The hash of a password that is typed twice, unseen, or comes in by a pipe."""
    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
    elif not is_terminal():
        raise AccessError("access.cli-no-terminal")
    else:
        typed = typer.prompt(words.text("access.cli-ask"), hide_input=True)
        if typer.prompt(words.text("access.cli-again"), hide_input=True) != typed:
            raise AccessError("access.cli-differ")
    if not SHORTEST <= len(typed) <= LONGEST:
        raise AccessError("access.cli-short", least=SHORTEST, most=LONGEST)
    return hash_password(typed)


def is_terminal() -> bool:
    """Whether somebody can type: without a terminal a password would be seen."""
    return sys.stdin.isatty()
