"""Events of other programs as meetings; each hostile or broken one is left out, and said."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidFile, InvalidValue
from scheduler.imports.exchange.files import LARGEST, MOST_EVENTS, ReadMeetings, read_meetings
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.papers.exchange import ExchangedMeeting, MeetingFacts
from tests.counts import times
from tests.imports.busy.reading import calendar

BRUSSELS = ZoneInfo("Europe/Brussels")
STAMP = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
HEAD = "UID:1\nDTSTAMP:20270102T030405Z\n"
NINE = "DTSTART;TZID=Europe/Brussels:20270507T090000\n"
TEN = "DTEND;TZID=Europe/Brussels:20270507T100000\n"
EVENT = f"{HEAD}{NINE}{TEN}SUMMARY:Round"


def read(content: bytes) -> ReadMeetings:
    return read_meetings("a.ics", content, usual_zone=BRUSSELS)


def entry(*lines: str, head: str = "") -> CalendarEntry:
    (meeting,) = read(calendar(HEAD + "\n".join(lines), head=head)).meetings
    return meeting.entry


def refused(*lines: str) -> str:
    found = read(calendar(HEAD + "\n".join(lines)))
    assert (found.meetings, found.left_out) == ((), 1)
    (finding,) = found.findings
    assert finding.where == "a.ics, line 3"
    return finding.message.removeprefix("the event was left out: ")


def test_an_event_of_another_program_is_read_whole() -> None:
    content = calendar(
        f"{HEAD}LAST-MODIFIED:20270103T000000Z\nCREATED:20270101T000000Z\nSEQUENCE:4\n{NINE}{TEN}"
        "STATUS:CANCELLED\nSUMMARY:Cancelled: A\\, B\nLOCATION:Room\\; 1\n"
        "DESCRIPTION:one\\ntwo \\\\N\nRELATED-TO;RELTYPE=SIBLING:2\nRELATED-TO:3\n"
        "CONFERENCE;VALUE=URI:https://meet.example/x"
    )

    assert read(content) == ReadMeetings(
        (
            ExchangedMeeting(
                CalendarEntry(
                    uid="1",
                    sequence=4,
                    stamp=datetime(2027, 1, 3, tzinfo=UTC),
                    created=datetime(2027, 1, 1, tzinfo=UTC),
                    changed=datetime(2027, 1, 3, tzinfo=UTC),
                    status=EntryStatus.CANCELLED,
                    summary="A, B",
                    start=datetime(2027, 5, 7, 9),  # noqa: DTZ001 -- wall time
                    end=datetime(2027, 5, 7, 10),  # noqa: DTZ001 -- wall time
                    tzid="Europe/Brussels",
                    description="one\ntwo \\N",
                    location="Room; 1",
                    conference="https://meet.example/x",
                    related=("2",),
                ),
                MeetingFacts(),
                has_status=True,
                line=3,
            ),
        ),
        0,
        (),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART;VALUE=DATE:20270507",), (date(2027, 5, 7), date(2027, 5, 8), None)),
        (
            ("DTSTART;VALUE=DATE:20270507", "DTEND;VALUE=DATE:20270507"),
            (date(2027, 5, 7), date(2027, 5, 8), None),
        ),
        (
            ("DTSTART;VALUE=DATE:20270507", "DURATION:P2D"),
            (date(2027, 5, 7), date(2027, 5, 9), None),
        ),
        (("DTSTART:20270507T070000Z", "DURATION:PT1H"), ("09:00", "10:00", "Europe/Brussels")),
        (("DTSTART:20270507T090000", "DURATION:PT1H"), ("09:00", "10:00", "Europe/Brussels")),
        (
            ("DTSTART;TZID=Romance Standard Time:20270507T090000", "DURATION:PT1H"),
            ("09:00", "10:00", "Europe/Paris"),
        ),
        (
            ("DTSTART;TZID=America/New_York:20270507T090000", "DTEND:20270507T140000Z"),
            ("09:00", "10:00", "America/New_York"),
        ),
    ],
)
def test_times_are_wall_time_in_a_zone_that_is_known(
    lines: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    found = entry(*lines)

    shown = [
        f"{one:%H:%M}" if isinstance(one, datetime) else one for one in (found.start, found.end)
    ]
    assert (*shown, found.tzid) == expected


def test_times_in_utc_are_of_the_zone_that_the_file_names() -> None:
    found = entry(
        "DTSTART:20270507T070000Z", "DURATION:PT1H", head="X-WR-TIMEZONE:America/New_York"
    )

    assert (f"{found.start:%H:%M}", found.tzid) == ("03:00", "America/New_York")


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((NINE + TEN + "RRULE:FREQ=SECONDLY",), "RRULE 'FREQ=SECONDLY' cannot be used"),
        ((NINE + TEN + "RECURRENCE-ID:20270507T070000Z",), "RECURRENCE-ID '20270507T070000Z'"),
        ((NINE,), "the event 'without DTEND' cannot be used"),
        ((TEN,), "the event 'without DTSTART' cannot be used"),
        (("DTSTART:20271307T090000",), "DTSTART '20271307T090000' cannot be used"),
        (("DTSTART:99990101T000000Z",), "DTSTART '99990101T000000Z' cannot be used"),
        (("DTSTART:00010101T000000Z",), "DTSTART '00010101T000000Z' cannot be used"),
        ((NINE + "DTEND;VALUE=DATE:20270508",), "DTEND '20270508' cannot be used"),
        ((NINE + "DTEND:20270507T070000Z",), "the end '2027-05-07T09:00:00' cannot be used"),
        ((NINE + "DTEND:20280607T070000Z",), "the end '2028-06-07T09:00:00' cannot be used"),
        ((NINE + "DURATION:P999999D",), "DURATION 'P999999D' cannot be used"),
        ((NINE + "DURATION:-PT1H",), "DURATION '-PT1H' cannot be used"),
        (("DTSTART;TZID=Mars/Base:20270507T090000",), "the time zone 'Mars/Base' is not known"),
        ((NINE + TEN + "SEQUENCE:2147483647",), "SEQUENCE '2147483647' cannot be used"),
        ((NINE + TEN + "SEQUENCE:-1",), "SEQUENCE '-1' cannot be used"),
    ],
)
def test_an_event_that_is_no_meeting_is_left_out(lines: tuple[str, ...], reason: str) -> None:
    assert refused(*lines)[: len(reason)] == reason


def test_a_uid_is_a_line_of_bearable_length() -> None:
    for uid in ("", "x" * 301, "a\\nb"):
        found = read(calendar(EVENT.replace("UID:1", f"UID:{uid}")))

        assert (found.meetings, found.left_out) == ((), 1)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("CONFERENCE;VALUE=URI:javascript:alert(1)", ""),
        ("X-GOOGLE-CONFERENCE:https://meet.example/g", "https://meet.example/g"),
        ("X-MICROSOFT-SKYPETEAMSMEETINGURL:https://t.example/t", "https://t.example/t"),
        ("URL:https://news.example/", ""),
    ],
)
def test_a_link_is_one_to_join_that_is_safe_to_follow(lines: str, expected: str) -> None:
    assert entry(NINE + TEN + lines).conference == expected


def test_a_location_that_only_repeats_the_link_is_none() -> None:
    link = "https://meet.example/x"

    assert entry(f"{NINE}{TEN}LOCATION:{link}\nCONFERENCE;VALUE=URI:{link}").location == ""


def test_a_status_that_is_not_said_is_not_known() -> None:
    (meeting,) = read(calendar(EVENT)).meetings

    assert meeting.has_status is False


def test_texts_cannot_turn_lines_or_hide_signs() -> None:
    found = entry(f"{NINE}{TEN}SUMMARY:a\\nb\x07\u202ec\u2028d")

    assert found.summary == "a bc d"


def test_of_two_events_with_one_uid_the_newer_is_read() -> None:
    older = EVENT.replace("Round", "Old")
    newer = EVENT + "\nSEQUENCE:1"

    for events in ((older, newer), (newer, older)):
        found = read(calendar(*events))
        assert [one.entry.summary for one in found.meetings] == ["Round"]
        assert found.left_out == 1


def test_what_is_not_imported_is_told_in_one_note() -> None:
    alarm = "BEGIN:VALARM\nACTION:EMAIL\nTRIGGER:-PT5M\nEND:VALARM"
    found = read(
        calendar(f"{EVENT}\nATTENDEE:mailto:a@b.example\nATTENDEE:mailto:c@d.example\n{alarm}")
    )

    assert [str(finding) for finding in found.findings] == [
        "note: a.ics: 2 attendees and 1 alarm of its events: not imported"
    ]


@pytest.mark.parametrize(
    "content",
    [
        calendar(EVENT)[:-40],
        calendar(EVENT).replace(b"Round", b"R\xfcnde"),
        calendar(EVENT).replace(b"2.0", b"1.0"),
        calendar(EVENT) + b"END:VEVENT\r\n",
        calendar(EVENT + "\nBEGIN:VEVENT\n" + EVENT + "\nEND:VEVENT"),
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + b"BEGIN:VTODO\r\n" * 20_000,
    ],
    ids=["cut off", "not UTF-8", "version 1.0", "stray end", "nested", "20,000 deep"],
)
def test_a_broken_file_is_refused_whole(content: bytes) -> None:
    with pytest.raises(InvalidFile):
        read(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'["vcalendar", [], []]',
        calendar(EVENT) + b" " * LARGEST,
        calendar(*(EVENT.replace("UID:1", f"UID:{n}") for n in range(MOST_EVENTS + 1))),
    ],
    ids=["empty", "JSON", "too large", "too many"],
)
def test_what_is_no_calendar_to_import_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidValue):
        read(content)


PIECES = st.one_of(
    st.sampled_from(
        [
            *EVENT.split("\n"),
            *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "RRULE:FREQ=SECONDLY"),
            *("BEGIN:VTIMEZONE", "TZID:X", "X-LIC-LOCATION:Europe/Oslo", "END:VTIMEZONE"),
            *("X-SCHEDULER-CODE:A", "X-SCHEDULER-SLOT:2", "X-SCHEDULER-NUMBER:99999999999"),
            *("DTSTART;TZID=:20270101T000000", "DTEND:29991231T235959Z", "DURATION:PT999999H"),
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=times(60, 100_000))
@given(pieces=st.lists(PIECES, max_size=12))
def test_no_text_is_more_than_the_reader_can_bear(pieces: list[str]) -> None:
    content = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *pieces, "END:VCALENDAR", ""])

    try:
        found = read(content.encode("utf-8", "surrogatepass"))
    except InvalidValue:
        return

    for meeting in found.meetings:
        texts = (meeting.entry.summary, meeting.entry.location, meeting.entry.uid)
        assert not any(sign in text for sign in "\r\n\0" for text in texts)
