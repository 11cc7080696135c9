"""The JSON that other programs rely on: its keys are those of the design."""

from __future__ import annotations

import json

from bot.assistant import Assistant
from bot.evidence import PhotoEvidence
from bot.identify import on_photos
from bot.inquiry import Inquiry
from bot.wire import answer_json, photo_json
from kb.search import Search
from tests.bot.pieces import code, line, seen

MEDICUBE, BULDAK = "medicube-age-r", "buldak-ramen"
GTIN = "8801073110502"


def test_an_answer_as_json_has_the_keys_that_others_rely_on(assistant: Assistant, label_photo: PhotoEvidence) -> None:
    data = answer_json(assistant.ask(Inquiry(locale="vi", text="골라겐", photos=(label_photo,))), "case-7")
    assert list(data) == [
        *("id", "locale", "guides", "verdict", "strength", "kind", "score"),
        *("findings", "questions", "citations", "text"),
    ]
    assert (data["id"], data["locale"], data["verdict"]) == ("case-7", "vi", "signs-of-fake")
    assert {frozenset(one) for one in data["guides"]} == {frozenset({"id", "score"})}
    assert data["guides"] == sorted(data["guides"], key=lambda one: -one["score"])
    needed = {"guide", "cue", "outcome", "strength", "evidence"}
    assert all(needed <= set(one) <= needed | {"basis"} for one in data["findings"])
    assert {frozenset(one) for one in data["questions"]} == {frozenset({"guide", "cue"})}
    assert {frozenset(one) for one in data["citations"]} == {frozenset({"guide", "cue", "url"})}


def test_a_photo_as_json_has_the_keys_that_others_rely_on(search: Search) -> None:
    evidence = seen(line("메디큐브"), code(GTIN), code("https://example.com", "QR Code", None))
    data = photo_json(evidence, search.keys, on_photos(Inquiry(locale="en", photos=(evidence,)), search.keys))
    assert {"photo", "width", "height", "quality", "barcodes", "lines", "facts", "products"} <= set(data)
    assert [set(one) for one in data["barcodes"]] == [{"format", "text", "box", "check_digit", "guide"}] * 2
    assert [one["guide"] for one in data["barcodes"]] == [BULDAK, None]
    assert [set(one) for one in data["lines"]] == [{"text", "box", "script", "confidence"}]
    assert [(one["id"], one["why"]) for one in data["products"]] == [(BULDAK, "barcode"), (MEDICUBE, "name")]
    assert all(len(one["box"]) == 4 and all(len(point) == 2 for point in one["box"]) for one in data["barcodes"])
    json.dumps(data)


def test_an_item_that_no_guide_covers_has_the_same_keys(assistant: Assistant) -> None:
    covered, uncovered = (
        answer_json(assistant.ask(Inquiry(locale="en", text=text))) for text in ("Medicube", "olive oil")
    )
    assert list(covered) == list(uncovered)
    assert (uncovered["guides"], uncovered["findings"], uncovered["kind"], uncovered["strength"]) == (
        [],
        [],
        None,
        None,
    )
