"""The case report of the command line: a record as one self-contained HTML page, or as JSON with the answer."""

from __future__ import annotations

import base64
import json
from typing import Any

from markupsafe import Markup

from bot.answer import Answer
from bot.case.file import case_json
from bot.case.model import Case, CasePhoto
from bot.case.pictures import drawn
from bot.case.sheet import sheet
from bot.frame import PAGE_FILES
from bot.render import render
from bot.wire import answer_json
from kb.interface import interface

_STYLES = ("tokens.css", "frame.css", "record.css")


def report_json(answer: Answer, case: Case) -> dict[str, Any]:
    """The report of one item as one object. Under `case` lies the case file, which restores the case."""
    item = case.items[0]
    return {
        "made": case.made.isoformat(),
        "description": item.text,
        "photos": [
            {
                "photo": photo.name,
                "sha256": photo.sha256,
                "evidence": photo.evidence.model_dump(mode="json") if photo.evidence else None,
            }
            for photo in item.photos
        ],
        "guides": {guide.id: {"reviewed": str(guide.reviewed), "sha256": guide.sha256} for guide in case.guides},
        "answer": answer_json(answer),
        "case": json.loads(case_json(case)),
    }


def report_html(case: Case) -> str:
    """The record as a page that needs nothing beside it; it prints on A4."""
    styles = "\n".join((PAGE_FILES / name).read_text(encoding="utf-8") for name in _STYLES)
    return render(
        "report.html",
        interface(case.locale),
        locale=case.locale,
        sheet=sheet(case),
        picture=_picture,
        style=Markup(styles),  # our own files
    )


def _picture(_: int, photo: CasePhoto) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(drawn(photo)).decode("ascii")
