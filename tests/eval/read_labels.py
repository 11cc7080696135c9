"""Measure label reading on rendered labels: `python -m tests.eval.read_labels [--count 24] [--seed 5] [--show]`.

Every label is drawn anew from sentences that no test uses, in random sizes, colours and arrangements, and then
bent, tilted, unevenly lit, blurred, roughened and compressed. Printed are, for each script, the lines read
exactly, the character error (a line that was left out counts as wholly wrong), and the seconds a photo took.
Rendered labels are easier than real ones: the figures compare versions of the program, and nothing else.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from bot.gather import look, warm_up
from bot.photo import Photo, Pixels

FONTS = Path(__file__).parent.parent / "fonts"
FONT_OF = {
    "Hang": "NotoSansCJKkr-Regular.otf",
    "Hani": "NotoSansCJKkr-Regular.otf",
    "Kana": "NotoSansCJKkr-Regular.otf",
    "Latn": "NotoSans-Regular.ttf",
    "viet": "NotoSans-Regular.ttf",
    "Thai": "NotoSansThai-Regular.ttf",
}
LINES: dict[str, tuple[str, ...]] = {
    "Hang": (
        "품목보고번호 : 19880421003117",
        "홍삼농축액 70%(국산, 6년근), 정제수",
        "충남 금산군 금산읍 인삼로 42",
        "부정·불량식품 신고는 국번없이 1399",
        "소비기한 : 2027.03.18 까지",
        "이 제품은 밀, 대두, 우유를 사용한 제품과 같은 시설에서 제조",
        "전자레인지 조리 시 용기가 뜨거우니 주의하십시오",
        "화장품책임판매업자 : (주)새봄코스메틱",
        "주름개선 기능성화장품",
        "사용기한 : 제조일로부터 36개월",
        "고추장 양념 볶음면 140 g",
        "조미김 (재래김 60%, 참기름, 천일염)",
        "수입판매원 : (주)동방무역 부산광역시 영도구",
        "직사광선을 피해 서늘한 곳에 보관",
        "반품 및 교환 : 구입처 및 본사 고객상담실",
        "정품 인증 홀로그램 스티커",
    ),
    "Latn": (
        "Red Ginseng Extract 240 g (8.46 oz)",
        "Made in Korea  LOT 7F21 EXP 18.03.2027",
        "Keep refrigerated after opening.",
        "Distributed by Haneul Trading LLC, Almaty",
        "Roasted Seaweed Snack, Original Flavor",
        "Snail Mucin 96 Power Repairing Essence",
    ),
    "Hani": (
        "原产国:韩国 净含量:240克",
        "生产日期:2026年03月18日",
        "使用方法:开袋后请尽快食用",
        "進口商:上海汉光贸易有限公司",
    ),
    "Kana": ("名称:焼のり 内容量:20グラム", "開封後はお早めにお使いください", "輸入者:株式会社サンライズ"),
    "viet": (
        "Nước sản xuất: Hàn Quốc",
        "Cách dùng: uống trực tiếp sau bữa ăn",
        "Ngày sản xuất và hạn sử dụng in trên hộp",
        "Không dùng cho trẻ em dưới ba tuổi",
    ),
    "Thai": ("เครื่องดื่มโสมแดงเกาหลี", "วันผลิตและวันหมดอายุ ดูที่กล่อง", "ผู้จัดจำหน่าย บริษัท สยามโสม จำกัด"),
}
COLOURS = (
    ((250, 248, 240), (25, 25, 30)),
    ((190, 25, 30), (255, 250, 235)),
    ((18, 52, 40), (240, 230, 200)),
    ((222, 240, 236), (20, 60, 70)),
    ((255, 214, 64), (60, 20, 10)),
)


@dataclass(frozen=True)
class Label:
    """A rendered photo and the lines on it as (script, text)."""

    photo: Photo
    lines: tuple[tuple[str, str], ...]
    kind: str


def labels(count: int, seed: int, hangul_font: Path | None = None) -> Iterator[Label]:
    """Draw labels; the same seed gives the same ones."""
    chance = random.Random(seed)
    for index in range(count):
        scripts = [*["Hang"] * 5, "Latn", chance.choice(("Hani", "Kana")), chance.choice(("viet", "Thai"))]
        used: dict[str, list[str]] = {script: chance.sample(LINES[script], len(LINES[script])) for script in LINES}
        lines = tuple((script, used[script].pop()) for script in chance.sample(scripts, len(scripts)))
        pixels = _panel(lines, chance, hangul_font)
        kind = ("plain", "tilted", "bent", "blurred", "frame")[index % 5]
        pixels = photographed(pixels, kind, chance)
        yield Label(Photo(f"label-{index}-{kind}", pixels), lines, kind)


def _panel(lines: tuple[tuple[str, str], ...], chance: random.Random, hangul_font: Path | None) -> Pixels:
    paper, ink = chance.choice(COLOURS)
    sizes = [chance.choice((24, 30, 36, 44, 60)) for _ in lines]
    image = Image.new("RGB", (1500, sum(round(size * 1.6) for size in sizes) + 100), paper)
    draw = ImageDraw.Draw(image)
    y = 50
    for (script, text), size in zip(lines, sizes, strict=True):
        path = hangul_font if script == "Hang" and hangul_font else FONTS / FONT_OF[script]
        fit = size
        while ImageFont.truetype(str(path), fit).getlength(text) > 1400:
            fit -= 2
        draw.text((50, y), text, font=ImageFont.truetype(str(path), fit), fill=ink)
        y += round(size * 1.6)
    return np.array(image)


def photographed(pixels: Pixels, kind: str, chance: random.Random) -> Pixels:
    """The panel as a camera sees it."""
    height, width = pixels.shape[:2]
    if kind == "tilted":
        shift = 0.08
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        moved = corners * 0.9 + [width * 0.05, height * 0.05]
        moved += np.array([[chance.uniform(-shift, shift) * height for _ in range(2)] for _ in range(4)])
        matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
        pixels = np.asarray(cv2.warpPerspective(pixels, matrix, (width, height), borderValue=(120, 110, 100)), np.uint8)
    if kind == "bent":
        pixels = _bent(pixels)
    if kind == "frame":  # the label takes a third of a 12-megapixel frame
        frame = np.full((3000, 4000, 3), (120, 110, 100), np.uint8)
        top, left = chance.randrange(0, 3000 - height), chance.randrange(0, 4000 - width)
        frame[top : top + height, left : left + width] = pixels
        pixels = frame
    sigma = chance.uniform(1.5, 2.2) if kind == "blurred" else chance.uniform(0.3, 0.9)
    pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)
    light = np.linspace(chance.uniform(0.55, 1.0), 1.05, pixels.shape[1], dtype=np.float32)[None, :, None]
    rough = np.random.default_rng(chance.randrange(1 << 30)).normal(0, 4, pixels.shape).astype(np.float32)
    pixels = np.clip(pixels * light + rough, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=chance.choice((60, 75, 90)))
    return np.array(Image.open(buffer).convert("RGB"))


def _bent(pixels: Pixels) -> Pixels:
    """Around a cup, seen slightly from above."""
    height, width = pixels.shape[:2]
    reach = 0.85
    radius = width / (2 * reach)
    out = int(2 * radius * np.sin(reach))
    bow = int(0.05 * width)
    angle = np.arcsin(np.clip((np.arange(out) - out / 2) / radius, -1, 1))
    drop = bow * (np.cos(angle) - np.cos(reach)) / (1 - np.cos(reach))
    map_x = np.tile((angle * radius + width / 2).astype(np.float32), (height + bow, 1))
    map_y = (np.arange(height + bow)[:, None] - drop[None, :]).astype(np.float32)
    return np.asarray(cv2.remap(pixels, map_x, map_y, cv2.INTER_LINEAR, borderValue=(90, 90, 95)), np.uint8)


def plain(text: str) -> str:
    """A text as it is compared: NFKC, no spaces, one kind of dot and quote."""
    for dot in "・ㆍ‧•":
        text = text.replace(dot, "·")
    return "".join(unicodedata.normalize("NFKC", text).split())


def main() -> None:
    """Render, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--hangul-font", type=Path, help="another font for the Korean lines")
    parser.add_argument("--show", action="store_true", help="print what was misread")
    options = parser.parse_args()
    warm_up()
    errors: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    seconds: dict[str, list[float]] = defaultdict(list)
    work: list[float] = []
    stray = 0
    for label in labels(options.count, options.seed, options.hangul_font):
        start, burnt = time.perf_counter(), time.process_time()
        read = [plain(line.text) for line in look(label.photo).lines]
        seconds["frame" if label.kind == "frame" else "label"].append(time.perf_counter() - start)
        work.append(time.process_time() - burnt)
        for script, text in label.lines:
            truth = plain(text)
            best = min(read, key=lambda other: Levenshtein.distance(truth, other), default="")
            wrong = min(len(truth), Levenshtein.distance(truth, best))
            if wrong <= len(truth) / 2:
                read.remove(best)
            for key in (script, label.kind):
                tally = errors[key]
                tally[0] += wrong
                tally[1] += len(truth)
                tally[2] += wrong == 0
                tally[3] += 1
            if options.show and wrong:
                print(f"{label.photo.name} {script}: {truth} | {best}")
        stray += len(read)
    for key, (wrong, total, exact, lines) in errors.items():
        print(f"{key:8} character error {100 * wrong / total:5.1f}%   lines exact {exact}/{lines}")
    for key, taken in seconds.items():
        print(f"{key:8} seconds a photo: median {statistics.median(taken):.2f}, longest {max(taken):.2f}")
    print(f"processor seconds a photo: median {statistics.median(work):.2f}, longest {max(work):.2f}")
    print(f"lines read that are on no label: {stray}")


if __name__ == "__main__":
    main()
