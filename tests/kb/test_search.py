from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.chunks import Chunk, chunks
from kb.index_build import build_index
from kb.index_reader import Hit, IndexReader
from kb.model import Guide
from kb.nearness import Near
from kb.ngrams import Spelt
from kb.search import Search, Why
from kb.settings import Settings
from tests.kb.guide_texts import ENGLISH, RULE, read
from tests.kb.made_up import ginseng, seaweed

PRODUCT = read(ENGLISH)
LABEL = read(RULE)


class Legs(IndexReader):
    """An index that finds what it is given, and remembers how it was asked."""

    def __init__(self, dense: Iterable[tuple[Chunk, float]] = (), lexical: Iterable[tuple[Chunk, float]] = ()) -> None:
        self._hits = [Hit(*pair) for pair in dense], [Hit(*pair) for pair in lexical]
        self.requests: list[tuple[object, bool]] = []
        self.meant, self.pieces = Near(), Spelt()

    @property
    def locales(self) -> tuple[str, ...]:
        return ("en", "ko", "vi")

    def dense(self, text: str, k: int, parts: Iterable[str] = (), officers: bool = False) -> list[Hit]:
        self.requests.append((list(parts), officers))
        return self._hits[0][:k]

    def near(self, text: str) -> Near:
        return self.meant

    def spelt(self, text: str) -> Spelt:
        return self.pieces

    def lexical(self, text: str, k: int, locales: Iterable[str] | None = None, officers: bool = False) -> list[Hit]:
        self.requests.append((list(locales or ()), officers))
        return self._hits[1][:k]


def _chunk(guide: Guide, end: str) -> Chunk:
    return next(chunk for chunk in chunks(guide) if chunk.id.endswith(end))


def _search(legs: Legs, guides: Sequence[Guide] = (PRODUCT, LABEL)) -> Search:
    return Search({guide.id: guide for guide in guides}, legs)


SEAL, BARCODE = _chunk(PRODUCT, "#cap-seal/cue@en"), _chunk(PRODUCT, "#copied-barcode/cue@en")
RULE_TEXT = _chunk(LABEL, "/summary@en")


def test_a_product_that_is_named_comes_before_a_rule_that_is_named_more() -> None:
    legs = Legs([(RULE_TEXT, 0.87), (SEAL, 0.86)], [(SEAL, 9.0), (RULE_TEXT, 8.0)])
    found = _search(legs).find("Korean red ginsang: what must its food label say, 식품 표시?", "en")
    assert [(hit.guide, hit.why) for hit in found.hits] == [("red-ginseng", Why.NAME), ("rule-label", Why.NAME)]
    assert found.hits[0].score > found.hits[1].score


def test_a_rule_that_alone_is_named_comes_first() -> None:
    legs = Legs([(SEAL, 0.87), (RULE_TEXT, 0.865)], [(RULE_TEXT, 9.0), (SEAL, 7.0)])
    assert [hit.guide for hit in _search(legs).find("food label", "en").hits] == ["rule-label", "red-ginseng"]


def test_a_barcode_says_why() -> None:
    found = _search(Legs([(RULE_TEXT, 0.9)])).find("what is 880 1073 110502?", "vi")
    assert [(hit.guide, hit.why) for hit in found.hits] == [("red-ginseng", Why.BARCODE), ("rule-label", Why.SEARCH)]
    assert found.signals.name == 1.0


def test_a_guide_s_cues_stand_in_the_order_of_both_legs() -> None:
    legs = Legs([(BARCODE, 0.9), (SEAL, 0.85)], [(BARCODE, 5.0), (RULE_TEXT, 2.0)])
    found = _search(legs).find("something", "en")
    assert [(hit.guide, hit.cues) for hit in found.hits] == [
        ("red-ginseng", ("copied-barcode", "cap-seal")),
        ("rule-label", ()),
    ]


def test_a_guide_that_is_gone_from_the_library_is_never_found() -> None:
    gone = seaweed()
    chunk = _chunk(gone, "#origin-line/cue@en")
    legs = Legs([(chunk, 0.99), (SEAL, 0.8)], [(chunk, 20.0), (SEAL, 2.0)])
    found = _search(legs).find("Toasted seaweed: the line with the origin", "en")
    assert [hit.guide for hit in found.hits] == ["red-ginseng"]
    assert _search(legs, ()).find("Toasted seaweed", "en").hits == ()
    assert not _search(legs, ()).find("Toasted seaweed", "en").is_covered


def test_what_is_spelt_and_meant_like_a_guide_s_questions_is_covered() -> None:
    legs = Legs([(SEAL, 0.9)])
    legs.meant = Near({"red-ginseng": 0.7, "rule-label": 0.2}, {"red-ginseng": 0.7, "rule-label": 0.2}, 0.3, 0.9, 6.0)
    legs.pieces = Spelt({"red-ginseng": 0.0, "rule-label": -3.0, "": -3.0}, {"red-ginseng": 5.0, "": 3.0})
    found = _search(legs).find("the jar with the crane", "en")
    assert found.hits[0].guide == "red-ginseng" and found.is_covered


def test_what_is_spelt_and_meant_like_other_goods_is_not() -> None:
    legs = Legs([(SEAL, 0.9)])
    legs.meant = Near({"red-ginseng": 0.3, "rule-label": 0.2}, {"red-ginseng": 0.3, "rule-label": 0.2}, 0.7, 0.1, 0.1)
    legs.pieces = Spelt({"red-ginseng": -3.0, "rule-label": -3.0, "": 0.0}, {"red-ginseng": 2.0, "": 5.0})
    found = _search(legs).find("sneakers", "en")
    assert [hit.guide for hit in found.hits] == ["red-ginseng", "rule-label"], (
        "the nearest guides are named all the same"
    )
    assert not found.is_covered


def test_spelling_alone_decides_between_guides_that_nothing_else_tells_apart() -> None:
    legs = Legs([(SEAL, 0.8), (RULE_TEXT, 0.8)])
    legs.pieces = Spelt({"red-ginseng": -2.0, "rule-label": 0.0, "": -1.0}, {"rule-label": 3.0})
    assert [hit.guide for hit in _search(legs).find("labelling", "en").hits] == ["rule-label", "red-ginseng"]


def test_the_asker_s_language_stands_beside_english_and_korean() -> None:
    legs = Legs()
    found = _search(legs).find("gì đó", "vi", officers=True)
    assert found.hits == () and not found.is_covered
    assert (["vi", "en", "ko"], True) in legs.requests and {officers for _, officers in legs.requests} == {True}
    legs = Legs()
    _search(legs).find("anything", "en")
    assert (["en", "ko"], False) in legs.requests and {officers for _, officers in legs.requests} == {False}


def test_what_only_officers_may_see_is_found_by_officers_only(settings: Settings) -> None:
    guides = {guide.id: guide for guide in (ginseng(("tax-code",)), seaweed())}
    build_index(list(guides.values()), settings)
    search = Search(guides, IndexReader.open(settings))
    question = "nine digits engraved under the base of the jar of red ginseng extract"
    public, officers = (search.find(question, "en", officers=allowed) for allowed in (False, True))
    assert public.hits[0].guide == "red-ginseng" == officers.hits[0].guide
    assert "tax-code" not in {cue for hit in public.hits for cue in hit.cues}
    assert officers.hits[0].cues[0] == "tax-code"
    assert officers.is_covered
    assert search.find("rong biển Toasted seaweed", "vi").hits[0].guide == "toasted-seaweed"
