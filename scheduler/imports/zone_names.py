"""Zone names of the IANA database, with a suggestion where a name is not one."""

from difflib import get_close_matches
from zoneinfo import available_timezones

from scheduler.errors import UnknownTimeZone

# Places officers ask for that have no zone of their own, and the zone that serves them.
_SERVED_BY = {
    "Europe/Geneva": "Europe/Zurich",
    "Europe/Bern": "Europe/Zurich",
    "Europe/Strasbourg": "Europe/Paris",
    "Africa/Abuja": "Africa/Lagos",
}


def known_zone(tzid: str) -> str:
    """The name itself. Raises UnknownTimeZone with the names that come near."""
    names = available_timezones()
    if tzid in names:
        return tzid
    if tzid in _SERVED_BY:
        raise UnknownTimeZone(tzid, [_SERVED_BY[tzid]])
    lower = {name.lower(): name for name in names}
    near = get_close_matches(tzid.lower(), lower, n=2, cutoff=0.75)
    raise UnknownTimeZone(tzid, [lower[name] for name in near])
