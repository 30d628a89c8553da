"""Zone names of the pinned IANA database, with a suggestion where a name is not one."""

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


@cache
def _names() -> dict[str, str]:
    """Every name by its lower case."""
    listed = (resources.files("tzdata") / "zones").read_text("utf-8").split()
    return {name.lower(): name for name in listed}


def known_zone(tzid: str) -> str:
    """The name itself. Raises UnknownTimeZone with the names that come near."""
    names = _names()
    if names.get(tzid.lower()) == tzid:
        return tzid
    if tzid in _SERVED_BY:
        raise UnknownTimeZone(tzid, [_SERVED_BY[tzid]])
    near = get_close_matches(tzid.lower(), names, n=2, cutoff=0.85)
    raise UnknownTimeZone(tzid, [names[name] for name in near])
