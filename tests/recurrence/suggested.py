"""Dates from a text, and suggestions as texts."""

from collections.abc import Sequence
from datetime import date

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.suggestion import Suggestion


def days(text: str) -> list[date]:
    return [date.fromisoformat(each) for each in text.split()]


def rules(suggestions: Sequence[Suggestion[Rule, date]]) -> list[str]:
    return [str(each.rule) for each in suggestions]


def exactly(suggestion: Suggestion[Rule, date]) -> RecurrenceSet[date]:
    """The rule with its exceptions."""
    return RecurrenceSet(
        suggestion.start, (suggestion.rule,), suggestion.dates, suggestion.excluded
    )
