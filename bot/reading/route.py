"""One strip → which engine may read it, and its reading.

PP-OCR goes first: it is fast, and its confidence tells well whether a line is in one of its scripts. What it is
not sure of goes to Tesseract, whose confidence tells Hangul, Thai and Vietnamese apart.
"""

from __future__ import annotations

from dataclasses import replace

from bot.photo import Pixels
from bot.reading.engines import Reading, ink_on_paper, read_pp_ocr, read_tesseract
from bot.reading.script import VIETNAMESE, count
from bot.reading.vote import overrule, vote

PP_CERTAIN = 0.93
"""PP-OCR's confidence from which three or more Han or kana are believed at once."""
PP_LATIN = 0.8
"""PP-OCR's confidence below which a line of Latin letters and digits is left out."""
HANGUL = 0.5
"""Tesseract's confidence below which a line of Hangul is left out."""


def read_strip(strip: Pixels) -> Reading | None:
    """Read one straightened line; None if no engine reads it well."""
    pp_ocr = read_pp_ocr(strip)
    if pp_ocr.confidence > PP_CERTAIN and count(pp_ocr.text, "Hani", "Kana") >= 3:
        return pp_ocr
    line = ink_on_paper(strip)
    mixed = read_tesseract(line, "kor+eng")
    unsure = pp_ocr.confidence < 0.9
    if unsure or mixed.confidence < 0.6:
        thai = _thai(line, mixed)
        if thai:
            return thai
    korean = read_tesseract(line, "kor") if unsure and count(mixed.text, "Hang") < 2 else None
    if (count(mixed.text, "Hang") >= 2 and mixed.confidence >= 0.4) or (
        korean and count(korean.text, "Hang") >= 2 and korean.confidence >= HANGUL
    ):
        return _hangul(line, pp_ocr, mixed, korean)
    vietnamese = read_tesseract(line, "vie")
    if vietnamese.confidence >= 0.8 and sum(letter in VIETNAMESE for letter in vietnamese.text) >= 2:
        return vietnamese
    return pp_ocr if pp_ocr.text and pp_ocr.confidence >= PP_LATIN else None


def _thai(line: Pixels, mixed: Reading) -> Reading | None:
    if count(mixed.text, "Hang") >= 2 and mixed.confidence >= 0.75:
        return None
    thai = read_tesseract(line, "tha")
    letters = sum(character.isalpha() for character in thai.text)
    share = count(thai.text, "Thai") / max(1, len(thai.text.replace(" ", "")))
    return thai if letters and share > 0.4 and thai.confidence > max(0.8, mixed.confidence) else None


def _hangul(line: Pixels, pp_ocr: Reading, mixed: Reading, korean: Reading | None) -> Reading | None:
    readings = [
        mixed,
        korean or read_tesseract(line, "kor"),
        read_tesseract(line, "kor_best+eng"),
        read_tesseract(line, "kor_best"),
    ]
    text = overrule(vote(readings), pp_ocr)
    sure = max(reading.confidence for reading in readings)
    if sure < HANGUL or not text:
        return None
    return replace(mixed, text=text, confidence=sure, producer=f"vote({mixed.producer}, kor, kor_best)")
