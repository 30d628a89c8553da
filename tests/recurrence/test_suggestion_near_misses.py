"""Suggestions for dates of which one is left out, moved or out of line."""

from datetime import date, timedelta

import pytest

from scheduler.recurrence import Rule
from tests.recurrence.suggested import days, rules


def test_a_date_left_out_is_told() -> None:
    found = Rule.suggest(days("2022-05-06 2023-05-05 2025-05-02"), most=50)

    assert rules(found) == [
        "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
        "FREQ=YEARLY;BYWEEKNO=18;BYDAY=FR",
        "FREQ=YEARLY;BYDAY=18FR",
        "FREQ=WEEKLY;INTERVAL=52;BYDAY=FR",
    ]
    assert [each.is_exact for each in found] == [False] * 4
    assert (found[0].excluded, found[0].dates) == ((date(2024, 5, 3),), ())
    assert found[0].reason == "gives all 3 dates; it also gives Friday 3 May 2024"


def test_a_distance_with_one_date_that_was_moved() -> None:
    first = Rule.suggest(days("2024-01-01 2024-01-11 2024-01-21 2024-02-01 2024-02-10"))[0]

    assert str(first.rule) == "FREQ=DAILY;INTERVAL=10"
    assert first.reason == (
        "gives 4 of 5 dates, not Thursday 1 February 2024; it also gives Wednesday 31 January 2024"
    )


def test_a_date_that_was_moved_is_told() -> None:
    first = Rule.suggest(days("2022-05-06 2023-05-05 2024-05-10 2025-05-02"))[0]

    assert str(first.rule) == "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"
    assert not first.is_exact
    assert first.reason == (
        "gives 3 of 4 dates, not Friday 10 May 2024; it also gives Friday 3 May 2024"
    )


def test_a_first_date_that_was_moved_is_told() -> None:
    first = Rule.suggest(days("2022-05-09 2023-05-05 2024-05-03 2025-05-02 2026-05-01"))[0]

    assert (str(first.rule), first.start) == ("FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", date(2023, 5, 5))
    assert first.reason == "gives 4 of 5 dates, not Monday 9 May 2022"


def test_many_dates_with_a_few_that_were_moved() -> None:
    weekly = [date(2020, 1, 1) + timedelta(weeks=n) for n in range(100)]
    moved = [each + timedelta(days=n % 25 == 7) for n, each in enumerate(weekly)]

    first = Rule.suggest(moved)[0]

    assert (str(first.rule), len(first.dates), len(first.excluded)) == (
        "FREQ=WEEKLY;BYDAY=WE",
        4,
        4,
    )


def test_dates_of_no_rule_have_no_suggestion() -> None:
    held = "2013-05-03 2014-10-01 2018-04-04 2020-10-13 2022-10-07 2025-04-04"
    assert Rule.suggest(days(held)) == []


@pytest.mark.parametrize("late", range(5))
def test_near_miss_is_told_whatever_else_fits(late: int) -> None:
    held = days("2026-01-14 2026-02-11 2026-03-11 2026-04-08 2026-05-13")
    held[late] += timedelta(weeks=1)

    found = Rule.suggest(held, most=50)

    assert "FREQ=MONTHLY;BYDAY=2WE" in rules(found)
    assert [rule for rule in rules(found) if "BYMONTHDAY" in rule] == []


def test_no_suggestion_costs_nearly_as_much_as_a_list_of_the_dates() -> None:
    held = days("2022-05-06 2023-05-05 2025-05-02")

    found = Rule.suggest(held, most=50)

    assert [each.bits for each in found if each.bits > 0.75 * 12 * len(held)] == []
