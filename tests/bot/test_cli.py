"""The command line, in this process; each test sets its own home and build folder."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from bot.cli import app
from kb.interface import interface, source_messages
from kb.settings import Settings, get_settings
from tests.bot.pictures import CJK, LATIN, ean13, label, on_table

COMMANDS = ("serve", "build", "index", "check", "new", "ask", "inspect", "report", "translate")
GUIDES = ("consumer/medicube-age-r", "rules/rule-gs1-880-barcode")
MADE = "Medicube 골라겐"
NOODLES = "Buldak noodles, the logo reads BINGOONE"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings are read once a process; a test that changes them reads them anew and cleans up."""
    yield monkeypatch
    monkeypatch.undo()
    get_settings.cache_clear()
    interface.cache_clear()


@pytest.fixture
def indexed(environment: pytest.MonkeyPatch, project: Settings) -> None:
    """The project's guides with the index of this run."""
    environment.setenv("JINPUM_BUILD", str(project.build_dir))
    get_settings.cache_clear()


@pytest.fixture
def home(environment: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small project of two guides, in English alone."""
    real, made = Settings().home, tmp_path / "home"
    for guide in GUIDES:
        shutil.copytree(real / "guides" / guide, made / "guides" / guide)
    shutil.copytree(real / "translations" / "interface", made / "translations" / "interface")
    environment.setenv("JINPUM_HOME", str(made))
    get_settings.cache_clear()
    interface.cache_clear()
    return made


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of a label and a barcode, with a place in its EXIF."""
    pixels = on_table(label([("불닭볶음면", CJK), ("BINGOONE", LATIN)], 60, 900), 1200, 800)
    pixels[500:700, 600:1068] = ean13("8801073110502")
    path = tmp_path_factory.mktemp("photos") / "pack <1>.jpg"
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.fromarray(pixels).save(path, exif=exif, quality=95)
    assert b"SecretPhone" in path.read_bytes()
    return path


def jinpum(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin, catch_exceptions=False)


def ask_lines(*lines: str) -> list[dict[str, Any]]:
    result = jinpum("ask", "--jsonl", stdin="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    return [json.loads(one) for one in result.stdout.splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = jinpum(command, "--help")
    assert result.exit_code == 0
    assert f"{command} [OPTIONS]" in result.output


@pytest.mark.parametrize("command", ["extract", "update", "status"])
def test_every_command_on_translations_has_help(command: str) -> None:
    assert jinpum("translate", command, "--help").exit_code == 0


def test_it_starts_as_a_process_of_its_own() -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", "--help"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Settings().home)
    assert all(name in result.stdout for name in COMMANDS)


# ask


@pytest.mark.usefixtures("indexed")
def test_ask_prints_the_answer_with_its_sources() -> None:
    result = jinpum("ask", "--locale", "vi", MADE)
    assert result.exit_code == 0
    words = interface("vi")
    assert words.text("answer.verdict-signs-strong", kind=words.word("shows", "counterfeit")) in result.stdout
    assert "/vi/guides/medicube-age-r/#product-name" in result.stdout


@pytest.mark.usefixtures("indexed")
def test_ask_json_prints_one_object(pack: Path) -> None:
    data = json.loads(jinpum("ask", "--json", "--photo", str(pack), NOODLES).stdout)
    assert (data["locale"], data["verdict"], data["strength"]) == ("en", "signs-of-fake", "strong")
    assert data["guides"][0]["id"] == "buldak-ramen"


@pytest.mark.usefixtures("indexed")
def test_ask_jsonl_answers_each_line_and_goes_on_after_a_bad_one(pack: Path) -> None:
    answers = ask_lines(
        json.dumps({"id": "a", "locale": "vi", "text": MADE}),
        "{not json",
        "",
        json.dumps({"id": "b", "text": MADE, "phots": []}),
        json.dumps({"id": "c", "text": MADE, "photos": [str(pack.with_name("missing.jpg"))]}),
        json.dumps({"id": "d", "text": "bicycle tyre 26 inch"}),
        json.dumps({"id": "e"}),
    )
    assert len(answers) == 6
    good, broken, unknown, missing, uncovered, empty = answers
    assert (good["id"], good["locale"], good["guides"][0]["id"]) == ("a", "vi", "medicube-age-r")
    assert "error" in broken
    assert "2" in broken["error"]
    assert "error" in unknown
    assert (missing["id"], missing["verdict"]) == ("c", "signs-of-fake")
    assert interface("en").text("photo.missing", photo="missing.jpg") in missing["text"]
    assert (uncovered["verdict"], uncovered["guides"]) == ("not-covered", [])
    assert empty["verdict"] == "not-enough"


def test_ask_without_anything_says_what_to_give() -> None:
    result = jinpum("ask")
    assert result.exit_code == 1
    assert result.stderr.strip() == interface("en").text("cli.nothing-asked")


def test_ask_without_an_index_says_so_in_one_sentence(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("JINPUM_BUILD", str(tmp_path))
    get_settings.cache_clear()
    result = jinpum("ask", MADE)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


# inspect


@pytest.mark.usefixtures("indexed")
def test_inspect_json_lists_an_object_a_photo(pack: Path, tmp_path: Path) -> None:
    result = jinpum("inspect", "--json", "--draw", str(tmp_path / "drawn"), str(pack))
    (data,) = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {"photo", "width", "height", "quality", "barcodes", "lines", "facts", "products"} <= set(data)
    assert (data["photo"], data["width"], data["height"]) == (str(pack), 1200, 800)
    (found,) = data["barcodes"]
    assert (found["text"], found["check_digit"], found["guide"]) == ("8801073110502", True, "buldak-ramen")
    assert all(0 <= x <= 1200 and 0 <= y <= 800 for x, y in found["box"])
    assert "BINGOONE" in "".join(one["text"] for one in data["lines"])
    assert data["products"][0] == {"id": "buldak-ramen", "score": 1.0, "why": "barcode"}
    assert len(list((tmp_path / "drawn").iterdir())) == 1


@pytest.mark.usefixtures("indexed")
def test_inspect_tells_a_photo_that_cannot_be_opened_and_goes_on(pack: Path, tmp_path: Path) -> None:
    text = tmp_path / "note.jpg"
    text.write_text("no picture")
    result = jinpum("inspect", "--json", str(text), str(pack))
    assert result.exit_code == 1
    broken, good = json.loads(result.stdout)
    assert set(broken) == {"photo", "error"}
    assert good["barcodes"]


# report


@pytest.mark.usefixtures("indexed")
def test_a_report_stands_alone_and_keeps_nothing_but_the_pixels(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "case.html"
    result = jinpum(
        "report", "--out", str(out), "--locale", "vi", "--photo", str(pack), f"{MADE} <script>alert(1)</script>"
    )
    assert result.exit_code == 0, result.output
    page = out.read_text(encoding="utf-8")
    assert '<html lang="vi">' in page
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    sources = re.findall(r"""\bsrc\s*=\s*["']([^"']*)""", page)
    assert len(sources) == 1
    assert all(source.startswith("data:image/") for source in sources)
    assert not re.search(r"""<link|@import|url\(|srcset""", page)
    assert "SecretPhone" not in page
    assert b"Exif" not in base64.b64decode(sources[0].partition(",")[2])
    assert "pack &lt;1&gt;.jpg" in page


@pytest.mark.usefixtures("indexed")
def test_a_report_as_json_names_photos_by_their_pixels(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "case.json"
    assert jinpum("report", "--out", str(out), "--photo", str(pack), f"{NOODLES} \udcff").exit_code == 0
    data = json.loads(out.read_text(encoding="utf-8"))
    assert re.fullmatch(r"[0-9a-f]{64}", data["photos"][0]["sha256"])
    assert data["photos"][0]["evidence"]["barcodes"]
    assert (data["answer"]["verdict"], data["description"]) == ("signs-of-fake", f"{NOODLES} ?")
    assert "SecretPhone" not in out.read_text(encoding="utf-8")
    shown = jinpum("case", "show", str(out))
    assert shown.exit_code == 0 and data["case"]["reference"] in shown.stdout
    made = jinpum("case", "pdf", str(out), "--out", str(tmp_path / "case.pdf"))
    assert made.exit_code == 0 and (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("indexed")
def test_a_report_as_pdf(tmp_path: Path) -> None:
    out = tmp_path / "case.pdf"
    assert jinpum("report", "--out", str(out), "--locale", "ko", MADE).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_case_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]")
    for command in (("show",), ("pdf",), ("json",)):
        result = jinpum("case", *command, str(tmp_path / "x.json"))
        assert result.exit_code == 1 and "not a case of this program" in result.stderr
    assert jinpum("case", "show", str(tmp_path / "y.json")).exit_code == 1
    assert json.loads(jinpum("case", "schema").stdout)["$schema"].startswith("https://json-schema.org")


@pytest.mark.parametrize("name", ["case.doc", "case"])
def test_a_report_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    result = jinpum("report", "--out", str(tmp_path / name), MADE)
    assert (result.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert name in result.stderr


# check and new


def test_a_sound_project_passes_the_check(home: Path) -> None:
    result = jinpum("check")
    assert result.exit_code == 0, result.output
    assert "2" in result.stdout.splitlines()[-1]


def test_a_broken_guide_fails_the_check_with_file_line_and_field(home: Path) -> None:
    path = home / "guides" / GUIDES[0] / "index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("fake: strong", "fake: huge", 1), encoding="utf-8")
    number = next(index for index, line in enumerate(path.read_text().splitlines(), 1) if line == "fake: huge")
    result = jinpum("check")
    assert result.exit_code == 1
    told = result.stdout.splitlines()
    place = next(index for index, line in enumerate(told) if str(path.relative_to(home)) in line)
    assert f"line {number}" in told[place]
    assert "decisive (Decisive)" in told[place]
    # The line itself, with the word marked, and where the format is explained.
    assert told[place + 1 : place + 4] == ["    fake: huge", "          ^^^^", "    → docs/guide-format.md#a-cue"]


def test_the_check_speaks_the_authors_language(home: Path) -> None:
    shutil.copytree(Path(__file__).resolve().parents[2] / "translations" / "ko", home / "translations" / "ko")
    path = home / "guides" / GUIDES[0] / "index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("where: front", "where: top", 1), encoding="utf-8")
    told = jinpum("check", "--locale", "ko")
    assert told.exit_code == 1
    expected = interface("ko").text("problem.bad-choice", value="top", expected="\0").split("\0")[0]
    assert expected in told.stdout
    assert f"front ({interface('ko').word('where', 'front')})" in told.stdout


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("group", ["food", "fishery", "consumer", "rules"])
def test_a_new_guide_passes_the_check_once_its_source_is_real(home: Path, lang: str, group: str) -> None:
    result = jinpum("new", "new-goods", "--name", "New goods", "--name-ko", "새 상품", "--group", group, "--lang", lang)
    assert result.exit_code == 0, result.output
    path = home / "guides" / group / "new-goods" / "index.md"
    unfilled = jinpum("check")
    assert unfilled.exit_code == 1
    assert len([line for line in unfilled.output.splitlines() if "new-goods" in line]) == 1, unfilled.output
    assert "replace-me" in unfilled.output
    path.write_text(path.read_text(encoding="utf-8").replace("replace-me", "a-real-page"), encoding="utf-8")
    checked = jinpum("check")
    assert checked.exit_code == 0, checked.output


ANSWERED = {
    "name": "My Brand serum",
    "name-ko": "마이브랜드 세럼",
    "id": "",
    "group": "3",
    "package": "4",
    "owner": "My Company",
    "owner-ko": "마이 회사",
    "website": "https://example.com",
    "sign": "Seal on the cap",
    "where": "5",
    "genuine": "The seal is gold.",
    "fake": "The seal is yellow.",
    "check": "Tilt the cap.",
    "strength": "2",
    "shows": "1",
    "source": "Notice on fakes",
    "publisher": "My Company, Inc.",
    "date": "2025-05",
    "url": "https://example.com/notice",
}


def test_a_new_guide_asks_and_what_is_answered_passes_the_check(home: Path) -> None:
    result = CliRunner().invoke(app, ["new", "--ask"], input="\n".join(ANSWERED.values()) + "\n")
    assert result.exit_code == 0, result.output
    text = (home / "guides/consumer/my-brand-serum/index.md").read_text(encoding="utf-8")
    for line in ("package: jar", "where: closure", "fake: strong", ":   The seal is yellow. [^source]"):
        assert f"{line}\n" in text
    assert "thin" not in text
    assert "[^source]: Notice on fakes, My Company Inc., 2025-05, <https://example.com/notice>\n" in text
    # It says what is left, and no more than that.
    missing = [line for line in result.output.splitlines() if line.startswith("  - ")]
    assert len(missing) == 3
    assert jinpum("check").exit_code == 0


@pytest.mark.parametrize(
    ("name", "wrong", "key"),
    [
        ("website", "example.com", "problem.bad-website"),
        ("id", "My Brand", "problem.bad-id"),
        ("id", "medicube-age-r", "cli.exists"),
        ("fake", " ".join(["word"] * 50), "problem.hard-to-read"),
        ("date", "2025/05", "form.bad-date"),
        ("url", "example", "problem.bad-website"),
        ("package", "11", "new.no-choice"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_again(home: Path, name: str, wrong: str, key: str) -> None:
    typed = "".join(f"{wrong}\n{answer}\n" if name == one else f"{answer}\n" for one, answer in ANSWERED.items())
    result = CliRunner().invoke(app, ["new", "--ask"], input=typed)
    assert result.exit_code == 0, result.output
    assert source_messages(home / "translations")[key].rsplit("}", 1)[-1] in result.output
    assert jinpum("check").exit_code == 0


def test_without_a_terminal_nothing_is_asked(home: Path) -> None:
    before = sorted(home.rglob("*"))
    result = jinpum("new", "new-goods")
    assert (result.exit_code, sorted(home.rglob("*"))) == (1, before)
    assert "--name" in result.stderr


@pytest.mark.parametrize("name", ['Kim\'s "Best"', "A\\B: {C} # d", "- x"])
def test_a_name_may_hold_any_sign(home: Path, name: str) -> None:
    assert jinpum("new", "new-goods", "--name", name, "--name-ko", name).exit_code == 0
    text = (home / "guides/consumer/new-goods/index.md").read_text(encoding="utf-8")
    assert YAML(typ="safe").load(text.split("---")[1])["names"] == {"en": name, "ko": name}


def test_a_guide_that_exists_is_never_overwritten(home: Path) -> None:
    path = home / "guides" / GUIDES[0] / "index.md"
    before = path.read_bytes()
    result = jinpum("new", "medicube-age-r", "--name", "X", "--name-ko", "Y")
    assert (result.exit_code, path.read_bytes()) == (1, before)


@pytest.mark.parametrize(
    "wrong", [("Bad Id",), ("../x",), ("x", "--group", "cars"), ("x", "--group", "../.."), ("x", "--lang", "fr")]
)
def test_a_new_guide_needs_a_sound_id_group_and_language(home: Path, wrong: tuple[str, ...]) -> None:
    before = sorted(home.rglob("*"))
    result = jinpum("new", *wrong, "--name", "X", "--name-ko", "Y")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert sorted(home.rglob("*")) == before
