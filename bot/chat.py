"""The chat page: Gradio carries the events, the parts of the page are our own HTML in the officer's language."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.requests import HTTPConnection

from bot.access.menu import Menu
from bot.access.person import browser, person_of
from bot.chat_desk import Desk, Tab, Visit
from bot.chat_parts import PARTS, Shown, parts
from bot.chat_records import Keeps
from bot.check_case import CheckCase
from bot.known import Knows
from bot.place import Place
from bot.session import Asks

SESSION_SECONDS = 3600
"""How long a tab's photos and answers are kept after its last event."""
_AT_ONCE = 2
"""Readings of photos at the same time: each takes a whole core."""
_STAY_SECONDS = 15.0
"""How often it is seen whether a tab is still there."""
_EVENTS = 12
"""Other events at the same time: none of them waits behind somebody's photos being read."""

# Gradio knows a part's own events by their names in its script, in quotes; `act` carries what was pressed.
_SCRIPTS = {
    "jp-header": "jinpum.header(element, trigger, watch, ['act']);",
    "jp-cases": "jinpum.cases(element, trigger, upload, watch, ['act', 'imported']);",
    "jp-items": "jinpum.items(element, trigger, watch, ['act']);",
    "jp-photos": "jinpum.photos(element, trigger, upload, watch, ['act', 'photo_added']);",
    "jp-status": "jinpum.status(element, trigger, ['act']);",
    "jp-result": "jinpum.result(element, trigger, watch, ['act']);",
    "jp-case": "jinpum.shared(element, trigger, watch, ['act']);",
    "jp-turn": "jinpum.turn(element, trigger, watch, ['act', 'stay']);",
}
_MAY_BRING_PHOTOS = {"jp-cases", "jp-items", "jp-turn"}
"""Parts whose events may show an item with photos that nobody has read or goes on reading."""
# What the browser does before an event is sent; what it is given goes on unchanged.
_MEMORY_JS = "(...given) => [given[0], jinpum.memory()]"
_CHECK_JS = "(...given) => { jinpum.checked(); return given; }"
# Runs in the browser alone, once events have somewhere to go and the tab its case.
_READY_JS = "() => jinpum.ready()"

Outputs = list[Any]


def build_chat(
    assistant_for: Callable[[HTTPConnection], Asks],
    place: Place,
    *,
    knows_for: Callable[[HTTPConnection], Knows | None] = lambda request: None,
    keeps: Keeps | None = None,
    menu_for: Callable[[HTTPConnection], Menu | None] = lambda request: None,
) -> gr.Blocks:
    """The page, ready to be mounted.

    Args:
        assistant_for: what answers the person behind a request; it may raise a `SearchIndexError`, which the page says.
        place: the languages and guides that the page offers.
        knows_for: what tells what to look for in that person's photos by name or picture; nothing if not given.
        keeps: where cases are kept; nowhere if not given.
        menu_for: what the header offers that person for the account; nothing if not given.
    """

    def visit(request: HTTPConnection) -> Visit:
        return Visit(person_of(request), assistant_for(request), knows_for(request), menu_for(request))

    events = _Events(Desk(place, keeps), visit)
    first = parts(CheckCase(), place, Shown(browser(""), can_keep=keeps is not None))
    with gr.Blocks(title="Jinpum", analytics_enabled=False, delete_cache=(SESSION_SECONDS, SESSION_SECONDS)) as page:
        state = gr.State(None, time_to_live=SESSION_SECONDS)
        memory = gr.Textbox(visible=False)
        made: dict[str, Any] = {name: _part(name, first) for name in ("jp-header", "jp-cases", "jp-items")}
        with gr.Column(elem_id="jp-form"):
            made["jp-photos"] = _part("jp-photos", first)
            made["jp-description"] = gr.Textbox(
                lines=3, max_lines=12, elem_id="jp-description", **first["jp-description"]
            )
            made["jp-check"] = gr.Button(variant="primary", elem_id="jp-check", **first["jp-check"])
        made |= {name: _part(name, first) for name in ("jp-status", "jp-result", "jp-case", "jp-turn")}
        text = made["jp-description"]
        outputs = [state, *(made[part] for part in PARTS)]

        def on(event: Any, handler: Callable[..., Iterator[Outputs]], *, slow: bool = False, **more: Any) -> Any:
            given = {"inputs": [state, text], "outputs": outputs} | more
            return event(
                handler,
                show_progress="hidden",
                trigger_mode="multiple",  # a second press counts even while the first one is under way
                concurrency_limit=_AT_ONCE if slow else _EVENTS,
                concurrency_id="photos" if slow else "events",
                api_visibility="private",
                **given,
            )

        def then_read(happened: Any) -> Any:
            """Photos are read while the officer goes on; where none is unread, this ends at once."""
            return on(happened.then, events.read, slow=True)

        for begins in (page.load, made["jp-turn"].stay):
            begins(events.stay, None, None, show_progress="hidden", concurrency_limit=None, api_visibility="private")
        opened = on(page.load, events.open, inputs=[state, memory], js=_MEMORY_JS)
        opened.then(None, js=_READY_JS)
        then_read(opened)
        for name in _SCRIPTS:
            acted = on(made[name].act, events.act)
            if name in _MAY_BRING_PHOTOS:
                then_read(acted)
        then_read(on(made["jp-check"].click, events.check, js=_CHECK_JS))
        then_read(on(made["jp-photos"].photo_added, events.add))
        then_read(on(made["jp-cases"].imported, events.take_case))
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=200)
    return page


def _part(part: str, first: dict[str, dict[str, Any]]) -> gr.HTML:
    return gr.HTML(elem_id=part, js_on_load=_SCRIPTS[part], padding=False, apply_default_css=False, **first[part])


class _Events:
    """Gradio's events → the desk's methods, and what has changed on the page → Gradio's updates."""

    def __init__(self, desk: Desk, visit: Callable[[HTTPConnection], Visit]) -> None:
        self._desk = desk
        self._visit_of = visit

    def open(self, state: Tab | None, memory: str, request: gr.Request) -> Iterator[Outputs]:
        visit = self._visit(request)
        try:
            told = json.loads(memory or "{}")
        except ValueError:
            told = {}
        query, accepted = dict(request.query_params), request.headers.get("accept-language", "")
        shown: set[str] = set()
        for tab in self._desk.open(told if isinstance(told, dict) else {}, query, accepted, visit):
            yield self._send(tab, visit, shown)

    def act(self, state: Tab | None, text: str, request: gr.Request, event: gr.EventData) -> Iterator[Outputs]:
        sent = _sent(event)
        yield from self._do(state, request, lambda tab, visit: self._desk.act(tab, text or "", sent, visit), sent)

    def check(self, state: Tab | None, text: str, request: gr.Request) -> Iterator[Outputs]:
        sent = {"act": "checked"}
        yield from self._do(state, request, lambda tab, visit: self._desk.act(tab, text or "", sent, visit))

    def add(self, state: Tab | None, text: str, request: gr.Request, event: gr.EventData) -> Iterator[Outputs]:
        files = list(_uploads(_sent(event).get("files")))
        yield from self._do(
            state, request, lambda tab, visit: self._desk.add(tab, text or "", files, visit), _sent(event)
        )

    def take_case(self, state: Tab | None, text: str, request: gr.Request, event: gr.EventData) -> Iterator[Outputs]:
        files = list(_uploads(_sent(event).get("files")))
        yield from self._do(state, request, lambda tab, visit: self._desk.take_case(tab, files, visit))

    async def stay(self) -> AsyncIterator[None]:
        """An event that never ends keeps the tab's line open.

        Where a tab has no event under way, Gradio closes the line, and what is pressed in that instant is lost.
        """
        while True:
            await asyncio.sleep(_STAY_SECONDS)
            yield

    def read(self, state: Tab | None, text: str, request: gr.Request) -> Iterator[Outputs]:
        yield from self._do(state, request, self._desk.read)

    def _do(
        self,
        tab: Tab | None,
        request: gr.Request,
        steps: Callable[[Tab, Visit], Iterator[None]],
        sent: Mapping[str, Any] | None = None,
    ) -> Iterator[Outputs]:
        visit = self._visit(request)
        if tab is None:  # the server was started anew, or the tab slept: its next event begins anew
            accepted = request.headers.get("accept-language", "")
            memory = {"tab": (sent or {}).get("tab"), "photos": True}
            tab = next(self._desk.open(memory, dict(request.query_params), accepted, visit))
        told: set[str] = set()
        for _ in steps(tab, visit):
            yield self._send(tab, visit, told)
        yield self._send(tab, visit, told)

    def _visit(self, request: gr.Request) -> Visit:
        return self._visit_of(request.request)

    def _send(self, tab: Tab, visit: Visit, told: set[str]) -> Outputs:
        """What an event shows now, and again what it has `told` before.

        Gradio sends of what an event yields its differences from what it yielded last, and its browser's side works
        them into that very object, which the page may not have seen yet. What is yielded once and then left out is
        so taken out again before it is shown, now and then.
        """
        changed = self._desk.show(tab, visit, told)
        return [tab, *(gr.update(**changed.get(part, {})) for part in PARTS)]


def _sent(event: gr.EventData) -> dict[str, Any]:
    return event._data if isinstance(event._data, dict) else {}


def _uploads(files: object) -> Iterable[tuple[Path, str]]:
    """Uploaded files that lie where uploads lie: the browser names the path, and a browser can be lied to."""
    folder = Path(gr.utils.get_upload_folder()).resolve()
    for file in files if isinstance(files, list) else []:
        if not isinstance(file, dict):
            continue
        path = Path(str(file.get("path", ""))).resolve()
        if path.is_relative_to(folder) and path.is_file():
            yield path, str(file.get("name", ""))[:80] or path.name
