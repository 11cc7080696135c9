"""Compare a photo with reference pictures of genuine items: find each by its local features, then mark what differs."""

from __future__ import annotations

from bot.compare.align import align
from bot.compare.difference import difference
from bot.compare.features import PHOTO_FEATURES, PHOTO_SIDE, Features, features
from bot.compare.find import Located, find
from bot.compare.references import Reference, References, load_references
from bot.compare.regions import as_box, differing, regions
from bot.evidence import Change, Match
from bot.photo import Photo

PRODUCER = "compare 1"
ANOTHER_DESIGN = 0.2
"""Share of the surface that differs from which the item is another flavour or edition, not a copy with a change."""
MANY_PLACES = 6
"""Differing places beyond which the item lies badly or is another edition: nothing can be told from any of them."""

__all__ = ["PRODUCER", "Reference", "References", "compare", "load_references"]


def compare(photo: Photo, references: References) -> tuple[Match, ...]:
    """Find the references that lie in a photo and what differs from each; nothing is done where there are none."""
    if not len(references):
        return ()
    found = features(photo.pixels, PHOTO_SIDE, PHOTO_FEATURES)
    return tuple(_match(photo, found, one) for one in find(found, references, (photo.width, photo.height)))


def _match(photo: Photo, found: Features, located: Located) -> Match:
    changes: tuple[Change, ...] = ()
    compared = 0.0
    aligned = align(photo.pixels, located.reference.pixels(), located, found.points)
    if aligned is not None:
        apart = difference(aligned)
        if differing(apart) < ANOTHER_DESIGN:
            changes, compared = regions(photo.pixels, apart, aligned), float(apart.compared.mean())
        if len(changes) > MANY_PLACES:
            changes, compared = (), 0.0
    return Match(
        producer=PRODUCER,
        photo=photo.name,
        guide=located.reference.guide,
        cue=located.reference.cue,
        reference=located.reference.file,
        box=as_box(located.outline),
        score=round(located.score, 3),
        compared=round(compared, 3),
        changes=changes,
    )
