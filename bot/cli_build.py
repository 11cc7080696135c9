"""Commands that make and serve: build, index, serve. Progress is shown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.stamp import Stamp
from kb.errors import JinpumError
from kb.interface import Interface
from kb.library import Library, guides_for_officers, load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings, get_settings
from kb.vocabulary import Edition

if TYPE_CHECKING:
    from kb.index_manifest import Manifest


def serve(host: str, port: int, words: Interface) -> None:
    """Build what is missing or old, then serve until stopped."""
    from bot.server import serve as serve_app  # noqa: PLC0415

    settings = get_settings()
    build((), words)

    def ready(url: str) -> None:
        typer.echo(words.text("cli.serving", url=url.rstrip("/")))

    serve_app(settings, host, port, ready)


def build(locales: Sequence[str], words: Interface) -> None:
    """Build the index and the site of each edition that there is; what is up to date is left as it is."""
    settings = get_settings()
    _build_edition(settings, locales, words)
    officers = settings.for_officers()
    if settings.edition is Edition.PUBLIC and guides_for_officers(settings.guides):
        typer.echo(words.text("cli.building-officers"))
        _build_edition(officers, locales, words)
    elif officers is not settings:
        # Nothing is for officers alone any more, so what was built of it does not stay about.
        shutil.rmtree(officers.build_dir, ignore_errors=True)


def _build_edition(settings: Settings, locales: Sequence[str], words: Interface) -> None:
    stamp = Stamp(settings)
    if not locales and stamp.is_current():
        return  # told by the files alone, in a moment; the builders themselves would take seconds to find out
    library = load_library(settings.guides, settings.edition)  # what is wrong in a guide is told once, before both
    with _site_builder(settings, locales) as site:
        _build_index(library, settings, words)
        if site.wait():
            raise JinpumError("cli.site-failed")
    if not locales:
        stamp.write()
    typer.echo(words.text("cli.site-built", folder=settings.site_dir))


@contextmanager
def _site_builder(settings: Settings, locales: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The site being built beside the index, with which it shares nothing; stopped where the index fails.

    A process of its own: Python's module `site` wins an import, and mkdocs leaves much behind in memory.
    """
    command = [sys.executable, str(settings.site_source / "build.py")]
    for locale in locales:
        command += ["--locale", locale]
    place = {"JINPUM_EDITION": str(settings.edition), "JINPUM_BUILD": str(settings.build_dir)}
    with subprocess.Popen(command, env={**os.environ, **place}) as site:
        try:
            yield site
        except BaseException:
            site.terminate()
            raise


def index(state_only: bool, words: Interface) -> None:
    """Build the index or tell which version serves."""
    settings = get_settings()
    if not state_only:
        _build_index(load_library(settings.guides, settings.edition), settings, words)
        return
    from kb.index_reader import IndexReader  # noqa: PLC0415

    _tell(IndexReader.open(settings).manifest, words)


def _build_index(library: Library, settings: Settings, words: Interface) -> None:
    # The libraries of the vector store take seconds to load, which a start with nothing to build need not wait for.
    from kb.index_build import build_index  # noqa: PLC0415

    shown = -1

    def progress(done: int, total: int) -> None:
        nonlocal shown
        step = 20 * done // total if total else 20
        if step != shown:
            shown = step
            typer.echo(words.text("cli.progress", what=words.text("cli.building-index"), done=done, total=total))

    _tell(build_index(_in_every_language(library, settings), settings, progress), words)


def _in_every_language(library: Library, settings: Settings) -> Iterator[Guide]:
    for guide in library.values():
        # The author's own language first: a text that is not translated is indexed once, as what it is.
        for locale in dict.fromkeys((guide.lang, *catalog_locales(settings.translations))):
            yield localise(guide, locale, settings.translations)


def _tell(manifest: Manifest, words: Interface) -> None:
    counts = manifest.counts
    values = {"guides": counts.guides, "vectors": counts.vectors, "texts": counts.texts}
    typer.echo(words.text("cli.index-ready", version=manifest.version, locales=", ".join(counts.locales), **values))
