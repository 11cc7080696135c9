"""The command that writes what changed into the guides' own history."""

from __future__ import annotations

import datetime

import typer

from kb.changes import record
from kb.errors import GuideError, JinpumError
from kb.interface import Interface
from kb.library import read_guides
from kb.settings import get_settings


def changes(given: str, words: Interface) -> None:
    """Append today's events, or those of a given day, to the history of every guide that changed.

    Args:
        given: `YYYY-MM-DD`; today if empty.
        words: the operator's language.

    Raises:
        GuideError: a guide has errors; nothing is written then, for its state would be half of it.
        JinpumError: the date is none.
    """
    date = _date(given)
    guides, problems = read_guides(get_settings().guides)
    if errors := [problem for problem in problems if not problem.warning]:
        raise GuideError(errors)
    count = changed = 0
    for guide in guides:
        if guide.training:  # what happens to a product that does not exist is no news
            continue
        events = record(guide, date)
        count += len(events)
        changed += bool(events)
        for event in events:
            what = event.cue or event.source or ""
            typer.echo(words.text("feed.cli-event", guide=guide.id, kind=event.kind, what=what).rstrip())
    typer.echo(words.text("feed.cli-done", count=count, guides=changed) if count else words.text("feed.cli-none"))


def _date(given: str) -> datetime.date:
    if not given:
        return datetime.datetime.now(tz=datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(given)
    except ValueError as error:
        raise JinpumError("feed.cli-bad-date", value=given) from error
