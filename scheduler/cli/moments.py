"""Days and times as they are typed: a day, a time without a zone, in UTC, or in a zone."""

from datetime import UTC, date, datetime
from typing import Any

import click

from scheduler.errors import InvalidValue

_EXAMPLES = "2027-06-01, 2027-06-01T09:00 or 2027-06-01T07:00Z"
_LENGTH_OF_A_DAY = len("2027-06-01")


class Moment(click.ParamType[date]):
    """A day such as 2027-06-01, or a time such as 2027-06-01T09:00; a Z at its end means UTC."""

    name = "moment"

    def convert(
        self,
        value: Any,  # noqa: ANN401 -- click's own
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """The day or time; fails with what came and what is expected."""
        if isinstance(value, date):
            return value
        try:
            if len(value) == _LENGTH_OF_A_DAY:
                return date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day or time; expected such as {_EXAMPLES}", param, ctx)
        if moment.microsecond:
            self.fail(f"{value!r} is finer than a second; expected such as {_EXAMPLES}", param, ctx)
        if moment.tzinfo not in (None, UTC):
            self.fail(f"{value!r} has an offset; name its zone with --zone", param, ctx)
        return moment


MOMENT = Moment()
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
