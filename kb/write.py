"""Draft → the Markdown of a guide as an editor would write it: the inverse of `kb.parse`."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted
from ruamel.yaml.scalarstring import SingleQuotedScalarString as SingleQuoted

from kb.draft import Draft, DraftCue, DraftStatement, cited
from kb.markdown import BEGINS_BLOCK
from kb.model import CueHeader
from kb.parse import CUE_INFO, UNDATED
from kb.vocabulary import PART_TERMS, SECTION_HEADINGS, Part, Section

WIDTH = 118
"""Letters of a line."""
_DIGITS = re.compile(r"\d+[.)]")
_TRAILING = re.compile(r"(^|\s)(#+)$")
_INDENT = "    "
_QUOTED = re.compile(r"[,\[\]{}]|:(?:\s|$)|\s#|^[^\w(]|^[\d.]+$")
"""What YAML would take for its own; such a text stands in quotes."""
_DATES = ("reviewed", "review_by")


@dataclass(frozen=True)
class Written:
    """The Markdown of a draft. `places` says for each line which field stands on it: `cues.0.parts.fake.1`."""

    text: str
    places: tuple[str, ...]

    def place(self, line: int, field: str = "") -> str:
        """The draft's field that a problem means.

        Args:
            line: the line that it names, counted from 1.
            field: the field that it names; in a YAML block that is the path from the block's beginning.
        """
        place = self.places[line - 1] if 0 < line <= len(self.places) else ""
        cue, header = re.match(r"cues\.\d+", place), field.split(".", 1)[0]
        if cue and header in CueHeader.model_fields:
            return f"{cue.group()}.{field}"
        if not cue and header in Draft.model_fields:
            return place if place.startswith(f"{field}.") else field
        section = next((found for words in SECTION_HEADINGS.values() if (found := words.get(field))), None)
        return section.value if section and not place else "" if field == "body" else place


def write(draft: Draft) -> Written:
    """Write a draft as a guide's Markdown. Whatever is wrong with it stays wrong, for `kb.parse` to say."""
    writer = _Writer(draft)
    writer.front()
    writer.body()
    writer.sources()
    return Written("\n".join(writer.lines) + "\n", tuple(writer.places))


class _Writer:
    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.lines: list[str] = []
        self.places: list[str] = []
        lang = draft.lang if draft.lang in PART_TERMS else "en"
        self.terms = {part: term for term, part in PART_TERMS[lang].items()}
        self.headings = {section: heading for heading, section in SECTION_HEADINGS[lang].items()}

    def front(self) -> None:
        draft = self.draft
        owner: CommentedMap | None = None
        if draft.owner.names.en or draft.owner.names.ko or draft.owner.website:
            names = _flow({"en": draft.owner.names.en, "ko": draft.owner.names.ko})
            owner = _flow({"names": names, "website": Quoted(draft.owner.website) if draft.owner.website else None})
        gtins = [_flow({"gtin": Quoted(one.gtin), "item": one.item, "source": one.source}) for one in draft.gtins]
        values: dict[str, Any] = {
            "id": draft.id,
            "lang": draft.lang,
            "kind": draft.kind,
            "category": draft.category,
            "names": _flow({"en": draft.names.en, "ko": draft.names.ko}),
            "aliases": _list(draft.aliases, "aliases"),
            "keywords": _list(draft.keywords, "keywords"),
            "owner": owner,
            "hs": _flow_list([Quoted(one) for one in draft.hs]),
            "gtins": CommentedSeq(gtins) if gtins else _flow_list([]),
            "rules": _list(draft.rules, "rules"),
            "backing": draft.backing,
            "package": draft.package,
            "thin": draft.thin or None,
            "general": draft.general or None,
            "training": draft.training or None,
            "reviewed": draft.reviewed,
            "review_by": draft.review_by,
        }
        self._add("---")
        self._yaml(values, "")
        self._add("---")

    def body(self) -> None:
        draft = self.draft
        self._add("", f"# {_heading(draft.title)}".rstrip(), place="title")
        for number, statement in enumerate(draft.summary):
            self._add("")
            self._paragraph(statement, f"summary.{number}")
        for number, cue in enumerate(draft.cues):
            self._cue(cue, f"cues.{number}")
        for section in Section:
            items: list[DraftStatement] = getattr(draft, section.value)
            if items:
                self._add("", f"## {self.headings[section]}", "", place=section.value)
            for number, item in enumerate(items):
                self._paragraph(item, f"{section.value}.{number}", "- ", "  ")

    def sources(self) -> None:
        for number, source in enumerate(self.draft.sources):
            if not number:
                self._add("")
            told = f"{_text(source.title)}, {source.publisher}, {source.date or UNDATED}, <{source.url}>"
            self._add(f"[^{source.key or number + 1}]: {told}", place=f"sources.{number}")

    def _cue(self, cue: DraftCue, place: str) -> None:
        self._add("", f"## {_heading(cue.title)}".rstrip(), place=f"{place}.title")
        for part in Part:
            statements = cue.parts.get(part, [])
            if statements:
                self._add("", self.terms[part], place=f"{place}.parts.{part.value}.0")
            for number, statement in enumerate(statements):
                if number:
                    self._add("")
                name = f"{place}.parts.{part.value}.{number}"
                self._paragraph(statement, name, _INDENT if number else ":   ", _INDENT)
        self._add("", f"```{CUE_INFO}", place=place)
        read = {name: _flow_list(words) for name, words in cue.read.model_dump().items() if words}
        values: dict[str, Any] = {
            **{name: getattr(cue, name) for name in ("id", "where", "needs", "shows", "fake", "genuine")},
            "seen": _flow_list([_sighting(one.country, one.date) for one in cue.seen]) if cue.seen else None,
            "disclosure": cue.disclosure or None,
            "read": _flow(read) if read else None,
            "barcode": _barcode(cue),
            "qr": _flow({"hosts": _flow_list(cue.qr)}) if cue.qr else None,
            "reference": _flow_list(cue.reference) if cue.reference else None,
        }
        self._yaml(values, f"{place}.")
        self._add("```", place=place)

    def _paragraph(self, statement: DraftStatement, place: str, first: str = "", rest: str = "") -> None:
        for number, line in enumerate(_wrap(cited(_text(statement.text), statement.sources), WIDTH - len(first))):
            self._add(f"{rest if number else first}{line}", place=place)

    def _yaml(self, values: dict[str, Any], prefix: str) -> None:
        key = ""
        for line in _dump({name: _plain(name, value) for name, value in values.items() if value is not None}):
            key = next((name for name in values if line.startswith(f"{name}:")), key)
            self._add(line, place=f"{prefix}{key}")

    def _add(self, *lines: str, place: str = "") -> None:
        self.lines += lines
        self.places += [place] * len(lines)


def _dump(values: dict[str, Any]) -> list[str]:
    yaml = YAML()
    yaml.width = 10**6
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    yaml.dump(values, stream)
    return stream.getvalue().splitlines()


def _plain(key: str, value: Any) -> Any:
    """A value with the quotes that editors use: double ones, and none around a date."""
    if isinstance(value, CommentedMap | CommentedSeq):
        for place, item in list(value.items() if isinstance(value, CommentedMap) else enumerate(value)):
            value[place] = _plain("", item)
        return value
    if key in _DATES and (date := _real_date(value)):
        return date
    if type(value) is str and "\\" in value:
        return SingleQuoted(value)  # a pattern, as it is
    quoted = type(value) is str and _QUOTED.search(value) and '"' not in value
    return Quoted(value) if quoted else value


def _real_date(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if len(value) == len("2026-11-23") else None
    except ValueError:
        return None


def _flow(values: dict[str, Any]) -> CommentedMap:
    made = CommentedMap((key, value) for key, value in values.items() if value is not None)
    made.fa.set_flow_style()
    return made


def _flow_list(values: Sequence[Any]) -> CommentedSeq:
    made = CommentedSeq(values)
    made.fa.set_flow_style()
    return made


def _list(values: Sequence[str], key: str) -> CommentedSeq:
    """On one line where it fits, else one item a line, so that a change touches one line."""
    short = len(f"{key}: [{', '.join(values)}]") <= WIDTH
    return _flow_list(values) if short else CommentedSeq(values)


def _sighting(country: str, date: str) -> CommentedMap:
    # Year and month alone are text to YAML; a year is a number and a full date a date unless quoted.
    shown = date if re.fullmatch(r"\d{4}-\d{2}", date) else Quoted(date) if date else None
    return _flow({"country": country or None, "date": shown})


def _barcode(cue: DraftCue) -> CommentedMap | None:
    if cue.barcode is None:
        return None
    flags = {name: True for name in ("gtins", "check_digit", "printed") if getattr(cue.barcode, name)}
    prefixes = _flow_list([Quoted(one) for one in cue.barcode.prefixes])
    return _flow({"prefixes": prefixes or None, **flags})


def _text(text: str) -> str:
    """A text that Markdown takes for nothing but text, at the beginning of a line."""
    if not BEGINS_BLOCK.match(text):
        return text
    digits = _DIGITS.match(text)
    return f"{text[: digits.end() - 1]}\\{text[digits.end() - 1 :]}" if digits else f"\\{text}"


def _heading(text: str) -> str:
    """A heading whose last sign is not taken for the end of its line of `#`."""
    return _TRAILING.sub(r"\1\\\2", text)


def _wrap(text: str, width: int) -> list[str]:
    """Lines of a paragraph, none of which begins with what Markdown takes for a new block."""
    lines: list[str] = [""]
    words = text.split()
    for number, word in enumerate(words):
        line = f"{lines[-1]} {word}" if lines[-1] else word
        begins = BEGINS_BLOCK.match(" ".join(words[number:])) or BEGINS_BLOCK.match(word)
        if lines[-1] and len(line) > width and not begins:
            lines.append(word)
        else:
            lines[-1] = line
    return lines
