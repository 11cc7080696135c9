"""The vector store. The one module that knows Chroma.

Each build of the index is a collection of its own: in a directory of its own where Chroma is embedded, under a name of
its own on a server.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from kb.chunks import Chunk, ChunkPart
from kb.errors import IndexDamaged, SettingsError, StoreUnreachable
from kb.private_copy import PrivateCopy
from kb.settings import Settings
from kb.vocabulary import Disclosure

EMBEDDED = "embedded"
BATCH = 64
"""Chunks per write, and so per word of progress; Chroma takes 5,461 at most."""
_HNSW = {
    "space": "cosine",
    # The defaults (100) lost neighbours behind a filter; on some thousand vectors this costs a millisecond.
    "ef_construction": 200,
    "ef_search": 200,
    # One thread: the build shares the machine with the site that is being served.
    "num_threads": 1,
}


class Store:
    """One build's vectors."""

    def __init__(self, client: Client, chroma: Chroma, place: str, copy: PrivateCopy | None = None) -> None:
        """Take the open collection; `create` and `open_store` make it."""
        self.place = place
        self._chroma = chroma
        # A reader in mid-query keeps its store; the last one to let go of it closes the files.
        weakref.finalize(self, _close, client, copy)

    def add(self, chunks: Sequence[Chunk], progress: Callable[[int], None] = lambda _: None) -> None:
        """Embed and write chunks.

        Args:
            chunks: chunks whose ids are not in the store yet.
            progress: is told after every batch how many are in.
        """
        for start in range(0, len(chunks), BATCH):
            batch = chunks[start : start + BATCH]
            with _speaking(self.place):
                self._chroma.add_texts(
                    [chunk.text for chunk in batch],
                    metadatas=[_metadata(chunk) for chunk in batch],
                    ids=[chunk.id for chunk in batch],
                )
            progress(start + len(batch))

    def count(self) -> int:
        """How many chunks the store holds."""
        with _speaking(self.place):
            return len(self._chroma.get(include=[])["ids"])

    def nearest(
        self, vector: Sequence[float], k: int, parts: Iterable[ChunkPart], officers: bool
    ) -> list[tuple[str, float]]:
        """The nearest chunks: (id, cosine similarity), best first.

        Args:
            vector: dimension long.
            k: how many at most.
            parts: the parts to look among.
            officers: whether chunks for officers only are looked at too.
        """
        asked: list[dict[str, Any]] = [{"part": {"$in": [str(part) for part in parts]}}]
        if not officers:
            asked.append({"disclosure": str(Disclosure.PUBLIC)})
        where = asked[0] if len(asked) == 1 else {"$and": asked}
        with _speaking(self.place):
            found = self._chroma.similarity_search_by_vector_with_relevance_scores(
                list(vector),
                k,
                filter=cast("dict[str, str]", where),  # the annotation of langchain-chroma is too narrow
            )
        # Chroma's cosine distance is one less the similarity; langchain-chroma hands it on as it is.
        return [(str(document.id), 1.0 - distance) for document, distance in found]

    def vectors(self, ids: Sequence[str]) -> dict[str, np.ndarray]:
        """Vectors by chunk id, each dimension long; ids that the store lacks are left out."""
        if not ids:
            return {}
        with _speaking(self.place):
            found = self._chroma.get(ids=list(ids), include=["embeddings"])
        return {
            str(key): np.asarray(vector, np.float32)
            for key, vector in zip(found["ids"], found["embeddings"], strict=True)
        }


def create(settings: Settings, folder: Path, name: str, embeddings: Embeddings) -> Store:
    """A new, empty collection.

    Args:
        settings: say whether Chroma is embedded or a server.
        folder: where an embedded one lies.
        name: of the collection.
        embeddings: what embeds the chunks that are added.

    Raises:
        StoreUnreachable: the server does not answer.
    """
    client, place = _client(settings, folder)
    with _speaking(place):
        chroma = Chroma(name, embeddings, client=client, collection_configuration=cast("Any", {"hnsw": _HNSW}))
    return Store(client, chroma, place)


def open_store(settings: Settings, folder: Path, name: str) -> Store:
    """An existing collection, to read.

    Raises:
        StoreUnreachable: the server does not answer.
        IndexDamaged: there is no such collection or it cannot be read.
        IndexDiskFull: there is no room for the process's own copy of an embedded store.
    """
    copy = None
    if settings.store == EMBEDDED:
        try:
            copy = PrivateCopy(folder)
        except OSError as error:
            raise IndexDamaged("index.damaged", place=folder, reason=error) from error
    client, place = _client(settings, copy.path if copy else folder)
    try:
        with _speaking(place):
            chroma = Chroma(name, client=client, create_collection_if_not_exists=False)
    except BaseException:
        _close(client, copy)
        raise
    return Store(client, chroma, place, copy)


def drop_collections(settings: Settings, prefix: str, keep: Iterable[str]) -> None:
    """Delete a server's collections of a prefix, but for some. An embedded store goes with its directory.

    Raises:
        StoreUnreachable: the server does not answer.
    """
    if settings.store == EMBEDDED:
        return
    client, place = _client(settings, Path())
    kept = set(keep)
    try:
        with _speaking(place):
            for collection in client.list_collections():
                if collection.name.startswith(prefix) and collection.name not in kept:
                    client.delete_collection(collection.name)
    finally:
        client.close()


def _close(client: Client, copy: PrivateCopy | None) -> None:
    client.close()
    if copy:
        copy.close()


def _client(settings: Settings, folder: Path) -> tuple[Client, str]:
    quiet = ChromaSettings(anonymized_telemetry=False)
    if settings.store == EMBEDDED:
        with _speaking(str(folder)):
            return cast("Client", chromadb.PersistentClient(str(folder), settings=quiet)), str(folder)
    try:
        url = urlsplit(settings.store)
        secure = url.scheme == "https"
        port = url.port or (443 if secure else 80)
    except ValueError:
        url, secure, port = urlsplit(""), False, 0
    if url.scheme not in ("http", "https") or not url.hostname:
        raise SettingsError("index.bad-store", value=settings.store)
    with _speaking(settings.store):
        client = chromadb.HttpClient(url.hostname, port, ssl=secure, settings=quiet)
        return cast("Client", client), settings.store


@contextmanager
def _speaking(place: str) -> Iterator[None]:
    """Chroma's errors as ours."""
    try:
        yield
    except httpx.TransportError as error:
        raise StoreUnreachable("index.store-unreachable", url=place) from error
    except ValueError as error:
        if "Could not connect" in str(error):
            raise StoreUnreachable("index.store-unreachable", url=place) from error
        raise
    except ChromaError as error:
        raise IndexDamaged("index.damaged", place=place, reason=str(error).split("\n", 1)[0]) from error


def _metadata(chunk: Chunk) -> dict[str, str]:
    return {
        "guide": chunk.guide,
        "cue": chunk.cue,
        "part": str(chunk.part),
        "locale": chunk.locale,
        "disclosure": str(chunk.disclosure),
        "category": chunk.category,
    }
