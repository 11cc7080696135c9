"""Join backbone, PP-OCR's own head and ours in one network: `python -m tools.hangul.export RECOGNISER HEAD.pt OUT`.

A strip is run once and read by both heads. Weights are stored in sixteen bits, which halves the file; they are
widened again when the network is loaded, so it computes as before. A README.md beside OUT that names the file is given
its new SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from tools.hangul.features import MIDDLE, MIDDLE_BEFORE, TOP, TOP_BEFORE
from tools.hangul.model import Head

VERSION = "1.0"
_SMALL = 1024
"""Numbers of a weight up to which it is left as it is."""


def head_network(checkpoint: Path, opset: int) -> onnx.ModelProto:
    """Our head alone, over the two taps; names start with `hangul`."""
    head = Head()
    head.load_state_dict(torch.load(checkpoint))
    head.eval()
    buffer = io.BytesIO()
    axes = {name: {0: "batch", axis: "columns"} for name, axis in (("middle", 3), ("top", 3), ("hangul", 1))}
    torch.onnx.export(
        head,
        (torch.zeros(1, *MIDDLE, 16), torch.zeros(1, *TOP, 16)),
        buffer,
        input_names=["middle", "top"],
        output_names=["hangul"],
        dynamic_axes=axes,
        opset_version=opset,
        dynamo=False,
    )
    return onnx.load_from_string(buffer.getvalue())


def join(recogniser: onnx.ModelProto, head: onnx.ModelProto) -> onnx.ModelProto:
    """The recogniser with the head beside its own: outputs are its scores, then `hangul`."""
    given = {node.output[0]: node.input[0] for node in recogniser.graph.node if node.output}
    names = {"middle": given[MIDDLE_BEFORE], "top": given[TOP_BEFORE], "hangul": "hangul", "": ""}
    own = {weight.name for weight in head.graph.initializer}
    own |= {name for node in head.graph.node for name in node.output}
    names |= {name: f"hangul/{name}" for name in own if name not in names}
    for node in head.graph.node:
        node.name = f"hangul/{node.name}"
        node.input[:] = [names[name] for name in node.input]
        node.output[:] = [names[name] for name in node.output]
        recogniser.graph.node.append(node)
    for weight in head.graph.initializer:
        weight.name = names[weight.name]
        recogniser.graph.initializer.append(weight)
    recogniser.graph.output.extend(head.graph.output)
    return recogniser


def halve(model: onnx.ModelProto) -> None:
    """Store large weights in sixteen bits, each with a node that widens it."""
    widen = []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.size <= _SMALL:
            continue
        name = weight.name
        weight.CopyFrom(numpy_helper.from_array(values.astype(np.float16), f"{name}/half"))
        widen.append(helper.make_node("Cast", [f"{name}/half"], [name], to=TensorProto.FLOAT))
    nodes = [*widen, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def export(recogniser: Path, checkpoint: Path, target: Path) -> None:
    """Write the joined network."""
    model = onnx.load(recogniser)
    opset = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    joined = join(model, head_network(checkpoint, opset))
    halve(joined)
    del joined.graph.value_info[:]
    entry = joined.metadata_props.add()
    entry.key, entry.value = "hangul", f"{VERSION}+{hashlib.sha256(checkpoint.read_bytes()).hexdigest()[:8]}"
    onnx.checker.check_model(joined)
    onnx.save(joined, target)
    note(target)


def note(target: Path) -> None:
    """Write the file's SHA-256 into the row of its table in the README beside it, if there is one."""
    readme = target.with_name("README.md")
    if readme.is_file():
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        row = re.compile(rf"^(\| `{re.escape(target.name)}` \|.*`)[0-9a-f]{{64}}(`.*)$", re.MULTILINE)
        text = row.sub(rf"\g<1>{digest}\g<2>", readme.read_text(encoding="utf-8"))
        readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
