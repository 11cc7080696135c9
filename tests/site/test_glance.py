"""The ten-second check, the map and the version of a guide, without a browser."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from glance import SIGNS, Quick, quick_check
from kb.guide_version import guide_version
from kb.library import Library
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Part
from world import HEIGHT, WIDTH, world_map


def check(guide: Guide) -> list[Quick]:
    return quick_check(list(enumerate((cue for cue in guide.cues if not cue.proves_nothing), start=1)))


def test_words_that_decide_stand_alone(library: Library) -> None:
    first = check(library["medicube-age-r"])
    assert [word.text for word in first[0].fake.words] == ["골라겐"]
    assert first[0].genuine is not None
    assert [word.text for word in first[0].genuine.words] == ["콜라겐"]
    assert first[0].fake.words[0].lang == "ko"
    # A unit has a pattern and no word, so its statements stand whole.
    assert not first[1].fake.words


def test_a_genuine_word_stands_only_beside_a_wrong_one(library: Library) -> None:
    laver = check(library["korean-laver"])
    assert not any(sign.genuine.words for sign in laver if sign.genuine and not sign.fake.words)


@pytest.mark.parametrize("locale", ["en", "th"])
def test_every_word_of_the_check_is_the_guides_own(library: Library, locale: str) -> None:
    for guide in library.values():
        shown = localise(guide, locale, Settings().translations)
        quick = check(shown)
        assert len(quick) <= SIGNS
        assert [sign.cue.fake.points for sign in quick] == sorted((s.cue.fake.points for s in quick), reverse=True)
        for sign in quick:
            assert sign.fake.statement in sign.cue.part(Part.FAKE)
            for side in (sign.fake, sign.genuine):
                assert side is None or all(word.text in side.statement.plain for word in side.words)


def test_every_country_seen_is_on_the_map(library: Library) -> None:
    countries = {seen.country for guide in library.values() for cue in guide.cues for seen in cue.seen if seen.country}
    drawn = ElementTree.fromstring(world_map(sorted(countries), "world.svg"))
    marks = drawn.findall("circle")
    assert len(marks) == len(countries)
    for mark in marks:
        assert 0 <= float(mark.attrib["cx"]) <= WIDTH
        assert 0 <= float(mark.attrib["cy"]) <= HEIGHT


def test_no_country_no_map() -> None:
    assert not world_map([], "world.svg")
    assert not world_map(["", "ZZ"], "world.svg")


def test_korea_lies_between_china_and_japan() -> None:
    def left(country: str) -> float:
        return float(re.search(r'cx="([\d.]+)"', world_map([country], ""))[1])  # type: ignore[index]

    assert left("GB") < left("CN") < left("KR") < left("JP") < left("US") < WIDTH


def test_the_version_is_that_of_the_text(library: Library) -> None:
    guide = library["medicube-age-r"]
    korean = localise(guide, "ko", Settings().translations)
    other = guide.model_copy(update={"title": guide.title.model_copy(update={"text": "Other"})})
    assert guide_version(guide) == guide_version(guide.model_copy(update={"keywords": ()}))
    assert len({guide_version(guide), guide_version(korean), guide_version(other)}) == 3
