"""The closed days of the EU institutions, by the rule that their published decisions follow.

The decision for a year is published one or two years ahead in the Official Journal (Article 61 of
the Staff Regulations); the rule gives the years before it is known, so its days are provisional.
It gives the lists of 2014 (2013/C 39/03) and 2023 (2021/C 201 I/02). Not in it, because each was an
exception of one edition: Luxembourg had the Brussels days in 2014, and 2 January 2015 was granted
in advance.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from scheduler.planning.closures import SATURDAY, ClosureCalendar

SOURCE = "rule read from the published decisions, such as OJ C 39/03 of 2013 and C 201 I/02 of 2021"


class Seat(StrEnum):
    """Where an institution's staff work: the two places differ by one day."""

    BRUSSELS = "brussels"
    LUXEMBOURG = "luxembourg"


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, from 1583 on (Meeus, Jones, Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, year_rest = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leaps - epact - year_rest) % 7
    correction = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def eu_institution_days(year: int, seat: Seat) -> dict[date, str]:
    """The closed weekdays of a year with their names, earliest first; weekend days are dropped."""
    named: dict[date, str] = {}
    for day, name in (*_fixed_days(year, seat), *_easter_days(year), *_end_of_year(year)):
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


def _easter_days(year: int) -> tuple[tuple[date, str], ...]:
    sunday = easter(year)
    after = (
        (-3, "Maundy Thursday"),
        (-2, "Good Friday"),
        (1, "Easter Monday"),
        (39, "Ascension Day"),
        (40, "Friday after Ascension"),
        (50, "Whit Monday"),
    )
    return tuple((sunday + timedelta(days=days), name) for days, name in after)


def _end_of_year(year: int) -> tuple[tuple[date, str], ...]:
    return tuple((date(year, 12, day), "end-of-year days") for day in range(24, 32))
