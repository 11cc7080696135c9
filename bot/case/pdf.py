"""A case record → PDF/A-3a and PDF/UA-1 in one file: tagged, readable aloud, with the record inside as JSON.

typst sets it. Nothing of the machine is relied on: fonts are the room's own, and a character that none of them has is
shown as a box with its code point.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from bot.case.file import case_json
from bot.case.glyphs import FONTS, shown
from bot.case.model import Case
from bot.case.pictures import drawn
from bot.case.sheet import ItemSheet, PhotoSheet, Sheet, Words, sheet

_TEMPLATE = Path(__file__).parent / "case.typ"
_LABELS = {
    "description": "report.description",
    "findings": "report.findings",
    "cue": "report.cue",
    "evidence": "case.evidence",
    "sum": "chat.score-sum",
    "replies": "case.replies",
    "also": "case.also",
    "unseen": "case.unseen",
    "ask": "vocabulary.section-ask",
    "photos": "chat.photos",
    "photos-note": "case.photos-note",
    "fingerprint": "case.fingerprint",
    "sources": "case.sources",
    "guides": "report.guides",
    "signature": "case.signature",
}
_REGIONS = {"zh-Hans": ("zh", "CN"), "zh-Hant": ("zh", "TW")}
_TALLEST = 1.25
"""Height of a photo's place, in widths of it."""
_HIGH_SCRIPTS = {"th": 0.78, "hi": 0.78}
"""Leading in em of scripts with marks above and below their letters."""


def case_pdf(case: Case, locale: str | None = None, *, attach: bool = True, imported: bool = False) -> bytes:
    """The case as PDF.

    Args:
        case: the record.
        locale: the language beside Korean; the officer's if not given.
        attach: whether the record itself lies in the file as JSON.
        imported: whether the record came from a file, which the PDF then says.
    """
    with tempfile.TemporaryDirectory(prefix="jinpum-case-") as name:
        folder = Path(name)
        content = _content(sheet(case, locale, imported=imported), case, folder, attach)
        (folder / "sheet.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        if attach:
            (folder / "record.json").write_bytes(case_json(case))
        (folder / _TEMPLATE.name).write_bytes(_TEMPLATE.read_bytes())
        return compile_pdf(folder, _TEMPLATE.name, case)


def compile_pdf(folder: Path, template: str, case: Case) -> bytes:
    """A template and its data in a folder → PDF, dated as the record was last changed.

    The standards are kept for decades and read by everybody: ISO 19005-3 level A and ISO 14289-1.
    """
    compiler = typst.Compiler(root=folder, font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(
        str(folder / template), format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=int(case.changed.timestamp())
    )
    assert isinstance(made, bytes)  # a PDF is one piece whatever its pages
    return made


def typst_lang(tag: str) -> dict[str, str | None]:
    """A BCP 47 tag as typst takes it, which chooses the forms of Han characters by region."""
    lang, region = _REGIONS.get(tag, (tag.split("-", maxsplit=1)[0].lower(), None))
    return {"lang": lang, "region": region}


def plain(value: Any) -> Any:
    """Texts as typst takes them: with language and region apart, and a box for every character without a form."""
    match value:
        case Words():
            return {"text": shown(value.text), "mark": shown(value.mark), **typst_lang(value.lang)}
        case tuple() | list():
            return [plain(one) for one in value]
        case dict():
            return {name: plain(one) for name, one in value.items()}
        case str():
            return shown(value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def _content(data: Sheet, case: Case, folder: Path, attach: bool) -> dict[str, Any]:
    first, _ = data.languages
    file = f"{case.reference}.json"
    lang = typst_lang(first)
    title = " · ".join(dict.fromkeys(words.text for words in (data.title.a, data.title.b) if words))
    return {
        "name": shown(f"{title} {case.reference}"),
        "author": shown(case.officer or case.program),
        "description": shown(f"{title} {case.reference}"),
        "reference": case.reference,
        "running": shown(title),
        "lang": lang,
        "leading": _HIGH_SCRIPTS.get(first, 0.62),
        "file": file,
        "title": plain(data.title),
        "facts": [
            {
                "label": plain(fact.label),
                "value": plain(Words(fact.value, first)),
                "large": fact.value == case.reference,
            }
            for fact in data.facts
        ],
        "warning": plain(data.warning),
        "cautions": plain(data.cautions),
        "items": [_item(item, number, first, folder) for number, item in enumerate(data.items, 1)],
        "sources": [
            # A practice source has no address in the web.
            {**plain(one), "shown": shown(one.url), "url": one.url if one.url.startswith("http") else ""}
            for one in data.sources
        ],
        "guides": plain(data.guides),
        "labels": {name: plain(data.label(key)) for name, key in _LABELS.items()},
        "attached": plain(data.label("case.attached", file=file)) if attach else None,
    }


def _item(item: ItemSheet, number: int, lang: str, folder: Path) -> dict[str, Any]:
    photos = [_photo(photo, f"{number}-{photo.photo.number}.jpg", lang, folder) for photo in item.photos]
    kept = {field.name: getattr(item, field.name) for field in dataclasses.fields(item) if field.name != "photos"}
    return {**plain(kept), "text": plain(Words(item.text, lang)), "photos": photos}


def _photo(sheet_photo: PhotoSheet, path: str, lang: str, folder: Path) -> dict[str, Any]:
    photo = sheet_photo.photo
    (folder / path).write_bytes(drawn(photo))
    return {
        "path": path,
        "alt": shown(sheet_photo.name.a.text),
        "name": plain(sheet_photo.name),
        "file": plain(Words(photo.name, lang)),
        "size": f"{photo.width} × {photo.height}",
        "height": min(_TALLEST, photo.height / photo.width),
        "sha256": photo.sha256,
        "found": plain(sheet_photo.found),
        "unread": plain(sheet_photo.unread),
    }


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The room's fonts, read once; they are the only ones."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
