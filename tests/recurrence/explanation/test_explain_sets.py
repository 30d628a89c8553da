"""What explanations say of whole sets: dates, exclusions, overrides."""

from datetime import date

import pytest

from scheduler.recurrence import Override, RecurrenceSet, Rule
from scheduler.recurrence.explanation import Reason


def test_last_instances_that_are_excluded_are_not_the_next() -> None:
    rule = Rule.parse("FREQ=YEARLY;INTERVAL=9")
    asked = RecurrenceSet(date(9990, 1, 1), (rule,), excluded=(date(9999, 1, 1),))

    assert asked.explain(date(9995, 1, 1)).year_after == 10008


def test_late_instance_of_a_set_that_is_moved_on_has_no_number() -> None:
    override = Override(date(2027, 3, 16), date(2027, 3, 18), this_and_future=True)
    asked = RecurrenceSet(START, (WEEKLY,), overrides=(override,))

    assert asked.explain(date(2027, 4, 1)).number == 4
    assert asked.explain(date(2047, 3, 14)).number is None


WEEKLY = Rule.parse("FREQ=WEEKLY")
START = date(2027, 3, 9)


@pytest.mark.parametrize(
    ("asked", "day", "reason"),
    [
        (
            RecurrenceSet(START, (WEEKLY,), excluded=(date(2027, 3, 16),)),
            date(2027, 3, 16),
            Reason("EXDATE", "it is excluded", holds=False),
        ),
        (
            RecurrenceSet(START, (WEEKLY,), excluded=(date(2027, 3, 17),)),
            date(2027, 3, 17),
            Reason("EXDATE", "it is excluded, but was no instance anyway", holds=True),
        ),
        (
            RecurrenceSet(START, (WEEKLY,), dates=(date(2027, 3, 17),)),
            date(2027, 3, 17),
            Reason("RDATE", "it is a further date of the set", holds=True),
        ),
        (
            RecurrenceSet(START, (WEEKLY,), excluded_rules=(WEEKLY,)),
            date(2027, 3, 16),
            Reason("EXRULE", "FREQ=WEEKLY takes it from what rules give", holds=False),
        ),
        (
            RecurrenceSet(
                date(2027, 3, 8), (Rule.parse("FREQ=WEEKLY;BYDAY=TU"),), unmatched_start="include"
            ),
            date(2027, 3, 8),
            Reason("DTSTART", "it is the start, which is included, whatever its rules", holds=True),
        ),
        (
            RecurrenceSet(START),
            START,
            Reason("DTSTART", "it is the start, which is an instance without any rule", holds=True),
        ),
        (
            RecurrenceSet(START),
            date(2027, 3, 10),
            Reason(
                "RDATE",
                "there is no rule, and it is neither the start nor a further date",
                holds=False,
            ),
        ),
    ],
)
def test_reason_of_a_set(asked: RecurrenceSet[date], day: date, reason: Reason) -> None:
    told = asked.explain(day)

    assert [each for each in told.reasons if not each.rule] == [reason]
    assert told.is_instance == (day in asked)


@pytest.mark.parametrize(
    ("override", "day", "holds", "says"),
    [
        (
            Override(date(2027, 3, 16), date(2027, 3, 18)),
            *(date(2027, 3, 16), False, "its instance is moved to Thursday 18 March 2027"),
        ),
        (
            Override(date(2027, 3, 16), date(2027, 3, 18)),
            *(date(2027, 3, 18), True, "the instance of Tuesday 16 March 2027 is moved here"),
        ),
        (
            Override(date(2027, 3, 16), date(2027, 3, 18), this_and_future=True),
            *(date(2027, 3, 30), False, "its instance is moved to Thursday 1 April 2027"),
        ),
        (
            Override(date(2027, 3, 16), date(2027, 3, 18), this_and_future=True),
            *(date(2027, 4, 1), True, "the instance of Tuesday 30 March 2027 is moved here"),
        ),
        (
            Override(date(2027, 3, 16), date(2027, 3, 16)),
            *(date(2027, 3, 16), True, "its instance is changed, but not moved"),
        ),
        (
            Override(date(2027, 3, 17), date(2027, 3, 18)),
            *(date(2027, 3, 18), True),
            "an override puts one here, though Wednesday 17 March 2027 is no instance",
        ),
    ],
)
def test_reason_of_an_override(
    override: Override[date], day: date, says: str, *, holds: bool
) -> None:
    asked = RecurrenceSet(START, (WEEKLY,), overrides=(override,))

    told = asked.explain(day)

    own = [each for each in told.reasons if not each.rule]
    assert own == [Reason("RECURRENCE-ID", says, holds)]
    assert told.is_instance == holds == (day in asked)
