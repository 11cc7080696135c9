"""Reference numbers such as `JP-2026-7KQ4-M2`: the year, five random characters and a check character.

The check is ISO/IEC 7064, MOD 37,36, over year and random characters: it finds every mistyped character and every
two that were swapped. Characters that are taken for others in print or handwriting do not occur.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

ALPHABET = "2346789ACDEFHJKMNPQRTVWXY"
"""Without 0 and O, 1, I and L, 5 and S, 8's B, 2's Z, 6's G, V's U."""
_DRAWN = 5
_FORM = re.compile(r"JP(\d{4})([0-9A-Z]{4})([0-9A-Z]{2})")
_MEANT = str.maketrans("OILSBZGU", "0115826V")
"""What somebody means who types a character that does not occur."""


def new_reference(year: int) -> str:
    """A reference that nobody can guess from another one. Whoever keeps cases sees to it that it is not taken."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(_DRAWN))
        check = mod_37_36.calc_check_digit(f"{year:04}{drawn}")
        if check in ALPHABET:
            return f"JP-{year:04}-{drawn[:4]}-{drawn[4:]}{check}"


def parse_reference(text: str) -> str | None:
    """The reference that a person typed, in its standard form; None if it is none.

    Case, spaces and the kind of dashes do not matter, nor does a look-alike: an O is taken for a zero.
    """
    typed = unicodedata.normalize("NFKC", text[:100]).upper()
    kept = "".join(char for char in typed if char.isascii() and char.isalnum())
    match = _FORM.fullmatch(kept[:2] + kept[2:].translate(_MEANT))
    if match is None:
        return None
    year, drawn, last = match.groups()
    try:
        mod_37_36.validate(year + drawn + last)
    except ValidationError:
        return None
    return f"JP-{year}-{drawn}-{last}"
