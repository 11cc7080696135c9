"""A planted secret: in no file of the public edition, in the officers' one wherever it belongs."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.inquiry import Inquiry
from bot.known import Known
from bot.wire import answer_json
from kb.embedding_cache import CACHE
from kb.index_build import build_index
from kb.library import load_library
from kb.localise import localise
from kb.settings import Settings
from kb.vocabulary import Edition
from small_project import LOCALES, SECRET, Built, build

pytestmark = pytest.mark.slow  # it builds two indexes and a second site
ASKED = f"The {SECRET} mark is missing on this Medicube mask."
CUE = f"covert-{SECRET}"
"""The officer's own words may come back as evidence; what only the guide knows may not."""


def _texts(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below a folder as it is and, where it is compressed, as what is in it."""
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield path, data
            if data[:2] == b"\x1f\x8b":
                yield path, gzip.decompress(data)
            elif data[:2] in (b"\x78\x9c", b"\x78\x01", b"\x78\xda"):
                yield path, zlib.decompress(data)


def _holding(folder: Path, besides: Path | None = None) -> list[Path]:
    return sorted(
        {
            path
            for path, data in _texts(folder)
            if (SECRET.encode() in data or SECRET in path.name) and not (besides and path.is_relative_to(besides))
        }
    )


def _index(settings: Settings, cache: Path) -> Settings:
    settings = settings.model_copy(update={"embed_locales": "en"})
    guides = load_library(settings.guides, settings.edition).values()
    settings.index_dir.mkdir(parents=True, exist_ok=True)
    if cache.exists():
        (settings.index_dir / CACHE).write_bytes(cache.read_bytes())
    build_index([localise(guide, tag, settings.translations) for guide in guides for tag in LOCALES], settings)
    return settings


@pytest.fixture(scope="module")
def public(built: Built, project: Settings) -> Settings:
    return _index(built.settings, project.index_dir / CACHE)


@pytest.fixture(scope="module")
def officers(built: Built, public: Settings) -> Settings:
    made = _index(built.settings.for_officers(), public.index_dir / CACHE)
    build(made)
    return made


def test_no_file_of_the_public_edition_holds_what_is_for_officers(public: Settings, officers: Settings) -> None:
    assert _holding(public.guides), "the secret is planted"
    assert _holding(public.build_dir, besides=officers.build_dir) == []
    assert _holding(public.site_dir.resolve()) == []


def test_the_officers_edition_holds_it_where_it_belongs(officers: Settings) -> None:
    assert _holding(officers.site_dir.resolve())
    assert _holding(officers.index_dir)
    for locale in LOCALES:
        page = officers.site_dir / locale / "guides" / "medicube-age-r" / "index.html"
        text = page.read_text(encoding="utf-8")
        assert f'id="covert-{SECRET}"' in text
        assert text.count('class="jp-restricted"') == 1


def test_the_public_assistant_does_not_know_it_whoever_asks(public: Settings) -> None:
    assistant = Assistant.open(public)
    for asks_as_officer in (False, True):
        answer = assistant.ask(Inquiry(locale="en", text=ASKED, officers=asks_as_officer))
        assert answer.guides[0].id == "medicube-age-r"
        assert CUE not in str(answer_json(answer))
        assert SECRET not in answer.text
    known = Known.of(load_library(public.guides, public.edition).values(), public)
    assert SECRET not in str(known.names)


def test_the_officers_assistant_tells_it_to_officers_alone(officers: Settings) -> None:
    assistant = Assistant.open(officers)
    told, silent = (assistant.ask(Inquiry(locale="en", text=ASKED, officers=one)) for one in (True, False))
    assert CUE in {finding.cue for finding in told.findings}
    assert CUE not in str(answer_json(silent))
    assert SECRET not in silent.text


def test_an_edition_builds_in_a_folder_of_its_own(built: Built) -> None:
    made = built.settings.for_officers()
    assert made.edition is Edition.OFFICERS
    assert made.build_dir == built.settings.build_dir / "officers"
    assert made.for_officers() is made
