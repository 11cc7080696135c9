"""What the server offers its pages: the languages, and the titles of guides in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kb.locales import SOURCE, negotiate


@dataclass(frozen=True)
class Place:
    """The languages, and the title of a guide in a language (None if there is no such guide)."""

    locales: tuple[str, ...]
    guide_title: Callable[[str, str], str | None]

    @property
    def default(self) -> str:
        """The language where none was asked for."""
        return SOURCE

    def pick(self, query: Mapping[str, str], accept_language: str) -> str:
        """The language for a browser: that of the address, else the first that it accepts and we have."""
        wanted = (query.get("locale"), *_accepted(accept_language))
        return next((found for tag in wanted if (found := negotiate(tag, self.locales))), self.default)


def _accepted(header: str) -> list[str]:
    """The language tags of an Accept-Language header, the most wanted first (RFC 9110, section 12.5.4)."""
    weighed = []
    for piece in header.split(",")[:20]:
        tag, _, weight = piece.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        if tag and tag != "*" and quality > 0:
            weighed.append((-quality, tag.strip()))
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]
