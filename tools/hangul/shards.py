"""Render lines and store what the frozen backbone sees in them: `python -m tools.hangul.shards FOLDER --seed N`.

FOLDER holds `fonts.lst` (from `fonts.py`) and `backbone.onnx` (from `features.py`); each shard of 1,024 lines goes to
`FOLDER/shards/NAME-NUMBER.npz`. The backbone never changes, so its work is done once and training reads the result.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tools.hangul.features import Backbone
from tools.hangul.render import Renderer

LINES = 1024
BATCH = 16
Scales = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]


def scales(folder: Path, backbone: Backbone, renderer: Renderer) -> Scales:
    """The step of each channel's eight-bit numbers, measured once on 256 lines and kept in `scales.npz`."""
    path = folder / "scales.npz"
    if not path.is_file():
        taps = backbone([renderer.line()[1] for _ in range(256)])
        steps = []
        for which in (0, 1):
            values = np.concatenate([np.abs(tap[which]).reshape(tap[which].shape[0], -1) for tap in taps], axis=1)
            steps.append(np.maximum(np.percentile(values, 99.97, axis=1), 1e-3) / 127)
        np.savez(path, middle=steps[0].astype(np.float32), top=steps[1].astype(np.float32))
    stored = np.load(path)
    return stored["middle"], stored["top"]


def pack(tap: npt.NDArray[np.float32], step: npt.NDArray[np.float32]) -> npt.NDArray[np.int8]:
    """Channels × rows × columns as eight bits, columns first."""
    coarse = np.clip(np.rint(tap / step[:, None, None]), -127, 127).astype(np.int8)
    return np.ascontiguousarray(coarse.transpose(2, 0, 1).reshape(tap.shape[2], -1))


def run(folder: Path, seed: int, shards: int, name: str, fonts: Path) -> None:
    """Write a number of shards of lines in the fonts that a file lists."""
    paths = [Path(line) for line in fonts.read_text(encoding="utf-8").splitlines() if line]
    renderer, backbone = Renderer(paths, seed), Backbone(folder / "backbone.onnx")
    middle_step, top_step = scales(folder, backbone, renderer)
    (folder / "shards").mkdir(exist_ok=True)
    start = time.monotonic()
    for number in range(shards):
        lines = sorted((renderer.line() for _ in range(LINES)), key=lambda line: line[1].shape[1])
        middles, tops = [], []
        for first in range(0, LINES, BATCH):
            for middle, top in backbone([strip for _, strip in lines[first : first + BATCH]]):
                middles.append(pack(middle, middle_step))
                tops.append(pack(top, top_step))
        target = folder / "shards" / f"{name}-{number:04}.npz"
        partial = target.with_suffix(".part.npz")
        np.savez(
            partial,
            middle=np.concatenate(middles),
            top=np.concatenate(tops),
            columns=np.array([len(part) for part in middles]),
            texts=np.array([text for text, _ in lines]),
        )
        partial.rename(target)
        print(f"{name}: {(number + 1) * LINES} lines in {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--shards", type=int, default=1_000_000)
    parser.add_argument("--name", help="of the shards' files; the seed if not given")
    parser.add_argument("--fonts", type=Path, help="another list of fonts")
    given = parser.parse_args()
    run(
        given.folder,
        given.seed,
        given.shards,
        given.name or str(given.seed),
        given.fonts or given.folder / "fonts.lst",
    )
