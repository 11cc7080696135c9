"""Commands that ask: ask, report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.answer import Answer, Sentence
from bot.case.make import case_of
from bot.check_case import CheckCase
from bot.errors import PhotoError, PhotoMissing, PhotoTooLarge
from bot.evidence import PhotoEvidence
from bot.gather import look
from bot.inquiry import Inquiry
from bot.known import NOTHING, Known
from bot.photo import MAX_BYTES, open_photo
from bot.report import report_html, report_json
from bot.session import Session
from bot.shot import take
from bot.wire import answer_json
from bot.words import clean
from kb.errors import JinpumError
from kb.interface import Interface, interface
from kb.locales import SOURCE
from kb.settings import get_settings

if TYPE_CHECKING:
    from bot.assistant import Assistant


class _Line(BaseModel):
    """One line of `jinpum ask --jsonl`."""

    model_config = ConfigDict(extra="forbid")

    id: str = ""
    locale: str = SOURCE
    text: str = ""
    photos: tuple[Path, ...] = ()


def ask(text: str, locale: str, photos: tuple[Path, ...], as_json: bool) -> None:
    """Answer one inquiry in the terminal."""
    if not text.strip() and not photos:
        raise JinpumError("cli.nothing-asked")
    answer = _answer(_assistant(), text, locale, photos)
    if as_json:
        typer.echo(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
        return
    for sentence in answer.sentences:
        typer.echo(sentence.text)
        if sentence.citations:
            urls = " ".join(dict.fromkeys(citation.url for citation in sentence.citations))
            typer.echo("    " + interface(answer.locale).text("cli.cite-line", urls=urls))


def ask_lines(lines: Iterable[str], words: Interface) -> None:
    """Answer one JSON object a line; a line that is none gets an object that says why, and the others go on."""
    assistant = _assistant()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _Line.model_validate_json(line)
        except ValidationError as error:
            reason = error.errors()[0]["msg"]
            message = words.text("cli.bad-line", line=number, reason=reason)
            typer.echo(json.dumps({"id": "", "error": message}, ensure_ascii=False))
            continue
        answer = _answer(assistant, asked.text, asked.locale, asked.photos)
        typer.echo(json.dumps(answer_json(answer, asked.id), ensure_ascii=False))


def write_report(text: str, locale: str, paths: tuple[Path, ...], out: Path) -> None:
    """Write a case report as PDF, HTML or JSON, by the file's suffix."""
    if out.suffix not in (".html", ".json", ".pdf"):
        raise JinpumError("cli.report-suffix", file=out)
    if not text.strip() and not paths:
        raise JinpumError("cli.nothing-asked")
    assistant = _assistant()
    known = _known(assistant)
    # A terminal in another encoding leaves lone surrogates.
    written = clean(text.encode("utf-8", "replace").decode("utf-8")).text
    session = Session(locale=locale, text=written, knows=lambda: known)
    session.shots = [take(_bytes_of(path), path.name, number, session.knows) for number, path in enumerate(paths, 1)]
    evidence = tuple(seen for shot in session.shots if (seen := shot.evidence()))
    answer = assistant.ask(Inquiry(locale=locale, text=text, photos=evidence))
    session.answer, session.locale = answer, answer.locale
    check = CheckCase(items=[session], locale=answer.locale)
    case = case_of(check, assistant.library)
    if out.suffix == ".pdf":
        from bot.case.pdf import case_pdf  # noqa: PLC0415  # loads typst, which the rest does without

        content = case_pdf(case)
    elif out.suffix == ".json":
        content = json.dumps(report_json(answer, case), ensure_ascii=False, indent=2).encode()
    else:
        content = report_html(case).encode()
    try:
        out.write_bytes(content)
    except OSError as error:
        raise JinpumError("cli.not-writable", file=out, reason=error.strerror or error) from error


def _bytes_of(path: Path) -> bytes:
    """A photo's file.

    Raises:
        PhotoError: it cannot be read or is too large.
    """
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise PhotoTooLarge(path.name, size=round(size / 1e6), limit=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise PhotoMissing(path.name) from error


def _assistant() -> Assistant:
    # Loads the vector store's libraries and the embedding model, which `inspect` does without.
    from bot.assistant import Assistant  # noqa: PLC0415

    return Assistant.open(get_settings())


def _known(assistant: Assistant) -> Known:
    return Known.of(assistant.library.values(), get_settings())


def _answer(assistant: Assistant, text: str, locale: str, paths: tuple[Path, ...]) -> Answer:
    """Ask with photos; one that cannot be opened is told in the answer and the others count."""
    evidence: list[PhotoEvidence] = []
    known = _known(assistant) if paths else NOTHING
    refused: list[PhotoError] = []
    for path in paths:
        try:
            evidence.append(look(open_photo(path), known))
        except PhotoError as error:
            refused.append(error)
    answer = assistant.ask(Inquiry(locale=locale, text=text, photos=tuple(evidence)))
    words = interface(answer.locale)
    told = tuple(Sentence(role="notice", text=words.text(error.key, **error.params)) for error in refused)
    return answer.model_copy(update={"sentences": (*told, *answer.sentences)})
