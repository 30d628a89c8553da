"""Parts that do not go together, and calendars that are not supported."""

import re

import pytest

from scheduler.errors import InvalidRule, UnsupportedRule
from scheduler.recurrence import Rule
from scheduler.recurrence.rule_text.part_table import PARTS, Part

CONTRADICTIONS = {
    "FREQ=DAILY;COUNT=3;UNTIL=20280101": (
        "COUNT=3: expected one end of the rule, not COUNT beside UNTIL=20280101, "
        "such as FREQ=YEARLY;COUNT=10"
    ),
    "FREQ=MONTHLY;BYSETPOS=1": (
        "BYSETPOS=1: expected another BY part beside BYSETPOS to choose from, "
        "such as FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1"
    ),
    "FREQ=WEEKLY;BYDAY=2MO,TU": (
        "BYDAY=TU,2MO: expected plain weekdays beside FREQ=WEEKLY, such as FREQ=MONTHLY;BYDAY=2MO"
    ),
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO": (
        "BYDAY=1MO: expected plain weekdays beside BYWEEKNO=20, such as FREQ=MONTHLY;BYDAY=2MO"
    ),
    "FREQ=WEEKLY;BYMONTHDAY=13": (
        "BYMONTHDAY=13: expected no BYMONTHDAY beside FREQ=WEEKLY, "
        "such as FREQ=MONTHLY;BYMONTHDAY=13"
    ),
    "FREQ=YEARLY;SKIP=FORWARD": (
        "SKIP=FORWARD: expected RSCALE beside SKIP, "
        "such as RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"
    ),
}


@pytest.mark.parametrize(("text", "fault"), CONTRADICTIONS.items(), ids=CONTRADICTIONS)
def test_contradiction_names_both_sides(text: str, fault: str) -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text)

    assert str(refusal.value) == f"the recurrence rule {text!r} is not valid: {fault}"


@pytest.mark.parametrize("text", CONTRADICTIONS)
def test_example_of_a_contradiction_is_a_rule(text: str) -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text)

    Rule.parse(refusal.value.faults[0].example)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_example_of_a_part_is_right(part: Part) -> None:
    examples = re.findall(rf"{part.name}=([\w,-]*\w)", part.example)

    assert examples
    assert all(part.read(example) is not None for example in examples)


@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY"])
def test_day_of_the_year_has_no_place_in_days_weeks_and_months(frequency: str) -> None:
    with pytest.raises(InvalidRule, match=f"expected no BYYEARDAY beside FREQ={frequency}, "):
        Rule.parse(f"FREQ={frequency};BYYEARDAY=100")


@pytest.mark.parametrize(
    "frequency", ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY"]
)
def test_week_number_has_a_place_in_years_alone(frequency: str) -> None:
    with pytest.raises(InvalidRule, match=f"expected no BYWEEKNO beside FREQ={frequency}, "):
        Rule.parse(f"FREQ={frequency};BYWEEKNO=20")


@pytest.mark.parametrize("frequency", ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY"])
def test_numbered_weekdays_have_a_place_in_months_and_years_alone(frequency: str) -> None:
    with pytest.raises(InvalidRule, match=f"expected plain weekdays beside FREQ={frequency}, "):
        Rule.parse(f"FREQ={frequency};BYDAY=-1MO")


def test_parts_with_wrong_values_contradict_others_all_the_same() -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse("FREQ=WEEKLY;BYDAY=99MO;COUNT=0;UNTIL=never;BYMONTHDAY=40")

    assert [(fault.part, fault.expected) for fault in refusal.value.faults] == [
        ("BYDAY", "weekdays, plain or numbered from 1 to 53 or from -53 to -1"),
        ("COUNT", "a whole number from 1 to 1000000000000000"),
        ("UNTIL", "a date, or a time of whole seconds without a zone or in UTC"),
        ("BYMONTHDAY", "numbers from 1 to 31 or from -31 to -1"),
        ("BYMONTHDAY", "no BYMONTHDAY beside FREQ=WEEKLY"),
        ("BYDAY", "plain weekdays beside FREQ=WEEKLY"),
        ("COUNT", "one end of the rule, not COUNT beside UNTIL=NEVER"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=-1;BYMONTHDAY=31;BYMONTH=12;BYDAY=53FR",
        "FREQ=HOURLY;BYYEARDAY=100;BYMONTHDAY=9",
        "FREQ=DAILY;BYMONTHDAY=-1;BYSETPOS=1",
        "FREQ=MONTHLY;BYHOUR=9;BYSETPOS=-1",
    ],
)
def test_parts_that_go_together_are_read(text: str) -> None:
    assert Rule.parse(str(Rule.parse(text))) == Rule.parse(text)


OTHER_CALENDARS = {
    "FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD": "HEBREW",
    "BYMONTH=13;RSCALE=ethiopic;FREQ=MONTHLY": "ETHIOPIC",
    "FREQ=YEARLY;RSCALE=HEBREW;BYYEARDAY=385": "HEBREW",
    "FREQ=YEARLY;RSCALE=CHINESE": "CHINESE",
    "FREQ=YEARLY;RSCALE=ISLAMIC-CIVIL;BYMONTH=9": "ISLAMIC-CIVIL",
}


@pytest.mark.parametrize(("text", "calendar"), OTHER_CALENDARS.items(), ids=OTHER_CALENDARS)
def test_other_calendar_is_declined_by_name(text: str, calendar: str) -> None:
    with pytest.raises(UnsupportedRule) as refusal:
        Rule.parse(text)

    assert str(refusal.value) == (
        f"RSCALE={calendar} is valid but not supported here; "
        "supported: GREGORIAN, BUDDHIST, JAPANESE, ROC"
    )


def test_faults_come_before_an_unsupported_calendar() -> None:
    with pytest.raises(InvalidRule, match="COUNT=0: expected a whole number"):
        Rule.parse("FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5L;COUNT=0")
