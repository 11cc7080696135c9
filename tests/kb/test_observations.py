"""The observations that ship, and how their files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.library import load_library
from kb.observations import Reading, every_observation, observations
from kb.settings import Settings
from kb.vocabulary import Part


def test_every_observation_is_of_a_cue_that_there_is() -> None:
    library = load_library(Settings().guides)
    unknown = {
        (one.guide, one.cue)
        for one in every_observation()
        if one.guide not in library or library[one.guide].cue(one.cue) is None
    }
    assert not unknown


def test_only_what_a_guide_states_is_observed_and_all_of_it() -> None:
    library = load_library(Settings().guides)
    seen = {(one.guide, one.cue, one.reading) for one in every_observation()}
    stated = {
        (guide.id, cue.id, reading)
        for guide in library.values()
        for cue in guide.cues
        for part, reading in ((Part.FAKE, Reading.FAKE), (Part.GENUINE, Reading.GENUINE))
        if cue.part(part)
    }
    assert not {one for one in seen if one[2] is not Reading.NEITHER} - stated
    telling = {
        (guide.id, cue.id, Reading.FAKE)
        for guide in library.values()
        for cue in guide.cues
        if not cue.proves_nothing and cue.part(Part.FAKE)
    }
    assert telling <= seen
    assert {one[:2] for one in telling} <= {one[:2] for one in seen if one[2] is Reading.NEITHER}


def test_observations_of_cues_that_are_split_off_are_left_out() -> None:
    guide = load_library(Settings().guides)["kimchi"]
    first, *rest = guide.cues
    left = observations([guide.model_copy(update={"cues": tuple(rest)})])
    assert left
    assert first.id not in {one.cue for one in left}
    assert {one.guide for one in left} == {"kimchi"}


def test_a_line_without_a_reading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# told\ncue: fake: it smells: of spirit\n", encoding="utf-8")
    (one,) = every_observation(tmp_path)
    assert (one.guide, one.cue, one.reading, one.text) == ("a", "cue", Reading.FAKE, "it smells: of spirit")
    (tmp_path / "b.txt").write_text("cue: maybe: it smells\n", encoding="utf-8")
    every_observation.cache_clear()
    with pytest.raises(ValueError, match="maybe"):
        every_observation(tmp_path)
