"""`scheduler rule`: show, explain, check, suggest, words. No record is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import click

from scheduler.cli.app import App, pass_app
from scheduler.cli.moments import ASKED, MOMENT, MissingDay, in_zone, zone_option
from scheduler.cli.output import answer
from scheduler.cli.rule_check import exit_as_judged, judged, say_judgement
from scheduler.cli.rule_explanation import as_told, asked_moment, missing_told, say_explanation
from scheduler.cli.rule_page import say_sheet
from scheduler.cli.rule_sheet import SUB_DAILY, Language, rule_sheet, shown
from scheduler.cli.verbs import Noun
from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.suggestion import Suggestion

_PROPERTY = "RRULE:"
_SHOW, _WORDS = "`scheduler rule show`", "`scheduler rule words`"

rule_argument = click.argument("text", metavar="RULE")
start_option = click.option(
    "--start", type=MOMENT, help="The first day or time, such as 2027-06-01T09:00; else today."
)
language_option = click.option(
    "--language", type=click.Choice(["en", "fr"]), default="en", help="The language of the words."
)


@click.group(cls=Noun)
def rule() -> None:
    """Read, check and find recurrence rules."""


@rule.command()
@rule_argument
@start_option
@zone_option
@click.option(
    "--count", type=click.IntRange(0, 1000), default=10, help="How many dates to list; else 10."
)
@click.option("--year", type=click.IntRange(1, 9999), help="The year to draw; else the first.")
@language_option
@pass_app
def show(
    app: App,
    text: str,
    start: date | None,
    tzid: str | None,
    *,
    count: int,
    year: int | None,
    language: Language,
) -> None:
    """Show a RULE in words, with its dates.

    A RULE is written as calendars have it: FREQ=YEARLY;BYMONTH=6;BYDAY=1TU. Below the dates a
    picture of one year marks the days.
    """
    found = _parsed(text)
    first = _first(app, found, start, tzid)
    words = found.in_words(language, first)
    sheet = rule_sheet(found, first, count=count, words=words, language=language)
    answer(app, sheet, lambda: say_sheet(sheet, found, year, language))


@rule.command()
@rule_argument
@click.argument("moment", metavar="DATE", type=ASKED)
@start_option
@zone_option
@pass_app
def explain(
    app: App, text: str, moment: date | MissingDay, start: date | None, tzid: str | None
) -> None:
    """Explain why a DATE is in a RULE or not.

    Each part of the rule tells whether it lets the DATE in, and what comes from the start. A DATE
    without a time has the time of the start.
    """
    found = _parsed(text)
    first = _first(app, found, start, tzid)
    if isinstance(moment, MissingDay):
        value, lines = missing_told(moment, found, first)
        answer(app, value, lambda: click.echo("\n".join(lines)))
        return
    told = RecurrenceSet(first, (found,)).explain(asked_moment(moment, first, tzid))
    answer(app, as_told(told, found, first), lambda: say_explanation(told))


@rule.command()
@rule_argument
@click.option("--tolerant", "is_tolerant", is_flag=True, help="Read what real calendars send.")
@click.option("--start", type=MOMENT, help="The first day or time, with which UNTIL must agree.")
@zone_option
@pass_app
def check(app: App, text: str, start: date | None, tzid: str | None, *, is_tolerant: bool) -> None:
    """Check a RULE and tell all its faults.

    A good one is written as it is best. With --tolerant it is read as long as its meaning is clear,
    and what was forgiven is told. With a start, the rule is also tried from there. One that has no
    date at all is a fault too.
    """
    first = None if start is None else in_zone(start, tzid)
    judgement = judged(text if is_tolerant else _bare(text), first, is_tolerant=is_tolerant)
    answer(app, judgement, lambda: say_judgement(judgement))
    exit_as_judged(judgement)


@dataclass(frozen=True)
class Suggested:
    """A rule that gives the dates, in words; with its exceptions and what follows."""

    rule: str
    start: date
    words: str
    is_exact: bool
    reason: str
    excluded: tuple[date, ...]
    dates: tuple[date, ...]
    predicted: tuple[date, ...]
    bits: float


@rule.command()
@click.argument("dates", metavar="DATE...", type=MOMENT, nargs=-1, required=True)
@zone_option
@click.option("--most", type=click.IntRange(1, 50), default=5, help="How many rules; else 5.")
@language_option
@pass_app
def suggest(
    app: App, dates: Sequence[date], tzid: str | None, *, most: int, language: Language
) -> None:
    """Suggest the rules that give these dates.

    The simplest come first, each with the dates that would follow. Where no rule gives them all and
    no other, those are told that do so with a few exceptions.
    """
    found = Rule.suggest([in_zone(each, tzid) for each in dates], most)
    told = [_told(each, language) for each in found]
    answer(app, told, lambda: _say_suggestions(told))


def _told(suggestion: Suggestion[Rule, date], language: Language) -> Suggested:
    return Suggested(
        rule=str(suggestion.rule),
        start=suggestion.start,
        words=suggestion.rule.in_words(language, suggestion.start),
        is_exact=suggestion.is_exact,
        reason=suggestion.reason,
        excluded=suggestion.excluded,
        dates=suggestion.dates,
        predicted=suggestion.predicted,
        bits=round(suggestion.bits, 1),
    )


def _say_suggestions(told: Sequence[Suggested]) -> None:
    if not told:
        click.echo("No rule is simpler than the list of these dates.")
    for place, each in enumerate(told, 1):
        indent = " " * len(f"{place}. ")
        click.echo(f"{place}. {each.words}")
        click.echo(f"{indent}{each.rule}")
        click.echo(f"{indent}{each.reason}")
        if each.predicted:
            click.echo(f"{indent}next: {', '.join(map(shown, each.predicted))}")


@rule.command()
@click.argument("sentence", metavar="WORDS...", nargs=-1, required=True)
@click.option("--start", type=MOMENT, help="The first day or time, which words may leave out.")
@zone_option
@language_option
@pass_app
def words(
    app: App, sentence: tuple[str, ...], start: date | None, tzid: str | None, *, language: Language
) -> None:
    """Write the rule that WORDS mean.

    Such as: every year on the first Tuesday of June. Below it stands how the program says it, as a
    check.
    """
    first = None if start is None else in_zone(start, tzid)
    asked = " ".join(sentence)
    if "FREQ=" in asked.upper():
        raise InvalidValue("the sentence", asked, f"words; a rule's text is read by {_SHOW}")
    found = Rule.from_words(asked, first)
    told = {"rule": str(found), "words": found.in_words(language, first)}
    answer(app, told, lambda: click.echo("\n".join(told.values())))


def _parsed(text: str) -> Rule:
    """The rule of a text; words are told where they are read."""
    if "=" not in text:
        raise InvalidValue(
            "the rule", text, f"one such as FREQ=MONTHLY; words are read by {_WORDS}"
        )
    return Rule.parse(_bare(text))


def _first(app: App, found: Rule, start: date | None, tzid: str | None) -> date:
    """The start: the one that is given, else today where a day is enough."""
    if start is not None:
        return in_zone(start, tzid)
    expected = "a start beside it, such as --start 2027-06-01T09:00"
    if tzid is not None:
        raise InvalidValue("the zone", tzid, expected)
    if found.freq in SUB_DAILY:
        raise InvalidValue("the rule", str(found), expected)
    return app.today


def _bare(text: str) -> str:
    """The rule of a line copied from a calendar."""
    return text[len(_PROPERTY) :] if text.upper().startswith(_PROPERTY) else text
