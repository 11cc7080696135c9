"""A YAML block inside a Markdown file, with the line of every key, and pydantic's complaints as problems."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from kb.errors import Problem
from kb.markdown import Block

Model = TypeVar("Model", bound=BaseModel)
_DATE = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")

# pydantic's error types → our sentences; every other type gets the general one with pydantic's reason.
_KEYS = {
    "extra_forbidden": "problem.unknown-key",
    "missing": "problem.missing-key",
    "enum": "problem.bad-choice",
    "string_type": "problem.not-text",
    "string_too_short": "problem.empty-text",
    "gtin": "problem.bad-gtin",
    "hs": "problem.bad-hs",
    "country": "problem.unknown-country",
    "partial-date": "problem.bad-partial-date",
    "host": "problem.bad-host",
    "slug": "problem.bad-id",
    "pattern": "problem.bad-pattern",
    "digits": "problem.not-digits",
    "empty-check": "problem.empty-check",
    "date_type": "problem.bad-date",
    "date_from_datetime_parsing": "problem.bad-date",
    "date_from_datetime_inexact": "problem.bad-date",
    "tuple_type": "problem.not-list",
    "bool_type": "problem.not-yes-no",
    "bool_parsing": "problem.not-yes-no",
    "string_pattern_mismatch": "problem.bad-website",  # the language is the other one, and has its own below
}


def load(block: Block, model: type[Model], file: Path) -> tuple[Model | None, list[Problem]]:
    """Read a YAML block into a model.

    Returns:
        The model, or None with every problem of the block.
    """
    try:
        data = YAML().load(block.text)
    except MarkedYAMLError as error:
        # A bracket that is never closed is noticed a line late; the place where it opens is the one to mend.
        mark = error.context_mark if "flow" in (error.context or "") else error.problem_mark
        line = block.line + (mark.line if mark else 0)
        # ruamel adds a paragraph on how to switch the check off; the first line says what is wrong.
        reason = (error.problem or "?").splitlines()[0]
        return None, [Problem(file, line, "", "problem.bad-yaml", (("reason", reason),))]
    except (YAMLError, ValueError) as error:
        # Without a mark: a character that YAML forbids, a date that no calendar has.
        line = block.line + _unmarked_line(block.text, error)
        reason = str(error).splitlines()[0]
        return None, [Problem(file, line, "", "problem.bad-yaml", (("reason", reason),))]
    if not isinstance(data, Mapping):
        return None, [Problem(file, block.line, "", "problem.no-keys")]
    try:
        return model.model_validate(_plain(data)), []
    except ValidationError as error:
        return None, [_problem(item, data, block, file, model) for item in _own(error.errors())]


def _unmarked_line(text: str, error: Exception) -> int:
    """The line of an error that carries no mark, counted from 0; the first line where nothing tells."""
    if isinstance(error, ReaderError):
        return text.count("\n", 0, error.position)
    for number, line in enumerate(text.splitlines()):
        for year, month, day in _DATE.findall(line):
            try:
                datetime.date(int(year), int(month), int(day))
            except ValueError:
                return number
    return 0


def _plain(value: Any) -> Any:
    """ruamel's containers and marked scalars as Python's own."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(_plain(item) for item in value)
    return str(value) if isinstance(value, str) else value


def line_of(data: Any, loc: Sequence[str | int], first: int) -> int:
    """The line of a place in ruamel data; the nearest known one above it if the place itself has none."""
    line = first
    for step in loc:
        try:
            if isinstance(data, Mapping):
                line = first + data.lc.key(step)[0]  # type: ignore[attr-defined]  # ruamel's CommentedMap
            elif isinstance(data, Sequence) and not isinstance(data, str):
                line = first + data.lc.item(step)[0]  # type: ignore[attr-defined]  # ruamel's CommentedSeq
            data = data[step]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def _own(errors: Sequence[Any]) -> list[Any]:
    """The errors without those of a list that is only too short because its items are wrong."""
    items = {error["loc"][:-1] for error in errors}
    return [error for error in errors if error["type"] != "too_short" or error["loc"] not in items]


def _problem(error: Any, data: Any, block: Block, file: Path, model: type[BaseModel]) -> Problem:
    loc = error["loc"]
    params = {
        "value": str(error.get("input", ""))[:80],
        "reason": error["msg"],
        "expected": str(error.get("ctx", {}).get("expected", "")),
        "allowed": ", ".join(model.model_fields) if len(loc) == 1 else "",
    }
    key = _KEYS.get(error["type"], "problem.bad-value")
    name = ".".join(str(step) for step in loc)
    if name == "lang" and key == "problem.bad-website":
        key, params["expected"] = "problem.bad-choice", "'en', 'ko'"
    return Problem(file, line_of(data, loc, block.line), name, key, tuple(params.items()))
