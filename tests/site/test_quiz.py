"""The quiz's data: only what is translated and public, with answers that the guides give."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cards import shelf_of
from kb.interface import Interface, interface
from kb.library import load_library
from kb.localise import localise
from kb.model import Guide
from kb.vocabulary import Part
from quiz import quiz_files, quiz_values
from small_project import LOCALES, SECRET, Built
from tools.training import AREAS, WRONG

HOME = Path(__file__).resolve().parents[2]
TRAINING = HOME / "guides" / "training" / "training-barley-chips"


@pytest.fixture(scope="module")
def words() -> Interface:
    return interface("en")


@pytest.fixture(scope="module")
def guides() -> dict[str, Guide]:
    return dict(load_library(HOME / "guides"))


@pytest.fixture(scope="module")
def data(guides: dict[str, Guide], words: Interface) -> dict[str, dict[str, list[dict[str, Any]]]]:
    files = quiz_files(list(guides.values()), words)
    return {path.removeprefix("quiz/").removesuffix(".json"): json.loads(text) for path, text in files.items()}


def test_each_category_has_enough_for_a_round_with_traps(data: dict[str, Any]) -> None:
    assert {"food", "fishery", "consumer", "rules", "training"} <= set(data)
    for category, found in data.items():
        if category == "training":
            assert len(found["pictures"]) == len(WRONG)
            continue
        assert len(found["cues"]) >= 10
        assert sum(cue["answer"] == "nothing" for cue in found["cues"]) >= 2
        assert sum("genuine" in cue and "fake" in cue for cue in found["cues"]) >= 5


def test_every_sentence_and_answer_is_the_guides(data: dict[str, Any], guides: dict[str, Guide]) -> None:
    for category, found in data.items():
        for told in found["cues"]:
            guide = guides[told["guide"]]
            cue = guide.cue(told["cue"])
            assert cue is not None
            assert shelf_of(guide) == category
            assert (told["answer"] == "nothing") == cue.proves_nothing
            assert (told["answer"] == "strong") == (cue.fake.points >= 2)
            for part in Part:
                assert told.get(part.value, "") == " ".join(one.plain for one in cue.part(part))


def test_only_what_is_translated_is_asked(guides: dict[str, Guide], words: Interface) -> None:
    guide = guides["medicube-age-r"]
    first = guide.cues[0]
    foreign = first.model_copy(update={"title": first.title.model_copy(update={"lang": "ko"})})
    half = guide.model_copy(update={"cues": (foreign, *guide.cues[1:])})
    asked = {cue["cue"] for cue in json.loads(quiz_files([half], words)["quiz/consumer.json"])["cues"]}
    assert asked == {cue.id for cue in guide.cues[1:]}


def test_the_pictures_regions_are_those_that_the_pictures_were_drawn_with(guides: dict[str, Guide]) -> None:
    guide = guides["training-barley-chips"]
    for copy, (genuine, wrong) in WRONG.items():
        assert (TRAINING / copy).exists()
        with Image.open(TRAINING / genuine) as picture:
            assert picture.size == (900, 1200)
        assert set(wrong) <= set(AREAS[genuine])
        assert all(guide.cue(cue) for cue in wrong.values())


@pytest.mark.parametrize("copy", WRONG)
def test_a_copy_differs_from_the_genuine_picture_where_the_quiz_says(copy: str) -> None:
    genuine, wrong = WRONG[copy]
    with Image.open(TRAINING / genuine) as one, Image.open(TRAINING / copy) as other:
        pairs = {
            place: (one.convert("L").crop(area), other.convert("L").crop(area))
            for place, area in AREAS[genuine].items()
        }
    differ = {
        place
        for place, (left, right) in pairs.items()
        if max(abs(a - b) for a, b in zip(left.tobytes(), right.tobytes(), strict=True)) > 60
    }
    assert set(wrong) <= differ
    assert differ <= set(wrong)


@pytest.mark.parametrize("genuine", AREAS)
def test_no_place_covers_another(genuine: str) -> None:
    areas = list(AREAS[genuine].items())
    for index, (name, (left, top, right, bottom)) in enumerate(areas):
        for other, (left2, top2, right2, bottom2) in areas[index + 1 :]:
            assert right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top, (name, other)


def test_texts_have_their_places_for_values(guides: dict[str, Guide], words: Interface) -> None:
    texts = quiz_values(list(guides.values()), words)["texts"]
    assert "{number}" in texts["progress"]
    assert "{right}" in texts["score"]
    assert all(f"place-{place}" in texts for areas in AREAS.values() for place in areas)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_lists_the_categories_and_the_secret_is_in_no_question(built: Built, locale: str) -> None:
    page = (built.folder / locale / "quiz" / "index.html").read_text(encoding="utf-8")
    files = list((built.folder / locale / "quiz").glob("*.json"))
    assert files
    for path in files:
        assert f'data-category="{path.stem}"' in page
        assert SECRET not in path.read_text(encoding="utf-8")


def test_a_korean_round_is_korean(guides: dict[str, Guide]) -> None:
    korean = [localise(guide, "ko") for guide in guides.values()]
    for text in quiz_files(korean, interface("ko")).values():
        for cue in json.loads(text)["cues"]:
            assert any("가" <= letter <= "힣" for letter in cue["title"])
