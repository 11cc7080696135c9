"""The quiz: the guides' cues and the practice pictures as data, from which the page makes questions.

A cue serves a language only if all of it is translated, for a question half in another language tests the language.
What is for officers alone is gone from a guide before it comes here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML

from cards import SHELVES, shelf_name, shelf_of
from kb.interface import Interface
from kb.model import Cue, Guide
from kb.vocabulary import Part, Strength

FOLDER = "quiz"
PICTURES = "pictures.yaml"
"""Beside a guide for practice: what is wrong with its pictures and where (written by `tools/training.py`)."""
_TEXTS = (
    "score", "score-none", "progress", "which", "strength", "strength-shown", "strength-strong", "strength-little",
    "strength-nothing", "picture", "picture-place", "picture-note", "picture-label", "skip", "right", "wrong",
    "guide-says", "read-guide", "next", "finish", "result", "result-missed", "result-note", "again", "other", "failed",
)  # fmt: skip
_PLACES = ("name", "logo", "band", "picture", "mark", "text", "report", "qr", "bars")
_VALUES = ("right", "asked", "number", "total", "statement", "word")
# How the answers of the question about strength group the guide's words.
_GROUPS = {
    Strength.DECISIVE: "strong",
    Strength.STRONG: "strong",
    Strength.MODERATE: "little",
    Strength.WEAK: "little",
    Strength.NONE: "nothing",
}


def quiz_files(guides: Sequence[Guide], words: Interface) -> dict[str, str]:
    """The questions' data, one file a category that has any: path under the language's folder → JSON.

    Args:
        guides: as their edition may show them, in the language.
        words: the interface in that language.
    """
    return {
        f"{FOLDER}/{shelf}.json": json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        for shelf in SHELVES
        if any((found := _questions([guide for guide in guides if shelf_of(guide) == shelf], words)).values())
    }


def quiz_values(guides: Sequence[Guide], words: Interface) -> dict[str, Any]:
    """The values of the quiz's page."""
    given = {name: f"{{{name}}}" for name in _VALUES}
    texts = {name: words.text(f"quiz.{name}", **given) for name in _TEXTS}
    texts |= {f"place-{place}": words.text(f"quiz.place-{place}") for place in _PLACES}
    texts |= {part.value: words.word("part", part) for part in Part}
    shelves = [path.removeprefix(f"{FOLDER}/").removesuffix(".json") for path in quiz_files(guides, words)]
    return {"texts": texts, "categories": [(shelf, shelf_name(shelf, words)) for shelf in shelves]}


def _questions(guides: Sequence[Guide], words: Interface) -> dict[str, list[dict[str, Any]]]:
    return {
        "cues": [_cue(guide, cue, words) for guide in guides for cue in guide.cues if _serves(cue, words.locale)],
        "pictures": [question for guide in guides if guide.training for question in _pictures(guide, words.locale)],
    }


def _serves(cue: Cue, locale: str) -> bool:
    texts = [cue.title, *(statement for part in cue.parts.values() for statement in part)]
    return all(text.lang == locale for text in texts)


def _cue(guide: Guide, cue: Cue, words: Interface) -> dict[str, Any]:
    """A cue with what its questions and their answers say. Parts that it has not are left out."""
    found = {part.value: " ".join(one.plain for one in cue.part(part)) for part in Part if cue.part(part)}
    return {
        "guide": guide.id,
        "name": guide.title.plain,
        "cue": cue.id,
        "title": cue.title.plain,
        "answer": _GROUPS[cue.fake],
        "word": words.word("strength", cue.fake),
        **found,
    }


def _pictures(guide: Guide, locale: str) -> list[dict[str, Any]]:
    """The copies among a guide's pictures, each with the genuine one, the places to choose from and what is right."""
    path = guide.path.parent / PICTURES
    if not path.exists():
        return []
    truth = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    found = []
    for copy, told in truth["copies"].items():
        cues = [cue for cue in guide.cues if cue.id in told["wrong"].values()]
        if cues and all(_serves(cue, locale) for cue in cues):
            found.append(
                {
                    "guide": guide.id,
                    "name": guide.title.plain,
                    "genuine": f"guides/{guide.id}/{told['of']}",
                    "copy": f"guides/{guide.id}/{copy}",
                    "areas": truth["genuine"][told["of"]],
                    "wrong": told["wrong"],
                    "says": {cue.id: " ".join(one.plain for one in cue.part(Part.FAKE)) for cue in cues},
                    "titles": {cue.id: cue.title.plain for cue in cues},
                }
            )
    return found
