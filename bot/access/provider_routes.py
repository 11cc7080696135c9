"""The way to the provider and back: `/sign-in/provider`, `/sign-in/return`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.access import cookies
from bot.access.accounts import Accounts
from bot.access.errors import ProviderFailed
from bot.access.guard import safe_next
from bot.access.pages import BEGIN, RETURN, SignInPages
from bot.frame import words_for
from bot.place import Place


def provider_routes(accounts: Accounts, place: Place) -> APIRouter:
    """The pages, ready to be included in the application."""
    router = APIRouter()
    pages = SignInPages(accounts, place)

    @router.get(BEGIN)
    async def to_provider(request: Request) -> Response:
        words = words_for(request, place)
        wanted = safe_next(request.query_params.get("next"), f"/{words.locale}/")
        if accounts.provider is None:
            return pages.no_accounts(request, words)
        token = cookies.new_token()
        answer = RedirectResponse(await accounts.provider.begin(request, _back(request), wanted, token), 303)
        cookies.put(answer, request, cookies.PROVIDER, token, cookies.PROVIDER_SECONDS)
        answer.headers["cache-control"] = "no-store"
        return answer

    @router.get(RETURN)
    async def from_provider(request: Request) -> Response:
        if accounts.provider is None:
            return pages.no_accounts(request, words_for(request, place))
        token = cookies.read(request.scope, cookies.PROVIDER, cookies.is_secure(request))
        try:
            found = await accounts.provider.finish(request, token)
        except ProviderFailed:
            await run_in_threadpool(accounts.failed_because, accounts.provider.name)
            raise
        replaced = request.scope["state"].get("session_token")
        session = await run_in_threadpool(accounts.sign_in_by_provider, found, replaced)
        answer = pages.enter(request, found.next, session)
        cookies.drop(answer, request, cookies.PROVIDER)
        return answer

    return router


def _back(request: Request) -> str:
    """Where the provider sends the browser back to."""
    public = str(request.scope["state"].get("public_url", "")).rstrip("/")
    return (public or f"{request.url.scheme}://{request.url.netloc}") + RETURN
