from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.answer import Answer, Citation, Question, RankedGuide, Sentence
from bot.evidence import Line, Reply, Said
from bot.finding import Basis, Finding, Outcome
from bot.verdict import SignStrength, Verdict, Word
from bot.view import show
from kb.interface import interface, source_messages
from kb.settings import get_settings
from kb.vocabulary import Shows, Strength

EVIL = "<script>alert(1)</script>{{value}}${alert(2)}\"'"


def finding(outcome: Outcome = Outcome.AS_FAKE, basis: Basis = Basis.DESCRIBED, **more: object) -> Finding:
    given = {"guide": "g", "cue": "name", "strength": Strength.STRONG, "shows": Shows.COUNTERFEIT}
    return Finding.model_validate({**given, "outcome": outcome, "basis": basis, **more})


def answer(verdict: Verdict, *findings: Finding, **more: object) -> Answer:
    given = {"locale": "en", "guides": (), "questions": (), "sentences": ()}
    return Answer.model_validate({**given, "verdict": verdict, "findings": findings, **more})


SIGNS = Verdict(word=Word.SIGNS_OF_FAKE, strength=SignStrength.STRONG, kind=Shows.COUNTERFEIT, score=2)


@pytest.mark.parametrize(
    ("verdict", "title"),
    [
        (SIGNS, "Strong signs of a fake"),
        (SIGNS.model_copy(update={"strength": SignStrength.SOME}), "Some signs of a fake"),
        (Verdict(word=Word.NO_SIGN), "No sign of a fake found"),
        (Verdict(word=Word.NOT_ENOUGH), "Not enough to say"),
        (Verdict(word=Word.NOT_COVERED), "No guide covers this"),
    ],
)
def test_every_verdict_has_its_words_and_its_sign(verdict: Verdict, title: str) -> None:
    html = show(answer(verdict), "en")
    assert f'<p class="jp-word">{title}</p>' in html
    assert 'class="jp-icon"' in html.split('class="jp-word"')[0]


def test_no_sign_is_never_shown_as_genuine() -> None:
    html = show(answer(Verdict(word=Word.NO_SIGN, score=-1)), "en")
    assert interface("en").text("chat.verdict-no-sign-note") in html
    assert "jp-no-sign" in html
    assert "jp-strong" not in html


def test_kind_is_said_in_words() -> None:
    assert "Kind of trouble: Counterfeit" in show(answer(SIGNS, finding()), "en")


@pytest.mark.parametrize(
    ("basis", "key"), [(Basis.READ, "chat.verdict-as-read"), (Basis.DESCRIBED, "chat.verdict-as-described")]
)
def test_what_a_verdict_rests_on_is_said(basis: Basis, key: str) -> None:
    sentence = interface("en").text(key)
    assert sentence in show(answer(SIGNS, finding(basis=basis)), "en")
    assert sentence not in show(answer(SIGNS, finding(basis=Basis.REPLIED)), "en")


def test_everything_from_outside_is_escaped() -> None:
    said = Said(producer="t", text=EVIL)
    line = Line(producer="t", photo="1", text=EVIL, box=((0, 0),) * 4, script="Latn", confidence=1)
    citation = Citation(guide="g", cue="name", title=EVIL, url='javascript:alert("1")')
    question = Question(
        guide=EVIL, cue=EVIL, title=EVIL, where=EVIL, genuine=EVIL, fake=EVIL, how=EVIL, url="//evil.example/x"
    )
    shown = show(
        answer(
            SIGNS,
            finding(evidence=(said, line), expected=(EVIL,)),
            guides=(RankedGuide(id="g", score=1, title=EVIL, url="/en/", why="name"),),
            questions=(question,),
            sentences=(Sentence(role="sign", text=EVIL, citations=(citation,), untranslated=True),),
            reviewed_by=EVIL,
        ),
        "en",
        replies=(Reply(producer="t", guide="g", cue=EVIL, outcome="unclear"),),
    )
    assert "<script" not in shown
    assert "javascript:" not in shown
    assert "evil.example" not in shown
    # The browser runs its own templating over the page: nothing in it may look like a template.
    assert "{{" not in shown
    assert "${" not in shown
    assert shown.count("&lt;script&gt;") >= 7


def test_links_open_a_new_tab_and_say_so() -> None:
    citation = Citation(guide="g", cue="name", title="Name", url="/en/guides/g/#name")
    html = show(answer(SIGNS, finding(), sentences=(Sentence(role="sign", text="S.", citations=(citation,)),)), "en")
    links = re.findall(r"<a [^>]*>", html)
    assert links
    assert all('target="_blank"' in link and 'rel="noopener"' in link for link in links)
    assert html.count('href="/en/guides/g/#name"') == 2  # beside the sentence and in the table
    assert "opens in a new tab" in html


def test_not_seen_ones_are_folded_with_their_number() -> None:
    unseen = finding(Outcome.NOT_SEEN, Basis.NOTHING, strength=Strength.NONE)
    others = [unseen.model_copy(update={"cue": cue}) for cue in ("price", "proves-nothing")]
    named = [Citation(guide="g", cue=cue, title=cue, url=f"/en/guides/g/#{cue}") for cue in ("name", "price")]
    sentence = Sentence(role="unseen", text="Not seen.", citations=tuple(named))
    html = show(answer(Verdict(word=Word.NOT_ENOUGH), unseen, *others, sentences=(sentence,)), "en")
    assert re.search(r"<details[^>]*><summary[^>]*>Not seen yet: 2</summary>", html)


def test_the_score_shows_every_term_and_what_the_limits_did() -> None:
    weak = [finding(cue=f"c{n}", strength=Strength.WEAK) for n in range(4)]
    html = show(answer(SIGNS.model_copy(update={"score": 1.0}), *weak), "en")
    figures = re.findall(r'<td class="jp-figure">([^<]*)</td>', html)
    assert figures == ["+0.5", "+0.5", "+0.5", "+0.5", "−1", "+1"]
    assert interface("en").text("chat.score-judgement").replace("'", "&#39;") in html


def test_machine_reading_stands_beside_what_is_expected() -> None:
    line = Line(producer="t", photo="1", text="골라겐", box=((0, 0),) * 4, script="Hang", confidence=0.9)
    html = show(answer(SIGNS, finding(basis=Basis.READ, evidence=(line,), expected=("콜라겐",))), "en")
    table = html.split('id="jp-compare"')[1]
    assert table.index("골라겐") < table.index("콜라겐")
    assert interface("en").text("chat.confirm-read") in table


def test_not_covered_says_whom_to_ask_and_lists_near_guides() -> None:
    near = RankedGuide(id="g", score=0.2, title="Near one", url="/en/guides/g/", why="search")
    ask = Sentence(role="ask", text="Ask the owner.")
    html = show(answer(Verdict(word=Word.NOT_COVERED), guides=(near,), sentences=(ask,)), "en")
    assert "Ask the owner." in html
    assert "Near one" in html
    assert "Guide used" not in html


@pytest.mark.parametrize(("who", "key"), [("nobody", "chat.unreviewed"), (None, "")])
def test_an_unreviewed_translation_is_marked(who: str | None, key: str) -> None:
    html = show(answer(SIGNS, reviewed_by=who), "en")
    assert (interface("en").text("chat.unreviewed") in html) is bool(key)


def test_without_an_answer_only_its_place_is_there() -> None:
    assert re.sub(r"\s", "", show(None, "vi")) == '<divid="jp-answer"data-stage="collect"></div>'


def test_every_sentence_of_the_page_is_used_somewhere() -> None:
    sources = [*Path("bot").glob("*.py"), *Path("bot/templates").glob("*"), *Path("bot/page").glob("*.js")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    families = ("why-", "outcome-", "basis-", "verdict-", "column-", "mark-", "script-", "site-missing", "not-found")
    for key in source_messages(get_settings().translations):
        group, _, name = key.partition(".")
        if group in {"chat", "check", "server"} and not name.startswith(families):
            assert f"{group}.{name}" in text or f'"{name}"' in text, key
