"""Where a guide and its cues stand on the site."""

from __future__ import annotations

from bot.answer import Citation
from kb.model import Cue, Guide
from kb.settings import get_settings


def guide_url(guide: str, locale: str, cue: str = "") -> str:
    """The address of a guide's page, or of one cue on it; relative to the host unless a public address is set."""
    base = get_settings().public_url.rstrip("/")
    return f"{base}/{locale}/guides/{guide}/" + (f"#{cue}" if cue else "")


def cite(guide: Guide, cue: Cue | None = None) -> Citation:
    """The citation of a guide or of one of its cues, in the guide's language."""
    title = cue.title.plain if cue else guide.title.plain
    return Citation(
        guide=guide.id,
        cue=cue.id if cue else "",
        title=title,
        url=guide_url(guide.id, guide.locale, cue.id if cue else ""),
    )
