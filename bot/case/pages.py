"""The pages of case records as HTML: the list, one record, its notice, and what is said where there is none."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from bot.access.guard import csrf_field
from bot.access.person import Person, browser_of, person_of
from bot.case.notice import letters, notice_text
from bot.case.reference import parse_reference
from bot.case.sheet import sheet
from bot.case.store import Cases, Loaded
from bot.frame import page, with_locale, words_for
from bot.place import Place
from kb.interface import Interface

CASES = "/cases"
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")


class CasePages:
    """The pages, for whoever asks. Of another's case it is said that there is none."""

    def __init__(self, cases: Cases, place: Place, days: int) -> None:
        """Take where cases are kept, the languages, and for how many days a browser's are kept."""
        self._cases, self._place, self._days = cases, place, days

    def found(self, request: Request, reference: str) -> Loaded | None:
        """The asker's case of a reference."""
        known = parse_reference(reference)
        return self._cases.load(person_of(request), known) if known else None

    def missing(self, request: Request) -> Response:
        """There is no such case."""
        words = words_for(request, self._place)
        return page(
            request,
            words,
            self._place,
            "record_missing.html",
            words.text("case.cases"),
            status=404,
            sentence=words.text("case.not-found"),
            back=with_locale(CASES, words),
        )

    def overview(self, request: Request, message: str = "", status: int = 200) -> Response:
        """The list of the asker's cases, with what was just done or what went wrong."""
        words, person = words_for(request, self._place), person_of(request)
        return page(
            request,
            words,
            self._place,
            "record_list.html",
            words.text("case.cases"),
            status=status,
            styles=("record.css",),
            cases=self._cases.listed(person),
            signed_in=person.signed_in,
            days=self._days,
            address=lambda reference: with_locale(f"{CASES}/{reference}", words),
            restore=with_locale(f"{CASES}/import", words),
            check=with_locale("/chat/", words),
            left_behind=self._left_behind(request, person),
            take_over=with_locale(f"{CASES}/take-over", words),
            csrf_field=csrf_field(request),
            message=message or _done(request, words),
            is_error=status >= 400,
        )

    def _left_behind(self, request: Request, person: Person) -> int:
        """How many cases a signed-in person's browser still keeps from before."""
        browser = browser_of(request)
        return self._cases.count(browser) if person.signed_in and browser is not None else 0

    def record(self, request: Request, loaded: Loaded) -> Response:
        """One record."""
        words, case = words_for(request, self._place), loaded.case
        own = f"{CASES}/{case.reference}"
        restored = "restored" in request.query_params
        return page(
            request,
            words,
            self._place,
            "record_page.html",
            words.text("report.title"),
            styles=("record.css",),
            scripts=("record.js",),
            sheet=sheet(case, words.locale),
            picture=lambda item, photo: f"{own}/photos/{item}-{photo.number}.jpg",
            imported=loaded.imported,
            message=words.text("case.restored", reference=case.reference) if restored else "",
            pdf=with_locale(f"{own}.pdf", words),
            json=f"{own}.json",
            open=with_locale("/chat/", words, {"case": case.reference}),
            notice=with_locale(f"{own}/notice", words) if letters(case) else "",
            delete=with_locale(f"{own}/delete", words),
            back=with_locale(CASES, words),
            csrf_field=csrf_field(request),
        )

    def notice(self, request: Request, loaded: Loaded) -> Response:
        """The notice to an online platform, to be copied."""
        words, case = words_for(request, self._place), loaded.case
        own = f"{CASES}/{case.reference}"
        return page(
            request,
            words,
            self._place,
            "record_notice.html",
            words.text("case.notice"),
            styles=("record.css",),
            scripts=("record.js",),
            text=notice_text(case, imported=loaded.imported),
            imported=loaded.imported,
            pdf=f"{own}/notice.pdf",
            back=with_locale(own, words),
            reference=case.reference,
        )


def _done(request: Request, words: Interface) -> str:
    """What was just done with cases, by the address that the browser was sent on to."""
    if deleted := parse_reference(request.query_params.get("deleted", "")):
        return words.text("case.deleted", reference=deleted)
    taken = request.query_params.get("taken", "")
    return words.text("case.taken", count=int(taken)) if _NUMBER.fullmatch(taken) else ""
