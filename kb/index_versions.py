"""The versions of the index on disk: a folder each, a pointer to the one that serves, one writer at a time.

<index>/versions/<version>/…   one build; the manifest is its last file, so a folder without one is half a build
<index>/current                the name of the version that serves, replaced in one step
<index>/lock                   held by the process that builds
<index>/owner                  a name of this index, so that several may share a Chroma server
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import IndexLocked, IndexMissing

MANIFEST = "manifest.json"
_KEPT = 2
"""The version that serves and the one before it, for readers in mid-query and copies on other machines."""


class Versions:
    """The folders of an index."""

    def __init__(self, folder: Path) -> None:
        """Take the index's folder; nothing is made before the first build."""
        self.folder = folder
        self.pointer = folder / "current"

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold the writer's lock. The system lets go of it when the process ends, however it ends.

        Raises:
            IndexLocked: another process is building.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise IndexLocked("index.locked", file=self.folder / "lock") from error
        try:
            yield
        finally:
            lock.release()

    def current(self) -> str:
        """The version that serves.

        Raises:
            IndexMissing: there is none yet.
        """
        try:
            name = self.pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError as error:
            raise IndexMissing("index.missing", place=self.folder) from error
        if not name or not self.path(name).is_dir():
            raise IndexMissing("index.missing", place=self.folder)
        return name

    def stamp(self) -> tuple[int, int, int] | None:
        """What changes whenever the pointer does; None if there is none."""
        try:
            found = self.pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def path(self, version: str) -> Path:
        """The folder of a version."""
        return self.folder / "versions" / version

    def create(self, content_hash: str) -> str:
        """Make the folder of a new version; its name sorts by time."""
        now = time.time_ns()
        stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now // 1_000_000_000))
        version = f"{stamp}{now % 1_000_000_000:09d}-{content_hash[:12]}"
        self.path(version).mkdir(parents=True)
        return version

    def switch(self, version: str) -> None:
        """Let a complete version serve; the pointer names the old one or the new one, never nothing."""
        sync_tree(self.path(version))
        _sync(self.path(version).parent)
        _write(self.pointer, version)

    def complete(self) -> list[str]:
        """The versions that were built to the end, oldest first."""
        return sorted(path.parent.name for path in self.folder.glob(f"versions/*/{MANIFEST}"))

    def kept(self) -> list[str]:
        """The version that serves and the complete one before it."""
        with contextlib.suppress(IndexMissing):
            current = self.current()
            return [current, *(name for name in reversed(self.complete()) if name < current)][:_KEPT]
        return []

    def drop_others(self) -> None:
        """Remove old versions and what dead builds have left. Only for the holder of the lock."""
        kept = set(self.kept())
        for path in self.folder.glob("versions/*"):
            if path.name not in kept:
                self.drop(path.name)

    def drop(self, version: str) -> None:
        """Remove a version. A reader that still holds it keeps the open files."""
        shutil.rmtree(self.path(version), ignore_errors=True)

    def owner(self) -> str:
        """A random name of this index, made once."""
        path = self.folder / "owner"
        if not path.exists():
            _write(path, secrets.token_hex(4))
        return path.read_text(encoding="utf-8").strip()


def sync_tree(folder: Path) -> None:
    """Have every file and folder below on the disk before anything refers to them."""
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _write(path: Path, word: str) -> None:
    """Write a file of one word in one step: after a power cut it holds the old word or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as stream:
        stream.write(word + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
