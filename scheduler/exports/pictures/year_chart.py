"""The picture of a year: strips of months with meetings above the closed days of each calendar."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.exports.pictures.days import Days, parts_of
from scheduler.exports.pictures.measured import before_more, width, wrapped
from scheduler.exports.pictures.printed import Picture
from scheduler.exports.pictures.svg import document, group, rectangle, words
from scheduler.exports.pictures.year_marks import closed, mark, patterns
from scheduler.exports.pictures.year_strip import NAME_FROM, Row, Strip, pointer
from scheduler.papers.words import counted, short_day
from scheduler.papers.year_view import CalendarYear, Standing, YearView, letters
from scheduler.planning.closures import Hardness

_SIZE = 11
_LINE = 16.0
_GAP = 22.0
# How much wider the column of names may become before a name takes several lines.
_MORE = 1.6
FORCE = {
    Hardness.BLOCK: "closed",
    Hardness.WARN: "to avoid",
    Hardness.NOTE: "only to know",
}
_STANDING = {
    Standing.HELD: "held",
    Standing.CONFIRMED: "confirmed",
    Standing.PROPOSED: "proposed",
    Standing.PLANNED: "planned",
    Standing.PROPOSAL: "what the plan would add",
    Standing.HOLD: "kept free while the delegations are asked",
    Standing.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a year is drawn on; `height` is the least one, `title` the size of the title or 0.

    Calendars stand beside their rows by name, or by their letter alone; then a strip has a row only
    for those with a closed day in it.
    """

    width: float
    height: float
    strips: int
    margin: float
    names: float
    columns: int
    title: int
    has_names: bool


# A4, landscape, at 96 units an inch: no text is smaller than 8 points.
PAPER = Sheet(1122.5, 793.7, 2, 32, 200, 2, 20, has_names=True)
SCREEN = Sheet(1140, 0, 2, 2, 200, 2, 0, has_names=True)
PHONE = Sheet(362, 0, 6, 2, 18, 1, 0, has_names=False)


def draw_year(view: YearView, sheet: Sheet = PAPER, *, name: str = "") -> Picture:
    """The picture; the same view gives the same text. `name` begins the ids of its parts."""
    shapes = [*_head(view, sheet)] if sheet.title else []
    foot = sheet.margin + (sheet.title * 1.2 * len(_title(view, sheet)) + 30.0) * bool(sheet.title)
    for strip in _strips(view, sheet, foot, name):
        shapes += strip.shapes()
        foot = strip.foot
    legend = _Legend(sheet, foot + 26)
    shapes.append(group("legend", [*legend.shapes(view, name)]))
    notes = _Notes(sheet, legend.foot + 24)
    shapes.append(group("notes", [*notes.shapes(view)]))
    height = max(sheet.height, notes.foot + sheet.margin / 2)
    described = describe_year(view)
    svg = document(
        (sheet.width, height), view.title, described, shapes, name=name, patterns=patterns(name)
    )
    return Picture(view.title, described, svg, view.as_of)


def describe_year(view: YearView) -> str:
    """The picture in words, for who cannot see it."""
    entries = [f"{one.name}, {one.words}, {one.standing}" for one in view.entries]
    return " ".join(
        (
            f"As of {short_day(view.as_of)}.",
            f"{'; '.join(entries)}." if entries else "No meeting.",
            *(f"{calendar_note(one)}." for one in view.calendars),
        )
    )


def calendar_note(one: CalendarYear) -> str:
    """The calendar and its edition: "Belgium: holidays 0.109; 12 days"."""
    name = before_more(one.name)
    if one.edition is None:
        return f"{name}: unknown, no edition speaks for this year"
    provisional = ", provisional" if one.is_provisional else ""
    return f"{name}: {one.edition}{provisional}; {counted(len(one.days), 'day')}"


def calendar_facts(one: CalendarYear) -> str:
    """All that is known of a calendar apart from its days, in a few sentences."""
    where = f" In {one.place}." if one.place else ""
    edition = one.edition or "no edition speaks for this year"
    provisional = ", provisional" if one.is_provisional else ""
    force = FORCE[one.hardness].capitalize()
    return f"{force}.{where} Edition: {edition}{provisional}. Source: {one.source}."


def _head(view: YearView, sheet: Sheet) -> Iterator[str]:
    base = sheet.margin + sheet.title * 0.8
    for place, line in enumerate(_title(view, sheet)):
        at = base + sheet.title * 1.2 * place
        yield words((sheet.margin, at), line, size=sheet.title, bold=True)
    provisional = sum(one.is_provisional for one in view.calendars)
    unsure = f"; {counted(provisional, 'calendar')} provisional" if provisional else ""
    yield words((sheet.margin, at + 20), f"As of {short_day(view.as_of)}{unsure}", size=12)


def _title(view: YearView, sheet: Sheet) -> tuple[str, ...]:
    return wrapped(view.title, sheet.width - 2 * sheet.margin, sheet.title, is_bold=True)


def _strips(view: YearView, sheet: Sheet, top: float, name: str) -> Iterator[Strip]:
    parts = parts_of(view.year, sheet.strips)
    left = sheet.margin + _names_room(view, sheet)
    longest = max((last - first).days + 1 for first, last in parts)
    step = (sheet.width - sheet.margin - left) / longest
    for first, last in parts:
        days = Days(first, last, left, step)
        rows = [*_rows(view, sheet, days)]
        strip = Strip(view, days, rows, edge=sheet.margin, top=top, name=name)
        yield strip
        top = strip.foot + _GAP


def _names_room(view: YearView, sheet: Sheet) -> float:
    """As much as the names need, up to some more than the sheet has for them."""
    if not sheet.has_names:
        return sheet.names
    longest = max((width(one.name, _SIZE) for one in view.calendars), default=0.0)
    return min(max(sheet.names, longest + NAME_FROM), sheet.names * _MORE)


def _rows(view: YearView, sheet: Sheet, days: Days) -> Iterator[Row]:
    for one, letter in zip(view.calendars, letters(view.calendars), strict=True):
        inside = tuple(closed for closed in one.days if closed.day in days)
        if sheet.has_names:
            yield Row(letter, one.name, one, inside)
        elif inside:
            yield Row(letter, "", one, inside)


class _Legend:
    """What the marks mean, line after line; `foot` is the base of the last line drawn."""

    def __init__(self, sheet: Sheet, foot: float) -> None:
        self._sheet, self._x, self.foot = sheet, sheet.margin, foot

    def shapes(self, view: YearView, name: str) -> Iterator[str]:
        """The marks that the picture has, each with its words."""
        for standing in Standing:
            if any(one.standing is standing for one in view.entries):
                x, y = self._room(12, _STANDING[standing])
                yield mark(standing, (x + 6, y - 4))
                yield words((x + 17, y), _STANDING[standing], size=_SIZE)
        for hardness, is_provisional in _kinds(view.calendars):
            said = f"{FORCE[hardness]}{', provisional' if is_provisional else ''}"
            x, y = self._room(18, said)
            yield closed((x, y - 11.5), 18, hardness, is_provisional=is_provisional, name=name)
            yield words((x + 23, y), said, size=_SIZE)
        x, y = self._room(18, "weekend")
        yield rectangle((x, y - 9.5), (18, 11), fill="#f1f1f1", stroke="#bbb")
        yield words((x + 23, y), "weekend", size=_SIZE)
        if view.as_of.year == view.year:
            x, y = self._room(12, "as of this day")
            yield pointer(x + 6, y - 7)
            yield words((x + 17, y), "as of this day", size=_SIZE)

    def _room(self, mark: float, text: str) -> tuple[float, float]:
        """Where the next item begins: on this line if it has room, else on the next."""
        needed = mark + 5 + width(text, _SIZE)
        if (
            self._x > self._sheet.margin
            and self._x + needed > self._sheet.width - self._sheet.margin
        ):
            self._x, self.foot = self._sheet.margin, self.foot + _LINE
        x = self._x
        self._x += needed + 18
        return x, self.foot


def _kinds(calendars: Iterable[CalendarYear]) -> list[tuple[Hardness, bool]]:
    """How hard and how sure the calendars with an edition are, the hardest and surest first."""
    found = {(one.hardness, one.is_provisional) for one in calendars if one.edition}
    return sorted(found, key=lambda kind: (list(Hardness).index(kind[0]), kind[1]))


class _Notes:
    """Each calendar and its edition, in columns, read downwards; `foot` is below the longest."""

    def __init__(self, sheet: Sheet, top: float) -> None:
        self._sheet, self._top, self.foot = sheet, top, top

    def shapes(self, view: YearView) -> Iterator[str]:
        """The notes, each with the letter of its calendar."""
        sheet = self._sheet
        column = (sheet.width - 2 * sheet.margin) / sheet.columns
        signed = list(zip(view.calendars, letters(view.calendars), strict=True))
        each = max(-(-len(signed) // sheet.columns), 1)
        for place, first in enumerate(range(0, len(signed), each)):
            x, y = sheet.margin + column * place, self._top
            for one, letter in signed[first : first + each]:
                yield words((x, y), letter, size=_SIZE, bold=True)
                note = calendar_note(one) if sheet.has_names else _short_note(one)
                for line in wrapped(note, column - 20, _SIZE):
                    yield words((x + 16, y), line, size=_SIZE)
                    y += _LINE
            self.foot = max(self.foot, y)


def _short_note(one: CalendarYear) -> str:
    """Enough for a narrow sheet: the words below it say the rest."""
    unsure = ", unknown" if one.edition is None else ", provisional" if one.is_provisional else ""
    return f"{before_more(one.name)}{unsure}"
