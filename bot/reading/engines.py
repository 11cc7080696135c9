"""The only module that knows the text engines: the PP-OCR networks, our Hangul reader and Tesseract.

The detector is an ONNX file inside the rapidocr wheel. It is run here directly, because rapidocr's own loader fetches
a model from the network when a file is missing or altered, and an officer's machine must do neither. The recogniser
of the same wheel stands in `models/lines.onnx`, joined with our own head for Hangul (`tools/hangul`), so that one run
of a strip gives both readings.
"""

from __future__ import annotations

import importlib.util
import os
import threading
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from PIL import Image

from bot.photo import Pixels
from bot.reading.hangul import Floats, decode, log_softmax, text_and_sureness
from bot.reading.jamo import OTHER_LETTER
from bot.reading.script import script_of

STRIP_HEIGHT = 48
"""Height in pixels of the line strips that PP-OCR was trained on."""
TESSDATA = Path(__file__).parent / "tessdata"
THREADS = max(1, min(4, os.cpu_count() or 1))
"""How many threads a network and the line readers may take."""
MAX_STRIP_WIDTH = 2400
"""A longer strip is no line of text; it would cost memory only."""

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = Path(__file__).parent / "models" / "lines.onnx"
LANGUAGES = ("tha", "vie")


@dataclass(frozen=True)
class Reading:
    """What one engine read in one line."""

    text: str
    confidence: float
    """0 to 1: the mean over the characters."""
    producer: str
    sureness: tuple[float, ...] = ()
    """The confidence of each character, where the engine tells it."""

    def characters(self) -> tuple[tuple[str, float], ...]:
        """Each character with its confidence."""
        sureness = self.sureness or (self.confidence,) * len(self.text)
        return tuple(zip(self.text, sureness, strict=False))

    def confidence_in(self, *scripts: str) -> float:
        """The mean confidence of the characters of some scripts; the line's own if there are none."""
        own = [sure for letter, sure in self.characters() if script_of(letter) in scripts]
        return sum(own) / len(own) if own else self.confidence


@dataclass(frozen=True)
class Seen:
    """What the networks see in one strip."""

    pp_ocr: Reading
    """Han, kana, Latin, digits; it passes over Hangul and Thai."""
    hangul: Reading
    """Hangul, Latin, digits; letters of other scripts left out."""
    others: int
    """How many letters of other scripts our reader saw."""
    log: Floats
    """Columns × classes, log-probabilities of `bot.reading.jamo`'s classes."""


def _wheel(name: str) -> Path:
    """A network's file in the installed rapidocr wheel; the package itself is never imported."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("rapidocr is not installed")
    return Path(spec.submodule_search_locations[0]) / "models" / name


@lru_cache(maxsize=2)
def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    # The detector runs alone and may take all cores; lines are read side by side, each on one.
    options.intra_op_num_threads = 1 if path == RECOGNISER else THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads would burn the others' time
    options.enable_cpu_mem_arena = False  # the arena keeps the largest photo's buffers for ever
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def text_probability(pixels: Pixels) -> Floats:
    """The detector's map: for every pixel of an RGB picture whose sides are multiples of 32, how likely it is text."""
    planes = pixels[:, :, ::-1].astype(np.float32).transpose(2, 0, 1)[None]  # the network was trained on BGR
    planes = np.ascontiguousarray(planes / 127.5 - 1.0)
    session = _session(_wheel(DETECTOR))
    output = session.run(None, {session.get_inputs()[0].name: planes})[0]
    return np.asarray(output, dtype=np.float32).reshape(pixels.shape[:2])


@lru_cache(maxsize=1)
def _characters() -> tuple[str, ...]:
    """The recogniser's characters by class: blank first, the space last."""
    metadata = _session(RECOGNISER).get_modelmeta().custom_metadata_map
    return ("", *metadata["character"].splitlines(), " ")


@lru_cache(maxsize=1)
def pp_ocr_name() -> str:
    """Name and version of the PP-OCR reader."""
    return f"pp-ocrv6-small rapidocr-{version('rapidocr')}"


@lru_cache(maxsize=1)
def hangul_name() -> str:
    """Name and version of our Hangul reader."""
    return f"jinpum-hangul-{_session(RECOGNISER).get_modelmeta().custom_metadata_map.get('hangul', '0')}"


def see(strip: Pixels) -> Seen:
    """Read a strip of `STRIP_HEIGHT` rows by both heads of the recogniser."""
    strip = strip[:, :MAX_STRIP_WIDTH]
    columns = -(-strip.shape[1] // 8) * 8
    planes = np.zeros((1, 3, STRIP_HEIGHT, columns), np.float32)
    planes[0, :, :, : strip.shape[1]] = strip[:, :, ::-1].astype(np.float32).transpose(2, 0, 1) / 127.5 - 1.0
    session = _session(RECOGNISER)
    scores, odds = session.run(None, {session.get_inputs()[0].name: planes})
    log = log_softmax(np.asarray(odds, dtype=np.float32)[0])
    letters = decode(log)
    text, sureness = text_and_sureness(letters)
    sure = float(np.mean(sureness)) if sureness else 0.0
    others = sum(one.letter == OTHER_LETTER for one in letters)
    return Seen(_pp_ocr(np.asarray(scores)[0]), Reading(text, sure, hangul_name(), sureness), others, log)


def _pp_ocr(scores: npt.NDArray[np.float32]) -> Reading:
    best = scores.argmax(axis=1)
    keep = best != 0
    keep[1:] &= best[1:] != best[:-1]  # CTC: a class counts once until another comes between
    characters = _characters()
    text = "".join(characters[index] for index in best[keep])
    sure = scores[np.flatnonzero(keep), best[keep]]
    start = len(text) - len(text.lstrip())
    return Reading(
        text.strip(), float(sure.mean()) if sure.size else 0.0, pp_ocr_name(), tuple(float(v) for v in sure[start:])
    )


def _import_tesserocr() -> Any:
    """Import Tesseract with one OpenMP thread: more make it up to six times slower on a line.

    The variable is put back afterwards, because the embedding model shares the process and wants all cores.
    """
    before = os.environ.get("OMP_THREAD_LIMIT")
    os.environ["OMP_THREAD_LIMIT"] = "1"
    try:
        import tesserocr  # noqa: PLC0415 (only after the variable is set)
    finally:
        if before is None:
            del os.environ["OMP_THREAD_LIMIT"]
        else:
            os.environ["OMP_THREAD_LIMIT"] = before
    return tesserocr


_local = threading.local()
_tesserocr: Any = None
_lock = threading.Lock()


def _tesseract(language: str) -> Any:
    """This thread's Tesseract for a language; an instance must not be shared between threads."""
    global _tesserocr  # noqa: PLW0603 (imported once, late)
    with _lock:
        _tesserocr = _tesserocr or _import_tesserocr()
    engines: dict[str, Any] = _local.__dict__.setdefault("engines", {})
    if language not in engines:
        engines[language] = _tesserocr.PyTessBaseAPI(
            path=str(TESSDATA),
            lang=language,
            psm=_tesserocr.PSM.SINGLE_LINE,
            oem=_tesserocr.OEM.LSTM_ONLY,
        )
    return engines[language]


@lru_cache(maxsize=16)
def _tesseract_name(language: str) -> str:
    return f"tesseract-{_tesserocr.PyTessBaseAPI.Version()} {language}"


def read_tesseract(line: Pixels, language: str) -> Reading:
    """Read one line, dark on light with a margin (`ink_on_paper`), by Tesseract's model of a language."""
    engine = _tesseract(language)
    engine.SetImage(Image.fromarray(line))
    text = engine.GetUTF8Text().replace("ㆍ", "·").strip()  # the letter araea stands for the middle dot
    return Reading(" ".join(text.split()), engine.MeanTextConf() / 100, _tesseract_name(language))


def ink_on_paper(strip: Pixels, margin: int = 10) -> Pixels:
    """A strip as Tesseract likes it: grey, stretched, dark on light, with a white margin in pixels."""
    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY), dtype=np.float32)
    low, high = (float(v) for v in np.percentile(grey, [2, 98]))
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    if np.median(border) < (low + high) / 2:
        grey, low, high = 255 - grey, 255 - high, 255 - low
    stretched = np.clip((grey - low) * 255 / max(1.0, high - low), 0, 255).astype(np.uint8)
    return np.pad(stretched, margin, constant_values=255)


def load() -> None:
    """Load everything that this thread will need, which otherwise happens at its first line."""
    _session(_wheel(DETECTOR))
    _characters()
    for language in LANGUAGES:
        _tesseract(language)
