"""What a look at the closure calendars finds: unknown, expired and provisional years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.imports.closure_files import known_calendars
from scheduler.model.closure import ClosureEdition
from scheduler.papers.words import counted
from scheduler.planning.closures import ClosureCalendar, Closures
from scheduler.planning.words import MONTHS
from scheduler.secretariat.closures import (
    calendars_in_use,
    closures_of,
    computed_editions,
    stored_editions,
)

YEARS_AHEAD = 2
_MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class CheckedCalendars:
    """The calendars and years that were looked at, and what was found."""

    calendars: tuple[str, ...]
    years: tuple[int, ...]
    findings: tuple[Finding, ...]


def check_closures(session: Session, *, today: date) -> CheckedCalendars:
    """Look at every calendar that binds a series or a body, or was imported.

    This year and the next must be known: an error otherwise. A provisional year, and an imported
    one that its rule would have otherwise, deserves a look.
    """
    used, stored = calendars_in_use(session), stored_editions(session)
    years = tuple(range(today.year, today.year + YEARS_AHEAD + 1))
    keys = tuple(sorted({*used, *stored}))
    findings: list[Finding] = []
    for key in keys:
        if key not in known_calendars() and key not in stored:
            where = ", ".join(used[key])
            sentence = f"there is no closure calendar {key!r}, which binds {where}"
            findings.append(Finding(Severity.ERROR, sentence, key))
            continue
        closures = closures_of(session, (key,), years)
        for year in years:
            deciding = closures.deciding(year, key)
            if deciding is None:
                findings.append(_unknown(key, year, stored.get(key, []), today))
            elif deciding.provisional:
                findings.append(_provisional(key, year, deciding))
        findings += _differences(key, closures, stored.get(key, []), years)
    return CheckedCalendars(keys, years, tuple(findings))


def lacks_of_rule(session: Session, key: str, years: tuple[int, ...]) -> tuple[Finding, ...]:
    """A warning for each year of which the deciding edition lacks most days of the rule."""
    closures, rule = closures_of(session, (key,), years), Closures(_computed(session, key, years))
    found = []
    for year in years:
        ours, ruled = ({one.day for one in of.of_year(year, key)} for of in (closures, rule))
        missing = len(ruled - ours)
        if missing * 2 > len(ruled):
            sentence = f"{counted(missing, 'day')} of the rule are not in it: is the list whole?"
            found.append(Finding(Severity.WARNING, sentence, f"{key} {year}"))
    return tuple(found)


def _computed(session: Session, key: str, years: tuple[int, ...]) -> tuple[ClosureCalendar, ...]:
    return computed_editions(key, years, is_stored=key in stored_editions(session, (key,)))


def _unknown(key: str, year: int, stored: list[ClosureEdition], today: date) -> Finding:
    severity = Severity.ERROR if year <= today.year + 1 else Severity.WARNING
    remedy = f"import its list: scheduler closure import FILE --calendar {key}"
    last = max((one for one in stored), key=lambda one: max(one.years), default=None)
    if last and max(last.years) < today.year:
        sentence = f"its last edition, {last.label}, has expired: it speaks for {max(last.years)}"
    else:
        sentence = "no edition speaks for it"
    return Finding(severity, f"{year} is unknown: {sentence}; {remedy}", key)


def _provisional(key: str, year: int, deciding: ClosureCalendar) -> Finding:
    remedy = f"import the decision, or confirm it: scheduler closure confirm {key} {year}"
    sentence = f"{year} is provisional ({deciding.edition}); {remedy}"
    return Finding(Severity.WARNING, sentence, key)


def _differences(
    key: str, closures: Closures, stored: list[ClosureEdition], years: tuple[int, ...]
) -> Iterator[Finding]:
    """Where an imported edition has other days than the calendar's rule gives."""
    rule = Closures(computed_editions(key, years, is_stored=bool(stored)))
    imported = {one.label for one in stored}
    for year in years:
        deciding = closures.deciding(year, key)
        by_rule = rule.deciding(year, key)
        if deciding is None or by_rule is None or deciding.edition not in imported:
            continue
        ours = {one.day for one in closures.of_year(year, key)}
        ruled = {one.day for one in rule.of_year(year, key)}
        parts = [
            f"{word} {_listed(sorted(days))}"
            for word, days in (("with", ours - ruled), ("without", ruled - ours))
            if days
        ]
        if parts:
            sentence = f"{year} in {deciding.edition} differs from {by_rule.edition}"
            yield Finding(Severity.WARNING, f"{sentence}: {', '.join(parts)}", key)


def _listed(days: list[date]) -> str:
    shown = " and ".join(f"{day.day} {MONTHS[day.month - 1]}" for day in days[:_MOST_DAYS])
    more = len(days) - _MOST_DAYS
    return f"{shown} and {more} more" if more > 0 else shown
