"""All evidence of one photo, and the drawing of it."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from bot.draw import draw
from bot.gather import look, warm_up
from bot.marks import STYLES, MarkKind
from bot.photo import Photo
from tests.bot.pictures import CJK, LATIN, ean13, label, on_table, photo

GTIN = "8801073110502"


def shelf() -> Photo:
    pixels = on_table(label([("홍삼농축액 (6년근)", CJK), ("Made in Korea", LATIN)], 44, 700), 1200, 900)
    pixels[500:700, 600:1068] = ean13(GTIN)
    return photo(pixels, "shelf.jpg")


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def test_a_photo_gives_its_evidence() -> None:
    warm_up()
    evidence = look(shelf())
    assert (evidence.photo, evidence.width, evidence.height) == ("shelf.jpg", 1200, 900)
    assert evidence.quality.flaws == ()
    assert [code.text for code in evidence.barcodes] == [GTIN]
    read = ["".join(line.text.split()) for line in evidence.lines]
    assert read[:2] == ["홍삼농축액(6년근)", "MadeinKorea"]
    assert type(evidence).model_validate_json(evidence.model_dump_json()) == evidence


def test_officers_at_the_same_time_see_the_same() -> None:
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(look, [shelf()] * 3))
    assert found[0] == found[1] == found[2]


def test_the_drawing_marks_codes_and_lines_in_their_colours() -> None:
    seen = shelf()
    before = seen.pixels.copy()
    evidence = look(seen)
    drawn = draw(seen, evidence)
    assert drawn.shape == (900, 1200, 3)
    assert np.array_equal(seen.pixels, before)
    code, line = (np.all(drawn == _rgb(STYLES[kind].colour), axis=2) for kind in (MarkKind.CODE, MarkKind.LINE))
    assert code[480:720, 560:1100].sum() > 500
    assert line[100:300, 100:800].sum() > 500
    assert not code[:400].any()


def test_a_large_photo_is_drawn_smaller() -> None:
    large = photo(np.full((3000, 4000, 3), 90, np.uint8))
    evidence = look(large)
    assert (evidence.barcodes, evidence.lines) == ((), ())
    assert draw(large, evidence).shape == (1200, 1600, 3)
