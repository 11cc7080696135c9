"""The ways to browse: which guides stand where, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from collation import sort_key
from content import guides_in
from facets import MANY_MAKERS, By, Facet, facets
from kb.interface import interface
from kb.library import Library
from kb.localise import localise
from kb.model import Guide
from kb.settings import get_settings


@pytest.fixture(scope="module")
def english(library: Library) -> list[Guide]:
    return guides_in(library, "en", get_settings().translations)


def of(guides: Sequence[Guide], by: By, locale: str = "en") -> Facet:
    return next(facet for facet in facets(guides, interface(locale)) if facet.by is by)


def under(facet: Facet, value: str) -> set[str]:
    return {card.id for item in facet.values if item.id == value for card in item.cards}


def test_every_guide_stands_under_one_category(english: list[Guide]) -> None:
    shown = [card.id for value in of(english, By.CATEGORY).values for card in value.cards]
    assert sorted(shown) == sorted(guide.id for guide in english)


def test_every_product_stands_under_one_owner_or_under_many_makers(english: list[Guide]) -> None:
    brands = of(english, By.BRAND)
    shown = [card.id for value in brands.values for card in value.cards]
    assert len(shown) == len(set(shown))
    assert set(shown) == {guide.id for guide in english if guide.kind == "product" and not guide.training}
    assert under(brands, "cj-cheiljedang") == {"cj-dasida", "cj-bibigo-mandu-kimchi"}
    assert "korean-pear" in under(brands, MANY_MAKERS)
    assert brands.values[-1].id == MANY_MAKERS


def test_a_country_holds_the_guides_whose_fakes_were_seen_there(english: list[Guide]) -> None:
    countries = of(english, By.COUNTRY)
    for value in countries.values:
        seen = {g.id for g in english if any(s.country == value.id.upper() for cue in g.cues for s in cue.seen)}
        assert under(countries, value.id) == seen


def test_a_kind_of_trouble_holds_the_guides_with_a_telling_sign_of_it(english: list[Guide]) -> None:
    troubles = of(english, By.TROUBLE)
    assert [value.id for value in troubles.values] == [
        "counterfeit",
        "lookalike",
        "false-origin",
        "diversion",
        "unlicensed",
    ]
    assert "cj-dasida" in under(troubles, "lookalike")
    for value in troubles.values:
        for guide in (guide for guide in english if guide.id in under(troubles, value.id)):
            assert any(cue.shows == value.id and not cue.proves_nothing for cue in guide.cues)


def test_a_mark_leads_to_its_own_guide_and_to_the_goods_that_bear_it(english: list[Guide]) -> None:
    marks = of(english, By.MARK)
    kc = next(value for value in marks.values if value.id == "rule-kc-mark")
    assert kc.guide is not None
    assert kc.guide.href == "../../guides/rule-kc-mark/"
    assert "cuckoo-rice-cooker" in under(marks, "rule-kc-mark")
    assert {"rule-haccp-mark", "rule-organic-and-gap-marks", "rule-k-food-logo"} <= {v.id for v in marks.values}
    assert "k-brand-general" not in {value.id for value in marks.values}


def test_a_guide_for_practice_is_in_no_list_of_real_goods(english: list[Guide]) -> None:
    for facet in facets(english, interface("en")):
        shown = {card.id for value in facet.values for card in value.cards}
        assert ("training-barley-chips" in shown) == (facet.by is By.CATEGORY)


def test_links_of_a_page_lead_out_of_its_folder(english: list[Guide]) -> None:
    for facet in facets(english, interface("en")):
        deep = facet.path.count("/")
        assert all(card.href.startswith("../" * deep + "guides/") for v in facet.values for card in v.cards)


def test_countries_stand_in_the_language_s_own_words_and_order(library: Library) -> None:
    some = ("korean-laver", "korean-ginseng", "k-food-general", "cj-dasida", "medicube-age-r")
    korean = [localise(library[name], "ko", get_settings().translations) for name in some]
    names = [value.name for value in of(korean, By.COUNTRY, "ko").values]
    assert "중국" in names
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("locale", "ordered"),
    [
        ("de", ["Ägypten", "Belgien", "Österreich", "Vereinigtes Königreich"]),
        ("es", ["Egipto", "Mongolia", "Níger", "Nueva Zelanda", "Ñandú", "Omán"]),
        ("vi", ["Ai Cập", "Ấn Độ", "Bỉ", "Campuchia", "Đài Loan", "Hoa Kỳ"]),
        ("th", ["เกาหลีใต้", "จีน", "ไทย", "เบลเยียม", "ลาว", "เวียดนาม"]),
        ("zh-Hans", ["埃及", "比利时", "韩国", "美国", "日本", "中国"]),
        ("ja", ["エジプト", "ベトナム", "韓国", "中国", "日本"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(locale: str, ordered: list[str]) -> None:
    mixed = [*ordered[1::2], *ordered[::2]]
    assert sorted(mixed, key=lambda name: sort_key(name, locale)) == ordered
