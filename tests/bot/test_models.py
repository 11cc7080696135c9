"""The shipped network is the one that its README describes, small enough, and says which version it is."""

import hashlib
import re

import numpy as np
import onnxruntime

from bot.reading import jamo
from bot.reading.engines import RECOGNISER, STRIP_HEIGHT, hangul_name, see
from bot.reading.hangul import COLUMN

MODELS = RECOGNISER.parent
MOST_BYTES = 30_000_000


def test_the_networks_are_what_their_readme_says() -> None:
    readme = (MODELS / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| `([\w.-]+\.onnx)` \|.*`([0-9a-f]{64})`", readme, re.MULTILINE))
    files = {path.name: path for path in MODELS.glob("*.onnx")}
    assert RECOGNISER.name in files
    assert set(named) == set(files)
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == named[name], f"{name} is not what README.md says"


def test_the_networks_are_small() -> None:
    assert sum(path.stat().st_size for path in MODELS.iterdir()) <= MOST_BYTES


def test_the_reader_has_a_version_that_every_line_names() -> None:
    session = onnxruntime.InferenceSession(str(RECOGNISER), providers=["CPUExecutionProvider"])
    version = session.get_modelmeta().custom_metadata_map["hangul"]
    assert re.fullmatch(r"\d+\.\d+\+[0-9a-f]{8}", version)
    assert hangul_name() == f"jinpum-hangul-{version}"
    hangul = session.get_outputs()[1]
    assert hangul.name == "hangul"
    assert hangul.shape[-1] == jamo.CLASSES


def test_a_column_stands_for_as_many_pixels_as_the_code_says() -> None:
    for width in (8, 64, 333):
        seen = see(np.full((STRIP_HEIGHT, width, 3), 200, np.uint8))
        assert len(seen.log) == -(-width // 8) * 8 // COLUMN
        assert np.allclose(np.exp(seen.log).sum(axis=1), 1, atol=1e-4)
