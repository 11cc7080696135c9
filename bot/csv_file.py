"""Rows → CSV that a spreadsheet opens rightly: Korean and Thai letters readable, nothing taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

_BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of its machine."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet begins a formula with (OWASP, CSV injection), in full width too."""


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The file's text (RFC 4180).

    Args:
        heading: the names of the columns.
        rows: as many values each.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_inert(name) for name in heading])
    writer.writerows([_inert(value) for value in row] for row in rows)
    return _BYTE_ORDER_MARK + out.getvalue()


def csv_response(name: str, text: str) -> Response:
    """The file as a download that no cache keeps."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "private, no-store"}
    return Response(text.encode("utf-8"), media_type="text/csv; charset=utf-8", headers=headers)


def _inert(value: object) -> object:
    if not isinstance(value, str):
        return value
    # An apostrophe makes it text; the letters that follow stay as they are.
    return f"'{value}" if value.startswith(_FORMULA) else value
