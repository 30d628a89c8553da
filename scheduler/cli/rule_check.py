"""What `scheduler rule check` finds: the faults of a rule, or what in it deserves a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

from scheduler.cli.output import FINDINGS, exit_with_findings, table, warn
from scheduler.cli.rule_page import fits
from scheduler.cli.rule_sheet import shown
from scheduler.errors import (
    Finding,
    InvalidRule,
    InvalidValue,
    RuleFault,
    Severity,
    UnsupportedRule,
)
from scheduler.recurrence import Frequency, RecurrenceSet, Rule
from scheduler.recurrence.parts import Skip

_COLUMNS = ("Part", "Value", "Expected", "Example")
_ANY_START = date(2000, 1, 1)


@dataclass(frozen=True)
class Judgement:
    """What is wrong with a rule; and the rule as it is written best, if it can be read."""

    rule: str | None
    faults: tuple[RuleFault, ...] = ()
    findings: tuple[Finding, ...] = ()


def judged(text: str, start: date | None, *, is_tolerant: bool) -> Judgement:
    """What a rule's text is worth, from a start if there is one."""
    findings: tuple[Finding, ...] = ()
    try:
        if is_tolerant:
            found, findings = Rule.parse(text, tolerant=True, start=start)
        else:
            found = Rule.parse(text)
    except InvalidRule as error:
        return Judgement(None, faults=error.faults)
    except UnsupportedRule as error:
        fault = RuleFault(error.part, error.value, f"one of {error.supported}")
        return Judgement(None, faults=(fault,))
    try:
        findings += tuple(_without_start(found) if start is None else _from_start(found, start))
    except InvalidValue as error:
        if error.what != "UNTIL":
            raise
        fault = RuleFault(error.what, str(error.given), error.expected)
        return Judgement(str(found), faults=(fault,))
    return Judgement(str(found), findings=findings)


def say_judgement(judgement: Judgement) -> None:
    """The faults as a table, on a narrow terminal as lines; or the rule, with its findings."""
    if judgement.faults:
        rows = [(each.part, each.value, each.expected, each.example) for each in judgement.faults]
        if fits(_COLUMNS, rows):
            table(_COLUMNS, rows)
        else:
            click.echo("\n".join(map(str, judgement.faults)))
        return
    click.echo(judgement.rule)
    warn(judgement.findings)


def exit_as_judged(judgement: Judgement) -> None:
    """Leave with exit code 3 if the rule has a fault, or no date at all."""
    if judgement.faults:
        click.get_current_context().exit(FINDINGS)
    exit_with_findings(judgement.findings)


def _from_start(rule: Rule, start: date) -> Iterator[Finding]:
    series = RecurrenceSet(start, (rule,))
    if series.is_empty:
        yield _never(rule, start)
    elif series.first is not None and series.first != start:
        message = f"the start is no date of the rule: its first one is {shown(series.first)}"
        yield Finding(Severity.NOTE, message)


def _without_start(rule: Rule) -> Iterator[Finding]:
    """Nothing, unless the days of its own parts never meet, whatever a start would supply.

    Days of the week and all other parts are left aside: some year has any day on any of them.
    """
    if rule.skip is not Skip.OMIT or not (rule.by_month_day or rule.by_year_day):
        return
    days = Rule(
        Frequency.YEARLY,
        by_month=rule.by_month,
        by_month_day=rule.by_month_day,
        by_year_day=rule.by_year_day,
    )
    if RecurrenceSet(_ANY_START, (days,)).is_empty:
        yield _never(days, _ANY_START)


def _never(rule: Rule, start: date) -> Finding:
    """That a rule has no date, with the reason that its words give at their end."""
    reason = rule.in_words("en", start).rpartition(" (")[2].removesuffix(")")
    return Finding(Severity.ERROR, f"never: {reason}")
