"""A guide → the guide as an edition may show it. Everything that is built or answered goes through here.

What is for officers alone is taken out before anything is made of a guide, so that no page, index, feed or picture
of the public edition can hold it: a covert feature in public teaches the forger.
"""

from __future__ import annotations

from kb.model import Guide
from kb.vocabulary import Disclosure, Edition


def disclosed(guide: Guide, edition: Edition) -> Guide:
    """The guide without what the edition's readers may not see, and without the sources that only those parts cite.

    The title of a source tells what it is about, so a source that only a hidden cue cites is hidden with it.

    Args:
        guide: in any language.
        edition: whom it is for.
    """
    cues = tuple(cue for cue in guide.cues if edition is Edition.OFFICERS or cue.disclosure is Disclosure.PUBLIC)
    if len(cues) == len(guide.cues):
        return guide
    statements = [*guide.summary, *guide.ask, *guide.background, *guide.unknown]
    statements += [statement for cue in cues for part in cue.parts.values() for statement in part]
    cited = {key for statement in statements for key in statement.sources}
    cited.update(gtin.source for gtin in guide.gtins)
    sources = tuple(source for source in guide.sources if source.key in cited)
    return guide.model_copy(update={"cues": cues, "sources": sources})
