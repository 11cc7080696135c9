"""What the rendered lines say: words of packs, whole label lines, and syllables that no list holds.

Words make the network good at labels, random syllables keep it from guessing words that are not there: a fake bears
the word that no dictionary has.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from tools.hangul.fontlist import KS_X_1001

WORDS = Path(__file__).parent / "words"
HUNSPELL = Path("/usr/share/hunspell/ko.dic")
"""Debian's hunspell-ko."""
MAX_LETTERS = 26
_SYLLABLES = sorted(KS_X_1001)
_ALL = [chr(code) for code in range(0xAC00, 0xD7A4)]
_HAN = (
    "辛味鮮海苔人蔘紅蔘正官庄高麗韓國産品名原料保存方法製造日期有效淨重生產商地址電話大小中上下一二三四五六七"
    "八九十年月日食品飲料酒茶油鹽糖米麥魚蝦蟹肉牛豚鷄卵乳"
)
_KANA = (
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんアイウエオカ"
    "キクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_METRIC = ("g", "kg", "ml", "mL", "L", "mg", "kcal", "%")
_UNITS = (*_METRIC, "원", "개", "매", "입", "호", "℃", "년", "월", "일", "cm", "인분", "분")


@lru_cache(maxsize=8)
def _list(name: str) -> list[str]:
    path = WORDS / f"{name}.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [unicodedata.normalize("NFC", line.strip()) for line in lines if line.strip()] or _dictionary()


@lru_cache(maxsize=1)
def _dictionary() -> list[str]:
    words = (line.split("/")[0].strip() for line in HUNSPELL.read_text(encoding="utf-8").splitlines())
    normal = (unicodedata.normalize("NFC", word) for word in words)
    return [word for word in normal if 2 <= len(word) <= 6 and all("가" <= letter <= "힣" for letter in word)]


def _number(r: random.Random) -> str:
    kind = r.random()
    if kind < 0.25:
        return f"{r.randint(1, 9999)}{r.choice(_UNITS)}"
    if kind < 0.4:
        return f"{r.randint(2019, 2029)}.{r.randint(1, 12):02}.{r.randint(1, 31):02}"
    if kind < 0.5:
        return f"{r.randint(1, 99999):,}{r.choice(_UNITS)}"
    if kind < 0.6:
        return f"0{r.choice(('2', '31', '41', '80', '70', '55'))}-{r.randint(100, 9999)}-{r.randint(1000, 9999)}"
    if kind < 0.7:
        return f"{r.uniform(0, 30):.1f}{r.choice(_UNITS)}"
    return str(r.randint(0, 10 ** r.randint(1, 6)))


def _cut(text: str, r: random.Random, longest: int) -> str:
    if len(text) <= longest:
        return text
    start = r.randint(0, len(text) - longest)
    return text[start : start + longest].strip()


def _name(r: random.Random) -> str:
    return r.choice(_list("names"))


def _word(r: random.Random) -> str:
    return r.choice(_list("words"))


def _everyday(r: random.Random) -> str:
    return r.choice(_dictionary())


def _random_syllables(r: random.Random) -> str:
    letters = _SYLLABLES if r.random() < 0.8 else _ALL
    return "".join(r.choice(letters) for _ in range(r.randint(1, 7)))


def _line(r: random.Random) -> str:
    return _cut(r.choice(_list("lines")), r, r.randint(6, MAX_LETTERS))


def _phrase(r: random.Random) -> str:
    parts = [r.choice((_name, _word, _everyday, _everyday, _random_syllables))(r) for _ in range(r.randint(2, 4))]
    return _cut(r.choice((" ", " ", "", ", ", "·", "/", "(")).join(parts), r, 16)


def _mixed(r: random.Random) -> str:
    parts = [r.choice((_name, _word, _everyday))(r), r.choice((_number(r), r.choice(_list("latin"))))]
    if r.random() < 0.4:
        r.shuffle(parts)
    return _cut(r.choice((" ", "", ": ", " : ", "(")).join(parts), r, 18)


def _misspelt(r: random.Random) -> str:
    """A word with one letter (jamo) changed, so that the network reads what stands there and not what should."""
    word = list(r.choice((_name, _word))(r))
    places = [index for index, letter in enumerate(word) if "가" <= letter <= "힣"]
    if places:
        place = r.choice(places)
        code = ord(word[place]) - 0xAC00
        initial, vowel, final = code // 588, code % 588 // 28, code % 28
        which = r.randrange(3)
        if which == 0:
            initial = r.randrange(19)
        elif which == 1:
            vowel = r.randrange(21)
        else:
            final = r.choice((0, 1, 4, 8, 16, 17, 21, r.randrange(28)))
        word[place] = chr(0xAC00 + initial * 588 + vowel * 28 + final)
    return _cut("".join(word), r, 12)


def _foreign(r: random.Random) -> str:
    kind = r.random()
    if kind < 0.35:
        return "".join(r.choice(_HAN) for _ in range(r.randint(1, 8)))
    if kind < 0.6:
        return "".join(r.choice(_KANA) for _ in range(r.randint(2, 9)))
    if kind < 0.85:
        return _cut(r.choice(_list("latin")), r, 18)
    return r.choice(_HAN) + _name(r)[:6]


_KINDS: tuple[tuple[float, Callable[[random.Random], str]], ...] = (
    (0.17, _name),
    (0.12, _word),
    (0.13, _everyday),
    (0.16, _random_syllables),
    (0.10, _misspelt),
    (0.11, _phrase),
    (0.09, _line),
    (0.06, _mixed),
    (0.02, _number),
    (0.04, _foreign),
)


def sample(r: random.Random) -> str:
    """One text, at most `MAX_LETTERS` characters; now and then empty, for strips without any letter."""
    if r.random() < 0.02:
        return ""
    kind = r.choices([kind for _, kind in _KINDS], [share for share, _ in _KINDS])[0]
    return " ".join(kind(r)[:MAX_LETTERS].split())
