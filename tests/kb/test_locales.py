from __future__ import annotations

from pathlib import Path

import pytest

from kb.locales import (
    catalog_locales,
    is_territory,
    native_name,
    negotiate,
    territory_name,
    to_bcp47,
    to_gettext,
)


def test_tags_have_two_forms() -> None:
    assert (to_gettext("zh-Hans"), to_bcp47("zh_Hans")) == ("zh_Hans", "zh-Hans")
    assert (to_gettext("vi"), to_bcp47("vi")) == ("vi", "vi")


def test_languages_are_those_with_a_folder_of_catalogs(tmp_path: Path) -> None:
    assert catalog_locales(tmp_path) == ("en",)
    for name in ("vi", "zh_Hans", "en", "ko"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "interface").mkdir()
    (tmp_path / "th").mkdir()
    assert catalog_locales(tmp_path) == ("en", "ko", "vi", "zh-Hans")


@pytest.mark.parametrize(
    ("wanted", "got"),
    [
        ("vi", "vi"),
        ("VI", "vi"),
        ("vi-VN", "vi"),
        ("vi_VN", "vi"),
        ("ko-KR", "ko"),
        ("en-GB", "en"),
        ("zh-Hans", "zh-Hans"),
        ("zh_hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("zh-Hant-HK", "zh-Hans"),
        ("th-TH-u-ca-buddhist", "th"),
        ("fr", None),
        ("xx-nowhere", None),
        ("", None),
        (None, None),
        ("*", None),
        ("../../etc", None),
    ],
)
def test_the_best_language_for_a_wish(wanted: str | None, got: str | None) -> None:
    assert negotiate(wanted, ("en", "ko", "th", "vi", "zh-Hans")) == got


def test_traditional_chinese_is_preferred_where_it_is_read() -> None:
    both = ("zh-Hans", "zh-Hant")
    assert [negotiate(tag, both) for tag in ("zh-TW", "zh-HK", "zh-Hant", "zh-MO")] == ["zh-Hant"] * 4
    assert [negotiate(tag, both) for tag in ("zh", "zh-CN", "zh-Hans-HK")] == ["zh-Hans"] * 3
    assert negotiate("zh-CN", ("zh-Hant",)) == "zh-Hant"
    assert negotiate("zh", ("en",)) is None


def test_a_language_names_itself() -> None:
    assert [native_name(tag) for tag in ("en", "ko", "vi", "th", "zh-Hans")] == [
        "English",
        "한국어",
        "Tiếng Việt",
        "ไทย",
        "简体中文",
    ]


def test_countries_by_their_codes() -> None:
    assert all(is_territory(code) for code in ("CN", "VN", "TH", "NO", "XK"))
    assert not any(is_territory(code) for code in ("XX", "cn", "CHN", "", "12", "419"))
    assert territory_name("CN", "vi") == "Trung Quốc"
    assert territory_name("TH", "zh-Hans") == "泰国"
    assert territory_name("??", "vi") == "??"
