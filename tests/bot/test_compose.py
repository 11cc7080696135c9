"""The sentences of an answer: whose words they are, what they cite, and what they never say."""

from __future__ import annotations

from itertools import cycle, product
from pathlib import Path

import pytest

from bot.answer import Answer, Sentence
from bot.compose import Material, compose, quote
from bot.evidence import Barcode, Line, Said
from bot.finding import Basis, Finding, Outcome
from bot.verdict import NOT_COVERED, SignStrength, Verdict, Word, judge
from bot.view import banner
from kb.interface import interface
from kb.library import load_library
from kb.locales import catalog_locales
from kb.localise import localise
from kb.model import Guide
from kb.settings import Settings
from kb.vocabulary import Part, Shows, Strength
from tests.bot.pieces import code, cue, guide, line
from tests.bot.sentences import answer_keys, key_of, template, unexplained

SETTINGS = Settings()
LIBRARY = load_library(SETTINGS.guides)
LOCALES = catalog_locales(SETTINGS.translations)
EVIDENCE: dict[Basis, Barcode | Line | Said] = {
    Basis.READ: line("LABEL TEXT"),
    Basis.DECODED: code("8801234567893"),
    Basis.DESCRIBED: Said(producer="officer", text="what was said"),
}
ALL_WAYS = [
    (outcome, basis)
    for outcome in (Outcome.AS_FAKE, Outcome.AS_GENUINE, Outcome.UNCLEAR)
    for basis in (Basis.READ, Basis.DECODED, Basis.DESCRIBED, Basis.REPLIED)
]
# Where a translation says "genuine" it also says that fakes copy it, or that nothing is shown.
MAY_SAY_GENUINE = {"answer.verdict-no-sign", "answer.differs"}
MUST_WARN = {f"answer.genuine-{basis}" for basis in ("described", "read", "decoded", "replied")}
NOT = {
    **{"en": " not ", "ko": "아닙니다", "vi": "không", "th": "ไม่ได้", "zh-Hans": "不表示", "zh-Hant": "不表示"},
    **{"ja": "ではない"},
    **{"id": "tidak", "de": "nicht", "es": "no ", "hi": "नहीं", "ru": "не "},
}
FAKES = {"en": "fakes", "es": "falsificaci", "ru": "поддел", "hi": "नकल"}
EVERYWHERE = [
    pytest.param(guide_id, locale, marks=() if number % 7 == 0 else pytest.mark.slow)
    for number, (guide_id, locale) in enumerate(product(LIBRARY, LOCALES))
]
"""Every guide in every language; the everyday run takes one pair in seven, spread over both."""
GENUINE = {"de": (" echt", "original"), "es": ("auténtic",), "ru": ("подлинн",), "ja": ("真正", "本物")}
"""Stems, where the word on the button is not the one that stands in sentences."""


def found(guide: Guide, cue_id: str, outcome: Outcome, basis: Basis) -> Finding:
    one = guide.cue(cue_id)
    assert one is not None
    strength = {Outcome.AS_FAKE: one.fake, Outcome.AS_GENUINE: one.genuine}.get(outcome, Strength.NONE)
    evidence = (EVIDENCE[basis],) if basis in EVIDENCE else ()
    return Finding(
        guide=guide.id,
        cue=cue_id,
        outcome=outcome,
        strength=strength,
        shows=one.shows,
        basis=basis,
        evidence=evidence,
        expected=("EXPECTED",),
    )


def unseen(guide: Guide) -> tuple[Finding, ...]:
    return tuple(found(guide, one.id, Outcome.NOT_SEEN, Basis.NOTHING) for one in guide.cues)


def material(guide: Guide, *findings: Finding, asked: tuple[str, ...] = (), verdict: Verdict | None = None) -> Material:
    told = {one.cue for one in findings}
    everything = (*findings, *(one for one in unseen(guide) if one.cue not in told))
    return Material({guide.id: guide}, everything, verdict or judge(everything), asked)


def said(material: Material, role: str, locale: str = "en") -> list[str]:
    return [sentence.text for sentence in compose(material, interface(locale)) if sentence.role == role]


def as_answer(material: Material, locale: str) -> Answer:
    return Answer(
        locale=locale,
        guides=(),
        verdict=material.verdict,
        findings=material.findings,
        questions=(),
        sentences=tuple(compose(material, interface(locale))),
    )


@pytest.mark.parametrize(("guide_id", "locale"), EVERYWHERE)
def test_every_sentence_is_a_guides_or_the_interfaces_and_cites_where_it_stands(guide_id: str, locale: str) -> None:
    guide = localise(LIBRARY[guide_id], locale, SETTINGS.translations)
    words = interface(locale)
    for shift in range(0, len(ALL_WAYS), 3):
        ways = cycle(ALL_WAYS[shift:] + ALL_WAYS[:shift])
        findings = [found(guide, one.id, *way) for one, way in zip(guide.cues[shift % 2 :: 2], ways, strict=False)]
        made = material(guide, *findings, asked=tuple(one.id for one in guide.cues[::-1]))
        answer = as_answer(made, locale)
        assert unexplained(answer, words, made.guides) == []
        assert all(sentence.citations for sentence in answer.sentences)


def test_the_check_of_origins_can_fail() -> None:
    guide = LIBRARY["medicube-age-r"]
    answer = as_answer(material(guide, found(guide, "product-name", Outcome.AS_FAKE, Basis.REPLIED)), "en")
    sign = next(sentence for sentence in answer.sentences if sentence.role == "sign")
    guides = {guide.id: guide}
    other = Sentence(role="sign", text=sign.text, citations=answer.sentences[0].citations)
    invented = sign.model_copy(update={"text": "The item is genuine."})
    altered = sign.model_copy(update={"text": sign.text.replace("wrong", "right")})
    nowhere = sign.model_copy(update={"citations": (sign.citations[0].model_copy(update={"url": "/en/x/"}),)})
    bare = sign.model_copy(update={"citations": ()})
    words = interface("en")
    assert key_of(sign, words, guides) == "answer.sign-replied"
    for broken in (other, invented, altered, nowhere, bare):
        assert unexplained(answer.model_copy(update={"sentences": (broken,)}), words, guides), broken


@pytest.mark.parametrize("locale", LOCALES)
def test_no_sentence_says_that_an_item_is_genuine(locale: str) -> None:
    words = interface(locale)
    stems = GENUINE.get(locale, (words.word("part", "genuine").casefold(),))
    fakes = FAKES.get(locale, words.word("part", "fake")).casefold()
    texts = {key: template(words, key).casefold() for key in answer_keys()}
    saying = {key for key, text in texts.items() if any(stem in text for stem in stems)}
    assert saying <= MAY_SAY_GENUINE | MUST_WARN
    assert "answer.verdict-no-sign" in saying  # else the word that is looked for is not the one that is used
    assert [key for key in MUST_WARN if fakes not in texts[key]] == []
    conclusion = texts["answer.verdict-no-sign"]
    denied = conclusion.rpartition(next(stem for stem in stems if stem in conclusion))
    assert NOT[locale] in denied[0][-60:] + denied[2]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_conclusion_is_one_of_the_interfaces_own(locale: str) -> None:
    guide = localise(LIBRARY["buldak-ramen"], locale, SETTINGS.translations)
    words = interface(locale)
    for word in (Word.NO_SIGN, Word.NOT_ENOUGH):
        first = compose(material(guide, verdict=Verdict(word=word)), words)[0]
        assert (first.role, first.text) == ("verdict", words.text(f"answer.verdict-{word}"))
    heavy = judge([found(guide, guide.cues[0].id, Outcome.AS_FAKE, Basis.REPLIED)])
    first = compose(material(guide, verdict=heavy), words)[0]
    assert heavy.kind is not None
    assert words.word("shows", heavy.kind) in first.text
    assert NOT_COVERED.word is Word.NOT_COVERED


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", [Shows.DIVERSION, Shows.UNLICENSED])
@pytest.mark.parametrize("strength", list(SignStrength))
def test_goods_outside_their_channel_or_without_a_licence_are_not_called_a_fake(
    locale: str, kind: Shows, strength: SignStrength
) -> None:
    guide = localise(LIBRARY["buldak-ramen"], locale, SETTINGS.translations)
    words = interface(locale)
    verdict = Verdict(word=Word.SIGNS_OF_FAKE, strength=strength, kind=kind, score=2.0)
    first = compose(material(guide, verdict=verdict), words)[0]
    assert first.text == words.text(f"answer.verdict-signs-{kind}-{strength}")
    shown = banner(as_answer(material(guide, verdict=verdict), locale), words).title
    assert shown == words.text(f"chat.verdict-{kind}-{strength}")
    genuine = GENUINE.get(locale, (words.word("part", "genuine").casefold(),))
    for word in (FAKES.get(locale, words.word("part", "fake")).casefold(), *genuine):
        assert word not in first.text.casefold()
        assert word not in shown.casefold()


def test_the_reasons_come_after_the_conclusion_the_heaviest_first() -> None:
    guide = LIBRARY["medicube-age-r"]
    fakes = [found(guide, one, Outcome.AS_FAKE, Basis.REPLIED) for one in ("price", "korean-text", "product-name")]
    sentences = compose(material(guide, *fakes), interface("en"))
    assert [one.role for one in sentences][:5] == ["verdict", "guide", "sign", "sign", "sign"]
    assert [one.citations[0].cue for one in sentences[2:5]] == ["product-name", "korean-text", "price"]


@pytest.mark.parametrize("basis", list(EVIDENCE))
def test_a_sign_says_what_it_rests_on(basis: Basis) -> None:
    guide = LIBRARY["medicube-age-r"]
    (sign,) = said(material(guide, found(guide, "product-name", Outcome.AS_FAKE, basis)), "sign")
    statement = LIBRARY["medicube-age-r"].cues[0].part(Part.FAKE)[0].plain
    assert statement in sign
    start = {Basis.READ: "The machine reading", Basis.DECODED: "The code", Basis.DESCRIBED: "As you describe it"}[basis]
    assert sign.startswith(start)


def test_what_a_machine_read_asks_to_be_confirmed_and_shows_what_was_read() -> None:
    guide = LIBRARY["medicube-age-r"]
    (sign,) = said(material(guide, found(guide, "product-name", Outcome.AS_FAKE, Basis.READ)), "sign")
    assert "Confirm" in sign
    assert "LABEL TEXT" in sign


def test_what_proves_nothing_is_no_sign() -> None:
    guide = LIBRARY["medicube-age-r"]
    made = material(guide, found(guide, "look", Outcome.AS_FAKE, Basis.REPLIED))
    assert said(made, "sign") == []
    assert said(made, "nothing")


def test_a_cue_with_one_statement_is_told_by_the_other_side() -> None:
    one_sided = guide(
        cue("only-genuine", parts={"genuine": "The cap is red."}),
        cue("only-fake", parts={"fake": "The cap is blue."}),
    )
    (sign,) = said(material(one_sided, found(one_sided, "only-genuine", Outcome.AS_FAKE, Basis.REPLIED)), "sign")
    assert sign == "You confirmed: it differs from the genuine item, of which the guide says: The cap is red."
    (fits,) = said(material(one_sided, found(one_sided, "only-fake", Outcome.AS_GENUINE, Basis.REPLIED)), "genuine")
    assert fits.endswith("the sign of a fake is absent, of which the guide says: The cap is blue.")


def test_the_paragraph_that_names_what_was_read_stands_for_the_sign() -> None:
    parts = {"fake": "The brand is BINGO.\n    [^a]\n\n    The brand is SANAI."}
    named = guide(cue("name", parts=parts))
    finding = found(named, "name", Outcome.AS_FAKE, Basis.READ).model_copy(update={"evidence": (line("Sanai"),)})
    (sign,) = said(material(named, finding), "sign")
    assert "The brand is SANAI." in sign
    assert "BINGO" not in sign


def test_a_wrong_check_digit_names_the_number_if_there_is_one() -> None:
    rule = LIBRARY["rule-gs1-880-barcode"]
    (scanned,) = said(material(rule, found(rule, "check-digit", Outcome.AS_FAKE, Basis.DECODED)), "sign")
    (confirmed,) = said(material(rule, found(rule, "check-digit", Outcome.AS_FAKE, Basis.REPLIED)), "sign")
    assert "8801234567893" in scanned
    assert confirmed.startswith("You confirmed: The last digit is wrong")


def test_what_was_asked_about_is_told_first() -> None:
    guide = LIBRARY["cheongkwanjang-red-ginseng"]
    look = [one for one in compose(material(guide, asked=("taste",)), interface("en")) if one.role == "look"]
    assert look[0].citations[0].cue == "taste"
    untold = [one for one in compose(material(guide), interface("en")) if one.role == "look"]
    assert untold[0].citations[0].cue == "copy-word"


def test_what_was_not_seen_is_listed_and_what_was_seen_is_not() -> None:
    guide = LIBRARY["medicube-age-r"]
    (listed,) = said(material(guide, found(guide, "product-name", Outcome.AS_GENUINE, Basis.REPLIED)), "unseen")
    assert "Unit of volume" in listed
    assert "Product name in Korean" not in listed
    assert "Look of logo" not in listed


def test_a_doubt_quotes_what_was_written_and_what_is_known_from_fakes() -> None:
    guide = LIBRARY["medicube-age-r"]
    cue = next(one for one in guide.cues if one.part(Part.FAKE))
    (told,) = said(material(guide, found(guide, cue.id, Outcome.UNCLEAR, Basis.DESCRIBED)), "unclear")
    assert "“what was said”" in told and quote(cue.part(Part.FAKE)) in told
    assert "do not settle" in told


def test_it_says_whom_to_ask_and_that_sources_are_thin() -> None:
    assert len(said(material(LIBRARY["medicube-age-r"]), "ask")) > 0
    thin = guide(cue(), thin=True)
    assert interface("en").text("answer.thin") in said(material(thin), "notice")
    assert said(material(LIBRARY["medicube-age-r"]), "notice") == []


@pytest.mark.parametrize("role", ["guide", "sign", "genuine", "unclear", "look", "nothing", "unseen", "ask"])
def test_text_that_is_not_translated_is_marked(role: str, tmp_path: Path) -> None:
    original = LIBRARY["cheongkwanjang-red-ginseng"]
    for translations, marked in ((tmp_path, True), (SETTINGS.translations, False)):
        guide = localise(original, "vi", translations)
        ways = [
            found(guide, "watermark", Outcome.AS_FAKE, Basis.REPLIED),
            found(guide, "root-size", Outcome.AS_GENUINE, Basis.REPLIED),
            found(guide, "import-label", Outcome.UNCLEAR, Basis.REPLIED),
        ]
        sentences = [one for one in compose(material(guide, *ways), interface("vi")) if one.role == role]
        assert sentences
        assert {one.untranslated for one in sentences} == {marked}
