"""Days and times as they are typed: a day, a time without a zone, in UTC, or in a zone."""

import re
from datetime import UTC, date, datetime
from typing import NamedTuple

import click

from scheduler.cli.typed import Typed
from scheduler.errors import InvalidValue

_EXAMPLES = "2027-06-01, 2027-06-01T09:00 or 2027-06-01T07:00Z"
# Every month has 28 days; one that has fewer than 31 lacks those after its last.
_MISSING = re.compile(r"(\d{4})-?(0[1-9]|1[0-2])-?(29|30|31)(T.*)?")


class MissingDay(NamedTuple):
    """A day that the calendar lacks, such as 29 February 2027."""

    year: int
    month: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}-{self.number:02}"


class Moment(Typed[date]):
    """A day such as 2027-06-01, or a time such as 2027-06-01T09:00; a Z at its end means UTC."""

    name = "moment"

    def read(self, text: str) -> date:
        """The day or time; fails with what came and what is expected."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            return self._time(text)

    def _time(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is not a day or time; expected such as {_EXAMPLES}")
        if moment.microsecond:
            self.fail(f"{text!r} is finer than a second; expected such as {_EXAMPLES}")
        if moment.tzinfo not in (None, UTC):
            self.fail(f"{text!r} has an offset; name its zone with --zone")
        return moment


class AskedMoment(Typed[date | MissingDay]):
    """A day or time to ask about, which may be a day that the calendar lacks."""

    name = "moment"

    def read(self, text: str) -> date | MissingDay:
        """The day or time, or the day that is missing."""
        try:
            return MOMENT.read(text)
        except click.BadParameter:
            found = _MISSING.fullmatch(text)
            if found is None or _is_day(found):
                raise
            return MissingDay(int(found[1]), int(found[2]), int(found[3]))


def _is_day(found: re.Match[str]) -> bool:
    """True if the calendar has the day, so that the fault lies elsewhere."""
    try:
        date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return int(found[1]) == 0
    return True


MOMENT = Moment()
ASKED = AskedMoment()
zone_option = click.option(
    "--zone", "tzid", metavar="ZONE", help="The zone of the times, such as Europe/Brussels."
)


def in_zone(moment: date, tzid: str | None) -> date:
    """The time as the clocks of that zone show it; without a zone, the moment as it is."""
    if tzid is None:
        return moment
    if not isinstance(moment, datetime):
        raise InvalidValue("the zone", tzid, f"a time of day, such as {moment}T09:00")
    if moment.tzinfo is not None:
        raise InvalidValue("the zone", tzid, "no zone for a time that says it is in UTC")
    from scheduler.tzdb import zone  # noqa: PLC0415 -- only where a zone is named

    return moment.replace(tzinfo=UTC if tzid == "UTC" else zone(tzid))
