"""The explanation of one time, put together: `RecurrenceSet.explain`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import MAXYEAR, date, datetime
from itertools import chain, count, islice, takewhile
from typing import TypeVar

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence.explanation.rule_reasons import (
    MOST_WALKED,
    Run,
    is_of_a_gap,
    rule_reasons,
)
from scheduler.recurrence.explanation.sentences import clock
from scheduler.recurrence.explanation.set_reasons import Series, SetReasons
from scheduler.recurrence.explanation.values import Explanation
from scheduler.recurrence.ordering import shared
from scheduler.recurrence.sets.members import Members
from scheduler.recurrence.sets.rule_instances import rule_instances
from scheduler.recurrence.sets.tails import RuleSource
from scheduler.recurrence.source import Moment
from scheduler.recurrence.words.in_full import at
from scheduler.recurrence.zones import instant

Answer = TypeVar("Answer")


def explain(
    series: Series[Moment],
    asked: Moment,
    *,
    rules: Sequence[RuleSource[Moment]],
    excluded_rules: Sequence[RuleSource[Moment]],
    members: Members[Moment],
) -> Explanation[Moment]:
    """Why a time is an instance of a set or none."""
    moment = series.frame.moment("the time asked for", asked)
    is_instance = moment in series
    runs = [Run(rule, series.start, source, series.elapsed) for rule, source in rules]
    after = _told(series.after, moment)
    reasons = tuple(chain.from_iterable(rule_reasons(run, moment) for run in runs))
    reading = () if any(map(is_of_a_gap, reasons)) else _reading(asked, moment)
    return Explanation(
        moment=moment,
        is_instance=is_instance,
        reasons=(*reasons, *SetReasons(series, members, excluded_rules, moment).told()),
        before=_told(series.before, moment),
        after=after,
        number=_number(series, moment) if is_instance else None,
        goes_on=_end(series),
        notes=(*reading, *_unmatched(series, rules, members)),
        year_after=None if after else _year_after(runs, moment, series, excluded_rules),
    )


def _told(ask: Callable[[Moment], Answer | None], moment: Moment) -> Answer | None:
    """The answer to a question, or None where it can not be told."""
    try:
        return ask(moment)
    except UnansweredQuestion:
        return None


def _year_after(
    runs: Iterable[Run[Moment]],
    moment: Moment,
    series: Series[Moment],
    excluded_rules: Sequence[RuleSource[Moment]],
) -> int | None:
    """The year of the next instance, where it comes after 9999; there rules alone decide."""
    if excluded_rules or _is_moved_on(series):
        return None
    try:
        years = [
            next(filter(MAXYEAR.__lt__, map(run.source.year_at, count(run.source.rank(moment)))))
            for run in runs
            if run.source.outlasts_calendar
        ]
    except UnansweredQuestion:
        return None
    return min(years, default=None)


def _is_moved_on(series: Series[Moment]) -> bool:
    return any(each.this_and_future for each in series.overrides)


def _number(series: Series[Moment], moment: Moment) -> int | None:
    """The number of an instance, from 1; the first ones are counted, which is less work.

    None for a later one of a set that can be counted only one by one.
    """
    earlier = takewhile(lambda each: instant(each) < instant(moment), series)
    rank: int | None = sum(1 for _ in islice(earlier, MOST_WALKED))
    if rank == MOST_WALKED:
        is_merged = len(series.rules) > 1 or _is_moved_on(series)
        rank = None if is_merged else _told(series.index, moment)
    return None if rank is None else rank + 1


def _end(series: Series[Moment]) -> str:
    """Whether the set goes on, and how it ends."""
    try:
        if not series.is_finite:
            return "It goes on without end, after year 9999 too."
        last = series.last
    except UnansweredQuestion as error:
        reason = error.reason
        return f"I{reason[1:]}." if reason.startswith("it ") else f"No end can be told: {reason}."
    if last is None:
        return _never(series)
    return f"It ends{_cause(series)} with {at(last)}."


def _cause(series: Series[Moment]) -> str:
    """The part that ends a set of one rule."""
    if len(series.rules) != 1:
        return ""
    most = series.rules[0].count
    return " by UNTIL," if most is None else f" by COUNT={most},"


def _never(series: Series[Moment]) -> str:
    """That nothing ever happens, with the reason where one rule is all there is."""
    if len(series.rules) != 1:
        return "Never: there is no instance in any year."
    (rule,) = series.rules
    endless = rule.with_parts(until=None)
    if not rule_instances(endless, series.start, elapsed=series.elapsed).is_empty:
        return "Never: it ends before its first instance."
    words = rule.in_words("en", series.start)
    return f"{words[0].upper()}{words[1:]}." if words.startswith("never") else "Never."


def _reading(asked: date, moment: date) -> Iterator[str]:
    """How a time that clocks skip is read (RFC 5545 3.3.5)."""
    if not isinstance(asked, datetime) or not isinstance(moment, datetime):
        return
    if asked.tzinfo is moment.tzinfo and asked.replace(fold=moment.fold) != moment:
        yield f"Clocks skip {clock(asked)} on that day; it is read as {clock(moment)}."


def _unmatched(
    series: Series[Moment], rules: Sequence[RuleSource[Moment]], members: Members[Moment]
) -> Iterator[str]:
    """A start that no rule gives: RFC 5545 3.8.5.3 leaves open what it is (L29)."""
    start = series.frame.moment("the start", series.start)
    if rules and not any(shared([start], source, members.order) for _, source in rules):
        left = "included all the same" if series.unmatched_start == "include" else "left out"
        yield f"The start {at(start)} is no instance of a rule, and is {left}."
