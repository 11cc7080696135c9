"""The commands `jinpum case ...`: look into a case file, and write it as PDF, anew, or its schema."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from kb.interface import interface
from kb.locales import SOURCE

_WORDS = interface(SOURCE)
File = Annotated[Path, typer.Argument(help=_WORDS.text("case.cli-file"))]
Out = Annotated[Path | None, typer.Option(help=_WORDS.text("case.cli-out"))]
Language = Annotated[str | None, typer.Option("--locale", help=_WORDS.text("case.cli-locale"))]


def case_app(told: Callable[[], AbstractContextManager[None]]) -> typer.Typer:
    """The commands.

    Args:
        told: tells an error of ours in the terminal and ends with 1.
    """
    app = typer.Typer(help=_WORDS.text("case.cli-case"), no_args_is_help=True)

    @app.command("show", help=_WORDS.text("case.cli-show"))
    def show(file: File) -> None:
        with told():
            for line in _module().lines(file):
                typer.echo(line)

    @app.command("pdf", help=_WORDS.text("case.cli-pdf"))
    def pdf(file: File, out: Out = None, locale: Language = None) -> None:
        with told():
            typer.echo(_module().write_pdf(file, out or file.with_suffix(".pdf"), locale))

    @app.command("json", help=_WORDS.text("case.cli-json"))
    def as_json(file: File, out: Out = None) -> None:
        with told():
            typer.echo(_module().write_json(file, out))

    @app.command("schema", help=_WORDS.text("case.cli-schema"))
    def schema() -> None:
        typer.echo(_module().schema())

    return app


def _module() -> Any:
    """Loaded when a command runs: help does not wait for it."""
    return importlib.import_module("bot.case.terminal")
