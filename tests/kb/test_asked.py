from __future__ import annotations

from pathlib import Path

from kb.asked import Asked
from kb.phrases import Phrase

TEXTS = [
    Phrase(guide="noodles", text="fiery noodles in a black bag\nso hot that my tongue hurts"),
    Phrase(guide="noodles", text="nouilles trop piquantes\nsachet noir"),
    Phrase(guide="cream", text="slimy cream in a white jar\nsticky gel for the face"),
]


def test_a_guide_scores_by_its_best_text_in_any_language() -> None:
    asked = Asked.build(TEXTS)
    assert list(asked.scores("des nouilles dans un sachet noir")) == ["noodles"]
    assert next(iter(asked.scores("white jar of cream, black bag"))) == "cream"
    assert asked.scores("xyzzy") == {} == asked.scores("")


def test_it_is_the_same_when_read_again(tmp_path: Path) -> None:
    asked = Asked.build(TEXTS)
    asked.save(tmp_path)
    assert Asked.load(TEXTS, tmp_path).scores("sticky noodles") == asked.scores("sticky noodles")


def test_an_index_without_guides_scores_nothing() -> None:
    assert Asked.build([]).scores("noodles") == {}
