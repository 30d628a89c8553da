"""Hypothesis strategies: starts, and yearly and monthly rules of every supported shape."""

from datetime import datetime

from hypothesis import strategies as st

from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum


def starts(first: int = 1990, last: int = 2030) -> st.SearchStrategy[datetime]:
    """Floating times of these years, to the minute."""
    early, late = datetime(first, 1, 1), datetime(last, 12, 31)  # noqa: DTZ001 -- floating
    return st.datetimes(early, late).map(lambda when: when.replace(second=0, microsecond=0))


@st.composite
def rules(
    draw: st.DrawFn, *, endless: bool = False, until_years: tuple[int, int] = (1990, 2060)
) -> Rule:
    """A rule; its UNTIL is floating."""
    freq = draw(st.sampled_from((Frequency.YEARLY, Frequency.MONTHLY)))
    by_month = _some(draw, st.integers(1, 12), 3)
    by_month_day = _some(draw, st.integers(1, 31) | st.integers(-31, -1), 6)
    by_day = draw(_by_day(freq, in_months=freq is Frequency.MONTHLY or bool(by_month)))
    chosen = bool(by_month or by_month_day or by_day)
    positions = st.sampled_from((1, 2, 3, 4, 10, -1, -2, -3, -10))
    end = "endless" if endless else draw(st.sampled_from(("endless", "count", "until")))
    until = draw(starts(*until_years)) if end == "until" else None
    return Rule(
        freq,
        interval=draw(st.sampled_from((1, 1, 1, 2, 3, 4, 5, 7, 12, 18, 100))),
        by_month=by_month,
        by_month_day=by_month_day,
        by_day=by_day,
        by_set_pos=_some(draw, positions, 2) if chosen else (),
        count=draw(st.integers(1, 30)) if end == "count" else None,
        until=until,
        wkst=draw(st.sampled_from((Weekday.MO, Weekday.MO, Weekday.SU))),
    )


def _some(draw: st.DrawFn, numbers: st.SearchStrategy[int], most: int) -> tuple[int, ...]:
    values = st.lists(numbers, min_size=1, max_size=most, unique=True).map(tuple)
    return draw(st.just(()) | values)


@st.composite
def _by_day(draw: st.DrawFn, freq: Frequency, *, in_months: bool) -> tuple[WeekdayNum, ...]:
    ordinals = [1, 2, 3, 4, 5, -1, -2, -5]
    if not in_months and freq is Frequency.YEARLY:
        ordinals += [20, 53, -20, -53]
    weekdays = draw(st.lists(st.sampled_from(Weekday), max_size=5, unique=True))
    numbered = draw(st.sampled_from(("none", "all", "mixed")))
    choices = {"none": [0], "all": ordinals, "mixed": [0, *ordinals]}[numbered]
    return tuple(WeekdayNum(day, draw(st.sampled_from(choices))) for day in weekdays)
