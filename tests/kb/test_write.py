from __future__ import annotations

import random
from pathlib import Path

import pytest

from kb.draft import Draft, DraftCue, DraftNames, DraftSource, DraftStatement, draft_of
from kb.library import guide_files
from kb.parse import parse_guide
from kb.vocabulary import PART_TERMS, Part, Strength
from kb.write import write
from tests.kb.guide_texts import ENGLISH, KOREAN, PLACE, RULE, read

GUIDES = guide_files(Path(__file__).resolve().parents[2] / "guides")
# Words that Markdown or YAML takes for its own, at the beginning of a line or inside it.
AWKWARD = (
    "#", "##", "# x", "-", "+", "*", "---", "***", "___", "===", "1.", "2)", "12345.", ">", "```", "~~~", ":", "~",
    "<div>", "<!--", "|", "[x]:", "[a](b)", "**bold**", "_so_", "`code`", "{a}", "[b]", "'", '"', "\\", "\\#", "&amp;",
    "%", "@", "!", "no", "null", "2025", "2025-05-28", "0x1f", "1e3", "true", "a: b", "a #b", ",", "?", "진품",
    "Genuine", "콜라겐", "กล่อง", "😀", "\t", "\u2028", "\x07", "\x85", "é", "العسل", "x" * 130,
)  # fmt: skip
PLAIN = ("The", "name", "spells", "collagen", "콜라겐", "not", "골라겐.", "Read", "it", "(slowly)", "letter-by-letter")


def _words(chance: random.Random, most: int = 30) -> str:
    return " ".join(chance.choice(AWKWARD if chance.random() < 0.4 else PLAIN) for _ in range(chance.randint(1, most)))


def _statements(chance: random.Random, keys: list[str], most: int) -> list[DraftStatement]:
    count = chance.randint(1, most)
    return [DraftStatement(text=f"{_words(chance)} end", sources=chance.sample(keys, 2)) for _ in range(count)]


def _draft(seed: int) -> Draft:
    """A sound draft whose texts hold whatever a person may type."""
    chance = random.Random(seed)
    base = draft_of(read(KOREAN if seed % 2 else ENGLISH))
    keys = ["a", "b", "c"]
    parts = {part: _statements(chance, keys, 3) for part in Part}
    cues = [
        base.cues[0].model_copy(
            update={"title": f"{_words(chance, 4)} {number}", "id": f"cue-{number}", "parts": parts}
        )
        for number in range(chance.randint(1, 3))
    ]
    return Draft.model_validate(
        base.model_dump()
        | {
            "names": DraftNames(en=f"x {_words(chance)}", ko=f"가 {_words(chance)}").model_dump(),
            "aliases": [_words(chance, 3) + "z" for _ in range(chance.randint(0, 40))],
            "keywords": [_words(chance, 2) + "z" for _ in range(3)],
            "title": f"t {_words(chance, 5)}",
            "summary": _statements(chance, keys, 2),
            "cues": [DraftCue.model_validate(cue.model_dump()) for cue in cues],
            "ask": _statements(chance, keys, 4),
            "background": _statements(chance, keys, 4),
            "unknown": [DraftStatement(text=f"{_words(chance)} end")],
            "gtins": [],
            "sources": [
                DraftSource(key=key, title=f"{_words(chance, 6)} t", publisher=f"p {_words(chance, 2)}", url=f"https://e.org/{key}")
                for key in keys
            ],
        }
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_a_draft_comes_back_from_its_markdown_whatever_is_typed(seed: int) -> None:
    draft = _draft(seed)
    guide, problems = parse_guide(PLACE, write(draft).text)
    assert not problems, problems
    assert guide is not None
    assert draft_of(guide) == draft


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.parent.name)
def test_every_guide_comes_back_from_its_draft(path: Path) -> None:
    guide, _ = parse_guide(path, path.read_text(encoding="utf-8"))
    assert guide is not None
    written = write(draft_of(guide))
    again, problems = parse_guide(path, written.text)
    assert not problems
    assert again == guide
    assert write(draft_of(again)) == written


@pytest.mark.parametrize("text", [KOREAN, RULE])
def test_a_guide_is_written_as_an_editor_writes_it(text: str) -> None:
    expected = text.replace("backing:", "aliases: []\nkeywords: []\nhs: []\ngtins: []\nrules: []\nbacking:")
    assert write(draft_of(read(text))).text == expected


def test_no_line_is_long_and_dates_stand_without_quotes() -> None:
    draft = draft_of(read(ENGLISH))
    draft.summary[0].text = "word " * 80 + "# 2. end"
    text = write(draft).text
    assert max(map(len, text.splitlines())) <= 120
    assert "\nreviewed: 2026-11-23\n" in text
    assert "seen: [{country: CN, date: 2025-05}]" in text
    assert parse_guide(PLACE, text)[1] == []


def test_an_empty_draft_is_written_and_every_gap_is_told() -> None:
    written = write(Draft(cues=[DraftCue()], sources=[DraftSource()]))
    guide, problems = parse_guide(PLACE, written.text)
    assert guide is None
    keys = {problem.key for problem in problems}
    assert {"problem.no-summary", "problem.missing-section", "problem.bad-source", "problem.bad-choice"} <= keys


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"category": "cars"}, "category"),
        ({"review_by": "soon"}, "review_by"),
        ({"names": {"en": "", "ko": "가"}}, "names.en"),
        ({"hs": ["3304", "x"]}, "hs.1"),
        ({"summary": [{"text": "No source."}]}, "summary.0"),
        ({"ask": [{"text": "A", "sources": ["a"]}, {"text": "B"}]}, "ask.1"),
        ({"sources": [{"key": "a", "title": "T", "publisher": "P", "url": "none"}]}, "sources.0"),
    ],
)
def test_a_problem_leads_back_to_its_field(change: dict[str, object], place: str) -> None:
    draft = Draft.model_validate(draft_of(read(ENGLISH)).model_dump() | change)
    written = write(draft)
    _, problems = parse_guide(PLACE, written.text)
    assert place in {written.place(problem.line, problem.field) for problem in problems}


def test_a_problem_of_a_sign_leads_back_to_it() -> None:
    draft = draft_of(read(ENGLISH))
    draft.cues[0].where = "lid"
    draft.cues[0].seen[0].country = "China"
    draft.cues[1].parts[Part.NOTE][0].sources = []
    draft.cues[0].parts[Part.FAKE] = [DraftStatement(text="One. " * 40, sources=["a"]), DraftStatement(text="Two.")]
    written = write(draft)
    places = {written.place(one.line, one.field) for one in parse_guide(PLACE, written.text)[1]}
    assert places == {"cues.0.where", "cues.0.seen.0.country", "cues.1.parts.note.0", "cues.0.parts.fake.1"}


def test_terms_and_strengths_are_those_of_the_parser() -> None:
    draft = draft_of(read(KOREAN))
    text = write(draft).text
    assert [term for term in PART_TERMS["ko"] if f"\n{term}\n:   " in text] == list(PART_TERMS["ko"])
    assert Strength(draft.cues[0].fake) is Strength.MODERATE
