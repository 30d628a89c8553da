"""A report as CSV and as a spreadsheet: a line for each row, the records behind on a sheet."""

from collections.abc import Iterator

from scheduler.exports.csv_lines import csv_file
from scheduler.exports.spreadsheet import Sheet, spreadsheet
from scheduler.papers.report import Report
from scheduler.papers.words import day_in_words

_HEAD = ("By", "Of")
_WIDTHS = (14, 34)
_LONGEST = 30_000  # of the references in one cell


def report_csv(report: Report) -> bytes:
    """The figures; one that cannot be told is an empty cell."""
    lines = ((row.group, row.label, *map(str, row.figures)) for row in report.rows)
    return csv_file((*_HEAD, *report.columns), lines)


def report_spreadsheet(report: Report) -> bytes:
    """The figures as numbers, and on a second sheet the records that each was counted from."""
    above = (report.title, f"Prepared on {day_in_words(report.prepared_on)}; {report.period}")
    rows = [(row.group, row.label, *(one.value for one in row.figures)) for row in report.rows]
    figures = Sheet("Figures", (*above, report.explained), (*_HEAD, *report.columns), rows, _WIDTHS)
    columns = (*_HEAD, "Figure", "Counted from")
    behind = Sheet("Records", above[:1], columns, list(_records(report)), (14, 34, 16, 90))
    return spreadsheet(report.title, [figures, behind], report.prepared_on)


def _records(report: Report) -> Iterator[tuple[str, str, str, str]]:
    for row in report.rows:
        for column, figure in zip(report.columns, row.figures, strict=True):
            for part in _cells(figure.records):
                yield row.group, row.label, column, part


def _cells(records: tuple[str, ...]) -> Iterator[str]:
    """The references, in as many cells as they need."""
    cell = ""
    for one in records:
        if len(cell) + len(one) > _LONGEST:
            yield cell
            cell = ""
        cell = f"{cell}, {one}" if cell else one
    if cell:
        yield cell
