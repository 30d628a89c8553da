"""Published calendars as iCalendar (RFC 5545, 7986, 9253), for every client that subscribes.

Without METHOD, ATTENDEE, ORGANIZER and VALARM: a feed informs and invites nobody. All times of
change come from the record, so that the same record gives the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache

from tzdata import IANA_VERSION

from scheduler.errors import InvalidValue
from scheduler.exports.content_lines import (
    day,
    duration,
    folded,
    local,
    parameter,
    text,
    title,
    uri,
    utc,
)
from scheduler.exports.timezones import vtimezone
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.tzdb import known_zone, zone

# Whoever keeps what was written keeps this with it: other zones or another writer, other bytes.
WRITER = f"1 tzdata {IANA_VERSION}"
PRODID = "-//partnership-scheduler//Calendar feed//EN"
_CONFERENCE = f"CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL={parameter('Join by video')}"


def feed(calendar: CalendarFeed) -> bytes:
    """The whole file: head, a VTIMEZONE for each zone used, then the events by their start.

    Raises InvalidValue for an entry that no client could read, UnknownTimeZone for its zone.
    """
    events = [event_block(entry) for entry in sorted(calendar.entries, key=_order)]
    return feed_from_blocks(calendar, zones_used(calendar.entries), events)


def feed_from_blocks(
    calendar: CalendarFeed, zones: Iterable[tuple[str, date, date]], events: Iterable[bytes]
) -> bytes:
    """The whole file from blocks that are written already, in their order.

    `zones` are those used, by name, each with the first and the last day it is used for.
    """
    head = _block(["BEGIN:VCALENDAR", *_head(calendar)])
    declared = "".join(vtimezone(*used) for used in zones).encode()
    return b"".join([head, declared, *events, b"END:VCALENDAR\r\n"])


def event_block(entry: CalendarEntry) -> bytes:
    """One VEVENT, folded and encoded: depends on the entry alone, so that it may be kept."""
    lines = ["BEGIN:VEVENT", folded(f"UID:{text(entry.uid)}"), _times(entry)]
    if entry.rule:
        lines += [folded(line) for line in _recurrence(entry)]
    lines += [folded(line) for line in _words(entry)]
    return ("\r\n".join(lines) + "\r\nEND:VEVENT\r\n").encode()


def _block(lines: list[str]) -> bytes:
    return ("\r\n".join([folded(line) for line in lines]) + "\r\n").encode()


def _order(entry: CalendarEntry) -> tuple[str, str]:
    return entry.start.isoformat(), entry.uid


def zones_used(entries: tuple[CalendarEntry, ...]) -> Iterator[tuple[str, date, date]]:
    """Each zone, by name, with the first and the last day it is used for."""
    days: dict[str, list[date]] = defaultdict(list)
    for entry in entries:
        if isinstance(entry.start, datetime) and entry.tzid is not None:
            days[entry.tzid] += [entry.start, entry.end, *([entry.until] if entry.until else [])]
    for tzid, used in sorted(days.items()):
        yield tzid, min(used), max(used)


def _head(calendar: CalendarFeed) -> Iterator[str]:
    name, refresh = title(calendar.name), duration(calendar.refresh)
    yield "VERSION:2.0"
    yield f"PRODID:{PRODID}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{name}"
    yield f"X-WR-CALNAME:{name}"
    if calendar.description:
        description = text(calendar.description)
        yield f"DESCRIPTION:{description}"
        yield f"X-WR-CALDESC:{description}"
    yield f"COLOR:{_colour(calendar.color)}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}"
    yield f"X-PUBLISHED-TTL:{refresh}"
    if calendar.source:
        yield f"SOURCE;VALUE=URI:{uri(calendar.source)}"


def _colour(name: str) -> str:
    """A CSS3 colour's name; RFC 7986 5.9 allows no numbers."""
    if not (name.isascii() and name.isalpha()):
        raise InvalidValue(
            what="the colour", given=name, expected="a CSS colour's name such as navy"
        )
    return name.lower()


def _times(entry: CalendarEntry) -> str:
    """The lines that are short whatever they say, so that none has to be folded."""
    changed = utc(entry.changed)
    stamp = changed if entry.stamp == entry.changed else utc(entry.stamp)
    created = changed if entry.created == entry.changed else utc(entry.created)
    kind, start = _time(entry.start, entry.tzid)
    end_kind, end = _time(entry.end, entry.tzid)
    if end_kind != kind or end <= start:
        raise InvalidValue(
            what="the end",
            given=str(entry.end),
            expected=f"a time of the same kind after the start, {entry.start}",
        )
    return (
        f"DTSTAMP:{stamp}\r\nSEQUENCE:{entry.sequence}\r\nCREATED:{created}\r\n"
        f"LAST-MODIFIED:{changed}\r\nDTSTART;{kind}:{start}\r\nDTEND;{kind}:{end}"
    )


def _recurrence(entry: CalendarEntry) -> Iterator[str]:
    """The rule, its end in UTC, and a line for each EXDATE: some clients read one value a line."""
    if entry.until is None or entry.tzid is None:
        raise InvalidValue("the recurring entry", entry.uid, "hours, a zone and an end")
    yield f"RRULE:{entry.rule};UNTIL={utc(entry.until.replace(tzinfo=zone(entry.tzid)))}"
    for excluded in entry.exdates:
        yield f"EXDATE;{_zone_parameter(entry.tzid)}:{local(excluded)}"


def _words(entry: CalendarEntry) -> Iterator[str]:
    cancelled = entry.status is EntryStatus.CANCELLED
    yield f"SUMMARY:{'Cancelled: ' if cancelled else ''}{title(entry.summary)}"
    yield f"STATUS:{entry.status}"
    if cancelled or entry.is_free:
        yield "TRANSP:TRANSPARENT"
    yield from _particulars(entry)


def _time(value: date | datetime, tzid: str | None) -> tuple[str, str]:
    """The parameter that tells the kind of time, and the time; the longest makes 61 octets."""
    if isinstance(value, datetime):
        return _zone_parameter(tzid or ""), local(value)
    return "VALUE=DATE", day(value)


@lru_cache(maxsize=1024)
def _zone_parameter(tzid: str) -> str:
    return f"TZID={known_zone(tzid)}"


def _particulars(entry: CalendarEntry) -> Iterator[str]:
    """What is left out when it is empty.

    The link to join stands in the description, and without a venue as the location too, because
    hardly any client shows CONFERENCE.
    """
    description, location = entry.description, entry.location
    if entry.conference:
        description = f"{description}\n\nJoin by video:\n{entry.conference}".lstrip("\n")
        location = location or entry.conference
    if description:
        yield f"DESCRIPTION:{text(description)}"
    if location:
        yield f"LOCATION:{text(location)}"
    if entry.categories:
        yield f"CATEGORIES:{','.join([title(category) for category in entry.categories])}"
    if entry.url:
        yield f"URL:{uri(entry.url)}"
    if entry.conference:
        yield f"{_CONFERENCE}:{uri(entry.conference)}"
    for related in entry.related:
        yield f"RELATED-TO;RELTYPE=SIBLING:{text(related)}"
    for prepared in entry.depends_on:
        yield f"RELATED-TO;RELTYPE=DEPENDS-ON:{text(prepared)}"
    if entry.next_uid:
        yield f"RELATED-TO;RELTYPE=NEXT:{text(entry.next_uid)}"
