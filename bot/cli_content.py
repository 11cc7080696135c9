"""Commands on content: check, new, translate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from bot.new_guide import DOCS, Answers, missing, new_guide
from bot.problem_lines import tell
from kb import lint, translate
from kb.changes import check_changes
from kb.interface import Interface
from kb.interface_check import check_interface
from kb.locales import catalog_locales
from kb.settings import get_settings
from kb.translation_check import check_catalogs


def check(with_warnings: bool, words: Interface) -> bool:
    """Check guides, interface and catalogs; True if there is no error."""
    settings = get_settings()
    guides, problems = lint.check(settings.guides)
    problems += [*check_interface(settings), *check_catalogs(settings), *check_changes(guides)]
    errors = [problem for problem in problems if not problem.warning]
    tell(problems if with_warnings else errors, words)
    warnings = len(problems) - len(errors)
    if errors or warnings:
        typer.echo(words.text("cli.problems", errors=len(errors), warnings=warnings))
    if not errors:
        locales = ", ".join(catalog_locales(settings.translations))
        typer.echo(words.text("cli.no-problem", guides=len(guides), locales=locales))
    return not errors


def new(answers: Answers, words: Interface, ask: bool) -> None:
    """Write a guide that somebody goes on with, and say what is still missing in it."""
    settings = get_settings()
    path = new_guide(answers, settings, words, ask)
    typer.echo(words.text("cli.created", file=path.relative_to(settings.home)))
    if still := missing(path, settings, words):
        typer.echo(words.text("new.missing"))
        for sentence in still:
            typer.echo(f"  - {sentence}")
    typer.echo(words.text("new.docs", page=DOCS))


def extract(words: Interface) -> None:
    """Write the templates anew."""
    _changed(translate.extract_templates(get_settings()), words)


def update(locales: Sequence[str], words: Interface) -> None:
    """Write the templates and bring the catalogs up to date."""
    settings = get_settings()
    _changed([*translate.extract_templates(settings), *translate.update_catalogs(settings, locales)], words)


def status(words: Interface) -> None:
    """Print how far every catalog is."""
    for row in translate.status(get_settings()):
        values = {"done": row.translated, "total": row.total, "percent": f"{100 * row.share:.0f}", "fuzzy": row.fuzzy}
        text = words.text("cli.status-row", locale=row.locale, domain=row.domain, reviewed=row.reviewed_by, **values)
        typer.echo(text)


def compare(locales: Sequence[str], worst: int, words: Interface) -> None:
    """Print the pairs whose meanings lie farthest apart, language by language."""
    from kb.meaning_check import doubts  # noqa: PLC0415  # loads the embedding model's libraries

    for ranked in doubts(get_settings(), locales):
        for doubt in ranked[:worst]:
            values = {"similarity": f"{doubt.similarity:.2f}", "deviation": f"{doubt.deviation:.1f}"}
            place = {"locale": doubt.locale, "context": doubt.context}
            typer.echo(words.text("cli.compare-row", **values, **place))
            typer.echo(f"    {doubt.source}\n    {doubt.translation}")


def _changed(paths: Sequence[Path], words: Interface) -> None:
    home = get_settings().home
    for path in paths:
        typer.echo(words.text("cli.changed", file=path.relative_to(home)))
    if not paths:
        typer.echo(words.text("cli.unchanged"))
