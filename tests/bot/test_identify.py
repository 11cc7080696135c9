"""Which guides an item is checked against: codes, then names on labels, then what a search makes of the words."""

from __future__ import annotations

import pytest

from bot.identify import identify
from bot.inquiry import Inquiry
from kb.search import Search, Why
from tests.bot.pieces import code, line, seen

MEDICUBE, BULDAK, GINSENG = "medicube-age-r", "buldak-ramen", "cheongkwanjang-red-ginseng"
GTIN = "8801073110502"


def on_photo(search: Search, *pieces: str, text: str = "", guide: str | None = None) -> list[tuple[str, Why]]:
    photos = (seen(*(code(one) if one.isdigit() else line(one) for one in pieces)),)
    found = identify(Inquiry(locale="en", text=text, photos=photos, guide=guide), search)
    return [(hit.guide, hit.why) for hit in found.hits] if found.best else []


def test_a_barcode_comes_before_a_name_and_a_name_before_a_search(search: Search) -> None:
    hits = on_photo(search, "정관장", GTIN, text="collagen night mask with a wrong letter")
    assert hits[:2] == [(BULDAK, Why.BARCODE), (GINSENG, Why.NAME)]
    assert (MEDICUBE, Why.SEARCH) in hits[2:] or (MEDICUBE, Why.NAME) in hits[2:]


def test_the_guide_that_the_officer_chose_comes_first(search: Search) -> None:
    hits = on_photo(search, GTIN, guide=GINSENG)
    assert hits[:2] == [(GINSENG, Why.CHOSEN), (BULDAK, Why.BARCODE)]


@pytest.mark.parametrize(
    ("name", "guide"), [("메디큐브", MEDICUBE), ("CheongKwanJang", GINSENG), ("正官庄红参", GINSENG)]
)
def test_a_name_on_the_label_names_the_product(search: Search, name: str, guide: str) -> None:
    assert on_photo(search, f"새로운 {name} 100")[0] == (guide, Why.NAME)


@pytest.mark.parametrize("name", ["사나이", "Sanai", "MADE IN KOREA", "100 ml", "2025.11.23", "6901234567892"])
def test_a_short_name_of_a_copy_or_any_other_text_on_a_label_names_none(search: Search, name: str) -> None:
    assert on_photo(search, name) == []


def test_nothing_is_found_in_nothing(search: Search) -> None:
    found = identify(Inquiry(locale="en"), search)
    assert (found.best, found.is_covered, found.on_photos) == (None, False, ())


def test_products_that_only_the_words_name_are_not_on_photos(search: Search) -> None:
    found = identify(Inquiry(locale="en", text="Medicube mask", photos=(seen(code(GTIN)),)), search)
    assert found.on_photos == (BULDAK,)
