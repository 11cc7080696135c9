"""A guide's own history: what is found, what is written, what may be told to whom."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from kb.changes import FILE, EventKind, changes, check_changes, events_of, read_history, record
from kb.disclosure import disclosed
from kb.errors import GuideError
from kb.library import load_library, read_guides
from kb.model import Guide
from kb.vocabulary import Edition, Strength

HOME = Path(__file__).resolve().parents[2]
FIRST, LATER = datetime.date(2026, 11, 23), datetime.date(2026, 12, 24)
NAME = "medicube-age-r"
SECRET_CUE = """
## Covert mark

Fake
:   The covert mark is missing. [^hmj]

```yaml cue
id: covert-mark
where: closure
needs: uv
shows: counterfeit
fake: decisive
genuine: weak
disclosure: officers
```

## Whom to ask
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    guides = tmp_path / "guides"
    shutil.copytree(HOME / "guides" / "consumer" / NAME, guides / "consumer" / NAME)
    (guides / "consumer" / NAME / FILE).unlink()
    record(load(guides), FIRST)
    return guides


def load(guides: Path) -> Guide:
    return load_library(guides, Edition.OFFICERS)[NAME]


def edit(guides: Path, *pairs: tuple[str, str]) -> Guide:
    path = guides / "consumer" / NAME / "index.md"
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return load(guides)


def test_a_new_guide_begins_its_history(folder: Path) -> None:
    history = read_history(load(folder))
    assert history is not None
    assert [(event.kind, event.date) for event in history.events] == [(EventKind.GUIDE_ADDED, FIRST)]
    assert set(history.state.cues) == {cue.id for cue in load(folder).cues}
    assert record(load(folder), LATER) == ()


def test_an_unchanged_history_is_not_written_again(folder: Path) -> None:
    path = folder / "consumer" / NAME / FILE
    before = path.stat().st_mtime_ns
    record(load(folder), LATER)
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("old", "new", "kind", "about"),
    [
        ("spells collagen 콜라겐", "spells it 콜라겐", EventKind.STATEMENT_CHANGED, "product-name"),
        ("fake: strong", "fake: decisive", EventKind.STRENGTH_CHANGED, "product-name"),
        ("seen: [{country: CN, date: 2025-05}]", "seen: [{country: CN, date: 2025-05}, {country: VN}]",
         EventKind.SEEN_ADDED, "product-name"),
        ("id: product-name", "id: name-of-product", EventKind.CUE_ADDED, "name-of-product"),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_found_with_its_cue(
    folder: Path, old: str, new: str, kind: EventKind, about: str
) -> None:
    found = changes(edit(folder, (old, new)), LATER)
    assert (kind, about) in [(event.kind, event.cue) for event in found]
    assert all(event.date == LATER for event in found)


def test_details_of_a_change_are_kept(folder: Path) -> None:
    guide = edit(
        folder, ("fake: strong", "fake: weak"), ("date: 2025-05}]", "date: 2025-05}, {country: VN, date: 2026-01}]")
    )
    record(guide, LATER)
    history = read_history(guide)
    assert history is not None
    strength = next(event for event in history.events if event.kind is EventKind.STRENGTH_CHANGED)
    assert (strength.was, strength.now) == (Strength.STRONG, Strength.WEAK)
    seen = next(event for event in history.events if event.kind is EventKind.SEEN_ADDED)
    assert (seen.country, seen.seen_on) == ("VN", "2026-01")
    assert changes(guide, LATER) == ()


def test_a_new_source_is_told_and_a_mere_citation_is_not(folder: Path) -> None:
    guide = edit(
        folder,
        ("[^hmj]:", "[^new]: A new notice, Gazette, 2026-12-01, <https://example.com/new>\n[^hmj]:"),
        ("콜라겐. [^hmj]", "콜라겐. [^new] [^hmj]"),
    )
    assert [(event.kind, event.source) for event in changes(guide, LATER)] == [(EventKind.SOURCE_ADDED, "new")]


def test_check_names_the_file_the_guide_and_the_remedy(folder: Path) -> None:
    assert check_changes([load(folder)]) == []
    guide = edit(folder, ("fake: strong", "fake: weak"))
    (problem,) = check_changes([guide])
    assert problem.file.name == FILE
    assert problem.key == "feed.history-old"
    assert dict(problem.params) == {"guide": NAME, "what": "product-name"}
    record(guide, LATER)
    assert check_changes([guide]) == []


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("events: [", ""),
        ("events: []\nstate: {cues: {}, sources: [], more: 1}", "state.more"),
        ("events: [{date: 2026-11-23, kind: told-aloud}]\nstate: {cues: {}, sources: []}", "events.0.kind"),
    ],
)
def test_a_history_that_cannot_be_read_is_named(folder: Path, text: str, field: str) -> None:
    (folder / "consumer" / NAME / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(GuideError) as raised:
        read_history(load(folder))
    (problem,) = raised.value.problems
    assert (problem.field, problem.key) == (field, "feed.bad-history")
    assert [found.key for found in check_changes([load(folder)])] == ["feed.bad-history"]


def test_officers_events_are_for_officers_alone_from_beginning_to_end(folder: Path) -> None:
    def told(edition: Edition) -> set[str | None]:
        return {event.cue for event in events_of(disclosed(load(folder), edition))}

    record(edit(folder, ("\n## Whom to ask\n", SECRET_CUE)), LATER)
    assert "covert-mark" in told(Edition.OFFICERS)
    assert "covert-mark" not in told(Edition.PUBLIC)
    record(edit(folder, ("mark is missing", "mark is not there")), LATER)
    assert "covert-mark" not in told(Edition.PUBLIC)
    # Once it is gone, no word of the public history tells that it was there.
    changed = SECRET_CUE.replace("mark is missing", "mark is not there")
    record(edit(folder, (changed, "\n## Whom to ask\n")), LATER)
    assert "covert-mark" not in told(Edition.PUBLIC)


def test_a_cue_that_becomes_public_is_new_to_the_public(folder: Path) -> None:
    record(edit(folder, ("\n## Whom to ask\n", SECRET_CUE)), FIRST)
    record(edit(folder, ("disclosure: officers\n", "")), LATER)
    told = events_of(disclosed(load(folder), Edition.PUBLIC))
    assert [(event.kind, event.date) for event in told if event.cue == "covert-mark"] == [(EventKind.CUE_ADDED, LATER)]


def test_a_cue_that_is_withdrawn_from_the_public_leaves_no_trace_there(folder: Path) -> None:
    edit(
        folder,
        ("seen: [{country: CN, date: 2025-05}]\n", "seen: [{country: CN, date: 2025-05}]\ndisclosure: officers\n"),
    )
    record(load(folder), LATER)
    assert not [event for event in events_of(disclosed(load(folder), Edition.PUBLIC)) if event.cue]


def test_a_guide_without_a_history_is_new_since_its_review(folder: Path) -> None:
    (folder / "consumer" / NAME / FILE).unlink()
    guide = load(folder)
    assert [(event.kind, event.date) for event in events_of(guide)] == [(EventKind.GUIDE_ADDED, guide.reviewed)]
    assert check_changes([guide]) == []


def test_the_projects_own_histories_say_what_the_guides_are() -> None:
    guides, _ = read_guides(HOME / "guides")
    assert check_changes(guides) == []
    assert not [guide.id for guide in guides if not guide.training and read_history(guide) is None]
