"""One strip → which engine may read it, and its reading.

PP-OCR and our Hangul reader see every strip in one run. PP-OCR has no Hangul and no Thai and passes over such letters
as if they were not there, so its confidence alone does not tell that it read the whole line: our reader tells whether
there is Hangul, and a Latin line is believed only if a second engine sees about the same letters. What neither can
read is asked of Tesseract, which knows Thai and Vietnamese.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from bot.photo import Pixels
from bot.reading.engines import Reading, Seen, ink_on_paper, read_tesseract, see
from bot.reading.overrule import overrule
from bot.reading.script import VIETNAMESE, count, half_width

CERTAIN = 0.93
"""PP-OCR's confidence in its Han and kana from which three or more of them are believed at once."""
LATIN = 0.8
"""PP-OCR's confidence below which a line of Latin letters and digits is left out."""
HANGUL = 0.6
"""Our reader's mean confidence in its syllables below which a line is left out."""
FEW_HANGUL = 0.8
"""The same for a single syllable, which stains and pictures look like."""
THAI = VIETNAMESE_SURE = 0.8
"""Tesseract's confidence below which Thai or Vietnamese is not believed."""
MIN_ALIKE = 0.7
"""Share of letters in which two engines must agree on a Latin line."""


@dataclass(frozen=True)
class Routed:
    """The reading that was chosen, if any, and what the networks saw."""

    reading: Reading | None
    seen: Seen


def read_strip(strip: Pixels) -> Routed:
    """Read one straightened line; no reading if no engine reads it well."""
    seen = see(strip)
    return Routed(_choose(strip, seen), seen)


def _choose(strip: Pixels, seen: Seen) -> Reading | None:
    pp_ocr = seen.pp_ocr
    if _is_han(seen):
        return replace(pp_ocr, text=half_width(pp_ocr.text))
    hangul = _hangul(seen)
    if hangul:
        return hangul
    if not pp_ocr.text and not seen.others:
        return None  # no engine sees a letter: a picture
    line = ink_on_paper(strip)
    latin = _latin(line, seen)
    if latin:
        return latin
    thai = read_tesseract(line, "tha")
    if thai.confidence >= THAI and count(thai.text, "Thai") > 0.4 * len(thai.text.replace(" ", "")):
        return thai
    return pp_ocr if pp_ocr.text and pp_ocr.confidence >= LATIN and _letters(pp_ocr.text) else None


def _is_han(seen: Seen) -> bool:
    """Whether the line is in Han or kana: PP-OCR is sure of them, and our reader sees letters that it does not know."""
    pp_ocr = seen.pp_ocr
    letters = count(pp_ocr.text, "Hani", "Kana")
    if letters < 2 or pp_ocr.confidence_in("Hani", "Kana") <= CERTAIN:
        return False
    return count(seen.hangul.text, "Hang") < letters or seen.others >= letters


def _hangul(seen: Seen) -> Reading | None:
    """A line that holds Hangul, with PP-OCR's digits and Latin letters where it is sure of them."""
    hangul = seen.hangul
    syllables = count(hangul.text, "Hang")
    least = HANGUL if syllables > 1 else FEW_HANGUL
    if not syllables or hangul.confidence_in("Hang") < least:
        return None
    return replace(hangul, text=overrule(hangul.text, seen.pp_ocr), sureness=())


def _latin(line: Pixels, seen: Seen) -> Reading | None:
    """A line of Latin letters and digits on which PP-OCR and another engine agree but for the accents."""
    pp_ocr = seen.pp_ocr
    if pp_ocr.confidence < LATIN or not _letters(pp_ocr.text):
        return None
    vietnamese = read_tesseract(line, "vie")
    one = _letters(pp_ocr.text)
    alike = max(
        Levenshtein.normalized_similarity(one, _letters(other)) for other in (vietnamese.text, seen.hangul.text)
    )
    if alike < MIN_ALIKE:
        return None
    accented = sum(letter in VIETNAMESE for letter in vietnamese.text) >= 2
    if accented and vietnamese.confidence >= VIETNAMESE_SURE:
        return vietnamese
    return replace(pp_ocr, text=half_width(pp_ocr.text))


def _letters(text: str) -> str:
    """The letters and digits of a text without accents and spaces."""
    flat = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in flat if character.isalnum()).casefold()
