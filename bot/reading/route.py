"""One strip → which engine may read it, and its reading.

PP-OCR goes first. It has no Hangul and no Thai and passes over such letters as if they were not there, so its
confidence alone does not tell that it read the whole line: a Latin line is believed only if a second engine sees
about the same letters. Everything else is asked of Tesseract, whose confidence tells Hangul and Thai apart.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from bot.photo import Pixels
from bot.reading.engines import Reading, ink_on_paper, read_pp_ocr, read_tesseract
from bot.reading.script import VIETNAMESE, count, half_width
from bot.reading.vote import overrule, vote

CERTAIN = 0.93
"""PP-OCR's confidence in its Han and kana from which three or more of them are believed at once."""
LATIN = 0.8
"""PP-OCR's confidence below which a line of Latin letters and digits is left out."""
HANGUL = 0.5
"""Tesseract's confidence below which a line of Hangul is left out; wrong words seldom reach it."""
THAI = VIETNAMESE_SURE = 0.8
"""Tesseract's confidence below which Thai or Vietnamese is not believed."""
MIN_ALIKE = 0.7
"""Share of letters in which two engines must agree on a Latin line."""


def read_strip(strip: Pixels) -> Reading | None:
    """Read one straightened line; None if no engine reads it well."""
    pp_ocr = read_pp_ocr(strip)
    line = ink_on_paper(strip)
    if _is_han(line, pp_ocr):
        return pp_ocr
    latin = _latin(line, pp_ocr)
    if latin:
        return latin
    hangul = _hangul(line, pp_ocr)
    if hangul:
        return hangul
    thai = read_tesseract(line, "tha")
    if thai.confidence >= THAI and count(thai.text, "Thai") > 0.4 * len(thai.text.replace(" ", "")):
        return thai
    return pp_ocr if pp_ocr.text and pp_ocr.confidence >= LATIN and _letters(pp_ocr.text) else None


def _is_han(line: Pixels, pp_ocr: Reading) -> bool:
    """Whether the line is in Han or kana; blurred Hangul can look like Han, so Korean is asked where digits abound."""
    letters = count(pp_ocr.text, "Hani", "Kana")
    if letters < 3 or pp_ocr.confidence_in("Hani", "Kana") <= CERTAIN:
        return False
    if letters > 0.6 * len(_letters(pp_ocr.text)) and pp_ocr.confidence > CERTAIN:
        return True
    korean = read_tesseract(line, "kor")
    return korean.confidence < HANGUL or count(korean.text, "Hang") < 2


def _latin(line: Pixels, pp_ocr: Reading) -> Reading | None:
    """A line of Latin letters and digits on which PP-OCR and Tesseract's Vietnamese agree but for the accents."""
    if pp_ocr.confidence < LATIN or not _letters(pp_ocr.text):
        return None
    vietnamese = read_tesseract(line, "vie")
    one, other = _letters(pp_ocr.text), _letters(vietnamese.text)
    if Levenshtein.normalized_similarity(one, other) < MIN_ALIKE:
        return None
    accented = sum(letter in VIETNAMESE for letter in vietnamese.text) >= 2
    if accented and vietnamese.confidence >= VIETNAMESE_SURE:
        return vietnamese
    return replace(pp_ocr, text=half_width(pp_ocr.text))


def _hangul(line: Pixels, pp_ocr: Reading) -> Reading | None:
    """A line that holds two or more syllables of Hangul, by the vote of Tesseract's Korean models."""
    readings = [read_tesseract(line, "kor")]
    latin = count(pp_ocr.text, "Latn")
    if latin >= 2:  # the Korean model alone spells Latin words in Hangul
        readings.append(read_tesseract(line, "kor+eng"))
    if count(readings[-1].text, "Hang") < 2 or readings[-1].confidence < HANGUL:
        return None
    readings.append(read_tesseract(line, "kor_best"))
    if latin >= 2 or len({"".join(reading.text.split()) for reading in readings}) > 1:
        if latin < 2:
            readings.append(read_tesseract(line, "kor+eng"))
        readings.append(read_tesseract(line, "kor_best+eng"))
    sure = max(reading.confidence for reading in readings)
    text = overrule(vote(readings), pp_ocr)
    return Reading(text, sure, " | ".join(sorted({reading.producer for reading in readings})))


def _letters(text: str) -> str:
    """The letters and digits of a text without accents and spaces."""
    flat = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in flat if character.isalnum()).casefold()
