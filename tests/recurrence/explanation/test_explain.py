"""What explanations say of the parts of a rule."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")


def of_days(rule: str, start: str) -> RecurrenceSet[date]:
    return RecurrenceSet(date.fromisoformat(start), (Rule.parse(rule),))


def in_brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def reasons(asked: RecurrenceSet[date], day: str) -> dict[str, tuple[bool, str]]:
    told = asked.explain(date.fromisoformat(day))
    return {each.part: (each.holds, each.says) for each in told.reasons}


def test_explanation_is_written_in_a_few_lines() -> None:
    rule = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"
    asked = RecurrenceSet(in_brussels("2027-01-01T10:00"), (Rule.parse(rule),))

    told = asked.explain(in_brussels("2028-06-13T11:00"))

    assert str(told).splitlines() == [
        "Tuesday 13 June 2028, 11:00 is no instance.",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
        "  yes  FREQ           the rule repeats every year",
        "  no   BYMONTH        it is in June, not in March or October",
        "  yes  BYDAY          it is the second Tuesday of June",
        "  no   BYHOUR         its hour is 11, not 10 as the start's is",
        "  yes  BYMINUTE       its minute is 0, as the start's is",
        "  yes  BYSECOND       its second is 0, as the start's is",
        (
            "The instance before is Tuesday 14 March 2028, 10:00; "
            "the next is Tuesday 10 October 2028, 10:00."
        ),
        "It goes on without end, after year 9999 too.",
        "The start Friday 1 January 2027, 10:00 is no instance of a rule, and is left out.",
    ]
    assert [each.part for each in told.kept_out_by] == ["BYMONTH", "BYHOUR"]


@pytest.mark.parametrize(
    ("rule", "start", "day", "part", "holds", "says"),
    [
        (
            *("FREQ=MONTHLY", "2027-01-31", "2027-02-28", "BYMONTHDAY", False),
            "it is the 28th, not the 31st as the start is; February 2027 has no 31st",
        ),
        (
            *("FREQ=MONTHLY;BYMONTHDAY=29,30", "2027-01-29", "2027-02-28", "BYMONTHDAY", False),
            "it is the 28th, not the 29th or the 30th; February 2027 has no 29th or 30th",
        ),
        (
            *("FREQ=YEARLY", "2027-01-31", "2027-04-30", "BYMONTHDAY", False),
            "it is the 30th, not the 31st as the start is",
        ),
        (
            *("FREQ=MONTHLY;BYMONTHDAY=-1", "2027-01-31", "2027-02-27", "BYMONTHDAY", False),
            "it is the 27th of 28 days, not the last day",
        ),
        (
            *("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2027-05-17", "2027-06-07", "BYWEEKNO", False),
            "it is in week 23 of 52, not in week 20",
        ),
        (
            *("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2027-05-17", "2029-12-31", "BYWEEKNO", False),
            "it is in week 1 of 2030, not in week 20",
        ),
        (
            *("FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7", "2027-05-01", "2027-05-08", "BYMONTHDAY"),
            False,
            ("it is the 8th, not the 1st, the 2nd, the 3rd, the 4th, the 5th, the 6th or the 7th"),
        ),
        (
            *("FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8", "2027-05-01", "2027-05-09", "BYMONTHDAY"),
            *(False, "it is the 9th, not one of the 8 of the rule"),
        ),
        (
            *("FREQ=YEARLY;BYYEARDAY=100,-1", "2027-04-10", "2028-04-10", "BYYEARDAY", False),
            "it is day 101 of 366 of the year, not day 100 or the last day",
        ),
        (
            *("FREQ=MONTHLY;BYDAY=1TU", "2027-06-01", "2027-06-08", "BYDAY", False),
            "it is the second Tuesday of June, not the first Tuesday",
        ),
        (
            *("FREQ=MONTHLY;BYDAY=-1TU", "2027-06-29", "2027-07-27", "BYDAY", True),
            "it is the fourth (last) Tuesday of July",
        ),
        (
            *("FREQ=YEARLY;BYDAY=20MO", "2027-05-17", "2027-05-10", "BYDAY", False),
            "it is the 19th Monday of the year, not the 20th Monday",
        ),
        (
            *("FREQ=WEEKLY;INTERVAL=2", "2027-06-01", "2027-06-22", "INTERVAL", False),
            (
                "its week is 3 weeks after the start's, but the rule repeats every other week; "
                "nearest: the weeks of 14 June 2027 and 28 June 2027"
            ),
        ),
        (
            *("FREQ=YEARLY;INTERVAL=4", "2024-02-29", "2028-02-29", "INTERVAL", True),
            "its year is 4 years after the start's, and the rule repeats every 4 years",
        ),
        (
            *("FREQ=MONTHLY;INTERVAL=5", "9999-06-01", "9999-12-01", "INTERVAL", False),
            (
                "its month is 6 months after the start's, but the rule repeats every 5 months; "
                "nearest: November 9999"
            ),
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            *("2027-01-29", "2027-02-25", "BYSETPOS", False),
            "it is number 19 of 20 in its month, not the last",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            *("2027-01-29", "2027-02-28", "BYSETPOS", False),
            "it is not in the set of its month, of which the last is picked",
        ),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;RSCALE=GREGORIAN;SKIP=FORWARD",
            *("2024-02-29", "2025-03-01", "SKIP", True),
            "it stands for 29 February, which 2025 lacks",
        ),
        (
            *("FREQ=DAILY;BYHOUR=9", "2027-01-01", "2027-01-05", "BYHOUR", True),
            "it is left aside, because the start is a date",
        ),
        (
            *("FREQ=DAILY;COUNT=3", "2027-01-01", "2027-01-05", "COUNT", False),
            "its 3 instances end with Sunday 3 January 2027",
        ),
        (
            *("FREQ=DAILY;UNTIL=20270103", "2027-01-01", "2027-01-05", "UNTIL", False),
            "it is after 3 January 2027",
        ),
        (
            *("FREQ=DAILY", "2027-01-01", "2026-12-31", "DTSTART", False),
            "it is before the start, Friday 1 January 2027",
        ),
    ],
)
def test_reason_of_a_part(
    rule: str, start: str, day: str, part: str, says: str, *, holds: bool
) -> None:
    assert reasons(of_days(rule, start), day)[part] == (holds, says)


@pytest.mark.parametrize(
    ("rule", "goes_on"),
    [
        ("FREQ=DAILY", "It goes on without end, after year 9999 too."),
        ("FREQ=DAILY;COUNT=10", "It ends by COUNT=10, with Sunday 10 January 2027."),
        ("FREQ=DAILY;UNTIL=20270103", "It ends by UNTIL, with Sunday 3 January 2027."),
        (
            "FREQ=YEARLY;COUNT=10000",
            "It goes on after year 9999: the last of 10,000 instances is in year 12026.",
        ),
        ("FREQ=DAILY;UNTIL=20260103", "Never: it ends before its first instance."),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "Never (no year has a 30 February)."),
    ],
)
def test_explanation_tells_how_a_rule_goes_on(rule: str, goes_on: str) -> None:
    assert of_days(rule, "2027-01-01").explain(date(2027, 1, 1)).goes_on == goes_on


@pytest.mark.parametrize(
    ("rule", "start", "day", "neighbours"),
    [
        (
            *("FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29", "2096-03-01", "2100-03-01"),
            "No instance is earlier; the next is in year 196604.",
        ),
        (
            *("FREQ=YEARLY;INTERVAL=9", "9990-01-01", "9999-01-01"),
            "The instance before is Monday 1 January 9990; the next is in year 10008.",
        ),
        (
            *("FREQ=DAILY;COUNT=3", "9999-12-30", "9999-12-31"),
            "The instance before is Thursday 30 December 9999; the next is in year 10000.",
        ),
        (
            *("FREQ=DAILY;COUNT=2", "9999-12-30", "9999-12-31"),
            "The instance before is Thursday 30 December 9999; none is later.",
        ),
    ],
)
def test_next_instance_after_the_calendar_has_its_year(
    rule: str, start: str, day: str, neighbours: str
) -> None:
    assert of_days(rule, start).explain(date.fromisoformat(day)).neighbours == neighbours


@pytest.mark.parametrize(
    ("rule", "start", "day"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027-03-31", "2027-05-01"),
        ("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31", "2027-01-31", "2027-07-01"),
        ("FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=9", "2027-03-31", "2027-05-01"),
        ("FREQ=YEARLY;BYYEARDAY=366", "2024-12-31", "2026-01-01"),
        ("FREQ=YEARLY;INTERVAL=3;BYYEARDAY=366", "2024-12-31", "2028-01-01"),
    ],
)
def test_day_moved_out_of_its_period_is_explained_from_there(
    rule: str, start: str, day: str
) -> None:
    told = of_days(f"{rule};RSCALE=GREGORIAN;SKIP=FORWARD", start).explain(date.fromisoformat(day))

    assert (told.is_instance, told.kept_out_by) == (True, ())
    assert all(each.holds for each in told.reasons)


def test_period_before_the_start_moves_no_day_into_a_rule() -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD"
    asked = of_days(rule, "2027-05-01")

    told = asked.explain(date(2027, 5, 1))

    assert (told.is_instance, told.after) == (False, date(2027, 5, 31))
    assert [each.part for each in told.kept_out_by] == ["BYMONTHDAY"]


WEEKLY = Rule.parse("FREQ=WEEKLY")
START = date(2027, 3, 9)


def test_moment_of_another_kind_is_refused() -> None:
    with pytest.raises(InvalidValue, match="expected a date, because the start"):
        RecurrenceSet(START, (WEEKLY,)).explain(in_brussels("2027-03-16T09:00"))
