"""Lines of CSV as spreadsheets expect them, no cell of which is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """The file in UTF-8 with a byte order mark; the same lines give the same bytes."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(cell) for cell in line] for line in lines)
    return written.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """The text after an apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
