"""What changed in a guide and when: the content's own history, in `changes.yaml` beside the guide.

The file holds dated events, which feeds and pages tell, and the state that the last of them led to, by which
`jinpum changes` finds what is new. So neither a build nor a reader needs Git. `docs/guide-format.md` describes it.

`record(guide, date)` brings the file up to date; `events_of(guide)` is what a reader may be told.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from kb.errors import GuideError, Problem
from kb.model import Cue, Guide, Slug, Strict
from kb.vocabulary import Disclosure, Strength

FILE = "changes.yaml"
_HEAD = "Written by `jinpum changes`, which finds what is new since `state`. Events may be corrected by hand.\n"
_WIDE = 4096
"""Columns; a line is one event, however long."""


class EventKind(StrEnum):
    """What happened to a guide."""

    GUIDE_ADDED = "guide-added"
    CUE_ADDED = "cue-added"
    CUE_REMOVED = "cue-removed"
    STATEMENT_CHANGED = "statement-changed"
    STRENGTH_CHANGED = "strength-changed"
    SEEN_ADDED = "seen-added"
    SOURCE_ADDED = "source-added"


class Event(Strict):
    """One change of a guide. What else it names depends on its kind."""

    date: datetime.date
    kind: EventKind
    cue: Slug | None = None
    was: Strength | None = None
    now: Strength | None = None
    seen: str | None = None
    """Country and date of a sighting as in the guide, either of which may lack: `CN 2025-05`."""
    source: str | None = None
    disclosure: Disclosure = Disclosure.PUBLIC
    """Whom the event is for; what is for officers alone never gets into a public feed."""

    @property
    def country(self) -> str | None:
        """The country of a sighting."""
        first = (self.seen or "").split(" ")[0]
        return first if first.isalpha() else None

    @property
    def seen_on(self) -> str | None:
        """The date of a sighting: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""
        last = (self.seen or "").split(" ")[-1]
        return last if last[:1].isdigit() else None


class CueState(Strict):
    """What a cue was when its guide's history was last written."""

    text: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]
    """The beginning of the SHA-256 of its title and statements, in hex."""
    fake: Strength
    seen: tuple[str, ...] = ()
    disclosure: Disclosure = Disclosure.PUBLIC


class State(Strict):
    """What a guide was when its history was last written."""

    cues: dict[Slug, CueState]
    sources: tuple[str, ...]


class History(Strict):
    """A guide's events, oldest first, and the state that they led to."""

    events: tuple[Event, ...]
    state: State


def history_file(guide: Guide) -> Path:
    """Where a guide's history lies."""
    return guide.path.parent / FILE


def read_history(guide: Guide) -> History | None:
    """A guide's history; None if none was written yet.

    Raises:
        GuideError: the file cannot be read; it says where and why.
    """
    path = history_file(guide)
    if not path.exists():
        return None
    try:
        return History.model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, field, reason = (mark.line + 1 if mark else 1), "", str(getattr(error, "problem", error))
    except ValidationError as error:
        first = error.errors()[0]
        line, field, reason = 1, ".".join(str(part) for part in first["loc"]), first["msg"]
    raise GuideError([Problem(path, line, field, "feed.bad-history", (("reason", reason),))])


def state_of(guide: Guide) -> State:
    """The state of a guide as its author wrote it."""
    return State(
        cues={
            cue.id: CueState(text=_hash(cue), fake=cue.fake, seen=_seen(cue), disclosure=cue.disclosure)
            for cue in guide.cues
        },
        sources=tuple(source.key for source in guide.sources),
    )


def changes(guide: Guide, date: datetime.date) -> tuple[Event, ...]:
    """What changed in a guide since its history was written.

    Args:
        guide: as its author wrote it, with what is for officers alone.
        date: of the events.
    """
    history = read_history(guide)
    if history is None:
        return (Event(date=date, kind=EventKind.GUIDE_ADDED),)
    return tuple(_between(history.state, state_of(guide), date))


def record(guide: Guide, date: datetime.date) -> tuple[Event, ...]:
    """Append what changed in a guide to its history.

    Returns:
        The new events; a file that is up to date is left as it is.
    """
    history = read_history(guide)
    found = changes(guide, date)
    state = state_of(guide)
    if history is None or found or history.state != state:
        before = history.events if history else ()
        _write(history_file(guide), History(events=(*before, *found), state=state))
    return found


def events_of(guide: Guide) -> list[Event]:
    """What may be told of a guide's history to the readers of its edition, newest first.

    Args:
        guide: as the edition may show it (`kb.disclosure.disclosed`), in any language.
    """
    history = read_history(guide)
    if history is None:
        return [Event(date=guide.reviewed, kind=EventKind.GUIDE_ADDED)]
    shown = [event for event in history.events if _may_be_told(event, guide)]
    return sorted(shown, key=lambda event: event.date, reverse=True)


def check_changes(guides: Iterable[Guide]) -> list[Problem]:
    """Every guide that changed since its history was written, and every history that cannot be read."""
    problems: list[Problem] = []
    for guide in guides:
        if guide.training:
            continue
        try:
            history = read_history(guide)
        except GuideError as error:
            problems += error.problems
            continue
        if history and history.state != state_of(guide):
            found = list(_between(history.state, state_of(guide), guide.reviewed))
            what = ", ".join(dict.fromkeys(event.cue or event.source or event.kind.value for event in found))
            values = (("guide", guide.id), ("what", what or "-"))
            problems.append(Problem(history_file(guide), 1, "state", "feed.history-old", values))
    return problems


def _between(old: State, new: State, date: datetime.date) -> Iterator[Event]:
    for cue_id, now in new.cues.items():
        was = old.cues.get(cue_id)
        if was is None or (was.disclosure, now.disclosure) == (Disclosure.OFFICERS, Disclosure.PUBLIC):
            yield Event(date=date, kind=EventKind.CUE_ADDED, cue=cue_id, disclosure=now.disclosure)
        else:
            yield from _of_cue(cue_id, was, now, date)
    for cue_id, was in old.cues.items():
        if cue_id not in new.cues:
            yield Event(date=date, kind=EventKind.CUE_REMOVED, cue=cue_id, disclosure=was.disclosure)
    for key in new.sources:
        if key not in old.sources:
            yield Event(date=date, kind=EventKind.SOURCE_ADDED, source=key)


def _of_cue(cue_id: str, was: CueState, now: CueState, date: datetime.date) -> Iterator[Event]:
    common: dict[str, Any] = {"date": date, "cue": cue_id, "disclosure": now.disclosure}
    if was.text != now.text:
        yield Event(kind=EventKind.STATEMENT_CHANGED, **common)
    if was.fake != now.fake:
        yield Event(kind=EventKind.STRENGTH_CHANGED, was=was.fake, now=now.fake, **common)
    for seen in now.seen:
        if seen not in was.seen:
            yield Event(kind=EventKind.SEEN_ADDED, seen=seen, **common)


def _may_be_told(event: Event, guide: Guide) -> bool:
    if event.source is not None:
        return guide.source(event.source) is not None
    if event.cue is None:
        return True
    if event.kind is EventKind.CUE_REMOVED:
        # Its disclosure at the time is all that is left to go by: the cue itself is in no edition any more.
        return event.disclosure is Disclosure.PUBLIC and guide.cue(event.cue) is None
    cue = guide.cue(event.cue)
    return cue is not None and (event.disclosure is Disclosure.PUBLIC or cue.disclosure is Disclosure.OFFICERS)


def _hash(cue: Cue) -> str:
    texts = [cue.title.plain]
    texts += [f"{part} {statement.plain}" for part, statements in cue.parts.items() for statement in statements]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def _seen(cue: Cue) -> tuple[str, ...]:
    return tuple(" ".join(part for part in (one.country, one.date) if part) for one in cue.seen)


def _write(path: Path, history: History) -> None:
    written = history.model_dump(mode="json", exclude_defaults=True)
    events = CommentedSeq(
        [_row(event | {"date": datetime.date.fromisoformat(event["date"])}) for event in written["events"]]
    )
    cues = CommentedMap((cue_id, _row(cue)) for cue_id, cue in written["state"]["cues"].items())
    sources = CommentedSeq(written["state"]["sources"])
    sources.fa.set_flow_style()
    document = CommentedMap(events=events, state=CommentedMap(cues=cues, sources=sources))
    document.yaml_set_start_comment(_HEAD)
    yaml = YAML()
    yaml.width = _WIDE
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as stream:
        yaml.dump(document, stream)
    beside.replace(path)


def _row(values: dict[str, Any]) -> CommentedMap:
    row = CommentedMap(values)
    row.fa.set_flow_style()
    return row
