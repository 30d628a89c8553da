"""What explanations say where clocks change, and of hours that really pass."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.explanation import Reason

BRUSSELS = ZoneInfo("Europe/Brussels")


def in_brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def test_time_that_clocks_skip_is_read_as_the_one_after() -> None:
    asked = RecurrenceSet(in_brussels("2026-03-28T02:30"), (Rule.parse("FREQ=DAILY"),))
    note = "clocks skip 2:30 on that day, and it is read as 3:30"

    told = asked.explain(in_brussels("2026-03-29T02:30"))

    assert told.moment == in_brussels("2026-03-29T03:30")
    assert (told.is_instance, told.number) == (True, 2)
    assert told.reasons[-1] == Reason("TZID", note, holds=True, rule="FREQ=DAILY")
    assert told.notes == ()


def test_time_that_clocks_skip_is_read_as_the_one_after_where_no_rule_means_it() -> None:
    asked = RecurrenceSet(in_brussels("2026-03-28T09:00"), (Rule.parse("FREQ=DAILY"),))

    told = asked.explain(in_brussels("2026-03-29T02:30"))

    assert told.notes == ("Clocks skip 2:30 on that day; it is read as 3:30.",)


def test_hours_that_are_nearest_are_named_as_such() -> None:
    rule = Rule.parse("FREQ=HOURLY;INTERVAL=5")
    asked = RecurrenceSet(in_brussels("2027-03-01"), (rule,))

    told = asked.explain(in_brussels("2027-03-01T07:00"))

    assert told.reasons[0].says.startswith("its hour is 7 hours after the start's, but ")
    assert told.reasons[0].says.endswith(
        "; nearest: the hours that begin on 1 March 2027, 5:00 and 1 March 2027, 10:00"
    )


def test_second_of_two_equal_times_is_no_instance() -> None:
    asked = RecurrenceSet(in_brussels("2026-10-25T03:00"), (Rule.parse("FREQ=HOURLY"),))
    second = in_brussels("2026-10-25T02:00").replace(fold=1)

    told = asked.explain(second)

    assert second not in asked
    with pytest.raises(InvalidValue, match="the next one is 2026-10-25T03:00"):
        asked.index(second)
    assert told.verdict == "Sunday 25 October 2026, 2:00 (the second time) is no instance."
    assert [each.part for each in told.kept_out_by] == ["FREQ", "DTSTART", "TZID"]


def test_second_of_two_equal_times_is_one_in_elapsed_time() -> None:
    start = in_brussels("2026-10-25T00:00")
    asked = RecurrenceSet(start, (Rule.parse("FREQ=HOURLY;INTERVAL=3"),), elapsed=True)

    told = asked.explain(in_brussels("2026-10-25T02:00").replace(fold=1))

    assert (told.is_instance, told.number, told.kept_out_by) == (True, 2, ())


@pytest.mark.timeout(10)
def test_end_of_a_rare_rule_in_elapsed_time_is_told_without_counting_to_9999() -> None:
    rule = Rule.parse("FREQ=MINUTELY;INTERVAL=1441;BYMONTH=1,3;BYMONTHDAY=29,30;COUNT=16")
    asked = RecurrenceSet(in_brussels("2054-03-29T01:00"), (rule,), elapsed=True)

    told = asked.explain(asked.start)

    assert told.goes_on == "It ends by COUNT=16, with Wednesday 30 January 2058, 0:22."
