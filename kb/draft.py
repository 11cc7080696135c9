"""A guide as plain data, for those who fill it in field by field: `kb.write` makes the guide's Markdown of it.

A draft may be incomplete or wrong; `kb.parse` and `kb.lint` say so of the Markdown that is made of it, and
`kb.write.Written` says which field they mean. Only its form is kept here: one line a text, no control characters, and
no more of anything than a guide could need.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from kb import markdown
from kb.markdown import BEGINS_BLOCK
from kb.model import Cue, Guide, Statement
from kb.vocabulary import Disclosure, Part

MAX_LENGTH = 4000
"""Characters of one text; the longest pattern of a guide has about 1,000."""
_ESCAPED = re.compile(r"^(\d*)\\")
_ESCAPED_END = re.compile(r"(^|\s)\\(#+)$")
_NO_KEY = re.compile(r"[\s\[\]^:]+")


def one_line(value: str) -> str:
    """A text as one line: no control characters, single spaces, without the backslash that only Markdown needs."""
    shown = (letter for letter in value if letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs"))
    line = " ".join("".join(shown).split())
    bare = _ESCAPED.sub(r"\1", line, count=1)
    return bare if BEGINS_BLOCK.match(bare) else line


def _heading(value: str) -> str:
    return _ESCAPED_END.sub(r"\1\2", one_line(value))


def _publisher(value: str) -> str:
    # A comma would make its first half a part of the title.
    return one_line(value.replace(",", " "))


def _key(value: str) -> str:
    return _NO_KEY.sub("", one_line(value))


def _date(value: str) -> str:
    return "" if one_line(value) == "undated" else one_line(value)


Line = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(one_line)]
Heading = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_heading)]
Publisher = Annotated[str, Field(max_length=MAX_LENGTH), AfterValidator(_publisher)]
Key = Annotated[str, Field(max_length=200), AfterValidator(_key)]
SourceDate = Annotated[str, Field(max_length=40), AfterValidator(_date)]
Lines = Annotated[list[Line], Field(max_length=400)]


class Plain(BaseModel):
    """An unknown key is an error, so that nothing is lost unseen."""

    model_config = ConfigDict(extra="forbid")


class DraftNames(Plain):
    """A name in English and in Korean."""

    en: Line = ""
    ko: Line = ""


class DraftOwner(Plain):
    """The brand's owner; one without names is left out of the guide."""

    names: DraftNames = DraftNames()
    website: Line = ""


class DraftGtin(Plain):
    """A barcode number, the item that bears it, and the key of the source that says so."""

    gtin: Line = ""
    item: Line = ""
    source: Key = ""


class DraftSighting(Plain):
    """Where and when a fake was seen."""

    country: Line = ""
    date: Line = ""


class DraftRead(Plain):
    """Words to find on a label."""

    genuine: Lines = []
    fake: Lines = []
    genuine_patterns: Lines = []
    fake_patterns: Lines = []


class DraftBarcode(Plain):
    """What a barcode number must be like."""

    prefixes: Lines = []
    gtins: bool = False
    check_digit: bool = False
    printed: bool = False


class DraftStatement(Plain):
    """A paragraph or list item. `sources` are the keys of the marks at its end; others stand in the text."""

    text: Line = ""
    sources: Annotated[list[Key], Field(max_length=40)] = []


class DraftCue(Plain):
    """One thing to look at."""

    title: Heading = ""
    parts: dict[Part, Annotated[list[DraftStatement], Field(max_length=20)]] = {}
    id: Line = ""
    where: Line = ""
    needs: Line = ""
    shows: Line = ""
    fake: Line = ""
    genuine: Line = ""
    seen: Annotated[list[DraftSighting], Field(max_length=100)] = []
    disclosure: Line = ""
    read: DraftRead = DraftRead()
    barcode: DraftBarcode | None = None
    qr: Lines = []
    """The official hosts that a QR code may lead to."""
    reference: Lines = []


class DraftSource(Plain):
    """One footnote; `date` is empty where the source bears none."""

    key: Key = ""
    title: Line = ""
    publisher: Publisher = ""
    date: SourceDate = ""
    url: Line = ""


Statements = Annotated[list[DraftStatement], Field(max_length=60)]


class Draft(Plain):
    """A guide as somebody fills it in. The names are those of the front matter and of `kb.model.Guide`."""

    id: Line = ""
    lang: Line = "en"
    kind: Line = "product"
    category: Line = ""
    names: DraftNames = DraftNames()
    aliases: Lines = []
    keywords: Lines = []
    owner: DraftOwner = DraftOwner()
    hs: Lines = []
    gtins: Annotated[list[DraftGtin], Field(max_length=200)] = []
    rules: Lines = []
    backing: Line = ""
    package: Line = ""
    thin: bool = False
    general: bool = False
    training: bool = False
    reviewed: Line = ""
    review_by: Line = ""
    title: Heading = ""
    summary: Statements = []
    cues: Annotated[list[DraftCue], Field(max_length=40)] = []
    ask: Statements = []
    background: Statements = []
    unknown: Statements = []
    sources: Annotated[list[DraftSource], Field(max_length=120)] = []


def draft_of(guide: Guide) -> Draft:
    """The draft of a guide in the language it was written in, so that somebody can edit it."""
    owner = guide.owner
    return Draft(
        id=guide.id,
        lang=guide.lang,
        kind=guide.kind,
        category=guide.category,
        names=DraftNames(en=guide.names.en, ko=guide.names.ko),
        aliases=list(guide.aliases),
        keywords=list(guide.keywords),
        owner=DraftOwner(names=DraftNames(en=owner.names.en, ko=owner.names.ko), website=owner.website or "")
        if owner
        else DraftOwner(),
        hs=list(guide.hs),
        gtins=[DraftGtin(gtin=one.gtin, item=one.item, source=one.source) for one in guide.gtins],
        rules=list(guide.rules),
        backing=guide.backing,
        package=guide.package,
        thin=guide.thin,
        general=guide.general,
        training=guide.training,
        reviewed=guide.reviewed.isoformat(),
        review_by=guide.review_by.isoformat(),
        title=guide.title.text,
        summary=[_statement(one) for one in guide.summary],
        cues=[_cue(cue) for cue in guide.cues],
        ask=[_statement(one) for one in guide.ask],
        background=[_statement(one) for one in guide.background],
        unknown=[_statement(one) for one in guide.unknown],
        sources=[
            DraftSource(key=one.key, title=one.title, publisher=one.publisher, date=one.date or "", url=one.url)
            for one in guide.sources
        ],
    )


def _statement(statement: Statement) -> DraftStatement:
    text, sources = markdown.without_marks(statement.text), list(statement.sources)
    if cited(text, sources) == statement.text:
        return DraftStatement(text=text, sources=sources)
    return DraftStatement(text=statement.text)  # a mark inside the text keeps its place


def cited(text: str, sources: list[str]) -> str:
    """A text with its footnote marks at its end."""
    return " ".join([*([text] if text else []), *(f"[^{key}]" for key in sources)])


def _cue(cue: Cue) -> DraftCue:
    return DraftCue(
        title=cue.title.text,
        parts={part: [_statement(one) for one in statements] for part, statements in cue.parts.items()},
        id=cue.id,
        where=cue.where,
        needs=cue.needs,
        shows=cue.shows,
        fake=cue.fake,
        genuine=cue.genuine,
        seen=[DraftSighting(country=one.country or "", date=one.date or "") for one in cue.seen],
        disclosure="" if cue.disclosure is Disclosure.PUBLIC else cue.disclosure,
        read=DraftRead.model_validate(cue.read.model_dump(mode="json")) if cue.read else DraftRead(),
        barcode=DraftBarcode.model_validate(cue.barcode.model_dump(mode="json")) if cue.barcode else None,
        qr=list(cue.qr.hosts) if cue.qr else [],
        reference=list(cue.reference),
    )
