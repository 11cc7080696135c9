"""The guides that a record quotes, read one by one as they are needed: to read all of them takes seconds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kb.disclosure import disclosed
from kb.library import FILE_NAME
from kb.model import Guide, is_slug
from kb.parse import parse_guide
from kb.settings import Settings
from kb.vocabulary import Edition


class Shelf(Mapping[str, Guide]):
    """Guides by id, as an edition may show them and as their files are now."""

    def __init__(self, settings: Settings, edition: Edition = Edition.PUBLIC) -> None:
        """Take the folder of guides from the settings."""
        self._folder = settings.guides
        self._edition = edition
        self._read: dict[str, tuple[int, Guide]] = {}

    def __getitem__(self, guide_id: str) -> Guide:
        """The guide of an id.

        Raises:
            KeyError: there is none, or its file has an error.
        """
        path = self._path(guide_id)
        if path is None:
            raise KeyError(guide_id)
        changed = path.stat().st_mtime_ns
        known = self._read.get(guide_id)
        if known and known[0] == changed:
            return known[1]
        guide, _ = parse_guide(path, path.read_text(encoding="utf-8"))
        if guide is None:
            raise KeyError(guide_id)
        shown = disclosed(guide, self._edition)
        self._read[guide_id] = (changed, shown)
        return shown

    def __iter__(self) -> Iterator[str]:
        """The ids of all guides."""
        return (path.parent.name for path in sorted(self._folder.glob(f"*/*/{FILE_NAME}")))

    def __len__(self) -> int:
        """How many guides there are."""
        return sum(1 for _ in self)

    def _path(self, guide_id: str) -> Path | None:
        if not is_slug(guide_id):
            return None
        return next(self._folder.glob(f"*/{guide_id}/{FILE_NAME}"), None)
