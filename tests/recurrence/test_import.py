"""What importing a rule and a set brings in, and what it leaves to the first question."""

import json
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

import scheduler.recurrence
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.rule_parts import RuleParts

_LOADED = """
import datetime, json, sys, zoneinfo
before = set(sys.modules)
from scheduler.recurrence import RecurrenceSet, Rule
{then}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
_FIRST_QUESTION = "next(iter(RecurrenceSet(datetime.date(2027, 1, 1), [Rule.parse('FREQ=DAILY')])))"


def test_import_brings_in_only_what_rules_and_sets_are() -> None:
    assert _loaded("") == [
        "__future__",
        "scheduler",
        "scheduler.recurrence",
        "scheduler.recurrence.frozen",
        "scheduler.recurrence.given",
        "scheduler.recurrence.later",
        "scheduler.recurrence.once",
        "scheduler.recurrence.quick_typing",
        "scheduler.recurrence.recurrence_set",
        "scheduler.recurrence.rule",
        "scheduler.recurrence.rule_parts",
        "scheduler.recurrence.sets",
        "scheduler.recurrence.sets.algebra",
        "scheduler.recurrence.sets.assembled",
        "scheduler.recurrence.sets.lazy_set",
    ]


@pytest.mark.parametrize("name", ["dataclasses", "scheduler.recurrence.words.saying"])
def test_first_question_leaves_out_what_it_does_without(name: str) -> None:
    assert name not in _loaded(_FIRST_QUESTION)


def test_every_public_name_is_found() -> None:
    found = [getattr(scheduler.recurrence, name).__name__ for name in scheduler.recurrence.__all__]

    assert found == scheduler.recurrence.__all__


def test_usual_values_are_found_in_a_rule_that_is_asked_first() -> None:
    code = "rule = Rule.parse('FREQ=WEEKLY'); assert (rule.wkst.name, rule.skip.name)"

    assert _loaded(f"{code} == ('MO', 'OMIT')")


def test_usual_values_stand_in_the_class_of_parts_once_asked_for() -> None:
    rule = Rule.parse("FREQ=WEEKLY")

    assert (rule.wkst, rule.skip) == (vars(RuleParts)["wkst"], vars(RuleParts)["skip"])


def test_set_takes_types_in_brackets_and_makes_sets() -> None:
    made = RecurrenceSet[date](date(2027, 1, 1), [Rule.parse("FREQ=DAILY;COUNT=2")])

    assert list(made) == [date(2027, 1, 1), date(2027, 1, 2)]
    assert type(made) is RecurrenceSet


def test_set_that_was_asked_comes_back_from_a_pickle() -> None:
    start = datetime(2027, 1, 1, 9, tzinfo=UTC)
    asked = RecurrenceSet(start, [Rule.parse("FREQ=WEEKLY;BYDAY=MO;COUNT=2")])

    assert list(asked) == list(pickle.loads(pickle.dumps(asked)))  # noqa: S301 -- our own bytes


def _loaded(then: str) -> list[str]:
    """The modules that a fresh interpreter loads beyond those of dates and zones."""
    code = _LOADED.format(then=then)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded: list[str] = json.loads(done.stdout)
    return loaded
