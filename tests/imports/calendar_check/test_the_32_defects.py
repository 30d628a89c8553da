"""The 32 defects with which the judges were compared, each in a file that has it and no other."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.exports.ical import feed
from scheduler.imports.calendar_check.check import check_calendar
from scheduler.imports.calendar_check.defects import Defect
from scheduler.papers.calendar import CalendarFeed
from tests.exports.calendar_check import problems_of
from tests.exports.sample_calendar import HOSTILE, PARTNERSHIP, many

FOLDER = Path(__file__).parents[1] / "data" / "defects"
# Each file: the line, what is found there, and what came. No other judge catches the first eight.
DEFECTS = {
    "01-undeclared-zone": (44, Defect.UNDECLARED_ZONE, "TZID=Europe/Paris"),
    "02-local-until": (
        26,
        Defect.UNTIL_KIND,
        "UNTIL=20290501T073000 beside DTSTART;TZID=Europe/Brussels:20260501T093000",
    ),
    "03-organiser-without-scheme": (27, Defect.NO_MAILBOX, "ORGANIZER:som@example.org"),
    "04-unknown-method": (4, Defect.UNKNOWN_METHOD, "METHOD:SEND"),
    "05-no-occurrence": (
        41,
        Defect.NO_OCCURRENCE,
        "RECURRENCE-ID;TZID=Europe/Brussels:20270502T093000",
    ),
    "06-lf-alone": (1, Defect.LINE_END, "11 lines end in LF alone"),
    "07-local-stamp": (22, Defect.LOCAL_STAMP, "DTSTAMP:20260101T000000"),
    "08-unknown-answer": (28, Defect.UNKNOWN_ANSWER, "PARTSTAT=MAYBE"),
    "09-no-version": (1, Defect.MISSING, "VCALENDAR without VERSION"),
    "10-no-prodid": (1, Defect.MISSING, "VCALENDAR without PRODID"),
    "11-no-uid": (4, Defect.MISSING, "VEVENT without UID"),
    "12-no-dtstamp": (20, Defect.MISSING, "VEVENT without DTSTAMP"),
    "13-no-dtstart": (4, Defect.MISSING, "VEVENT without DTSTART"),
    "14-end-before-start": (
        25,
        Defect.END_BEFORE_START,
        "DTSTART:20260501T093000 with DTEND:20260501T070000",
    ),
    "15-end-and-duration": (46, Defect.END_AND_DURATION, "DTEND and DURATION:PT7H30M"),
    "16-date-and-time": (25, Defect.MIXED_KINDS, "DTSTART:20260501T093000 with DTEND:20260502"),
    "17-property-twice": (32, Defect.REPEATED, "2 times STATUS"),
    "18-impossible-date": (44, Defect.BAD_VALUE, "DTSTART:20270230T093000, not DATE-TIME"),
    "19-unknown-frequency": (
        26,
        Defect.BAD_RULE,
        "RRULE: FREQ=SOMETIMES: expected one of SECONDLY, MINUTELY, HOURLY, DAILY, WEE...",
    ),
    "20-count-and-until": (
        26,
        Defect.COUNT_AND_UNTIL,
        "RRULE:FREQ=YEARLY;COUNT=4;UNTIL=20290501T073000Z",
    ),
    "21-unknown-status": (
        31,
        Defect.UNKNOWN_WORD,
        "STATUS:PERHAPS, not TENTATIVE or CONFIRMED or CANCELLED",
    ),
    "22-priority-out-of-range": (32, Defect.OUT_OF_RANGE, "PRIORITY:10"),
    "23-sequence-no-number": (23, Defect.BAD_VALUE, "SEQUENCE:one, not INTEGER"),
    "24-alarm-without-trigger": (33, Defect.MISSING, "VALARM without TRIGGER"),
    "25-attendee-published": (28, Defect.PUBLISHED_ATTENDEE, "ATTENDEE:mailto:lind@example.org"),
    "26-second-master": (39, Defect.SECOND_MASTER, "again UID:som@example.org"),
    "27-control-character": (35, Defect.CONTROL_CHARACTER, "\\x07 in DESCRIPTION:Tomor\\x07row"),
    "28-not-utf8": (9, Defect.NOT_UTF8, "the octet E9 in SUMMARY:Chefs d'unit�"),
    "29-raw-semicolon": (29, Defect.UNESCAPED, "; in SUMMARY: ficials Meeting; the longest t"),
    "30-unclosed": (33, Defect.UNCLOSED, "BEGIN:VALARM"),
    "31-no-colon": (31, Defect.NO_CONTENT_LINE, "STATUS CONFIRMED"),
    "32-malformed-duration": (45, Defect.BAD_VALUE, "DURATION:7 hours, not DURATION"),
}
NOT_READ_BY_DATEUTIL = "19-unknown-frequency"
GOOD = ("good-day", "good-feed", "good-request")
FEEDS = {
    "partnership": PARTNERSHIP,
    "hostile": replace(PARTNERSHIP, entries=(HOSTILE,)),
    "thousand": many(1000),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_and_nothing_else(name: str) -> None:
    report = check_calendar(name, (FOLDER / f"{name}.ics").read_bytes())

    assert report.findings == (DEFECTS[name],)
    assert report.more == ()


def test_the_files_are_32_and_three_good_ones() -> None:
    names = [path.stem for path in sorted(FOLDER.glob("*.ics"))]

    assert len(DEFECTS) == 32
    assert names == [*DEFECTS, *GOOD]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_has_no_findings(name: str) -> None:
    report = check_calendar(name, (FOLDER / f"{name}.ics").read_bytes())

    assert report.findings == ()


@pytest.mark.parametrize("calendar", FEEDS.values(), ids=FEEDS)
def test_our_own_feeds_have_no_findings(calendar: CalendarFeed) -> None:
    assert check_calendar("ours", feed(calendar)).findings == ()


def test_our_own_empty_feed_has_a_note_alone() -> None:
    report = check_calendar("ours", feed(replace(PARTNERSHIP, entries=())))

    assert report.findings == ((1, Defect.NO_COMPONENTS, "a calendar without components"),)


@pytest.mark.parametrize("name", sorted({*DEFECTS, *GOOD} - {NOT_READ_BY_DATEUTIL}))
def test_what_the_judge_of_the_tests_finds_is_found_too(name: str) -> None:
    octets = (FOLDER / f"{name}.ics").read_bytes()

    assert bool(problems_of(octets)) <= bool(check_calendar(name, octets).findings)
