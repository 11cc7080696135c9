from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract

from kb.catalogs import catalog_path, load_po, read_catalog
from kb.library import load_library
from kb.localise import localise
from kb.settings import Settings
from kb.translate import extract_templates, status, template_path, update_catalogs
from tests.kb.guide_texts import ENGLISH, KOREAN, project, translate, write

TITLE = "Cao hồng sâm"
BACKGROUND = "Năm 2024, hải quan thu giữ 1,5 triệu lọ. [^b]"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A project with one guide whose title and background are in Vietnamese."""
    made = project(tmp_path, ENGLISH)
    update_catalogs(made, ("vi",))
    translate(_catalog(made), {"red-ginseng/title": TITLE, "red-ginseng/background/1": BACKGROUND})
    return made


def _catalog(settings: Settings) -> Path:
    return catalog_path(settings.translations, "vi", "red-ginseng")


def _message(settings: Settings, context: str) -> tuple[str, bool]:
    message = next(each for each in load_po(_catalog(settings), "vi") if each.context == context)
    return str(message.string), message.fuzzy


def test_templates_hold_every_message_and_change_only_with_them(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH, KOREAN)
    assert {path.stem for path in extract_templates(settings)} == {"red-ginseng", "soju", "interface"}
    assert extract_templates(settings) == []
    text = template_path(settings.translations, "red-ginseng").read_text(encoding="utf-8")
    assert (
        '#. Keep as printed: 홍삼정\n#: guides/food/red-ginseng/index.md\nmsgctxt "red-ginseng#cap-seal/genuine/1"'
        in text
    )
    assert text.count('msgstr ""\n') == text.count("msgid ")
    assert "X-Reviewed-By" not in text.split("\n\n", 1)[0].split('msgid ""', 1)[1]
    page = template_path(settings.translations, "interface").read_text(encoding="utf-8")
    _, text = page.split("#. Cues that were looked at.\n", 1)
    assert text.startswith('#: translations/interface/page.yaml\n#, python-brace-format\nmsgctxt "page.count"')

    write(tmp_path, ENGLISH.replace("# Red ginseng extract", "# Red ginseng essence"))
    (tmp_path / "guides" / "food" / "soju" / "index.md").unlink()
    assert [path.name for path in extract_templates(settings)] == ["red-ginseng.pot", "soju.pot"]
    assert not template_path(settings.translations, "soju").exists()


def test_babel_finds_the_same_messages(tmp_path: Path) -> None:
    path = write(tmp_path, ENGLISH)
    registered = tomllib.loads((Settings().home / "pyproject.toml").read_text(encoding="utf-8"))
    method = registered["project"]["entry-points"]["babel.extractors"]["jinpum_guide"]
    with path.open("rb") as stream:
        found = list(extract(method, stream))
    assert (0, "Red ginseng extract", [], "red-ginseng/title") in found


def test_a_new_language_gets_empty_catalogs(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH)
    assert {path.name for path in update_catalogs(settings, ("zh-Hans",))} == {"red-ginseng.po", "interface.po"}
    path = catalog_path(settings.translations, "zh-Hans", "red-ginseng")
    assert path.parent.parent.name == "zh_Hans"
    header = path.read_text(encoding="utf-8").split("\n\n", 1)[0]
    assert '"X-Reviewed-By: nobody\\n"' in header and '"Language: zh_Hans\\n"' in header
    assert "#, fuzzy" not in header
    assert not read_catalog(settings.translations, "zh-Hans", "red-ginseng").messages


def test_a_second_run_changes_nothing(settings: Settings) -> None:
    extract_templates(settings)
    update_catalogs(settings)
    before = {path: path.read_bytes() for path in settings.translations.rglob("*.po*")}
    assert update_catalogs(settings) == [] == extract_templates(settings)
    assert {path: path.read_bytes() for path in settings.translations.rglob("*.po*")} == before
    assert not re.search(rb"Date|Generated-By|Last-Translator", b"".join(before.values()))
    assert update_catalogs(settings, ("vi",)) == []


def test_a_translation_moves_with_its_paragraph(settings: Settings) -> None:
    moved = ENGLISH.replace("## Background\n\n", "## Background\n\n- In 2023 police looked at a market. [^a]\n")
    write(settings.home, moved)
    assert update_catalogs(settings) == [_catalog(settings)]
    assert _message(settings, "red-ginseng/background/2") == (BACKGROUND, False)
    assert _message(settings, "red-ginseng/title") == (TITLE, False)
    shown = localise(load_library(settings.guides)["red-ginseng"], "vi", settings.translations)
    assert [text.lang for text in shown.background] == ["en", "vi"]
    assert update_catalogs(settings) == []


def test_a_changed_sentence_is_a_proposal_that_nobody_sees(settings: Settings) -> None:
    write(settings.home, ENGLISH.replace("In 2024 customs", "In 2025 customs"))
    update_catalogs(settings)
    assert _message(settings, "red-ginseng/background/1") == (BACKGROUND, True)
    shown = localise(load_library(settings.guides)["red-ginseng"], "vi", settings.translations)
    assert shown.background[0].text == "In 2025 customs seized 1.5 million jars. [^b]"
    assert (shown.background[0].lang, shown.title.lang) == ("en", "vi")
    assert update_catalogs(settings) == []
    write(settings.home, ENGLISH)  # taken back: the proposal is still one, for nobody has looked at it
    update_catalogs(settings)
    assert _message(settings, "red-ginseng/background/1") == (BACKGROUND, True)


def test_what_is_gone_leaves_the_catalog(settings: Settings) -> None:
    write(settings.home, ENGLISH.replace("## Background\n\n- In 2024 customs seized 1.5 million jars. [^b]\n\n", ""))
    update_catalogs(settings)
    text = _catalog(settings).read_text(encoding="utf-8")
    assert "#~" not in text and "background/1" not in text and TITLE in text


def test_an_interface_sentence_is_bound_to_its_key(settings: Settings) -> None:
    path = catalog_path(settings.translations, "vi", "interface")
    translate(path, {"page.hello": "Xin chào"})
    group = settings.translations / "interface" / "page.yaml"
    group.write_text(group.read_text(encoding="utf-8") + "greeting: Hello\n", encoding="utf-8")
    update_catalogs(settings)
    found = {each.context: (each.string, each.fuzzy) for each in load_po(path, "vi") if each.id}
    assert found["page.hello"] == ("Xin chào", False)
    assert found["page.greeting"] == ("Xin chào", True)  # the same English word may need another one here


def test_the_reviewer_s_name_survives(settings: Settings) -> None:
    path = _catalog(settings)
    path.write_text(
        path.read_text(encoding="utf-8").replace("X-Reviewed-By: nobody", 'X-Reviewed-By: Lan \\"L.\\" Nguyễn'),
        encoding="utf-8",
    )
    assert update_catalogs(settings) == []
    write(settings.home, ENGLISH.replace("# Red ginseng extract", "# Something else entirely"))
    assert update_catalogs(settings) == [path]
    assert read_catalog(settings.translations, "vi", "red-ginseng").reviewed_by == 'Lan "L." Nguyễn'
    assert path.read_text(encoding="utf-8").count("X-Reviewed-By:") == 1
    assert {each.reviewed_by for each in status(settings) if each.domain == "red-ginseng"} == {'Lan "L." Nguyễn'}


def test_the_status_counts_what_is_shown(settings: Settings) -> None:
    by_domain = {each.domain: each for each in status(settings)}
    assert list(by_domain) == ["interface", "red-ginseng"]
    ginseng = by_domain["red-ginseng"]
    assert (ginseng.locale, ginseng.translated, ginseng.total, ginseng.fuzzy) == ("vi", 2, 11, 0)
    assert ginseng.share == 2 / 11 and ginseng.reviewed_by == "nobody"
    write(settings.home, ENGLISH.replace("In 2024 customs", "In 2025 customs"))
    assert [each.translated for each in status(settings)] == [0, 1]  # not updated yet: the old text is of no use
    update_catalogs(settings)
    ginseng = next(each for each in status(settings) if each.domain == "red-ginseng")
    assert (ginseng.translated, ginseng.fuzzy) == (1, 1)
    write(settings.home, KOREAN)
    assert [(each.domain, each.translated, each.total) for each in status(settings)][-1] == ("soju", 0, 10)


def test_a_comment_of_a_translator_stays(settings: Settings) -> None:
    path = _catalog(settings)
    text = path.read_text(encoding="utf-8").replace(
        '#: guides/food/red-ginseng/index.md\nmsgctxt "red-ginseng/title"',
        '# cao, not bột\n#: guides/food/red-ginseng/index.md\nmsgctxt "red-ginseng/title"',
    )
    path.write_text(text, encoding="utf-8")
    assert update_catalogs(settings) == []
    assert "# cao, not bột\n" in path.read_text(encoding="utf-8")
