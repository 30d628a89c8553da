"""python-dateutil as an independent judge of yearly and monthly rules in floating time."""

import os
from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings

from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.random_rules import rules, starts

FULL_COUNTS = os.environ.get("SCHEDULER_TORTURE") == "1"


def _mixes_plain_and_numbered(rule: Rule) -> bool:
    return len({day.ordinal == 0 for day in rule.by_day}) == 2


# Where dateutil departs from the text, and which text that is.
KNOWN_DEVIATIONS = {
    # BYDAY=TU,-1SU is a list of alternatives (3.3.10); dateutil wants a day to be both.
    "plain beside numbered weekdays": _mixes_plain_and_numbered,
}


def _compare(rule: Rule, start: datetime) -> None:
    if any(departs(rule) for departs in KNOWN_DEVIATIONS.values()):
        return
    theirs = list(rrulestr(str(rule), dtstart=start))

    assert list(RecurrenceSet(start, (rule,))) == theirs, f"{rule} from {start}"


# dateutil walks to year 9999 to see that nothing follows: a late start keeps that short. The
# calendar repeats after 400 years, so that late years hold every case that early ones do.
LATE_STARTS = starts(9940, 9985)
LATE_RULES = rules(until_years=(9940, 9999))


@settings(max_examples=500, deadline=None)
@given(LATE_RULES, LATE_STARTS)
def test_random_rule_equals_dateutil(rule: Rule, start: datetime) -> None:
    _compare(rule, start)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.skipif(not FULL_COUNTS, reason="SCHEDULER_TORTURE=1 runs the full counts")
@settings(max_examples=20_000, deadline=None)
@given(LATE_RULES, LATE_STARTS)
def test_many_random_rules_equal_dateutil(rule: Rule, start: datetime) -> None:
    _compare(rule, start)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TH",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=FR;BYMONTHDAY=13",
    ],
)
def test_far_window_equals_dateutil(text: str) -> None:
    """The year 9998 of a rule that started in 1997; dateutil walks all the way."""
    start = datetime(1997, 6, 3, 9)  # noqa: DTZ001 -- floating
    window = datetime(9998, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001 -- floating
    instances = RecurrenceSet(start, (Rule.parse(text),))

    theirs = rrulestr(text, dtstart=start).xafter(window[0], inc=True)

    assert list(instances.between(*window)) == [v for v in theirs if v < window[1]]


def test_deviation_of_mixed_weekdays_is_still_there() -> None:
    text = "FREQ=MONTHLY;BYDAY=TU,-1SU"
    start = datetime(2024, 6, 1)  # noqa: DTZ001 -- floating
    june = datetime(2024, 7, 1)  # noqa: DTZ001 -- floating

    ours = RecurrenceSet(start, (Rule.parse(text),)).between(start, june)

    assert [value.day for value in ours] == [4, 11, 18, 25, 30]
    assert rrulestr(text, dtstart=start).after(start) is None
