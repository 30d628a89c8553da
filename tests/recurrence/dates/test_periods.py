"""The numbers of periods, against the standard library's calendar."""

from datetime import date, timedelta

import pytest

from scheduler.recurrence.dates.periods import (
    first_of_week,
    month_number,
    month_of,
    period_of,
    week_of,
    week_year_of,
)
from scheduler.recurrence.parts import Frequency, Weekday
from scheduler.recurrence.rule_parts import RuleParts

DAYS = [*range(1, 800), *range(730_000, 731_500), *range(3_651_000, 3_652_060)]
WEDNESDAY = date(2025, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        ({"freq": Frequency.YEARLY}, 2025),
        ({"freq": Frequency.YEARLY, "by_week_no": (1,), "wkst": Weekday.WE}, 2025),
        ({"freq": Frequency.YEARLY, "by_week_no": (1,), "wkst": Weekday.TH}, 2024),
        ({"freq": Frequency.MONTHLY}, 2025 * 12),
        ({"freq": Frequency.WEEKLY, "wkst": Weekday.WE}, (WEDNESDAY - 3) // 7),
        ({"freq": Frequency.WEEKLY, "wkst": Weekday.TH}, (WEDNESDAY - 4) // 7),
        ({"freq": Frequency.DAILY}, WEDNESDAY),
    ],
    ids=["year", "week-year", "week-year before", "month", "week", "week before", "day"],
)
def test_period_of_a_day_is_that_of_the_frequency(parts: dict[str, object], number: int) -> None:
    assert period_of(RuleParts(**parts), WEDNESDAY) == number  # type: ignore[arg-type]


def test_week_years_from_monday_on_are_those_of_the_library() -> None:
    days = [date.fromordinal(day) for day in DAYS]

    assert [week_year_of(day, Weekday.MO) for day in DAYS] == [d.isocalendar().year for d in days]


@pytest.mark.parametrize("wkst", Weekday)
def test_week_year_is_that_of_the_fourth_day_of_the_week(wkst: Weekday) -> None:
    inside = [day for day in DAYS if 7 < day < date.max.toordinal() - 7]
    fourths = [date.fromordinal(first_of_week(week_of(day, wkst), wkst) + 3) for day in inside]

    assert [week_year_of(day, wkst) for day in inside] == [fourth.year for fourth in fourths]


def test_week_year_may_lie_outside_the_calendar() -> None:
    assert week_year_of(1, Weekday.TU) == 0
    assert week_year_of(date.max.toordinal(), Weekday.FR) == 10_000


@pytest.mark.parametrize("wkst", Weekday)
def test_weeks_begin_on_wkst_and_are_numbered_in_turn(wkst: Weekday) -> None:
    first = date.fromordinal(first_of_week(0, wkst))

    assert (first.year, first.weekday()) == (1, wkst)
    assert first - date.min < timedelta(days=7)
    assert [week_of(first.toordinal() + n, wkst) for n in (-1, 0, 6, 7)] == [-1, 0, 0, 1]


def test_months_are_numbered_in_turn_also_after_the_calendar() -> None:
    days = [date.fromordinal(day) for day in DAYS]

    assert [month_of(day) for day in DAYS] == [month_number(d.year, d.month) for d in days]
    assert month_of(date.max.toordinal() + 1) == month_number(10_000, 1)
    assert month_number(2025, 1) - month_number(2024, 12) == 1
