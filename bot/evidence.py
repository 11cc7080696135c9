"""Evidence: what was seen or said, with where it came from. Immutable; each piece names its producer."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Point = tuple[float, float]
Box = tuple[Point, Point, Point, Point]
"""Four corners in pixels of the upright photo: top left, top right, bottom right, bottom left of the text."""


GTIN_FORMATS = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E", "ITF-14"})
"""Names of the code formats that hold a GTIN."""
SQUARE_FORMATS = frozenset({"QR Code", "Micro QR Code", "Data Matrix"})
"""Names of the code formats that are a square of modules."""


class Evidence(BaseModel):
    """One thing seen or said. `producer` is the reader's name and version, so that a case can be replayed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    producer: str


class Barcode(Evidence):
    """A decoded bar or QR code."""

    photo: str
    format: str
    text: str
    box: Box
    check_digit: bool | None
    """Whether the GTIN's check digit is right; None for a code that is no GTIN."""


class Line(Evidence):
    """A line of label text as it was read; a machine may have misread it."""

    photo: str
    text: str
    box: Box
    script: str
    """ISO 15924: Hang, Hani, Kana, Latn, Thai, Deva, Cyrl, or Zyyy for digits and signs alone."""
    confidence: float
    """0 to 1, the reader's own."""


class Said(Evidence):
    """A sentence of the officer."""

    text: str


class Reply(Evidence):
    """The officer's answer to a question: a button was pressed."""

    guide: str
    cue: str
    outcome: str


class FactKind(StrEnum):
    """What a piece of label text is, where its form tells it."""

    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    LOT = "lot"
    REPORT = "report"
    """A number of a food or cosmetics report or permit."""
    GTIN = "gtin"
    """A number printed in digits, beside bars or without them."""
    ADDRESS = "address"
    BUSINESS = "business"
    """A Korean business registration number, of which the check digit is right."""


class Fact(Evidence):
    """A date, number or address that was recognised in a line of label text."""

    photo: str
    kind: FactKind
    text: str
    """As it was read."""
    value: str
    """The same in its standard form: ISO 8601, E.164, digits alone, a host in small letters. A date that can be read in
    two ways is both: `[2026-05-06,2026-06-05]`."""
    box: Box


class Named(Evidence):
    """A known name that a line of the label bears, by the line reader's own probabilities for its letters."""

    photo: str
    guide: str
    name: str
    box: Box
    score: float
    """0 to 1: how much likelier the name is than what else the line could say."""


class Change(BaseModel):
    """A region in which the item differs from a reference picture."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    box: Box
    reference_box: Box
    """The same region in pixels of the reference picture."""
    amount: float
    """How many times beyond what light and focus explain."""


class Match(Evidence):
    """A reference picture of a guide that was found in a photo, and where the two differ."""

    photo: str
    guide: str
    cue: str
    reference: str
    """The picture's file name beside the guide."""
    box: Box
    """The outline of the reference in the photo."""
    score: float
    """0 to 1: share of the reference's features that were found again in their place, of those the photo could show."""
    compared: float = 0.0
    """0 to 1: share of the reference's surface that could be compared; 0 where the photo shows the item too small, or
    another design of it."""
    changes: tuple[Change, ...] = ()


class Flaw(StrEnum):
    """What keeps a photo, a line or a code from being read."""

    BLUR = "blur"
    GLARE = "glare"
    DARK = "dark"
    SMALL = "small"
    FAR = "far"
    """The pack takes little of the frame."""
    CUT = "cut"
    """A code runs out of the frame."""
    UNREAD = "unread"
    """A code was found but not decoded, and it is neither cut nor small nor blurred: folded, or badly printed."""


class Carrier(StrEnum):
    """What a flaw lies on."""

    PHOTO = "photo"
    TEXT = "text"
    CODE = "code"


class Trouble(BaseModel):
    """One flaw where it matters: on text, on a code, or on the whole photo."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    flaw: Flaw
    carrier: Carrier
    box: Box | None = None
    """The place; None for the whole photo."""


class Quality(BaseModel):
    """How well a photo can be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sharpness: float
    """Variance of the Laplacian at a working size; a higher number is sharper."""
    glare: float
    """Share of the picture that is burnt out, 0 to 1."""
    brightness: float
    """Mean grey, 0 to 255."""
    flaws: tuple[Flaw, ...]
    """The flaws of the whole photo and of its places, each once."""
    troubles: tuple[Trouble, ...] = ()


class PhotoEvidence(BaseModel):
    """All that one photo gave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photo: str
    width: int
    height: int
    quality: Quality
    barcodes: tuple[Barcode, ...]
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...] = ()
    names: tuple[Named, ...] = ()
    matches: tuple[Match, ...] = ()
    unread: tuple[Box, ...] = ()
    """Places that hold text which could not be read well."""
