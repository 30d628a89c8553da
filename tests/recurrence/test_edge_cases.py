"""Rules on which engines disagree, with the answers that the text of RFC 5545 gives."""

import pytest

from scheduler.errors import InvalidRule, InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.examples import (
    Example,
    expected,
    given,
    is_supported,
    load,
    moment,
    require_declined,
)

CASES = load("edge_cases.json")
DEFINED = [case for case in CASES if case["expected"] is not None]
SUPPORTED = [case for case in DEFINED if is_supported(case["rule"])]
# Valid text; what is wrong is the kind of UNTIL beside its start.
WRONG_UNTIL = "AN until date"
INVALID = [
    case for case in CASES if case["status"].startswith("invalid") and case["case"] != WRONG_UNTIL
]


@pytest.mark.parametrize("case", SUPPORTED, ids=lambda case: case["case"])
def test_edge_case_gives_what_the_text_says(case: Example) -> None:
    assert given(case) == expected(case)


@pytest.mark.parametrize(
    "case",
    [case for case in SUPPORTED if case["expected"] == []],
    ids=lambda case: case["case"],
)
def test_edge_case_without_instances_is_proved_empty(case: Example) -> None:
    instances = RecurrenceSet(moment(case, case["dtstart"]["value"]), (Rule.parse(case["rule"]),))

    assert (instances.is_empty, list(instances)) == (True, [])


@pytest.mark.parametrize(
    "case",
    [case for case in DEFINED if not is_supported(case["rule"])],
    ids=lambda case: case["case"],
)
def test_edge_case_of_a_later_issue_is_declined(case: Example) -> None:
    require_declined(case["rule"])


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case["case"])
def test_edge_case_that_is_invalid_is_refused(case: Example) -> None:
    with pytest.raises(InvalidRule):
        Rule.parse(case["rule"])


def test_edge_case_of_a_date_until_on_a_timed_start_is_refused() -> None:
    case = next(case for case in CASES if case["case"] == WRONG_UNTIL)
    rule = Rule.parse(case["rule"].replace("DAILY", "MONTHLY"))

    with pytest.raises(InvalidValue, match="because the start is a time without a zone"):
        RecurrenceSet(moment(case, case["dtstart"]["value"]), (rule,))
