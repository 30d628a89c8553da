from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.closures import ClosureCalendar, Closures, Hardness
from scheduler.planning.eu_institutions import Seat, eu_institutions
from scheduler.planning.milestones import (
    Deadline,
    Offset,
    Pace,
    Side,
    deadline,
    is_working_day,
)

KEYS = ("office",)
BRUSSELS = f"eu-institutions-{Seat.BRUSSELS}"
FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)


def _office(*closed: date, years: Sequence[int] = range(2020, 2035)) -> ClosureCalendar:
    return ClosureCalendar(
        "office", "the office", "first", provisional=False, source="", years=tuple(years),
        closures=dict.fromkeys(closed, "a feast"),
    )  # fmt: skip


def _due(text: str, day: date, closures: Closures, *, last: date | None = None) -> Deadline:
    return deadline(Offset.parse(text), day, last or day, closures, KEYS)


def _counted(day: date, count: int, side: Side, closures: Closures) -> date:
    return deadline(Offset(count, Pace.WORKING_DAYS, side), day, day, closures, KEYS).day


days = st.dates(FIRST, LAST)
feasts = st.frozensets(st.dates(date(2025, 3, 1), date(2025, 5, 31)), max_size=40)
offsets = st.builds(Offset, st.integers(1, 60), st.sampled_from(Pace), st.sampled_from(Side))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("8 weeks before", Offset(8, Pace.WEEKS, Side.BEFORE)),
        ("1 Working Day AFTER", Offset(1, Pace.WORKING_DAYS, Side.AFTER)),
        (" 10  days before ", Offset(10, Pace.DAYS, Side.BEFORE)),
    ],
)
def test_an_offset_is_read_as_people_write_it(text: str, offset: Offset) -> None:
    assert Offset.parse(text) == offset
    assert Offset.parse(str(offset)) == offset


@pytest.mark.parametrize(
    "text", ["", "8 weeks", "0 days before", "-1 days before", "1000 days after", "٣ days after"]
)
def test_an_offset_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Offset.parse(text)

    assert refused.value.what == "the offset"
    assert "5 working days after" in str(refused.value)


def test_working_days_of_the_institutions_leave_out_what_no_country_closes() -> None:
    closures = Closures(eu_institutions(Seat.BRUSSELS, (2027,)))
    # Ascension, Thursday 6 May 2027, and the Friday after it are closed.
    monday = date(2027, 5, 10)
    found = deadline(Offset.parse("2 working days before"), monday, monday, closures, (BRUSSELS,))

    assert found.day == date(2027, 5, 4)
    assert [closure.day for closure in found.passed_over] == [date(2027, 5, 7), date(2027, 5, 6)]
    assert [edition.key for edition in found.editions] == [BRUSSELS]
    assert (found.is_provisional, found.unknown) == (True, ())


def test_a_calendar_deadline_on_a_closed_day_moves_away_from_the_meeting() -> None:
    closures = Closures([_office(date(2027, 4, 9), date(2027, 5, 10))])
    meeting = date(2027, 5, 7)

    before = _due("4 weeks before", meeting, closures)
    after = _due("2 days after", meeting, closures)

    assert (before.day, [one.day for one in before.passed_over]) == (
        date(2027, 4, 8),
        [date(2027, 4, 9)],
    )
    # Sunday 9 May, then the closed Monday.
    assert (after.day, [one.day for one in after.passed_over]) == (
        date(2027, 5, 11),
        [date(2027, 5, 10)],
    )


def test_what_follows_a_meeting_of_several_days_counts_from_its_last() -> None:
    closures = Closures([_office()])
    first, last = date(2027, 5, 4), date(2027, 5, 6)

    assert _due("1 day after", first, closures, last=last).day == date(2027, 5, 7)
    assert _due("1 day before", first, closures, last=last).day == date(2027, 5, 3)


def test_a_soft_period_closes_no_office() -> None:
    soft = replace(_office(date(2027, 5, 6)), hardness=Hardness.WARN)

    assert _due("1 working day before", date(2027, 5, 7), Closures([soft])).day == date(2027, 5, 6)


def test_a_year_of_which_no_edition_speaks_is_told() -> None:
    closures = Closures([_office(years=(2027,))])

    found = _due("2 weeks after", date(2027, 12, 27), closures)

    assert found == Deadline(date(2028, 1, 10), (), (_office(years=(2027,)),), (("office", 2028),))


def test_a_milestone_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidValue, match="that the calendar holds"):
        _due("2 days before", date.min, Closures())


@given(days, st.integers(1, 60), feasts)
def test_so_many_working_days_on_and_back_is_the_same_day(
    day: date, count: int, closed: frozenset[date]
) -> None:
    closures = Closures([_office(*closed)])
    if is_working_day(day, closures, KEYS):
        there = _counted(day, count, Side.AFTER, closures)
        assert _counted(there, count, Side.BEFORE, closures) == day


@given(days, st.integers(1, 60), feasts)
def test_working_days_between_are_as_many_as_were_counted(
    day: date, count: int, closed: frozenset[date]
) -> None:
    closures = Closures([_office(*closed)])
    there = _counted(day, count, Side.AFTER, closures)
    between = (day + timedelta(days=at) for at in range(1, (there - day).days + 1))

    assert sum(is_working_day(one, closures, KEYS) for one in between) == count


@given(offsets, days, st.integers(0, 3), feasts)
def test_no_milestone_falls_on_a_closed_day_or_on_the_wrong_side(
    offset: Offset, first: date, more: int, closed: frozenset[date]
) -> None:
    closures = Closures([_office(*closed)])
    last = first + timedelta(days=more)
    found = deadline(offset, first, last, closures, KEYS)

    assert is_working_day(found.day, closures, KEYS)
    assert found.day < first if offset.side is Side.BEFORE else found.day > last
    assert all(one.day in closed for one in found.passed_over)


@given(offsets, days, days, feasts)
def test_of_two_meetings_the_later_one_has_no_earlier_milestone(
    offset: Offset, one: date, other: date, closed: frozenset[date]
) -> None:
    closures = Closures([_office(*closed)])
    earlier, later = (deadline(offset, d, d, closures, KEYS) for d in sorted((one, other)))

    assert earlier.day <= later.day


@given(offsets, days, feasts)
def test_a_longer_offset_of_its_kind_lies_no_nearer(
    offset: Offset, day: date, closed: frozenset[date]
) -> None:
    closures = Closures([_office(*closed)])
    near, far = (
        deadline(replace(offset, count=offset.count + more), day, day, closures, KEYS).day
        for more in (0, 1)
    )

    assert (far - near).days * offset.step >= (1 if offset.pace is Pace.WORKING_DAYS else 0)
