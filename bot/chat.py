"""The chat page: Gradio carries the events, the parts of the page are our own HTML in the officer's language."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import gradio as gr

from bot.chat_parts import PARTS, Place, parts
from bot.known import Knows
from bot.photo import MAX_BYTES
from bot.session import Asks, Notice, Session

SESSION_SECONDS = 3600
"""How long a tab's photos and answers are kept after its last event."""
_AT_ONCE = 2
"""Checks that run at the same time: reading photos takes a whole core each."""

_HEADER_JS = "jinpum.header(element, trigger, watch, ['locale_chosen', 'guide_released']);"
_PHOTOS_JS = "jinpum.photos(element, trigger, upload, watch, ['photo_added', 'photo_removed']);"
_STATUS_JS = "jinpum.status(watch);"
_ANSWER_JS = "jinpum.answer(element, trigger, watch, ['replied', 'undone', 'restarted']);"
# Runs in the browser alone, once events have somewhere to go.
_READY_JS = "() => jinpum.ready()"
# What the browser does before an event is sent; what it is given goes on unchanged.
_BUSY_JS = "(...given) => { jinpum.busy('check'); return given; }"

Handler = Callable[..., list[Any]]


def build_chat(assistant: Asks, place: Place, knows: Knows | None = None) -> gr.Blocks:
    """The page, ready to be mounted.

    Args:
        assistant: what answers; it may raise a `SearchIndexError`, which the page then says.
        place: the languages and guides that the page offers.
        knows: tells what to look for in photos by name or picture; nothing if not given.
    """
    first = parts(Session(), place, 0)
    with gr.Blocks(title="Jinpum", analytics_enabled=False, delete_cache=(SESSION_SECONDS, SESSION_SECONDS)) as page:
        state = gr.State(None, time_to_live=SESSION_SECONDS)
        header = _part("jp-header", first, _HEADER_JS)
        with gr.Column(elem_id="jp-form"):
            photos = _part("jp-photos", first, _PHOTOS_JS)
            description = gr.Textbox(lines=3, max_lines=12, elem_id="jp-description", **first["jp-description"])
            check = gr.Button(variant="primary", elem_id="jp-check", **first["jp-check"])
            status = _part("jp-status", first, _STATUS_JS)
        answer = _part("jp-result", first, _ANSWER_JS)
        outputs = [state, header, photos, description, check, status, answer]
        desk = _Desk(assistant, place, knows)

        def on(event: Any, handler: Handler, *, slow: bool = False, **more: Any) -> Any:
            return event(
                handler,
                inputs=[state, description],
                outputs=outputs,
                show_progress="hidden",
                # Adding a photo or a change of language never waits behind somebody's photos being read.
                concurrency_limit=_AT_ONCE if slow else 8,
                concurrency_id="check" if slow else None,
                api_visibility="private",
                **more,
            )

        page.load(None, js=_READY_JS)
        on(header.locale_chosen, desk.locale, slow=True)
        on(header.guide_released, desk.release, slow=True)
        # Photos are read while the officer still types; a check that comes first waits for the same reading.
        on(photos.photo_added, desk.add).then(
            desk.look, [state], None, show_progress="hidden", concurrency_limit=_AT_ONCE, api_visibility="private"
        )
        on(photos.photo_removed, desk.remove)
        on(check.click, desk.check, slow=True, js=_BUSY_JS)
        on(answer.replied, desk.reply, slow=True)
        on(answer.undone, desk.undo, slow=True)
        on(answer.restarted, desk.restart)
    page.queue(default_concurrency_limit=_AT_ONCE, max_size=40)
    return page


def _part(part: str, first: dict[str, dict[str, Any]], script: str) -> gr.HTML:
    return gr.HTML(elem_id=part, js_on_load=script, padding=False, apply_default_css=False, **first[part])


class _Desk:
    """The page's events. Each takes the tab's session and gives it back with every part of the page anew."""

    def __init__(self, assistant: Asks, place: Place, knows: Knows | None) -> None:
        self._assistant = assistant
        self._place = place
        self._knows = knows
        self._turn = 0

    def locale(self, session: Session | None, text: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        """Another language was chosen."""
        session = session or self._first(request)
        wanted = _sent(event).get("locale")
        if wanted in self._place.locales:
            session.say_in(self._assistant, str(wanted))
        return self._show(session)

    def release(self, session: Session | None, text: str, request: gr.Request) -> list[Any]:
        """All guides are to be searched again."""
        session = session or self._first(request)
        session.release_guide(self._assistant, text or "")
        return self._show(session)

    def add(self, session: Session | None, text: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        """Photos were uploaded."""
        session = session or self._first(request)
        session.notices = ()
        for path, name in _uploads(_sent(event).get("files")):
            with contextlib.suppress(OSError):
                data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
                path.unlink()
                if data is None:
                    session.notices = (Notice.of("chat.photo-too-large", name=name, size=MAX_BYTES // 1_000_000),)
                else:
                    session.add_photo(data, name)
        return self._show(session)

    def look(self, session: Session | None) -> None:
        """The photos are read ahead."""
        if session:
            session.look()

    def remove(self, session: Session | None, text: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        """A photo is to go."""
        session = session or self._first(request)
        with contextlib.suppress(TypeError, ValueError):
            session.remove_photo(int(_sent(event).get("number", 0)))
        return self._show(session)

    def check(self, session: Session | None, text: str, request: gr.Request) -> list[Any]:
        """The button *Check* was pressed."""
        session = session or self._first(request)
        session.check(self._assistant, text or "")
        return self._show(session)

    def reply(self, session: Session | None, text: str, request: gr.Request, event: gr.EventData) -> list[Any]:
        """A question was answered."""
        session = session or self._first(request)
        sent = _sent(event)
        session.reply(
            self._assistant, str(sent.get("guide")), str(sent.get("cue")), str(sent.get("outcome")), text or ""
        )
        return self._show(session)

    def undo(self, session: Session | None, text: str, request: gr.Request) -> list[Any]:
        """The last reply is taken back."""
        session = session or self._first(request)
        session.undo(self._assistant, text or "")
        return self._show(session)

    def restart(self, session: Session | None, text: str, request: gr.Request) -> list[Any]:
        """Everything is cleared."""
        fresh = Session(locale=(session or self._first(request)).locale, knows=self._knows)
        return self._show(fresh, clear=True)

    def _first(self, request: gr.Request) -> Session:
        """The session of a tab's first event; the page was sent with the same one."""
        session = self._place.open(request.query_params, request.headers.get("accept-language", ""))
        session.knows = self._knows
        return session

    def _show(self, session: Session, *, clear: bool = False) -> list[Any]:
        self._turn += 1  # any new number will do: the browser sees by it that the event has ended
        shown = parts(session, self._place, self._turn)
        if clear:
            shown["jp-description"]["value"] = ""
        return [session, *(gr.update(**shown[part]) for part in PARTS)]


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
