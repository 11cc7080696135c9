"""Small made-up guides for the tests of the index, through the real parser."""

from __future__ import annotations

from pathlib import Path

from kb.model import Guide, Text
from kb.parse import parse_guide

_FRONT = """---
id: {id}
lang: {lang}
kind: product
category: food
names: {{en: {en}, ko: {ko}}}
aliases: [{aliases}]
keywords: [{keywords}]
backing: press
package: box
reviewed: 2026-11-23
review_by: 2027-05-23
---

# {title}

{summary} [^a]
"""

_CUE = """
## {title}

{words[0]}
:   {genuine} [^a]

{words[1]}
:   {fake} [^a]

{words[2]}
:   {check}

```yaml cue
id: {id}
where: front
needs: eye
shows: counterfeit
fake: strong
genuine: weak
{more}
```
"""

_END = {
    "en": "\n## Whom to ask\n\n- The owner. [^a]\n\n## Not known\n\n- How many there are.\n",
    "ko": "\n## 문의처\n\n- 소유자. [^a]\n\n## 알려지지 않은 것\n\n- 수량.\n",
}
_SOURCE = "\n[^a]: A notice, A paper, 2025-05-28, <https://example.com/a>\n"
_WORDS = {"en": ("Genuine", "Fake", "How to check"), "ko": ("진품", "위조품", "확인 방법")}

GINSENG = {
    "id": "red-ginseng",
    "en": "Red ginseng extract",
    "ko": "홍삼정",
    "title": "Red ginseng extract",
    "summary": "Copies of the jar of red ginseng extract are sold in markets abroad.",
    "aliases": "紅蔘精, 홍삼정",
    "keywords": "nhân sâm, โสมแดง",
}
GINSENG_CUES = [
    {
        "id": "cap-seal",
        "title": "Seal on the cap",
        "genuine": "The paper seal on the cap bears a crane in gold ink.",
        "fake": "The crane on the seal is printed in yellow.",
        "check": "Tilt the cap: gold ink glitters, yellow does not.",
    },
    {
        "id": "tax-code",
        "title": "Code under the base",
        "genuine": "Nine digits are engraved under the base of the jar.",
        "fake": "The digits are printed with ink-jet dots.",
        "check": "Feel the base with a fingernail.",
    },
]
SEAWEED = {
    "id": "toasted-seaweed",
    "en": "Toasted seaweed",
    "ko": "조미김",
    "title": "Toasted seaweed",
    "summary": "Foreign laver is packed as Korean toasted seaweed.",
    "aliases": "Gimbap laver",
    "keywords": "rong biển",
}
SEAWEED_CUES = [
    {
        "id": "origin-line",
        "title": "Line with the origin",
        "genuine": "The back names the laver's origin, 원초 국내산.",
        "fake": "The line of origin is missing or covered by a sticker.",
        "check": "Peel the sticker at one corner.",
    }
]


def guide(front: dict[str, str], cues: list[dict[str, str]], lang: str = "en", officers: tuple[str, ...] = ()) -> Guide:
    """A guide from a few words; the ids in `officers` name the cues that only officers may see."""
    text = _FRONT.format(**{"aliases": "", "keywords": "", "lang": lang, **front})
    for cue in cues:
        more = "disclosure: officers" if cue["id"] in officers else "seen: []"
        text += _CUE.format(**cue, words=_WORDS[lang], more=more)
    made, problems = parse_guide(Path(f"guides/food/{front['id']}/index.md"), text + _END[lang] + _SOURCE)
    assert made is not None and not problems, problems
    return made


def ginseng(officers: tuple[str, ...] = ()) -> Guide:
    """A guide with two cues."""
    return guide(GINSENG, GINSENG_CUES, officers=officers)


def seaweed() -> Guide:
    """A guide with one cue."""
    return guide(SEAWEED, SEAWEED_CUES)


def vietnamese(original: Guide) -> Guide:
    """The guide with its title and its first cue's fake statement in Vietnamese, the rest untranslated."""
    first = original.cues[0]
    parts = dict(first.parts)
    fake = next(part for part in parts if part == "fake")
    parts[fake] = tuple(s.model_copy(update={"text": "Con hạc in bằng mực vàng.", "lang": "vi"}) for s in parts[fake])
    return original.model_copy(
        update={
            "locale": "vi",
            "title": Text(text="Cao hồng sâm Hàn Quốc", lang="vi"),
            "cues": (first.model_copy(update={"parts": parts}), *original.cues[1:]),
        }
    )
