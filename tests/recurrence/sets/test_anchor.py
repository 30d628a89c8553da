"""From which moments a rule counts its INTERVAL as from its start."""

from datetime import date

import pytest

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.sets.anchor import is_anchor


@pytest.mark.parametrize(("year", "counts"), [(2, True), (3, False), (4, True)])
def test_start_in_a_week_of_year_0_counts_from_that_year(year: int, counts: bool) -> None:  # noqa: FBT001 -- a column
    rule = Rule.parse("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20;WKST=TU")

    assert is_anchor(rule, date.min, date(year, 6, 1)) is counts


def test_series_from_a_week_of_year_0_is_split_into_what_it_was() -> None:
    rule = Rule.parse("FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20;BYDAY=TU;WKST=TU;COUNT=5")
    whole = RecurrenceSet(date.min, (rule,), unmatched_start="omit")

    before, after = whole.split(date(4, 6, 1))

    assert [*before, *after] == list(whole)
    assert [day.year for day in whole] == [2, 4, 6, 8, 10]
