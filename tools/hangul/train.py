"""Train the head on stored shards: `python -m tools.hangul.train FOLDER --seconds N [--start CHECKPOINT]`.

New shards are taken up as they appear. The newest state is kept in `FOLDER/head.pt`, the curve in `FOLDER/curve.csv`:
seconds, steps, lines seen, loss, then character error and share of lines read without error on lines of the
validation shards (`val-*.npz`, other seeds; `held-*.npz`, fonts that training never sees).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from rapidfuzz.distance import Levenshtein
from torch import Tensor, nn

from bot.reading.jamo import BLANK, spell, text_of
from tools.hangul.features import MIDDLE, TOP
from tools.hangul.model import Head

BATCH = 32
AT_ONCE = 8
"""Shards that are mixed at a time."""


@dataclass
class Lines:
    """The lines of some shards: eight-bit taps with the columns first, and texts."""

    middle: list[npt.NDArray[np.int8]]
    top: list[npt.NDArray[np.int8]]
    texts: list[str]

    @staticmethod
    def load(paths: list[Path]) -> Lines:
        """Read shards."""
        lines = Lines([], [], [])
        for path in paths:
            with np.load(path) as shard:
                ends = np.cumsum(shard["columns"])[:-1]
                lines.middle += np.split(shard["middle"], ends)
                lines.top += np.split(shard["top"], ends)
                lines.texts += [str(text) for text in shard["texts"]]
        return lines

    def batches(self, r: random.Random) -> list[list[int]]:
        """Indices in batches of similar width, in random order."""
        order = sorted(range(len(self.texts)), key=lambda index: len(self.middle[index]) + r.random() * 6)
        batches = [order[first : first + BATCH] for first in range(0, len(order), BATCH)]
        r.shuffle(batches)
        return batches


@dataclass(frozen=True)
class Scales:
    """The steps of the eight-bit numbers, per channel."""

    middle: npt.NDArray[np.float32]
    top: npt.NDArray[np.float32]

    def tensors(self, lines: Lines, batch: list[int]) -> tuple[Tensor, Tensor, list[int]]:
        """The taps of a batch and how many columns each line has."""
        columns = [len(lines.middle[index]) for index in batch]
        widest = max(columns) + max(columns) % 2
        return (
            _stack([lines.middle[index] for index in batch], widest, MIDDLE, self.middle),
            _stack([lines.top[index] for index in batch], widest, TOP, self.top),
            columns,
        )


def _stack(
    parts: list[npt.NDArray[np.int8]], widest: int, shape: tuple[int, int], step: npt.NDArray[np.float32]
) -> Tensor:
    stacked = np.zeros((len(parts), widest, shape[0] * shape[1]), np.int8)
    for row, part in enumerate(parts):
        stacked[row, : len(part)] = part
    tensor = torch.from_numpy(stacked).reshape(len(parts), widest, *shape).permute(0, 2, 3, 1).float()
    return tensor * torch.from_numpy(step)[None, :, None, None]


def _masked(taps: tuple[Tensor, Tensor], r: random.Random) -> tuple[Tensor, Tensor]:
    """Some columns blotted out, as glare or a fold would."""
    middle, top = (tap.clone() for tap in taps)
    for row in range(middle.shape[0]):
        if r.random() < 0.25:
            width = r.randint(1, 4)
            start = r.randrange(max(1, middle.shape[3] - width))
            middle[row, :, :, start : start + width] = 0
            top[row, :, :, start : start + width] = 0
    return middle, top


def read(odds: Tensor, columns: int) -> str:
    """The text of the likeliest path (CTC)."""
    best = odds[:columns].argmax(dim=1).tolist()
    return text_of([one for one, before in zip(best, [BLANK, *best], strict=False) if one not in (BLANK, before)])


def measure(head: Head, lines: Lines, steps: Scales) -> tuple[float, float]:
    """Character error and share of lines read without error, letters only."""
    head.eval()
    wrong = total = exact = 0
    with torch.inference_mode():
        for batch in lines.batches(random.Random(0)):
            middle, top, columns = steps.tensors(lines, batch)
            for row, odds in enumerate(head(middle, top)):
                truth = text_of(spell(lines.texts[batch[row]])).replace(" ", "")
                found = read(odds, columns[row]).replace(" ", "")
                wrong += Levenshtein.distance(truth, found)
                total += len(truth)
                exact += truth == found
    head.train()
    return wrong / total, exact / len(lines.texts)


def _rounds(folder: Path, r: random.Random) -> Iterator[list[Path]]:
    """Shards a few at a time, the least used first, so that new ones come at once."""
    used: dict[Path, float] = {}
    while True:
        for path in folder.glob("[0-9]*-*[0-9].npz"):
            used.setdefault(path, r.random() * 0.5)
        chosen = sorted(used, key=lambda path: used[path])[:AT_ONCE]
        for path in chosen:
            used[path] = int(used[path]) + 1 + r.random() * 0.5
        yield chosen


def train(folder: Path, seconds: float, start: Path | None, rate: float, seed: int) -> None:
    """Train until the time is over, the learning rate falling to nothing as a cosine does."""
    torch.manual_seed(seed)
    r = random.Random(seed)
    stored = np.load(folder / "scales.npz")
    steps = Scales(stored["middle"], stored["top"])
    head = Head()
    if start:
        head.load_state_dict(torch.load(start))
    print(sum(part.numel() for part in head.parameters()) / 1e6, "million parameters", flush=True)
    optimiser = torch.optim.AdamW(head.parameters(), rate, weight_decay=0.01)
    loss_of = nn.CTCLoss(blank=BLANK, zero_infinity=True)
    begin, last, step, seen, mean = time.monotonic(), 0.0, 0, 0, 0.0
    for paths in _rounds(folder / "shards", r):
        lines = Lines.load(paths)
        for batch in lines.batches(r):
            spent = time.monotonic() - begin
            warm = min(1.0, (step + 1) / 200)
            for group in optimiser.param_groups:
                group["lr"] = rate * warm * (0.5 + 0.5 * math.cos(math.pi * min(1.0, spent / seconds))) + 1e-6
            middle, top, columns = steps.tensors(lines, batch)
            targets = [spell(lines.texts[index]) for index in batch]
            odds = head(*_masked((middle, top), r)).log_softmax(2).transpose(0, 1)
            flat = torch.tensor([one for target in targets for one in target], dtype=torch.long)
            loss = loss_of(odds, flat, torch.tensor(columns), torch.tensor([len(target) for target in targets]))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimiser.step()
            step, seen = step + 1, seen + len(batch)
            mean = loss.item() if step == 1 else 0.99 * mean + 0.01 * loss.item()
            if spent - last > 300 or spent > seconds:
                last = spent
                names = ("val", "held")
                checks = [Lines.load(sorted((folder / "shards").glob(f"{name}-*[0-9].npz"))) for name in names]
                found = [value for check in checks if check.texts for value in measure(head, check, steps)]
                with (folder / "curve.csv").open("a", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerow([round(spent), step, seen, round(mean, 4), *(round(v, 4) for v in found)])
                print(round(spent), step, seen, round(mean, 3), [round(value, 4) for value in found], flush=True)
                torch.save(head.state_dict(), folder / "head.part")
                (folder / "head.part").rename(folder / "head.pt")
            if spent > seconds:
                return


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train(given.folder, given.seconds, given.start, given.rate, given.seed)
