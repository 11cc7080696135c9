"""Markdown into an outline: front matter, headings, lists, code blocks and footnotes, each with its line.

The one module that knows markdown-it. It knows nothing of guides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

# footnote_tail would drop the definitions that only the front matter refers to.
_MARKDOWN = (
    MarkdownIt("commonmark").use(front_matter_plugin).use(deflist_plugin).use(footnote_plugin).disable("footnote_tail")
)
_MARK = re.compile(r"\s*\[\^([^\]\s]+)\]")
BEGINS_BLOCK = re.compile(
    r"#{1,6}(?=\s|$)|>|[-+*:~](?=\s|$)|`{3}|~{3}|(?:-\s*){3,}$|(?:\*\s*){3,}$|(?:_\s*){3,}$|=+\s*$|\d{1,9}[.)](?=\s|$)"
    r"|\[[^\]]*\]:|<(?!https?:)"
)
"""What a line begins with that Markdown takes for a heading, list, quote, fence, rule, definition or raw HTML; for an
author who writes plain sentences it is text, and a backslash before it says so."""


@dataclass(frozen=True)
class Block:
    """A piece of text and the line it starts on, counted from 1."""

    text: str
    line: int


@dataclass
class Term:
    """A term of a definition list with its paragraphs."""

    name: Block
    paragraphs: list[Block] = field(default_factory=list)


@dataclass
class Chapter:
    """A second-level heading and what stands under it."""

    heading: Block
    paragraphs: list[Block] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    items: list[Block] = field(default_factory=list)
    fences: list[tuple[str, Block]] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)
    """Blocks that a chapter has no use for: deeper headings, tables, quotes."""


@dataclass
class Outline:
    """A document's parts in their order."""

    front: Block | None = None
    titles: list[Block] = field(default_factory=list)
    lead: list[Block] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    footnotes: list[tuple[str, Block]] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)


def outline(text: str) -> Outline:
    """Read a document's outline.

    Args:
        text: CommonMark with front matter, definition lists and footnotes.
    """
    result = Outline()
    for node in SyntaxTreeNode(_MARKDOWN.parse(text)).children:
        _place(node, result)
    return result


def marks(text: str) -> tuple[str, ...]:
    """The keys of the footnote marks in a text, in order, each once: `a [^x] b [^y]` → `("x", "y")`."""
    return tuple(dict.fromkeys(_MARK.findall(text)))


def without_marks(text: str) -> str:
    """The text without its footnote marks."""
    return _MARK.sub("", text).strip()


def plain(text: str) -> str:
    """The words of an inline text, without footnote marks, emphasis or link targets."""
    inline = _MARKDOWN.parseInline(without_marks(text))
    children = inline[0].children or []
    return "".join(child.content or (" " if child.type.endswith("break") else "") for child in children)


def _line(node: SyntaxTreeNode) -> int:
    found: SyntaxTreeNode | None = node
    while found is not None and not found.map:
        found = found.parent
    return found.map[0] + 1 if found is not None and found.map else 1


def _text(node: SyntaxTreeNode) -> Block:
    inline = next((child for child in node.walk() if child.type == "inline"), None)
    # A line that is wrapped in the file is one line to the reader.
    return Block(" ".join(inline.content.split()) if inline else "", _line(node))


def _place(node: SyntaxTreeNode, result: Outline) -> None:
    chapter = result.chapters[-1] if result.chapters else None
    if node.type == "front_matter":
        result.front = Block(node.content, _line(node) + 1)
    elif node.type == "heading" and node.tag == "h1":
        result.titles.append(_text(node))
    elif node.type == "heading" and node.tag == "h2":
        result.chapters.append(Chapter(_text(node)))
    elif node.type == "footnote_reference":
        result.footnotes.append((str(node.meta["label"]), _text(node)))
        result.strays += _rest(node)
    elif node.type == "paragraph":
        (chapter.paragraphs if chapter else result.lead).append(_text(node))
    elif chapter is None:
        result.strays.append(Block(node.type, _line(node)))
    elif node.type == "dl":
        _place_terms(node, chapter)
    elif node.type in {"bullet_list", "ordered_list"}:
        for item in node.children:
            chapter.items.append(_text(item))
            chapter.strays += _rest(item)
    elif node.type == "fence":
        chapter.fences.append((node.info.strip(), Block(node.content, _line(node) + 1)))
    else:
        chapter.strays.append(Block(node.type, _line(node)))


def _rest(node: SyntaxTreeNode) -> list[Block]:
    """What stands in an item or footnote beside its one paragraph, and would be lost."""
    first = node.children[:1]
    beside = node.children[1:] if first and first[0].type == "paragraph" else node.children
    return [Block(child.type, _line(child)) for child in beside]


def _place_terms(node: SyntaxTreeNode, chapter: Chapter) -> None:
    for child in node.children:
        if child.type == "dt":
            chapter.terms.append(Term(_text(child)))
        elif child.type == "dd" and chapter.terms:
            for block in child.children:
                if block.type == "paragraph":
                    chapter.terms[-1].paragraphs.append(_text(block))
                else:
                    chapter.strays.append(Block(block.type, _line(block)))
