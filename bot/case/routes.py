"""The addresses of case records: `/cases`, `/cases/<reference>`, its PDF, data and notice, deleting and restoring.

A person meets only the cases that are that person's; of every other the answer is that there is none.
"""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from bot.access.guard import check_csrf, small_form
from bot.access.person import browser_of, person_of
from bot.case.errors import CaseError, CaseTooLarge
from bot.case.file import MAX_FILE, case_json, read_case
from bot.case.model import Case, CasePhoto
from bot.case.notice import letters, notice_pdf
from bot.case.pages import CASES, CasePages
from bot.case.pdf import case_pdf
from bot.case.pictures import drawn
from bot.case.reference import parse_reference
from bot.case.store import Cases
from bot.frame import with_locale, words_for
from bot.place import Place
from kb.locales import SOURCE

Form = Annotated[FormData, Depends(small_form)]
_FORM_ROOM = 100_000
"""Bytes of an upload beside the file itself."""
_SETTING = threading.BoundedSemaphore(2)
"""PDFs set at a time: each takes a core for a second or two."""


async def _upload(request: Request) -> FormData | None:
    """The form of an upload; None if it is too large, and then nothing of it is read."""
    size = request.headers.get("content-length", "")
    if not (size.isascii() and size.isdigit()) or int(size) > MAX_FILE + _FORM_ROOM:
        return None
    return await request.form(max_files=1, max_fields=10)


def routes(cases: Cases, place: Place, days: int) -> APIRouter:
    """The addresses, ready to be included in the application.

    Args:
        cases: where they are kept.
        place: the languages that are offered.
        days: how long a browser's cases are kept.
    """
    router = APIRouter()
    pages = CasePages(cases, place, days)
    router.include_router(_files(cases, pages))

    @router.get(CASES)
    def listed(request: Request) -> Response:
        return pages.overview(request)

    @router.post(f"{CASES}/import")
    async def restore(request: Request, form: Annotated[FormData | None, Depends(_upload)]) -> Response:
        words = words_for(request, place)
        try:
            if form is None:
                raise CaseTooLarge(limit=MAX_FILE // 1_000_000)
            check_csrf(request, form)
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename:
                return await run_in_threadpool(pages.overview, request, words.text("case.error-no-file"), 400)
            case = await run_in_threadpool(read_case, await file.read())
            await run_in_threadpool(cases.restore, person_of(request), case)
        except CaseError as error:
            sentence = words.text(error.key, **error.params)
            return await run_in_threadpool(pages.overview, request, sentence, 413 if form is None else 400)
        return RedirectResponse(with_locale(f"{CASES}/{case.reference}", words, {"restored": "1"}), 303)

    @router.post(f"{CASES}/take-over")
    def take_over(request: Request, form: Form) -> Response:
        check_csrf(request, form)
        words, person, browser = words_for(request, place), person_of(request), browser_of(request)
        taken = 0
        if person.signed_in and browser is not None:
            try:
                taken = cases.take_over(person, browser)
            except CaseError as error:
                return pages.overview(request, words.text(error.key, **error.params), 400)
        return RedirectResponse(with_locale(CASES, words, {"taken": str(taken)}), 303)

    @router.post(f"{CASES}/{{reference}}/delete")
    def delete(request: Request, reference: str, form: Form) -> Response:
        check_csrf(request, form)
        known = parse_reference(reference)
        if known is None or not cases.delete(person_of(request), known):
            return pages.missing(request)
        return RedirectResponse(with_locale(CASES, words_for(request, place), {"deleted": known}), 303)

    @router.get(f"{CASES}/{{reference}}/notice")
    def notice(request: Request, reference: str) -> Response:
        loaded = pages.found(request, reference)
        return pages.notice(request, loaded) if loaded else pages.missing(request)

    @router.get(f"{CASES}/{{reference}}")
    def record(request: Request, reference: str) -> Response:
        loaded = pages.found(request, reference)
        return pages.record(request, loaded) if loaded else pages.missing(request)

    return router


def _files(cases: Cases, pages: CasePages) -> APIRouter:
    """What is downloaded, and the photos of a page."""
    router = APIRouter()

    @router.get(f"{CASES}/{{reference}}.pdf")
    def as_pdf(request: Request, reference: str) -> Response:
        loaded = pages.found(request, reference)
        if loaded is None:
            return pages.missing(request)
        case, wanted = loaded.case, request.query_params.get("locale", "")
        cases.exported(person_of(request), case.reference)
        with _SETTING:
            data = case_pdf(case, wanted if wanted in {case.locale, SOURCE, "ko"} else None, imported=loaded.imported)
        return _download(data, f"{case.reference}.pdf", "application/pdf")

    @router.get(f"{CASES}/{{reference}}.json")
    def as_json(request: Request, reference: str) -> Response:
        loaded = pages.found(request, reference)
        if loaded is None:
            return pages.missing(request)
        cases.exported(person_of(request), loaded.case.reference)
        return _download(case_json(loaded.case), f"{loaded.case.reference}.json", "application/json")

    @router.get(f"{CASES}/{{reference}}/notice.pdf")
    def notice_as_pdf(request: Request, reference: str) -> Response:
        loaded = pages.found(request, reference)
        if loaded is None or not letters(loaded.case):
            return pages.missing(request)
        cases.exported(person_of(request), loaded.case.reference)
        with _SETTING:
            data = notice_pdf(loaded.case, imported=loaded.imported)
        return _download(data, f"{loaded.case.reference}-notice.pdf", "application/pdf")

    @router.get(f"{CASES}/{{reference}}/photos/{{item}}-{{number}}.jpg")
    def photo(request: Request, reference: str, item: int, number: int) -> Response:
        loaded = pages.found(request, reference)
        kept = _photo(loaded.case, item, number) if loaded else None
        if kept is None:
            return pages.missing(request)
        return Response(drawn(kept), media_type="image/jpeg", headers={"cache-control": "private, no-store"})

    return router


def _photo(case: Case, item: int, number: int) -> CasePhoto | None:
    photos = case.items[item - 1].photos if 0 < item <= len(case.items) else ()
    return next((photo for photo in photos if photo.number == number), None)


def _download(data: bytes, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(data, media_type=kind, headers=headers)
