"""The picture of themes over the years: a row for each theme, a column for each meeting.

Readable in black and white: the frame of a bar is what was planned, what is filled was used; of a
meeting to come the frame is dashed.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from scheduler.exports.pictures.measured import wrapped
from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import document, line, rectangle, words
from scheduler.papers.clean import clean_text
from scheduler.papers.themes import Tally, Theme, ThemeMeeting, ThemeReport
from scheduler.papers.words import counted, day_in_words, short_day

_MARGIN, _NAMES, _COLUMN, _TOTAL = 32.0, 230.0, 104.0, 190.0
_LEAST_COLUMNS = 5
_BAR, _INSET, _ROW = 14.0, 8.0, 60.0
_SIZE, _SMALL, _LEAD = 13, 11, 1.3
_USED = "#444"


def draw_themes(report: ThemeReport) -> Picture:
    """The picture; the same report gives the same text. Names are wrapped, and none is cut."""
    return _Grid(report).picture()


class _Grid:
    def __init__(self, report: ThemeReport) -> None:
        self._report = report
        on = {name for theme in report.themes for name in theme.meetings}
        self._meetings = [one for one in report.meetings if one.name in on]
        columns = max(len(self._meetings), _LEAST_COLUMNS)
        self._totals = _MARGIN + _NAMES + columns * _COLUMN
        self._width = self._totals + _TOTAL + _MARGIN
        cells = [theme.at(one) for theme in report.themes for one in self._meetings]
        lengths = [minutes for cell in cells if cell for minutes in (cell.planned, cell.used)]
        self._step = (_COLUMN - 2 * _INSET) / max([*lengths, 1])

    def picture(self) -> Picture:
        shapes, foot = self._head()
        columns, foot = self._columns(foot)
        shapes += columns
        for theme in self._report.themes:
            row, foot = self._row(theme, foot)
            shapes += row
        shapes += self._legend(foot + 30)
        title, described = clean_text(self._report.title), describe_themes(self._report)
        # A picture of a broken height is printed as PNG with lines of it missing.
        height = 4 * ceil((foot + 66) / 4)
        svg = document((self._width, height), title, described, shapes)
        return Picture(title, described, svg, self._report.prepared_on)

    def _head(self) -> tuple[list[str], float]:
        title, room = clean_text(self._report.title), self._width - 2 * _MARGIN
        shapes, y = [], _MARGIN
        for text in wrapped(title, room, 20, is_bold=True):
            y += 20 * _LEAD
            shapes.append(words((_MARGIN, y), text, size=20, bold=True))
        y += 22
        prepared = f"Prepared on {day_in_words(self._report.prepared_on)}"
        about = f"{period_in_words(self._report)}. {prepared}, for {self._report.reader}"
        shapes.append(words((_MARGIN, y), about, size=12))
        return shapes, y + 24

    def _columns(self, top: float) -> tuple[list[str], float]:
        """The heads of the columns, each meeting over its day; and where they end."""
        room = _COLUMN - _INSET
        names = [wrapped(one.name, room, _SMALL, is_bold=True) for one in self._meetings]
        foot = top + 16 + 15 * max(map(len, names), default=0)
        shapes = [words((self._totals + _INSET, foot - 15), "Together", size=_SMALL, bold=True)]
        for at, (meeting, parts) in enumerate(zip(self._meetings, names, strict=True)):
            for place, part in enumerate(reversed(parts), 1):
                point = (self._left(at), foot - 15 * place)
                shapes.append(words(point, part, size=_SMALL, bold=True))
            shapes.append(words((self._left(at), foot), _day(meeting), size=_SMALL))
        return shapes, foot + 12

    def _left(self, column: int) -> float:
        return _MARGIN + _NAMES + column * _COLUMN + _INSET

    def _row(self, theme: Theme, top: float) -> tuple[list[str], float]:
        """The row of a theme, under a line; and where it ends."""
        names = wrapped(clean_text(theme.label), _NAMES - 12, _SIZE, is_bold=bool(theme.key))
        shapes = [line((_MARGIN, top), (self._width - _MARGIN, top), stroke="#999")]
        for place, text in enumerate(names):
            foot = top + 18 + place * _SIZE * _LEAD
            shapes.append(words((_MARGIN, foot), text, size=_SIZE, bold=bool(theme.key)))
        for at, meeting in enumerate(self._meetings):
            if (cell := theme.at(meeting)) is not None:
                shapes += self._cell(cell, (self._left(at), top + 8), is_held=meeting.is_held)
        for place, text in enumerate((_minutes(theme.total), _owed(theme.total))):
            shapes.append(words((self._totals + _INSET, top + 18 + 15 * place), text, size=_SMALL))
        return shapes, top + max(_ROW, 14 + len(names) * _SIZE * _LEAD)

    def _cell(self, cell: Tally, at: tuple[float, float], *, is_held: bool) -> Iterator[str]:
        """What was planned as a frame, what was used filled in it, and both in figures."""
        x, y = at
        dashes = "" if is_held else "4 3"
        if cell.used:
            yield rectangle((x, y + 3), (cell.used * self._step, _BAR - 6), fill=_USED)
        if cell.planned:
            size = (cell.planned * self._step, _BAR)
            yield rectangle((x, y), size, fill="none", stroke="#000", dashes=dashes)
        if not cell.planned and not cell.used:
            yield words((x, y + 11), "on the agenda", size=_SMALL)
        used = f" / {cell.used}" if cell.used else ""
        figures = f"{cell.planned or '–'}{used} min" if cell.planned or used else ""
        owed = f"{cell.closed} of {cell.commitments} done" if cell.commitments else ""
        for place, text in enumerate(filter(None, (figures, owed))):
            yield words((x, y + _BAR + 14 + 15 * place), text, size=_SMALL)

    def _legend(self, y: float) -> Iterator[str]:
        x = _MARGIN
        for text, room in (("minutes planned", 190.0), ("of a meeting to come", 220.0)):
            dashes = "4 3" * (x > _MARGIN)
            yield rectangle((x, y - 11), (34, _BAR), fill="none", stroke="#000", dashes=dashes)
            yield words((x + 42, y), text, size=_SMALL)
            x += room
        yield rectangle((x, y - 8), (34, _BAR - 6), fill=_USED)
        yield words((x + 42, y), "minutes used", size=_SMALL)
        done = "done: of the commitments decided under it, those closed since"
        yield words((_MARGIN, y + 20), f"60 / 45 min: planned and used; {done}", size=_SMALL)


def describe_themes(report: ThemeReport) -> str:
    """The picture in words, for who cannot see it."""
    themes = [f"{clean_text(one.label)}: {'; '.join(_told(one, report))}" for one in report.themes]
    none = [] if themes else ["No agenda has an item in these days"]
    return ". ".join((period_in_words(report), *themes, *none)) + "."


def period_in_words(report: ThemeReport) -> str:
    """Which meetings count: "Meetings from Fri 1 Jan 2027 to Fri 31 Dec 2027"."""
    since = f" from {short_day(report.since)}" if report.since else ""
    until = f" to {short_day(report.until)}" if report.until else ""
    return f"Meetings{since}{until}" if since or until else "All meetings"


def _told(theme: Theme, report: ThemeReport) -> Sequence[str]:
    cells = [(one.name, theme.at(one)) for one in report.meetings]
    return [f"{name} {_minutes(cell)}, {_owed(cell)}" for name, cell in cells if cell]


def _minutes(tally: Tally) -> str:
    return f"{tally.planned} min planned, {tally.used} used"


def _owed(tally: Tally) -> str:
    if not tally.commitments:
        return "no commitment"
    return f"{counted(tally.commitments, 'commitment')}, {tally.closed} closed"


def _day(meeting: ThemeMeeting) -> str:
    return short_day(meeting.day).partition(" ")[2] if meeting.day else "no day"
