"""The frozen backbone: PP-OCRv6's recogniser, cut off before its neck.

`python -m tools.hangul.features RECOGNISER OUT` writes the cut network. Its two outputs are taken before the height
is pooled away, because the place of a stroke in a syllable tells an initial from a final.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
from onnx.utils import Extractor

from tools.hangul.render import HEIGHT

MIDDLE_BEFORE = "p2o.pd_op.depthwise_conv2d.10.0"
"""The tap in the middle is what this layer is given: 192 channels × 6 rows, a column every 4 pixels."""
TOP_BEFORE = "p2o.pd_op.pool2d.1.0"
"""The tap at the top is what this layer is given: 384 channels × 3 rows, a column every 4 pixels."""
MIDDLE, TOP = (192, 6), (384, 3)

Bytes = npt.NDArray[np.uint8]


def cut(recogniser: Path, target: Path) -> None:
    """Write the backbone of a PP-OCRv6 recogniser with its two taps as outputs."""
    model = onnx.load(recogniser)
    given = {node.output[0]: node.input[0] for node in model.graph.node if node.output}
    taps = [given[MIDDLE_BEFORE], given[TOP_BEFORE]]
    for tap in taps:
        if tap not in {value.name for value in model.graph.value_info}:
            model.graph.value_info.append(onnx.helper.make_tensor_value_info(tap, onnx.TensorProto.FLOAT, None))
    part = Extractor(model).extract_model([model.graph.input[0].name], taps)
    onnx.save(part, target)


def planes(strip: Bytes) -> npt.NDArray[np.float32]:
    """A strip, 48 rows, RGB, as the network takes it: 3 × 48 × width, BGR, −1 to 1."""
    return np.asarray(strip[:, :, ::-1].astype(np.float32).transpose(2, 0, 1) / 127.5 - 1.0, dtype=np.float32)


class Backbone:
    """Runs the cut network over strips of different widths, one thread."""

    def __init__(self, path: Path) -> None:
        """Load it."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._names = [output.name for output in self._session.get_outputs()]

    def __call__(self, strips: list[Bytes]) -> list[tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]]:
        """The two taps of each strip: 192 × 6 × columns and 384 × 3 × columns."""
        width = max(strip.shape[1] for strip in strips)
        width += -width % 8
        batch = np.zeros((len(strips), 3, HEIGHT, width), np.float32)
        for row, strip in enumerate(strips):
            batch[row, :, :, : strip.shape[1]] = planes(strip)
        middle, top = self._session.run(self._names, {self._session.get_inputs()[0].name: batch})
        columns = [-(-strip.shape[1] // 4) for strip in strips]
        return [(middle[row, :, :, :count], top[row, :, :, :count]) for row, count in enumerate(columns)]


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(sys.argv[2]))
