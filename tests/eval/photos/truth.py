"""What is in a rendered photo: lines, codes, products, planted changes. Lengths in pixels of the photo."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["print", "decorative", "small"]
Side = Literal["front", "back", "scene"]
Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class TruthLine:
    """A line of text as it was drawn. `polygon` runs along its top and back along its foot."""

    text: str
    script: str
    """ISO 15924, and `viet` for Vietnamese."""
    kind: Kind
    side: Side
    polygon: Polygon
    height: float
    """Letter height."""
    legible: bool
    """Whether a person could read it: large enough for its blur, with contrast, wholly in sight."""
    guide: str | None = None
    """The guide of the product that the line names, if it does."""


@dataclass(frozen=True)
class TruthCode:
    """A bar or QR code. `sharp` if wholly in sight, its modules wide enough for the blur and with contrast."""

    format: str
    text: str
    polygon: Polygon
    module: float
    """Width of the narrowest bar."""
    sharp: bool
    guide: str | None = None
    """The guide that lists the number."""


@dataclass(frozen=True)
class TruthChange:
    """A region of a known pack that was drawn otherwise than the genuine one."""

    name: str
    polygon: Polygon


@dataclass(frozen=True)
class Truth:
    """All that is to be found in one photo."""

    name: str
    kind: str
    width: int
    height: int
    blur: float
    """Standard deviation of focus and motion together."""
    lines: tuple[TruthLine, ...] = ()
    codes: tuple[TruthCode, ...] = ()
    guides: tuple[str, ...] = ()
    """The covered products in the photo, whether or not they can be read."""
    changes: tuple[TruthChange, ...] = ()
    reference: str | None = None
    """The guide whose reference picture shows this pack, where changes are to be looked for."""
    parts: dict[str, float] = field(default_factory=dict)
    """How it was taken: share of the frame, turn in degrees and so on, to look for what goes with misses."""

    @property
    def negative(self) -> bool:
        """Whether no guide covers what is shown."""
        return not self.guides

    @property
    def nameable(self) -> tuple[str, ...]:
        """The covered products that a person could tell from the photo: a legible name, or a sharp code of theirs."""
        seen = [line.guide for line in self.lines if line.legible] + [code.guide for code in self.codes if code.sharp]
        return tuple(guide for guide in self.guides if guide in seen)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Truth:
        """Back from plain data."""
        lines = tuple(TruthLine(**{**line, "polygon": _points(line["polygon"])}) for line in data["lines"])
        codes = tuple(TruthCode(**{**code, "polygon": _points(code["polygon"])}) for code in data["codes"])
        changes = tuple(TruthChange(item["name"], _points(item["polygon"])) for item in data["changes"])
        return cls(**{**data, "lines": lines, "codes": codes, "changes": changes, "guides": tuple(data["guides"])})


def _points(points: Any) -> Polygon:
    return tuple((float(x), float(y)) for x, y in points)
