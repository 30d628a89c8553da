"""The examples of RFC 7529 4.3, and more of SKIP as libical with ICU computes it."""

import re
from datetime import date

import pytest

from scheduler.errors import UnsupportedRule
from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.examples import Example, expected, given, load

EXAMPLES = load("rfc7529_examples.json")


def _calendar(example: Example) -> str:
    return str(example["rule"]).split("RSCALE=")[1].split(";")[0]


GREGORIAN = [example for example in EXAMPLES if _calendar(example) == "GREGORIAN"]
OTHERS = [example for example in EXAMPLES if _calendar(example) != "GREGORIAN"]


@pytest.mark.parametrize("example", GREGORIAN, ids=lambda example: example["title"])
def test_rfc7529_example_gives_its_list(example: Example) -> None:
    assert given(example) == expected(example)


@pytest.mark.parametrize("example", OTHERS, ids=lambda example: example["title"])
def test_rfc7529_example_of_another_calendar_is_declined_by_name(example: Example) -> None:
    """Never expanded as Gregorian."""
    with pytest.raises(UnsupportedRule, match=re.escape(f"RSCALE={_calendar(example)} is valid")):
        Rule.parse(example["rule"])


@pytest.mark.parametrize(
    ("text", "start", "first"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD", "2027-05-01", "2027-05-31"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31;SKIP=FORWARD", "2027-05-01", "2027-05-31"),
        ("FREQ=MONTHLY;BYMONTH=4,5,6;BYMONTHDAY=31;SKIP=FORWARD", "2027-05-01", "2027-05-31"),
        ("FREQ=YEARLY;BYYEARDAY=366;SKIP=FORWARD", "2027-01-01", "2028-01-01"),
    ],
)
def test_day_moved_out_of_an_interval_before_the_start_is_no_instance(
    text: str, start: str, first: str
) -> None:
    """Intervals count from that of DTSTART: 31 April is not looked at from 1 May (L24, L50)."""
    rule = Rule.parse(f"RSCALE=GREGORIAN;{text}")

    assert RecurrenceSet(date.fromisoformat(start), (rule,)).first == date.fromisoformat(first)


def test_rfc7529_examples_are_all_there() -> None:
    assert (len(GREGORIAN), len(OTHERS)) == (12, 7)
