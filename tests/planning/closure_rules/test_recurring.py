from datetime import date

from scheduler.planning.closure_rules.recurring import RecurringEvent, recurring_days
from scheduler.recurrence import Rule

MONDAY_NEAR_NEW_YEAR = RecurringEvent(
    Rule.parse("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30"), date(2020, 12, 30), (0, 1, 3), "session"
)


def test_an_event_takes_the_days_that_are_counted_from_its_start() -> None:
    event = RecurringEvent(
        Rule.parse("FREQ=YEARLY;BYMONTH=11;BYDAY=-1TU"), date(2013, 11, 26), (0, 2), "session"
    )

    assert recurring_days((event,), 2027) == {
        date(2027, 11, 30): "session",
        date(2027, 12, 2): "session",
    }


def test_an_event_across_new_year_gives_each_year_its_part() -> None:
    assert list(recurring_days((MONDAY_NEAR_NEW_YEAR,), 2027)) == [
        date(2027, 1, 2),
        date(2027, 12, 30),
        date(2027, 12, 31),
    ]


def test_an_event_takes_no_day_before_it_starts() -> None:
    assert recurring_days((MONDAY_NEAR_NEW_YEAR,), 2019) == {}
    assert list(recurring_days((MONDAY_NEAR_NEW_YEAR,), 2020)) == [
        date(2020, 12, 30),
        date(2020, 12, 31),
    ]
