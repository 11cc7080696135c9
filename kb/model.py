"""The guide as a typed model. `kb.parse` makes it from Markdown, `kb.localise` puts it into another language."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError
from stdnum import ean

from kb import locales, markdown
from kb.vocabulary import (
    Backing,
    Category,
    Disclosure,
    Kind,
    Needs,
    Package,
    Part,
    Shows,
    Strength,
    Where,
)

_HS = re.compile(r"\d{4}(\.?\d{2}(\.?\d{2})?)?")
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _gtin(value: str) -> str:
    if not (value.isascii() and value.isdigit() and ean.is_valid(value)):
        raise PydanticCustomError("gtin", "not a GTIN with a right check digit")
    return value


def _hs(value: str) -> str:
    if not _HS.fullmatch(value):
        raise PydanticCustomError("hs", "not an HS heading")
    return value


def _country(value: str) -> str:
    if not locales.is_territory(value):
        raise PydanticCustomError("country", "not an ISO 3166 code")
    return value


def _partial_date(value: str) -> str:
    if not _PARTIAL_DATE.fullmatch(value):
        raise PydanticCustomError("partial-date", "not a date")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise PydanticCustomError("host", "not a host name")
    return value


def is_slug(value: str) -> bool:
    """Whether a text can be an id: small letters, digits, single hyphens between them."""
    return bool(_SLUG.fullmatch(value))


def _slug(value: str) -> str:
    if not is_slug(value):
        raise PydanticCustomError("slug", "not an id")
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise PydanticCustomError("pattern", "not a regular expression: {reason}", {"reason": str(error)}) from error
    return value


def _prefix(value: str) -> str:
    if not value.isdigit():
        raise PydanticCustomError("digits", "not digits")
    return value


Slug = Annotated[str, AfterValidator(_slug)]
Words = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Strict):
    """A text as it stands in its file, and the language it is in."""

    text: str
    lang: str

    @property
    def plain(self) -> str:
        """The words alone, without footnote marks and markup."""
        return markdown.plain(self.text)


class Statement(Text):
    """One paragraph or list item; its footnote marks name its sources."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the guide's sources that it cites."""
        return markdown.marks(self.text)


class Source(Strict):
    """One footnote. Quoted as the author wrote it, never translated."""

    key: str
    title: Words
    publisher: Words
    date: str | None
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None if undated."""
    url: str


class Names(Strict):
    """A name in English and in Korean."""

    en: Words
    ko: Words


class Owner(Strict):
    """Who owns the brand or keeps the rule."""

    names: Names
    website: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None


class Gtin(Strict):
    """A GTIN seen on a genuine item; a hit is weak evidence, for fakes copy it."""

    gtin: Annotated[str, AfterValidator(_gtin)]
    item: Words
    source: Words


class Sighting(Strict):
    """Where and when a source saw the fake."""

    country: Annotated[str, AfterValidator(_country)] | None = None
    date: Annotated[str, AfterValidator(_partial_date)] | None = None


class ReadCheck(Strict):
    """Words and patterns to find on the label or in what the officer writes."""

    genuine: tuple[Words, ...] = ()
    fake: tuple[Words, ...] = ()
    genuine_patterns: tuple[Annotated[str, AfterValidator(_pattern)], ...] = ()
    fake_patterns: tuple[Annotated[str, AfterValidator(_pattern)], ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> ReadCheck:
        if not (self.genuine or self.fake or self.genuine_patterns or self.fake_patterns):
            raise PydanticCustomError("empty-check", "nothing to compare")
        return self


class BarcodeCheck(Strict):
    """What the number under the bars should be."""

    prefixes: tuple[Annotated[str, AfterValidator(_prefix)], ...] = ()
    """First digits that the number should have; any will do if empty."""
    gtins: bool = False
    """Whether the number is compared with the guide's own GTINs."""
    check_digit: bool = False
    """Whether a wrong check digit is this cue's fake reading."""
    printed: bool = False
    """Whether other digits printed beside the bars than they hold are this cue's fake reading."""


class QrCheck(Strict):
    """The official hosts that a QR code may lead to."""

    hosts: Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], Field(min_length=1)]


class CueHeader(Strict):
    """What stands in a cue's YAML block."""

    id: Slug
    where: Where
    needs: Needs
    shows: Shows
    fake: Strength
    genuine: Strength
    seen: tuple[Sighting, ...] = ()
    disclosure: Disclosure = Disclosure.PUBLIC
    read: ReadCheck | None = None
    barcode: BarcodeCheck | None = None
    qr: QrCheck | None = None
    reference: tuple[Words, ...] = ()


class Cue(CueHeader):
    """One thing to look at."""

    title: Text
    parts: dict[Part, tuple[Statement, ...]]

    def part(self, part: Part) -> tuple[Statement, ...]:
        """The statements of a part; empty if the cue has none."""
        return self.parts.get(part, ())

    @property
    def proves_nothing(self) -> bool:
        """Whether the cue is there to say that a reading tells nothing."""
        return self.fake is Strength.NONE

    @property
    def can_be_asked(self) -> bool:
        """Whether both buttons of a question have their statement."""
        return not self.proves_nothing and Part.FAKE in self.parts


class FrontMatter(Strict):
    """What stands in a guide's front matter."""

    id: Slug
    lang: Annotated[str, Field(pattern=r"^(en|ko)$")]
    kind: Kind
    category: Category
    names: Names
    aliases: tuple[Words, ...] = ()
    keywords: tuple[Words, ...] = ()
    owner: Owner | None = None
    hs: tuple[Annotated[str, AfterValidator(_hs)], ...] = ()
    gtins: tuple[Gtin, ...] = ()
    rules: tuple[Slug, ...] = ()
    backing: Backing
    package: Package
    thin: bool = False
    general: bool = False
    """Whether it is for goods without a guide of their own; the search puts it after those that have one."""
    training: bool = False
    """Whether the product is fictional and there for practice; it is then found by name, number or picture alone."""
    reviewed: datetime.date
    review_by: datetime.date


class Guide(FrontMatter):
    """A guide in one language."""

    path: Path
    locale: str
    """The language it is shown in; a `Text` whose `lang` differs is not translated yet."""
    title: Text
    summary: tuple[Statement, ...]
    cues: tuple[Cue, ...]
    ask: tuple[Statement, ...] = ()
    background: tuple[Statement, ...] = ()
    unknown: tuple[Statement, ...] = ()
    sources: tuple[Source, ...]
    reviewed_by: str | None = None
    """Who has reviewed the translation; None for the language it was written in."""

    def cue(self, cue_id: str) -> Cue | None:
        """The cue of an id."""
        return next((cue for cue in self.cues if cue.id == cue_id), None)

    def source(self, key: str) -> Source | None:
        """The source of a footnote key."""
        return next((source for source in self.sources if source.key == key), None)
