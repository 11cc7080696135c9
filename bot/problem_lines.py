"""Problems of content files as a person reads them: by file, with the line that is meant, and where it is explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from unicodedata import combining, east_asian_width

import typer

from kb.errors import Problem
from kb.interface import Interface
from kb.library import FILE_NAME
from kb.model import CueHeader, FrontMatter
from kb.settings import get_settings

FORMAT = "docs/guide-format.md"
_SHOWN = (".md", ".yaml")
"""Files whose lines a person wrote; catalogs are read in their editor."""
_LONGEST = 100
_QUOTED = re.compile(r"'([^']+)'")
_VOCABULARY = {"fake": "strength", "genuine": "strength"}


def tell(problems: Sequence[Problem], words: Interface) -> None:
    """Print problems, grouped by file."""
    home = get_settings().home
    for file, found in groupby(problems, key=lambda problem: problem.file):
        shown = file.relative_to(home) if file.is_relative_to(home) else file
        for problem in found:
            typer.echo("\n".join(lines(problem, shown, words)))
        typer.echo("")


def lines(problem: Problem, shown: Path, words: Interface) -> list[str]:
    """One problem: its place, the line with the place marked, what to do, and where that is explained.

    Args:
        problem: any.
        shown: its file as the person knows it.
        words: the interface in the person's language.
    """
    params = dict(problem.params)
    if "expected" in params:
        params["expected"] = _choices(problem.field, params["expected"], words)
    message = words.text(problem.key, **params)
    if problem.warning:
        message = f"{words.text('cli.warning')}: {message}"
    values = {"file": shown, "line": problem.line, "field": problem.field or "–", "message": message}
    told = [words.text("cli.problem-line", **values)]
    if problem.file.suffix in _SHOWN and (line := _line(problem.file, problem.line)):
        told += _marked(line, problem)
    if problem.file.name == FILE_NAME and (anchor := _anchor(problem)):
        told.append(f"    → {FORMAT}#{anchor}")
    return told


def _choices(field: str, expected: str, words: Interface) -> str:
    """The allowed words, each with what it means in the person's language."""
    name = field.rsplit(".", 1)[-1]
    vocabulary = _VOCABULARY.get(name, name)
    values = _QUOTED.findall(expected)
    told = [(value, f"vocabulary.{vocabulary}-{value}") for value in values]
    return ", ".join(f"{value} ({words.text(key)})" if words.has(key) else value for value, key in told) or expected


def _marked(line: str, problem: Problem) -> list[str]:
    """The line, and beneath it what is meant if that can be told: the value, else the key, else the whole."""
    params = dict(problem.params)
    wanted = (params.get("value"), params.get("source"), params.get("alias"), problem.field.rsplit(".", 1)[-1])
    meant = next((text for text in wanted if text and text in line), line.strip())
    start = max(0, line.find(meant))
    # A long line is cut around what is meant.
    left = max(0, start - _LONGEST // 2) if len(line) > _LONGEST else 0
    cut = line[left : left + _LONGEST]
    before = ("…" if left else "") + cut[: start - left]
    shown = ("…" if left else "") + cut + ("…" if len(line) > left + _LONGEST else "")
    marks = "^" * max(1, _columns(meant[: _LONGEST - (start - left)]))
    return [f"    {shown}", f"    {' ' * _columns(before)}{marks}"]


def _columns(text: str) -> int:
    """Columns of a terminal; Hangul takes two."""

    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _anchor(problem: Problem) -> str:
    """The heading of the format's description that explains the field."""
    name = problem.field.split(".", 1)[0]
    if problem.field.startswith("[^"):
        return "sources"
    if name in CueHeader.model_fields and name not in FrontMatter.model_fields:
        return "a-cue"
    return "front-matter" if name in FrontMatter.model_fields else "body"


@lru_cache(maxsize=8)
def _lines(file: Path) -> tuple[str, ...]:
    try:
        return tuple(file.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError):
        return ()


def _line(file: Path, number: int) -> str:
    lines = _lines(file)
    return lines[number - 1].expandtabs(4).rstrip() if 0 < number <= len(lines) else ""
