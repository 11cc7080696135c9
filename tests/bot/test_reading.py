"""Label text: exact lines in every script, bent and turned labels, small print, and nothing where nothing is."""

import hashlib
import re
import socket
import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from bot.evidence import Line
from bot.photo import Pixels
from bot.reading import engines, read_lines
from bot.reading.engines import Reading
from bot.reading.overrule import overrule
from bot.reading.script import script_of_line
from tests.bot.pictures import CJK, LATIN, THAI, blurred, label, on_table, photo

LABEL = (
    ("홍삼농축액 100% (6년근)", CJK, "Hang"),
    ("제조원 : 주식회사 한국인삼", CJK, "Hang"),
    ("Made in Korea 2027.03.18", LATIN, "Latn"),
    ("净含量:240克 原产国:韩国", CJK, "Hani"),
    ("開封後はお早めに", CJK, "Kana"),
    ("Nước sản xuất: Hàn Quốc", LATIN, "Latn"),
    ("ผลิตในประเทศเกาหลี", THAI, "Thai"),
)
KOREAN = "제조원 : 주식회사 한국인삼"


def plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace("：", ":")


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line.text) for line in lines]


def picture(size: int = 40) -> Pixels:
    return label([(text, font) for text, font, _ in LABEL], size)


@pytest.fixture(scope="module")
def clean() -> tuple[Line, ...]:
    return read_lines(photo(picture(), "label.jpg"))


@pytest.mark.parametrize(("index", "text", "script"), [(i, t, s) for i, (t, _, s) in enumerate(LABEL)])
def test_each_script_is_read_exactly(clean: tuple[Line, ...], index: int, text: str, script: str) -> None:
    assert plain(clean[index].text) == plain(text)
    assert clean[index].script == script


def test_lines_say_where_they_stand_and_who_read_them(clean: tuple[Line, ...]) -> None:
    for index, line in enumerate(clean):
        middle = np.mean(line.box, axis=0)
        assert abs(middle[1] - (40 + index * 68 + 34)) < 16
        assert 30 < line.box[0][0] < 50
        assert line.photo == "label.jpg"
        assert 0.5 <= line.confidence <= 1
        assert re.search(r"\d+\.\d+", line.producer)
    assert clean[0].producer.startswith("jinpum-hangul")


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_photo_held_sideways_or_on_its_head(turns: int) -> None:
    upright = label([(KOREAN, CJK), ("Made in Korea 2027.03.18", LATIN), ("홍삼농축액 (6년근)", CJK)])
    pixels = np.ascontiguousarray(np.rot90(upright, turns))
    lines = read_lines(photo(pixels))
    assert texts(lines) == [plain(KOREAN), "MadeinKorea2027.03.18", "홍삼농축액(6년근)"]
    (left, top), (right, _), _, _ = lines[0].box
    height, width = pixels.shape[:2]
    start = {1: (50, height - 40), 2: (width - 40, height - 50), 3: (width - 50, 40)}[turns]
    assert abs(left - start[0]) < 25
    assert abs(top - start[1]) < 25
    assert (right < left - 100) == (turns == 2)


def test_small_print_in_a_large_frame() -> None:
    pixels = on_table(picture(30), 4000, 3000, 1700, 900)
    lines = read_lines(photo(pixels))
    assert plain(KOREAN) in texts(lines)
    assert "MadeinKorea2027.03.18" in texts(lines)
    line = next(line for line in lines if plain(line.text) == plain(KOREAN))
    assert abs(line.box[0][0] - 1740) < 12
    assert abs(line.box[0][1] - (900 + 40 + 51 + 6)) < 16


def test_a_bent_label() -> None:
    flat = label([(KOREAN, CJK), ("Keep refrigerated after opening", LATIN)], 40, 760)
    height, width = flat.shape[:2]
    x = np.arange(width, dtype=np.float32)[None].repeat(height + 60, axis=0)
    drop = 30 * (1 - ((np.arange(width) - width / 2) / (width / 2)) ** 2)
    y = (np.arange(height + 60)[:, None] - drop[None]).astype(np.float32)
    bent = np.asarray(cv2.remap(flat, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
    assert texts(read_lines(photo(bent))) == [plain(KOREAN), "Keeprefrigeratedafteropening"]


def test_light_letters_on_a_dark_ground() -> None:
    dark = 255 - label([(KOREAN, CJK)], 44)
    assert texts(read_lines(photo(dark))) == [plain(KOREAN)]


def test_what_cannot_be_read_is_left_out() -> None:
    gone = blurred(label([(KOREAN, CJK), ("Made in Korea", LATIN)], 40), 12)
    for line in read_lines(photo(gone)):
        assert plain(line.text) in {plain(KOREAN), "MadeinKorea"}


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 4000, 3), (4000, 5, 3), (300, 400, 3)])
def test_a_picture_without_text(shape: tuple[int, int, int]) -> None:
    assert read_lines(photo(np.full(shape, 200, np.uint8))) == ()


def test_noise_holds_no_text() -> None:
    noise = np.random.default_rng(2).integers(0, 255, (600, 800, 3), np.uint8)
    assert read_lines(photo(noise)) == ()


def test_two_threads_read_as_one(clean: tuple[Line, ...]) -> None:
    found: list[tuple[Line, ...]] = []
    threads = [threading.Thread(target=lambda: found.append(read_lines(photo(picture(), "label.jpg")))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [clean, clean]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    engines._session.cache_clear()
    engines._characters.cache_clear()
    assert texts(read_lines(photo(label([(KOREAN, CJK)])))) == [plain(KOREAN)]


def test_the_language_data_is_what_its_readme_says() -> None:
    readme = (engines.TESSDATA / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"\| `(\w+\.traineddata)` \|.*`([0-9a-f]{64})`", readme))
    files = {path.name: path for path in engines.TESSDATA.glob("*.traineddata")}
    assert set(named) == set(files)
    assert sum(path.stat().st_size for path in files.values()) < 15_000_000
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == named[name]


def test_only_one_module_names_the_engines() -> None:
    root = Path(engines.__file__).parent.parent
    naming = {
        path
        for path in root.rglob("*.py")
        if re.search(r"import (tesserocr|onnxruntime)|\"rapidocr\"", path.read_text())
    }
    assert naming == {Path(engines.__file__)}


def reading(text: str, confidence: float, sureness: tuple[float, ...] = ()) -> Reading:
    return Reading(text, confidence, "test", sureness)


def test_pp_ocr_overrules_digits_and_signs_but_no_syllables() -> None:
    assert overrule("농축액 7096 (국산)", reading("70%()", 0.99)) == "농축액 70% (국산)"
    assert overrule("홍삼 2O27.03", reading("2027.03", 0.99)) == "홍삼 2027.03"
    assert overrule("홍삼 2O27.03", reading("2027.03", 0.5)) == "홍삼 2O27.03"
    assert overrule("콜라겐", reading("ABC", 0.99)) == "콜라겐"
    assert overrule("기한;2027", reading("：2027", 0.99)) == "기한:2027"


@pytest.mark.parametrize(
    ("text", "script"),
    [("콜라겐 PDRN", "Hang"), ("2027.03.18", "Zyyy"), ("韩国", "Hani"), ("韓国の海苔", "Kana"), ("Việt Nam", "Latn")],
)
def test_the_script_of_a_line(text: str, script: str) -> None:
    assert script_of_line(text) == script
