"""Bar and QR codes: sharp, small, blurred, turned, copied wrongly, and not there at all."""

import barcode
import cv2
import numpy as np
import pytest

from bot.codes import read_codes
from bot.evidence import Box
from tests.bot.pictures import CJK, blurred, ean13, label, on_table, photo, qr, turned

GTIN, WRONG = "8801073110502", "8801073110509"


def frame(box: Box) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in box], [y for _, y in box]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_sharp_code_with_its_place() -> None:
    (code,) = read_codes(photo(on_table(ean13(GTIN), 1600, 1200, 300, 500), "shelf.jpg"))
    assert (code.format, code.text, code.check_digit, code.photo) == ("EAN-13", GTIN, True, "shelf.jpg")
    assert code.producer.startswith("zxing-cpp ")
    left, top, right, bottom = frame(code.box)
    assert abs(left - (300 + 44)) < 8
    assert abs(right - (300 + 44 + 95 * 4)) < 8
    assert 500 <= top < bottom <= 500 + 200


@pytest.mark.parametrize("degrees", [15, 45, 90, 135, 180, 200, 315])
def test_a_code_at_any_angle(degrees: int) -> None:
    table = turned(on_table(ean13(GTIN), 1400, 1400, 450, 600), degrees)
    (code,) = read_codes(photo(table))
    assert code.text == GTIN
    left, top, right, bottom = frame(code.box)
    assert left < 700 < right
    assert top < 700 < bottom


def test_a_small_code_in_a_large_frame() -> None:
    small = cv2.resize(ean13(GTIN, module=4), None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    table = on_table(np.asarray(small, np.uint8), 4000, 3000, 2700, 2100)
    (code,) = read_codes(photo(blurred(table, 0.8)))
    assert code.text == GTIN
    assert 2650 < frame(code.box)[0] < 2800


def test_a_dim_code() -> None:
    dim = (on_table(ean13(GTIN), 1200, 900).astype(np.float32) * 0.12 + 20).astype(np.uint8)
    (code,) = read_codes(photo(dim))
    assert code.text == GTIN


def test_light_bars_on_a_dark_pack() -> None:
    (code,) = read_codes(photo(on_table(255 - ean13(GTIN), 1600, 1200, 500, 400)))
    assert (code.text, code.check_digit) == (GTIN, True)


@pytest.mark.parametrize("degrees", [10, 30, 60, 75])
def test_a_slanting_code_is_not_read_as_a_short_one_too(degrees: int) -> None:
    tall = turned(on_table(ean13(GTIN, module=6, height=500), 1600, 1600, 480, 530), degrees)
    assert [code.text for code in read_codes(photo(tall))] == [GTIN]


def test_a_faint_turned_code_that_is_small_in_its_frame() -> None:
    print_ = (ean13(GTIN, module=3, height=110).astype(np.float32) / 255 * 40 + 120).astype(np.uint8)
    table = np.full((2400, 3200, 3), 150, np.uint8)
    table[900 : 900 + print_.shape[0], 1400 : 1400 + print_.shape[1]] = print_
    noise = np.random.default_rng(5).normal(0, 4, table.shape[:2])[:, :, None]
    shot = np.clip(turned(table, 47).astype(np.float32) + noise, 0, 255).astype(np.uint8)
    assert [code.text for code in read_codes(photo(shot))] == [GTIN]


def test_a_short_code_is_read_where_it_is_whole() -> None:
    bars = barcode.get("ean8", "9638507").build()[0]
    row = np.pad(np.array([0 if bit == "1" else 255 for bit in bars], np.uint8), 11, constant_values=255)
    eight = np.repeat(np.kron(row[None], np.ones((140, 5), np.uint8))[:, :, None], 3, axis=2)
    (code,) = read_codes(photo(on_table(eight, 1200, 900, 300, 300)))
    assert (code.format, code.text, code.check_digit) == ("EAN-8", "96385074", True)


def test_a_qr_code_beside_a_barcode() -> None:
    table = on_table(ean13(GTIN), 1600, 1000, 100, 100)
    square = qr("https://verify.example.co.kr/p/12345")
    table[500 : 500 + square.shape[0], 900 : 900 + square.shape[1]] = square
    codes = read_codes(photo(table))
    assert [(code.format, code.text, code.check_digit) for code in codes] == [
        ("EAN-13", GTIN, True),
        ("QR Code", "https://verify.example.co.kr/p/12345", None),
    ]


def test_two_stickers_with_the_same_number_are_two_codes() -> None:
    table = on_table(ean13(GTIN), 1600, 1200, 100, 100)
    table[700 : 700 + 200, 800 : 800 + 468] = ean13(GTIN)
    assert [code.text for code in read_codes(photo(table))] == [GTIN, GTIN]


def test_a_wrong_check_digit_is_reported() -> None:
    (code,) = read_codes(photo(on_table(ean13(WRONG), 1200, 800)))
    assert (code.text, code.check_digit) == (WRONG, False)


def test_the_gtin_in_a_digital_link_is_checked() -> None:
    (code,) = read_codes(photo(on_table(qr(f"https://id.example.com/01/0{GTIN}/10/A1"), 900, 900)))
    assert code.check_digit is True
    (code,) = read_codes(photo(on_table(qr(f"https://id.example.com/01/0{WRONG}/10/A1"), 900, 900)))
    assert code.check_digit is False


def test_text_and_noise_hold_no_code() -> None:
    lines = [("식품유형 : 유탕면 (건면 아님) |||| ||| || |", CJK), ("1111 lllll IIIII ||||| 880 1073", CJK)] * 6
    assert read_codes(photo(label(lines))) == ()
    noise = np.random.default_rng(3).integers(0, 255, (900, 1200, 3), np.uint8)
    assert read_codes(photo(noise)) == ()
    stripes = np.repeat(np.random.default_rng(4).integers(0, 2, (1, 1200, 1), np.uint8) * 255, 900, axis=0)
    assert read_codes(photo(np.repeat(stripes, 3, axis=2))) == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 3000, 3), (30, 30, 3)])
def test_a_picture_of_almost_nothing(shape: tuple[int, int, int]) -> None:
    assert read_codes(photo(np.full(shape, 128, np.uint8))) == ()
