"""A case goes into a file and comes back whole; one that is damaged, foreign or too new is refused in one sentence."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from bot.case.errors import (
    CaseChanged,
    CaseDamaged,
    CaseError,
    CaseForeign,
    CaseNewer,
    CaseNotJson,
    CasePhotoChanged,
    CasePhotoUnreadable,
    CaseTooLarge,
)
from bot.case.file import MAX_FILE, case_json, case_schema, read_case
from bot.case.make import reopen
from bot.case.model import Case
from kb.interface import interface
from tests.bot.case.cases import NOW, case, jpeg


@pytest.fixture(scope="module")
def made() -> Case:
    return case(photos=2)


@pytest.fixture
def content(made: Case) -> dict[str, Any]:
    return dict(json.loads(case_json(made)))


def _file(content: object) -> bytes:
    return json.dumps(content).encode()


def test_a_case_comes_back_whole(made: Case) -> None:
    assert read_case(case_json(made)) == made
    assert read_case(b"\xef\xbb\xbf" + case_json(made)) == made


def test_any_texts_come_back_whole(made: Case) -> None:
    """Whatever officers and labels write: controls, right-to-left marks, signs beyond the first plane."""
    dice = random.Random(5)
    signs = [
        *map(chr, range(1, 0x250)),
        "\u202e",
        "\u200d",
        "가",
        "ก็",
        "क्ष",
        "骨",
        "💥",
        "𠮷",
        "</script>",
        "{{",
        "\\",
        '"',
    ]
    for _ in range(60):
        words = "".join(dice.choices(signs, k=dice.randrange(0, 80)))
        item = made.items[0].model_copy(update={"text": words, "name": words[:40]})
        changed = made.model_copy(update={"notes": words, "place": words, "items": (item, *made.items[1:])})
        assert read_case(case_json(changed)) == changed


def test_photos_words_and_replies_are_back_on_the_table(made: Case) -> None:
    back = reopen(read_case(case_json(made)))
    assert (back.reference, back.place, back.date, back.made) == (made.reference, "Laem Chabang", "2026-11-28", NOW)
    session = back.items[0]
    assert [shot.number for shot in session.shots] == [1, 2]
    assert session.text == made.items[0].text and session.name == "Carton 1" and session.taken == 2
    assert [(one.cue, one.outcome) for one in session.replies] == [
        ("product-name", "as-fake"),
        ("texture", "as-genuine"),
    ]
    assert session.answer is None, "answers are asked anew"


def test_the_file_follows_its_schema(content: dict[str, Any]) -> None:
    schema = case_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(content)
    assert not Draft202012Validator(schema).is_valid({**content, "reference": 7})


def test_a_photo_of_another_pack_is_told(content: dict[str, Any]) -> None:
    other = jpeg(800, exif=False)
    content["items"][0]["photos"][1]["jpeg"] = base64.b64encode(other).decode()
    with pytest.raises(CasePhotoChanged) as caught:
        read_case(_file(content))
    sentence = interface("en").text(caught.value.key, **caught.value.params)
    assert sentence.startswith("Photo 2 of item 1 is not the photo that was saved")


@pytest.mark.parametrize("data", [b"no picture", b"", b"GIF89a" + bytes(50)])
def test_a_photo_that_is_none_is_refused(content: dict[str, Any], data: bytes) -> None:
    photo = content["items"][0]["photos"][0]
    photo["jpeg"], photo["sha256"] = base64.b64encode(data).decode(), hashlib.sha256(data).hexdigest()
    with pytest.raises(CasePhotoUnreadable):
        read_case(_file(content))


def test_a_photo_that_carries_more_than_pixels_is_refused(content: dict[str, Any]) -> None:
    photo = content["items"][0]["photos"][0]
    pixels = base64.b64decode(photo["jpeg"])
    for data in (jpeg(1200), pixels + b"<script>alert(1)</script>"):
        photo["jpeg"], photo["sha256"] = base64.b64encode(data).decode(), hashlib.sha256(data).hexdigest()
        with pytest.raises(CasePhotoUnreadable):
            read_case(_file(content))


def test_a_photo_of_many_pixels_in_few_bytes_is_refused(content: dict[str, Any]) -> None:
    buffer = io.BytesIO()
    Image.new("L", (9000, 9000)).save(buffer, "JPEG", quality=1)
    photo = content["items"][0]["photos"][0]
    photo["jpeg"] = base64.b64encode(buffer.getvalue()).decode()
    photo["sha256"] = hashlib.sha256(buffer.getvalue()).hexdigest()
    with pytest.raises(CasePhotoUnreadable):
        read_case(_file(content))


@pytest.mark.parametrize(
    ("path", "value"),
    [(("place",), "Busan"), (("items", 0, "verdict", "word"), "no-sign"), (("items", 0, "photos", 0, "name"), "x.jpg")],
)
def test_a_changed_text_is_told(content: dict[str, Any], path: tuple[str | int, ...], value: str) -> None:
    part: Any = content
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    with pytest.raises(CaseChanged):
        read_case(_file(content))


def test_a_file_of_a_later_version_is_named_as_one(content: dict[str, Any]) -> None:
    with pytest.raises(CaseNewer) as caught:
        read_case(_file({**content, "format": 9, "news": []}))
    assert caught.value.params == {"format": 9}


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n", b'{"format": 1,', b'{"a": "\xff"}', b'["\\ud800"]', b"[" * 100_000]
)
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(CaseNotJson):
        read_case(data)


@pytest.mark.parametrize("content", [[], 7, None, {}, {"photos": []}, {"format": 1, "items": []}])
def test_what_is_no_case_is_refused(content: object) -> None:
    with pytest.raises(CaseForeign):
        read_case(_file(content))


def test_a_file_without_end_is_refused_before_it_is_read() -> None:
    with pytest.raises(CaseTooLarge):
        read_case(bytes(MAX_FILE + 1))


def test_a_damaged_part_is_named(content: dict[str, Any]) -> None:
    del content["items"][0]["photos"][0]["width"]
    with pytest.raises(CaseDamaged) as caught:
        read_case(_file(content))
    assert caught.value.params == {"field": "items.0.photos.0.width"}


def test_sources_that_are_not_there_are_refused(content: dict[str, Any]) -> None:
    content["sources"] = []
    with pytest.raises(CaseDamaged):
        read_case(_file(content))


def test_whatever_is_broken_is_an_error_that_a_person_is_told(content: dict[str, Any]) -> None:
    """Every part taken away or replaced in turn: never another exception, never half a case."""
    dice = random.Random(3)
    text = json.dumps(content)
    for _ in range(150):
        broken = json.loads(text)
        part: Any = broken
        while True:
            key = dice.choice(list(part) if isinstance(part, dict) else range(len(part)))
            if not isinstance(part[key], dict | list) or not part[key] or dice.random() < 0.2:
                break
            part = part[key]
        if dice.random() < 0.3:
            del part[key]
        else:
            part[key] = dice.choice([None, -1, 1e300, "x" * 50_000, [], {}, "\u0000", True])
        try:
            assert _file(json.loads(case_json(read_case(_file(broken))))) is not None
        except CaseError as error:
            assert interface("en").text(error.key, **error.params)
