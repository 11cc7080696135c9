"""The guides' reference pictures with their features, read once and kept by the hash of what they were made from."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import overload

import numpy as np

from bot.compare.features import REFERENCE_FEATURES, REFERENCE_SIDE, Features, features
from bot.compare.vlad import Vocabulary
from bot.errors import PhotoError
from bot.photo import Pixels, open_photo
from kb.model import Cue, Guide
from kb.vocabulary import Disclosure

FOLDER = "references"
"""Where features are kept, in the folder of what is built."""
VERSION = "1"
"""Of the features; another one leaves the kept ones aside."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reference:
    """A picture of a genuine item. `cue` is one of `guide`'s, `file` stands beside the guide's text."""

    guide: str
    cue: str
    file: str
    path: Path
    size: tuple[int, int]
    """Width and height in pixels."""
    features: Features = field(repr=False)

    def pixels(self) -> Pixels:
        """The picture itself, which only a comparison needs."""
        return open_photo(self.path).pixels


class References(Sequence[Reference]):
    """All references that may be used, and the vectors by which likely ones are picked."""

    def __init__(self, references: Iterable[Reference]) -> None:
        """Take the references; the vectors are made when they are first needed."""
        self._references = tuple(references)

    @overload
    def __getitem__(self, index: int) -> Reference: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Reference, ...]: ...

    def __getitem__(self, index: int | slice) -> Reference | tuple[Reference, ...]:
        """A reference or several."""
        return self._references[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._references)

    def picture(self, guide: str, file: str) -> Pixels | None:
        """A reference picture, by its guide and its file name; None if it is not (or no longer) there."""
        one = next((one for one in self._references if (one.guide, one.file) == (guide, file)), None)
        try:
            return one.pixels() if one else None
        except PhotoError:
            return None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The visual words of these references."""
        return Vocabulary.of([one.features for one in self._references])

    @cached_property
    def vectors(self) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """One vector a reference, a row each."""
        return np.stack([self.vocabulary.whole(one.features) for one in self._references])


def load_references(guides: Iterable[Guide], build: Path, officers: bool = False) -> References:
    """Read the reference pictures of guides.

    Args:
        guides: in any language.
        build: the folder for everything that is built; features are kept in it.
        officers: whether pictures of cues for officers only are read too.
    """
    return References(_all(guides, build / FOLDER, officers))


def _all(guides: Iterable[Guide], kept: Path, officers: bool) -> Iterator[Reference]:
    for guide in guides:
        for cue in guide.cues:
            if cue.disclosure is Disclosure.OFFICERS and not officers:
                continue
            for file in cue.reference:
                made = _one(guide, cue, file, kept)
                if made:
                    yield made


def _one(guide: Guide, cue: Cue, file: str, kept: Path) -> Reference | None:
    path = guide.path.parent / file
    try:
        found, size = _features(path, kept)
    except (PhotoError, OSError) as error:  # the check of guides has said so before; the others still serve
        log.warning("the reference picture %s cannot be used: %s", path, error)
        return None
    return Reference(guide.id, cue.id, file, path, size, found)


def _features(path: Path, kept: Path) -> tuple[Features, tuple[int, int]]:
    made_from = f"{VERSION} {REFERENCE_SIDE} {REFERENCE_FEATURES} ".encode() + path.read_bytes()
    store = kept / f"{hashlib.sha256(made_from).hexdigest()}.npz"
    if store.is_file():
        try:
            with np.load(store) as data:
                width, height = (int(side) for side in data["size"])
                return Features(data["points"], data["packed"], float(data["step"])), (width, height)
        except (OSError, ValueError, KeyError):
            log.warning("%s is damaged and is made anew", store)
    pixels = open_photo(path).pixels
    found, size = features(pixels, REFERENCE_SIDE, REFERENCE_FEATURES), (pixels.shape[1], pixels.shape[0])
    _keep(store, found, size)
    return found, size


def _keep(store: Path, found: Features, size: tuple[int, int]) -> None:
    """Write beside and swap in, so that nobody reads half a file; where nothing can be written, nothing is kept."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=store.parent, suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, points=found.points, packed=found.packed, step=found.step, size=size)
        Path(name).replace(store)
    except OSError as error:
        log.warning("features cannot be kept: %s", error)
