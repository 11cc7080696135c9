"""The numbers in a text and what each may be worth, in the languages of the catalogs.

Languages shorten large numbers by words of their own (1.5 million is 150만 and 15 लाख) and group digits in their own
way (1,500 / 1.500 / 1 500 / 1,50,000). Scale words, grouping and decimal marks follow CLDR's number patterns.
"""

from __future__ import annotations

import re

from kb import markdown
from kb.locales import SOURCE

_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "trillion": 1e12,
    "trillions": 1e12,
    # Korean
    "천": 1e3,
    "만": 1e4,
    "십만": 1e5,
    "백만": 1e6,
    "천만": 1e7,
    "억": 1e8,
    "천억": 1e11,
    "조": 1e12,
    # Chinese and Japanese
    "千": 1e3,
    "万": 1e4,
    "萬": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "百萬": 1e6,
    "千万": 1e7,
    "千萬": 1e7,
    "亿": 1e8,
    "億": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "千億": 1e11,
    "万亿": 1e12,
    "兆": 1e12,
    # Vietnamese
    "nghìn": 1e3,
    "ngàn": 1e3,
    "triệu": 1e6,
    "tỷ": 1e9,
    "tỉ": 1e9,
    "nghìn tỷ": 1e12,
    # Thai
    "พัน": 1e3,
    "หมื่น": 1e4,
    "แสน": 1e5,
    "ล้าน": 1e6,
    "พันล้าน": 1e9,
    "หมื่นล้าน": 1e10,
    "แสนล้าน": 1e11,
    "ล้านล้าน": 1e12,
    # Indonesian
    "ribu": 1e3,
    "juta": 1e6,
    "miliar": 1e9,
    "triliun": 1e12,
    # German
    "tausend": 1e3,
    "millionen": 1e6,
    "mio.": 1e6,
    "milliarde": 1e9,
    "milliarden": 1e9,
    "mrd.": 1e9,
    "billionen": 1e12,
    # Spanish
    "mil": 1e3,
    "millón": 1e6,
    "millones": 1e6,
    "mil millones": 1e9,
    "billones": 1e12,
    # Hindi
    "हज़ार": 1e3,
    "हजार": 1e3,
    "लाख": 1e5,
    "करोड़": 1e7,
    "अरब": 1e9,
    "खरब": 1e11,
    "लाख करोड़": 1e12,
    "मिलियन": 1e6,
    "बिलियन": 1e9,
    # Russian
    "тыс.": 1e3,
    "тысяча": 1e3,
    "тысячи": 1e3,
    "тысяч": 1e3,
    "млн": 1e6,
    "миллион": 1e6,
    "миллиона": 1e6,
    "миллионов": 1e6,
    "млрд": 1e9,
    "миллиард": 1e9,
    "миллиарда": 1e9,
    "миллиардов": 1e9,
    "трлн": 1e12,
}
"""Words by which languages shorten large numbers, in small letters."""
_GERMAN = {"billion": 1e12, "billionen": 1e12}
_KNOWN = {"en", "ko", "zh", "ja", "vi", "th", "id", "de", "es", "hi", "ru"}
"""Languages whose scale words are all above; of others a number may have lost its word to us, so only digits count."""
_DOUBTFUL = {"조", "千"}
"""Also an article of a law (제3조), and the kilo of kilogram (千克)."""
_SPACED = {"ru", "es", "fr", "de"}
"""Languages that group digits with a space, which typists often leave breakable. Elsewhere it parts two numbers."""


def _ends(word: str) -> str:
    # A word of a script with spaces ends where it ends: 50 tỉnh are provinces, 5 millares no thousand.
    return re.escape(word) + (r"(?!\w)" if word[0] < "\u0e00" else "")


_SCALE_WORDS = "|".join(_ends(word) for word in sorted(_SCALES, key=len, reverse=True))


def _pattern(groups: str) -> re.Pattern[str]:
    whole = rf"\d{{1,3}}(?:[{groups}]\d{{3}})+(?!\d)|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?!\d)|\d+"
    return re.compile(rf"(?P<whole>{whole})(?:[.,](?P<decimals>\d+))?(?:\s?(?P<scale>{_SCALE_WORDS}))?", re.IGNORECASE)


_ENGLISH = _pattern(",")
_CLOSE = _pattern(".,\u00a0\u202f")
_WIDE = _pattern(".,\u00a0\u202f ")
URL = re.compile(r"https?://[^\s\u3000-\u303f\uff00-\uffef]+")
"""An address ends at a space or at the punctuation of Chinese and Japanese, which write without spaces."""


def numbers(text: str, locale: str) -> dict[str, frozenset[float]]:
    """Each number of a text as it stands → what it may be worth.

    Args:
        text: the text with its footnote marks; addresses and marks are left out.
        locale: BCP 47 tag of the text; only English is sure to write 1,500 and 1.5 and nothing else.
    """
    language = locale.split("-", 1)[0]
    pattern = _ENGLISH if language == SOURCE else _WIDE if language in _SPACED else _CLOSE
    words = URL.sub("", markdown.without_marks(text))
    found: dict[str, frozenset[float]] = {}
    run: list[re.Match[str]] = []
    for match in pattern.finditer(words):
        if run and not _goes_on(run[-1], match, words, language):
            found |= _sum(run, language)
            run = []
        run.append(match)
    return found | _sum(run, language)


def _goes_on(one: re.Match[str], other: re.Match[str], text: str, language: str) -> bool:
    """Whether two numbers are one: 1억 2,500만, 3万5000."""
    gap = text[one.end() : other.start()]
    ours, theirs = _scale(one, language), _scale(other, language)
    return ours > theirs and not gap.strip() and (theirs > 1 or not gap)


def _sum(run: list[re.Match[str]], language: str) -> dict[str, frozenset[float]]:
    """The numbers of a run, added up where they are several."""
    if len(run) < 2:
        return {match.group(): _worths(match, language) for match in run}
    total = sum(max(_values(match, language)) * _scale(match, language) for match in run)
    return {" ".join(match.group() for match in run): frozenset({round(total, 3)})}


def _scale(match: re.Match[str], language: str) -> float:
    word = re.sub(r"\s+", " ", (match["scale"] or "").casefold())
    return _GERMAN.get(word, _SCALES.get(word, 1.0)) if language == "de" else _SCALES.get(word, 1.0)


def _values(match: re.Match[str], language: str) -> set[float]:
    """What the digits say: outside English 9.386 is nine thousand or nine and a bit."""
    digits = re.sub(r"\D", "", match["whole"])
    values = {float(f"{digits}.{match['decimals'] or 0}")}
    parts = re.split(r"[.,]", match["whole"])
    if language != SOURCE and len(parts) == 2 and not match["decimals"]:
        values.add(float(".".join(parts)))
    return values


def _worths(match: re.Match[str], language: str) -> frozenset[float]:
    values = _values(match, language)
    worths = {round(value * _scale(match, language), 3) for value in values}
    if language not in _KNOWN or match["scale"] in _DOUBTFUL:
        worths |= values | {float(re.sub(r"\D", "", match["whole"]) + (match["decimals"] or ""))}
    return frozenset(worths)
