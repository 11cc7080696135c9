"""Rendered 12-megapixel photos of codes as they are met at a counter, with what each one holds.

Codes are drawn far larger than they come out, laid into a pack with print around them, brought into the frame by one
map (turned, in perspective, round a bottle), and go through light, lens, sensor and JPEG. Nothing of it is real goods;
the texts and numbers are made up. A photo stands for a seed, so a run can be repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from tests.bot.pictures import CJK, LATIN, ean13, label, qr

Floats = npt.NDArray[np.float32]
WIDTH, HEIGHT = 4000, 3000
KINDS = (
    "small", "turned", "curved", "perspective", "several", "faint", "inverted", "glare", "coloured", "dim", "qr",
)  # fmt: skip
"""What is hard in a photo; everything else in it is sharp and well lit."""
EMPTY = "empty"
"""A photo with print and texture but no code."""
_DRAWN = 12
"""Pixels a module as drawn."""


@dataclass(frozen=True)
class CodePhoto:
    """One photo, height × width × 3 in RGB, and the texts of the codes in it."""

    kind: str
    pixels: npt.NDArray[np.uint8]
    texts: tuple[str, ...]


def make(kind: str, seed: int) -> CodePhoto:
    """A photo of a kind."""
    return _Maker(kind, np.random.default_rng([seed, *kind.encode()])).photo()


def gtin(rng: np.random.Generator) -> str:
    """A number of thirteen digits with a right check digit."""
    digits = [8, 8, 0, *(int(v) for v in rng.integers(0, 10, 9))]
    return "".join(map(str, [*digits, -(sum(digits[::2]) + 3 * sum(digits[1::2])) % 10]))


class _Maker:
    def __init__(self, kind: str, rng: np.random.Generator) -> None:
        self.kind, self.rng = kind, rng

    def photo(self) -> CodePhoto:
        rng = self.rng
        frame = self._ground()
        texts: list[str] = []
        count = 0 if self.kind == EMPTY else int(rng.integers(2, 6)) if self.kind == "several" else 1
        cells = rng.permutation(6)[: max(1, count)]
        for cell in cells:
            text, code = self._code()
            if count:
                texts.append(text)
            # Sharp means that a module is at least two pixels and a bit; a phone held near gives more.
            module = float(rng.uniform(2.4, 5.0 if self.kind == "several" else 6.5))
            middle = self._middle(int(cell), count)
            self._lay(frame, self._pack(code if count else None), module / _DRAWN, middle)
        return CodePhoto(self.kind, self._camera(frame), tuple(texts))

    def _code(self) -> tuple[str, npt.NDArray[np.uint8]]:
        rng = self.rng
        if self.kind == "qr" or (self.kind == "several" and rng.random() < 0.3):
            text = f"https://verify.example.co.kr/p/{int(rng.integers(10**9)):09d}"
            return text, qr(text, _DRAWN)
        text = gtin(rng)
        return text, ean13(text, _DRAWN, int(rng.integers(28, 70)) * _DRAWN)

    def _ground(self) -> Floats:
        """A shelf or a table: patches of shade with grain and some edges."""
        rng = self.rng
        coarse = rng.uniform(60, 200, (6, 8, 3)).astype(np.float32)
        frame = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
        for _ in range(12):
            corner = rng.integers(0, [WIDTH, HEIGHT])
            size = rng.integers(100, 1200, 2)
            shade = rng.uniform(30, 230, 3)
            cv2.rectangle(frame, corner.tolist(), (corner + size).tolist(), shade.tolist(), -1)
        return np.asarray(frame, np.float32)

    def _pack(self, code: npt.NDArray[np.uint8] | None) -> Floats:
        """The back of a pack: the code, if there is one, among lines of small print, in ink on its ground."""
        rng = self.rng
        words = ["제조원: 시험식품 주식회사", "MADE IN KOREA", "|||| ||| | ||||| || |||", "내용량 120 g", "2026.05.30"]
        lines = [(str(rng.choice(words)), CJK if rng.random() < 0.6 else LATIN) for _ in range(4)]
        print_ = cv2.cvtColor(label(lines, 90, 1500), cv2.COLOR_RGB2GRAY)
        block = print_ if code is None else code[:, :, 0]
        width = max(block.shape[1], print_.shape[1])
        rows = [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=255) for part in (block, print_)]
        grey = np.concatenate(rows).astype(np.float32) / 255
        if self.kind == "inverted":
            grey = 1 - grey
        ink, paper = self._inks()
        return np.asarray(ink + (paper - ink) * np.pad(grey, 60, mode="edge")[:, :, None], np.float32)

    def _inks(self) -> tuple[Floats, Floats]:
        rng = self.rng
        if self.kind == "coloured":
            pairs = (((20, 40, 110), (235, 120, 60)), ((10, 90, 50), (245, 235, 200)), ((60, 20, 20), (240, 180, 190)),
                     ((30, 30, 90), (120, 190, 120)), ((70, 30, 10), (230, 200, 40)))  # fmt: skip
            ink, paper = pairs[int(rng.integers(len(pairs)))]
            return np.array(ink, np.float32), np.array(paper, np.float32)
        if self.kind == "faint":
            level = float(rng.uniform(90, 170))
            contrast = float(rng.uniform(28, 55))
            return np.full(3, level, np.float32), np.full(3, level + contrast, np.float32)
        return rng.uniform(10, 60, 3).astype(np.float32), rng.uniform(215, 250, 3).astype(np.float32)

    def _middle(self, cell: int, count: int) -> Floats:
        rng = self.rng
        if count > 1:
            return np.array([(cell % 3 + 0.5) * WIDTH / 3, (cell // 3 + 0.5) * HEIGHT / 2], np.float32)
        return rng.uniform((900, 800), (WIDTH - 900, HEIGHT - 800)).astype(np.float32)

    def _lay(self, frame: Floats, pack: Floats, scale: float, middle: Floats) -> None:
        """Bring the pack into the frame, in place."""
        rng = self.rng
        height, width = pack.shape[:2]
        if self.kind == "curved":
            pack = self._curved(pack)
        pack = np.asarray(cv2.GaussianBlur(pack, (0, 0), 0.42 / scale), np.float32)
        angle = float(rng.uniform(0, 360))
        if self.kind == "turned":
            angle = 45.0 + 90 * int(rng.integers(4)) + float(rng.uniform(-12, 12))
        radians = np.deg2rad(angle)
        turn = scale * np.array([[np.cos(radians), -np.sin(radians)], [np.sin(radians), np.cos(radians)]])
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        placed = (corners - (width / 2, height / 2)) @ turn.T + middle
        if self.kind == "perspective":
            placed += rng.uniform(-0.16, 0.16, (4, 2)) * min(width, height) * scale
        left, top = np.clip(np.floor(placed.min(axis=0)), 0, (WIDTH - 2, HEIGHT - 2)).astype(int)
        right, bottom = np.clip(np.ceil(placed.max(axis=0)), (left + 2, top + 2), (WIDTH, HEIGHT)).astype(int)
        placed -= (left, top)
        size = (int(right - left), int(bottom - top))
        matrix = cv2.getPerspectiveTransform(corners, placed.astype(np.float32))
        mask = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size)
        laid = np.asarray(cv2.warpPerspective(pack, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.float32)
        if self.kind == "glare":
            self._glare(laid, placed)
        part = frame[top:bottom, left:right]
        part += mask[:, :, None] * (laid - part)

    def _curved(self, pack: Floats) -> Floats:
        """The pack round a bottle of which it covers up to 130°, bars along its axis or across it."""
        rng = self.rng
        height, width = pack.shape[:2]
        around = width if rng.random() < 0.5 else height
        reach = np.deg2rad(float(rng.uniform(25, 65)))
        seen = np.linspace(-np.sin(reach), np.sin(reach), around)
        source = (np.arcsin(seen) / reach + 1) / 2 * (around - 1)
        bend = (np.cos(np.arcsin(seen)) - 1) * float(rng.uniform(0.0, 0.12)) * around
        xs, ys = np.meshgrid(np.arange(width), np.arange(height))
        if around == width:
            map_x, map_y = source[xs], ys + bend[xs]
        else:
            map_x, map_y = xs + bend[ys], source[ys]
        return np.asarray(
            cv2.remap(
                pack,
                map_x.astype(np.float32),
                map_y.astype(np.float32),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
        )

    def _glare(self, laid: Floats, placed: npt.NDArray[np.float64]) -> None:
        """A lamp's reflection over a part of the pack; a third of the bars' height stays clear."""
        rng = self.rng
        top, right, left = placed[0], placed[1], placed[3]
        spot = top + (right - top) * float(rng.uniform(0.2, 0.8)) + (left - top) * float(rng.uniform(-0.1, 0.12))
        size = float(np.linalg.norm(left - top)) * float(rng.uniform(0.1, 0.16))
        ys, xs = np.mgrid[: laid.shape[0], : laid.shape[1]].astype(np.float32)
        distance = ((xs - spot[0]) ** 2 + (ys - spot[1]) ** 2) / size**2
        laid += (260 * np.exp(-(distance**1.5)))[:, :, None]

    def _camera(self, frame: Floats) -> npt.NDArray[np.uint8]:
        """Uneven light, a little blur, noise and JPEG."""
        rng = self.rng
        light = cv2.resize(
            rng.uniform(0.8, 1.1, (3, 4)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC
        )
        frame = frame * light[:, :, None] * (float(rng.uniform(0.12, 0.25)) if self.kind == "dim" else 1.0)
        frame = np.asarray(cv2.GaussianBlur(frame, (0, 0), float(rng.uniform(0.4, 0.8))), np.float32)
        noise = rng.normal(0, float(rng.uniform(1.5, 4)), (HEIGHT, WIDTH, 1)).astype(np.float32)
        shot = np.clip(frame + noise, 0, 255).astype(np.uint8)
        _, data = cv2.imencode(".jpg", shot[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[:, :, ::-1].copy()
