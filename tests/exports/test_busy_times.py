from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.exports.busy_times import busy_text
from scheduler.planning.busy_calendar import BusyCalendar, BusyEvent
from scheduler.recurrence import Override, Period, RecurrenceSet, Rule
from tests.imports.busy.reading import read

BRUSSELS = ZoneInfo("Europe/Brussels")
AT = datetime(2027, 5, 3, 9, tzinfo=BRUSSELS)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEKLY = Rule.parse("FREQ=WEEKLY;COUNT=9")
LATER = Override[date](AT + 7 * DAY, AT + 8 * DAY, duration=2 * HOUR, this_and_future=True)
SECOND = datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1)


def series(*rules: Rule, **more: Any) -> RecurrenceSet[date]:  # noqa: ANN401 -- the set's own
    return RecurrenceSet[date](AT, rules, unmatched_start="include", **more)


CALENDAR = BusyCalendar(
    BRUSSELS,
    (
        BusyEvent(series(WEEKLY, excluded=(AT + 14 * DAY,)), HOUR),
        BusyEvent(series(WEEKLY, overrides=(LATER,)), HOUR),
        BusyEvent(series(dates=(SECOND, Period(AT, duration=HOUR))), HOUR),
        BusyEvent(RecurrenceSet[date](AT.replace(tzinfo=None)), 49 * HOUR),
        BusyEvent(RecurrenceSet[date](AT), 2 * DAY + HOUR, is_nominal=True),
        BusyEvent(RecurrenceSet[date](AT.astimezone(UTC)), HOUR, title="Budget, second; reading"),
        BusyEvent(RecurrenceSet[date](date(2027, 6, 1)), 3 * DAY, is_nominal=True),
    ),
    ((1_800_000_000, 1_800_003_600),),
)


def test_a_calendar_is_read_again_as_it_was() -> None:
    again = read(busy_text(CALENDAR).encode(), keep_titles=True)

    assert (again.calendar, again.findings) == (CALENDAR, ())


def test_the_text_holds_times_and_nothing_else() -> None:
    first = BusyCalendar(BRUSSELS, CALENDAR.events[:1], CALENDAR.spans)

    assert busy_text(first).splitlines() == [
        *("BEGIN:VCALENDAR", "VERSION:2.0"),
        *("BEGIN:VEVENT", "UID:1"),
        "DTSTART;TZID=Europe/Brussels:20270503T090000",
        "RRULE:FREQ=WEEKLY;COUNT=9",
        "EXDATE;TZID=Europe/Brussels:20270517T090000",
        *("DURATION:PT1H", "END:VEVENT"),
        *("BEGIN:VFREEBUSY", "FREEBUSY:20270115T080000Z/20270115T090000Z", "END:VFREEBUSY"),
        "END:VCALENDAR",
    ]
