"""Commands that make and serve: build, index, serve. Progress is shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence

import typer

from bot.server import serve as serve_app
from kb.errors import JinpumError
from kb.index_build import build_index
from kb.index_manifest import Manifest
from kb.index_reader import IndexReader
from kb.interface import Interface
from kb.library import Library, load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings, get_settings


def serve(host: str, port: int, words: Interface) -> None:
    """Build what is missing or old, then serve until stopped."""
    settings = get_settings()
    build((), words)

    def ready(url: str) -> None:
        typer.echo(words.text("cli.serving", url=url.rstrip("/")))

    serve_app(settings, host, port, ready)


def build(locales: Sequence[str], words: Interface) -> None:
    """Build the index and the site; what is up to date is left as it is."""
    settings = get_settings()
    _build_index(settings, words)
    command = [sys.executable, str(settings.site_source / "build.py")]
    for locale in locales:
        command += ["--locale", locale]
    # A process of its own: Python's module `site` wins an import, and mkdocs leaves much behind in memory.
    if subprocess.run(command, check=False).returncode:
        raise JinpumError("cli.site-failed")
    typer.echo(words.text("cli.site-built", folder=settings.site_dir))


def index(state_only: bool, words: Interface) -> None:
    """Build the index or tell which version serves."""
    settings = get_settings()
    if not state_only:
        _build_index(settings, words)
        return
    _tell(IndexReader.open(settings).manifest, words)


def _build_index(settings: Settings, words: Interface) -> None:
    library = load_library(settings.guides)
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
