"""A list of people as CSV, for a visitors' desk: one line each."""

from scheduler.exports.as_json import Paper
from scheduler.exports.csv_lines import csv_file
from scheduler.exports.page_data import page_data
from scheduler.exports.rendered import Rendered

_HEAD = ("No.", "Name", "Post", "Body", "Delegation", "Role")
_FIELDS = ("number", "name", "post", "body", "party", "role")


def render_csv(paper: Paper) -> Rendered:
    """The people, as the badge list has them."""
    people = page_data(paper)["badges"]
    return Rendered(csv_file(_HEAD, ([str(one[field]) for field in _FIELDS] for one in people)))
