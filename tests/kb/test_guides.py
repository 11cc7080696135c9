"""The project's own guides and their translations: what is published passes every check."""

from __future__ import annotations

import pytest

from kb.interface import source_messages
from kb.library import GROUPS
from kb.lint import check
from kb.locales import SOURCE, catalog_locales
from kb.localise import localise
from kb.messages import messages
from kb.model import Cue, Guide, Statement
from kb.settings import get_settings
from kb.translation_check import check_catalogs
from kb.vocabulary import Kind, Part, Strength

IDS = {
    "buldak-ramen",
    "chamisul-soju",
    "cheongkwanjang-red-ginseng",
    "cj-dasida",
    "cosrx-snail-mucin",
    "korean-laver",
    "kpop-photocards",
    "medicube-age-r",
    "rule-gs1-880-barcode",
    "rule-korean-food-label",
    "training-barley-chips",
}
GUIDES, PROBLEMS = check(get_settings().guides)
LOCALES = [tag for tag in catalog_locales(get_settings().translations) if tag != SOURCE]
CUES = [pytest.param(guide, cue, id=f"{guide.id}#{cue.id}") for guide in GUIDES for cue in guide.cues]


def _statements(guide: Guide) -> list[Statement]:
    return [
        *guide.summary,
        *guide.ask,
        *guide.background,
        *(text for cue in guide.cues for part in Part if part is not Part.CHECK for text in cue.part(part)),
    ]


def test_the_check_finds_no_problem() -> None:
    sentences = source_messages(get_settings().translations)
    told = [f"{p.file}:{p.line} {p.field}: {sentences[p.key].format(**dict(p.params))}" for p in PROBLEMS]
    assert told == []


def test_every_guide_is_there() -> None:
    assert {guide.id for guide in GUIDES} >= IDS
    assert {guide.path.parent.parent.name for guide in GUIDES} <= set(GROUPS)
    for guide in GUIDES:
        group = guide.path.parent.parent.name
        shelf = "rules" if guide.kind is Kind.RULE else guide.category
        assert group == ("training" if guide.training else shelf), guide.id


@pytest.mark.parametrize(("guide", "cue"), CUES)
def test_a_cue_that_can_tell_is_sourced(guide: Guide, cue: Cue) -> None:
    if cue.fake is Strength.NONE:
        assert cue.part(Part.NOTE)
    else:
        assert cue.part(Part.FAKE) or cue.part(Part.GENUINE)
    for part in (Part.GENUINE, Part.FAKE, Part.NOTE):
        for text in cue.part(part):
            assert text.sources and text.plain
            for key in text.sources:
                source = guide.source(key)
                assert (
                    source is not None
                    and source.url.startswith("docs/" if guide.training else "http")
                    and source.title != "?"
                )


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_every_statement_of_a_guide_is_sourced_and_every_source_cited(guide: Guide) -> None:
    assert [text.plain for text in _statements(guide) if not text.sources] == []
    cited = {key for text in [*_statements(guide), *guide.unknown] for key in text.sources}
    cited |= {key for cue in guide.cues for text in cue.part(Part.CHECK) for key in text.sources}
    cited |= {gtin.source for gtin in guide.gtins}
    assert {source.key for source in guide.sources} == cited


@pytest.mark.parametrize(("guide", "cue"), CUES)
def test_what_a_check_reads_as_fake_is_not_on_a_genuine_pack(guide: Guide, cue: Cue) -> None:
    if cue.read:
        assert not {word.casefold() for word in cue.read.fake} & {word.casefold() for word in cue.read.genuine}


def test_every_language_carries_marks_labels_numbers_and_addresses() -> None:
    assert LOCALES == ["de", "es", "hi", "id", "ja", "ko", "ru", "th", "vi", "zh-Hans", "zh-Hant"]
    problems = check_catalogs(get_settings())
    told = [f"{p.file}:{p.line} {p.field}: {p.key} {dict(p.params)}" for p in problems if not p.warning]
    assert told == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_guide_has_the_same_shape_in_every_language(locale: str) -> None:
    for guide in GUIDES:
        shown = localise(guide, locale)
        assert [message.context for message in messages(shown)] == [message.context for message in messages(guide)]
        assert {message.text.lang for message in messages(shown)} <= {locale, SOURCE, guide.lang}
        assert all(text.sources for text in _statements(shown))
        assert shown.reviewed_by is not None
