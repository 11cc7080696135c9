"""Answers and evidence as the JSON that other programs rely on; the shapes are in the design's list of names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer import Answer
from bot.evidence import PhotoEvidence
from bot.finding import Outcome
from kb.keys import Keys
from kb.search import GuideHit


def answer_json(answer: Answer, inquiry_id: str = "") -> dict[str, Any]:
    """An answer as one object; guides with the best first, none where no guide covers the item."""
    verdict = answer.verdict
    return {
        "id": inquiry_id,
        "locale": answer.locale,
        "guides": [{"id": guide.id, "score": guide.score} for guide in answer.guides],
        "verdict": verdict.word.value,
        "strength": verdict.strength.value if verdict.strength else None,
        "kind": verdict.kind.value if verdict.kind else None,
        "score": round(verdict.score, 2),
        "findings": [
            {
                "guide": finding.guide,
                "cue": finding.cue,
                "outcome": finding.outcome.value,
                "strength": finding.strength.value,
                "basis": finding.basis.value,
                "evidence": [piece.model_dump(mode="json") for piece in finding.evidence],
            }
            for finding in answer.findings
            if finding.outcome is not Outcome.NOT_SEEN or finding.guide == answer.guides[0].id
        ],
        "questions": [{"guide": question.guide, "cue": question.cue} for question in answer.questions],
        "citations": [{"guide": one.guide, "cue": one.cue, "url": one.url} for one in answer.citations],
        "text": answer.text,
    }


def photo_json(photo: PhotoEvidence, keys: Keys, products: Sequence[GuideHit]) -> dict[str, Any]:
    """A photo's evidence as one object; boxes are four corner points in the upright photo's own pixels."""
    return {
        "photo": photo.photo,
        "width": photo.width,
        "height": photo.height,
        "quality": photo.quality.model_dump(mode="json"),
        "barcodes": [
            {
                "format": code.format,
                "text": code.text,
                "box": code.box,
                "check_digit": code.check_digit,
                "guide": keys.gtin(code.text) if code.text.isdigit() else None,
            }
            for code in photo.barcodes
        ],
        "lines": [
            {"text": line.text, "box": line.box, "script": line.script, "confidence": round(line.confidence, 3)}
            for line in photo.lines
        ],
        "matches": [
            {
                "guide": match.guide,
                "cue": match.cue,
                "reference": match.reference,
                "box": match.box,
                "score": match.score,
                "compared": match.compared,
                "changes": [change.model_dump(mode="json") for change in match.changes],
            }
            for match in photo.matches
        ],
        "facts": [
            {"kind": fact.kind.value, "value": fact.value, "text": fact.text, "box": fact.box} for fact in photo.facts
        ],
        "names": [
            {"guide": one.guide, "name": one.name, "box": one.box, "score": round(one.score, 3)} for one in photo.names
        ],
        "unread": [{"box": box} for box in photo.unread],
        "products": [{"id": hit.guide, "score": round(hit.score, 4), "why": hit.why.value} for hit in products],
    }
