from __future__ import annotations

from pathlib import Path

from kb.catalogs import catalog_path
from kb.meaning_check import doubts
from kb.translate import update_catalogs
from tests.kb.guide_texts import ENGLISH, project, translate


def test_the_translation_that_means_something_else_comes_first(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH)
    update_catalogs(settings, ("de", "vi"))
    german = {
        "red-ginseng/summary/1": "Kopien des Glases werden auf Märkten im Ausland verkauft. [^a]",
        "red-ginseng#cap-seal/genuine/1": "Auf dem Siegel steht 홍삼정 in goldener Tinte. [^a]",
        "red-ginseng#cap-seal/check/1": "Morgen regnet es in Hamburg, und der Zug fährt nicht.",
        "red-ginseng#copied-barcode/note/1": "Kopien tragen die Nummer eines echten Glases. [^b]",
        "red-ginseng/background/1": "2024 beschlagnahmte der Zoll 1,5 Millionen Gläser. [^b]",
    }
    translate(catalog_path(settings.translations, "de", "red-ginseng"), german)
    (found,) = doubts(settings)  # Vietnamese has no pair yet
    assert found[0].context == "red-ginseng#cap-seal/check/1"
    assert len(found) == len(german)
    assert found[0].deviation > 1 > found[1].deviation
    assert found[0].similarity < found[1].similarity <= found[-1].similarity
    assert (found[0].locale, found[0].source) == ("de", "Tilt the cap: gold ink glitters.")
    assert "[^" not in found[-1].translation
    assert list(doubts(settings, ("vi",))) == []
