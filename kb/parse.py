"""Markdown → Guide. Every problem of the file is reported, not the first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from kb import markdown, yaml_block
from kb.errors import Problem
from kb.markdown import Block, Chapter, Outline
from kb.model import Cue, CueHeader, FrontMatter, Guide, Source, Statement, Text
from kb.vocabulary import PART_TERMS, SECTION_HEADINGS, Part, Section, Strength

CUE_INFO = "yaml cue"
UNDATED = "undated"
_SOURCE = re.compile(
    r"(?P<title>.+), (?P<publisher>[^,]+), "
    r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?|undated), <(?P<url>(?:https?://|docs/)[^\s<>]+)>"
)

# Found by the text, so that a mistake elsewhere in the front matter does not make every GTIN's source an unused one.
_GTIN_SOURCE = re.compile(r"\bsource:\s*[\"']?([^\s,}\"']+)")


def parse_guide(path: Path, text: str) -> tuple[Guide | None, list[Problem]]:
    """Read a guide.

    Args:
        path: where the text comes from; it is named in problems.
        text: the Markdown of the guide.

    Returns:
        The guide and its problems in line order; None if it cannot be made.
    """
    reader = _Reader(path, markdown.outline(text))
    guide = reader.guide()
    return guide, sorted(reader.problems)


@dataclass
class _Reader:
    path: Path
    outline: Outline
    problems: list[Problem] = field(default_factory=list)
    lang: str = "en"

    def guide(self) -> Guide | None:
        front = self._front()
        if front:
            self.lang = front.lang
        title = self._title()
        sources = self._sources()
        keys = {source.key for source in sources}
        summary = tuple(self._statement(block, "summary", keys) for block in self.outline.lead)
        if not summary:
            self._report(self.outline.titles[0].line if self.outline.titles else 1, "summary", "problem.no-summary")
        for stray in self.outline.strays:
            self._report(stray.line, "body", "problem.stray-block", block=stray.text)
        cues, sections = self._chapters(keys)
        self._unused(sources, front)
        if front is None or title is None:
            return None
        return Guide(
            **{name: getattr(front, name) for name in FrontMatter.model_fields},
            path=self.path,
            locale=self.lang,
            title=title,
            summary=summary,
            cues=tuple(cues),
            ask=sections.get(Section.ASK, ()),
            background=sections.get(Section.BACKGROUND, ()),
            unknown=sections.get(Section.UNKNOWN, ()),
            sources=tuple(sources),
        )

    def _report(self, line: int, name: str, key: str, /, **params: str) -> None:
        self.problems.append(Problem(self.path, line, name, key, tuple(params.items())))

    def _front(self) -> FrontMatter | None:
        if self.outline.front is None:
            self._report(1, "", "problem.no-front-matter")
            return None
        front, problems = yaml_block.load(self.outline.front, FrontMatter, self.path)
        self.problems += problems
        if front is None and re.search(r"^lang:\s*ko\b", self.outline.front.text, re.MULTILINE):
            self.lang = "ko"  # so that a mistake elsewhere does not make every Korean heading a mistake too
        return front

    def _title(self) -> Text | None:
        if len(self.outline.titles) != 1:
            line = self.outline.titles[1].line if self.outline.titles else 1
            self._report(line, "title", "problem.one-title")
        for title in self.outline.titles[:1]:
            if not title.text:
                self._report(title.line, "title", "problem.empty-text")
        return Text(text=self.outline.titles[0].text, lang=self.lang) if self.outline.titles else None

    def _sources(self) -> list[Source]:
        sources: dict[str, Source] = {}
        for key, block in self.outline.footnotes:
            if key in sources:
                self._report(block.line, f"[^{key}]", "problem.duplicate-source")
            match = _SOURCE.fullmatch(block.text)
            if match is None:
                self._report(block.line, f"[^{key}]", "problem.bad-source")
                match = re.match(r"(?P<title>.*)(?P<publisher>)(?P<date>)(?P<url>)", block.text)
            groups = match.groupdict() if match else {}
            sources[key] = Source(
                key=key,
                title=groups.get("title") or "?",
                publisher=groups.get("publisher") or "?",
                date=None if groups.get("date") in (UNDATED, "", None) else groups["date"],
                url=groups.get("url") or "",
            )
        return list(sources.values())

    def _statement(self, block: Block, name: str, keys: set[str], sourced: bool = True) -> Statement:
        statement = Statement(text=block.text, lang=self.lang)
        if not markdown.without_marks(block.text):
            self._report(block.line, name, "problem.empty-text")
            return statement
        if sourced and not statement.sources:
            self._report(block.line, name, "problem.no-source")
        for key in statement.sources:
            if key not in keys:
                self._report(block.line, name, "problem.unknown-source", source=key)
        return statement

    def _chapters(self, keys: set[str]) -> tuple[list[Cue], dict[Section, tuple[Statement, ...]]]:
        cues: list[Cue] = []
        sections: dict[Section, tuple[Statement, ...]] = {}
        lines: dict[str, int] = {}
        for chapter in self.outline.chapters:
            section = SECTION_HEADINGS[self.lang].get(chapter.heading.text)
            if section is not None:
                sections[section] = sections.get(section, ()) + self._section(chapter, section, keys)
                continue
            cue = self._cue(chapter, keys)
            if cue is None:
                continue
            if cue.id in lines:
                self._report(chapter.heading.line, cue.id, "problem.duplicate-cue", line=str(lines[cue.id]))
            lines[cue.id] = chapter.heading.line
            cues.append(cue)
        for needed in (Section.ASK, Section.UNKNOWN):
            if not sections.get(needed):
                heading = next(text for text, value in SECTION_HEADINGS[self.lang].items() if value is needed)
                self._report(1, heading, "problem.missing-section", heading=heading)
        return cues, sections

    def _section(self, chapter: Chapter, section: Section, keys: set[str]) -> tuple[Statement, ...]:
        fences = (block for _, block in chapter.fences)
        for block in (*chapter.paragraphs, *chapter.strays, *fences, *(term.name for term in chapter.terms)):
            self._report(block.line, chapter.heading.text, "problem.list-only")
        # A gap is what no source says, so it has none to cite.
        sourced = section is not Section.UNKNOWN
        return tuple(self._statement(item, chapter.heading.text, keys, sourced) for item in chapter.items)

    def _cue(self, chapter: Chapter, keys: set[str]) -> Cue | None:
        name = chapter.heading.text
        if not name:
            self._report(chapter.heading.line, "", "problem.empty-text")
        fences = (block for info, block in chapter.fences if info != CUE_INFO)
        for block in (*chapter.paragraphs, *chapter.strays, *chapter.items, *fences):
            self._report(block.line, name, "problem.stray-block", block=block.text[:40])
        parts = self._parts(chapter, keys)
        blocks = [block for info, block in chapter.fences if info == CUE_INFO]
        if len(blocks) != 1:
            headings = ", ".join(SECTION_HEADINGS[self.lang])
            self._report(chapter.heading.line, name, "problem.one-cue-block", headings=headings)
            return None
        header, problems = yaml_block.load(blocks[0], CueHeader, self.path)
        self.problems += problems
        if header is None:
            return None
        self._complete(header, parts, chapter)
        title = Text(text=name, lang=self.lang)
        return Cue(**{key: getattr(header, key) for key in CueHeader.model_fields}, title=title, parts=parts)

    def _parts(self, chapter: Chapter, keys: set[str]) -> dict[Part, tuple[Statement, ...]]:
        parts: dict[Part, tuple[Statement, ...]] = {}
        terms = PART_TERMS[self.lang]
        for term in chapter.terms:
            part = terms.get(term.name.text)
            if part is None:
                self._report(
                    term.name.line,
                    chapter.heading.text,
                    "problem.unknown-part",
                    part=term.name.text,
                    allowed=", ".join(terms),
                )
                continue
            if part in parts:
                self._report(term.name.line, term.name.text, "problem.duplicate-part")
            sourced = part is not Part.CHECK
            parts[part] = tuple(self._statement(item, term.name.text, keys, sourced) for item in term.paragraphs)
            if not term.paragraphs:
                self._report(term.name.line, term.name.text, "problem.empty-text")
        return {part: parts[part] for part in Part if part in parts}  # one order on every page

    def _complete(self, header: CueHeader, parts: dict[Part, tuple[Statement, ...]], chapter: Chapter) -> None:
        line = chapter.heading.line
        if header.fake is Strength.NONE:
            if Part.NOTE not in parts:
                self._report(line, header.id, "problem.note-needed")
        elif Part.FAKE not in parts and Part.GENUINE not in parts:
            self._report(line, header.id, "problem.statement-needed")
        for picture in header.reference:
            if not (self.path.parent / picture).is_file():
                self._report(line, header.id, "problem.no-picture", picture=picture)

    def _unused(self, sources: list[Source], front: FrontMatter | None) -> None:
        keys = {source.key for source in sources}
        if front:
            for gtin in front.gtins:
                if gtin.source not in keys:
                    line = self._front_line(gtin.gtin)
                    self._report(line, f"gtins.{gtin.gtin}", "problem.unknown-source", source=gtin.source)
        used = set(_GTIN_SOURCE.findall(self.outline.front.text)) if self.outline.front else set()
        for block in self._all_text():
            used.update(markdown.marks(block.text))
        for key, block in self.outline.footnotes:
            if key not in used:
                self._report(block.line, f"[^{key}]", "problem.unused-source")

    def _front_line(self, text: str) -> int:
        """The line of the front matter on which a text first stands."""
        front = self.outline.front
        return front.line + front.text[: max(0, front.text.find(text))].count("\n") if front else 1

    def _all_text(self) -> list[Block]:
        blocks = list(self.outline.lead)
        for chapter in self.outline.chapters:
            blocks += chapter.paragraphs + chapter.items
            blocks += [paragraph for term in chapter.terms for paragraph in term.paragraphs]
        return blocks
