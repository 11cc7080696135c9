from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalogs import catalog_path
from kb.translate import update_catalogs
from kb.translation_check import check_catalogs, losses, placeholders
from tests.kb.guide_texts import ENGLISH, project, translate

SOURCE = "In 2024 customs seized 1,500 jars marked 홍삼정, see https://example.com/a. [^a] [^b]"
GOOD = "Năm 2024, hải quan thu giữ 1.500 lọ ghi 홍삼정, xem https://example.com/a. [^a] [^b]"


def _lost(source: str, translation: str, locale: str = "vi") -> list[tuple[str, str]]:
    return [(key.removeprefix("problem."), value) for key, value in losses(source, translation, locale)]


def test_a_translation_that_carries_everything() -> None:
    assert _lost(SOURCE, GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (" [^b]", "", ("marks-differ", "[^a] [^b]")),
        (" [^b]", " [^a]", ("marks-differ", "[^a] [^b]")),
        (" [^b]", " [^b] [^c]", ("marks-differ", "[^a] [^b]")),
        ("홍삼정", "hồng sâm", ("label-lost", "홍삼정")),
        ("홍삼정", "홍삼 정", ("label-lost", "홍삼정")),
        ("1.500", "15.000", ("number-lost", "1,500")),
        ("2024", "2023", ("number-lost", "2024")),
        ("1.500 lọ", "lọ", ("number-lost", "1,500")),
        ("hải quan", "14 hải quan", ("number-added", "14")),
        ("https://example.com/a", "https://example.com", ("url-lost", "https://example.com/a.")),
        ("Năm", "{year} Năm", ("placeholders-differ", "")),
    ],
)
def test_what_a_translation_loses_is_found(before: str, after: str, lost: tuple[str, str]) -> None:
    assert before in GOOD
    assert lost in _lost(SOURCE, GOOD.replace(before, after))


def test_marks_may_move_within_a_sentence() -> None:
    assert _lost("One [^a] and two [^b].", "Hai [^b] và một [^a].") == []


def test_names_in_braces_stay() -> None:
    assert placeholders("{count} of {of}") == {"count", "of"} == placeholders("{of} trong {count}")
    assert placeholders("open {") == {"?"}
    assert _lost("{count} checked", "{số} đã xem") == [("placeholders-differ", "count")]
    assert _lost("{count} checked", "{count đã xem") == [("placeholders-differ", "count")]


@pytest.mark.parametrize(
    "same",
    [
        "150만",
        "1.5 triệu",
        "1,5 triệu",
        "150万",
        "150萬",
        "1.5 ล้าน",
        "1,500,000",
        "1.500.000",
        "1 500 000",
        "1.5 million",
        "1,5 juta",
        "1,5 Mio.",
        "1.5 millones",
        "1,5 миллиона",
        "15 लाख",
        "15,00,000",
    ],
)
@pytest.mark.parametrize("locale", ["es", "de", "ru"])
def test_large_numbers_may_be_shortened_by_any_word(same: str, locale: str) -> None:
    assert _lost("Sales: 1.5 million.", f"Vendu: {same}.", locale) == []


@pytest.mark.parametrize(
    ("source", "translation", "locale"),
    [
        ("9.386 million won", "938.6萬韓元", "zh-Hant"),
        ("9.386 million won", "9,386 Millionen Won", "de"),
        ("An EAN-13 880 number", "EAN-13 형식의 880 번호", "ko"),
        ("see https://example.com/a: the list", "见https://example.com/a：清单", "zh-Hans"),
        ("2 trillion won", "2 Billionen Won", "de"),
        ("117,005 items", "1,17,005 वस्तुएँ", "hi"),
        ("800 million won", "80 करोड़ वॉन", "hi"),
        ("5,000 boxes", "5 000 коробок", "ru"),
        ("12.8 billion won", "12,8 млрд вон", "ru"),
        ("12.8 billion won", "12,800 millones de wones", "es"),
        ("30,000 bottles", "30 mil botellas", "es"),
        ("50 provinces", "50 milicianos", "es"),
    ],
)
def test_each_language_writes_numbers_in_its_own_way(source: str, translation: str, locale: str) -> None:
    assert _lost(source, translation, locale) == []


def test_german_billions_are_trillions() -> None:
    assert ("number-lost", "3 billion") in _lost("3 billion won", "3 Billionen Won", "de")


def test_a_space_parts_two_numbers_where_the_language_groups_by_points() -> None:
    assert ("number-lost", "13,880") in _lost("13,880 cards", "13 880 thẻ", "vi")


@pytest.mark.parametrize("other", ["15만", "1.5 tỷ", "15 triệu", "150", "1.500", "150千"])
def test_a_wrong_scale_is_a_lost_number(other: str) -> None:
    assert ("number-lost", "1.5 million") in _lost("Sold: 1.5 million.", f"Sales: {other}.")


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("KRW 3 trillion in 2024", "2024년 3조 원"),
        ("12.8 billion won", "128억 원"),
        ("12.8 billion won", "128亿韩元"),
        ("12.8 billion won", "12,8 tỷ won"),
        ("12.8 billion won", "1.28 หมื่นล้านวอน"),
        ("30,000 bottles", "3만 병"),
        ("30,000 bottles", "3万瓶"),
        ("30,000 bottles", "3 หมื่นขวด"),
        ("20 million packs", "2천만 봉"),
        ("20 million packs", "2000万包"),
        ("400 thousand", "4 แสน"),
        ("5 million", "5백만"),
        ("5 million", "5百万"),
        ("500 billion", "5천억"),
        ("500 billion", "5千亿"),
        ("20 trillion", "20 nghìn tỷ"),
        ("50 billion", "5 หมื่นล้าน"),
        ("125 million won", "1억 2,500만 원"),
        ("125 million won", "1亿2500万韩元"),
        ("35,000 bottles", "3万5000瓶"),
        ("over one trillion won", "超过1万亿韩元"),
        ("Article 13", "제13조"),
        ("30 kg", "30千克"),
        ("in 2024 150 shops", "2024년 150개 매장"),
        ("50 provinces", "50 tỉnh"),
        ("on 28 May 2025", "2025年5月28日"),
        ("two of three", "3 trong 2"),
        ("2.5 cm", "2,5 cm"),
    ],
)
def test_numbers_that_are_worth_the_same(source: str, translation: str) -> None:
    assert _lost(source, translation) == []


def _checked(home: Path, messages: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    settings = project(home, ENGLISH)
    update_catalogs(settings, ("vi",))
    translate(catalog_path(settings.translations, "vi", "red-ginseng"), messages)
    return [
        (problem.file.stem, problem.field, problem.key.removeprefix("problem."), problem.warning)
        for problem in check_catalogs(settings)
    ]


def test_a_catalog_is_told_by_file_and_message(tmp_path: Path) -> None:
    found = _checked(
        tmp_path,
        {
            "red-ginseng/title": "Cao hồng sâm",
            "red-ginseng#cap-seal/fake/1": "Tem ghi bằng mực vàng. [^a]",
            "red-ginseng/background/1": "Năm 2024 thu giữ 2 triệu lọ. [^b]",
        },
    )
    assert [problem for problem in found if not problem[3]] == [
        ("red-ginseng", "red-ginseng#cap-seal/fake/1", "label-lost", False),
        ("red-ginseng", "red-ginseng#cap-seal/fake/1", "marks-differ", False),
        ("red-ginseng", "red-ginseng/background/1", "number-added", False),
        ("red-ginseng", "red-ginseng/background/1", "number-lost", False),
    ]
    warned = [problem for problem in found if problem[3]]
    assert {problem[2] for problem in warned} == {"untranslated"}
    assert len(warned) == 11 - 3 + 2  # eight of the guide, two of the interface


def test_a_fuzzy_message_is_untranslated_and_not_checked(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH)
    update_catalogs(settings, ("vi",))
    path = catalog_path(settings.translations, "vi", "red-ginseng")
    context = "red-ginseng#cap-seal/fake/1"
    translate(path, {context: "Tem."})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'msgctxt "{context}"', f'#, fuzzy\nmsgctxt "{context}"'), encoding="utf-8")
    assert {problem.key for problem in check_catalogs(settings) if problem.field == context} == {"problem.untranslated"}


def test_a_missing_catalog_is_a_warning_and_a_broken_one_an_error(tmp_path: Path) -> None:
    settings = project(tmp_path, ENGLISH)
    update_catalogs(settings, ("vi",))
    catalog_path(settings.translations, "vi", "interface").unlink()
    catalog_path(settings.translations, "vi", "red-ginseng").write_text("no catalog", encoding="utf-8")
    assert [(problem.file.stem, problem.key, problem.warning) for problem in check_catalogs(settings)] == [
        ("interface", "problem.no-catalog", True),
        ("red-ginseng", "catalog.unreadable", False),
    ]


def test_a_language_whose_scale_words_are_unknown_is_not_blamed() -> None:
    assert _lost("1.5 million jars", "1,5 juta balang", "ms") == []
    assert _lost("15 million jars", "16 juta balang", "ms") == [
        ("number-lost", "15 million"),
        ("number-added", "16 juta"),
    ]


def _told(home: Path, source: str, translation: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """The errors of a catalog whose one unusual message is the check of the seal."""
    settings = project(home, ENGLISH.replace("Tilt the cap: gold ink glitters.", source))
    (settings.translations / "glossary.csv").write_text("en,note,vi\nimporter,,nhà nhập khẩu\n", encoding="utf-8")
    update_catalogs(settings, ("vi",))
    path = catalog_path(settings.translations, "vi", "red-ginseng")
    usual = {
        "red-ginseng/summary/1": "Bản sao của hũ được bán ở các chợ nước ngoài. [^a]",
        "red-ginseng#cap-seal/genuine/1": "Tem niêm phong ghi 홍삼정 bằng mực vàng kim. [^a]",
        "red-ginseng#cap-seal/fake/1": "Tem niêm phong ghi 홍삼청 bằng mực vàng. [^a] [^b]",
        "red-ginseng#copied-barcode/note/1": "Bản sao mang mã số của một hũ thật. [^b]",
    }
    translate(path, usual | {"red-ginseng#cap-seal/check/1": translation})
    found = [problem for problem in check_catalogs(settings) if not problem.warning]
    assert {problem.field for problem in found} <= {"red-ginseng#cap-seal/check/1"}
    return [(problem.key.removeprefix("problem."), problem.params) for problem in found]


def test_a_catalog_speaks_as_agreed_and_in_its_own_language(tmp_path: Path) -> None:
    source = "Ask the importer whether the gold ink glitters when the cap is tilted."
    good = "Hỏi nhà nhập khẩu xem mực vàng có lấp lánh khi nghiêng nắp hay không."
    assert _told(tmp_path / "a", source, good) == []
    term = (("term", "importer"), ("value", "nhà nhập khẩu"))
    assert _told(tmp_path / "b", source, good.replace("nhà nhập khẩu", "người bán")) == [("term-differs", term)]
    assert _told(tmp_path / "c", source, good + " with") == [("english-left", (("value", "with"),))]
    assert [key for key, _ in _told(tmp_path / "d", source, good * 5)] == ["length-unusual"]
    assert [key for key, _ in _told(tmp_path / "e", source, "Nhà nhập khẩu?")] == ["length-unusual"]
