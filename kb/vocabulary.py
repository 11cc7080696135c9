"""The closed vocabularies that guides draw on; the interface catalog carries their words in every language.

`StrEnum` values are what stands in a guide; `vocabulary.<name>-<value>` is the key of the word for people.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a guide is about: a product, or one check that many guides use."""

    PRODUCT = "product"
    RULE = "rule"


class Category(StrEnum):
    """The shelf a guide stands on."""

    FOOD = "food"
    FISHERY = "fishery"
    CONSUMER = "consumer"


class Backing(StrEnum):
    """The best kind of source behind a guide."""

    OWNER = "owner"
    OFFICIAL = "official"
    PRESS = "press"


class Package(StrEnum):
    """The form of the pack: which drawing shows where to look."""

    POUCH = "pouch"
    BOX = "box"
    BOTTLE = "bottle"
    JAR = "jar"
    FRUIT_BOX = "fruit-box"
    VIAL = "vial"
    CARD = "card"
    GARMENT = "garment"
    DEVICE = "device"
    LABEL = "label"


class Where(StrEnum):
    """Where on the item, its papers or its offer a cue is seen."""

    FRONT = "front"
    BACK = "back"
    SIDE = "side"
    BASE = "base"
    CLOSURE = "closure"
    BARCODE = "barcode"
    HOLOGRAM = "hologram"
    CONTENTS = "contents"
    PRICE = "price"
    CHANNEL = "channel"
    DOCUMENT = "document"


class Needs(StrEnum):
    """What an officer needs to see a cue."""

    EYE = "eye"
    LENS = "lens"
    UV = "uv"
    SCALE = "scale"
    LAB = "lab"
    PHONE = "phone"


class Shows(StrEnum):
    """Which kind of trouble a fake reading shows."""

    COUNTERFEIT = "counterfeit"
    LOOKALIKE = "lookalike"
    FALSE_ORIGIN = "false-origin"
    DIVERSION = "diversion"
    UNLICENSED = "unlicensed"


class Strength(StrEnum):
    """How strongly a reading speaks; the points add up on a log scale."""

    DECISIVE = "decisive"
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"

    @property
    def points(self) -> float:
        """The weight of the word in a sum."""
        return _POINTS[self]


_POINTS = {
    Strength.DECISIVE: 3.0,
    Strength.STRONG: 2.0,
    Strength.MODERATE: 1.0,
    Strength.WEAK: 0.5,
    Strength.NONE: 0.0,
}


class Disclosure(StrEnum):
    """Who may see a cue."""

    PUBLIC = "public"
    OFFICERS = "officers"


class Edition(StrEnum):
    """Whom index, site and answers are made for."""

    PUBLIC = "public"
    OFFICERS = "officers"


class Part(StrEnum):
    """The parts of a cue, in their order."""

    GENUINE = "genuine"
    FAKE = "fake"
    CHECK = "check"
    NOTE = "note"


class Section(StrEnum):
    """The second-level headings of a guide that are not cues."""

    ASK = "ask"
    BACKGROUND = "background"
    UNKNOWN = "unknown"


PART_TERMS: dict[str, dict[str, Part]] = {
    "en": {"Genuine": Part.GENUINE, "Fake": Part.FAKE, "How to check": Part.CHECK, "Keep in mind": Part.NOTE},
    "ko": {"진품": Part.GENUINE, "위조품": Part.FAKE, "확인 방법": Part.CHECK, "유의점": Part.NOTE},
}
"""The words that open a cue's part, by the language a guide is written in. They are the format's keywords, which an
author types, and so stand here rather than in a catalog."""

SECTION_HEADINGS: dict[str, dict[str, Section]] = {
    "en": {"Whom to ask": Section.ASK, "Background": Section.BACKGROUND, "Not known": Section.UNKNOWN},
    "ko": {"문의처": Section.ASK, "배경": Section.BACKGROUND, "알려지지 않은 것": Section.UNKNOWN},
}
"""The fixed second-level headings, by the language a guide is written in."""
