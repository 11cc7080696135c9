"""What is odd about a host name: that of a code or a label beside the official ones. No address is ever opened."""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from rapidfuzz.distance import OSA

_LETTERS = Path(__file__).parent / "data" / "look_alike_letters.txt"
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "go", "gov", "in", "me", "ne", "net", "nom", "or", "org", "pe", "re"}
)
"""Labels below a country's ending under which names are registered, as in `co.kr`, `com.cn`, `in.th`."""
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "LATIN"})
"""Scripts that East Asian names mix (Unicode Technical Standard 39, section 5.2, highly restrictive)."""
_ONE_SLIP, _TWO_SLIPS = 5, 9
"""Letters from which a name differing in one or in two letters is taken for it; shorter names have real neighbours."""
_USUAL_PORTS = {"http": 80, "https": 443, "": 443}
SHORTENERS = frozenset(
    {
        *("abr.ge", "bit.do", "bit.ly", "bitly.kr", "buff.ly", "buly.kr", "c11.kr", "cutt.ly", "dwz.cn", "goo.gl"),
        *("han.gl", "is.gd", "kko.to", "lrl.kr", "me-qr.com", "me2.do", "naver.me", "ow.ly", "q-r.to", "qr.link"),
        *("qrco.de", "rb.gy", "rebrand.ly", "reurl.cc", "s.id", "scan.page", "shorturl.at", "suo.im", "t.cn", "t.co"),
        *("t.ly", "tiny.cc", "tinyurl.com", "url.cn", "url.kr", "v.gd", "vo.la", "vvd.bz", "zrr.kr"),
    }
)
"""Services behind whose addresses any other may lie; the list is our own and not complete."""


class Trick(StrEnum):
    """What a host does to be taken for another, or to hide."""

    LOOK_ALIKE = "look-alike"
    """Its letters look like those of an official address."""
    TYPO = "typo"
    """It differs from an official address in a letter or two."""
    FRONT = "front"
    """An official address stands in front, but what counts is the end: medicube.us.example.com."""
    INSIDE = "inside"
    """The official name stands among other words."""
    ENDING = "ending"
    """The official name under another ending; the owner may have registered it too."""
    OTHER_LETTERS = "other-letters"
    """It holds letters outside a to z, which are sent in an ASCII form."""
    MIXED = "mixed"
    """One word of it mixes scripts that no language mixes."""
    USER = "user"
    """What stands before @ looks like the host and is not."""
    NUMBER = "number"
    """A bare network number instead of a name."""
    PORT = "port"
    """It asks for an unusual port."""
    SHORTENER = "shortener"
    """A link service, which hides the real host."""


RESEMBLING = frozenset({Trick.LOOK_ALIKE, Trick.TYPO, Trick.FRONT, Trick.INSIDE})
"""Tricks that are played on an official address and on no other."""


@dataclass(frozen=True)
class Oddity:
    """One trick. `official` is the address that it is played on, or empty."""

    trick: Trick
    host: str
    """With the ASCII form beside it where the two differ."""
    official: str = ""


def split_address(text: str) -> SplitResult | None:
    """A code's text as a web address, read as a browser reads it (WHATWG URL Standard); None if it is none.

    A backslash is a slash, full-width letters and ideographic full stops are plain ones, invisible signs are nothing.
    """
    candidate = unicodedata.normalize("NFKC", text.strip().replace("\\", "/")).replace("。", ".")
    candidate = "".join(char for char in candidate if unicodedata.category(char) != "Cf")
    try:
        parts = urlsplit(candidate if "://" in candidate else f"//{candidate}")
        _ = parts.hostname, parts.port
    except ValueError:
        return None
    return None if " " in candidate else parts


def shown(host: str) -> str:
    """A host as a person reads it, with the form that is sent behind it where the two differ."""
    readable, sent = to_unicode(host), to_ascii(host)
    return readable if readable == sent else f"{readable} ({sent})"


def to_unicode(host: str) -> str:
    """A host with its punycode labels decoded (RFC 3492); a label that cannot be decoded stays."""
    return ".".join(map(_decoded, host.lower().split(".")))


def to_ascii(host: str) -> str:
    """A host as it is sent: labels with other letters in punycode."""
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
        for label in host.lower().split(".")
    )


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def is_official(host: str, official: Sequence[str]) -> bool:
    """Whether a host is one of the official ones or lies below one."""
    return any(host == known or host.endswith(f".{known}") for known in official)


def is_shortener(host: str) -> bool:
    """Whether the host is that of a service behind which any other may lie."""
    return host.removeprefix("www.") in SHORTENERS


def examine(text: str, official: Sequence[str]) -> tuple[Oddity, ...]:
    """What is odd about an address, the weightiest first.

    Args:
        text: a QR code's text or a host as it was read.
        official: hosts in small letters that are known to be the owner's.
    """
    parts = split_address(text)
    host = (parts.hostname or "").rstrip(".") if parts else ""
    if parts is None or not host:
        return ()
    found = []
    readable = to_unicode(host)
    if not is_official(host, official):
        found += _resembling(readable, shown(host), official)
        before = to_unicode(parts.username or "")
        if any(known in before for known in official):
            found.append(Oddity(Trick.USER, shown(host), next(known for known in official if known in before)))
    if any(len(scripts) > 1 and not scripts <= _TOGETHER for scripts in map(_scripts, readable.split("."))):
        found.append(Oddity(Trick.MIXED, shown(host)))
    if not readable.isascii():
        found.append(Oddity(Trick.OTHER_LETTERS, shown(host)))
    if _is_number(host):
        found.append(Oddity(Trick.NUMBER, host))
    if parts.port not in (None, _USUAL_PORTS.get(parts.scheme.lower())):
        found.append(Oddity(Trick.PORT, f"{shown(host)}:{parts.port}"))
    if is_shortener(host) and not is_official(host, official):
        found.append(Oddity(Trick.SHORTENER, shown(host)))
    return tuple(found)


def _resembling(host: str, as_shown: str, official: Sequence[str]) -> list[Oddity]:
    """The nearest way in which a host resembles an official one; at most one."""
    for trick, test in _TESTS:
        for known in official:
            if test(host, to_unicode(known)):
                return [Oddity(trick, as_shown, known)]
    return []


def _looks_alike(host: str, known: str) -> bool:
    name, own = _name(host), _name(known)
    return _skeleton(host) == _skeleton(known) or (name != own and len(own) > 3 and _skeleton(name) == _skeleton(own))


def _is_typo(host: str, known: str) -> bool:
    name, own = _skeleton(_name(host)), _skeleton(_name(known))
    slips = 2 if len(own) >= _TWO_SLIPS else 1 if len(own) >= _ONE_SLIP else 0
    return 0 < OSA.distance(name, own, score_cutoff=slips) <= slips


def _is_front(host: str, known: str) -> bool:
    return any(f".{known}{end}" in f".{host}" for end in ".-") or any(
        f".{known.replace('.', '-')}{end}" in f".{host}" for end in ".-"
    )


def _is_inside(host: str, known: str) -> bool:
    own = _skeleton(_name(known))
    return len(own) >= _ONE_SLIP and own in _skeleton(host) and _name(host) != _name(known)


def _is_other_ending(host: str, known: str) -> bool:
    return _name(host) == _name(known)


_TESTS = (
    (Trick.FRONT, _is_front),
    (Trick.LOOK_ALIKE, _looks_alike),
    (Trick.TYPO, _is_typo),
    (Trick.INSIDE, _is_inside),
    (Trick.ENDING, _is_other_ending),
)


def _name(host: str) -> str:
    """The label that was registered: what stands before the ending."""
    labels = host.split(".")
    ending = 2 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 1
    return labels[-ending - 1] if len(labels) > ending else host


def _skeleton(text: str) -> str:
    """The text with every letter in the form that the eye takes it for (Unicode Technical Standard 39, section 4)."""
    bare = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    alike = _alike()
    return "".join(alike.get(char, char) for char in bare).replace("rn", "m").replace("vv", "w")


@lru_cache(maxsize=1)
def _alike() -> dict[str, str]:
    lines = (line.split() for line in _LETTERS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {char: line[0] for line in lines for char in line[1:]} | {"0": "o", "1": "l"}


def _scripts(label: str) -> set[str]:
    """The scripts of a label's letters, by the first word of their names in Unicode."""
    return {unicodedata.name(char, "?").split()[0].removesuffix("-") for char in label if char.isalpha()}


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
