"""The IANA time zones of the pinned `tzdata` package: their names, and reckoning with them."""

import zoneinfo
from difflib import get_close_matches
from functools import cache
from importlib import resources

from scheduler.errors import UnknownTimeZone

# Places officers ask for that have no zone of their own, and the zone that serves them.
_SERVED_BY = {
    "Europe/Geneva": "Europe/Zurich",
    "Europe/Bern": "Europe/Zurich",
    "Europe/Strasbourg": "Europe/Paris",
    "Africa/Abuja": "Africa/Lagos",
}
_MOST_SUGGESTED = 3


def pin_tzdata() -> None:
    """Make `zoneinfo` read the pinned package in this process; called once by each door.

    The system's database may be older or newer: the same record must give the same instants.
    """
    if zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(())
        zoneinfo.ZoneInfo.clear_cache()


@cache
def zone_names() -> frozenset[str]:
    """The names of all zones, links included."""
    return frozenset((resources.files("tzdata") / "zones").read_text("utf-8").split())


def known_zone(tzid: str) -> str:
    """The name itself if the database holds it; else UnknownTimeZone with the nearest names."""
    if tzid not in zone_names():
        raise UnknownTimeZone(tzid, suggestions(tzid))
    return tzid


def zone(tzid: str) -> zoneinfo.ZoneInfo:
    """The zone for reckoning with; UnknownTimeZone for a name the database does not hold."""
    return zoneinfo.ZoneInfo(known_zone(tzid))


def suggestions(tzid: str) -> list[str]:
    """Up to three names near to this one: what serves the place, by the city, by spelling."""
    if tzid in _SERVED_BY:
        return [_SERVED_BY[tzid]]
    by_spelling = {name.casefold(): name for name in sorted(zone_names())}
    by_city = {name.rpartition("/")[2]: full for name, full in by_spelling.items()}
    wanted = tzid.casefold().replace(" ", "_")
    near = [by_spelling[name] for name in get_close_matches(wanted, by_spelling, cutoff=0.85)]
    city = wanted.rpartition("/")[2]
    cities = [by_city[name] for name in get_close_matches(city, by_city, cutoff=0.8)]
    return list(dict.fromkeys(cities + near))[:_MOST_SUGGESTED]
