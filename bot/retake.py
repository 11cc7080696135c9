"""What to photograph again, and which cue that would answer: two sentences at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import Sentence
from bot.evidence import Carrier, Flaw, PhotoEvidence, Trouble
from bot.finding import Basis, Finding, Outcome
from bot.links import cite
from kb.interface import Interface
from kb.model import Cue, Guide
from kb.vocabulary import Needs, Strength, Where

MAX_CUES = 2
"""Cues named; more are not read at a counter."""
_SEEN_BY_CAMERA = (Needs.EYE, Needs.LENS, Needs.PHONE)
_NOWHERE = (Where.CHANNEL, Where.PRICE)
"""Where no photo of the pack helps."""
_ORDER = (Flaw.DARK, Flaw.FAR, Flaw.CUT, Flaw.SMALL, Flaw.BLUR, Flaw.GLARE, Flaw.UNREAD)
"""What hides most, first."""


@dataclass(frozen=True)
class Hint:
    """A sentence by its key in the interface catalog, and its values."""

    key: str
    params: tuple[tuple[str, str], ...] = ()


def reasons(photos: Sequence[PhotoEvidence]) -> tuple[Hint, ...]:
    """What is wrong with the photos and what mends it, where no guide is known yet; nothing if they were read."""
    worst = _worst(photos, None)
    if worst is None:
        return ()
    photo, name = worst
    return Hint(f"retake.reason-{name}", (("photo", photo.photo),)), Hint(f"retake.fix-{_FIX[name]}")


def advice(
    photos: Sequence[PhotoEvidence], words: Interface, guide: Guide | None = None, findings: Sequence[Finding] = ()
) -> list[Sentence]:
    """What to photograph again, in the language of `words`.

    Args:
        photos: what was looked at; there is no advice without a photo.
        words: the interface.
        guide: the guide that is checked against, with the cues that the reader may see.
        findings: what is known of them.

    Returns:
        Two sentences at most: what is wrong, and of which side a photo would answer which cues. The second alone where
        the photos are good but do not show a side. None where no photo would tell more.
    """
    if not photos:
        return []
    if guide is None:
        return [_sentence(words.text(hint.key, **dict(hint.params))) for hint in reasons(photos)]
    open_cues = _open(guide, findings)
    worst = _worst(photos, open_cues)
    carrier = _CARRIERS.get(worst[1], Carrier.TEXT) if worst else None
    wanted = [cue for cue in open_cues if carrier is None or carrier in _carriers(cue)] or open_cues
    told = [_sentence(words.text(f"retake.reason-{worst[1]}", photo=worst[0].photo))] if worst else []
    if wanted:
        chosen = [cue for cue in wanted if cue.where is wanted[0].where][:MAX_CUES]
        titles = "; ".join(cue.title.plain for cue in chosen)
        text = words.text(f"retake.take-{chosen[0].where}", cues=titles)
        told.append(Sentence(role="retake", text=text, citations=tuple(cite(guide, cue) for cue in chosen)))
    elif worst:
        told.append(_sentence(words.text(f"retake.fix-{_FIX[worst[1]]}")))
    return told


def _sentence(text: str) -> Sentence:
    return Sentence(role="retake", text=text)


def _open(guide: Guide, findings: Sequence[Finding]) -> list[Cue]:
    """The cues that a photo could settle and none has, those that speak loudest first."""
    unsettled = {
        finding.cue
        for finding in findings
        if finding.guide == guide.id and finding.outcome is Outcome.NOT_SEEN and finding.basis is Basis.NOTHING
    }
    cues = [cue for cue in guide.cues if cue.id in unsettled and _carriers(cue) and _can_be_photographed(cue)]
    return sorted(cues, key=lambda cue: -max(cue.fake.points, cue.genuine.points))


def _can_be_photographed(cue: Cue) -> bool:
    return cue.needs in _SEEN_BY_CAMERA and cue.where not in _NOWHERE and cue.fake is not Strength.NONE


def _carriers(cue: Cue) -> set[Carrier]:
    """What a machine would read to settle a cue. Words of fakes alone never settle one: on most packs they are not."""
    found = set()
    if cue.read and (cue.read.genuine or cue.read.genuine_patterns):
        found.add(Carrier.TEXT)
    if cue.barcode or cue.qr:
        found.add(Carrier.CODE)
    if cue.reference:
        found.add(Carrier.PHOTO)
    return found


_FIX = {
    "nothing": "nothing",
    "dark": "dark",
    "blur": "blur",
    "glare": "glare",
    "small": "closer",
    "far": "closer",
    "code-cut": "code",
    "code-unread": "code",
    "code-small": "closer",
    "code-blur": "blur",
    "code-glare": "glare",
}
_CARRIERS = {name: Carrier.CODE for name in _FIX if name.startswith("code-")}


def _worst(photos: Sequence[PhotoEvidence], cues: Sequence[Cue] | None) -> tuple[PhotoEvidence, str] | None:
    """The photo and the name of what is most in the way; None if nothing is.

    Args:
        photos: what was looked at.
        cues: the open cues; trouble that stands in the way of none of them is not told. None: all is told.
    """
    candidates: list[tuple[tuple[int, float, int], PhotoEvidence, str]] = []
    for photo in photos:
        blank = not (photo.lines or photo.barcodes or photo.names or photo.matches)
        troubles = [(trouble, _weight(trouble, cues)) for trouble in photo.quality.troubles]
        for trouble, weight in troubles:
            if weight > 0 or blank:
                rank = (0 if blank else 1, -weight, _ORDER.index(trouble.flaw))
                candidates.append((rank, photo, _name(trouble)))
        if blank and not photo.quality.troubles:
            candidates.append(((0, 0.0, len(_ORDER)), photo, "nothing"))
    if not candidates:
        return None
    _, photo, name = min(candidates, key=lambda item: item[0])
    return photo, name


def _weight(trouble: Trouble, cues: Sequence[Cue] | None) -> float:
    """The most points that an open cue behind a trouble could bring."""
    if cues is None:
        return 1.0
    behind = [cue for cue in cues if trouble.carrier is Carrier.PHOTO or trouble.carrier in _carriers(cue)]
    return max((max(cue.fake.points, cue.genuine.points) for cue in behind), default=0.0)


def _name(trouble: Trouble) -> str:
    code = trouble.carrier is Carrier.CODE
    flaw = Flaw.SMALL if code and trouble.flaw is Flaw.FAR else trouble.flaw
    return f"code-{flaw}" if code else str(flaw)
