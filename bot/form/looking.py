"""The test photos of a draft → what is in them, held against the draft's own names and pictures and nothing else."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.evidence import PhotoEvidence
from bot.gather import look
from bot.known import Known
from bot.photo import Photo
from kb.library import FILE_NAME
from kb.model import Guide
from kb.settings import Settings

_LOOKING = threading.BoundedSemaphore(1)
"""Test photos looked at a time: each takes both cores for a second or two."""


def looked_at(
    guide: Guide, photos: Sequence[Photo], pictures: Mapping[str, bytes], settings: Settings
) -> list[PhotoEvidence]:
    """What the photos give.

    Args:
        guide: the draft's guide.
        photos: upright ones.
        pictures: the draft's reference pictures by their names, made by `picture_name`; one that cannot be used is left
            out.
        settings: of the program; nothing is written where they say.

    The pictures lie in a folder of their own meanwhile, for that is where a guide's pictures are read from.
    """
    if not photos:
        return []
    with _LOOKING, tempfile.TemporaryDirectory(prefix="jinpum-form-") as name:
        place = Path(name)
        for file, data in pictures.items():
            (place / file).write_bytes(data)
        # A draft names files as it likes; only those that came with it are opened.
        sent = (tuple(file for file in cue.reference if file in pictures) for cue in guide.cues)
        cues = tuple(cue.model_copy(update={"reference": files}) for cue, files in zip(guide.cues, sent, strict=True))
        beside = guide.model_copy(update={"path": place / FILE_NAME, "cues": cues})
        known = Known.of([beside], settings.model_copy(update={"build": place / "build"}), officers=True)
        return [look(photo, known) for photo in photos]
