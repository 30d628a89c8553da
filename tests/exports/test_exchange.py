from dataclasses import replace

from scheduler.exports.exchange import exchange_file
from scheduler.papers.exchange import ExchangedMeeting, MeetingFacts
from tests.exports.sample_calendar import CONFIRMED, PARTNERSHIP


def test_meetings_stand_by_their_start_after_the_zones_they_use() -> None:
    meetings = [ExchangedMeeting(entry) for entry in PARTNERSHIP.entries]

    lines = exchange_file(meetings[::-1]).decode().split("\r\n")

    assert exchange_file(meetings[::-1]) == exchange_file(meetings)
    starts = [line.rpartition(":")[2] for line in lines if line.startswith("DTSTART;")]
    assert starts == sorted(starts)
    zones = {entry.tzid for entry in PARTNERSHIP.entries if entry.tzid}
    assert [line for line in lines if line.startswith("TZID:")] == [
        f"TZID:{zone}" for zone in sorted(zones)
    ]


def test_facts_are_properties_of_our_own_and_escaped() -> None:
    facts = MeetingFacts(code="A", venue="Room 1; left\\right", date_words="May, or June\nof 2027")

    lines = exchange_file([ExchangedMeeting(replace(CONFIRMED, uid="x"), facts)]).decode()

    assert [line for line in lines.split("\r\n") if line.startswith("X-")] == [
        "X-SCHEDULER-CODE:A",
        "X-SCHEDULER-VENUE:Room 1\\; left\\\\right",
        "X-SCHEDULER-DATE-WORDS:May\\, or June\\nof 2027",
    ]


def test_a_file_is_to_be_read_once_and_not_subscribed_to() -> None:
    head = exchange_file([ExchangedMeeting(CONFIRMED)]).decode().partition("BEGIN:VTIMEZONE")[0]

    assert head == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//partnership-scheduler//Meetings//EN\r\n"
        "CALSCALE:GREGORIAN\r\n"
    )
