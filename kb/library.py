"""All guides of a project, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kb.disclosure import disclosed
from kb.errors import GuideError, Problem
from kb.model import Guide
from kb.parse import parse_guide
from kb.vocabulary import Edition

FILE_NAME = "index.md"
TRAINING = "training"
"""The folder of guides on a brand that does not exist, for practice."""
GROUPS = ("food", "fishery", "consumer", "rules", TRAINING)
"""The folders that guides stand in."""


_SOUND: dict[tuple[Path, str], Guide] = {}
_MOST_SOUND = 1000


class Library(Mapping[str, Guide]):
    """Guides by id, in the order of their ids."""

    def __init__(self, guides: Iterable[Guide]) -> None:
        """Take the guides; the last one of an id wins, `kb.lint` reports the others."""
        self._guides = {guide.id: guide for guide in sorted(guides, key=lambda guide: guide.id)}

    def __getitem__(self, guide_id: str) -> Guide:
        """The guide of an id."""
        return self._guides[guide_id]

    def __iter__(self) -> Iterator[str]:
        """The ids in order."""
        return iter(self._guides)

    def __len__(self) -> int:
        """How many guides there are."""
        return len(self._guides)


def guide_files(folder: Path) -> list[Path]:
    """The guides' files under a folder, in order."""
    return sorted(folder.glob(f"*/*/{FILE_NAME}"))


def read_guides(folder: Path) -> tuple[list[Guide], list[Problem]]:
    """Every guide under a folder that can be read, and every problem met."""
    guides: list[Guide] = []
    problems: list[Problem] = []
    for path in guide_files(folder):
        try:
            text = path.read_text(encoding="utf-8-sig")  # editors on Windows put a mark before the first letter
        except UnicodeDecodeError as error:
            problems.append(Problem(path, 1, "", "problem.not-utf8", (("place", str(error.start)),)))
            continue
        guide, found = _parsed(path, text)
        problems += found
        if guide:
            guides.append(guide)
    return guides, problems


def _parsed(path: Path, text: str) -> tuple[Guide | None, list[Problem]]:
    """A guide, remembered if it is sound: all of them together take seconds, and both editions read them again.

    One with pictures is read anew each time, for they are looked for beside it.
    """
    key = (path.absolute(), text)
    if key in _SOUND:
        return _SOUND[key].model_copy(update={"path": path}), []
    guide, problems = parse_guide(path, text)
    if guide and not problems and not any(cue.reference for cue in guide.cues):
        if len(_SOUND) >= _MOST_SOUND:
            _SOUND.clear()
        _SOUND[key] = guide
    return guide, problems


def guides_for_officers(folder: Path) -> frozenset[str]:
    """The ids of the guides that hold something for officers alone.

    Raises:
        GuideError: a guide has an error.
    """
    # Most projects hold none: looking for a word takes a moment, reading guides takes seconds.
    if not any("disclosure" in path.read_text(encoding="utf-8-sig", errors="ignore") for path in guide_files(folder)):
        return frozenset()
    whole, public = (load_library(folder, edition) for edition in (Edition.OFFICERS, Edition.PUBLIC))
    return frozenset(guide for guide in whole if whole[guide] != public[guide])


def load_library(folder: Path, edition: Edition = Edition.PUBLIC) -> Library:
    """The guides under a folder, as an edition may show them.

    Args:
        folder: with a folder for each group.
        edition: whom they are for; what is for officers alone is gone from those of the public edition.

    Raises:
        GuideError: a guide has an error; it carries every one.
    """
    guides, problems = read_guides(folder)
    errors = [problem for problem in problems if not problem.warning]
    if errors:
        raise GuideError(errors)
    return Library(disclosed(guide, edition) for guide in guides)
