from __future__ import annotations

from pathlib import Path

import pytest

from kb.interface import source_messages
from kb.parse import parse_guide
from kb.settings import Settings
from kb.vocabulary import Part, Strength, Where
from tests.kb.guide_texts import ENGLISH, KOREAN, PLACE, line_of, problems, read

BAD = """---
id: Bad Guide
lang: en
kind: thing
category: food
names: {en: Bad}
aliases: [""]
colour: red
owner: {names: {en: A, ko: 가}, website: example.com}
hs: ["33", "3304", 1902.30]
gtins:
  - {gtin: 8801073110502, item: a, source: a}
  - {gtin: "8801073110503", item: b, source: a}
  - {gtin: "880 1073 110502", item: c, source: a}
backing: rumour
package: box
reviewed: soon
review_by: 2027
---

# Bad guide

# Second title

A summary without a source.

## First cue

A stray paragraph.

Genuine
:   Right. [^a] [^nowhere]

Genuine
:   Right again. [^a]

Maybe
:   Of unknown part. [^a]

Fake
:   Wrong, says nobody.

```yaml cue
id: first
where: lid
needs: eye
shows: counterfeit
fake: strong
genuine: weak
seen: [{country: XX, date: 2025-13}, {country: cn}]
disclosure: nobody
qr: {hosts: ["https://example.com/x"]}
barcode: {prefixes: [88a]}
read: {fake_patterns: ["("]}
weight: 3
```

## Second cue

How to check
:   Look.

```yaml cue
id: second
where: front
needs: eye
shows: counterfeit
fake: strong
genuine: weak
reference: [missing.png]
```

## Third cue

Genuine
:   Right. [^a]

```yaml cue
id: second
where: front
needs: eye
shows: counterfeit
fake: none
genuine: none
read: {}
```

## Fourth cue

Genuine
:   Right. [^a]

```yaml cue
id: second
where: front
needs: eye
shows: counterfeit
fake: none
genuine: none
```

## No block

Fake
:   Wrong. [^a]

```python
1
```

## Broken block

```yaml cue
id: broken
where: [front
```

## Whom to ask

Not a list. [^a]

- Nobody.

## Background

- [^a]

[^a]: A notice, A paper, 2025-05-28, <https://example.com/a>
[^a]: A notice, A paper, 2025-05-28, <https://example.com/b>
[^unused]: A notice, A paper, 2025-05-28, <https://example.com/c>
[^short]: A notice in a paper, 2025

    And a paragraph that belongs to no source.
"""


def test_every_error_of_a_file_is_told_at_once() -> None:
    guide, found = parse_guide(Path("bad.md"), BAD)
    assert guide is None
    assert {problem.file for problem in found} == {Path("bad.md")}
    assert [(problem.line, problem.key.removeprefix("problem."), problem.field) for problem in found] == [
        (1, "missing-section", "Not known"),
        (2, "bad-id", "id"),
        (4, "bad-choice", "kind"),
        (6, "missing-key", "names.ko"),
        (7, "empty-text", "aliases.0"),
        (8, "unknown-key", "colour"),
        (9, "bad-website", "owner.website"),
        (10, "bad-hs", "hs.0"),
        (10, "not-text", "hs.2"),
        (12, "not-text", "gtins.0.gtin"),
        (13, "bad-gtin", "gtins.1.gtin"),
        (14, "bad-gtin", "gtins.2.gtin"),
        (15, "bad-choice", "backing"),
        (17, "bad-date", "reviewed"),
        (18, "bad-date", "review_by"),
        (23, "one-title", "title"),
        (25, "no-source", "summary"),
        (29, "stray-block", "First cue"),
        (32, "unknown-source", "Genuine"),
        (34, "duplicate-part", "Genuine"),
        (37, "unknown-part", "First cue"),
        (41, "no-source", "Fake"),
        (45, "bad-choice", "where"),
        (50, "unknown-country", "seen.0.country"),
        (50, "bad-partial-date", "seen.0.date"),
        (50, "unknown-country", "seen.1.country"),
        (51, "bad-choice", "disclosure"),
        (52, "bad-host", "qr.hosts.0"),
        (53, "not-digits", "barcode.prefixes.0"),
        (54, "bad-pattern", "read.fake_patterns.0"),
        (55, "unknown-key", "weight"),
        (58, "no-picture", "second"),
        (58, "statement-needed", "second"),
        (85, "empty-check", "read"),
        (88, "duplicate-cue", "second"),
        (88, "note-needed", "second"),
        (102, "one-cue-block", "No block"),
        (108, "stray-block", "No block"),
        (115, "bad-yaml", ""),
        (120, "list-only", "Whom to ask"),
        (122, "no-source", "Whom to ask"),
        (126, "empty-text", "Background"),
        (129, "duplicate-source", "[^a]"),
        (130, "unused-source", "[^unused]"),
        (131, "bad-source", "[^short]"),
        (131, "unused-source", "[^short]"),
        (133, "stray-block", "body"),
    ]
    sentences = source_messages(Settings().translations)
    for problem in found:
        assert sentences[problem.key].format(**dict(problem.params))


def test_a_good_guide_is_read_whole() -> None:
    guide = read(ENGLISH)
    assert (guide.id, guide.lang, guide.locale, guide.names.ko) == ("red-ginseng", "en", "en", "홍삼정")
    assert guide.title.text == "Red ginseng extract"
    assert (
        guide.summary[0].sources == ("a",) and guide.summary[0].plain == "Copies of the jar are sold in markets abroad."
    )
    seal, barcode = guide.cues
    assert (seal.where, seal.fake, seal.genuine) == (Where.CLOSURE, Strength.STRONG, Strength.WEAK)
    assert list(seal.parts) == [Part.GENUINE, Part.FAKE, Part.CHECK]
    assert seal.part(Part.FAKE)[0].sources == ("a", "b") and seal.part(Part.NOTE) == ()
    assert seal.read is not None and seal.read.fake == ("홍삼청",)
    assert (seal.seen[0].country, seal.seen[0].date) == ("CN", "2025-05")
    assert seal.can_be_asked and not barcode.can_be_asked and barcode.proves_nothing
    assert guide.cue("copied-barcode") is barcode and guide.cue("none") is None
    source = guide.source("a")
    assert source is not None and guide.source("z") is None
    assert (source.title, source.publisher, source.date) == ("A notice, with a comma", "A paper", "2025-05-28")
    assert guide.sources[1].date is None
    assert [text.plain for text in (*guide.ask, *guide.background, *guide.unknown)] == [
        "The company, 1588-1234.",
        "In 2024 customs seized 1.5 million jars.",
        "How many copies there are.",
    ]


def test_a_korean_guide_uses_korean_words() -> None:
    guide = read(KOREAN)
    assert guide.locale == "ko" and {guide.title.lang, guide.ask[0].lang, guide.cues[0].title.lang} == {"ko"}
    assert list(guide.cues[0].parts) == [Part.GENUINE, Part.FAKE, Part.CHECK, Part.NOTE]
    assert guide.background[0].text.startswith("2024년에")
    english_words = KOREAN.replace("진품\n", "Genuine\n").replace("## 배경", "## Background")
    assert [problem.key for problem in problems(english_words)] == [
        "problem.unknown-part",
        "problem.one-cue-block",
        "problem.stray-block",
    ]


def test_a_mistake_in_korean_front_matter_does_not_make_its_headings_mistakes() -> None:
    text = KOREAN.replace("package: bottle", "package: barrel")
    assert [(problem.line, problem.key) for problem in problems(text)] == [(8, "problem.bad-choice")]


def test_the_source_of_a_gtin_is_used_though_another_key_is_wrong() -> None:
    text = ENGLISH.replace("jars. [^b]", "jars. [^a]").replace(" [^a] [^b]", " [^a]").replace("jar. [^b]", "jar. [^a]")
    assert problems(text) == []
    assert [problem.field for problem in problems(text.replace("package: jar", "package: barrel"))] == ["package"]
    lost = text.replace("source: b", "source: z")
    assert [(problem.line, problem.field, problem.key) for problem in problems(lost)] == [
        (12, "gtins.8801073110502", "problem.unknown-source"),
        (line_of(text, "[^b]: "), "[^b]", "problem.unused-source"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("package: jar", "package: [jar", 15, "expected"),
        ("package: jar", "package: jar\npackage: box", 16, "duplicate"),
        ("package: jar", "package: j\x07r", 15, "special characters"),
        ("reviewed: 2026-11-23", "reviewed: 2026-11-31", 16, "day"),
        ("needs: eye", "needs: *nothing", 38, "alias"),
        ("needs: eye", "\tneeds: eye", 38, "\\t"),
    ],
)
def test_broken_yaml_is_told_with_its_line(before: str, after: str, line: int, reason: str) -> None:
    found = problems(ENGLISH.replace(before, after, 1))
    broken = next(problem for problem in found if problem.key == "problem.bad-yaml")
    assert broken.line == line and reason in dict(broken.params)["reason"]


@pytest.mark.parametrize("hs", ["3304", "190230", "1902.30", "1902.30.10", "19023010"])
def test_hs_headings_of_every_shape(hs: str) -> None:
    assert read(ENGLISH.replace("1302.19", hs)).hs == (hs,)


@pytest.mark.parametrize("hs", ["33", "330", "1902.3", "1902.", "190.230", "chapter 19"])
def test_what_is_no_hs_heading(hs: str) -> None:
    assert [(p.line, p.field, p.key) for p in problems(ENGLISH.replace("1302.19", hs))] == [
        (10, "hs.0", "problem.bad-hs")
    ]


@pytest.mark.parametrize("gtin", ["8801073110502", "012345678905", "96385074", "18801073110509"])
def test_gtins_of_every_length(gtin: str) -> None:
    assert read(ENGLISH.replace("8801073110502", gtin)).gtins[0].gtin == gtin


@pytest.mark.parametrize("gtin", ["8801073110503", "880107311050", "880-1073110502", "０12345678905", ""])
def test_what_is_no_gtin(gtin: str) -> None:
    assert [(p.line, p.key) for p in problems(ENGLISH.replace("8801073110502", gtin))] == [(12, "problem.bad-gtin")]


@pytest.mark.parametrize("no", ["NO", "VN", "KP"])
def test_country_codes_stay_text(no: str) -> None:
    assert read(ENGLISH.replace("country: CN", f"country: {no}")).cues[0].seen[0].country == no


def test_a_file_with_a_block_but_no_keys() -> None:
    start = ENGLISH.index("---\n\n#")
    assert problems("---\njust words\n" + ENGLISH[start:])[0].key in ("problem.missing-section", "problem.no-keys")
    assert "problem.no-keys" in [problem.key for problem in problems("---\njust words\n" + ENGLISH[start:])]


def test_an_empty_file_says_what_is_missing() -> None:
    assert [problem.key for problem in problems("")] == [
        "problem.no-front-matter",
        "problem.missing-section",
        "problem.missing-section",
        "problem.no-summary",
        "problem.one-title",
    ]


def test_parts_are_put_in_their_order_and_sections_together() -> None:
    swapped = ENGLISH.replace("Genuine\n:", "X\n:").replace("Fake\n:", "Genuine\n:").replace("X\n:", "Fake\n:")
    assert list(read(swapped).cues[0].parts) == [Part.GENUINE, Part.FAKE, Part.CHECK]
    twice = ENGLISH.replace("## Not known", "## Background\n\n- More. [^a]\n\n## Not known")
    assert [text.plain for text in read(twice).background] == ["In 2024 customs seized 1.5 million jars.", "More."]


def test_empty_headings_and_parts_are_told() -> None:
    assert [p.field for p in problems(ENGLISH.replace("# Red ginseng extract\n", "#\n"))] == ["title"]
    assert [p.key for p in problems(ENGLISH.replace("## Copied barcode", "##"))] == ["problem.empty-text"]
    assert [p.key for p in problems(ENGLISH.replace("- How many copies there are.", "- [^a]"))] == [
        "problem.empty-text"
    ]


def test_lines_may_end_as_on_windows() -> None:
    assert read(ENGLISH.replace("\n", "\r\n")) == read(ENGLISH)
    assert read(ENGLISH).path == PLACE
