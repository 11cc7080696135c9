"""What an officer brings: words, photos that were looked at, and answers to questions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.evidence import PhotoEvidence, Reply


class Inquiry(BaseModel):
    """One item to check. Immutable: a follow-up is a new inquiry with one reply more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locale: str
    """BCP 47 tag of the language to answer in."""
    text: str = ""
    photos: tuple[PhotoEvidence, ...] = ()
    replies: tuple[Reply, ...] = ()
    guide: str | None = None
    """The guide that the officer chose; the assistant then does not look for one."""
    officers: bool = False
    """Whether the asker may see cues that are for officers only."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go by: no word, no chosen guide, and no photo that gave anything."""
        seen = any(photo.barcodes or photo.lines or photo.matches for photo in self.photos)
        return not (self.text.strip() or self.guide or self.replies or seen)
