"""The calendar as integers, against the standard library's."""

from calendar import isleap, monthrange
from datetime import date

from scheduler.recurrence.dates.gregorian import days_of, is_leap, kind_of, new_year, span


def test_new_years_and_leap_years_are_those_of_the_library() -> None:
    years = range(1, 10_000)

    assert [new_year(year) for year in years] == [date(y, 1, 1).toordinal() for y in years]
    assert [is_leap(year) for year in years] == [isleap(year) for year in years]


def test_calendar_goes_on_after_the_library_ends() -> None:
    assert new_year(10_000) == date.max.toordinal() + 1
    assert new_year(196_704 + 400) - new_year(196_704) == 146_097


def test_four_hundred_years_have_fourteen_kinds_that_neighbours_make_twenty_eight() -> None:
    kinds = {kind_of(year) for year in range(2000, 2400)}

    assert len({(kind.first_weekday, kind.days) for kind in kinds}) == 14
    assert len(kinds) == 28


def test_kind_of_a_year_knows_its_months_and_weekdays() -> None:
    kind = kind_of(2024)
    sundays = [day for day in range(366) if date.fromordinal(new_year(2024) + day).weekday() == 6]

    assert [kind.month(month)[1] - kind.month(month)[0] for month in range(1, 13)] == [
        monthrange(2024, month)[1] for month in range(1, 13)
    ]
    assert list(days_of(kind.weekdays(6) & kind.own_days)) == sundays
    assert [next(days_of(kind.nth_weekday(6, n, 0, 366))) for n in (1, 52, -1)] == [
        sundays[0],
        sundays[51],
        sundays[-1],
    ]
    assert kind.nth_weekday(6, 53, 0, 366) == 0


def test_span_holds_its_first_day_and_not_its_end() -> None:
    assert (list(days_of(span(3, 6))), span(6, 6)) == ([3, 4, 5], 0)
