"""The letters of our Hangul reader: syllables as positional jamo, and how a text is spelt in them.

A network over 11,172 syllables would have to see each of them in every font; over 67 jamo it reads a syllable that
it never saw.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FIRST, LAST = 0xAC00, 0xD7A3
"""The first and the last precomposed syllable of Unicode."""
INITIALS, VOWELS, FINALS = 19, 21, 27
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .,:;()[]%/+-&'\"·~!?*#@<>=®℃"
"""What else is read, one class each; the space among them."""
BLANK = 0
_VOWEL = 1 + INITIALS
_FINAL = _VOWEL + VOWELS
_SIGN = _FINAL + FINALS
OTHER = _SIGN + len(SIGNS)
"""A letter that is neither Hangul nor one of `SIGNS`: Han, kana, Thai."""
CLASSES = OTHER + 1
OTHER_LETTER = "\ufffc"
"""Stands for `OTHER` in decoded text."""
_SIGN_CLASS = {sign: _SIGN + index for index, sign in enumerate(SIGNS)}


def spell(text: str) -> list[int]:
    """The classes of a text: two or three for a syllable, one for anything else."""
    classes = []
    for letter in text:
        code = ord(letter) - FIRST
        if 0 <= code <= LAST - FIRST:
            classes += [1 + code // 588, _VOWEL + code % 588 // 28]
            if code % 28:
                classes.append(_FINAL + code % 28 - 1)
        else:
            classes.append(_SIGN_CLASS.get(letter, OTHER))
    return classes


def join(classes: Sequence[int]) -> list[tuple[str, int, int]]:
    """Letters made of classes, each with its first and last place plus one; jamo that form no syllable fall out."""
    letters = []
    place = 0
    while place < len(classes):
        one = classes[place]
        if 1 <= one < _VOWEL and place + 1 < len(classes) and _VOWEL <= classes[place + 1] < _FINAL:
            code = FIRST + (one - 1) * 588 + (classes[place + 1] - _VOWEL) * 28
            end = place + 2
            if end < len(classes) and _FINAL <= classes[end] < _SIGN:
                code += classes[end] - _FINAL + 1
                end += 1
            letters.append((chr(code), place, end))
            place = end
            continue
        if one >= _SIGN:
            letters.append((OTHER_LETTER if one == OTHER else SIGNS[one - _SIGN], place, place + 1))
        place += 1
    return letters


def text_of(classes: Iterable[int]) -> str:
    """The text that a sequence of classes spells."""
    return "".join(letter for letter, _, _ in join(list(classes)))
