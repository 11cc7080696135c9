"""The audit log as a page and as a file: `/audit` and `/audit.csv`, for administrators."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.access.accounts import Accounts
from bot.access.audit import MOST_EXPORTED, PAGE, Action, Wanted, entries, forget_old, note
from bot.access.guard import require
from bot.access.person import Role
from bot.csv_file import csv_response, csv_text
from bot.frame import page, words_for
from bot.place import Place

_NUMBER_DIGITS = 15


def audit_routes(accounts: Accounts, place: Place) -> APIRouter:
    """The pages, ready to be included in the application."""
    router = APIRouter()

    @router.get("/audit")
    def log(request: Request) -> Response:
        require(request, Role.ADMIN)
        words, wanted = words_for(request, place), _wanted(request.query_params)
        before = _number(request.query_params.get("before", ""))
        with accounts.database.session() as session:
            forget_old(session, accounts.settings.audit_days)
            found = entries(session, wanted, before, PAGE + 1)
        shown, more = found[:PAGE], len(found) > PAGE
        kept = {**_kept(wanted), "locale": words.locale}
        return page(
            request,
            words,
            place,
            "audit.html",
            words.text("access.audit"),
            styles=("access.css",),
            days=accounts.settings.audit_days,
            chosen=wanted,
            actions=list(Action),
            entries=shown,
            csv=f"/audit.csv?{urlencode(kept)}",
            older=f"/audit?{urlencode({**kept, 'before': shown[-1].number})}" if more else "",
            newest=f"/audit?{urlencode(kept)}" if before is not None else "",
        )

    @router.get("/audit.csv")
    def file(request: Request) -> Response:
        person = require(request, Role.ADMIN)
        words, wanted = words_for(request, place), _wanted(request.query_params)
        with accounts.database.session() as session:
            rows = [
                (entry.time.isoformat(timespec="seconds"), entry.person_id, entry.name, entry.action, entry.subject)
                for entry in entries(session, wanted, most=MOST_EXPORTED)
            ]
            note(session, person, Action.EXPORTED, "audit")
        heading = ["time", "id", "person", "action", "subject"]
        heading = [words.text(f"access.{name}") if name != "id" else "id" for name in heading]
        return csv_response("jinpum-audit.csv", csv_text(heading, rows))

    return router


def _wanted(query: Mapping[str, str]) -> Wanted:
    action = None
    with contextlib.suppress(ValueError):
        action = Action(query.get("action", ""))
    return Wanted(query.get("person", "").strip()[:100], action, _date(query.get("from")), _date(query.get("to")))


def _kept(wanted: Wanted) -> dict[str, str]:
    """The filter as an address has it, without what is empty."""
    values = {"person": wanted.person, "action": wanted.action, "from": wanted.first, "to": wanted.last}
    return {name: str(value) for name, value in values.items() if value}


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _NUMBER_DIGITS else None
