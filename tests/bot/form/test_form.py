from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from limits import RateLimitItemPerMinute
from PIL import Image
from starlette.testclient import TestClient

from bot.form.complete import completed
from bot.form.errors import FormError
from bot.form.files import MAX_GUIDE, clean_picture, opened, picture_name
from bot.form.gate import HEADER, Gate
from kb.draft import Draft, DraftCue, DraftSource, DraftStatement, draft_of
from kb.draft_check import check_draft
from kb.interface import interface
from kb.library import guide_files
from kb.parse import parse_guide
from kb.settings import Settings
from tests.bot.form.conftest import Caller
from tests.kb.guide_texts import ENGLISH, KOREAN, read

WORDS = interface("en")
SETTINGS = Settings()


def _draft() -> dict[str, Any]:
    return draft_of(read(ENGLISH)).model_dump(mode="json")


def _photo(width: int = 900, height: int = 1200, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(buffer, "JPEG", **options)
    return buffer.getvalue()


def test_a_sound_draft_has_nothing_to_mend(caller: Caller) -> None:
    assert caller.post("check", json=_draft()).json() == {"problems": []}


def test_problems_come_by_field_in_the_persons_language(caller: Caller) -> None:
    draft = _draft()
    draft["owner"]["website"] = "example.com"
    draft["cues"][0]["parts"]["fake"][0]["sources"] = []
    draft["sources"][0]["date"] = "2025/05"
    for locale in ("en", "ko"):
        found = caller.post("check", f"locale={locale}", json=draft).json()["problems"]
        told = {one["place"]: one["message"] for one in found}
        words = interface(locale)
        assert told["owner.website"] == words.text("problem.bad-website", value="example.com")
        assert told["cues.0.parts.fake.0"] == words.text("form.tick-source")
        assert told["sources.0.date"] == words.text("form.bad-date", value="2025/05")
        assert set(told) <= {"owner.website", "cues.0.parts.fake.0", "sources.0.date", "sources.0"}


def test_a_short_name_that_is_taken_is_told_but_for_the_guide_that_is_edited(caller: Caller) -> None:
    draft = _draft() | {"id": "medicube-age-r"}
    assert "id" in [one["place"] for one in caller.post("check", json=draft).json()["problems"]]
    again = caller.post("check", "locale=en&opened=medicube-age-r", json=draft).json()["problems"]
    assert "id" not in [one["place"] for one in again]


def test_an_empty_form_is_answered_and_can_be_completed(caller: Caller) -> None:
    empty = Draft(cues=[DraftCue()], sources=[DraftSource()], summary=[DraftStatement()])
    assert len(caller.post("check", json=empty.model_dump(mode="json")).json()["problems"]) > 5
    assert check_draft(completed(empty), ()).guide is not None


@pytest.mark.parametrize("value", ["", "x", "-", "\x00", "{", "2025", "<b>", "가" * 150])
def test_whatever_is_typed_a_page_can_be_made_of_it(value: str) -> None:
    data = _draft()
    for name in ("id", "lang", "kind", "category", "backing", "package", "reviewed", "review_by", "title"):
        data[name] = value
    data["names"] = {"en": value, "ko": ""}
    data["owner"] = {"names": {"en": value, "ko": ""}, "website": value}
    data["gtins"] = [{"gtin": value, "item": value, "source": value}]
    data["hs"] = data["aliases"] = data["keywords"] = data["rules"] = [value]
    for name in ("title", "id", "where", "needs", "shows", "fake", "genuine"):
        data["cues"][0][name] = value
    data["cues"][0] |= {
        "seen": [{"country": value, "date": value}],
        "qr": [value],
        "read": {"genuine": [value], "fake": [], "genuine_patterns": [f"({value}"], "fake_patterns": []},
        "barcode": {"prefixes": [value], "gtins": True, "check_digit": False, "printed": False},
    }
    checked = check_draft(completed(Draft.model_validate(data)), ())
    assert checked.guide is not None, checked.problems


def test_a_request_from_elsewhere_is_refused(caller: Caller) -> None:
    for headers in ({}, {HEADER: "0" * 64}, {HEADER: caller.token, "origin": "https://elsewhere.example"}):
        answer = caller.client.post("/form/check", json=_draft(), headers=headers)
        assert answer.status_code == 403
        assert answer.json() == {"error": WORDS.text("form.elsewhere")}


def test_too_much_and_too_often_are_refused(caller: Caller, form_settings: Settings) -> None:
    large = json.dumps(_draft() | {"aliases": ["x" * 3900] * 300})
    assert caller.post("check", content=large).status_code == 413
    assert caller.post("check", json=_draft() | {"unknown_key": 1}).status_code == 422
    assert caller.post("check", json=_draft() | {"aliases": ["x"] * 401}).status_code == 422
    gate = Gate({"check": RateLimitItemPerMinute(2, 1, "t")})
    from fastapi import FastAPI  # noqa: PLC0415

    from bot.access.install import add_accounts  # noqa: PLC0415
    from bot.form.routes import routes  # noqa: PLC0415
    from bot.place import Place  # noqa: PLC0415
    from bot.records.database import Database  # noqa: PLC0415

    place = Place(("en",), lambda guide, locale: None)
    app = FastAPI()
    add_accounts(app, form_settings, place, Database(form_settings))
    app.include_router(routes(form_settings, place, gate))
    with TestClient(app, cookies=caller.client.cookies) as client:
        codes = [
            client.post("/form/check", json=_draft(), headers={HEADER: caller.token}).status_code for _ in range(3)
        ]
    assert codes == [200, 200, 429]


def test_the_folder_holds_the_guide_its_pictures_without_exif_and_what_to_do(caller: Caller, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SECRETMAKER"
    draft = _draft()
    draft["cues"][0]["reference"] = ["seal.jpg"]
    answer = caller.post(
        "folder",
        data={"draft": json.dumps(draft)},
        files={"picture": ("Seal.JPG", _photo(exif=exif.tobytes()), "image/jpeg")},
    )
    assert answer.status_code == 200, answer.text
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(archive.namelist()) == [
        "HOWTO.txt",
        "guides/food/red-ginseng/index.md",
        "guides/food/red-ginseng/seal.jpg",
    ]
    picture = archive.read("guides/food/red-ginseng/seal.jpg")
    assert b"SECRETMAKER" not in picture
    assert "guides/food" in archive.read("HOWTO.txt").decode("utf-8-sig")
    archive.extractall(tmp_path)
    path = tmp_path / "guides/food/red-ginseng/index.md"
    guide, problems = parse_guide(path, path.read_text(encoding="utf-8"))
    assert guide is not None
    assert not problems
    # What was given back can be opened again.
    draft_again, pictures = opened(answer.content, "red-ginseng.zip", WORDS)
    assert draft_again.model_dump(mode="json") == draft
    assert pictures == {"seal.jpg": picture}


def test_a_folder_cannot_lie_outside_guides_and_pictures_are_held_to_their_size(caller: Caller) -> None:
    for wrong in ("../x", "", "a/b", "A"):
        answer = caller.post("folder", data={"draft": json.dumps(_draft() | {"id": wrong})})
        assert answer.status_code == 400
    with pytest.raises(FormError, match="picture-small"):
        clean_picture(_photo(300, 300), "a.jpg")
    assert picture_name("../../Ab c.JPEG") == "ab-c.jpg"
    assert picture_name("가.heic") == "picture.jpg"


@pytest.mark.parametrize("text", [ENGLISH, KOREAN])
def test_a_guide_is_opened_as_it_stands(caller: Caller, text: str) -> None:
    answer = caller.post("open", files={"file": ("index.md", text.encode())})
    assert answer.json()["draft"] == draft_of(read(text)).model_dump(mode="json")


def test_every_guide_can_be_opened_to_be_edited(caller: Caller, form_settings: Settings) -> None:
    for path in guide_files(form_settings.guides):
        draft = caller.client.get(f"/form/guide/{path.parent.name}").json()["draft"]
        assert draft["id"] == path.parent.name
    assert caller.client.get("/form/guide/..%2f..").status_code == 404
    assert caller.client.get("/form/guide/nothing").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"no guide"),
        ("a.md", b"\xff\xfe"),
        ("a.zip", b"PK not a zip"),
        ("a.md", b"---\n" + b"a" * MAX_GUIDE),
        ("a.zip", None),
    ],
)
def test_what_is_no_guide_is_refused_in_one_sentence(caller: Caller, name: str, data: bytes | None) -> None:
    if data is None:  # an archive without a guide
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("readme.txt", "x")
        data = buffer.getvalue()
    answer = caller.post("open", files={"file": (name, data)})
    assert answer.status_code in (400, 413)
    assert answer.json()["error"]


@pytest.mark.slow
def test_the_page_is_the_sites_own_with_the_signs_on_the_drawing(caller: Caller) -> None:
    draft = _draft()
    draft["names"]["en"] = "Red <script>alert(1)</script> ginseng"
    html = caller.post("page", json=draft).json()["html"]
    assert "<script" not in html.lower()
    assert 'href="#cap-seal"' in html  # the number on the drawing leads to its sign
    assert "홍삼청" in html
    assert "--jp-" in html, "styles stand in the page"


@pytest.mark.slow
def test_the_assistant_reacts_to_the_draft_alone(caller: Caller) -> None:
    answer = caller.post("try", data={"draft": json.dumps(_draft()), "text": "Red ginseng extract, 홍삼청 on the seal"})
    assert answer.status_code == 200, answer.text
    assert 'data-verdict="signs-of-fake"' in answer.text
    assert 'data-cue="cap-seal" data-outcome="as-fake"' in answer.text


@pytest.mark.slow
@pytest.mark.parametrize("sent", [True, False])
def test_a_test_photo_is_compared_with_the_drafts_own_pictures(
    caller: Caller, sent: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = SETTINGS.guides / "training" / "training-barley-chips"
    guide, _ = parse_guide(place / "index.md", (place / "index.md").read_text(encoding="utf-8"))
    assert guide is not None
    draft = draft_of(guide).model_dump_json()
    pictures = [("picture", (name, (place / name).read_bytes())) for name in ("front.jpg", "back.jpg") if sent]
    photo = ("photo", ("photo.jpg", (place / "practice-2.jpg").read_bytes()))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answer = caller.post("try", data={"draft": draft, "text": ""}, files=[*pictures, photo])
    assert answer.status_code == 200, answer.text
    compared = 'data-cue="front-artwork" data-outcome="as-fake"' in answer.text and "front.jpg" in answer.text
    assert compared is sent
    assert not list(tmp_path.glob("jinpum-form-*")), "nothing that is sent is kept"


@pytest.mark.slow
def test_a_file_of_the_server_is_not_compared_with(caller: Caller) -> None:
    place = SETTINGS.guides / "training" / "training-barley-chips"
    guide, _ = parse_guide(place / "index.md", (place / "index.md").read_text(encoding="utf-8"))
    assert guide is not None
    draft = draft_of(guide).model_dump(mode="json")
    for cue in draft["cues"]:
        cue["reference"] = [str((place / name).resolve()) for name in cue["reference"]]
    photo = ("photo", ("photo.jpg", (place / "practice-2.jpg").read_bytes()))
    answer = caller.post("try", data={"draft": json.dumps(draft), "text": ""}, files=[photo])
    assert answer.status_code == 200, answer.text
    assert 'data-cue="front-artwork" data-outcome="as-fake"' not in answer.text
