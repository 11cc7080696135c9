"""The pages of accounts: `/sign-in`, `/sign-out`, `/account/me`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.access import cookies
from bot.access.accounts import Accounts
from bot.access.errors import ForeignForm
from bot.access.guard import check_csrf, csrf_field, csrf_token, safe_next, small_form
from bot.access.pages import SIGN_IN, SignInPages
from bot.access.person import Role, person_of
from bot.frame import page, with_locale, words_for
from bot.place import Place

SIGN_OUT = "/sign-out"
Form = Annotated[FormData, Depends(small_form)]


def routes(accounts: Accounts, place: Place) -> APIRouter:
    """The pages, ready to be included in the application."""
    router = APIRouter()
    pages = SignInPages(accounts, place)

    @router.get(SIGN_IN)
    def sign_in(request: Request) -> Response:
        words = words_for(request, place)
        wanted = safe_next(request.query_params.get("next"), f"/{words.locale}/")
        if not accounts.exist:
            return pages.no_accounts(request, words)
        if person_of(request).signed_in:
            return RedirectResponse(wanted, 303)
        return pages.form(request, words, wanted)

    @router.post(SIGN_IN)
    def signed_in(request: Request, form: Form) -> Response:
        words = words_for(request, place)
        wanted = safe_next(_text(form, "next"), f"/{words.locale}/")
        if not accounts.has_users:
            return pages.no_accounts(request, words)
        name, address = _text(form, "name")[:200], request.client.host if request.client else ""
        try:
            check_csrf(request, form)
        except ForeignForm as error:
            return pages.form(request, words, wanted, 403, name=name, message=words.text(error.key))
        if minutes := accounts.limits.wait(name.strip().lower(), address):
            message = words.text("access.wait", minutes=minutes)
            answer = pages.form(request, words, wanted, 429, name=name, message=message)
            answer.headers["retry-after"] = str(minutes * 60)
            return answer
        user = accounts.check(name, _text(form, "password"))
        if user is None:
            accounts.failed(name)
            return pages.form(request, words, wanted, 401, name=name, message=words.text("access.wrong"))
        accounts.limits.succeeded(name.strip().lower(), address)
        return pages.enter(request, wanted, accounts.sign_in(user, request.scope["state"].get("session_token")))

    @router.get(SIGN_OUT)
    def sign_out(request: Request) -> Response:
        words, person = words_for(request, place), person_of(request)
        if not person.signed_in:
            return RedirectResponse(with_locale(SIGN_IN, words), 303)
        title = words.text("access.sign-out")
        action = with_locale(SIGN_OUT, words)
        field = csrf_field(request)
        return page(request, words, place, "sign_out.html", title, name=person.name, action=action, csrf_field=field)

    @router.post(SIGN_OUT)
    def signed_out(request: Request, form: Form) -> Response:
        words = words_for(request, place)
        token = request.scope["state"].get("session_token")
        if token:
            check_csrf(request, form)
            accounts.sign_out(person_of(request), token)
        answer = RedirectResponse(f"/{words.locale}/", 303)
        cookies.drop(answer, request, cookies.SESSION)
        return answer

    @router.get("/account/me")
    def me(request: Request) -> Response:
        person = person_of(request)
        told = {
            "accounts": accounts.exist,
            "signed_in": person.signed_in,
            "name": person.name,
            "role": person.role,
            "sees_sightings": person.is_at_least(Role.OFFICER),
            "sees_audit": person.is_at_least(Role.ADMIN),
            "csrf": csrf_token(request) if person.signed_in else "",
        }
        return JSONResponse(told, headers={"cache-control": "no-store", "vary": "Cookie"})

    return router


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
