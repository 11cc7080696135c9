"""The server: the built site at `/`, the chat page at `/chat`, `/healthz`, and the headers that keep both safe."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from functools import partial

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.staticfiles import StaticFiles

from bot.access.install import add_accounts
from bot.access.menu import menu_of
from bot.access.views import Views
from bot.case.keep import CaseKeeper
from bot.case.routes import routes as case_routes
from bot.case.store import Cases
from bot.chat_records import Keeps
from bot.editions import SiteByPerson, by_person, knows_by_person
from bot.form.routes import routes as form_routes
from bot.live import LiveAssistant
from bot.place import Place
from bot.quick_gradio import import_gradio
from bot.records.database import Database
from bot.safe_headers import SafeHeaders, chat_policy
from bot.session import Asks
from bot.shell import PAGE_FILES, Shell, ShellMiddleware
from bot.sightings.routes import routes as sighting_routes
from bot.site_files import SiteFiles
from kb.errors import JinpumError
from kb.library import FILE_NAME
from kb.locales import catalog_locales
from kb.localise import localise
from kb.parse import parse_guide
from kb.settings import Settings

CHAT = "/chat"


def create_app(settings: Settings, assistant: Asks | None = None) -> FastAPI:
    """The application, ready to serve. Nothing slow is loaded before it starts.

    Args:
        settings: where everything lies.
        assistant: what answers; that of the index in the settings if not given.
    """
    live = LiveAssistant(settings, _open_assistant)
    place = Place(catalog_locales(settings.translations), partial(guide_title, settings))
    database = Database(settings)
    # Uploads lie in a folder that nobody else can read, until they are read, which is at once.
    uploads = tempfile.TemporaryDirectory(prefix="jinpum-", ignore_cleanup_errors=True)
    os.environ["GRADIO_TEMP_DIR"] = uploads.name
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if assistant is None:
            threading.Thread(target=_warm, args=(live,), name="warm-up", daemon=True).start()
        try:
            yield
        finally:
            uploads.cleanup()
            database.close()

    app = FastAPI(title="Jinpum", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)

    @app.get("/healthz")
    def health() -> JSONResponse:
        state = live.state()
        return JSONResponse({"status": "ok", "index": state, "site": settings.site_dir.is_dir()})

    @app.get(CHAT)
    def chat(request: Request) -> RedirectResponse:
        return RedirectResponse(f"{CHAT}/?{request.url.query}".rstrip("?"), status_code=308)

    add_accounts(app, settings, place, database)
    cases = Cases(database, settings.case_days)
    app.include_router(case_routes(cases, place, settings.case_days))
    app.include_router(form_routes(settings, place))
    app.include_router(sighting_routes(settings, database, place))
    app.mount(f"{CHAT}-page", StaticFiles(directory=PAGE_FILES), name="page")
    officers = settings.for_officers()
    views = Views(database, settings.guides)
    officers_live = LiveAssistant(officers, _open_assistant)
    assistant_for = by_person(assistant or live, assistant or officers_live, officers.index_dir.is_dir, views.seen)
    _mount_chat(app, assistant_for, place, settings, CaseKeeper(cases, settings))
    sites = (SiteFiles(settings.site_dir, place), SiteFiles(officers.site_dir, place))
    app.mount("/", SiteByPerson(*sites, officers.site_dir.is_dir, views.seen), name="site")
    app.add_middleware(ShellMiddleware, shell=Shell(place, CHAT), policy=chat_policy)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(SafeHeaders)
    return app


def serve(settings: Settings, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve until stopped.

    Args:
        settings: where everything lies.
        host: the address to listen on.
        port: the port; 0 for any free one.
        ready: called with the address once officers can connect.

    Raises:
        JinpumError: the port is in use, or the address cannot be listened on.
    """
    # Taken before anything is loaded, so that a port in use is told at once.
    listening = _listen(host, port)
    import uvicorn  # noqa: PLC0415

    with listening:
        app = create_app(settings)
        shown = f"[{host}]" if ":" in host else host
        if ready:
            ready(f"http://{shown}:{listening.getsockname()[1]}/")
        # What a proxy says of its visitor is believed of those proxies alone that the operator named.
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=5,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
        )
        uvicorn.Server(config).run(sockets=[listening])


def guide_title(settings: Settings, guide_id: str, locale: str) -> str | None:
    """The title of a guide in a language as it stands in its file now; None if there is no such guide."""
    for path in settings.guides.glob(f"*/*/{FILE_NAME}"):
        if path.parent.name == guide_id:
            guide, _ = parse_guide(path, path.read_text(encoding="utf-8"))
            return localise(guide, locale, settings.translations).title.plain if guide else None
    return None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise JinpumError("server.port-in-use", port=port, host=host) from error
        raise JinpumError("server.cannot-listen", port=port, host=host, reason=error.strerror or error) from error
    return listening


def _mount_chat(
    app: FastAPI, assistant_for: Callable[[HTTPConnection], Asks], place: Place, settings: Settings, keeps: Keeps
) -> None:
    # Gradio takes seconds to import, and much of the program does without it.
    gr = import_gradio()
    from bot.chat import build_chat  # noqa: PLC0415
    from bot.known import KnownNow  # noqa: PLC0415
    from bot.photo import MAX_BYTES  # noqa: PLC0415

    officers = settings.for_officers()
    knows_for = knows_by_person(KnownNow(settings), KnownNow(officers), officers.index_dir.is_dir)
    menu_for = partial(menu_of, accounts=app.state.accounts, back=f"{CHAT}/")

    gr.mount_gradio_app(
        app,
        build_chat(assistant_for, place, knows_for=knows_for, keeps=keeps, menu_for=menu_for),
        path=CHAT,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_BYTES,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
    )


def _open_assistant(settings: Settings) -> Asks:
    from bot.assistant import Assistant  # noqa: PLC0415

    return Assistant.open(settings)


def _warm(live: LiveAssistant) -> None:
    live.warm()
    from bot.gather import warm_up  # noqa: PLC0415

    warm_up()
