"""Evidence: what was seen or said, with where it came from. Immutable; each piece names its producer."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Point = tuple[float, float]
Box = tuple[Point, Point, Point, Point]
"""Four corners in pixels of the upright photo: top left, top right, bottom right, bottom left of the text."""


GTIN_FORMATS = frozenset({"EAN-13", "EAN-8", "UPC-A", "UPC-E", "ITF-14"})
"""Names of the code formats that hold a GTIN."""


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


class Flaw(StrEnum):
    """What keeps a photo from being read."""

    BLUR = "blur"
    GLARE = "glare"
    DARK = "dark"
    SMALL = "small"


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


class PhotoEvidence(BaseModel):
    """All that one photo gave."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    photo: str
    width: int
    height: int
    quality: Quality
    barcodes: tuple[Barcode, ...]
    lines: tuple[Line, ...]
