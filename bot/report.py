"""The case report: what was brought, found and concluded, as one self-contained HTML page or as JSON."""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from bot.answer import Answer
from bot.draw import draw
from bot.evidence import PhotoEvidence
from bot.finding import Outcome
from bot.photo import Photo
from bot.wire import answer_json
from kb.interface import interface
from kb.model import Guide

PICTURE_WIDTH = 1200
"""Pixels; wide enough to read a label in print, small enough to mail a case of ten photos."""
_TEMPLATES = Path(__file__).parent / "templates"


def report_json(
    answer: Answer,
    text: str,
    photos: Sequence[Photo],
    evidence: Sequence[PhotoEvidence],
    guides: Mapping[str, Guide],
) -> dict[str, Any]:
    """The report as one object. Photos are named by the SHA-256 of their pixels; no EXIF is kept."""
    return {
        "made": _now(),
        "description": _writable(text),
        "photos": [
            {"photo": photo.name, "sha256": _digest(photo), "evidence": seen.model_dump(mode="json")}
            for photo, seen in zip(photos, evidence, strict=True)
        ],
        "guides": {
            guide_id: {"reviewed": str(guide.reviewed), "sha256": _content(guide)} for guide_id, guide in guides.items()
        },
        "answer": answer_json(answer),
    }


def report_html(
    answer: Answer,
    text: str,
    photos: Sequence[Photo],
    evidence: Sequence[PhotoEvidence],
    guides: Mapping[str, Guide],
) -> str:
    """The report as a page that needs nothing beside it; it prints on A4."""
    words = interface(answer.locale)
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True)
    titles = {(one.guide, one.cue): one for one in answer.citations if one.cue}
    return environment.get_template("report.html").render(
        words=words,
        answer=answer,
        description=_writable(text),
        made=_now(),
        photos=[
            {"name": photo.name, "sha256": _digest(photo), "picture": _picture(photo, seen), "seen": seen}
            for photo, seen in zip(photos, evidence, strict=True)
        ],
        guides=[{"id": one, "reviewed": guide.reviewed, "sha256": _content(guide)} for one, guide in guides.items()],
        findings=[
            (finding, titles.get((finding.guide, finding.cue)))
            for finding in answer.findings
            if finding.outcome is not Outcome.NOT_SEEN
        ],
    )


def _now() -> str:
    return datetime.datetime.now(tz=datetime.UTC).isoformat(timespec="seconds")


def _writable(text: str) -> str:
    """The officer's text as it can be written: a terminal in another encoding leaves lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _digest(photo: Photo) -> str:
    return hashlib.sha256(photo.pixels.tobytes()).hexdigest()


def _content(guide: Guide) -> str:
    """What the guide said when the case was made."""
    return hashlib.sha256(
        json.dumps(guide.model_dump(mode="json", exclude={"path"}), sort_keys=True).encode()
    ).hexdigest()


def _picture(photo: Photo, evidence: PhotoEvidence) -> str:
    picture = Image.fromarray(draw(photo, evidence))
    picture.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85)
    return "data:image/jpeg;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
