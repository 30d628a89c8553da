"""Whatever the file: the check and the reader of busy times answer, soon, or refuse it."""

from collections.abc import Callable
from contextlib import suppress
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from scheduler.errors import InvalidValue
from scheduler.imports.busy.calendars import read_calendar
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.findings import MOST_OF_A_KIND, CalendarReport
from tests.counts import times
from tests.imports.calendar_check.any_calendar import any_calendar

SOON = 1.0
TRIES = 3
BRUSSELS = ZoneInfo("Europe/Brussels")
HEAD, END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"
EVENT = b"UID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260310T090000Z\r\n"
OVERRIDE = b"BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:99990310T%06dZ\r\nEND:VEVENT\r\n"
OVERRIDES = b"".join(OVERRIDE % second for second in range(3_000))

pytestmark = [pytest.mark.counted, pytest.mark.timeout(3600)]


def many(few: int) -> settings:
    """So many tries, or 100,000 where the full counts are wanted."""
    count = times(few, 100_000)
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))


def event(lines: bytes, after: bytes = b"") -> bytes:
    return HEAD + b"BEGIN:VEVENT\r\n" + EVENT + lines + b"END:VEVENT\r\n" + after + END


def is_soon(ask: Callable[[], object]) -> bool:
    """Several times, where the machine was at something else: that only ever adds to the time."""
    return any(_seconds(ask) < SOON for _ in range(TRIES))


def _seconds(ask: Callable[[], object]) -> float:
    begun = process_time()
    with suppress(InvalidValue):
        ask()
    return process_time() - begun


def require_fit_to_show(report: CalendarReport, lines: int) -> None:
    assert all(str(finding).isprintable() for finding in report.findings)
    assert all(finding.line is None or 1 <= finding.line <= lines for finding in report.findings)
    assert all(count > 0 for _, count in report.more)
    assert len(report.findings) <= MOST_OF_A_KIND * 60


@many(2_000)
@given(any_calendar())
def test_check_answers_whatever_comes(content: bytes) -> None:
    lines = 1 + content.count(b"\n") + content.count(b"\r")

    assert is_soon(lambda: require_fit_to_show(check_calendar("any", content), lines))


@many(500)
@given(any_calendar())
def test_reader_of_busy_times_answers_whatever_comes(content: bytes) -> None:
    files = [("any", content)]

    assert is_soon(lambda: read_calendar(files, zone=None, usual_zone=BRUSSELS, keep_titles=True))


BOMBS = {
    "one line of 10 MB": event(b"SUMMARY:" + b"a" * 10_000_000 + b"\r\n"),
    "a name of 10 MB": event(b"A" * 10_000_000 + b"\r\n"),
    "10 MB of NUL": event(b"\0" * 10_000_000 + b"\r\n"),
    "10 MB of backslashes": event(b"SUMMARY:" + b"\\" * 10_000_000 + b"\r\n"),
    "a number of 10 MB": event(b"SEQUENCE:" + b"9" * 10_000_000 + b"\r\n"),
    "500,000 parameters": event(b"X-A" + b";A=b" * 500_000 + b":c\r\n"),
    "300,000 dates": event(b"RDATE:" + b",".join([b"20260310T090000Z"] * 300_000) + b"\r\n"),
    "150,000 folds": event(b"SUMMARY:" + b"\xc3\xa9\r\n " * 150_000 + b"\r\n"),
    "20,000 nested": HEAD + b"BEGIN:VEVENT\r\n" * 20_000 + b"END:VEVENT\r\n" * 20_000 + END,
    "a zone by the second": HEAD
    + b"BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
    + b"RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    + END,
    "a rule without dates": event(
        b"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n", after=OVERRIDES
    ),
    "a busy rule": event(
        b"RRULE:FREQ=SECONDLY;BYSECOND=1,7;BYSETPOS=3,-1\r\nEXRULE:FREQ=MINUTELY;INTERVAL=7\r\n",
        after=OVERRIDES,
    ),
    "more lines than anybody reads": HEAD + b"\n" * 600_000,
    "more than anybody reads": HEAD + b"a" * 20_000_000,
}


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_check_of_a_bomb_is_soon_over(content: bytes) -> None:
    assert is_soon(lambda: check_calendar("bomb", content))


def test_what_is_found_on_a_bomb_is_few_words() -> None:
    report = check_calendar("bomb", event(b"STATUS:" + b"\x1b" * 10_000 + b"\r\n" * 1_000))

    assert [defect.code for defect, _ in report.more] == ["empty-line"]
    assert max(len(str(finding)) for finding in report.findings) < 600
