"""Five Mondays of June 2026, as a series of days."""

from datetime import date, timedelta

from scheduler.recurrence import Override, RecurrenceSet, Rule

WEEKLY = Rule.parse("FREQ=WEEKLY;COUNT=5")
MONDAY = date(2026, 6, 1)


def monday(number: int) -> date:
    return MONDAY + number * timedelta(weeks=1)


def weekly(*overrides: Override[date], excluded: tuple[date, ...] = ()) -> RecurrenceSet[date]:
    return RecurrenceSet(MONDAY, (WEEKLY,), overrides=overrides, excluded=excluded)
