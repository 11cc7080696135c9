"""Commands on content: check, new, translate."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import typer
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb import lint, translate
from kb.errors import JinpumError, Problem
from kb.interface import Interface, interface
from kb.interface_check import check_interface
from kb.library import FILE_NAME, GROUPS
from kb.locales import catalog_locales
from kb.model import is_slug
from kb.settings import get_settings
from kb.translation_check import check_catalogs
from kb.vocabulary import PART_TERMS, SECTION_HEADINGS

_HALF_A_YEAR = datetime.timedelta(days=182)
_TEMPLATES = Path(__file__).parent / "templates"


def tell(problems: Sequence[Problem], words: Interface) -> None:
    """Print problems, one a line."""
    home = get_settings().home
    for problem in problems:
        file = problem.file.relative_to(home) if problem.file.is_relative_to(home) else problem.file
        message = words.text(problem.key, **dict(problem.params))
        if problem.warning:
            message = f"{words.text('cli.warning')}: {message}"
        values = {"file": file, "line": problem.line, "field": problem.field or "–", "message": message}
        typer.echo(words.text("cli.problem-line", **values))


def check(with_warnings: bool, words: Interface) -> bool:
    """Check guides, interface and catalogs; True if there is no error."""
    settings = get_settings()
    guides, problems = lint.check(settings.guides)
    problems += [*check_interface(settings), *check_catalogs(settings)]
    errors = [problem for problem in problems if not problem.warning]
    tell(problems if with_warnings else errors, words)
    warnings = len(problems) - len(errors)
    if errors or warnings:
        typer.echo(words.text("cli.problems", errors=len(errors), warnings=warnings))
    if not errors:
        locales = ", ".join(catalog_locales(settings.translations))
        typer.echo(words.text("cli.no-problem", guides=len(guides), locales=locales))
    return not errors


def new(guide_id: str, group: str, lang: str, names: tuple[str, str], words: Interface) -> None:
    """Write a guide to fill in, in the author's language."""
    settings = get_settings()
    if lang not in PART_TERMS:
        raise JinpumError("cli.new-lang-unknown", lang=lang, known=", ".join(PART_TERMS))
    if group not in GROUPS:
        raise JinpumError("cli.new-group-unknown", group=group, known=", ".join(GROUPS))
    if not is_slug(guide_id):
        raise JinpumError("problem.bad-id", value=guide_id)
    path = settings.guides / group / guide_id / FILE_NAME
    if path.exists():
        raise JinpumError("cli.exists", file=path)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )
    today = datetime.datetime.now(tz=datetime.UTC).date()
    text = environment.get_template("guide.md.j2").render(
        id=guide_id,
        lang=lang,
        kind="rule" if group == "rules" else "product",
        category="consumer" if group == "rules" else group,
        name=names[0],
        name_ko=names[1],
        # A JSON string is a YAML string too, whatever quotes and backslashes a name has.
        quoted=[json.dumps(name, ensure_ascii=False) for name in names],
        reviewed=today.isoformat(),
        review_by=(today + _HALF_A_YEAR).isoformat(),
        words=interface(lang),
        parts={part.value: term for term, part in PART_TERMS[lang].items()},
        sections={section.value: heading for heading, section in SECTION_HEADINGS[lang].items()},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    typer.echo(words.text("cli.created", file=path.relative_to(settings.home)))


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
