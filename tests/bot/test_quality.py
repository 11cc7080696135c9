"""The flaws that keep a photo from being read, and only those."""

import numpy as np
import pytest

from bot.evidence import Flaw
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
    assert measure(photo(white)).flaws == ()


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
