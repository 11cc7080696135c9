"""What a version of the index says of itself; written last, so that a version without one is half a build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kb.errors import IndexDamaged, IndexMissing, IndexStale
from kb.index_versions import MANIFEST
from kb.settings import Settings
from kb.store import EMBEDDED

FORMAT = 5
"""Raise it whenever chunks, words or files change their meaning: an index of another format is built again."""


class Counts(BaseModel):
    """How much a version holds."""

    model_config = ConfigDict(frozen=True)

    guides: int
    locales: tuple[str, ...]
    embedded_locales: tuple[str, ...]
    vectors: int
    texts: int
    """Chunks that the lexical leg counts."""


class Manifest(BaseModel):
    """What a version was built from, and what must be found in it."""

    model_config = ConfigDict(frozen=True)

    format: int
    version: str
    content: str
    """SHA-256 of everything that went in."""
    embedder: str
    """Fingerprint of the embedding model."""
    store: str
    """Kind of the vector store: `embedded` or `server`."""
    collection: str
    counts: Counts
    files: dict[str, str]
    """SHA-256 of each file of the version but this one."""
    built: datetime

    def is_of(self, content: str, embedder: str, settings: Settings) -> bool:
        """Whether a build of this content with these settings would give the same."""
        return (self.format, self.content, self.embedder, self.store) == (
            FORMAT,
            content,
            embedder,
            store_kind(settings),
        )

    def require(self, embedder: str, settings: Settings) -> None:
        """Make sure that the version can answer under these settings.

        Raises:
            IndexStale: another format, embedding model or kind of store.
        """
        for found, wanted in (
            (f"format {self.format}", f"format {FORMAT}"),
            (self.embedder, embedder),
            (self.store, store_kind(settings)),
        ):
            if found != wanted:
                raise IndexStale("index.stale", found=found, wanted=wanted)


def store_kind(settings: Settings) -> str:
    """`embedded` or `server`."""
    return EMBEDDED if settings.store == EMBEDDED else "server"


def file_hashes(folder: Path, names: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of files, by their path in the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(names)
    }


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the last file of a version in one step."""
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    fresh.replace(folder / MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """Read a version's manifest.

    Raises:
        IndexMissing: there is none, for the version has been dropped.
        IndexStale: another release of the program wrote it.
        IndexDamaged: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        data = json.loads(path.read_bytes())
        found = int(data["format"])
    except FileNotFoundError as error:
        raise IndexMissing("index.missing", place=folder) from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged("index.damaged", place=path, reason=error) from error
    if found != FORMAT:
        raise IndexStale("index.stale", found=f"format {found}", wanted=f"format {FORMAT}")
    try:
        return Manifest.model_validate(data)
    except ValidationError as error:
        raise IndexDamaged("index.damaged", place=path, reason=error.errors()[0]["msg"]) from error


def now() -> datetime:
    """The time of a build, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
