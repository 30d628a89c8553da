"""Small calendars from the lines of their events, and the spans that were read of them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from scheduler.imports.busy.calendars import ReadCalendar, read_calendar
from scheduler.planning.busy import instant
from scheduler.planning.busy_calendar import busy_in

BRUSSELS = ZoneInfo("Europe/Brussels")
SINCE, UNTIL = datetime(2027, 5, 1, tzinfo=BRUSSELS), datetime(2027, 7, 1, tzinfo=BRUSSELS)


def calendar(*components: str, head: str = "") -> bytes:
    """A calendar of components, each given as its lines after BEGIN:VEVENT."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", *head.split()]
    for lines_of_one in components:
        lines += ["BEGIN:VEVENT", *lines_of_one.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def read(
    *files: bytes, zone: ZoneInfo | None = BRUSSELS, keep_titles: bool = False
) -> ReadCalendar:
    named = [(f"{number}.ics", content) for number, content in enumerate(files, start=1)]
    return read_calendar(named, zone=zone, usual_zone=BRUSSELS, keep_titles=keep_titles)


def spans(found: ReadCalendar) -> list[str]:
    """The spans of May and June 2027, such as "3 May 09:00 - 3 May 10:00"."""
    taken = busy_in(found.calendar, SINCE.astimezone(UTC), UNTIL.astimezone(UTC))
    return [f"{_shown(start)} - {_shown(end)}" for start, end in taken]


def _shown(second: int) -> str:
    shown = instant(second).astimezone(BRUSSELS)
    return f"{shown.day} {shown:%b %H:%M}"
