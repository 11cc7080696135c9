"""Schematic drawings of packs with numbered spots, one SVG file a form in `site/drawings/`.

A file holds `<circle data-where="front">` where a sign of that place is marked; the circles are replaced by the
numbers of the guide's signs, each a link to its sign. Further numbers of a place stand below it, or where `data-flow`
says (up, left, right). Signs that are not on the pack (price, seller, papers) stand in a row beneath it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup, escape

from kb.interface import Interface
from kb.model import Cue
from kb.vocabulary import Package, Where

FOLDER = Path(__file__).resolve().parent / "drawings"
_SPOT = re.compile(r'[ \t]*<circle data-where="([a-z]+)" cx="(\d+)" cy="(\d+)"(?: data-flow="([a-z]+)")?/>\n?')
_CAPTION = re.compile(r"\{(front|back)\}")
RADIUS = 13
STEP = 30
FLOWS = {"": (0, STEP), "up": (0, -STEP), "left": (-STEP, 0), "right": (STEP, 0)}
"""Where the second number of a place stands from the first, by `data-flow`; downwards if the drawing does not say."""
BESIDE = (Where.PRICE, Where.CHANNEL, Where.DOCUMENT)
WIDTH = 320
ROW = 44
AT_ONE_PLACE = 3
"""Numbers that stand at one place of the pack; more would cover each other or leave it, and stand beneath."""
IN_A_ROW = 9


def draw(package: Package, cues: Sequence[tuple[int, Cue]], words: Interface) -> Markup:
    """The drawing of a pack with the numbers of its signs.

    Args:
        package: the form of the pack.
        cues: the signs with their numbers.
        words: the interface, for the drawing's words.
    """
    source = (FOLDER / f"{package.value}.svg").read_text(encoding="utf-8")
    numbers: dict[str, list[tuple[int, Cue]]] = defaultdict(list)
    for number, cue in cues:
        numbers[cue.where.value].append((number, cue))
    source = _CAPTION.sub(lambda match: str(escape(words.text(f"site.drawing-{match.group(1)}"))), source)
    source = re.sub(r"<!--.*?-->\s*", "", source, flags=re.DOTALL)
    drawn: set[int] = set()

    def spots(match: re.Match[str]) -> str:
        where, left, top = match.group(1), int(match.group(2)), int(match.group(3))
        right, down = FLOWS[match.group(4) or ""]
        placed = numbers[where][:AT_ONE_PLACE]
        drawn.update(number for number, _ in placed)
        places = [(left + index * right, top + index * down) for index in range(len(placed))]
        return "".join(_spot(*sign, *place) for sign, place in zip(placed, places, strict=True))

    # The spots go last, so that no line of the drawing crosses a number.
    marks = "".join(spots(match) for match in _SPOT.finditer(source))
    body = _SPOT.sub("", source)
    height = int(re.search(r'viewBox="0 0 320 (\d+)"', body).group(1))  # type: ignore[union-attr]  # a test opens every file
    rest = [(number, cue) for number, cue in cues if number not in drawn]
    rows = [rest[start : start + IN_A_ROW] for start in range(0, len(rest), IN_A_ROW)]
    marks += "".join(_row(items, height + index * ROW) for index, items in enumerate(rows))
    body = body.replace(f'viewBox="0 0 320 {height}"', f'viewBox="0 0 320 {height + ROW * len(rows)}"')
    title = escape(words.text("site.drawing-alt"))
    body = body.replace("<svg ", f'<svg role="group" aria-label="{title}" ', 1).replace("</svg>", f"{marks}</svg>")
    # Python-Markdown takes a blank line inside raw HTML for the end of it.
    return Markup("".join(line.strip() for line in body.splitlines()))


def icon(name: str) -> Markup:
    """A small drawing for a category."""
    source = (FOLDER / f"icon-{name}.svg").read_text(encoding="utf-8")
    return Markup("".join(line.strip() for line in source.splitlines()))


def _spot(number: int, cue: Cue, left: int, top: int) -> str:
    return (
        f'<a id="spot-{number}" href="#{cue.id}" class="jp-spot" aria-label="{number}. {escape(cue.title.plain)}">'
        f'<circle class="jp-spot-reach" cx="{left}" cy="{top}" r="21"/>'
        f'<circle cx="{left}" cy="{top}" r="{RADIUS}"/>'
        f'<text x="{left}" y="{top + 5}">{number}</text></a>'
    )


def _row(items: Sequence[tuple[int, Cue]], top: int) -> str:
    left = (WIDTH - STEP * (len(items) - 1)) // 2
    line = f'<path class="jp-faint" d="M24 {top + 2}H296"/>'
    return line + "".join(
        _spot(number, cue, left + index * STEP, top + 24) for index, (number, cue) in enumerate(items)
    )
