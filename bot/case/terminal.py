"""Case files in the terminal: what one holds, and the files that are made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.case.errors import CaseTooLarge
from bot.case.file import MAX_FILE, case_json, case_schema, read_case
from bot.case.model import Case
from kb.errors import JinpumError
from kb.interface import interface
from kb.locales import SOURCE


def lines(file: Path) -> Iterator[str]:
    """What a case file holds, in the officer's language.

    Raises:
        JinpumError: it cannot be read or restored; so do the others here.
    """
    case = _read(file)
    yield f"{case.reference} · {case.changed:%Y-%m-%d %H:%M} UTC · {case.place}".rstrip(" ·")
    words = interface(case.locale)
    for number, item in enumerate(case.items, 1):
        key = "case.item-named" if item.name else "case.item"
        name = words.text(key, number=number, name=item.name)
        conclusion = item.conclusion.get(case.locale) or item.conclusion.get(SOURCE, "")
        yield words.text("case.cli-item", item=name, conclusion=conclusion)
        for one in item.findings:
            if one.said:
                said = one.said.get(case.locale) or next(iter(one.said.values()))
                yield f"    {one.finding.points:+g}  {said}"


def write_pdf(file: Path, out: Path, locale: str | None) -> str:
    """Write a case file as PDF; returns what to say."""
    from bot.case.pdf import case_pdf  # noqa: PLC0415  # loads typst, which the others here do without

    return _write(out, case_pdf(_read(file), locale, imported=True))


def write_json(file: Path, out: Path | None) -> str:
    """Write a case file anew, or return it where no file is named."""
    data = case_json(_read(file))
    return _write(out, data) if out else data.decode()


def schema() -> str:
    """The JSON Schema of case files."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2)


def _write(out: Path, data: bytes) -> str:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise JinpumError("cli.not-writable", file=out, reason=error.strerror or error) from error
    return interface(SOURCE).text("case.cli-written", file=out)


def _read(file: Path) -> Case:
    try:
        if file.stat().st_size > MAX_FILE:
            raise CaseTooLarge(limit=MAX_FILE // 1_000_000)
        data = file.read_bytes()
    except OSError as error:
        raise JinpumError("cli.file-missing", file=file) from error
    return read_case(data)
