"""A photo's evidence over it and drawn on it: numbers, titles, pairs beside the question."""

from __future__ import annotations

import itertools

import numpy as np
from PIL import Image, ImageDraw

from bot import draw
from bot.access.person import browser
from bot.answer import Answer, Question
from bot.evidence import Box, Change, Match, PhotoEvidence
from bot.finding import Basis, Finding, Outcome
from bot.gather import look
from bot.overlay import CROWDED, MANY, overlay
from bot.session import Session
from bot.shot import Shot
from bot.verdict import SignStrength, Verdict, Word
from bot.view import show
from bot.view_step import show_step
from kb.interface import interface
from kb.vocabulary import Shows, Strength
from tests.bot.pictures import LATIN, label, on_table, photo, qr
from tests.bot.pieces import line, seen

WORDS = interface("en")
WHOLE: Box = ((0, 0), (90, 0), (90, 120), (0, 120))
PART: Box = ((10, 10), (30, 10), (30, 40), (10, 40))
MATCH = Match(
    producer="t",
    photo="1",
    guide="g",
    cue="art",
    reference="front.jpg",
    box=WHOLE,
    score=0.6,
    compared=0.9,
    changes=(Change(box=PART, reference_box=PART, amount=3),),
)


class SeenShot(Shot):
    """A photo that was looked at already, with one difference to show."""

    def __init__(self, found: PhotoEvidence) -> None:
        super().__init__(1, "pack.jpg", "", None)
        self._evidence = found

    def pairs(self, match: Match) -> tuple[tuple[str, str], ...]:
        return (("data:image/jpeg;base64,HERE", "data:image/jpeg;base64,THERE"),) * len(match.changes)


def _answer(*questions: Question) -> Answer:
    compared = Finding(
        guide="g",
        cue="art",
        outcome=Outcome.AS_FAKE,
        strength=Strength.MODERATE,
        shows=Shows.COUNTERFEIT,
        basis=Basis.COMPARED,
        evidence=(MATCH,),
    )
    verdict = Verdict(word=Word.SIGNS_OF_FAKE, strength=SignStrength.SOME, kind=Shows.COUNTERFEIT, score=1)
    return Answer(locale="en", guides=(), verdict=verdict, findings=(compared,), questions=questions, sentences=())


def test_a_match_bears_the_title_of_its_guide() -> None:
    shown = overlay(SeenShot(seen().model_copy(update={"matches": (MATCH,)})), WORDS, {"g": "Barley chips"})
    assert [mark.text for mark in shown.marks] == ["Barley chips", "Barley chips"]
    assert not any("front.jpg" in mark.told or "g," in mark.told for mark in shown.marks)


def test_numbers_of_many_lines_give_way() -> None:
    few, many, crowd = (
        overlay(SeenShot(seen(*(line(str(n)) for n in range(count)))), WORDS) for count in (MANY, MANY + 1, CROWDED + 1)
    )
    assert (few.many, many.many) == (False, True)
    assert all(mark.is_numbered for mark in many.marks)
    assert not any(mark.is_numbered for mark in crowd.marks)


def test_a_difference_stands_beside_its_question_and_else_in_its_table() -> None:
    question = Question(guide="g", cue="art", title="Artwork", where="Front", genuine="A.", fake="B.", how="", url="/")
    shots = [SeenShot(seen().model_copy(update={"matches": (MATCH,)}))]
    item = Session(locale="en", shots=list(shots), answer=_answer(question), is_checking=True)
    asked, unasked = show_step(item, browser("x")), show(_answer(), "en", shots=shots)
    for html in (asked, unasked):
        assert html.count("base64,HERE") == html.count("base64,THERE") == 1
    confirm = asked.split('class="jp-confirm"')[1]
    assert confirm.index("base64,THERE") < confirm.index('data-outcome="as-fake"')
    assert 'id="jp-differing"' not in asked
    assert "base64,HERE" in unasked.split('id="jp-differing"')[1]


def test_drawn_numbers_never_lie_on_one_another() -> None:
    ground = photo(np.full((400, 600, 3), 200, np.uint8))
    boxes: list[Box] = [((200 + n, 100), (300, 100), (300, 140), (200 + n, 140)) for n in range(6)]
    taken: list[tuple[float, float, float, float]] = []
    pen = ImageDraw.Draw(Image.fromarray(ground.pixels))
    for number, box in enumerate(boxes, 1):
        draw._number(pen, box[0], str(number), "#0072b2", taken)
    assert len(taken) == 6
    for one, other in itertools.combinations(taken, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_square_code_is_no_text() -> None:
    pixels = on_table(label([("Made in Korea", LATIN)], 44, 500), 1000, 800)
    code = qr("https://example.com/a-rather-long-address/that-makes-many-modules")
    pixels[420 : 420 + code.shape[0], 500 : 500 + code.shape[1]] = code
    found = look(photo(pixels))
    (square,) = found.barcodes
    left, right = min(x for x, _ in square.box), max(x for x, _ in square.box)
    top, bottom = min(y for _, y in square.box), max(y for _, y in square.box)
    for box in (*(one.box for one in found.lines), *found.unread):
        x, y = (sum(value) / 4 for value in zip(*box, strict=True))
        assert not (left < x < right and top < y < bottom)
