"""What the answer says about the addresses of codes and labels: where they lead, and how they imitate official ones."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer import Sentence
from bot.check_codes import compare_host, host_of
from bot.evidence import GTIN_FORMATS, FactKind
from bot.finding import Outcome
from bot.hosts import RESEMBLING, Oddity, Trick, examine, is_official, shown
from bot.inquiry import Inquiry
from bot.links import cite
from kb.interface import Interface
from kb.model import Cue, Guide

_AGAINST = RESEMBLING | {Trick.USER, Trick.MIXED, Trick.NUMBER}
"""Tricks that stand among the signs where the guide's own check says that the address is as on fakes."""


def host_notes(inquiry: Inquiry, guide: Guide, words: Interface) -> list[Sentence]:
    """A sentence for every odd thing about an address in the photos; none of them weighs in the sum.

    Args:
        inquiry: with its photos.
        guide: the guide that is checked against; its codes' hosts and its owner's site are the official ones.
        words: the interface in the answer's language.
    """
    official = official_hosts(guide)
    cue = next((cue for cue in guide.cues if cue.qr), None)
    told = [*_of_codes(inquiry, guide, cue, official, words), *_of_labels(inquiry, guide, cue, official, words)]
    return list(dict.fromkeys(told))


def official_hosts(guide: Guide) -> tuple[str, ...]:
    """The hosts that a guide knows to be the owner's."""
    hosts = [host for cue in guide.cues if cue.qr for host in cue.qr.hosts]
    website = host_of(guide.owner.website) if guide.owner and guide.owner.website else None
    return tuple(dict.fromkeys((*hosts, *([website.removeprefix("www.")] if website else []))))


def _of_codes(
    inquiry: Inquiry, guide: Guide, cue: Cue | None, official: tuple[str, ...], words: Interface
) -> Iterator[Sentence]:
    for code in (code for photo in inquiry.photos for code in photo.barcodes if code.format not in GTIN_FORMATS):
        host = host_of(code.text)
        if host is None:
            continue
        odd = examine(code.text, official)
        # A sentence on an imitation names both addresses by itself.
        if official and not is_official(host, official) and not any(oddity.official for oddity in odd):
            values = {"host": shown(host), "expected": ", ".join(official)}
            role = "sign" if _is_as_fake(cue, code.text) else "unclear"
            yield Sentence(role=role, text=words.text("answer.code-hosts", **values), citations=(cite(guide, cue),))
        for oddity in odd:
            role = "sign" if cue and oddity.trick in _AGAINST else "unclear"
            yield _said(oddity, role, guide, cue, words)


def _is_as_fake(cue: Cue | None, text: str) -> bool:
    """Whether the guide's own check counts an address as on fakes; what the findings say is not called unclear."""
    return bool(cue and cue.qr and cue.fake.points and compare_host(cue.qr, text) is Outcome.AS_FAKE)


def _of_labels(
    inquiry: Inquiry, guide: Guide, cue: Cue | None, official: tuple[str, ...], words: Interface
) -> Iterator[Sentence]:
    for fact in (fact for photo in inquiry.photos for fact in photo.facts if fact.kind is FactKind.WEB):
        for oddity in examine(fact.value, official):
            if oddity.trick in RESEMBLING:  # a misread letter makes other oddities by itself
                yield _said(oddity, "unclear", guide, cue, words)


def _said(oddity: Oddity, role: str, guide: Guide, cue: Cue | None, words: Interface) -> Sentence:
    values = {"host": oddity.host} | ({"official": oddity.official} if oddity.official else {})
    return Sentence(role=role, text=words.text(f"answer.host-{oddity.trick}", **values), citations=(cite(guide, cue),))
