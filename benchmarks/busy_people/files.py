"""Calendar files as an office exports them: 40 people of 500 recurring events each, by chance."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.engine.busy_calendar import Event, events

PEOPLE, EACH = 40, 500
_SEED = 7953
_MINUTES = (15, 30, 30, 45, 60, 60, 60, 90, 120, 240)
_ATTENDEES = [
    f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;\r\n"
    f' CN="Colleague {number}, Unit C.{number}":mailto:colleague.{number}@example.org'
    for number in range(6)
]
_REST = [
    "DESCRIPTION:The items of last time\\, then the round table. Bring the figures of\r\n  May.",
    "LOCATION:Room 4/12",
    "CLASS:PRIVATE",
    "PRIORITY:5",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "DESCRIPTION:Reminder",
    "END:VALARM",
]


def people(many: int = PEOPLE) -> list[bytes]:
    """The file of each person."""
    chance = Random(_SEED)  # noqa: S311 -- not for secrets
    every = events(many * EACH)
    return [_file(every[at : at + EACH], chance) for at in range(0, len(every), EACH)]


def _file(calendar: Sequence[Event], chance: Random) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
    for number, event in enumerate(calendar):
        length = timedelta(minutes=chance.choice(_MINUTES))
        lines += _event(number, event, length)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _event(number: int, event: Event, length: timedelta) -> list[str]:
    excluded = [f"EXDATE{_time(each)}" for each in event.excluded]
    lines = _component(number, event.start, length, [f"RRULE:{event.text}", *excluded])
    for original, place in event.moved:
        lines += _component(number, place, length, [f"RECURRENCE-ID{_time(original)}"])
    return lines


def _component(number: int, start: datetime, length: timedelta, more: list[str]) -> list[str]:
    end = (start.astimezone(UTC) + length).astimezone(start.tzinfo)
    return [
        *("BEGIN:VEVENT", f"UID:{number}@bench.example", "DTSTAMP:20260101T000000Z"),
        *("SEQUENCE:2", f"SUMMARY:Meeting {number}", "STATUS:CONFIRMED", "TRANSP:OPAQUE"),
        *(f"DTSTART{_time(start)}", f"DTEND{_time(end)}", *more),
        *("ORGANIZER;CN=Secretariat:mailto:secretariat@example.org", *_ATTENDEES, *_REST),
        "END:VEVENT",
    ]


def _time(value: datetime) -> str:
    if value.tzinfo is UTC:
        return f":{value:%Y%m%dT%H%M%SZ}"
    return f";TZID={value.tzinfo}:{value:%Y%m%dT%H%M%S}"
