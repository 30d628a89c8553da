"""Rules on which engines disagree, with the answers that the text of RFC 5545 gives.

The data also has what eleven engines said. A row without an expected list is one that the text
forbids or leaves undefined.
"""

from datetime import UTC, date, datetime
from itertools import islice

import pytest

from scheduler.errors import InvalidRule, InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.examples import Example, expected, given, load, moment

CASES = load("edge_cases.json")
DEFINED = [case for case in CASES if case["expected"] is not None]
UNDEFINED = [case for case in CASES if case["status"].startswith("undefined")]
# Valid text; what is wrong is the kind of UNTIL beside its start.
WRONG_UNTIL = "AN until date"
INVALID = [
    case for case in CASES if case["status"].startswith("invalid") and case["case"] != WRONG_UNTIL
]


def _instant(each: date) -> date:
    return each.astimezone(UTC) if isinstance(each, datetime) and each.tzinfo else each


@pytest.mark.parametrize("case", DEFINED, ids=lambda case: case["case"])
def test_edge_case_gives_what_the_text_says(case: Example) -> None:
    assert list(map(_instant, given(case))) == list(map(_instant, expected(case)))


@pytest.mark.parametrize(
    "case", [case for case in DEFINED if case["expected"] == []], ids=lambda case: case["case"]
)
def test_edge_case_without_instances_is_proved_empty(case: Example) -> None:
    instances = RecurrenceSet(moment(case, case["dtstart"]["value"]), (Rule.parse(case["rule"]),))

    assert (instances.is_empty, list(instances)) == (True, [])


@pytest.mark.parametrize("case", UNDEFINED, ids=lambda case: case["case"])
def test_edge_case_of_an_unmatched_start_has_three_answers(case: Example) -> None:
    """The text says nothing of a DTSTART that its rule does not give: the caller chooses."""
    start, rules = moment(case, case["dtstart"]["value"]), (Rule.parse(case["rule"]),)
    rule_alone = [moment(case, text) for text in case["engines"]["dateutil"]]

    omitted = list(islice(RecurrenceSet(start, rules), len(rule_alone)))
    included = RecurrenceSet(start, rules, unmatched_start="include")

    assert omitted == rule_alone
    assert list(islice(included, len(rule_alone) + 1)) == [start, *rule_alone]
    with pytest.raises(InvalidValue, match="expected an instance of its rule"):
        RecurrenceSet(start, rules, unmatched_start="refuse")


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case["case"])
def test_edge_case_that_is_invalid_is_refused(case: Example) -> None:
    with pytest.raises(InvalidRule):
        Rule.parse(case["rule"])


def test_edge_case_of_a_date_until_on_a_timed_start_is_refused() -> None:
    case = next(case for case in CASES if case["case"] == WRONG_UNTIL)
    rule = Rule.parse(case["rule"])

    with pytest.raises(InvalidValue, match="because the start is a time without a zone"):
        RecurrenceSet(moment(case, case["dtstart"]["value"]), (rule,))


def test_edge_cases_are_all_there() -> None:
    assert (len(CASES), len(DEFINED), len(UNDEFINED), len(INVALID)) == (62, 45, 2, 14)
