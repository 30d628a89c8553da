"""Zones as the standard library reads them from the pinned package, whatever the system holds."""

from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo


@cache
def pinned(tzid: str) -> ZoneInfo:
    with (resources.files("tzdata") / "zoneinfo" / tzid).open("rb") as file:
        return ZoneInfo.from_file(file, key=tzid)
