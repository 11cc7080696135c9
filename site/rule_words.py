"""What the general check on barcode numbers says, for a number that was typed or scanned: the guide's own sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.model import Cue, Guide
from kb.vocabulary import Part

RULE = "rule-gs1-880-barcode"


def barcode_rule(guides: Sequence[Guide], locale: str) -> dict[str, Any] | None:
    """The sentences with their languages, the prefixes and the guide's address; None without that guide.

    Args:
        guides: all of them, in the page's language.
        locale: the page's language.
    """
    guide = next((guide for guide in guides if guide.id == RULE), None)
    if guide is None:
        return None
    prefix = guide.cue("prefix")
    return {
        "href": f"guides/{RULE}/",
        "prefixes": list(prefix.barcode.prefixes) if prefix and prefix.barcode else [],
        "wrong": _sentence(guide.cue("check-digit"), Part.FAKE, locale),
        "korean": _sentence(prefix, Part.GENUINE, locale),
        "other": _sentence(prefix, Part.NOTE, locale),
        "origin": _sentence(guide.cue("prefix-not-origin"), Part.NOTE, locale),
    }


def _sentence(cue: Cue | None, part: Part, locale: str) -> dict[str, str] | None:
    statements = cue.part(part) if cue else ()
    if not statements:
        return None
    first = statements[0]
    return {"text": first.plain, "lang": "" if first.lang == locale else first.lang}
