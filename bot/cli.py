"""The command line `jinpum`. Every command does one thing and calls the module that knows it.

The modules behind a command are loaded when it runs: help and checks must not wait for the embedding model's libraries.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli_case import case_app
from bot.cli_user import user_app
from kb.errors import GuideError, JinpumError
from kb.interface import interface
from kb.locales import SOURCE

_WORDS = interface(SOURCE)
"""Operators' texts; help is written in English as every command line is."""


def _module(name: str) -> Any:
    return importlib.import_module(f"bot.{name}")


def _help(key: str) -> str:
    return _WORDS.text(f"cli.{key}")


app = typer.Typer(help=_help("app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
translate = typer.Typer(help=_help("translate"), no_args_is_help=True)
app.add_typer(translate, name="translate")

Locales = Annotated[list[str] | None, typer.Option("--locale", help=_help("translate-locale"))]
Photos = Annotated[list[Path] | None, typer.Option("--photo", help=_help("ask-photo"))]
Language = Annotated[str, typer.Option("--locale", help=_help("ask-locale"))]
Words = Annotated[str, typer.Option("--locale", help=_help("inspect-locale"))]
Text = Annotated[str, typer.Argument(help=_help("ask-text"))]


@contextmanager
def _told(locale: str = SOURCE) -> Iterator[None]:
    """Every error that is meant for a person is told in one sentence; the exit status is 1."""
    words = interface(locale)
    try:
        yield
    except GuideError as error:
        _module("cli_content").tell(error.problems, words)
        typer.echo(words.text(error.key, **error.params), err=True)
        raise typer.Exit(1) from error
    except JinpumError as error:
        typer.echo(words.text(error.key, **error.params), err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        typer.echo(words.text("cli.stopped"), err=True)
        raise typer.Exit(130) from error


@app.command(help=_help("serve"))
def serve(
    host: Annotated[str, typer.Option(help=_help("serve-host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(help=_help("serve-port"), min=1, max=65535)] = 8000,
) -> None:
    """Build what is missing or old, then serve."""
    with _told():
        _module("cli_build").serve(host, port, _WORDS)


@app.command(help=_help("build"))
def build(locale: Annotated[list[str] | None, typer.Option(help=_help("build-locale"))] = None) -> None:
    """Build index and site."""
    with _told():
        _module("cli_build").build(tuple(locale or ()), _WORDS)


@app.command(help=_help("index"))
def index(state: Annotated[bool, typer.Option("--state", help=_help("index-state"))] = False) -> None:
    """Build the index or tell its state."""
    with _told():
        _module("cli_build").index(state, _WORDS)


@app.command(help=_help("check"))
def check(
    warnings: Annotated[bool, typer.Option("--warnings", help=_help("check-warnings"))] = False,
    locale: Words = SOURCE,
) -> None:
    """Check all content."""
    with _told(locale):
        if not _module("cli_content").check(warnings, interface(locale)):
            raise typer.Exit(1)


@app.command(help=_WORDS.text("feed.cli-changes"))
def changes(date: Annotated[str, typer.Option(help=_WORDS.text("feed.cli-changes-date"))] = "") -> None:
    """Write what changed into the guides' history."""
    with _told():
        _module("cli_changes").changes(date, _WORDS)


@app.command(help=_help("new"))
def new(  # noqa: PLR0913  # one option each
    guide_id: Annotated[str | None, typer.Argument(metavar="ID", help=_help("new-id"))] = None,
    name: Annotated[str | None, typer.Option(help=_help("new-name"))] = None,
    name_ko: Annotated[str | None, typer.Option(help=_help("new-name-ko"))] = None,
    group: Annotated[str | None, typer.Option(help=_help("new-group"))] = None,
    lang: Annotated[str | None, typer.Option(help=_help("new-lang"))] = None,
    *,
    ask: Annotated[bool | None, typer.Option("--ask/--yes", help=_help("new-ask"), show_default=False)] = None,
    locale: Words = SOURCE,
) -> None:
    """Ask for what a guide begins with, and write it."""
    with _told(locale):
        answers = _module("new_guide").Answers(guide_id, name, name_ko, group, lang)
        _module("cli_content").new(answers, interface(locale), sys.stdin.isatty() if ask is None else ask)


@app.command(help=_help("ask"))
def ask(
    text: Text = "",
    locale: Language = SOURCE,
    photo: Photos = None,
    as_json: Annotated[bool, typer.Option("--json", help=_help("ask-json"))] = False,
    as_jsonl: Annotated[bool, typer.Option("--jsonl", help=_help("ask-jsonl"))] = False,
) -> None:
    """Answer one inquiry, or one a line."""
    with _told():
        if as_jsonl:
            _module("cli_ask").ask_lines(sys.stdin, _WORDS)
        else:
            _module("cli_ask").ask(text, locale, tuple(photo or ()), as_json)


@app.command(help=_help("inspect"))
def inspect(
    photos: Annotated[list[Path], typer.Argument(metavar="PHOTO...", help=_help("inspect-photo"))],
    as_json: Annotated[bool, typer.Option("--json", help=_help("inspect-json"))] = False,
    draw: Annotated[Path | None, typer.Option(help=_help("inspect-draw"))] = None,
    locale: Annotated[str, typer.Option(help=_help("inspect-locale"))] = SOURCE,
) -> None:
    """Print the evidence of photos."""
    with _told():
        if not _module("inspection").inspect(tuple(photos), as_json, draw, locale):
            raise typer.Exit(1)


@app.command(help=_help("report"))
def report(
    out: Annotated[Path, typer.Option(help=_help("report-out"))],
    text: Text = "",
    locale: Language = SOURCE,
    photo: Photos = None,
) -> None:
    """Write a case report."""
    with _told():
        _module("cli_ask").write_report(text, locale, tuple(photo or ()), out)


@translate.command("extract", help=_help("translate-extract"))
def translate_extract() -> None:
    """Write the templates."""
    with _told():
        _module("cli_content").extract(_WORDS)


@translate.command("update", help=_help("translate-update"))
def translate_update(locale: Locales = None) -> None:
    """Update the catalogs."""
    with _told():
        _module("cli_content").update(tuple(locale or ()), _WORDS)


@translate.command("status", help=_help("translate-status"))
def translate_status() -> None:
    """Tell the state of the catalogs."""
    with _told():
        _module("cli_content").status(_WORDS)


@translate.command("compare", help=_help("translate-compare"))
def translate_compare(
    locale: Locales = None,
    worst: Annotated[int, typer.Option(help=_help("translate-worst"), min=1)] = 20,
) -> None:
    """List the translations that lie farthest from their source."""
    with _told():
        _module("cli_content").compare(tuple(locale or ()), worst, _WORDS)


app.add_typer(user_app(_told), name="user")
app.add_typer(case_app(_told), name="case")


def main() -> None:
    """Run the command line."""
    app()
