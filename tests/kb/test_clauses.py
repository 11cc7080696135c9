from __future__ import annotations

import pytest

from kb.clauses import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is this soju genuine", []),
        (
            "green bottle with a toad on it, the back says Singapore. Is it genuine?",
            ["green bottle with a toad on it", "the back says Singapore", "Is it genuine"],
        ),
        ("초록색 병에 두꺼비 그림, 뒷면은 태국산이라고 적힘", ["초록색 병에 두꺼비 그림", "뒷면은 태국산이라고 적힘"]),
        ("绿色瓶子上有蟾蜍图案，背面写着泰国制造。", ["绿色瓶子上有蟾蜍图案", "背面写着泰国制造"]),
        ("red, blue, green, what is this bottle of spirits", ["red, blue, green, what is this bottle of spirits"][:0]),
        ("زجاجة خضراء وعليها ضفدع، صنعت في تايلاند", ["زجاجة خضراء وعليها ضفدع", "صنعت في تايلاند"]),
        ("", []),
    ],
)
def test_a_question_is_cut_where_people_pause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_a_flood_of_clauses_is_bounded() -> None:
    assert len(clauses("a long enough clause about noodles. " * 500)) <= 8
