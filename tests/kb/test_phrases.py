from __future__ import annotations

from collections import Counter

from kb.library import load_library
from kb.phrases import DECOYS, DESCRIPTIONS, Phrase, decoys, descriptions, phrases
from kb.settings import get_settings
from tests.kb.made_up import ginseng


def test_names_and_words_are_phrases_once_in_however_many_languages() -> None:
    found = phrases([ginseng(), ginseng()])
    assert Phrase(guide="red-ginseng", text="nhân sâm") in found
    assert max(Counter(found).values()) == 1


def test_every_guide_is_described_in_every_language_and_no_other() -> None:
    guides = {guide.id for guide in load_library(get_settings().guides).values() if not guide.training}
    assert set(descriptions()) == guides
    for path in DESCRIPTIONS.glob("*.txt"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        assert {line.partition(":")[0] for line in lines} == guides, path.name
        assert all(line.partition(":")[2].strip() for line in lines), path.name


def test_no_two_guides_share_a_description() -> None:
    shared = Counter(text for texts in descriptions().values() for text in texts)
    assert [text for text, count in shared.items() if count > 1] == []


def test_texts_stand_for_a_guide_that_nobody_has_described_and_for_no_other() -> None:
    guides = load_library(get_settings().guides)
    texts = {"red-ginseng": ["crane on the seal"], "kimchi": ["never needed"]}
    said = {phrase.text: phrase.guide for phrase in phrases([ginseng(), guides["kimchi"]], texts)}
    assert said["crane on the seal"] == "red-ginseng"
    assert "never needed" not in said


def test_decoys_belong_to_no_guide_and_are_no_description() -> None:
    assert {path.name for path in DECOYS.glob("*.txt")} == {path.name for path in DESCRIPTIONS.glob("*.txt")}
    described = {text for texts in descriptions().values() for text in texts}
    assert decoys()
    assert not described.intersection(decoys())
    assert [phrase.text for phrase in phrases([ginseng()]) if not phrase.guide] == list(decoys())
