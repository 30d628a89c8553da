"""A report on themes as CSV: a line for each agenda item."""

from collections.abc import Iterator, Sequence

from scheduler.exports.csv_lines import csv_file
from scheduler.papers.clean import clean_text
from scheduler.papers.themes import ThemeReport

_HEAD = (
    "Thread",
    "Theme",
    "Meeting",
    "Day",
    "Item",
    "Title",
    "State",
    "Minutes planned",
    "Minutes used",
    "Commitments",
    "Closed",
    "Open",
    "Audience",
)


def themes_csv(report: ThemeReport) -> bytes:
    """The items, theme by theme; a day that is not known is an empty cell."""
    return csv_file(_HEAD, _lines(report))


def _lines(report: ThemeReport) -> Iterator[Sequence[str]]:
    days = {one.name: one.day.isoformat() if one.day else "" for one in report.meetings}
    for theme in report.themes:
        for item in theme.items:
            tally = item.tally
            counts = (tally.planned, tally.used, tally.commitments, tally.closed, tally.open)
            yield (
                theme.key,
                clean_text(theme.label),
                item.meeting,
                days[item.meeting],
                item.number,
                clean_text(item.title),
                item.state,
                *map(str, counts),
                str(item.audience),
            )
