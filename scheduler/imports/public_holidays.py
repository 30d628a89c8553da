"""Public holidays of countries and cantons, from the `holidays` package, as closure calendars.

The package's objects add years when they are merely asked; so they are built with explicit years
and copied to a plain mapping here, and nothing above sees one.
"""

from collections.abc import Iterable
from typing import NamedTuple

import holidays
from holidays.version import __version__ as package_version

from scheduler.errors import NotFound
from scheduler.planning.closures import ClosureCalendar
from scheduler.planning.eu_institutions import Seat, eu_institutions


class _Place(NamedTuple):
    """How the package names a place."""

    name: str
    country: str
    subdivision: str | None = None


_PLACES = {
    "belgium": _Place("Belgium", "BE"),
    "geneva": _Place("Geneva", "CH", "GE"),
    "luxembourg": _Place("Luxembourg", "LU"),
}
_SEATS = {f"eu-institutions-{seat}": seat for seat in Seat}
KNOWN_CALENDARS = (*_PLACES, *_SEATS)


def closure_calendars(keys: Iterable[str], years: Iterable[int]) -> tuple[ClosureCalendar, ...]:
    """The editions of these calendars for these years; the EU institutions have one each year."""
    wanted = tuple(years)
    found: list[ClosureCalendar] = []
    for key in keys:
        if key in _SEATS:
            found += eu_institutions(_SEATS[key], wanted)
        else:
            found.append(public_holidays(key, wanted))
    return tuple(found)


def public_holidays(calendar_key: str, years: Iterable[int]) -> ClosureCalendar:
    """The public holidays of a place, with English names; its bank holidays are not among them.

    Speaks only for the years that the package knows, from about 1900 to 2100.
    """
    place = _PLACES.get(calendar_key)
    if place is None:
        raise NotFound("closure calendar", calendar_key, KNOWN_CALENDARS)
    maker = holidays.country_holidays(place.country, subdiv=place.subdivision, expand=False)
    known = tuple(year for year in years if maker.start_year <= year <= maker.end_year)
    days = holidays.country_holidays(
        place.country, subdiv=place.subdivision, years=known, expand=False, language="en_US"
    )
    return ClosureCalendar(
        key=calendar_key,
        name=place.name,
        edition=f"holidays {package_version}",
        provisional=False,
        source=f"https://pypi.org/project/holidays/{package_version}/",
        years=known,
        closures=dict(sorted(days.items())),
    )
