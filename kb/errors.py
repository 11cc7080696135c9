"""Errors of the knowledge base.

    JinpumError
    ├── SettingsError          a setting that cannot be used
    ├── GuideError             guides that do not pass the check; carries every Problem
    ├── CatalogError           a catalog that cannot be read
    └── SearchIndexError
        ├── IndexMissing       there is no index yet
        ├── IndexStale         the index was built by another version or model
        ├── IndexDamaged       the index cannot be read or fails its self-check
        ├── IndexLocked        another process is building
        ├── IndexDiskFull      the disk filled up during a build; the old index still serves
        └── StoreUnreachable   the Chroma server does not answer

Each carries the key of its message in the interface catalog and the values for it, so that whoever shows it can
say it in the reader's language.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class JinpumError(Exception):
    """An error that a person is told about: `key` names its sentence in the interface catalog."""

    def __init__(self, key: str, /, **params: object) -> None:
        """Keep the message key and its values."""
        self.key = key
        self.params = params
        super().__init__(key + (f" {params}" if params else ""))


class SettingsError(JinpumError):
    """A setting that cannot be used."""


class CatalogError(JinpumError):
    """A translation catalog that cannot be read."""


class SearchIndexError(JinpumError):
    """The index cannot be used or built."""


class IndexMissing(SearchIndexError):
    """There is no index yet."""


class IndexStale(SearchIndexError):
    """The index was built by another version or embedding model."""


class IndexDamaged(SearchIndexError):
    """The index cannot be read or fails its self-check."""


class IndexLocked(SearchIndexError):
    """Another process is building the index."""


class IndexDiskFull(SearchIndexError):
    """The disk filled up during a build; the old index still serves."""


class StoreUnreachable(SearchIndexError):
    """The Chroma server does not answer."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in a content file: where it stands and, by `key`, what it is and what to do."""

    file: Path
    line: int
    field: str
    key: str
    params: tuple[tuple[str, str], ...] = dataclasses.field(default=(), compare=False)
    warning: bool = dataclasses.field(default=False, compare=False)


class GuideError(JinpumError):
    """Guides that do not pass the check."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep every problem of the run, in file and line order."""
        self.problems = tuple(sorted(problems))
        super().__init__("problem.guides-failed", count=len(self.problems))
