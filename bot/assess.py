"""Evidence + guide → findings: every cue with its outcome for this item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.check_codes import compare_host, compare_number, compare_printed_host
from bot.check_fit import Fit
from bot.check_reference import compare_reference
from bot.check_words import Reading, compare_label, compare_words
from bot.evidence import GTIN_FORMATS, Barcode, FactKind, Line, Match, Reply, Said
from bot.finding import Basis, Finding, Outcome
from bot.inquiry import Inquiry
from bot.neighbours import joined, runs
from bot.printed_digits import as_line, disagreements
from kb.keys import numbers, same_gtin
from kb.model import BarcodeCheck, Cue, Guide, ReadCheck
from kb.vocabulary import Disclosure, Strength

SAID = "officer"
"""The producer of what the officer wrote."""
_CLEAR = (Outcome.AS_FAKE, Outcome.AS_GENUINE)
_RANKS = (
    *((Basis.REPLIED, outcome) for outcome in _CLEAR),
    *((Basis.DECODED, outcome) for outcome in _CLEAR),
    (Basis.REPLIED, Outcome.UNCLEAR),
    *((Basis.DESCRIBED, outcome) for outcome in _CLEAR),
    (Basis.READ, Outcome.AS_FAKE),
    *((Basis.COMPARED, outcome) for outcome in _CLEAR),
    (Basis.READ, Outcome.AS_GENUINE),
    *((basis, Outcome.UNCLEAR) for basis in (Basis.DECODED, Basis.DESCRIBED, Basis.READ)),
)
"""What decides where several sources speak of one cue: the officer's own answer, also that it cannot be told, then what
a decoder read, then words, then what a machine saw in a photo, differences before what fits. An unclear reading gives
way to a clear word, not the other way round."""
_KOREA = "880"
"""The GS1 prefix of numbers issued in Korea."""
_OTHER_NUMBER = re.compile(r"19|20")
"""How a Korean permit or report number begins: with its year."""


def assess(guide: Guide, inquiry: Inquiry, fits: Mapping[str, Fit]) -> list[Finding]:
    """A finding for every cue of a guide that the asker may see, those not seen included, in the guide's order.

    Args:
        guide: the guide, in any language; its checks are the same in all.
        inquiry: what the officer brought.
        fits: cue id → how the description fits it.
    """
    return [_CueCheck(guide, cue, inquiry).finding(fits.get(cue.id)) for cue in visible_cues(guide, inquiry.officers)]


def visible_cues(guide: Guide, officers: bool) -> list[Cue]:
    """The cues that a reader may see."""
    return [cue for cue in guide.cues if officers or cue.disclosure is Disclosure.PUBLIC]


@dataclass(frozen=True)
class _CueCheck:
    guide: Guide
    cue: Cue
    inquiry: Inquiry

    def finding(self, fit: Fit | None) -> Finding:
        """The one finding that all sources together give."""
        found = [*self._replies(), *self._codes(), *self._label(), *self._pictures(), *self._words(), *self._fit(fit)]
        for basis, outcome in _RANKS:
            same = [finding for finding in found if finding.outcome is outcome]
            chosen = [finding for finding in same if finding.basis is basis]
            if chosen:
                evidence = tuple(piece for finding in same for piece in finding.evidence)
                return chosen[0].model_copy(update={"evidence": evidence})
        return self._made(Outcome.NOT_SEEN, Basis.NOTHING)

    def _made(
        self,
        outcome: Outcome,
        basis: Basis,
        evidence: Barcode | Line | Said | Reply | Match | None = None,
        expected: tuple[str, ...] = (),
    ) -> Finding:
        strength = {Outcome.AS_FAKE: self.cue.fake, Outcome.AS_GENUINE: self.cue.genuine}.get(outcome, Strength.NONE)
        return Finding(
            guide=self.guide.id,
            cue=self.cue.id,
            outcome=outcome,
            strength=strength,
            shows=self.cue.shows,
            basis=basis,
            evidence=(evidence,) if evidence else (),
            expected=expected,
        )

    def _replies(self) -> Iterator[Finding]:
        replies = [reply for reply in self.inquiry.replies if (reply.guide, reply.cue) == (self.guide.id, self.cue.id)]
        if replies:  # a later answer corrects an earlier one
            yield self._made(Outcome(replies[-1].outcome), Basis.REPLIED, replies[-1])

    def _codes(self) -> Iterator[Finding]:
        barcode, qr = self.cue.barcode, self.cue.qr
        for code in (code for photo in self.inquiry.photos for code in photo.barcodes):
            is_gtin_code = code.format in GTIN_FORMATS
            if barcode and is_gtin_code:
                outcome = self._scanned(barcode, code)
                if outcome:
                    yield self._made(outcome, Basis.DECODED, code, barcode.prefixes)
            if qr and not is_gtin_code:
                outcome = compare_host(qr, code.text)
                if outcome:
                    yield self._made(outcome, Basis.DECODED, code, qr.hosts)
        yield from self._printed()
        if barcode:
            for number in filter(self._is_meant, numbers(self.inquiry.text)):
                outcome = compare_number(barcode, number, self.guide.gtins)
                if outcome:
                    yield self._made(outcome, Basis.DESCRIBED, Said(producer=SAID, text=number), barcode.prefixes)

    def _printed(self) -> Iterator[Finding]:
        """Digits beside bars and addresses in print, as a machine read them: to be confirmed."""
        for photo in self.inquiry.photos:
            if self.cue.barcode and self.cue.barcode.printed:
                for code, fact in disagreements(photo):
                    made = self._made(Outcome.UNCLEAR, Basis.READ, None, (code.text,))
                    yield made.model_copy(update={"evidence": (as_line(fact, photo.lines), code), "read": fact.value})
            qr = self.cue.qr
            for fact in photo.facts:
                outcome = compare_printed_host(qr, fact.value) if qr and fact.kind is FactKind.WEB else None
                if qr and outcome:
                    made = self._made(outcome, Basis.READ, as_line(fact, photo.lines), qr.hosts)
                    yield made.model_copy(update={"read": fact.value})

    def _scanned(self, barcode: BarcodeCheck, code: Barcode) -> Outcome | None:
        """What a scanned code says; UPC-E is a shortened number, whose check digit the decoder has judged."""
        if code.format == "UPC-E":
            return Outcome.AS_FAKE if barcode.check_digit and code.check_digit is False else None
        return compare_number(barcode, code.text, self.guide.gtins)

    def _is_meant(self, number: str) -> bool:
        """Whether a number in the description is meant as a GTIN: dates, telephone and permit numbers look like one."""
        if number.startswith(_KOREA) or any(same_gtin(number, gtin.gtin) for gtin in self.guide.gtins):
            return True
        in_one_piece = re.search(rf"(?<!\+){number}", self.inquiry.text)
        return len(number) == 13 and bool(in_one_piece) and not _OTHER_NUMBER.match(number)

    def _label(self) -> Iterator[Finding]:
        if self.cue.read is None:
            return
        found = [finding for photo in self.inquiry.photos for finding in self._on_lines(self.cue.read, photo.lines)]
        # A listed wrong word that may be a misreading is asked about, also where the right one stands elsewhere.
        doubted = any(finding.outcome is Outcome.UNCLEAR and finding.copied == finding.read for finding in found)
        yield from (item for item in found if not (doubted and item.outcome is Outcome.AS_GENUINE))

    def _on_lines(self, check: ReadCheck, lines: tuple[Line, ...]) -> Iterator[Finding]:
        """What single lines say, then names that are split over lines of which none says anything alone."""
        told: set[Line] = set()
        for line in lines:
            reading = compare_label(check, line.text, line.confidence)
            if reading:
                told.add(line)
                yield self._read(reading, line)
        for run in runs(lines):
            reading = None if told.intersection(run) else compare_label(check, joined(run), min(_sureness(run)))
            if reading:
                told.update(run)
                yield self._read(reading, *run)

    def _read(self, reading: Reading, *lines: Line) -> Finding:
        made = self._made(reading.outcome, Basis.READ, None, reading.expected)
        return made.model_copy(update={"evidence": lines, "read": reading.found, "copied": reading.copied})

    def _pictures(self) -> Iterator[Finding]:
        for match in (match for photo in self.inquiry.photos for match in photo.matches):
            if (match.guide, match.cue) != (self.guide.id, self.cue.id):
                continue
            told = compare_reference(self.cue, match)
            if told:
                yield self._made(told[0], Basis.COMPARED, match).model_copy(update={"strength": told[1]})

    def _words(self) -> Iterator[Finding]:
        if self.cue.read is None:
            return
        reading = compare_words(self.cue.read, self.inquiry.text)
        if reading:
            said = Said(producer=SAID, text=reading.found)
            yield self._made(reading.outcome, Basis.DESCRIBED, said, reading.expected)
        for code in (code for photo in self.inquiry.photos for code in photo.barcodes):
            written = None if code.format in GTIN_FORMATS else compare_words(self.cue.read, code.text)
            if written:
                yield self._made(written.outcome, Basis.DECODED, code, written.expected)

    def _fit(self, fit: Fit | None) -> Iterator[Finding]:
        if fit:
            yield self._made(fit.outcome, Basis.DESCRIBED, Said(producer=SAID, text=fit.clause))


def _sureness(lines: Iterable[Line]) -> list[float]:
    return [line.confidence for line in lines]
