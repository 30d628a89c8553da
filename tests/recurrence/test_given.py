"""What a set refuses because of its type, in one clear sentence."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from operator import and_, or_, sub
from typing import Any

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Override, Period, RecurrenceSet, Rule

DAY: Any = date(2027, 1, 1)
NOON: Any = datetime(2027, 1, 1, 12, tzinfo=UTC)
DAILY: Any = Rule.parse("FREQ=DAILY")
SERIES: Any = RecurrenceSet(DAY, [DAILY])
RecurrenceSets: Any = RecurrenceSet
Rules: Any = Rule
Overrides: Any = Override
TEXT: Any = "2027-01-01"
A_RULE, RULES = "a Rule, such as Rule.parse('FREQ=DAILY')", "[Rule.parse('FREQ=DAILY')]"
DATES = "expected a list of dates"

WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: RecurrenceSets(TEXT), f"the start {TEXT!r} cannot be used: expected a date or a "),
    (lambda: RecurrenceSets(None), "the start None cannot be used: expected a date or a datetime"),
    (lambda: RecurrenceSets(DAY, ["FREQ=DAILY"]), f"a rule 'FREQ=DAILY' {{}}expected {A_RULE}"),
    (lambda: RecurrenceSets(DAY, "FREQ"), "the rules 'FREQ' {}expected a list of rules"),
    (lambda: RecurrenceSets(DAY, DAILY), f"the rules {DAILY!r} {{}}expected a list of rules"),
    (lambda: RecurrenceSets(DAY, DAILY), f", such as {RULES}"),
    (lambda: RecurrenceSets(DAY, None), "the rules None {}expected a list of rules"),
    (lambda: RecurrenceSets(DAY, excluded_rules=["X"]), f"a rule 'X' {{}}expected {A_RULE}"),
    (lambda: RecurrenceSets(DAY, excluded=DAY), f"the excluded dates {DAY!r} {{}}{DATES}"),
    (lambda: RecurrenceSets(DAY, dates=TEXT), f"the further dates {TEXT!r} {{}}{DATES}"),
    (lambda: RecurrenceSets(DAY, dates=[TEXT]), f"a further date {TEXT!r} {{}}expected a date"),
    (lambda: RecurrenceSets(DAY, overrides=5), "the overrides 5 {}expected a list of overrides"),
    (lambda: RecurrenceSets(DAY, overrides=[5]), "an override 5 {}expected an Override"),
    (
        lambda: RecurrenceSets(DAY, [DAILY], unmatched_start="foo"),
        "unmatched_start 'foo' {}expected 'omit', 'include' or 'refuse'",
    ),
    (lambda: RecurrenceSets(NOON.replace(microsecond=5)), "with .replace(microsecond=0)"),
    (lambda: DAILY.in_words("en", TEXT), f"the start {TEXT!r} {{}}expected a date or a datetime"),
    (lambda: DAILY.completed(TEXT), f"the start {TEXT!r} {{}}expected a date or a datetime"),
    (lambda: Rules.from_words("every day", TEXT), f"the start {TEXT!r} {{}}expected a date or"),
    (lambda: Rules.parse("", tolerant=True, start=TEXT), f"the start {TEXT!r} {{}}expected a date"),
    (lambda: RecurrenceSets.parse(None), "the lines of a set None {}expected a str, or a list"),
    (lambda: RecurrenceSets.parse([5]), "a line of a set 5 {}expected a str such as"),
    (lambda: SERIES["a"], "the index 'a' {}expected a whole number; instances are found by "),
    (lambda: SERIES[DAY], f"the index {DAY!r} {{}}expected a whole number"),
    (lambda: SERIES[DAY:], "the indices slice"),
    (lambda: SERIES.overlapping(DAY, DAY, 5), "the duration '5' {}expected a timedelta of zero"),
    (lambda: Period(NOON, duration=TEXT), f"a period's duration {TEXT!r} {{}}expected a timedelta"),
    (lambda: Overrides(TEXT, DAY), f"a RECURRENCE-ID of an override {TEXT!r} {{}}expected a date"),
    (lambda: Overrides(DAY, None), "a start of an override None {}expected a date or a datetime"),
    (
        lambda: Overrides(DAY, DAY, end=date(2026, 12, 31)),
        "an override's end '2026-12-31' {}expected a time that is not before its start 2027-01-01",
    ),
    (lambda: Overrides(NOON, NOON, end=DAY), "an override's end '2027-01-01' {}expected a time in"),
    (
        lambda: Overrides(DAY, DAY, duration=timedelta(days=-1)),
        "an override's duration '-1 day, 0:00:00' {}expected a timedelta of zero or more",
    ),
]


@pytest.mark.parametrize(("make", "says"), WRONG)
def test_wrong_type_is_refused_in_one_sentence(make: Callable[[], object], says: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        make()

    assert says.replace("{}", "cannot be used: ") in str(refusal.value)


def test_override_may_take_no_time() -> None:
    assert Override(NOON, NOON, end=NOON).longest == timedelta()


@pytest.mark.parametrize("other", [3, None, [DAY]])
def test_sets_are_combined_with_sets_alone(other: Any) -> None:  # noqa: ANN401 -- a wrong type
    for combine in (or_, and_, sub):
        with pytest.raises(TypeError, match="unsupported operand"):
            combine(SERIES, other)


def test_set_shows_what_is_not_usual() -> None:
    assert repr(SERIES) == f"RecurrenceSet(start={DAY!r}, rules=({DAILY!r},))"
    included = SERIES.with_fields(unmatched_start="include")
    assert repr(included) == f"{repr(SERIES)[:-1]}, unmatched_start='include')"
