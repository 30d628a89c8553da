"""Easter Sunday of the Western and of the Orthodox churches, and the days that follow from it."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

# The first year of the Gregorian calendar, in which both Easters are told here.
FIRST_YEAR = 1583


class Church(StrEnum):
    """Whose Easter: the churches reckon it by different calendars."""

    WESTERN = "western"
    ORTHODOX = "orthodox"


class FeastDay(NamedTuple):
    """A day so many days after Easter Sunday (before it, if negative), with its name."""

    after_easter: int
    name: str


def western_easter(year: int) -> date:
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


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a Gregorian day, from 1583 on (Meeus)."""
    moon = (19 * (year % 19) + 15) % 30
    to_sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + to_sunday + 114, 31)
    century = year // 100
    # How far the Julian calendar has fallen behind when its Easter comes.
    return date(year, month, day + 1) + timedelta(days=century - century // 4 - 2)


_EASTER = {Church.WESTERN: western_easter, Church.ORTHODOX: orthodox_easter}


def easter_days(church: Church, feasts: Iterable[FeastDay], year: int) -> dict[date, str]:
    """The feasts of a year that hang on Easter Sunday, with their names."""
    sunday = _EASTER[church](year)
    return {sunday + timedelta(days=feast.after_easter): feast.name for feast in feasts}
