"""Compare a barcode number or a QR code's address with what a cue expects. No address is ever opened."""

from __future__ import annotations

import re

from bot.finding import Outcome
from bot.hosts import is_official, is_shortener, split_address
from kb.keys import is_gtin, same_gtin
from kb.model import BarcodeCheck, Gtin, QrCheck

_TOP_LEVEL = re.compile(r"xn--[a-z0-9-]+|[^\W\d_]{2,}")
"""The last label of a host name: letters, or letters of another script in their ASCII form."""

_PUBLIC = (".go.kr", ".gov")


def compare_number(check: BarcodeCheck, number: str, gtins: tuple[Gtin, ...]) -> Outcome | None:
    """What the number under the bars says about a cue.

    Args:
        check: what the cue expects.
        number: digits alone, of a GTIN's length.
        gtins: the guide's own numbers. A hit is weak evidence at most, for fakes copy them; so is a miss, for no
            list is complete.

    Returns:
        The outcome, or None if the cue has nothing to compare with.
    """
    if check.check_digit:
        return None if is_gtin(number) else Outcome.AS_FAKE
    if not is_gtin(number):
        return None  # a misprint says nothing about prefix or owner; the rule guide's cue reports it
    if check.gtins and any(same_gtin(number, gtin.gtin) for gtin in gtins):
        return Outcome.AS_GENUINE
    if check.prefixes:
        if not _as_ean(number).startswith(check.prefixes):
            return Outcome.AS_FAKE
        return Outcome.UNCLEAR if check.gtins and gtins else Outcome.AS_GENUINE
    return None


def _as_ean(number: str) -> str:
    """The digits that begin with the GS1 prefix.

    A GTIN-8 has one of its own in front, a GTIN-12 is a GTIN-13 with a zero before it, and the first digit of a
    GTIN-14 tells the packing level (GS1 General Specifications, section 2.1).
    """
    if len(number) == 8:
        return number
    return number.zfill(13) if len(number) <= 13 else number[1:]


def host_of(text: str) -> str | None:
    """The host that a QR code's text leads to, in small letters; None if it is no web address.

    Read as a browser reads it (WHATWG URL Standard), in which a backslash is a slash.
    """
    parts = split_address(text)
    if parts is None:
        return None
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("", "http", "https") or "." not in host:
        return None
    # Without http:// it may be a mail address, a date or a serial number as well.
    if not parts.scheme and (parts.username is not None or not _TOP_LEVEL.fullmatch(host.rpartition(".")[2])):
        return None
    return host


def compare_host(check: QrCheck, text: str) -> Outcome | None:
    """What a QR code's text says about a cue: an official host or one below it, another host, or no address.

    Behind a link service may lie any host, the official one too, so that is unclear.
    """
    host = host_of(text)
    if host is None:
        return None
    if is_official(host, check.hosts):
        return Outcome.AS_GENUINE
    return Outcome.UNCLEAR if is_shortener(host) else Outcome.AS_FAKE


def compare_printed_host(check: QrCheck, host: str) -> Outcome | None:
    """What a host printed on the label says about a cue: a machine read it, so it is never as on fakes.

    Labels name public offices too, which say nothing about the maker.
    """
    if is_official(host, check.hosts):
        return Outcome.AS_GENUINE
    return None if host.endswith(_PUBLIC) else Outcome.UNCLEAR
