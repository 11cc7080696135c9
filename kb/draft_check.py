"""What is wrong with a draft, by field: exactly what `jinpum check` says of the file that is made of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kb import lint
from kb.draft import Draft
from kb.library import FILE_NAME, TRAINING
from kb.model import Guide
from kb.parse import parse_guide
from kb.vocabulary import Category, Kind
from kb.write import Written, write

_SOURCE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ADDRESS = re.compile(r"(https?://|docs/)[^\s<>]+")
RULES = "rules"
"""The folder of guides to one check each."""
UNNAMED = "draft"
"""Stands for the id of a draft that has none yet."""


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong: the draft's field, such as `cues.0.parts.fake.1`, and the sentence that says what to do."""

    place: str
    key: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Checked:
    """A draft as Markdown, as a guide (None while it cannot be made), and its problems in the file's order."""

    written: Written
    guide: Guide | None
    problems: tuple[FieldProblem, ...]


def group_of(draft: Draft) -> str:
    """The folder that a draft's guide stands in."""
    if draft.training:
        return TRAINING
    if draft.kind == Kind.RULE:
        return RULES
    return draft.category if draft.category in set(Category) else Category.CONSUMER.value


def check_draft(draft: Draft, rules: Collection[str], pictures: Collection[str] = ()) -> Checked:
    """Check a draft.

    Args:
        draft: as far as it is filled in.
        rules: ids of the rule guides that there are.
        pictures: names of the picture files beside it.
    """
    written = write(draft)
    # The checks read the file for its lines, and look for its pictures beside it.
    with tempfile.TemporaryDirectory(prefix="jinpum-draft-") as folder:
        path = Path(folder) / "guides" / group_of(draft) / (draft.id if _is_name(draft.id) else UNNAMED) / FILE_NAME
        path.parent.mkdir(parents=True)
        path.write_text(written.text, encoding="utf-8")
        for name in pictures:
            if _is_name(name):
                (path.parent / name).touch()
        guide, problems = parse_guide(path, written.text)
        if guide:
            problems = sorted([*problems, *lint.check_guide(guide, set(rules))])
    found = [FieldProblem(written.place(one.line, one.field), one.key, one.params) for one in problems]
    told = [part for one in found for part in (_source_fields(one, draft) or [one])]
    return Checked(written, guide, tuple(dict.fromkeys(told)))


def _source_fields(problem: FieldProblem, draft: Draft) -> list[FieldProblem]:
    """Which fields make a source's line unreadable; none if it is another problem."""
    match = re.fullmatch(r"sources\.(\d+)", problem.place) if problem.key == "problem.bad-source" else None
    if match is None:
        return []
    source = draft.sources[int(match.group(1))]
    empty = [
        FieldProblem(f"{problem.place}.{name}", "problem.empty-text")
        for name in ("title", "publisher", "url")
        if not getattr(source, name)
    ]
    if source.date and not _SOURCE_DATE.fullmatch(source.date):
        empty.append(FieldProblem(f"{problem.place}.date", "problem.bad-partial-date", (("value", source.date),)))
    if source.url and not _ADDRESS.fullmatch(source.url):
        empty.append(FieldProblem(f"{problem.place}.url", "problem.bad-website", (("value", source.url),)))
    return empty


def _is_name(name: str) -> bool:
    return (
        bool(name) and len(name) <= 100 and name.isprintable() and Path(name).name == name and not name.startswith(".")
    )
