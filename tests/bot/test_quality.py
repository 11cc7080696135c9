"""The flaws that keep a photo from being read, and only those."""

import numpy as np
import pytest

from bot.evidence import Barcode, Box, Carrier, Flaw, Line
from bot.photo import Pixels
from bot.quality import measure
from tests.bot.pictures import CJK, blurred, ean13, label, on_table, photo


def good() -> Pixels:
    return on_table(label([("식품유형 : 유탕면 (건면 아님)", CJK)] * 8, 36, 1000), 1600, 1200, 250, 200)


def spot(pixels: Pixels, radius: float) -> Pixels:
    """A lamp's reflection with a soft edge."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width]
    light = 400 * np.exp(-(((x - width / 2) ** 2 + (y - height / 2) ** 2) / radius**2))
    return np.asarray(np.clip(pixels + light[:, :, None], 0, 255), np.uint8)


def test_a_good_photo_has_no_flaw() -> None:
    assert measure(photo(good())).flaws == ()


def test_white_print_is_no_glare() -> None:
    white = np.full((1200, 1600, 3), 255, np.uint8)
    white[300:500, 500:968] = ean13("8801073110502")
    white[600:900, 300:1100] = (20, 20, 30)
    assert Flaw.GLARE not in measure(photo(white)).flaws


@pytest.mark.parametrize("width", [1600, 4000])
def test_a_blurred_photo(width: int) -> None:
    pixels = on_table(label([("식품유형 : 유탕면", CJK)] * 8, width // 44, width // 2), width, width * 3 // 4)
    assert Flaw.BLUR not in measure(photo(pixels)).flaws
    assert Flaw.BLUR in measure(photo(blurred(pixels, width / 200))).flaws


def test_glare() -> None:
    quality = measure(photo(spot(good(), 250)))
    assert Flaw.GLARE in quality.flaws
    assert 0.008 < quality.glare < 0.6
    assert Flaw.GLARE not in measure(photo(spot(good(), 25))).flaws


def test_a_dark_photo() -> None:
    quality = measure(photo((good() * 0.15).astype(np.uint8)))
    assert quality.flaws == (Flaw.DARK,)
    assert quality.brightness < 25


def test_a_small_photo() -> None:
    assert measure(photo(good()[::4, ::4].copy())).flaws == (Flaw.SMALL,)


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 5000, 3)])
def test_a_picture_of_almost_nothing_is_measured(shape: tuple[int, int, int]) -> None:
    assert measure(photo(np.zeros(shape, np.uint8))).brightness == 0


# What matters: text and codes


def line(left: float, top: float, right: float, bottom: float, confidence: float = 0.95) -> Line:
    box: Box = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Line(producer="test", photo="test", text="x", box=box, script="Hang", confidence=confidence)


def lit(pixels: Pixels) -> Pixels:
    """Lit from the right, so that white paper burns out softly."""
    light = np.linspace(0.8, 1.25, pixels.shape[1])[None, :, None]
    return np.asarray(np.clip(pixels * light, 0, 255), np.uint8)


def test_a_white_label_with_ink_that_is_read_is_no_glare() -> None:
    white = np.full((1200, 1600, 3), 255, np.uint8)
    boxes = [line(300, top, 1300, top + 50) for top in range(200, 1000, 160)]
    for one in boxes:
        (left, top), _, (right, bottom), _ = one.box
        white[int(top) + 8 : int(bottom) - 8 : 3, int(left) : int(right)] = 20
    quality = measure(photo(lit(on_table(white[150:1050, 200:1400], 1600, 1200, 200, 150))), boxes)
    assert quality.flaws == ()


def test_glare_counts_where_it_hides_text() -> None:
    pixels = spot(good(), 250)
    hidden = line(500, 560, 1100, 620).box
    (trouble,) = measure(photo(pixels), [line(20, 20, 300, 60)], unread=[hidden]).troubles
    assert (trouble.flaw, trouble.carrier) == (Flaw.GLARE, Carrier.TEXT)
    away = [line(20, 20, 300, 60), line(20, 80, 300, 120)]
    assert measure(photo(pixels), away).troubles == ()


@pytest.mark.parametrize(("size", "blur", "flaw"), [(9, 0.4, Flaw.SMALL), (14, 2.0, Flaw.SMALL), (36, 5.0, Flaw.BLUR)])
def test_text_that_was_not_read_says_why(size: int, blur: float, flaw: Flaw) -> None:
    text = label([("품목보고번호 1988042100", CJK)] * 12, size, size * 16)
    unread = [
        line(40, 40 + row * round(size * 1.7), size * 14, 40 + row * round(size * 1.7) + size * 1.4).box
        for row in range(12)
    ]
    troubles = measure(photo(blurred(text, blur)), unread=unread).troubles
    assert {trouble.flaw for trouble in troubles if trouble.carrier is Carrier.TEXT} == {flaw}


def test_a_pack_far_away_is_told_instead_of_its_small_print() -> None:
    text = label([("품목보고번호 1988042100", CJK)] * 3, 9, 150)
    unread = [line(640, 540 + row * 15, 740, 540 + row * 15 + 12).box for row in range(3)]
    quality = measure(photo(on_table(text, 1600, 1200, 600, 500)), unread=unread)
    assert Flaw.FAR in quality.flaws
    assert Flaw.SMALL not in quality.flaws


@pytest.mark.parametrize(("cut", "flaw"), [(450, Flaw.CUT), (0, Flaw.UNREAD)])
def test_a_code_that_was_not_decoded(cut: int, flaw: Flaw) -> None:
    pixels = on_table(ean13("8801073110502", 4, 200), 1400, 900, 400, 300)[:, cut:]
    (trouble,) = (one for one in measure(photo(pixels)).troubles if one.carrier is Carrier.CODE)
    assert trouble.flaw is flaw


def test_print_is_no_code_and_a_decoded_code_no_trouble() -> None:
    assert not [one for one in measure(photo(good())).troubles if one.carrier is Carrier.CODE]
    pixels = on_table(ean13("8801073110502", 4, 200), 1400, 900, 400, 300)
    box = line(400, 320, 868, 500).box
    known = Barcode(producer="t", photo="t", format="EAN-13", text="8801073110502", box=box, check_digit=True)
    assert not [one for one in measure(photo(pixels), codes=[known]).troubles if one.carrier is Carrier.CODE]
