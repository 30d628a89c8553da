"""Why one rule gives a time or not: each part in the order of evaluation (RFC 5545 3.3.10)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Generic, NamedTuple

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.dates.date_parts import date_parts
from scheduler.recurrence.dates.periods import month_number
from scheduler.recurrence.explanation.date_reasons import date_reasons
from scheduler.recurrence.explanation.day_view import DayView, views
from scheduler.recurrence.explanation.interval_reason import interval_reason
from scheduler.recurrence.explanation.position_reason import position_reason
from scheduler.recurrence.explanation.sentences import clock, say
from scheduler.recurrence.explanation.time_reasons import time_reasons
from scheduler.recurrence.explanation.values import Reason
from scheduler.recurrence.first_interval import interval_of
from scheduler.recurrence.offsets.clock_gaps import gaps
from scheduler.recurrence.parts import Frequency
from scheduler.recurrence.rule_parts import RuleParts
from scheduler.recurrence.source import Moment, Source
from scheduler.recurrence.words.in_full import at, is_second
from scheduler.recurrence.zones import instant

# So many instances are counted one by one: less work than laying out a round of the calendar.
MOST_WALKED = 400
_GAP = "clocks skip"


class Run(NamedTuple, Generic[Moment]):
    """A rule from a start, with its instances; `elapsed` where its hours really pass."""

    rule: RuleParts
    start: Moment
    source: Source[Moment]
    elapsed: bool


def rule_reasons(run: Run[Moment], moment: Moment) -> list[Reason]:
    """What each part of a rule says of a moment, which the clocks of its zone show."""
    each = [list(_reasons_at(run, moment, wall)) for wall in _walls(run, moment)]
    chosen = next(filter(_all_hold, each), each[0])
    text = str(run.rule)
    reasons = [*chosen, *_ends(run, moment), *_clock_reasons(run, moment)]
    return [reason._replace(rule=text) for reason in reasons]


def is_of_a_gap(reason: Reason) -> bool:
    """True if it tells how a time that clocks skip is read."""
    return reason.part == "TZID" and reason.says.startswith(_GAP)


def _reasons_at(run: Run[Moment], moment: Moment, wall: date) -> Iterator[Reason]:
    """What the parts say of a wall time, of which clocks may have made this moment."""
    start = _start_shown(run, moment)
    rule, found = run.rule, []
    for view, period in _periods(rule, start, wall):
        reasons = [interval_reason(rule, start, period), *date_reasons(view, rule)]
        reasons += time_reasons(rule, start, wall)
        if rule.by_set_pos:
            is_in_set = _all_hold(reasons[1:])
            reasons.append(position_reason(rule, start, wall, period, is_in_set=is_in_set))
        found.append(reasons)
    yield from next(filter(_all_hold, found), found[0])
    if not isinstance(moment, datetime) or not isinstance(wall, datetime):
        return
    if wall != moment.replace(tzinfo=None):
        says = f"{_GAP} {clock(wall)} on that day, and it is read as {clock(moment)}"
        yield Reason("TZID", says, holds=True)


def _periods(rule: RuleParts, start: date, wall: date) -> Iterator[tuple[DayView, int]]:
    """The day as each period sees it that may have it, with the period's number."""
    by, period = date_parts(rule, start), interval_of(rule, wall)
    day = date(wall.year, wall.month, wall.day)
    if rule.freq is Frequency.YEARLY:
        yield from ((view, view.year) for view in views(by, day, period))
    elif rule.freq is Frequency.MONTHLY:
        for view in views(by, day, period):
            yield view, month_number(view.year, view.month or 1)
    else:
        yield from ((view, period) for view in views(by, day, day.year))


def _walls(run: Run[Moment], moment: Moment) -> list[date]:
    """The wall times that may be meant by a moment: its own, and one that clocks skip (L33)."""
    if not isinstance(moment, datetime):
        return [moment]
    own = moment.replace(tzinfo=None, fold=0)
    zone = moment.tzinfo
    if zone is None or zone is UTC or run.elapsed:
        return [own]
    years = {max(1, own.year - 1), own.year}
    skipped = (
        own - gap.length
        for year in years
        for gap in gaps(zone, year)
        if gap.end <= moment < gap.end + gap.length
    )
    return [own, *skipped]


def _start_shown(run: Run[Moment], moment: Moment) -> date:
    """The start's wall time; with `elapsed` as the clocks of the moment would show it."""
    start = run.start
    if not isinstance(start, datetime) or not isinstance(moment, datetime):
        return start
    if not run.elapsed or moment.tzinfo in (None, UTC):
        return start.replace(tzinfo=None, fold=0)
    passed = timedelta(microseconds=instant(moment) - instant(start))
    try:
        return moment.replace(tzinfo=None, fold=0) - passed
    except OverflowError:  # within a day of the ends of the calendar
        return start.replace(tzinfo=None, fold=0)


def _clock_reasons(run: Run[Moment], moment: Moment) -> Iterator[Reason]:
    """What keeps a time out that no rule can give."""
    if not isinstance(moment, datetime):
        return
    if moment.microsecond:
        yield Reason("DTSTART", "it is within a second, and rules give whole ones", holds=False)
    if not run.elapsed and is_second(moment):
        says = f"clocks show {clock(moment)} twice on that day, and rules give the first"
        yield Reason("TZID", says, holds=False)


def _ends(run: Run[Moment], moment: Moment) -> Iterator[Reason]:
    """Whether the rule has begun, and not ended, at a moment."""
    rule, started = run.rule, instant(moment) >= instant(run.start)
    if not started:
        yield Reason("DTSTART", f"it is before the start, {at(run.start)}", holds=False)
    if rule.until is not None:
        holds = instant(moment) <= instant(rule.until)
        utc = " UTC" if isinstance(rule.until, datetime) and rule.until.tzinfo is UTC else ""
        says = f"it is {'not ' if holds else ''}after {say('moment', rule.until)}{utc}"
        yield Reason("UNTIL", says, holds)
    if rule.count is not None:
        yield _count_reason(run, moment, rule.count)


def _count_reason(run: Run[Moment], moment: Moment, count: int) -> Reason:
    try:
        earlier = sum(1 for _ in islice(run.source.ascending(None, moment), MOST_WALKED))
        if earlier == MOST_WALKED:
            earlier = run.source.rank(moment)
        if earlier < count:
            are = "is" if earlier == 1 else "are"
            return Reason("COUNT", f"{earlier:,} of {count:,} instances {are} earlier", holds=True)
        says = f"its {count:,} instances end with {at(run.source.at(count - 1))}"
    except UnansweredQuestion:
        return Reason("COUNT", f"its {count:,} instances do not end before", holds=True)
    return Reason("COUNT", says, holds=False)


def _all_hold(reasons: Iterable[Reason]) -> bool:
    return all(reason.holds for reason in reasons)
