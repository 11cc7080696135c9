"""Lines of label text → dates, numbers and addresses that their form tells, in their standard form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import phonenumbers
from stdnum.kr import brn

from bot.dates import dates
from bot.evidence import Barcode, Fact, FactKind, Line
from bot.hosts import split_address
from bot.printed_digits import numbers_alone, printed_numbers

Span = tuple[int, int, str]
"""Where a fact begins and ends in its line, and its value."""

_REPORT = re.compile(
    r"(?:품목\s?(?:제조)?\s?(?:보고|신고|허가)\s?(?:번호)?|(?:영업|제조업|수입)?\s?(?:신고|허가|등록|보고|인증)\s?번호|"
    r"report\s?no|licen[cs]e\s?no|permit\s?no)[^0-9OoIl]{0,12}?([0-9OoIl][0-9OoIl\- ]{5,22}[0-9OoIl])",
    re.IGNORECASE,
)
_REPORT_ALONE = re.compile(r"(?<![\d-])(?:19[6-9]\d|20[0-3]\d)(?:\d{9,12}|\d{7}-?\d{1,6})(?![\d-])")
"""A Korean report number begins with the year of its maker's licence; with the maker's number it has 12 digits and
more. Printed without its label."""
_LOT = re.compile(
    r"(?:\bL[O0]T(?:\s?N[O0])?|제조\s?번호|로트\s?(?:번호)?|\bBATCH(?:\s?N[O0])?|\bB/?N\b|批号|批號|ロット)"
    r"[\s.:：#\-]{0,4}([A-Z0-9][A-Z0-9/\-.]{1,19})",
    re.IGNORECASE,
)
_BUSINESS = re.compile(r"(?<![\d-])(\d{3})\s?-\s?(\d{2})\s?-\s?(\d{5})(?![\d-])")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,62} ?@ ?((?:[A-Za-z0-9-]+ ?[.,] ?){1,4}[A-Za-z]{2,24})\b")
_ENDINGS = (
    r"(?:co|or|go|ne|re|pe|ac)\.kr|com?\.(?:jp|th|uk|id|in)|com\.(?:cn|tw|hk|vn|my|sg|au|br|mx)|"
    r"com|net|org|kr|cn|jp|vn|th|us|shop|store|info|biz|asia|app|io|me|tv|hk|tw|sg|my|id|eu|de|fr|uk|ru|edu|gov"
)
_WEB = re.compile(
    r"(?:https?\s?[:;]\s?/\s?/\s?|\bwww ?[.,·] ?)[^\s/,;()<>\"']+(?: ?[.,·] ?[^\s/.,;()<>\"']+){0,4}[^\s()<>\"']*"
    rf"|(?<![@\w.\-])(?:[a-z0-9][a-z0-9\-]*\.)+(?:{_ENDINGS})(?![\w\-])(?:/[^\s()<>\"']*)?",
    re.IGNORECASE,
)
_PROVINCE = (
    r"(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?|"
    r"(?:경기|강원|제주|충북|충남|전북|전남|경북|경남|충청[남북]|전라[남북]|경상[남북])(?:특별자치)?도?"
)
_ADDRESS = re.compile(
    rf"(?:{_PROVINCE})\s?(?:[가-힣]{{1,6}}(?:시|군|구)\s?){{0,2}}[가-힣0-9·]{{1,12}}(?:읍|면|동|로|길|리|가)(?![가-힣]{{2}})[^☎☏]*"
)
_ROMAN_ADDRESS = re.compile(
    r"\d[\w\-, ]*?\b\w+-(?:ro|gil|daero|dong|ri|eup|myeon)\b[\w\-,. ]*?(?:\b\w+-(?:si|gu|gun|do)\b|Seoul|Busan|Korea)"
    r"[\w\-, ]*",
    re.IGNORECASE,
)
_SLIPS = str.maketrans("OoIl", "0011")
_CALLED = re.compile(r"\s*(?:[(\[]?\s*(?:TEL|FAX|전화|문의|고객|소비자|T\.|F\.)).*$", re.IGNORECASE)


def read_facts(lines: Sequence[Line], codes: Sequence[Barcode] = ()) -> tuple[Fact, ...]:
    """The facts on a label, line by line in the lines' order, digits beside bars first.

    Args:
        lines: what was read, in the photo's pixels.
        codes: the decoded codes, beside which digits are printed.

    Returns:
        Each with the box of its line. A misread letter is forgiven only where a check digit or the form confirms.
    """
    beside = list(printed_numbers(codes, lines))
    found = [fact for line in lines for fact in _of_line(line)]
    known = {fact.value for fact in beside}
    return (*beside, *(fact for fact in found if not (fact.kind is FactKind.GTIN and fact.value in known)))


def _of_line(line: Line) -> Iterator[Fact]:
    text = line.text
    for kind, finder in _FINDERS:
        for start, end, value in finder(text):
            yield Fact(
                producer=line.producer,
                photo=line.photo,
                kind=kind,
                text=line.text[start:end].strip(),
                value=value,
                box=line.box,
            )
            # What one finder took is no other's: a report number holds a telephone number.
            text = text[:start] + "\0" * (end - start) + text[end:]


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        yield *match.span(), re.sub(r"\s", "", match.group()).replace(",", ".").lower()


def _hosts(text: str) -> Iterator[Span]:
    for match in _WEB.finditer(text):
        raw = match.group().rstrip(".,·")
        address = re.sub(r"\s", "", raw)
        address = re.sub(r"^http(s?)[:;]", r"http\1:", address, flags=re.IGNORECASE)
        head, slashes, path = address.partition("//") if "//" in address else ("", "", address)
        host, slash, rest = path.partition("/")
        parts = split_address(head + slashes + re.sub(r"[,·]", ".", host) + slash + rest)
        name = (parts.hostname or "").strip(".") if parts else ""
        if "." in name and not name.replace(".", "").isdigit():
            yield match.start(), match.start() + len(raw), name


def _reports(text: str) -> Iterator[Span]:
    for match in _REPORT.finditer(text):
        digits = re.sub(r"[\s\-]", "", match[1]).translate(_SLIPS)
        if digits.isdigit() and sum(char.isdigit() for char in match[1]) >= 0.8 * len(digits):
            yield *match.span(1), digits
    for match in _REPORT_ALONE.finditer(text):
        if not any(found.start(1) <= match.start() < found.end(1) for found in _REPORT.finditer(text)):
            yield *match.span(), match.group().replace("-", "")


def _lots(text: str) -> Iterator[Span]:
    for match in _LOT.finditer(text):
        value = match[1].rstrip(".-/").upper()
        if any(char.isdigit() for char in value):
            yield match.start(1), match.start(1) + len(value), value


def _businesses(text: str) -> Iterator[Span]:
    for match in _BUSINESS.finditer(text):
        number = "".join(match.groups())
        if brn.is_valid(number) and _is_business(number):
            yield *match.span(), number


def _is_business(number: str) -> bool:
    """Whether the check digit is right, which python-stdnum does not look at.

    Weights as in the Korean tax service's own form check: 1 3 7 1 3 7 1 3 5, and the tens of the ninth product.
    """
    digits = [int(char) for char in number]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (total + digits[8] * 5 // 10 + digits[9]) % 10 == 0


def _dates(text: str) -> Iterator[Span]:
    return ((found.start, found.end, found.value) for found in dates(text))


def _phones(text: str) -> Iterator[Span]:
    # Labels of goods for Korea; a number of another country carries its own + and code.
    for match in phonenumbers.PhoneNumberMatcher(text, "KR"):
        yield match.start, match.end, phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)


def _addresses(text: str) -> Iterator[Span]:
    for pattern in (_ADDRESS, _ROMAN_ADDRESS):
        for match in pattern.finditer(text):
            value = _CALLED.sub("", match.group().partition("\0")[0]).strip(" ,.:;/(")
            if value:
                yield match.start(), match.start() + len(value), " ".join(value.split())


_FINDERS: tuple[tuple[FactKind, Callable[[str], Iterator[Span]]], ...] = (
    (FactKind.EMAIL, _emails),
    (FactKind.WEB, _hosts),
    (FactKind.BUSINESS, _businesses),
    (FactKind.REPORT, _reports),
    (FactKind.LOT, _lots),
    (FactKind.GTIN, numbers_alone),
    (FactKind.DATE, _dates),
    (FactKind.PHONE, _phones),
    (FactKind.ADDRESS, _addresses),
)
