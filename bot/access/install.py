"""Puts accounts into the application: the middleware, the pages, and what is answered when something is not allowed."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.access.accounts import Accounts
from bot.access.audit_page import audit_routes
from bot.access.errors import AccessError, ForeignForm, FormTooLarge, NotAllowed, ProviderFailed, UserFileError
from bot.access.middleware import AccessMiddleware
from bot.access.pages import SIGN_IN
from bot.access.person import person_of
from bot.access.provider_routes import provider_routes
from bot.access.routes import routes
from bot.frame import page, with_locale, words_for
from bot.place import Place
from bot.records.database import Database
from bot.records.errors import RecordsError
from kb.errors import JinpumError
from kb.settings import Settings

_STATUS: dict[type[JinpumError], int] = {
    NotAllowed: 403,
    ForeignForm: 403,
    FormTooLarge: 413,
    ProviderFailed: 502,
    UserFileError: 503,
    RecordsError: 503,
}
_LOG = logging.getLogger(__name__)


def add_accounts(app: FastAPI, settings: Settings, place: Place, database: Database) -> Accounts:
    """Give an application accounts. To be called before the site is mounted at `/`, which takes every address.

    Args:
        app: the application.
        settings: where the user file lies, and which provider there is.
        place: the languages that are offered.
        database: opened when somebody first signs in.

    Raises:
        JinpumError: the user file or the settings cannot be used.
    """
    accounts = Accounts(settings, database)
    app.state.accounts = accounts
    app.include_router(routes(accounts, place))
    app.include_router(provider_routes(accounts, place))
    app.include_router(audit_routes(accounts, place))
    app.add_middleware(AccessMiddleware, sessions=accounts.sessions, public_url=settings.public_url)

    def answer(request: Request, error: Exception) -> Response:
        assert isinstance(error, JinpumError)
        return _answer(request, error, accounts, place)

    for kind in (AccessError, RecordsError):
        app.add_exception_handler(kind, answer)
    return accounts


def _answer(request: Request, error: JinpumError, accounts: Accounts, place: Place) -> Response:
    words = words_for(request, place)
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
    title, links = "access.failed-title", [(f"/{words.locale}/", words.text("frame.guides"))]
    match error:
        case NotAllowed() if not accounts.exist:
            status, title, sentence = 404, "access.sign-in", words.text("access.no-accounts")
        case NotAllowed() if not person_of(request).signed_in:
            back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': back, 'locale': words.locale})}", 303)
        case NotAllowed():
            role = words.text(f"access.role-{error.params['role']}")
            title, sentence = "access.not-allowed-title", words.text(error.key, role=role)
        case RecordsError() | UserFileError():
            _LOG.error("%s", error, exc_info=error)
            broken = "users-broken" if isinstance(error, UserFileError) else "records-down"
            sentence = words.text(f"access.{broken}")
        case ProviderFailed():
            _LOG.warning("sign-in by the provider failed: %r", error.__cause__)
            sentence = words.text(error.key, **error.params)
            links = [(with_locale(SIGN_IN, words), words.text("access.to-sign-in"))]
        case _:
            sentence = words.text(error.key, **error.params)
    return page(
        request,
        words,
        place,
        "access_notice.html",
        words.text(title),
        status=status,
        sentence=sentence,
        links=links,
        is_error=True,
    )
