"""Guides → a new version of the index, beside the one that serves, and the switch to it."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.embedding_cache import CACHE, CachedEmbeddings
from kb.embeddings import Model, embedder
from kb.errors import IndexDamaged, IndexDiskFull, SearchIndexError
from kb.index_contents import Contents, contents, embed_locales
from kb.index_manifest import (
    FORMAT,
    Counts,
    Manifest,
    file_hashes,
    now,
    read_manifest,
    store_kind,
    write_manifest,
)
from kb.index_snapshot import CONTENTS, LEXICAL, NEARNESS, NGRAMS, OBSERVED, VECTORS, open_snapshot
from kb.index_versions import Versions
from kb.lexical import Lexical
from kb.model import Guide
from kb.nearness import Nearness
from kb.ngrams import NGrams
from kb.observed import Observed
from kb.settings import Settings
from kb.store import EMBEDDED, create, drop_collections

_SAMPLE = 8
"""Chunks that must find themselves before a version serves."""
_ROOM = 1024 * 1024
"""Bytes without which SQLite and Chroma cannot even say that the disk is full."""

Progress = Callable[[int, int], None]


def build_index(guides: Iterable[Guide], settings: Settings, progress: Progress = lambda _done, _all: None) -> Manifest:
    """Build the index and let it serve. If it is current already, nothing is done.

    Args:
        guides: each guide in all its languages.
        settings: where the index lies, the embedding model and the vector store.
        progress: is told (chunks that have their vector, all that get one) as it goes.

    Returns:
        What the version that serves now says of itself.

    Raises:
        IndexLocked: another process is building.
        IndexDiskFull: the disk is full; the old version goes on serving.
        IndexDamaged: the new version failed its check; the old one goes on serving.
        StoreUnreachable: the Chroma server does not answer.
        SettingsError: the embedding model or the store cannot be used.
    """
    model = embedder(settings)
    versions = Versions(settings.index_dir)
    with _disk_full(settings.index_dir), versions.building():
        wanted = contents(guides, settings)
        serving = _serving(versions, wanted.hash(), model, settings)
        if serving:
            return serving
        _clear(versions, settings)
        version = versions.create(wanted.hash())
        try:
            with _disk_full(settings.index_dir):  # asked again here, for dropping the version makes room
                manifest = _fill(versions, version, wanted, model, settings, progress)
                versions.switch(version)
        except BaseException:
            versions.drop(version)
            raise
        _clear(versions, settings)
        return manifest


def _serving(versions: Versions, content: str, model: Model, settings: Settings) -> Manifest | None:
    """The manifest of the version that serves, if it is of this content and whole."""
    try:
        version = versions.current()
        if not read_manifest(versions.path(version)).is_of(content, model.fingerprint, settings):
            return None
        return open_snapshot(versions, version, model.fingerprint, settings).manifest
    except SearchIndexError:
        return None


def _fill(  # noqa: PLR0913, PLR0917  # the steps of a build share what it is made of
    versions: Versions, version: str, wanted: Contents, model: Model, settings: Settings, progress: Progress
) -> Manifest:
    folder = versions.path(version)
    collection = _collection(versions, version, settings)
    by_id = wanted.by_id
    embedded = [by_id[chunk_id] for chunk_id in wanted.embedded]
    embeddings = CachedEmbeddings(model, settings.index_dir / CACHE)
    store = create(settings, folder / VECTORS, collection, embeddings)
    store.add(embedded, lambda done: progress(done, len(embedded)))
    del store  # closes its files, so that what is checked below is what lies on the disk
    meant = embeddings.embed_documents([phrase.text for phrase in wanted.phrases])
    Nearness.fit([phrase.guide for phrase in wanted.phrases], meant).save(folder / NEARNESS)
    NGrams.fit(wanted.phrases).save(folder / NGRAMS)
    Lexical.build("\n".join((chunk.text, *chunk.terms)) for chunk in map(by_id.__getitem__, wanted.counted)).save(
        folder / LEXICAL
    )
    told = embeddings.embed_documents([one.text for one in wanted.observations])
    Observed.fit(wanted.observations, told).save(folder / OBSERVED)
    wanted.write(folder / CONTENTS)
    manifest = Manifest(
        format=FORMAT,
        version=version,
        content=wanted.hash(),
        embedder=model.fingerprint,
        store=store_kind(settings),
        collection=collection,
        counts=Counts(
            guides=len({chunk.guide for chunk in wanted.chunks if chunk.guide}),
            locales=tuple(sorted({chunk.locale for chunk in wanted.chunks})),
            embedded_locales=tuple(sorted(embed_locales(settings))),
            vectors=len(wanted.embedded),
            texts=len(wanted.counted),
        ),
        files=file_hashes(folder, (path for path in folder.rglob("*") if path.is_file())),
        built=now(),
    )
    write_manifest(folder, manifest)
    open_snapshot(versions, version, model.fingerprint, settings).check(_SAMPLE)
    return manifest


def _collection(versions: Versions, version: str, settings: Settings) -> str:
    return "guides" if settings.store == EMBEDDED else f"{_prefix(versions)}{version}"


def _prefix(versions: Versions) -> str:
    return f"jinpum-{versions.owner()}-"


def _clear(versions: Versions, settings: Settings) -> None:
    """Remove old versions, what dead builds have left, and the collections of both."""
    versions.drop_others()
    drop_collections(settings, _prefix(versions), [_prefix(versions) + version for version in versions.kept()])


@contextmanager
def _disk_full(place: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if not isinstance(error, IndexDiskFull) and (_is_disk_full(error) or _has_no_room(place, error)):
            raise IndexDiskFull("index.disk-full", place=place) from error
        raise


def _has_no_room(place: Path, error: Exception) -> bool:
    """Whether an engine's unspecific input or output error came while there was no room."""
    unspecific = isinstance(error, (OSError, sqlite3.OperationalError, IndexDamaged))
    return unspecific and shutil.disk_usage(place).free < _ROOM


def _is_disk_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind an error: Python, SQLite and Chroma's engine each say it in their way."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if any(words in str(error) for words in ("disk is full", "No space left", "os error 28")):
            return True
        error = error.__cause__ or error.__context__
    return False
