"""The commands `jinpum user`: the accounts of the local user file."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Annotated, Any

import typer

from bot.access.person import Role
from kb.interface import interface
from kb.locales import SOURCE

_WORDS = interface(SOURCE)
"""Operators' texts."""


def _help(key: str) -> str:
    return _WORDS.text(f"access.cli-{key}")


def _commands() -> Any:
    # The database's libraries are loaded when a command runs: help must not wait for them.
    return importlib.import_module("bot.access.commands")


Name = Annotated[str, typer.Argument(metavar="NAME", help=_help("name"))]
RoleOption = Annotated[Role, typer.Option("--role", help=_help("role-option"))]
FromStdin = Annotated[bool, typer.Option("--stdin", help=_help("stdin"))]


def user_app(told: Callable[[], AbstractContextManager[None]]) -> typer.Typer:
    """The commands, ready to be added to the command line.

    Args:
        told: tells an error in one sentence, as every command does.
    """
    user = typer.Typer(help=_WORDS.text("access.cli"), no_args_is_help=True)

    @user.command("add", help=_help("add"))
    def add(
        name: Name,
        role: RoleOption,
        display: Annotated[str, typer.Option(help=_help("display"))] = "",
        from_stdin: FromStdin = False,
    ) -> None:
        with told():
            _commands().add(name, role, display, from_stdin, _WORDS)

    @user.command("list", help=_help("list"))
    def show() -> None:
        with told():
            _commands().show(_WORDS)

    @user.command("remove", help=_help("remove"))
    def remove(name: Name) -> None:
        with told():
            _commands().remove(name, _WORDS)

    @user.command("password", help=_help("password"))
    def password(name: Name, from_stdin: FromStdin = False) -> None:
        with told():
            _commands().set_password(name, from_stdin, _WORDS)

    @user.command("role", help=_help("role"))
    def role(name: Name, role: RoleOption) -> None:
        with told():
            _commands().set_role(name, role, _WORDS)

    return user
