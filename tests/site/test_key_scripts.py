"""The small file that the search box reads."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cards import RULES_SHELF, SHELVES
from content import guides_in
from kb.library import Library
from kb.localise import localise
from kb.settings import get_settings
from kb.vocabulary import Package
from rule_words import barcode_rule
from search_keys import han_pairs, keys

HOME = Path(__file__).resolve().parents[2]
ASSETS = HOME / "site" / "assets"
MOST_BYTES = 70_000
"""Compressed: a fifth of what the first page may weigh in all."""


@pytest.fixture(scope="module")
def file(library: Library) -> str:
    guides = guides_in(library, "en", get_settings().translations)
    return json.dumps(keys(guides), ensure_ascii=False, separators=(",", ":"))


def test_the_file_is_small(file: str) -> None:
    assert len(gzip.compress(file.encode(), 6)) < MOST_BYTES


def test_every_guide_has_its_category_and_a_drawing_that_exists(file: str) -> None:
    drawn = {item.get("id") for item in ElementTree.parse(ASSETS / "packs.svg").iter() if item.tag.endswith("symbol")}
    assert drawn == {*Package, RULES_SHELF}
    for guide in json.loads(file)["guides"]:
        assert guide["package"] in drawn
        assert guide["shelf"] in SHELVES


def test_han_variants_are_those_of_the_names_alone() -> None:
    pairs = han_pairs(["辛拉面", "농심"])
    assert dict(zip(pairs[::2], pairs[1::2], strict=True)).items() >= {"麵": "面"}.items()
    assert set(pairs[1::2]) <= set("辛拉面")


def test_numbers_are_whole_gtins(file: str) -> None:
    numbers = [number for guide in json.loads(file)["guides"] for number, _ in guide["gtins"]]
    assert numbers
    assert all(re.fullmatch(r"\d{8}|\d{12,14}", number) for number in numbers)


def test_what_a_number_tells_is_the_guide_s_own_sentence(library: Library) -> None:
    guide = localise(library["rule-gs1-880-barcode"], "ko", get_settings().translations)
    rule = barcode_rule([guide], "ko")
    assert rule is not None
    assert rule["prefixes"] == ["880"]
    own = {text.plain for cue in guide.cues for part in cue.parts.values() for text in part}
    said = [rule[name] for name in ("wrong", "korean", "other", "origin")]
    assert all(sentence["text"] in own for sentence in said)
    assert barcode_rule([], "ko") is None


def test_the_reader_is_the_one_its_readme_names() -> None:
    sums = dict(re.findall(r"\| `(zxing_reader\.\w+)` \|.*?`([0-9a-f]{64})`", (ASSETS / "zxing/README.md").read_text()))
    assert len(sums) == 2
    for name, wanted in sums.items():
        assert hashlib.sha256((ASSETS / "zxing" / name).read_bytes()).hexdigest() == wanted
