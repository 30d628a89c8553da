"""The answers in a calendar object: REPLY and COUNTER (RFC 5546 3.2.3, 3.2.7), as programs send."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from scheduler.errors import InvalidValue
from scheduler.imports.busy.zones import zone_called
from scheduler.imports.calendar_check.findings import Findings
from scheduler.imports.calendar_check.lines import ContentLine, read_lines
from scheduler.imports.replies.headers import calendar_address, on_a_line
from scheduler.imports.replies.messages import MailedCalendar, Unread
from scheduler.model.reply import ReplyMethod
from scheduler.model.vocabulary import Reply
from scheduler.papers.clean import LONGEST_LINE, clean_text
from scheduler.recurrence.moment_text import read_moment
from scheduler.recurrence.set_text.periods import read_duration

MOST_ANSWERS = 50
MOST_ATTENDEES = 500
LONGEST_COMMENT = 2_000
_DEEPEST = 10
_LARGEST_SEQUENCE = 2**31
_YEARS = range(1900, 3000)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_ANSWERS = {
    "ACCEPTED": Reply.ACCEPTED,
    "TENTATIVE": Reply.TENTATIVE,
    "DECLINED": Reply.DECLINED,
}


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who answers, who wrote it for them, and the answer in the RFC's word (RFC 5545 3.2.12)."""

    address: str
    sent_by: str = ""
    partstat: str = "NEEDS-ACTION"
    comment: str = ""

    @property
    def answer(self) -> Reply:
        """The answer in the record's word; none for NEEDS-ACTION, DELEGATED and unknown ones."""
        return _ANSWERS.get(self.partstat, Reply.NONE)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One answer. Its times are aware where their zone is known, else wall time, or days."""

    method: ReplyMethod
    uid: str
    sequence: int
    stamp: datetime | None
    attendees: tuple[Attendee, ...]
    recurrence_id: date | None = None
    comment: str = ""
    start: date | None = None
    end: date | None = None
    unknown_zone: str = ""


@dataclass(slots=True)
class _Event:
    lines: list[ContentLine] = field(default_factory=list)

    def first(self, name: str) -> ContentLine | None:
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        line = self.first(name)
        return line.value.strip() if line else ""


def read_answers(calendar: MailedCalendar) -> tuple[ReadAnswer, ...]:
    """The answers, one for each event; none where it asks or informs. Raises Unread if broken."""
    file = _CalendarLines(_lines(calendar.text))
    method = (file.method or calendar.method).strip().upper()
    if method not in ReplyMethod.__members__:
        return ()
    if not file.events:
        raise Unread("its calendar holds no event")
    if len(file.events) > MOST_ANSWERS:
        raise Unread(f"its calendar holds more than {MOST_ANSWERS} events")
    zones = file.locations
    return tuple(_Answer(ReplyMethod[method], event, zones).read() for event in file.events)


def _lines(text: str) -> Sequence[ContentLine]:
    try:
        octets = text.encode("utf-8", "replace")
        return list(read_lines("the calendar", octets, Findings()))
    except InvalidValue as error:
        raise Unread(f"it holds no calendar: expected {error.expected}") from None


class _CalendarLines:
    """The events of a calendar, its method, and where its zones lie."""

    def __init__(self, lines: Sequence[ContentLine]) -> None:
        self.method = ""
        self.events: list[_Event] = []
        self.locations: dict[str, str] = {}
        self._open: list[str] = []
        self._tzid = ""
        for line in lines:
            self._take(line)
        if self._open:
            raise Unread("its calendar is cut off")

    def _take(self, line: ContentLine) -> None:
        word = line.value.strip().upper()
        if line.name == "BEGIN":
            if len(self._open) == _DEEPEST:
                raise Unread("its calendar nests components too deep")
            self._open.append(word)
            if self._open == ["VCALENDAR", "VEVENT"]:
                self.events.append(_Event())
        elif line.name == "END":
            if not self._open or self._open.pop() != word:
                raise Unread("its calendar ends what it did not begin")
        elif self._open == ["VCALENDAR"]:
            self._describe(line, word)
        elif self._open == ["VCALENDAR", "VEVENT"]:
            self.events[-1].lines.append(line)
        elif self._open == ["VCALENDAR", "VTIMEZONE"]:
            self._locate(line)

    def _describe(self, line: ContentLine, word: str) -> None:
        if line.name == "METHOD":
            self.method = word
        elif line.name == "VERSION" and word != "2.0":
            raise Unread(f"its calendar is of version {word[:20]}, and not 2.0")

    def _locate(self, line: ContentLine) -> None:
        if line.name == "TZID":
            self._tzid = line.value
        elif line.name == "X-LIC-LOCATION":
            self.locations[self._tzid] = line.value


class _Answer:
    """Reads one event; a zone that nobody knows is kept by its name."""

    def __init__(self, method: ReplyMethod, event: _Event, locations: dict[str, str]) -> None:
        self._method, self._event, self._locations = method, event, locations
        self._unknown_zone = ""

    def read(self) -> ReadAnswer:
        uid = self._event.value("UID")
        if not uid or len(uid) > LONGEST_LINE or uid != on_a_line(uid):
            raise Unread("its calendar names no meeting: expected a UID")
        start, end = self._times() if self._method is ReplyMethod.COUNTER else (None, None)
        return ReadAnswer(
            method=self._method,
            uid=uid,
            sequence=self._sequence(),
            stamp=self._stamp(),
            attendees=tuple(self._attendees()),
            recurrence_id=self._moment("RECURRENCE-ID"),
            comment=_text(self._event.value("COMMENT")),
            start=start,
            end=end,
            unknown_zone=self._unknown_zone,
        )

    def _sequence(self) -> int:
        """The number that stands there, or 0 (RFC 5545 3.8.7.4)."""
        said = self._event.value("SEQUENCE") or "0"
        if not (said.isascii() and said.isdigit()) or not int(said[:11]) < _LARGEST_SEQUENCE:
            raise Unread(f"its SEQUENCE is {said[:20]!r}: expected a number")
        return int(said)

    def _stamp(self) -> datetime | None:
        """DTSTAMP, which is in UTC whether it says so or not."""
        stamp = self._moment("DTSTAMP")
        if not isinstance(stamp, datetime):
            return None
        return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)

    def _attendees(self) -> Iterator[Attendee]:
        lines = [line for line in self._event.lines if line.name == "ATTENDEE"]
        if len(lines) > MOST_ATTENDEES:
            raise Unread(f"its calendar names more than {MOST_ATTENDEES} people")
        for line in lines:
            said = line.parameters.get("PARTSTAT", "NEEDS-ACTION").upper()
            sent_by = calendar_address(line.parameters.get("SENT-BY", ""))
            comment = _text(line.parameters.get("X-RESPONSE-COMMENT", ""))  # Google's own
            yield Attendee(calendar_address(line.value), sent_by, on_a_line(said)[:40], comment)

    def _times(self) -> tuple[date | None, date | None]:
        start = self._moment("DTSTART")
        if start is None:
            raise Unread("its calendar proposes no time: expected a DTSTART")
        end = self._moment("DTEND") if self._event.first("DTEND") else self._length(start)
        if end is not None and isinstance(end, datetime) is not isinstance(start, datetime):
            end = None
        return start, end

    def _length(self, start: date) -> date | None:
        said = self._event.value("DURATION")
        try:
            return start + read_duration(said.upper()) if said else None
        except (ValueError, OverflowError):
            return None

    def _moment(self, name: str) -> date | None:
        line = self._event.first(name)
        if line is None:
            return None
        try:
            moment = read_moment(line.value.strip().upper())
        except ValueError:
            raise Unread(f"its {name} is {line.value[:40]!r}: expected a time") from None
        if moment.year not in _YEARS:
            raise Unread(f"its {name} is {line.value[:40]!r}: expected a time that is meant")
        if isinstance(moment, datetime) and moment.tzinfo is None and line.tzid:
            zone = zone_called(line.tzid, self._locations)
            self._unknown_zone = self._unknown_zone or ("" if zone else on_a_line(line.tzid))
            return moment.replace(tzinfo=zone)
        return moment


def _text(value: str) -> str:
    """A text as it is meant (RFC 5545 3.3.11), cut."""
    text = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return clean_text(text).strip()[:LONGEST_COMMENT]
