"""Rules on which other engines hang, give up or answer what they must refuse."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from time import process_time

import pytest

from scheduler.errors import InvalidRule, UnansweredQuestion
from scheduler.recurrence import RecurrenceSet, Rule

START = datetime(1997, 1, 6, 9)  # noqa: DTZ001 -- floating; a Monday
# No engine of the comparison answers every row; ours has 50 ms for each, cold (1 ms as a rule:
# benchmarks/recurrence.py measures it).
MOST = 0.05

EMPTY = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO",
    "FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1,3",
    "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=HOURLY;INTERVAL=24;BYHOUR=5",
    "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1",
    "FREQ=MONTHLY;BYDAY=1TH;BYSETPOS=2",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
    "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
    "FREQ=HOURLY;INTERVAL=168;BYDAY=TU",
    "FREQ=SECONDLY;INTERVAL=604800;BYDAY=TU",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=11",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31;BYHOUR=3;BYMINUTE=0;BYSECOND=0",
)
REFUSED = {
    "FREQ=DAILY;BYYEARDAY=100": "BYYEARDAY",
    "FREQ=DAILY;INTERVAL=0": "INTERVAL",
    "FREQ=MONTHLY;BYDAY=0MO": "BYDAY",
    "FREQ=MONTHLY;BYDAY=54MO": "BYDAY",
    "FREQ=MONTHLY;BYMONTHDAY=32": "BYMONTHDAY",
    "FREQ=DAILY;COUNT=0": "COUNT",
    "FREQ=DAILY;COUNT=2;UNTIL=19970110T090000": "COUNT",
    "FREQ=YEARLY;BYMONTH=13": "BYMONTH",
    "FREQ=WEEKLY;BYDAY=2MO": "BYDAY",
    "FREQ=MONTHLY;BYSETPOS=1": "BYSETPOS",
    "FREQ=DAILY;COUNT=1000000000000000000000000000000": "COUNT",
}
FIRST = {
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=3;BYMINUTE=0;BYSECOND=0": [
        "2000-02-29T03:00:00", "2004-02-29T03:00:00", "2008-02-29T03:00:00",
    ],
    "FREQ=MINUTELY;BYSECOND=60": [
        "1997-01-06T09:00:59", "1997-01-06T09:01:59", "1997-01-06T09:02:59",
    ],
    "FREQ=YEARLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO": [],
    "FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO": [
        "2072-02-29T09:00:00", "2168-02-29T09:00:00", "2264-02-29T09:00:00",
    ],
}  # fmt: skip
# A window, and what is in it.
WINDOWS = {
    "FREQ=SECONDLY": ("2097-06-01T00:00:00", 3, timedelta(seconds=1)),
    "FREQ=DAILY;COUNT=1000000000": ("2095-06-01T00:00:00", 3, timedelta(days=1)),
    "FREQ=SECONDLY;COUNT=1000000000": ("2020-06-01T00:00:00", 3, timedelta(seconds=1)),
    "FREQ=SECONDLY;INTERVAL=7;COUNT=1000000000": ("2020-06-01T00:00:03", 3, timedelta(seconds=7)),
    "FREQ=HOURLY;INTERVAL=5": ("9990-06-01T02:00:00", 3, timedelta(hours=5)),
}


def timed(question: Callable[[], object]) -> tuple[object, float]:
    began = process_time()
    answer = question()
    return answer, process_time() - began


@pytest.mark.parametrize("text", EMPTY)
def test_rule_without_instances_is_proved_empty_at_once(text: str) -> None:
    instances = RecurrenceSet(START, (Rule.parse(text),))

    for question in (
        lambda: instances.is_empty is True,
        lambda: instances.first is None,
        lambda: instances.last is None,
        lambda: list(instances) == [],
        lambda: instances.after(START) is None,
        lambda: len(instances) == 0,
    ):
        right, seconds = timed(question)
        assert (right, seconds < MOST) == (True, True), seconds


@pytest.mark.parametrize("text", REFUSED)
def test_rule_that_the_text_forbids_is_refused_by_part(text: str) -> None:
    with pytest.raises(InvalidRule) as refused:
        Rule.parse(text)

    assert [fault.part for fault in refused.value.faults] == [REFUSED[text]]


@pytest.mark.parametrize("text", FIRST)
def test_sparse_rule_gives_its_first_instances_at_once(text: str) -> None:
    instances = RecurrenceSet(START, (Rule.parse(text),))

    found, seconds = timed(lambda: [each.isoformat() for each in islice(instances, 3)])

    assert (found, seconds < MOST) == (FIRST[text], True), seconds


@pytest.mark.parametrize("text", WINDOWS)
def test_far_window_is_answered_at_once(text: str) -> None:
    low, many, step = WINDOWS[text]
    start = datetime.fromisoformat(low)
    instances = RecurrenceSet(START, (Rule.parse(text),))

    found, seconds = timed(lambda: list(instances.between(start, start + many * step)))

    assert isinstance(found, list)
    assert (len(found), seconds < MOST) == (many, True), seconds
    assert all((each - START) % step == timedelta() for each in found)


def test_ten_thousand_exclusions_leave_the_day_after() -> None:
    rule = Rule.parse("FREQ=DAILY")
    excluded = tuple(START + timedelta(days=day) for day in range(10_000))

    after_all = RecurrenceSet(START, (rule,), excluded=excluded).first

    assert after_all == datetime(2024, 5, 24, 9)  # noqa: DTZ001 -- floating


def test_year_of_an_instance_beyond_the_calendar_is_known() -> None:
    """Every 1461st day that is 29 February: after 2096 the next is in year 196704."""
    rule = Rule.parse("FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29")
    instances = RecurrenceSet(datetime(2024, 2, 29, 9), (rule,))  # noqa: DTZ001 -- floating

    assert instances[18] == datetime(2096, 2, 29, 9)  # noqa: DTZ001 -- floating
    with pytest.raises(ValueError, match="year 196704"):
        instances[19]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=SECONDLY;INTERVAL=3601;BYMONTH=2,4;BYDAY=SU,TU",
        "FREQ=SECONDLY;INTERVAL=86399;BYDAY=MO,WE",
        "FREQ=SECONDLY;INTERVAL=100003;BYMONTH=3",
    ],
)
def test_place_beyond_the_calendar_of_the_slowest_rules_is_told_in_half_a_second(text: str) -> None:
    """Seconds that do not divide the day, on limited days: each stretch of days is counted."""
    instances = RecurrenceSet(START, (Rule.parse(text),))

    def beyond() -> None:
        with pytest.raises(UnansweredQuestion, match="it would be in year"):
            instances[10**9]

    _, seconds = timed(beyond)
    assert seconds < 10 * MOST
