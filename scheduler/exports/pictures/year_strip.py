"""A part of a year as a strip: months and Mondays, meetings, and a row for each calendar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.exports.pictures.days import Days
from scheduler.exports.pictures.measured import fitted, width
from scheduler.exports.pictures.svg import group, line, outline, rectangle, words
from scheduler.exports.pictures.year_lanes import NAME_SIZE, Placed, lanes
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

_HEAD, _LANE = 36.0, 17.0
_SIZE = 11
_WEEKEND, _MEETING_DAY, _RULE = "#f1f1f1", "#cfe2f1", "#c4c4c4"
_APART = 4.0


@dataclass(frozen=True, slots=True)
class Row:
    """A calendar in a strip, with what is written before it."""

    label: str
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
        self._rows_top = top + _HEAD + _LANE * max(1, len(self._lanes)) + 4
        self.foot = self._rows_top + ROW * len(rows)

    def shapes(self) -> Iterator[str]:
        """Everything, what lies behind first."""
        yield group("ground", self._ground())
        yield group("head", self._head())
        for place, row in enumerate(self._rows):
            yield group("row", self._row(row, self._rows_top + ROW * place))
        for place, lane in enumerate(self._lanes):
            middle = self._top + _HEAD + _LANE * (place + 0.5)
            yield group("lane", (shape for one in lane for shape in self._placed(one, middle)))

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
        for place in range(len(self._rows) + 1):
            y = top + ROW * place
            yield line((self._edge, y), (days.right, y), stroke="#e2e2e2")
        for day in days:
            if day.day == 1:
                x = days.start(day)
                yield line((x, self._top), (x, self.foot), stroke=_RULE)

    def _head(self) -> Iterator[str]:
        """The months, the days of the Mondays, and a pointer to the day of the picture."""
        days, top = self._days, self._top
        yield line((days.left, top), (days.right, top))
        for day in days:
            if day.day == 1:
                yield words(
                    (days.start(day) + 3, top + 14), MONTHS[day.month - 1], size=12, bold=True
                )
            if day.weekday() == 0 and days.middle(day) + _SIZE < days.right:
                yield words((days.start(day) + 1, top + 28), str(day.day), size=_SIZE)
        if self._view.as_of in days:
            yield pointer(days.middle(self._view.as_of), top + 31)

    def _row(self, row: Row, top: float) -> Iterator[str]:
        days, base = self._days, top + 11
        room = days.left - self._edge - _APART
        yield words((self._edge, base), fitted(row.label, room, _SIZE), size=_SIZE)
        if row.calendar.edition is None:
            said = fitted("unknown: no edition speaks for this year", days.right - days.left, _SIZE)
            yield words((days.left + 3, base), said, size=_SIZE)
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
        for x, text in self._dates(joined(runs, over_weekends=True)):
            yield words((x, base), text, size=_SIZE)

    def _dates(self, runs: Sequence[Run]) -> Iterator[tuple[float, str]]:
        """When each run is, right or else left of it; left out where neither side has room."""
        days = self._days
        taken = days.left
        for place, run in enumerate(runs):
            text = _when(run)
            room = width(text, _SIZE) + 2 * _APART
            begin, end = days.start(run.first), days.end(run.last)
            until = days.start(runs[place + 1].first) if place + 1 < len(runs) else days.right
            if end + room <= until:
                yield end + _APART, text
                taken = end + room
                continue
            if taken + room <= begin:
                yield begin + _APART - room, text
            taken = end

    def _placed(self, placed: Placed, middle: float) -> Iterator[str]:
        """The marks and the name of entries, on white."""
        room = width(placed.label, NAME_SIZE)
        ground = (placed.label_at - 2, middle - 7), (room + 4, 14.0)
        yield rectangle(*ground, fill="#fff")
        for one in placed.entries:
            cut = self._days.cut(one.first, one.last)
            if cut is None:
                continue
            begin, end = map(self._days.middle, cut)
            if begin < end:
                yield rectangle((begin, middle - 2), (end - begin, 4), fill=INK)
            yield mark(one.standing, (begin, middle))
        yield words((placed.label_at, middle + 4), placed.label, size=NAME_SIZE, bold=False)


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
