"""Explanations against the engine: the reasons of a rule decide just what it gives."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.recurrence import Frequency, RecurrenceSet, Rule
from tests.recurrence.any_rule import any_rule, moments
from tests.recurrence.random_rules import Case, cases
from tests.recurrence.set_model import plain
from tests.recurrence.test_set_laws import sets

_STEPS = tuple(
    timedelta(minutes=minutes) for minutes in (0, 1, 30, 60, 1440, -1440, 7 * 1440, 30 * 1440)
)
_SUB_DAILY = {Frequency.HOURLY, Frequency.MINUTELY, Frequency.SECONDLY}


def _near(asked: RecurrenceSet[date], case: Case) -> Iterator[date]:
    """The start, some instances, and moments near them; the second of two equal times too."""
    for moment in (case.start, *islice(asked.between(case.start, case.high), 2)):
        for step in _STEPS:
            if isinstance(moment, datetime):
                yield moment + step
                yield (moment + step).replace(fold=1)
            elif step.days or not step:
                yield moment + step


def _check(asked: RecurrenceSet[date], moment: date) -> None:
    told = asked.explain(moment)
    parts = [reason.part for reason in told.reasons]

    assert told.is_instance == (moment in asked)
    assert told.is_instance == all(reason.holds for reason in told.reasons)
    assert bool(told.kept_out_by) is not told.is_instance
    assert (told.before, told.after) == (asked.before(moment), asked.after(moment))
    assert len(parts) == len(set(parts)) or parts.count("TZID") > 1
    if told.is_instance:
        assert told.number == asked.index(moment) + 1
    assert str(told).startswith(told.verdict)


@pytest.mark.parametrize("skip", [False, True])
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_all_reasons_of_a_rule_hold_just_for_its_instances(
    data: st.DataObject, *, skip: bool
) -> None:
    case = data.draw(cases("date", "floating", "zoned", skip=skip))
    asked: RecurrenceSet[date] = RecurrenceSet(case.start, (Rule.parse(case.text),))

    for moment in _near(asked, case):
        _check(asked, moment)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(cases("zoned"))
def test_reasons_hold_in_elapsed_time_too(case: Case) -> None:
    rule = Rule.parse(case.text)
    asked: RecurrenceSet[date] = RecurrenceSet(case.start, (rule,), elapsed=rule.freq in _SUB_DAILY)

    for moment in _near(asked, case):
        _check(asked, moment)


@settings(deadline=None)
@given(any_rule(), moments(), moments())
def test_any_rule_is_explained_at_any_moment(rule: Rule, start: date, moment: date) -> None:
    try:
        asked: RecurrenceSet[date] = RecurrenceSet(start, (rule,))
        is_instance = moment in asked
    except InvalidValue:
        return

    told = asked.explain(moment)

    assert told.is_instance == is_instance == all(reason.holds for reason in told.reasons)


@given(sets(ranges=True), st.data())
def test_a_set_is_explained_as_it_answers(
    asked: RecurrenceSet[datetime], data: st.DataObject
) -> None:
    near = [asked.start, *asked, *(each.recurrence_id for each in asked.overrides)]
    moment = data.draw(st.sampled_from([*near, *asked.excluded]))

    told = asked.explain(moment)

    assert told.is_instance == (moment in asked)
    assert told.number == (asked.index(moment) + 1 if told.is_instance else None)
    by_name = {reason.part: reason for reason in told.reasons if not reason.rule}
    takes_place = [each.recurrence_id for each in asked.occurrences(*_second(told.moment))]
    moved_here = [each for each in takes_place if plain(each) != plain(told.moment)]
    assert not moved_here or "RECURRENCE-ID" in by_name
    if told.is_instance and not moved_here:
        gives = {r.rule for r in told.reasons if r.rule}
        kept = {r.rule for r in told.reasons if r.rule and not r.holds}
        assert gives - kept or by_name.keys() & {"DTSTART", "RDATE", "RECURRENCE-ID"}
    else:
        assert told.is_instance or told.kept_out_by


def _second(moment: datetime) -> tuple[datetime, datetime]:
    if moment.tzinfo is None:
        return moment, moment + timedelta(seconds=1)
    return moment, plain(moment) + timedelta(seconds=1)
