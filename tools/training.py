"""Draws the pictures of the training brand, which does not exist: genuine ones and copies with something wrong.

python tools/training.py

`docs/training-brand.md` says what is wrong on each. The fonts are those in `tests/fonts/`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image
from ruamel.yaml import YAML

from bot.photo import Pixels
from tests.packs.back import Back, draw_back
from tests.packs.lettering import Frame
from tests.packs.pack import Change, Spec, draw

FOLDER = Path(__file__).resolve().parent.parent / "guides" / "training" / "training-barley-chips"
NUMBER, WRONG_NUMBER = "2990417260013", "2980417260014"
"""GTINs of the range that GS1 keeps for numbers within a company (200 to 299): they belong to nobody."""
WEB, WRONG_WEB = "https://byeohyulchan.example/chips", "https://byeohyu1chan.example/chips"
"""Addresses under a name that is kept for examples (RFC 2606): they lead nowhere."""
CHIPS = Spec(
    name="벼휼찬",
    wrong_name="벼흄찬",
    goods="보리칩",
    latin="Byeohyulchan",
    flavour="소금맛",
    number=NUMBER,
    hue=0.43,
    second_hue=0.08,
    layout=0,
    seed=417,
    web=WEB,
    mark=("연습", "견본"),
    lines=(
        "연습용 가상 제품입니다.",
        "실제 상품이 아닙니다.",
        "식품유형: 과자 (가상)",
        "내용량: 120 g",
        "제조원: 벼휼찬식품 (가상)",
        "소비기한: 별도표기일까지",
        "소비자상담 000-000-0417",
    ),
    banner="연습용 가상 제품 · FICTIONAL, FOR PRACTICE ONLY",
)
BACK = Back(
    rows=(
        ("제품명", "벼휼찬 보리칩 소금맛"),
        ("식품유형", "과자 (연습용 가상 제품)"),
        ("내용량", "120 g (480 kcal)"),
        ("원재료명", "보리 80%, 콩기름, 정제소금"),
        ("제조원", "벼휼찬식품 (가상 회사)"),
        ("보관방법", "건조하고 서늘한 곳"),
        ("소비기한", "앞면 표기일까지"),
    ),
    report="연습-2026-0417",
    web=WEB,
    number=NUMBER,
)


def pictures() -> dict[str, Pixels]:
    """Every picture by its file name."""
    copied = replace(BACK, report="연습-2026-0471", has_mark=False)
    return {
        "front.jpg": draw(CHIPS).pixels,
        "back.jpg": draw_back(CHIPS, BACK).pixels,
        "practice-1.jpg": draw(CHIPS, Change.BATCHIM).pixels,
        "practice-2.jpg": draw(CHIPS, Change.LOGO).pixels,
        "practice-3.jpg": draw(CHIPS, Change.MISSING).pixels,
        "practice-4.jpg": draw(CHIPS, Change.SHIFT).pixels,
        "practice-5.jpg": draw(CHIPS, Change.RECOLOUR).pixels,
        "practice-6.jpg": draw_back(CHIPS, copied).pixels,
        "practice-7.jpg": draw_back(CHIPS, replace(BACK, web=WRONG_WEB, number=WRONG_NUMBER)).pixels,
    }


AREAS: dict[str, dict[str, Frame]] = {
    "front.jpg": {
        "name": (220, 70, 800, 320),
        "logo": (30, 95, 219, 285),
        "band": (0, 400, 900, 505),
        "picture": (95, 535, 505, 945),
        "mark": (640, 525, 840, 712),
        "text": (555, 716, 870, 965),
        "qr": (60, 960, 208, 1108),
        "bars": (560, 985, 786, 1105),
    },
    "back.jpg": {
        "name": (40, 20, 560, 112),
        "text": (50, 160, 850, 594),
        "report": (50, 595, 850, 656),
        "mark": (58, 808, 242, 992),
        "qr": (300, 790, 522, 1012),
        "bars": (535, 800, 874, 1015),
    },
}
"""Places on the genuine pictures, in pixels of 900 × 1200; none covers another. The quiz asks where a copy is wrong."""
WRONG: dict[str, tuple[str, dict[str, str]]] = {
    "practice-1.jpg": ("front.jpg", {"name": "brand-name"}),
    "practice-2.jpg": ("front.jpg", {"logo": "front-artwork"}),
    "practice-3.jpg": ("front.jpg", {"mark": "front-artwork"}),
    "practice-4.jpg": ("front.jpg", {"mark": "front-artwork"}),
    "practice-5.jpg": ("front.jpg", {"band": "front-artwork"}),
    "practice-6.jpg": ("back.jpg", {"report": "report-number", "mark": "back-artwork"}),
    "practice-7.jpg": ("back.jpg", {"bars": "barcode-number", "qr": "qr-address"}),
}
"""Picture of a copy → the genuine picture that it copies, and each place where it is wrong with the sign of it."""


def truth() -> dict[str, object]:
    """What is wrong with each picture and where, for the quiz: areas as shares of width and height."""
    sides = {}
    for name, areas in AREAS.items():
        with Image.open(FOLDER / name) as picture:
            width, height = picture.size
        sides[name] = {
            place: [round(left / width, 4), round(top / height, 4), round(right / width, 4), round(bottom / height, 4)]
            for place, (left, top, right, bottom) in areas.items()
        }
    return {"genuine": sides, "copies": {name: {"of": side, "wrong": wrong} for name, (side, wrong) in WRONG.items()}}


def main() -> None:
    """Write the pictures beside the guide, and what is wrong with them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, pixels in pictures().items():
        Image.fromarray(pixels).save(FOLDER / name, "JPEG", quality=86, optimize=True)
    with (FOLDER / "pictures.yaml").open("w", encoding="utf-8") as stream:
        yaml = YAML()
        yaml.default_flow_style = None  # a list of numbers on one line
        yaml.dump(truth(), stream)


if __name__ == "__main__":
    main()
