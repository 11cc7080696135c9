from __future__ import annotations

from pathlib import Path

from kb.library import load_library, read_guides
from kb.settings import get_settings


def _put(folder: Path, text: str) -> Path:
    path = folder / "food" / "kimchi" / "index.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_guide_that_is_remembered_follows_its_file(tmp_path: Path) -> None:
    text = next(get_settings().guides.glob("*/kimchi/index.md")).read_text(encoding="utf-8")
    path = _put(tmp_path, text)
    first = load_library(tmp_path)["kimchi"]
    assert load_library(tmp_path)["kimchi"] == first
    assert first.path == path
    _put(tmp_path, text.replace(f"\n# {first.title.text}", "\n# Another title", 1))
    assert load_library(tmp_path)["kimchi"].title.text == "Another title"
    _put(tmp_path, "no guide")
    guides, problems = read_guides(tmp_path)
    assert not guides
    assert problems
