"""Zones by the names that calendars give them; their own rules of zones are never evaluated."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import ZoneInfo

from scheduler.tzdb import zone_names

_LONGEST_NAME = len(("America", "Argentina", "Ushuaia"))


def zone_called(tzid: str, locations: Mapping[str, str]) -> ZoneInfo | None:
    """The zone of a TZID: by its IANA name, that of Windows, or where the file places it."""
    for name in (tzid, locations.get(tzid, "")):
        if found := _iana_name(name):
            return ZoneInfo(found)
    return None


@cache
def _iana_name(name: str) -> str | None:
    """The IANA name that a name is, ends with behind a slash, or is called by Windows."""
    words = name.split("/")
    for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
        if (tail := "/".join(words[-count:])) in zone_names():
            return tail
    return _windows_names().get(name.casefold())


@cache
def _windows_names() -> Mapping[str, str]:
    from icalendar.timezone.windows_to_olson import (  # noqa: PLC0415 -- slow, seldom asked
        WINDOWS_TO_OLSON,
    )

    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
