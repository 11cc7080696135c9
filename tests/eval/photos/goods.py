"""The goods in the photos: those that guides cover, by their names there, and invented ones that none covers."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.known import Known
from kb.keys import Keys
from kb.library import Library, load_library
from kb.settings import get_settings
from tests.eval.photos import words

_HANGUL = re.compile(r"[가-힣 ]{2,14}")
_HAN = re.compile(r"[一-鿿]{2,6}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 \-]{4,24}")
_LEAST = 5
"""Letters (jamo) of the shortest name that stands alone on a pack here; the program needs as many to go by."""


@dataclass(frozen=True)
class Goods:
    """One kind of goods. Names are plain text; nobody's logo is drawn."""

    guide: str | None
    kind: str
    """food | drink | cosmetic | laver | card"""
    name: str
    """As it stands large on the front."""
    latin: str
    maker: str
    gtin: str
    listed: bool
    """Whether the guide lists the GTIN."""
    han: str = ""


@dataclass(frozen=True)
class _About:
    kind: str
    maker: str


_KNOWN = {
    "buldak-ramen": _About("food", "삼양식품(주)"),
    "chamisul-soju": _About("drink", "하이트진로(주)"),
    "cj-dasida": _About("food", "CJ제일제당(주)"),
    "cheongkwanjang-red-ginseng": _About("food", "(주)한국인삼공사"),
    "medicube-age-r": _About("cosmetic", "(주)에이피알"),
    "cosrx-snail-mucin": _About("cosmetic", "(주)코스알엑스"),
    "korean-laver": _About("laver", "(주)바다마루"),
    "kpop-photocards": _About("card", ""),
}
_INVENTED = (
    ("food", "얼큰해물탕면", "Haemul Noodle"),
    ("food", "겉바삭감자칩", "Crunch Potato"),
    ("food", "꿀고구마말랭이", "Sweet Potato"),
    ("food", "검은콩두유", "Black Soy"),
    ("food", "우리밀약과", "Honey Cookie"),
    ("food", "달고나크런치", "Dalgona Crunch"),
    ("food", "옛날보리차", "Barley Tea"),
    ("food", "치즈떡꼬치", "Cheese Tteok"),
    ("food", "파래전병", "Rice Wafer"),
    ("food", "들깨수제비", "Perilla Soup"),
    ("drink", "탄산유자", "Yuja Sparkling"),
    ("drink", "매실한모금", "Plum Drink"),
    ("drink", "구름막걸리", "Cloud Rice Wine"),
    ("cosmetic", "쑥진정토너", "Mugwort Toner"),
    ("cosmetic", "달빛수분크림", "Moonlight Cream"),
    ("cosmetic", "쌀뜨물세안폼", "Rice Foam"),
    ("cosmetic", "동백결앰플", "Camellia Ampoule"),
)
_BRANDS = (
    ("누리봄", "NURIBOM"),
    ("다온뜰", "DAONTTEUL"),
    ("해솔마루", "HAESOL"),
    ("도담소", "DODAMSO"),
    ("은빛가람", "GARAM"),
    ("늘찬들", "NEULCHAN"),
)


@lru_cache(maxsize=1)
def library() -> Library:
    """The project's guides."""
    return load_library(get_settings().guides)


@lru_cache(maxsize=1)
def keys() -> Keys:
    """The names and numbers of the project's guides."""
    return Keys(library().values())


@cache
def _names(guide_id: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names of a guide by which it is found: Hangul, Latin, Han."""
    guide = library()[guide_id]
    names = [*(name for _, name in guide.names), *guide.aliases]
    found: list[list[str]] = [[], [], []]
    for name in names:
        for kept, pattern in zip(found, (_HANGUL, _LATIN, _HAN), strict=True):
            if pattern.fullmatch(name) and any(hit.guide == guide_id and hit.score == 1 for hit in keys().find(name)):
                kept.append(name)
    hangul = [name for name in found[0] if len(name.replace(" ", "")) > 2]
    return tuple(hangul), tuple(found[1]), tuple(found[2])


@lru_cache(maxsize=1)
def known() -> Known:
    """What the program looks for in photos: names and reference pictures of the guides."""
    return Known.of(library().values(), get_settings())


def covered_ids() -> tuple[str, ...]:
    """The product guides that this knows how to put on a pack."""
    return tuple(guide for guide in _KNOWN if guide in library() and _names(guide)[0])


def covered(chance: random.Random, guide_id: str | None = None) -> Goods:
    """Goods of a guide, under one of its names."""
    guide_id = guide_id or chance.choice(covered_ids())
    about, guide = _KNOWN[guide_id], library()[guide_id]
    hangul, latin, han = _names(guide_id)
    first = hangul[0]
    name = first if chance.random() < 0.35 else chance.choice(hangul)
    gtins = [item.gtin for item in guide.gtins if len(item.gtin) == 13]
    return Goods(
        guide=guide_id,
        kind=about.kind,
        name=name,
        latin=chance.choice(latin) if latin else "",
        maker=about.maker or words.company(chance),
        gtin=chance.choice(gtins) if gtins else words.gtin(chance),
        listed=bool(gtins),
        han=chance.choice(han) if han else "",
    )


def invented(chance: random.Random) -> Goods:
    """Goods of an invented brand that no guide covers."""
    kind, name, latin = chance.choice(_INVENTED)
    brand, brand_latin = chance.choice(_BRANDS)
    return Goods(None, kind, name, f"{brand_latin} {latin}", f"(주){brand}", words.gtin(chance), False)


def guide_of(text: str) -> str | None:
    """The guide that a line of text names by a name long enough to go by, if the text is read without a mistake."""
    for hit in keys().find(text):
        if hit.score == 1 and hit.guide in _KNOWN and hit.kind == "name" and len(hit.found) > 2:
            return str(hit.guide)
    return None


def keys_stamp() -> tuple[tuple[str, ...], ...]:
    """All that is taken from the guides, to know when they have changed."""
    gtins = (tuple(item.gtin for item in library()[guide].gtins) for guide in covered_ids())
    names = (name for guide in covered_ids() for name in _names(guide))
    return (*names, *gtins)
