"""Small pieces of evidence, findings and guides for the tests of the assistant's steps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.evidence import Barcode, Box, Line, PhotoEvidence, Quality, Reply
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from kb.model import Guide
from kb.parse import parse_guide
from kb.vocabulary import Shows, Strength

BOX: Box = ((0.0, 0.0), (90.0, 0.0), (90.0, 20.0), (0.0, 20.0))
_QUALITY = Quality(sharpness=500.0, glare=0.0, brightness=128.0, flaws=())

_FRONT = """---
id: {id}
lang: en
kind: {kind}
category: food
names: {{en: Test ramen, ko: 시험라면}}
gtins: [{gtins}]
backing: press
package: box
thin: {thin}
reviewed: 2026-11-23
review_by: 2027-05-23
---

# Test ramen

Copies are sold abroad. [^a]
"""

_CUE = """
## {title}
{parts}
```yaml cue
id: {id}
where: front
needs: eye
shows: {shows}
fake: {fake}
genuine: {genuine}
{more}
```
"""

_END = """
## Whom to ask

- The owner. [^a]

## Not known

- How many there are.

[^a]: A notice, A paper, 2025-05-28, <https://example.com/a>
"""

_TERMS = {"genuine": "Genuine", "fake": "Fake", "check": "How to check", "note": "Keep in mind"}
BOTH = {"genuine": "The name is printed in red.", "fake": "The name is printed in blue.", "check": "Look at the name."}


def cue(
    cue_id: str = "name", more: str = "seen: []", parts: dict[str, str] | None = None, **header: str
) -> dict[str, str]:
    """A cue as it stands in a guide's file. `more` is further lines of its YAML block."""
    texts = BOTH if parts is None else parts
    body = "".join(f"\n{_TERMS[part]}\n:   {text} [^a]\n" for part, text in texts.items())
    defaults = {"title": f"Title of {cue_id}", "shows": "counterfeit", "fake": "strong", "genuine": "weak"}
    return {"id": cue_id, "more": more, "parts": body, **defaults, **header}


def guide(
    *cues: dict[str, str], guide_id: str = "test-ramen", kind: str = "product", gtins: str = "", thin: bool = False
) -> Guide:
    """A guide with these cues, through the real parser."""
    text = _FRONT.format(id=guide_id, kind=kind, gtins=gtins, thin="true" if thin else "false")
    text += "".join(_CUE.format(**one) for one in cues)
    made, problems = parse_guide(Path(f"guides/food/{guide_id}/index.md"), text + _END)
    assert made is not None and not problems, problems
    return made


def line(text: str) -> Line:
    """A line of label text."""
    return Line(producer="test", photo="test", text=text, box=BOX, script="Latn", confidence=0.9)


def code(text: str, kind: str = "EAN-13", check_digit: bool | None = True) -> Barcode:
    """A decoded code."""
    return Barcode(producer="test", photo="test", format=kind, text=text, box=BOX, check_digit=check_digit)


def seen(*pieces: Line | Barcode) -> PhotoEvidence:
    """A photo that gave these pieces."""
    return PhotoEvidence(
        photo="test",
        width=100,
        height=100,
        quality=_QUALITY,
        barcodes=tuple(piece for piece in pieces if isinstance(piece, Barcode)),
        lines=tuple(piece for piece in pieces if isinstance(piece, Line)),
    )


def inquiry(
    text: str = "", pieces: Sequence[Line | Barcode] = (), replies: Sequence[Reply] = (), officers: bool = False
) -> Inquiry:
    """An inquiry with one photo, if it gave anything."""
    photos = (seen(*pieces),) if pieces else ()
    return Inquiry(locale="en", text=text, photos=photos, replies=tuple(replies), officers=officers)


def reply(outcome: Outcome, cue_id: str = "name", guide_id: str = "test-ramen") -> Reply:
    """A button pressed."""
    return Reply(producer="officer", guide=guide_id, cue=cue_id, outcome=outcome)


def finding(
    outcome: Outcome = Outcome.AS_FAKE,
    strength: Strength = Strength.MODERATE,
    basis: Basis = Basis.REPLIED,
    shows: Shows = Shows.COUNTERFEIT,
    cue_id: str = "name",
) -> Finding:
    """A finding without its evidence."""
    return Finding(guide="test-ramen", cue=cue_id, outcome=outcome, strength=strength, shows=shows, basis=basis)
