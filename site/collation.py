"""Names in the order in which a language lists them.

Babel brings no collation, and ICU would be a system library for a few dozen names, so each language's own rule stands
here; a test compares the order with that of a browser's ICU.
"""

from __future__ import annotations

import re
import unicodedata

_LEGACY = {"ja": "euc_jp", "zh-Hans": "gb18030", "zh-Hant": "big5"}
"""Character sets whose first level is in the language's own order: by reading, by pinyin, by strokes."""
_VIETNAMESE = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_THAI_VOWEL_FIRST = re.compile(r"([เแโใไ])([ก-ฮ])")
_THAI_MARKS = re.compile(r"[\u0e47-\u0e4e]")
_LATIN_MARKS = re.compile(r"([a-z])[\u0300-\u036f]+")
_VOICED = re.compile(r"[\u3099\u309a]")
_PUNCTUATION = re.compile(r"[^\w\s\u0900-\u0dff]")


def sort_key(name: str, locale: str) -> tuple[object, ...]:
    """What to sort names by.

    Args:
        name: in the language.
        locale: BCP 47 tag.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    if charset := _LEGACY.get(locale):
        # Kana before characters in Japanese, voiced with unvoiced; what the set lacks comes last.
        plain = _VOICED.sub("", unicodedata.normalize("NFD", text)) if locale == "ja" else text
        return (tuple((char.encode(charset, "ignore") or b"\xff\xff", char) for char in plain), text)
    if locale == "vi":
        return ([_vietnamese(char) for char in _PUNCTUATION.sub("", text)], text)
    if locale == "th":
        # A vowel that is written before its consonant is read after it.
        plain = _THAI_MARKS.sub("", text)
        return (_THAI_VOWEL_FIRST.sub(r"\2\1", plain), text)
    if locale == "es":
        text = text.replace("ñ", "n\u02af")  # a letter behind z
    return (_plain(text), text)


def _plain(text: str) -> str:
    # Marks of other scripts make letters of their own there: й follows и. A space comes before every letter.
    latin = _LATIN_MARKS.sub(r"\1", unicodedata.normalize("NFD", text))
    return _PUNCTUATION.sub("", unicodedata.normalize("NFC", latin)).replace("ё", "е")


def _vietnamese(char: str) -> tuple[int, str]:
    # Tones come after letters; ă, â, đ, ê, ô, ơ, ư are letters.
    tones = "\u0300\u0301\u0303\u0309\u0323"
    decomposed = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(part for part in decomposed if part not in tones))
    at = -1 if letter.isspace() else _VIETNAMESE.find(letter)
    return (at if at >= 0 or letter.isspace() else len(_VIETNAMESE), letter)
