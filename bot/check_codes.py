"""Compare a barcode number or a QR code's address with what a cue expects. No address is ever opened."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.finding import Outcome
from kb.keys import is_gtin, same_gtin
from kb.model import BarcodeCheck, Gtin, QrCheck


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
        bare = number.zfill(13)[-13:] if len(number) <= 13 else number[1:]
        if not bare.startswith(check.prefixes):
            return Outcome.AS_FAKE
        return Outcome.UNCLEAR if check.gtins and gtins else Outcome.AS_GENUINE
    return None


def host_of(text: str) -> str | None:
    """The host that a QR code's text leads to, in small letters; None if it is no web address."""
    candidate = text.strip()
    try:
        parts = urlsplit(candidate if "://" in candidate else f"//{candidate}")
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https") or not host or "." not in host or " " in candidate:
        return None
    return host.lower().rstrip(".")


def compare_host(check: QrCheck, text: str) -> Outcome | None:
    """What a QR code's text says about a cue: an official host or one below it, another host, or no address."""
    host = host_of(text)
    if host is None:
        return None
    official = any(host == known or host.endswith(f".{known}") for known in check.hosts)
    return Outcome.AS_GENUINE if official else Outcome.AS_FAKE
