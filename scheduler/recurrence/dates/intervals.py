"""FREQ and INTERVAL: which years, months, weeks and days a rule visits (RFC 5545 3.3.10).

INTERVAL is aligned on the interval that holds DTSTART (L24), not on the first match.
"""

from datetime import date
from functools import lru_cache

from scheduler.recurrence.dates.by_month import ALL_MONTHS
from scheduler.recurrence.dates.by_set_pos import by_set_pos
from scheduler.recurrence.dates.cells import Cell, Cells
from scheduler.recurrence.dates.date_parts import (
    DateParts,
    choose_alone,
    date_parts,
    dates_of_year,
    days_of_month,
    days_of_week,
    days_of_year,
    parts_said,
)
from scheduler.recurrence.dates.days import Days, EvenDays, Offsets
from scheduler.recurrence.dates.gregorian import (
    DAYS_PER_WEEK,
    FIRST_DAY,
    MONTHS_PER_YEAR,
    WEEKS_PER_CYCLE,
    YEARS_PER_CYCLE,
    YearKind,
    kind_of,
    new_year,
    year_of,
)
from scheduler.recurrence.dates.periods import (
    first_of_week,
    month_number,
    month_of,
    period_of,
    week_of,
    week_year_of,
)
from scheduler.recurrence.dates.turn_cells import TurnCells
from scheduler.recurrence.parts import Frequency, Skip
from scheduler.recurrence.rule_parts import RuleParts

EVERY_DAY = EvenDays(FIRST_DAY, 1, (0,))
NO_DAY = EvenDays(FIRST_DAY, 1, ())
# Weeks whose days all lie in the year that they are counted in.
_INNER_WEEKS = range(2, 52)
# Up to so many weeks apart, a round of years is shorter work than one of weeks.
_MOST_WEEKS = 60


class YearCells(Cells):
    """Years; week-years where BYWEEKNO is there (L20)."""

    per_cycle = YEARS_PER_CYCLE

    def __init__(
        self, parts: DateParts, positions: tuple[int, ...], origin: int, step: int
    ) -> None:
        super().__init__(parts, positions, origin, step)
        self._known: dict[YearKind, Offsets] = {}

    @property
    def keep_to_years(self) -> bool:
        """True if every year is visited, and none has a day of another."""
        weeks = self._parts.by_week_no
        inner = not weeks or all(abs(number) in _INNER_WEEKS for number in weeks)
        return inner and self.step == 1 and not self.moves

    def period_of(self, day: int) -> int:
        return week_year_of(day, self._parts.wkst) if self._parts.by_week_no else year_of(day)

    def cell(self, period: int) -> Cell:
        kind = kind_of(period)
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = self._chosen(kind)
        return new_year(period), known

    def _chosen(self, kind: YearKind) -> Offsets:
        """The days of such a year, less a last one that the next year has too (L51)."""
        if self._parts.name_dates and not self._positions:
            return dates_of_year(self._parts, kind)
        offsets = days_of_year(self._parts, kind, self._positions)
        if not (self.moves and self.step == 1 and offsets.days):
            return offsets
        following = days_of_year(self._parts, kind.following, self._positions).days
        twice = following and offsets.days[-1] == kind.days + following[0]
        return Offsets(offsets.days[:-1]) if twice else offsets


class YearSets(YearCells):
    """Years with every day chosen in them, those that the next year has too included."""

    def _chosen(self, kind: YearKind) -> Offsets:
        return days_of_year(self._parts, kind, self._positions)


class MonthCells(Cells):
    """Months, where INTERVAL takes others each year."""

    per_cycle = YEARS_PER_CYCLE * MONTHS_PER_YEAR

    def period_of(self, day: int) -> int:
        return month_of(day)

    def cell(self, period: int) -> Cell:
        year, month = divmod(period, MONTHS_PER_YEAR)
        offsets = days_of_month(self._parts, kind_of(year), month + 1, self._positions)
        return new_year(year), offsets


class WeekCells(Cells):
    """Weeks from WKST on, where the months they lie in decide."""

    per_cycle = WEEKS_PER_CYCLE

    def __init__(
        self, parts: DateParts, positions: tuple[int, ...], origin: int, step: int
    ) -> None:
        super().__init__(parts, positions, origin, step)
        self._known: dict[tuple[YearKind, int], Offsets] = {}

    def period_of(self, day: int) -> int:
        return week_of(day, self._parts.wkst)

    def cell(self, period: int) -> Cell:
        first = first_of_week(period, self._parts.wkst)
        year = year_of(first)
        key = kind_of(year), first - new_year(year)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = days_of_week(self._parts, *key, self._positions)
        return first, known


# The longer a round, the fewer are kept.
_YearCells, _MonthCells = lru_cache(1_000)(YearCells), lru_cache(100)(MonthCells)
_WeekCells, _TurnCells = lru_cache(30)(WeekCells), lru_cache(10)(TurnCells)


def days_of(rule: RuleParts, start: date, positions: tuple[int, ...]) -> Days:
    """The days of a rule of FREQ=DAILY or longer, from the interval that holds its start on.

    Also some before it, which whoever asks leaves out. `positions` are those of BYSETPOS, where
    an interval has one time of day. INTERVAL of a DAILY rule with date parts is small here.
    """
    if rule.interval == 1 and choose_alone(rule):
        return _days_from_any(parts_said(rule), positions)
    return _days_from(date_parts(rule, start), positions, start, rule.interval)


@lru_cache(1_000)
def _days_from_any(parts: DateParts, positions: tuple[int, ...]) -> Days:
    return _days_from(parts, positions, date.min, 1)


def _days_from(parts: DateParts, positions: tuple[int, ...], start: date, step: int) -> Days:
    if parts.freq is Frequency.YEARLY:
        return _years(parts, positions, start, step)
    if parts.freq is Frequency.MONTHLY:
        return _months(parts, positions, start, step)
    if parts.freq is Frequency.WEEKLY:
        return _weeks(parts, positions, start, step)
    if parts.choose_every_day:
        return EvenDays(start.toordinal() % step, step, (0,))
    if step > 1:
        return _TurnCells(parts, step, (start.toordinal() % step,))
    return limited_days(parts)


def limited_days(parts: DateParts) -> Days:
    """Every day that the date parts of a DAILY or shorter rule let in."""
    if parts.choose_every_day:
        return EVERY_DAY
    if parts.weekdays is not None:
        return EvenDays(FIRST_DAY + parts.wkst, DAYS_PER_WEEK, parts.weekdays)
    return _YearCells(parts, (), 0, 1)


def whole_sets(rule: RuleParts, start: date) -> Cells:
    """The interval sets of a WEEKLY, MONTHLY or YEARLY rule, cell by cell, before BYSETPOS."""
    parts = date_parts(rule, start)
    kinds = {Frequency.YEARLY: YearSets, Frequency.MONTHLY: MonthCells}
    origin = _origin(parts, period_of(parts, start.toordinal()), rule.interval)
    return kinds.get(rule.freq, WeekCells)(parts, (), origin, rule.interval)


def _years(parts: DateParts, positions: tuple[int, ...], start: date, step: int) -> Days:
    year = week_year_of(start.toordinal(), parts.wkst) if parts.by_week_no else start.year
    return _YearCells(parts, positions, _origin(parts, year, step), step)


def _months(parts: DateParts, positions: tuple[int, ...], start: date, step: int) -> Days:
    period = month_number(start.year, start.month)
    is_after_moved = parts.skip is Skip.FORWARD and start.day == 1
    if is_after_moved or (MONTHS_PER_YEAR % step and step % MONTHS_PER_YEAR):
        return _MonthCells(parts, positions, _origin(parts, period, step), step)
    within = min(step, MONTHS_PER_YEAR)
    visited = (m for m in parts.by_month or ALL_MONTHS if (m - start.month) % within == 0)
    parts = parts._replace(by_month=tuple(visited) if within > 1 or parts.by_month else ())
    if within > 1 and not parts.by_month:
        return NO_DAY
    years = max(1, step // MONTHS_PER_YEAR)
    return _YearCells(parts, positions, _origin(parts, start.year, years), years)


def _weeks(parts: DateParts, positions: tuple[int, ...], start: date, step: int) -> Days:
    period = week_of(start.toordinal(), parts.wkst)
    if parts.weekdays is not None:
        chosen = by_set_pos(parts.weekdays, positions)
        first = first_of_week(period % step, parts.wkst)
        return EvenDays(first, step * DAYS_PER_WEEK, chosen)
    if step == 1 and not positions:
        return _YearCells(parts, (), 0, 1)
    if step <= _MOST_WEEKS and not positions:
        turn = step * DAYS_PER_WEEK
        first = first_of_week(period % step, parts.wkst)
        residues = ((first + day) % turn for day in range(DAYS_PER_WEEK))
        return _TurnCells(parts, turn, tuple(residues))
    return _WeekCells(parts, positions, period % step, step)


def _origin(parts: DateParts, period: int, step: int) -> int:
    """The first period to visit: near year 0, so that rules share their cells.

    The start's own where SKIP may move a day of a period before the start to after it (L24).
    """
    return period % step if parts.skip is Skip.OMIT else period
