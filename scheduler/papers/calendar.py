"""What a published calendar shows of the record: entries and feeds, before any serialising."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class EntryStatus(StrEnum):
    """STATUS of a VEVENT (RFC 5545 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One meeting as one VEVENT.

    `start` and `end` are both dates (a meeting whose hour is unknown) or both naive wall times in
    `tzid`; the window is half-open, so a meeting on one day alone ends on the next.
    `stamp`, `created` and `changed` are instants in UTC taken from the record, never the clock.
    `related` holds UIDs of meetings that belong with this one (RFC 5545 3.8.4.5), in order;
    `next_uid` the next of its series, `depends_on` those that prepared it (RFC 9253 5).
    `is_free` leaves the time free for others (3.8.2.7). An entry with a `rule`, an RRULE without
    its end, recurs from `start` until `until`, but for `exdates`: wall times in `tzid`.
    """

    uid: str
    sequence: int
    stamp: datetime
    created: datetime
    changed: datetime
    status: EntryStatus
    summary: str
    start: date | datetime
    end: date | datetime
    tzid: str | None = None
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    conference: str = ""
    url: str = ""
    related: tuple[str, ...] = ()
    next_uid: str = ""
    depends_on: tuple[str, ...] = ()
    is_free: bool = False
    rule: str = ""
    until: datetime | None = None
    exdates: tuple[datetime, ...] = ()

    @property
    def is_whole_day(self) -> bool:
        """True if only the day is known, so that the entry is written with VALUE=DATE."""
        return not isinstance(self.start, datetime)


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """A published calendar: `slug` names its file, entries come in the order of their start.

    `source` is where it is published (RFC 7986 5.8); empty for one whose address is a secret.
    """

    slug: str
    name: str
    description: str
    entries: tuple[CalendarEntry, ...]
    refresh: timedelta = field(default=timedelta(hours=6))
    color: str = "navy"
    source: str = ""
