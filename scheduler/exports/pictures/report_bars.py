"""The picture of a report: a bar for each row, divided into the parts of its whole.

Readable in black and white: each part has a shade or a hatching of its own.
"""

from collections.abc import Iterator
from math import ceil

from scheduler.exports.pictures.measured import width, wrapped
from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import HATCHED, document, rectangle, words
from scheduler.papers.clean import clean_text
from scheduler.papers.report import Report, ReportRow
from scheduler.papers.words import day_in_words

_MARGIN, _NAMES, _BARS, _FIGURES = 32.0, 250.0, 430.0, 150.0
_BAR, _SIZE, _SMALL, _LEAD = 16.0, 13, 11, 1.3
_FILLS = ("#222", "#fff", HATCHED, "#bbb", "#777")
_WIDTH = _MARGIN + _NAMES + _BARS + _FIGURES + _MARGIN
_MOST_ROWS = 60


def draw_report(report: Report) -> Picture:
    """The picture; the same report gives the same text. Of many rows the first 60 are drawn."""
    return _Bars(report).picture()


class _Bars:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._rows = report.rows[:_MOST_ROWS]
        self._places = [report.columns.index(part) for part in report.parts]
        largest = max((sum(self._values(row)) for row in self._rows), default=0)
        self._step = _BARS / (largest or 1)

    def picture(self) -> Picture:
        shapes, foot = self._head()
        group = ""
        for row in self._rows:
            if row.group != group:
                group, foot = row.group, foot + 26
                shapes.append(words((_MARGIN, foot), clean_text(group), size=_SIZE, bold=True))
            drawn, foot = self._row(row, foot + 8)
            shapes += drawn
        left_out = len(self._report.rows) - len(self._rows)
        if left_out:
            foot += 24
            more = f"{left_out} more rows are in the table."
            shapes.append(words((_MARGIN, foot), more, size=_SMALL))
        title, described = clean_text(self._report.title), describe_report(self._report)
        # A picture of a broken height is printed as PNG with lines of it missing.
        height = 4 * ceil((foot + _MARGIN) / 4)
        svg = document((_WIDTH, height), title, described, shapes)
        return Picture(title, described, svg, self._report.prepared_on)

    def _values(self, row: ReportRow) -> list[float]:
        return [row.figures[place].value or 0 for place in self._places]

    def _head(self) -> tuple[list[str], float]:
        shapes, y = [], _MARGIN
        room = _WIDTH - 2 * _MARGIN
        for text in wrapped(clean_text(self._report.title), room, 20, is_bold=True):
            y += 20 * _LEAD
            shapes.append(words((_MARGIN, y), text, size=20, bold=True))
        day = day_in_words(self._report.prepared_on)
        about = f"{self._report.period}; prepared on {day}, for {self._report.reader}"
        for text in (*wrapped(about, room, 12), *wrapped(self._report.explained, room, 12)):
            y += 12 * 1.5
            shapes.append(words((_MARGIN, y), text, size=12))
        return [*shapes, *self._legend(y + 28)], y + 34

    def _legend(self, y: float) -> Iterator[str]:
        x = _MARGIN
        for part, fill in zip(self._report.parts, _FILLS, strict=False):
            yield rectangle((x, y - 11), (22, 12), fill=fill, stroke="#000")
            yield words((x + 28, y), part, size=_SMALL)
            x += 28 + width(part, _SMALL) + 22

    def _row(self, row: ReportRow, top: float) -> tuple[list[str], float]:
        names = wrapped(clean_text(row.label), _NAMES - 12, _SIZE)
        shapes = [
            words((_MARGIN, top + 13 + place * _SIZE * _LEAD), text, size=_SIZE)
            for place, text in enumerate(names)
        ]
        x = _MARGIN + _NAMES
        for value, fill in zip(self._values(row), _FILLS, strict=False):
            if value:
                size = (value * self._step, _BAR)
                shapes.append(rectangle((x, top), size, fill=fill, stroke="#000"))
                x += size[0]
        shapes.append(words((x + 8, top + 13), self._told(row), size=_SMALL))
        return shapes, top + max(_BAR, len(names) * _SIZE * _LEAD)

    def _told(self, row: ReportRow) -> str:
        """The values of the parts, and the last column where that is another."""
        values = " / ".join(str(row.figures[place]) or "0" for place in self._places)
        last = self._report.columns[-1]
        is_rate = last == "Rate"
        return f"{values}  ({row.figures[-1]})" if is_rate and str(row.figures[-1]) else values


def describe_report(report: Report) -> str:
    """The picture in words, for who cannot see it."""
    rows = [f"{clean_text(row.label)}: {', '.join(_named(report, row))}" for row in report.rows]
    return ". ".join((report.explained.rstrip("."), *(rows or ["Nothing is on record"]))) + "."


def _named(report: Report, row: ReportRow) -> Iterator[str]:
    for column, figure in zip(report.columns, row.figures, strict=True):
        if str(figure):
            yield f"{column.lower()} {figure}"
