"""Guides as their authors would write them, and small projects of them in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

from kb.errors import Problem
from kb.model import Guide
from kb.parse import parse_guide
from kb.settings import Settings

PLACE = Path("guides/food/red-ginseng/index.md")

ENGLISH = """---
id: red-ginseng
lang: en
kind: product
category: food
names: {en: Red ginseng extract, ko: 홍삼정}
aliases: [Korean red ginseng]
keywords: [ginseng]
owner: {names: {en: A company, ko: 회사}, website: "https://example.com"}
hs: ["1302.19"]
gtins:
  - {gtin: "8801073110502", item: one jar, source: b}
rules: []
backing: press
package: jar
reviewed: 2026-11-23
review_by: 2027-05-23
---

# Red ginseng extract

Copies of the jar are sold in markets abroad. [^a]

## Seal on the cap

Genuine
:   The seal says 홍삼정 in gold ink. [^a]

Fake
:   The seal says 홍삼청 in yellow ink. [^a] [^b]

How to check
:   Tilt the cap: gold ink glitters.

```yaml cue
id: cap-seal
where: closure
needs: eye
shows: counterfeit
fake: strong
genuine: weak
seen: [{country: CN, date: 2025-05}]
read: {genuine: [홍삼정], fake: [홍삼청]}
```

## Copied barcode

Keep in mind
:   Copies bear the number of a genuine jar. [^b]

```yaml cue
id: copied-barcode
where: barcode
needs: phone
shows: counterfeit
fake: none
genuine: none
```

## Whom to ask

- The company, 1588-1234. [^a]

## Background

- In 2024 customs seized 1.5 million jars. [^b]

## Not known

- How many copies there are.

[^a]: A notice, with a comma, A paper, 2025-05-28, <https://example.com/a>
[^b]: A ruling, A court, undated, <https://example.com/b>
"""

KOREAN = """---
id: soju
lang: ko
kind: product
category: food
names: {en: Soju, ko: 소주}
backing: official
package: bottle
reviewed: 2026-11-23
review_by: 2027-05-23
---

# 소주

해외에서 가짜 소주가 팔린다. [^a]

## 병뚜껑

진품
:   뚜껑을 돌려서 연다. [^a]

위조품
:   뚜껑을 눌러서 연다. [^a]

확인 방법
:   뚜껑을 본다.

유의점
:   오래된 병은 다를 수 있다. [^a]

```yaml cue
id: cap
where: closure
needs: eye
shows: lookalike
fake: moderate
genuine: none
```

## 문의처

- 제조사. [^a]

## 배경

- 2024년에 150만 병이 팔렸다. [^a]

## 알려지지 않은 것

- 수량.

[^a]: 공지, 신문, 2025, <https://example.com/a>
"""

RULE = """---
id: rule-label
lang: en
kind: rule
category: food
names: {en: Food label, ko: 식품 표시}
backing: official
package: label
reviewed: 2026-11-23
review_by: 2027-05-23
---

# Food label

Every pack bears a label in Korean. [^a]

## Whom to ask

- The ministry. [^a]

## Not known

- Nothing.

[^a]: A law, A ministry, 2024, <https://example.com/law>
"""


def read(text: str) -> Guide:
    """The guide of a text that must be without any problem."""
    guide, problems = parse_guide(PLACE, text)
    assert guide is not None and not problems, problems
    return guide


def problems(text: str) -> list[Problem]:
    """What is wrong with a text."""
    return parse_guide(PLACE, text)[1]


def line_of(text: str, fragment: str) -> int:
    """The line on which a fragment first stands, counted from 1."""
    assert fragment in text
    return text[: text.index(fragment)].count("\n") + 1


def project(home: Path, *texts: str) -> Settings:
    """A project of guides, each in the folder of its own id, and one interface file."""
    for text in texts:
        write(home, text)
    group = home / "translations" / "interface" / "page.yaml"
    group.parent.mkdir(parents=True)
    group.write_text(
        "hello: Hello\ncount: {text: '{count} of {of} checked', note: Cues that were looked at.}\n", encoding="utf-8"
    )
    return Settings(home=home, build=home / "build")


def write(home: Path, text: str) -> Path:
    """Write a guide where its id says."""
    path = home / "guides" / "food" / text.split("id: ", 1)[1].split("\n", 1)[0] / "index.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def translate(path: Path, messages: dict[str, str]) -> None:
    """Put translations into a catalog: context → text."""
    blocks = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    for context, text in messages.items():
        number = next(n for n, block in enumerate(blocks) if f'msgctxt "{context}"' in block)
        head = blocks[number].rsplit('msgstr "', 1)[0]
        blocks[number] = f'{head}msgstr "{text}"'
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
