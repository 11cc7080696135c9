"""The built site as it lies on disk now: a build may take its place at any moment, or not have happened yet."""

from __future__ import annotations

from html import escape
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot.place import Place
from kb.interface import interface

WORKER = "sw.js"
"""The service worker, which keeps the offline copy."""


class SiteFiles(StaticFiles):
    """Static files that survive a swap of their folder, with a plain page where there is none."""

    def __init__(self, folder: Path, place: Place) -> None:
        """Take the folder, which need not exist, and the languages for pages of our own."""
        super().__init__(directory=folder, html=True, check_dir=False)
        self.config_checked = True  # the folder may come later; Starlette would refuse the first request
        self._folder = folder
        self._place = place

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, the entrance for a browser without a language, or a page that says what is missing."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            response = self._missing(Request(scope), path)
        except OSError:
            # Between taking the old folder away and putting the new one in its place there is nothing to read.
            response = self._missing(Request(scope), path)
        if response.status_code in {200, 304}:
            self._say_how_long(path, response)
        return response

    def _say_how_long(self, path: str, response: Response) -> None:
        """Pages, the worker and its lists are asked for anew each time: nobody sees an old guide unknowingly."""
        if "text/html" in response.headers.get("content-type", "") or path == WORKER or path.startswith("offline/"):
            response.headers["cache-control"] = "no-cache"
        if path == WORKER:
            response.headers["service-worker-allowed"] = "/"

    def _missing(self, request: Request, path: str) -> Response:
        locale = self._place.pick(request.query_params, request.headers.get("accept-language", ""))
        built = self._folder.is_dir() and any(self._folder.iterdir())
        if built and path in {"", "."}:
            return RedirectResponse(f"/{locale}/", status_code=307, headers={"vary": "Accept-Language"})
        words = interface(locale)
        name = "not-found" if built else "site-missing"
        title = escape(words.text(f"server.{name}-title"))
        links = [("/chat/?locale=" + locale, "server.to-assistant")]
        if built:
            links.insert(0, (f"/{locale}/", "server.to-guides"))
        listed = "".join(f'<li><a href="{url}">{escape(words.text(key))}</a></li>' for url, key in links)
        page = (
            f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8"><title>{title} · Jinpum</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            "<style>:root{color-scheme:light dark}body{font:1.1rem/1.6 system-ui,sans-serif;max-width:38rem;"
            "margin:3rem auto;padding:0 1rem}a{display:inline-block;padding:.6rem 0}</style></head>"
            f"<body><h1>{title}</h1><p>{escape(words.text(f'server.{name}'))}</p><ul>{listed}</ul></body></html>"
        )
        return HTMLResponse(page, status_code=404)
