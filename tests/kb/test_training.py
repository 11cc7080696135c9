"""The training brand is found by its own name alone, and never by or for a real product."""

from __future__ import annotations

import pytest

from kb.index_reader import IndexReader
from kb.keys import Keys
from kb.library import load_library
from kb.lint import check
from kb.search import Search
from kb.settings import Settings, get_settings

TRAINING = "training-barley-chips"
REAL = (
    "Korean barley snack chips, is it fake?",
    "보리칩 과자 진품 확인",
    "gói bim bim lúa mạch Hàn Quốc vị muối giả",
    "the round mark is missing and the logo has three leaves",
    "fake Korean snacks for practice",
)


@pytest.fixture(scope="module")
def search(project: Settings) -> Search:
    return Search(load_library(project.guides), IndexReader.open(project))


@pytest.mark.parametrize("text", REAL)
def test_a_question_about_something_real_never_finds_it(search: Search, text: str) -> None:
    assert TRAINING not in {hit.guide for hit in search.find(text, "en").hits}


@pytest.mark.parametrize("text", ["Byeohyulchan", "벼휼찬 보리칩 어떻게 확인하나요", "2990417260013"])
def test_its_own_name_and_number_find_it(search: Search, text: str) -> None:
    found = search.find(text, "en")
    assert found.is_covered and found.hits[0].guide == TRAINING


def test_it_is_not_found_by_ear() -> None:
    keys = Keys(load_library(get_settings().guides).values())
    assert not [hit for hit in keys.find("бёхюльчан บยอฮยุลชัน ビョヒュルチャン") if hit.guide == TRAINING]


def test_the_folder_and_the_flag_go_together(tmp_path: pytest.TempPathFactory) -> None:
    guide = load_library(get_settings().guides)[TRAINING]
    folder = get_settings().guides
    assert guide.path.parent.parent == folder / "training"
    other = type(folder)(str(tmp_path)) / "guides" / "food" / TRAINING
    other.mkdir(parents=True)
    for file in guide.path.parent.iterdir():
        (other / file.name).write_bytes(file.read_bytes())
    _, problems = check(other.parent.parent)
    assert {problem.key for problem in problems} == {"problem.training-folder", "problem.own-source"}
