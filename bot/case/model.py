"""The case record: everything that one case holds, so that it can be kept, handed over and restored.

What the guides said is kept with it, word for word, in the officer's language, Korean and English: guides change, and
a record must say what was known on its day. Boxes are in pixels of the photos as they are stored.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final, Literal, Self

from pydantic import AwareDatetime, Base64Bytes, BaseModel, ConfigDict, Field, model_validator

from bot.check_case import MAX_ITEMS, MAX_NAME, MAX_NOTES, MAX_PLACE
from bot.evidence import PhotoEvidence, Reply
from bot.finding import Finding
from bot.session import MAX_PHOTOS
from bot.verdict import Verdict
from bot.words import MAX_CHARACTERS
from kb.model import Names

FORMAT: Final = 1
"""Of the JSON. A program reads its own and every earlier one."""
KOREAN = "ko"
MAX_PHOTO_BYTES = 8_000_000
"""A stored photo has about 1 MB; noise of the same size has 7 MB."""
_MAX_ROWS = 500
"""Of findings, sources and passages: guides have up to thirty cues, so this only bounds what a stranger sends."""

Tag = Annotated[str, Field(pattern=r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$", max_length=35)]
Short = Annotated[str, Field(max_length=300)]
Long = Annotated[str, Field(max_length=20_000)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Texts = Annotated[dict[Tag, Long], Field(max_length=8)]
"""One text in several languages: BCP 47 tag → text. A language that has no translation is not there."""


class Record(BaseModel):
    """Frozen, an unknown field is an error, and no number is infinite."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class CasePhoto(Record):
    """A photo as it is kept: pixels alone, made anew, without place, time or device."""

    number: Annotated[int, Field(ge=1, le=10_000)]
    """Of the photo among those of its item; evidence names it by this number."""
    name: Short
    """What the officer's device called it."""
    sha256: Hash
    """Of the bytes of `jpeg`."""
    width: Annotated[int, Field(ge=1)]
    height: Annotated[int, Field(ge=1)]
    jpeg: Annotated[Base64Bytes, Field(max_length=MAX_PHOTO_BYTES)]
    evidence: PhotoEvidence | None = None
    """What was found in it; None if it could not be looked at."""


class CaseSource(Record):
    """A source of the guides, as its footnote names it."""

    title: Short
    publisher: Short
    date: Short = ""
    url: Annotated[str, Field(max_length=2_000)]


class Passage(Record):
    """A sentence of a guide or of the interface, with what it rests on."""

    texts: Texts
    guide: Short = ""
    cue: Short = ""
    sources: tuple[Annotated[int, Field(ge=1)], ...] = ()
    """Numbers of the case's sources, from one."""


class CaseFinding(Record):
    """A finding with the words that it was told in."""

    finding: Finding
    title: Texts
    said: Texts
    """The sentence of the answer; empty for what was not seen."""
    sources: tuple[Annotated[int, Field(ge=1)], ...] = ()


class CaseReply(Record):
    """A question that the officer answered, with the guide's statement that was confirmed, if one was."""

    reply: Reply
    title: Texts = {}
    statement: Texts = {}


class Item(Record):
    """One thing that was checked."""

    name: Annotated[str, Field(max_length=MAX_NAME)] = ""
    text: Annotated[str, Field(max_length=MAX_CHARACTERS)] = ""
    """The officer's description."""
    chosen: Short | None = None
    """The guide that the officer chose, if one was chosen."""
    guide: Short | None = None
    """The guide that it was checked against; None where none covers it or nothing was checked."""
    photos: Annotated[tuple[CasePhoto, ...], Field(max_length=MAX_PHOTOS)] = ()
    replies: Annotated[tuple[CaseReply, ...], Field(max_length=_MAX_ROWS)] = ()
    verdict: Verdict | None = None
    """None if nothing was checked yet."""
    conclusion: Texts = {}
    findings: Annotated[tuple[CaseFinding, ...], Field(max_length=_MAX_ROWS)] = ()
    notes: Annotated[tuple[Passage, ...], Field(max_length=_MAX_ROWS)] = ()
    """What else the answer told: practice items, addresses that imitate official ones, thin sources."""
    ask: Annotated[tuple[Passage, ...], Field(max_length=_MAX_ROWS)] = ()
    """Whom to ask."""


class GuideVersion(Record):
    """Which version of a guide was used."""

    id: Short
    title: Texts
    reviewed: datetime.date
    sha256: Hash
    """Of the guide as its author wrote it; see `bot.case.versions`."""
    owner: Names | None = None
    website: Annotated[str, Field(max_length=2_000, pattern=r"^https?://\S+$")] | None = None


class Case(Record):
    """One case."""

    format: Literal[1] = FORMAT
    reference: Annotated[str, Field(pattern=r"^JP-\d{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$")]
    locale: Tag
    """The officer's language."""
    program: Short
    """Name and version of the program that made it."""
    made: AwareDatetime
    changed: AwareDatetime
    officer: Short = ""
    """Only of one who was signed in."""
    place: Annotated[str, Field(max_length=MAX_PLACE)] = ""
    date: Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    """The day on which the items were met; empty if not known."""
    notes: Annotated[str, Field(max_length=MAX_NOTES)] = ""
    items: Annotated[tuple[Item, ...], Field(max_length=MAX_ITEMS)]
    guides: Annotated[tuple[GuideVersion, ...], Field(max_length=_MAX_ROWS)] = ()
    sources: Annotated[tuple[CaseSource, ...], Field(max_length=_MAX_ROWS)] = ()

    @model_validator(mode="after")
    def _sources_are_there(self) -> Self:
        lists = [one.sources for item in self.items for one in item.findings]
        lists += [one.sources for item in self.items for one in (*item.notes, *item.ask)]
        if any(number > len(self.sources) for numbers in lists for number in numbers):
            raise ValueError("a sentence cites a source that is not listed")
        return self

    @property
    def languages(self) -> tuple[str, str]:
        """The officer's language and Korean; for an officer who works in Korean, Korean and English."""
        return (self.locale, "en" if self.locale == KOREAN else KOREAN)
