"""Is what was built still of the files that it was built from? Told by the files alone, without loading a library."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from kb.settings import Settings

_CODE = Path(__file__).resolve().parent.parent
_SUFFIXES = frozenset(
    {".md", ".po", ".pot", ".yaml", ".yml", ".txt", ".py", ".j2", ".html", ".css", ".js", ".svg", ".png", ".jpg"}
)


class Stamp:
    """The content of everything that index and site are built from, as one hash, beside the build."""

    def __init__(self, settings: Settings) -> None:
        """Hash the files as they are now."""
        self._settings = settings
        self._path = settings.build_dir / "built-from"
        self._hash = self._of_inputs()

    def is_current(self) -> bool:
        """Whether index and site are there and were built from these very files."""
        if not (self._settings.index_dir / "current").exists() or not (self._settings.site_dir / "index.html").exists():
            return False
        return self._path.is_file() and self._path.read_text(encoding="ascii") == self._hash

    def write(self) -> None:
        """Remember that the build is of the files that were hashed, in one step."""
        beside = self._path.with_suffix(".new")
        beside.write_text(self._hash, encoding="ascii")
        beside.replace(self._path)

    def _of_inputs(self) -> str:
        settings = self._settings
        made = hashlib.sha256(
            f"{settings.edition} {settings.store} {settings.embeddings} {settings.embed_locales}".encode()
        )
        for path in self._inputs():
            made.update(os.fsencode(path.name) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return made.hexdigest()

    def _inputs(self) -> Iterator[Path]:
        settings = self._settings
        yield settings.home / "mkdocs.yml"
        # A new release of a library may build something else.
        yield settings.home / "requirements.txt"
        for folder in (settings.guides, settings.translations, settings.site_source, _CODE / "kb"):
            yield from sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
