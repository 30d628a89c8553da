"""What `scheduler rule explain` tells: why a time is in a rule or not."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from scheduler.cli.moments import MissingDay, in_zone
from scheduler.cli.output import table
from scheduler.cli.rule_sheet import midnight
from scheduler.planning.words import MONTHS, day_in_words
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.parts import Skip

if TYPE_CHECKING:
    from scheduler.recurrence.explanation import Explanation

_COLUMNS = ("Lets in", "Part", "Because")
_NO_OR_YES = ("no", "yes")


@dataclass(frozen=True)
class ToldReason:
    """What one part of the rule says of the time."""

    part: str
    says: str
    holds: bool


@dataclass(frozen=True)
class ToldExplanation:
    """Why a time is an instance of a rule or none; instances are numbered from 1."""

    rule: str
    start: date
    moment: date | str  # a text for a day that the calendar lacks
    is_instance: bool
    number: int | None
    reasons: tuple[ToldReason, ...]
    before: date | None
    after: date | None
    year_after: int | None  # of the next instance, where that comes after 9999
    goes_on: str
    notes: tuple[str, ...]


def asked_moment(moment: date, start: date, tzid: str | None) -> date:
    """The time asked for, in the zone of the start; a day alone has the time of the start."""
    if not isinstance(moment, datetime):
        if not isinstance(start, datetime):
            return moment
        return datetime.combine(moment, start.timetz())
    return in_zone(moment, tzid) if moment.tzinfo is None else moment


def say_explanation(told: "Explanation[date]") -> None:
    """The explanation for a person: the verdict, each reason, and what is near."""
    click.echo(told.verdict)
    table(_COLUMNS, [(_NO_OR_YES[each.holds], each.part, each.says) for each in told.reasons])
    for line in (told.neighbours, told.goes_on, *told.notes):
        click.echo(line)


def as_told(told: "Explanation[date]", rule: Rule, start: date) -> ToldExplanation:
    """The explanation of a rule as a value that JSON can say."""
    return ToldExplanation(
        rule=str(rule),
        start=start,
        moment=told.moment,
        is_instance=told.is_instance,
        number=told.number,
        reasons=tuple(ToldReason(each.part, each.says, each.holds) for each in told.reasons),
        before=told.before,
        after=told.after,
        year_after=told.year_after,
        goes_on=told.goes_on,
        notes=told.notes,
    )


def missing_told(day: MissingDay, rule: Rule, start: date) -> tuple[ToldExplanation, list[str]]:
    """Why a day that the calendar lacks is no instance; as a value, and in lines for a person."""
    after = date(day.year, day.month + 1, 1)  # December lacks no day
    told = RecurrenceSet(start, (rule,)).explain(midnight(after, start))
    if told.is_instance:
        told = told._replace(after=told.moment)
    lacks = f"{MONTHS[day.month - 1]} {day.year} has no {_nth(day.number)}"
    note = _left_out(rule.skip, after)
    value = replace(
        as_told(told, rule, start),
        moment=str(day),
        is_instance=False,
        number=None,
        reasons=(ToldReason("DATE", lacks, holds=False),),
        notes=(note,),
    )
    return value, [f"{lacks}; {note}.", told.neighbours, told.goes_on]


def _nth(number: int) -> str:
    return f"{number}st" if number % 10 == 1 else f"{number}th"


def _left_out(skip: Skip, after: date) -> str:
    """What a rule does with a day that a month lacks (RFC 7529 4.1)."""
    if skip is Skip.OMIT:
        return "a rule leaves such days out (SKIP would move them)"
    to = after if skip is Skip.FORWARD else after - timedelta(days=1)
    return f"SKIP={skip.name} moves such days of the rule to {day_in_words(to)}"
