from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import GuideError
from kb.library import Library, load_library
from kb.lint import MAX_SENTENCE, MAX_WORDS, check, word_count
from tests.kb.guide_texts import ENGLISH, KOREAN, RULE, line_of, project, read, write


def _found(folder: Path) -> list[tuple[str, int, str, str]]:
    return [
        (problem.file.parent.name, problem.line, problem.field, problem.key.removeprefix("problem."))
        for problem in check(folder)[1]
    ]


def test_good_guides_have_no_problem(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH.replace("rules: []", "rules: [rule-label]"), KOREAN, RULE)
    guides, problems = check(settings.guides)
    assert not problems
    assert list(Library(guides)) == ["red-ginseng", "rule-label", "soju"] == list(load_library(settings.guides))


def test_every_mistake_between_guides_is_told(tmp_path: Path) -> None:
    mistakes = {
        "rules: []": "rules: [rule-label, rule-nowhere]",
        "review_by: 2027-05-23": "review_by: 2026-11-23",
        "aliases: [Korean red ginseng]": "aliases: [Korean red ginseng, Ginseng]",
        "id: red-ginseng": "id: white-ginseng",
        "\nFake\n:   The seal says 홍삼청 in yellow ink. [^a] [^b]\n": "",
        "- How many copies": f"- {'a word. ' * (MAX_WORDS // 2)}",
    }
    text = ENGLISH
    for before, after in mistakes.items():
        assert before in text
        text = text.replace(before, after)
    settings = project(tmp_path, RULE)
    path = settings.guides / "food" / "red-ginseng" / "index.md"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert _found(settings.guides) == [
        ("red-ginseng", 2, "body", "too-long"),
        ("red-ginseng", 2, "id", "id-is-folder"),
        ("red-ginseng", 2, "thin", "nothing-tells"),
        ("red-ginseng", line_of(text, "aliases:"), "aliases", "duplicate-alias"),
        ("red-ginseng", line_of(text, "rules:"), "rules", "unknown-rule"),
        ("red-ginseng", line_of(text, "review_by:"), "review_by", "review-order"),
    ]


def test_a_general_guide_lists_no_product_numbers(tmp_path: Path) -> None:
    text = ENGLISH.replace("package: jar", "package: jar\ngeneral: true")
    settings = project(tmp_path, text)
    found = _found(settings.guides)
    assert found == [("red-ginseng", line_of(text, "general:"), "general", "general-gtins")]


def test_a_thin_guide_need_not_tell(tmp_path: Path) -> None:
    text = ENGLISH.replace("\nFake\n:   The seal says 홍삼청 in yellow ink. [^a] [^b]\n", "")
    settings = project(tmp_path, text)
    assert _found(settings.guides) == [("red-ginseng", 2, "thin", "nothing-tells")]
    write(tmp_path, text.replace("package: jar", "package: jar\nthin: true"))
    assert not check(settings.guides)[1]


def test_a_rule_is_no_product(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH.replace("rules: []", "rules: [soju]"), KOREAN)
    assert [problem[3] for problem in _found(settings.guides)] == ["unknown-rule"]


def test_a_rule_that_cannot_be_read_is_still_there(tmp_path: Path) -> None:
    broken = RULE.replace("package: label", "package: [label")
    settings = project(tmp_path, ENGLISH.replace("rules: []", "rules: [rule-label]"), broken)
    assert _found(settings.guides) == [("rule-label", 8, "", "bad-yaml")]


def test_one_id_in_two_folders(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH)
    other = settings.guides / "consumer" / "red-ginseng" / "index.md"
    other.parent.mkdir(parents=True)
    other.write_text(ENGLISH, encoding="utf-8")
    (problem,) = check(settings.guides)[1]
    assert (problem.key, problem.line, problem.field) == ("problem.duplicate-id", 2, "id")
    assert {str(problem.file), dict(problem.params)["other"]} == {
        str(settings.guides / group / "red-ginseng" / "index.md") for group in ("food", "consumer")
    }


def test_a_folder_without_guides_and_a_file_that_is_not_text(tmp_path: Path) -> None:
    assert [problem[3] for problem in _found(tmp_path)] == ["no-guides"]
    path = write(tmp_path, ENGLISH)
    path.write_bytes(ENGLISH.encode("utf-16"))
    (problem,) = check(tmp_path / "guides")[1]
    assert (problem.file, problem.line, problem.key) == (path, 1, "problem.not-utf8")
    path.write_text(ENGLISH, encoding="utf-8-sig")
    assert not check(tmp_path / "guides")[1]


def test_loading_tells_every_error(tmp_path: Path) -> None:
    settings = project(
        tmp_path, ENGLISH.replace("package: jar", "package: urn"), KOREAN.replace("package: bottle", "package: barrel")
    )
    with pytest.raises(GuideError) as caught:
        load_library(settings.guides)
    assert [problem.file.parent.name for problem in caught.value.problems] == ["red-ginseng", "soju"]
    assert caught.value.params == {"count": 2}


def test_a_sentence_too_long_to_take_in_standing_up_is_told(tmp_path: Path) -> None:
    text = ENGLISH.replace("gold ink glitters.", f"gold ink glitters {'and ' * MAX_SENTENCE}shines.")
    line = line_of(text, ":   Tilt the cap")
    assert _found(project(tmp_path, text).guides) == [("red-ginseng", line, "#cap-seal/check/1", "hard-to-read")]
    write(tmp_path, ENGLISH.replace("gold ink glitters.", f"gold ink glitters. {'It is gold. ' * MAX_SENTENCE}"))
    assert _found(tmp_path / "guides") == []


@pytest.mark.parametrize(
    ("title", "copied"),
    [
        ("Why copies of the jar are sold in markets everywhere", True),
        ("Copies of the jar: seals in red", False),
    ],
)
def test_a_statement_in_the_words_of_its_sources_title_is_told(tmp_path: Path, title: str, copied: bool) -> None:
    text = ENGLISH.replace("A notice, with a comma", title)
    told = [("red-ginseng", line_of(text, "Copies of the jar"), "/summary/1", "copied-title")]
    assert _found(project(tmp_path, text).guides) == told * copied


def test_words_are_counted_without_sources() -> None:
    short = read(ENGLISH)
    longer = read(ENGLISH.replace("gold ink glitters.", "gold ink glitters in the sun."))
    assert word_count(longer) - word_count(short) == 3
    assert word_count(
        read(ENGLISH.replace("A notice, with a comma", "A notice, with a much longer comma"))
    ) == word_count(short)


def test_a_word_on_the_label_is_no_answer_of_a_record(tmp_path: Path) -> None:
    text = ENGLISH.replace(
        "needs: eye\nshows: counterfeit\nfake: strong", "needs: phone\nshows: counterfeit\nfake: strong"
    )
    guides = project(tmp_path, text).guides
    assert _found(guides) == [("red-ginseng", line_of(text, "id: cap-seal"), "read", "word-for-record")]
    for mended in (text.replace("genuine: weak", "genuine: none"), text.replace("genuine: [홍삼정], ", "")):
        write(tmp_path, mended)
        assert _found(guides) == []
