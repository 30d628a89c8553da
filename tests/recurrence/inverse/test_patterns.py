from datetime import time

from scheduler.recurrence import Frequency
from scheduler.recurrence.inverse.patterns import clock_of
from scheduler.recurrence.rule_parts import RuleParts


def test_times_of_day_that_combine() -> None:
    times = [time(9, 0), time(9, 30), time(17, 0), time(17, 30)]

    assert clock_of(times) == RuleParts(Frequency.DAILY, by_hour=(9, 17), by_minute=(0, 30))


def test_times_of_day_that_would_combine_to_more() -> None:
    assert clock_of([time(9, 0), time(17, 30)]) is None
