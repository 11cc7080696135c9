"""The addresses of the form: `/form` and what its script asks. Nothing that is sent here is kept."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.access.guard import csrf_token
from bot.errors import PhotoError
from bot.form.complete import completed
from bot.form.errors import FormError
from bot.form.files import clean_picture, folder, opened, picture_name
from bot.form.gate import Gate
from bot.form.page import form_page
from bot.form.preview import SitePreview
from bot.frame import words_for
from bot.new_guide import field_key, rule_ids
from bot.photo import open_photo
from bot.place import Place
from bot.render import render
from kb.disclosure import disclosed
from kb.draft import Draft, draft_of
from kb.draft_check import check_draft
from kb.interface import Interface
from kb.library import guide_files
from kb.model import Guide, is_slug
from kb.parse import parse_guide
from kb.settings import Settings
from kb.vocabulary import Edition

FORM = "/form"
_STATUS = {"form.too-large": 413, "form.too-often": 429, "form.elsewhere": 403}


def routes(settings: Settings, place: Place, gate: Gate | None = None) -> APIRouter:
    """The addresses, ready to be included in the application.

    Args:
        settings: where guides lie.
        place: the languages that are offered.
        gate: how often somebody may ask; the usual one if not given.
    """
    preview = SitePreview(settings)

    @contextlib.asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        yield
        preview.close()

    router = APIRouter(lifespan=lifespan)
    form = _Form(settings, place, gate or Gate(), preview)

    @router.get(FORM)
    def page(request: Request) -> Response:
        words = words_for(request, place)
        # Loaded while the first fields are filled in.
        preview.warm(words.locale)
        return form_page(request, words, place, settings, csrf_token(request))

    @router.get(f"{FORM}/guide/{{guide_id}}")
    def existing(guide_id: str) -> Response:
        return form.existing(guide_id)

    for name, answer in (
        ("check", form.check),
        ("page", form.page),
        ("try", form.react),
        ("folder", form.folder),
        ("open", form.open),
    ):
        router.add_api_route(f"{FORM}/{name}", form.told(answer), methods=["POST"], response_model=None)
    return router


class _Form:
    def __init__(self, settings: Settings, place: Place, gate: Gate, preview: SitePreview) -> None:
        self._settings, self._place, self._gate, self._preview = settings, place, gate, preview

    def told(self, answer: Callable[[Request, Interface], Any]) -> Callable[[Request], Any]:
        """The answer, or the one sentence that says why there is none."""

        async def asked(request: Request) -> Response:
            words = words_for(request, self._place)
            try:
                return cast(Response, await answer(request, words))
            except (FormError, PhotoError) as error:
                sentence = words.text(error.key, **error.params)
                return JSONResponse({"error": sentence}, _STATUS.get(error.key, 400))
            except ValidationError:
                # The form itself never sends this.
                return JSONResponse({"error": words.text("form.elsewhere")}, 422)

        return asked

    def existing(self, guide_id: str) -> Response:
        """The draft of a guide that there is, without what is for officers alone."""
        for path in guide_files(self._settings.guides):
            if is_slug(guide_id) and path.parent.name == guide_id:
                guide, _ = parse_guide(path, path.read_text(encoding="utf-8-sig"))
                if guide:
                    draft = draft_of(disclosed(guide, Edition.PUBLIC))
                    return JSONResponse({"draft": draft.model_dump(mode="json"), "pictures": {}})
        return JSONResponse({"error": ""}, 404)

    async def check(self, request: Request, words: Interface) -> Response:
        """What is to be mended, by field."""
        draft = Draft.model_validate_json(await self._gate.json(request, "check"))
        problems = await run_in_threadpool(self._problems, draft, words, request.query_params.get("opened", ""))
        return JSONResponse({"problems": problems})

    async def page(self, request: Request, words: Interface) -> Response:
        """The page as the site would show it."""
        draft = Draft.model_validate_json(await self._gate.json(request, "page"))
        markdown = check_draft(completed(draft), ()).written.text
        html = await run_in_threadpool(self._preview.page, markdown, words.locale)
        if html is None:
            raise FormError("form.page-failed")
        return JSONResponse({"html": html})

    async def react(self, request: Request, words: Interface) -> Response:
        """What the assistant makes of a sentence and photos with this draft alone."""
        form = await self._gate.form(request, "try")
        draft = _draft(form)
        files = [await file.read() for file in _files(form, "photo")]
        pictures = await _pictures(form)
        return await run_in_threadpool(self._react, draft, str(form.get("text") or "")[:4000], files, pictures, words)

    async def folder(self, request: Request, words: Interface) -> Response:
        """The guide's folder as a .zip."""
        form = await self._gate.form(request, "file")
        draft = _draft(form)
        if not is_slug(draft.id):
            raise FormError("problem.bad-id", value=draft.id)
        return await run_in_threadpool(self._folder, draft, await _pictures(form), words)

    async def open(self, request: Request, words: Interface) -> Response:
        """The draft of a file."""
        form = await self._gate.form(request, "file")
        file = next(iter(_files(form, "file")), None)
        if file is None:
            raise FormError("form.unreadable", reason=words.text("form.not-a-guide"))
        draft, pictures = await run_in_threadpool(opened, await file.read(), file.filename or "", words)
        shown = {name: base64.b64encode(data).decode() for name, data in pictures.items()}
        return JSONResponse({"draft": draft.model_dump(mode="json"), "pictures": shown})

    def _problems(self, draft: Draft, words: Interface, edited: str) -> list[dict[str, str]]:
        pictures = [name for cue in draft.cues for name in cue.reference]
        found = [
            {"place": one.place, "message": words.text(field_key(one.key), **dict(one.params))}
            for one in check_draft(draft, rule_ids(self._settings), pictures).problems
        ]
        taken = {path.parent.name for path in guide_files(self._settings.guides)} - {edited}
        if draft.id in taken:
            found.insert(0, {"place": "id", "message": words.text("form.taken", id=draft.id)})
        return found

    def _react(
        self, draft: Draft, text: str, files: list[bytes], pictures: dict[str, bytes], words: Interface
    ) -> Response:
        from bot.form.looking import looked_at  # noqa: PLC0415  # loads the readers' engines
        from bot.form.reaction import react  # noqa: PLC0415  # loads the embedding model's libraries

        guide = cast(Guide, check_draft(completed(draft), ()).guide)
        photos = [open_photo(data, f"{number}") for number, data in enumerate(files, start=1)]
        reaction = react(guide, text, looked_at(guide, photos, pictures, self._settings), self._settings)
        return HTMLResponse(render("form_reaction.html", words, reaction=reaction, guide=guide))

    def _folder(self, draft: Draft, files: dict[str, bytes], words: Interface) -> Response:
        pictures = {name: clean_picture(data, name) for name, data in files.items()}
        data = folder(draft, pictures, words)
        headers = {"content-disposition": f'attachment; filename="{draft.id}.zip"', "cache-control": "no-store"}
        return Response(data, media_type="application/zip", headers=headers)


def _draft(form: FormData) -> Draft:
    return Draft.model_validate_json(str(form.get("draft") or ""))


def _files(form: FormData, name: str) -> list[UploadFile]:
    return [item for item in form.getlist(name) if isinstance(item, UploadFile) and item.filename]


async def _pictures(form: FormData) -> dict[str, bytes]:
    return {picture_name(file.filename or ""): await file.read() for file in _files(form, "picture")}
