"""UNTIL as the end of a rule's walls, and the kind of time that it must be (RFC 5545 3.3.10)."""

from datetime import date, datetime, timedelta, tzinfo

from scheduler.errors import InvalidValue
from scheduler.recurrence.until import write_until
from scheduler.recurrence.zones import TimeKind, as_bound, kind_of_time

_SECOND = timedelta(seconds=1)
_UNTIL_KINDS = {
    TimeKind.DATE: "a date such as 20271231",
    TimeKind.FLOATING: "a time without a zone such as 20271231T090000",
    TimeKind.ZONED: "a time in UTC such as 20271231T080000Z",
}


def wall_after(until: date, zone: tzinfo | None) -> int:
    """The wall before which just those instances lie that are not later than UNTIL (L26)."""
    if not isinstance(until, datetime):
        return as_bound(until, zone) + 1
    try:
        return as_bound(until + _SECOND, zone)
    except OverflowError:
        return as_bound(until, zone) + 1


def require_until(until: date, start: date) -> None:
    """UNTIL is a date, floating or in UTC as the start is a date, floating or in a zone (L27)."""
    wanted, given = kind_of_time(start), kind_of_time(until)
    if given is not wanted:
        expected = f"{_UNTIL_KINDS[wanted]}, because the start is {wanted}; this is {given}"
        raise InvalidValue("UNTIL", write_until(until), expected)
