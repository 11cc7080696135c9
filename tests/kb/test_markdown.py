from __future__ import annotations

from kb.markdown import Block, marks, outline, plain, without_marks

TEXT = """---
id: x
---

# Title

A summary that is
wrapped. [^a]

## One

Genuine
:   First. [^a]

    Second. [^b]

Fake
:   Third.

```yaml cue
id: one
```

## Two

- An item. [^a]
- Another item
  in two lines.

1. A numbered one.

[^a]: Source a
[^b]: Source b,
    wrapped
[^c]: Never cited
"""


def test_an_outline_has_every_part_with_its_line() -> None:
    found = outline(TEXT)
    assert found.front == Block("id: x", 2)
    assert found.titles == [Block("Title", 5)]
    assert found.lead == [Block("A summary that is wrapped. [^a]", 7)]
    one, two = found.chapters
    assert one.heading == Block("One", 10)
    assert [(term.name, term.paragraphs) for term in one.terms] == [
        (Block("Genuine", 12), [Block("First. [^a]", 13), Block("Second. [^b]", 15)]),
        (Block("Fake", 17), [Block("Third.", 18)]),
    ]
    assert one.fences == [("yaml cue", Block("id: one\n", 21))]
    assert two.items == [
        Block("An item. [^a]", 26),
        Block("Another item in two lines.", 27),
        Block("A numbered one.", 30),
    ]
    assert found.footnotes == [
        ("a", Block("Source a", 32)),
        ("b", Block("Source b, wrapped", 33)),
        ("c", Block("Never cited", 35)),
    ]
    assert not found.strays and not one.strays and not two.strays


def test_what_has_no_place_is_not_lost_in_silence() -> None:
    found = outline(
        "> before\n\n# Title\n\n## One\n\n### Deeper\n\n> A quote\n\n"
        "- An item\n\n  its second paragraph\n- Outer\n  - inner\n\nTerm\n:   - a list\n\n"
        "[^a]: Source\n\n    and more\n"
    )
    assert [(block.text, block.line) for block in found.strays] == [("blockquote", 1), ("paragraph", 22)]
    assert [(block.text, block.line) for block in found.chapters[0].strays] == [
        ("heading", 7),
        ("blockquote", 9),
        ("paragraph", 13),
        ("bullet_list", 15),
        ("bullet_list", 18),
    ]


def test_a_document_without_front_matter_or_chapters() -> None:
    found = outline("")
    assert found.front is None and not found.titles and not found.chapters
    assert outline("---\nid: x\n\n# never closed\n").front is None


def test_marks_are_told_once_and_in_order() -> None:
    assert marks("One [^b] two [^a], again [^b].") == ("b", "a")
    assert marks("no mark [a] [^] [^ b]") == ()
    assert without_marks("One [^b] two [^a].") == "One two."


def test_plain_text_has_no_markup() -> None:
    assert (
        plain("Look at **콜라겐** on [the box](https://example.com/x), `E 20`. [^a]")
        == "Look at 콜라겐 on the box, E 20."
    )
    assert plain("two\nlines") == "two lines"
