"""The addresses of sightings, for officers: `/sightings`, `/sightings.csv`, `/sightings/new`, `/sightings/<number>`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from bot.access.guard import check_csrf, require, small_form
from bot.access.person import Role
from bot.csv_file import csv_response, csv_text
from bot.errors import PhotoTooLarge
from bot.frame import with_locale, words_for
from bot.photo import MAX_BYTES
from bot.place import Place
from bot.records.database import Database
from bot.sightings.pages import SIGHTINGS, SightingPages
from bot.sightings.report import Wrong, read_report
from bot.sightings.store import Sightings, Wanted
from bot.sightings.titles import Titles
from kb.interface import Interface
from kb.locales import is_territory, territory_name
from kb.settings import Settings

Form = Annotated[FormData, Depends(small_form)]
_FORM_ROOM = 100_000
"""Bytes of a report beside its photo."""
_MOST_CUES = 200


async def _upload(request: Request) -> FormData | None:
    """The form of a report; None if it is too large, and then nothing of it is read."""
    require(request, Role.OFFICER)  # before anything of a stranger's is read
    size = request.headers.get("content-length", "")
    if not (size.isascii() and size.isdigit()) or int(size) > MAX_BYTES + _FORM_ROOM:
        return None
    return await request.form(max_files=1, max_fields=_MOST_CUES, max_part_size=_FORM_ROOM)


def routes(settings: Settings, database: Database, place: Place) -> APIRouter:
    """The addresses, ready to be included in the application.

    Args:
        settings: where the guides lie.
        database: where sightings are kept.
        place: the languages that are offered.
    """
    router = APIRouter()
    sightings, titles = Sightings(database), Titles(settings)
    pages = SightingPages(sightings, titles, place)
    router.include_router(_files(sightings, titles, place))

    @router.get(SIGHTINGS)
    def overview(request: Request) -> Response:
        require(request, Role.OFFICER)
        return pages.overview(request, _wanted(request.query_params))

    @router.get(f"{SIGHTINGS}/new")
    def blank(request: Request) -> Response:
        require(request, Role.OFFICER)
        words, query = words_for(request, place), request.query_params
        guide = titles.guide(query.get("guide", ""), words.locale)
        if guide is None:
            return pages.choice(request, words.text("sightings.guide-unknown") if query.get("guide") else "")
        country = query.get("country", "")
        return pages.form(request, guide, {"country": country}, query.getlist("cue"))

    @router.post(f"{SIGHTINGS}/new")
    def report(request: Request, form: Annotated[FormData | None, Depends(_upload)]) -> Response:
        person, words = require(request, Role.OFFICER), words_for(request, place)
        if form is None:
            error = PhotoTooLarge("", size="", limit=MAX_BYTES // 1_000_000)
            return pages.choice(request, words.text(error.key, **error.params))
        check_csrf(request, form)
        values = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        cues = [value for value in form.getlist("cue") if isinstance(value, str)]
        guide = titles.guide(values.get("guide", ""), words.locale)
        if guide is None:
            return pages.choice(request, words.text("sightings.guide-unknown"))
        made, wrong = read_report(values, cues, _photo(form), guide)
        if made is None:
            if _photo(form) and "photo" not in wrong:
                wrong["photo"] = Wrong("sightings.photo-again")  # a browser does not keep a chosen file
            return pages.form(request, guide, values, cues, wrong=wrong, status=422)
        number = sightings.add(person, made)
        return RedirectResponse(with_locale(f"{SIGHTINGS}/{number}", words, {"reported": ""}), 303)

    @router.get(f"{SIGHTINGS}/{{number}}")
    def one(request: Request, number: str) -> Response:
        require(request, Role.OFFICER)
        row = sightings.get(_number(number))
        if row is None:
            return pages.choice(request, words_for(request, place).text("sightings.gone"))
        return pages.one(request, row)

    @router.post(f"{SIGHTINGS}/{{number}}/delete")
    def delete(request: Request, number: str, form: Form) -> Response:
        person = require(request, Role.ADMIN)
        check_csrf(request, form)
        sightings.delete(person, _number(number))
        return RedirectResponse(with_locale(SIGHTINGS, words_for(request, place)), 303)

    return router


def _files(sightings: Sightings, titles: Titles, place: Place) -> APIRouter:
    """The file of all sightings, and their photos."""
    router = APIRouter()

    @router.get(f"{SIGHTINGS}.csv")
    def file(request: Request) -> Response:
        person = require(request, Role.OFFICER)
        words = words_for(request, place)
        rows = sightings.exported(person, _wanted(request.query_params))
        text = csv_text(
            _heading(words),
            (
                (
                    row.number,
                    row.seen.isoformat(),
                    row.country,
                    territory_name(row.country, words.locale),
                    row.guide,
                    titles.title(row.guide, words.locale),
                    row.cues,
                    words.text(f"sightings.channel-{row.channel}") if row.channel else "",
                    row.note,
                    row.photo_sha256 or "",
                )
                for row in rows
            ),
        )
        return csv_response("jinpum-sightings.csv", text)

    @router.get(f"{SIGHTINGS}/{{number}}/photo")
    def photo(request: Request, number: str) -> Response:
        require(request, Role.OFFICER)
        found = sightings.photo(_number(number))
        if found is None:
            return Response(status_code=404)
        return Response(found, media_type="image/jpeg", headers={"cache-control": "private, no-store"})

    return router


def _heading(words: Interface) -> list[str]:
    named = [words.text(f"sightings.{name}") for name in ("date", "country", "guide", "cues", "channel", "note")]
    day, country, guide, cues, channel, note = named
    return ["number", day, "ISO 3166", country, "guide id", guide, cues, channel, note, "photo SHA-256"]


def _wanted(query: Mapping[str, str]) -> Wanted:
    country = query.get("country", "")
    return Wanted(
        query.get("guide", "")[:100],
        country if is_territory(country) else "",
        _date(query.get("from")),
        _date(query.get("to")),
    )


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _number(text: str) -> int:
    """The number in an address; 0, which no sighting has, if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def _photo(form: FormData) -> tuple[bytes, str] | None:
    file = form.get("photo")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    file.file.seek(0)
    return file.file.read(MAX_BYTES + 1), file.filename[:80]
