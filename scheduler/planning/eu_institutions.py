"""The closed days of the EU institutions, by the rule that their published decisions follow.

The decision for a year is published one or two years ahead in the Official Journal (Article 61 of
the Staff Regulations); the rule gives the years before it is known, so its days are provisional.
It gives the lists of 2014 (2013/C 39/03) and 2023 (2021/C 201 I/02). Not in it, because each was an
exception of one edition: Luxembourg had the Brussels days in 2014, and 2 January 2015 was granted
in advance.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from scheduler.planning.closure_rules.easter import Church, FeastDay, easter_days
from scheduler.planning.closures import SATURDAY, ClosureCalendar

SOURCE = "rule read from the published decisions, such as OJ C 39/03 of 2013 and C 201 I/02 of 2021"

_FEASTS = (
    FeastDay(-3, "Maundy Thursday"),
    FeastDay(-2, "Good Friday"),
    FeastDay(1, "Easter Monday"),
    FeastDay(39, "Ascension Day"),
    FeastDay(40, "Friday after Ascension"),
    FeastDay(50, "Whit Monday"),
)


class Seat(StrEnum):
    """Where an institution's staff work: the two places differ by one day."""

    BRUSSELS = "brussels"
    LUXEMBOURG = "luxembourg"


def eu_institution_days(year: int, seat: Seat) -> dict[date, str]:
    """The closed weekdays of a year with their names, earliest first; weekend days are dropped."""
    named: dict[date, str] = {}
    for day, name in (*_fixed_days(year, seat), *_moving_days(year), *_end_of_year(year)):
        if day.weekday() < SATURDAY:
            named[day] = f"{named[day]} and {name}" if day in named else name
    return dict(sorted(named.items()))


def eu_institutions(seat: Seat, years: Iterable[int]) -> tuple[ClosureCalendar, ...]:
    """One provisional edition a year, as decisions are published: each can be replaced alone."""
    return tuple(
        ClosureCalendar(
            key=f"eu-institutions-{seat}",
            name=f"EU institutions ({seat.capitalize()})",
            edition=f"rule {year}",
            provisional=True,
            source=SOURCE,
            years=(year,),
            closures=eu_institution_days(year, seat),
        )
        for year in years
    )


def _fixed_days(year: int, seat: Seat) -> tuple[tuple[date, str], ...]:
    national = {
        Seat.BRUSSELS: (date(year, 7, 21), "Belgian National Day"),
        Seat.LUXEMBOURG: (date(year, 6, 23), "Luxembourg National Day"),
    }
    return (
        (date(year, 1, 1), "New Year's Day"),
        (date(year, 1, 2), "the day after New Year's Day"),
        (date(year, 5, 1), "Labour Day"),
        (date(year, 5, 9), "Europe Day"),
        national[seat],
        (date(year, 8, 15), "Assumption Day"),
        (date(year, 11, 1), "All Saints' Day"),
        (date(year, 11, 2), "All Souls' Day"),
    )


def _moving_days(year: int) -> tuple[tuple[date, str], ...]:
    return tuple(easter_days(Church.WESTERN, _FEASTS, year).items())


def _end_of_year(year: int) -> tuple[tuple[date, str], ...]:
    return tuple((date(year, 12, day), "end-of-year days") for day in range(24, 32))
