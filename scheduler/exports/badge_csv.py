"""A list of people as CSV, for a visitors' desk: one line each, no cell of which is a formula."""

import csv
from io import StringIO

from scheduler.exports.as_json import Paper
from scheduler.exports.page_data import page_data
from scheduler.exports.rendered import Rendered

_HEAD = ("No.", "Name", "Post", "Body", "Delegation", "Role")
_FIELDS = ("number", "name", "post", "body", "party", "role")
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render_csv(paper: Paper) -> Rendered:
    """The people in UTF-8 with a byte order mark, as spreadsheets expect it; the same each time."""
    written = StringIO(newline="")
    lines = csv.writer(written, lineterminator="\r\n")
    lines.writerow(_HEAD)
    for person in page_data(paper)["badges"]:
        lines.writerow([_harmless(str(person[field])) for field in _FIELDS])
    return Rendered(written.getvalue().encode("utf-8-sig"))


def _harmless(text: str) -> str:
    """The text after an apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if text.startswith(_BEGINS_FORMULA) else text
