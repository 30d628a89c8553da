"""A part of a year as a strip: months and Mondays, meetings, and a row for each calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scheduler.exports.pictures.days import Days
from scheduler.exports.pictures.measured import width, wrapped
from scheduler.exports.pictures.svg import group, line, outline, rectangle, words
from scheduler.exports.pictures.year_lanes import LINE, NAME_SIZE, Placed, height_of, lanes
from scheduler.exports.pictures.year_marks import INK, ROW, closed, mark
from scheduler.papers.year_view import (
    CalendarYear,
    ClosedDay,
    Run,
    Standing,
    YearView,
    blocks,
    joined,
)
from scheduler.planning.closures import SATURDAY
from scheduler.planning.words import MONTHS

_HEAD, _MONTH = 36.0, 17.0
_SIZE = 11
_WEEKEND, _MEETING_DAY, _RULE = "#f1f1f1", "#b9d5ea", "#c4c4c4"
_APART, _LETTER = 4.0, 15.0
# What stands beside a name before the days begin.
NAME_FROM = _LETTER + _APART


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar in a strip; its letter stands before it, and its name or nothing."""

    letter: str
    name: str
    calendar: CalendarYear
    days: tuple[ClosedDay, ...]


class Strip:
    """What lies between two days, from `top` on; `name` begins the ids of the picture's parts."""

    def __init__(
        self, view: YearView, days: Days, rows: Sequence[Row], *, edge: float, top: float, name: str
    ) -> None:
        self._view, self._days, self._rows = view, days, rows
        self._edge, self._top, self._name = edge, top, name
        inside = [one for one in view.entries if days.cut(one.first, one.last)]
        self._lanes = lanes(inside, days)
        self._rows_top = top + _HEAD + sum(map(height_of, self._lanes)) + 4
        room = days.left - edge - NAME_FROM
        self._names = [wrapped(row.name, room, _SIZE) if row.name else () for row in rows]
        heights = [ROW + LINE * max(len(lines) - 1, 0) for lines in self._names]
        self._tops = [*accumulate(heights, initial=self._rows_top)]
        self.foot = self._tops[-1]

    def shapes(self) -> Iterator[str]:
        """Everything, what lies behind first."""
        yield group("ground", self._ground())
        yield group("head", self._head())
        for row, name, top in zip(self._rows, self._names, self._tops, strict=False):
            yield group("row", self._row(row, name, top))
        middle = self._top + _HEAD + 8.5
        for lane in self._lanes:
            yield group("lane", (shape for one in lane for shape in self._placed(one, middle)))
            middle += height_of(lane)

    def _ground(self) -> Iterator[str]:
        """Weekends, the days of meetings, and the lines between months and between rows."""
        days, top, height = self._days, self._rows_top, self.foot - self._rows_top
        for day in days:
            if day.weekday() >= SATURDAY:
                yield rectangle((days.start(day), top), (days.step, height), fill=_WEEKEND)
        for one in self._view.entries:
            cut = days.cut(one.first, one.last)
            if cut and one.standing not in (Standing.HOLD, Standing.CANCELLED):
                across = days.end(cut[1]) - days.start(cut[0])
                yield rectangle((days.start(cut[0]), top), (across, height), fill=_MEETING_DAY)
        for y in self._tops:
            yield line((self._edge, y), (days.right, y), stroke="#e2e2e2")
        for day in days:
            if day.day == 1:
                x = days.start(day)
                yield line((x, top), (x, self.foot), stroke=_RULE)

    def _head(self) -> Iterator[str]:
        """The months, the days of the Mondays, and a pointer to the day of the picture."""
        days, top = self._days, self._top
        yield line((days.left, top), (days.right, top))
        for day in days:
            if day.day == 1:
                x, month = days.start(day), MONTHS[day.month - 1]
                yield line((x, top), (x, top + _MONTH), stroke=_RULE)
                yield words((x + 3, top + 14), month, size=12, bold=True)
            x = days.start(day) + 1
            if day.weekday() == 0 and x + width(str(day.day), _SIZE) <= days.right:
                yield words((x, top + 28), str(day.day), size=_SIZE)
        if self._view.as_of in days:
            yield pointer(days.middle(self._view.as_of), top + 31)

    def _row(self, row: Row, name: Sequence[str], top: float) -> Iterator[str]:
        days, base = self._days, top + 11
        yield words((self._edge, base), row.letter, size=_SIZE, bold=True)
        for place, said in enumerate(name):
            yield words((self._edge + _LETTER, base + LINE * place), said, size=_SIZE)
        if row.calendar.edition is None:
            unknown = "unknown: no edition speaks for this year"
            yield words((days.left + 3, base), unknown, size=_SIZE)
            return
        runs = blocks(row.days)
        for run in runs:
            begin, across = days.start(run.first), days.end(run.last) - days.start(run.first)
            yield closed(
                (begin, top),
                across,
                row.calendar.hardness,
                is_provisional=row.calendar.is_provisional,
                name=self._name,
            )
        for label in self._dates(joined(runs, over_weekends=True)):
            yield label.shape(base)

    def _dates(self, runs: Sequence[Run]) -> Iterator["_Label"]:
        """When each run is, right or else left of it; left out where neither side has room."""
        days = self._days
        taken = days.left
        for place, run in enumerate(runs):
            text = _when(run)
            room = width(text, _SIZE) + 2 * _APART
            begin, end = days.start(run.first), days.end(run.last)
            until = days.start(runs[place + 1].first) if place + 1 < len(runs) else days.right
            if end + room <= until:
                yield _Label(text, end + _APART, "start")
                taken = end + room
                continue
            if taken + room <= begin:
                yield _Label(text, begin - _APART, "end")
            taken = end

    def _placed(self, placed: Placed, middle: float) -> Iterator[str]:
        """The marks and the name of entries."""
        for one in placed.entries:
            cut = self._days.cut(one.first, one.last)
            if cut is None:
                continue
            begin, end = map(self._days.middle, cut)
            if begin < end:
                yield rectangle((begin, middle - 2), (end - begin, 4), fill=INK)
            yield mark(one.standing, (begin, middle))
        anchor = "end" if placed.is_before else "start"
        for place, said in enumerate(placed.label):
            base = middle + 4 + LINE * place
            yield words((placed.label_at, base), said, anchor=anchor, size=NAME_SIZE)


@dataclass(frozen=True, slots=True)
class _Label:
    """A text that begins or ends at a place."""

    text: str
    x: float
    anchor: str

    def shape(self, base: float) -> str:
        """The text on white, so that it stands out from weekends and the ends of months."""
        room = width(self.text, _SIZE)
        left = self.x - room * (self.anchor == "end")
        ground = rectangle((left - 1, base - 9), (room + 2, ROW - 4), fill="#fff")
        return ground + words((self.x, base), self.text, anchor=self.anchor, size=_SIZE)


def pointer(x: float, top: float) -> str:
    """What points down at the day of the picture."""
    return outline([(x - 4, top), (x + 4, top), (x, top + 4)], stroke="#000", fill="#000")


def _when(run: Run) -> str:
    """The days of a run, without their month where it is one: that stands above."""
    first, last = run.first, run.last
    if first == last:
        return str(first.day)
    if first.month == last.month:
        return f"{first.day}–{last.day}"
    begin, end = MONTHS[first.month - 1][:3], MONTHS[last.month - 1][:3]
    return f"{first.day} {begin}–{last.day} {end}"
