"""One event of a calendar file as a meeting (RFC 5545 3.6.1): its times, texts and facts."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.errors import InvalidValue, UnknownTimeZone
from scheduler.imports.busy.zones import zone_called
from scheduler.imports.calendar_check.components import Component
from scheduler.imports.calendar_check.lines import ContentLine
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.papers.clean import LONGEST_LINE, clean_text, is_followable
from scheduler.papers.exchange import FACT_PROPERTIES, ExchangedMeeting, MeetingFacts
from scheduler.recurrence.moment_text import read_moment
from scheduler.recurrence.set_text.periods import read_duration

LONGEST_DESCRIPTION = 20_000
_LONGEST_RAW = 2 * LONGEST_DESCRIPTION
# What an event says that nobody has ever stamped.
UNSTAMPED = datetime(1970, 1, 1, tzinfo=UTC)
_LARGEST_SEQUENCE = 1_000_000
_LONGEST = timedelta(days=366)
_YEARS = range(1900, 3000)
_DAY = timedelta(days=1)
_CANCELLED = "Cancelled: "
_RECURS = ("RRULE", "RDATE", "EXRULE", "RECURRENCE-ID")
_LINKS = ("CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
_ESCAPED = re.compile(r"\\([\\;,nN])")


class EventReader:
    """Reads the events of one file: where its zones lie, and the zone of times that name none."""

    def __init__(self, locations: Mapping[str, str], usual_zone: ZoneInfo) -> None:
        self._locations, self._usual = locations, usual_zone

    def read(self, event: Component) -> ExchangedMeeting:
        """The meeting. Raises InvalidValue for an event that cannot be one, with the reason."""
        for name in _RECURS:
            if line := event.first(name):
                expected = "an event that does not recur; a series has its rule in the record"
                raise InvalidValue(name, line.value[:60], expected)
        status = _status(event)
        start, end, tzid = self._times(event)
        changed = _instant(event, "LAST-MODIFIED") or _instant(event, "DTSTAMP") or UNSTAMPED
        link = _link(event)
        location = _line(event, "LOCATION")
        entry = CalendarEntry(
            uid=_uid(event),
            sequence=_sequence(event),
            stamp=changed,
            created=_instant(event, "CREATED") or changed,
            changed=changed,
            status=status or EntryStatus.CONFIRMED,
            summary=_summary(event, status),
            start=start,
            end=end,
            tzid=tzid,
            description=_text(event, "DESCRIPTION")[:LONGEST_DESCRIPTION],
            location="" if location == link else location,
            conference=link,
            related=_sibling(event),
        )
        return ExchangedMeeting(entry, _facts(event), status is not None, event.number)

    def _times(self, event: Component) -> tuple[date, date, str | None]:
        """Start and end, both days or both wall times in the zone that is named."""
        line = event.first("DTSTART")
        if line is None:
            raise InvalidValue("the event", "without DTSTART", "the time at which it starts")
        start = self._moment(line)
        end = _meant(self._end(event, start), start)
        if not isinstance(start, datetime):
            return start, end, None
        zone = start.tzinfo
        assert isinstance(zone, ZoneInfo)  # noqa: S101 -- as _moment makes it
        return start.replace(tzinfo=None), end, zone.key

    def _end(self, event: Component, start: date) -> date:
        is_timed = isinstance(start, datetime)
        if line := event.first("DTEND"):
            end = self._moment(line)
            if isinstance(end, datetime) is not is_timed:
                raise InvalidValue("DTEND", line.value[:40], "a date or a time as DTSTART is")
            return end.astimezone(start.tzinfo) if isinstance(end, datetime) else end  # type: ignore[attr-defined]  # a time too
        if line := event.first("DURATION"):
            return start + _duration(line)
        if is_timed:
            raise InvalidValue("the event", "without DTEND", "the time at which it ends")
        return start + _DAY

    def _moment(self, line: ContentLine) -> date:
        """A date, or a time in a zone that is known."""
        try:
            moment = read_moment(line.value.strip().upper())
        except ValueError:
            moment = None
        if moment is None or moment.year not in _YEARS:
            expected = f"a time such as {line.name}:20270601T090000Z"
            raise InvalidValue(line.name, line.value[:40], expected)
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo:
            return moment.astimezone(self._usual)
        return moment.replace(tzinfo=self._zone(line.tzid))

    def _zone(self, tzid: str | None) -> ZoneInfo:
        if tzid is None:
            return self._usual
        if found := zone_called(tzid, self._locations):
            return found
        raise UnknownTimeZone(tzid[:60])


def _meant(end: date, start: date) -> date:
    """The end, as wall time; some programs end a day on itself, and mean all of it."""
    if isinstance(end, datetime) and isinstance(start, datetime):
        end, start = end.replace(tzinfo=None), start.replace(tzinfo=None)
    elif end == start:
        end = start + _DAY
    if not timedelta() < end - start <= _LONGEST:
        expected = f"a time after {start.isoformat()}, and at most a year later"
        raise InvalidValue("the end", end.isoformat(), expected)
    return end


def _duration(line: ContentLine) -> timedelta:
    try:
        length = read_duration(line.value.strip().upper())
    except ValueError:
        length = timedelta()
    if not timedelta() < length <= _LONGEST:
        expected = "a duration of at most a year, such as PT1H30M"
        raise InvalidValue("DURATION", line.value[:40], expected)
    return length


def _uid(event: Component) -> str:
    uid = _text(event, "UID")
    if not uid or len(uid) > LONGEST_LINE or not uid.isprintable():
        expected = f"an identity of 1 to {LONGEST_LINE} characters, by which it is found again"
        raise InvalidValue("UID", uid[:60], expected)
    return uid


def _sequence(event: Component) -> int:
    """The number that stands there, or 0 (RFC 5545 3.8.7.4)."""
    line = event.first("SEQUENCE")
    said = line.value.strip() if line else "0"
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None  # noqa: PLR2004 -- 3.3.8: 32 bits
    if number is None or number > _LARGEST_SEQUENCE:
        raise InvalidValue("SEQUENCE", said[:20], f"a number up to {_LARGEST_SEQUENCE:,}")
    return number


def _instant(event: Component, name: str) -> datetime | None:
    """An instant, which is in UTC whether it says so or not; None where there is none."""
    line = event.first(name)
    try:
        moment = read_moment(line.value.strip().upper()) if line else None
    except ValueError:
        return None
    if not isinstance(moment, datetime) or moment.year not in _YEARS:
        return None
    return moment.replace(tzinfo=UTC)


def _status(event: Component) -> EntryStatus | None:
    line = event.first("STATUS")
    word = line.value.strip().upper() if line else ""
    return EntryStatus(word) if word in EntryStatus.__members__ else None


def _summary(event: Component, status: EntryStatus | None) -> str:
    summary = _line(event, "SUMMARY")
    return summary.removeprefix(_CANCELLED) if status is EntryStatus.CANCELLED else summary


def _link(event: Component) -> str:
    """The first address to join that is safe to follow."""
    said = (line.value.strip() for name in _LINKS for line in event.all(name))
    return next((one for one in said if is_followable(one) and one == clean_text(one)), "")


def _sibling(event: Component) -> tuple[str, ...]:
    """The UID of the meeting that it stands beside, if it names one."""
    for line in event.all("RELATED-TO"):
        if line.parameters.get("RELTYPE", "").upper() == "SIBLING":
            return (_unescaped(line.value[:_LONGEST_RAW]),)
    return ()


def _facts(event: Component) -> MeetingFacts:
    said = {field: _line(event, name) for name, field in FACT_PROPERTIES.items()}
    return MeetingFacts(**said)


def _line(event: Component, name: str) -> str:
    return " ".join(_text(event, name).split())


def _text(event: Component, name: str) -> str:
    line = event.first(name)
    return clean_text(_unescaped(line.value[:_LONGEST_RAW])).strip() if line else ""


def _unescaped(value: str) -> str:
    """A text as it is meant (RFC 5545 3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
