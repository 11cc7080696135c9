"""Words shared with what people say they saw."""

from __future__ import annotations

import pytest

from kb.observations import Observation, Reading
from kb.observed_words import ObservedWords

KNOWN = [
    Observation(guide="ginseng", cue="size", reading=Reading.FAKE, text="盒里的参大小不一"),
    Observation(guide="ginseng", cue="size", reading=Reading.GENUINE, text="盒里的参大小均匀"),
    Observation(guide="ginseng", cue="paper", reading=Reading.FAKE, text="the paper has no watermark"),
    Observation(guide="ginseng", cue="paper", reading=Reading.GENUINE, text="the paper shows a watermark"),
    Observation(guide="tea", cue="size", reading=Reading.FAKE, text="大小不一"),
]


def test_the_words_that_differ_decide() -> None:
    uneven, even = ObservedWords(KNOWN).of("ginseng", ["大小不一的参", "参都很均匀"])
    assert uneven["size", Reading.FAKE] > uneven["size", Reading.GENUINE]
    assert even["size", Reading.GENUINE] > even.get(("size", Reading.FAKE), 0.0)
    assert ("paper", Reading.FAKE) not in uneven, "what shares nothing is left out"


def test_the_same_text_shares_all_of_its_words() -> None:
    (found,) = ObservedWords(KNOWN).of("ginseng", [KNOWN[2].text])
    assert found["paper", Reading.FAKE] == pytest.approx(1.0)
    assert 0 < found["paper", Reading.GENUINE] < 1


def test_of_a_guide_or_text_without_words_nothing_is_known() -> None:
    words = ObservedWords(KNOWN)
    assert words.of("coffee", ["大小不一", "x"]) == [{}, {}]
    assert words.of("ginseng", ["", "?!"]) == [{}, {}]
    assert ObservedWords([]).of("tea", ["大小不一"]) == [{}]
