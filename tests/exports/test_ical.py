from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from scheduler.errors import InvalidValue, UnknownTimeZone
from scheduler.exports.content_lines import cleaned
from scheduler.exports.ical import event_block, feed
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from tests.exports.calendar_check import problems_of
from tests.exports.sample_calendar import (
    CANCELLED,
    CHANGED,
    CONFIRMED,
    CREATED,
    DAY_ALONE,
    HOSTILE,
    HOSTILE_TEXT,
    PARTNERSHIP,
    VIRTUAL,
    many,
)

SNAPSHOT = Path(__file__).with_name("eu-iom.ics")


def reread(entry: CalendarEntry) -> Event:
    """The entry's event as icalendar reads it from a whole feed."""
    calendar = Calendar.from_ical(feed(replace(PARTNERSHIP, entries=(entry,))))
    (event,) = calendar.events
    assert isinstance(event, Event)
    assert event.errors == []
    return event


def names_in(block: bytes) -> list[str]:
    """The property names of a block, with CRLF as the one line break there is."""
    unfolded = block.decode().replace("\r\n ", "").removesuffix("\r\n")
    return [line.partition(":")[0].partition(";")[0] for line in unfolded.split("\r\n")]


def test_feed_writes_the_sample_calendar() -> None:
    """After a wanted change: write `feed(PARTNERSHIP)` to the file and read the difference."""
    assert feed(PARTNERSHIP).decode().replace("\r\n", "\n") == SNAPSHOT.read_text("utf-8")


def test_feed_passes_our_own_check() -> None:
    assert problems_of(feed(PARTNERSHIP)) == []


def test_feed_gives_the_same_bytes_again_in_whatever_order_it_gets_the_entries() -> None:
    shuffled = replace(PARTNERSHIP, entries=PARTNERSHIP.entries[::-1])

    assert feed(PARTNERSHIP) == feed(PARTNERSHIP) == feed(shuffled)


def test_feed_of_nothing_is_a_calendar_still() -> None:
    empty = feed(replace(PARTNERSHIP, entries=()))

    assert names_in(empty)[1:-1] == [
        "VERSION",
        "PRODID",
        "CALSCALE",
        "NAME",
        "X-WR-CALNAME",
        "DESCRIPTION",
        "X-WR-CALDESC",
        "COLOR",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
    ]


def test_feed_without_a_description_leaves_it_out() -> None:
    octets = feed(replace(PARTNERSHIP, description="", entries=()))

    assert [name for name in names_in(octets) if "DESC" in name] == []


def test_feed_says_where_it_is_published_if_that_is_known() -> None:
    octets = feed(replace(PARTNERSHIP, entries=(), source="https://feeds.example/eu-iom.ics"))

    assert b"\r\nSOURCE;VALUE=URI:https://feeds.example/eu-iom.ics\r\n" in octets
    assert problems_of(octets) == []


def test_feed_declares_each_zone_once() -> None:
    again = replace(CONFIRMED, uid="again", tzid="Europe/Zurich")
    calendar = replace(PARTNERSHIP, entries=(*PARTNERSHIP.entries, again))

    read = Calendar.from_ical(feed(calendar))

    assert [zone.tz_name for zone in read.timezones] == ["Europe/Brussels", "Europe/Zurich"]


def test_feed_refuses_a_colour_that_is_no_name() -> None:
    with pytest.raises(InvalidValue, match="expected a CSS colour's name such as navy"):
        feed(replace(PARTNERSHIP, color="#000080"))


def test_event_block_is_part_of_the_feed() -> None:
    octets = feed(PARTNERSHIP)

    assert [octets.count(event_block(entry)) for entry in PARTNERSHIP.entries] == [1, 1, 1, 1]


def test_event_block_comes_back_from_icalendar() -> None:
    event = reread(CONFIRMED)

    brussels = ZoneInfo("Europe/Brussels")
    assert {name: str(event[name]) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION")} == {
        "UID": CONFIRMED.uid,
        "SUMMARY": CONFIRMED.summary,
        "DESCRIPTION": CONFIRMED.description,
        "LOCATION": CONFIRMED.location,
    }
    assert (event.start, event.end) == (
        datetime(2026, 5, 8, 9, 30, tzinfo=brussels),
        datetime(2026, 5, 8, 17, 0, tzinfo=brussels),
    )
    assert (event.DTSTAMP, event.CREATED, event.LAST_MODIFIED) == (CHANGED, CREATED, CHANGED)
    assert (event.sequence, str(event.status), event.url) == (2, "CONFIRMED", CONFIRMED.url)
    assert tuple(str(category) for category in event.categories) == CONFIRMED.categories
    related = event["RELATED-TO"]
    assert isinstance(related, list)
    assert tuple(str(uid) for uid in related) == CONFIRMED.related


def test_event_block_says_which_meetings_prepared_it_and_which_is_next() -> None:
    entry = replace(DAY_ALONE, depends_on=("hou-1@eu-iom", "hou-2@eu-iom"), next_uid="som-3@eu-iom")

    related = reread(entry)["RELATED-TO"]
    assert isinstance(related, list)

    assert [(one.params["RELTYPE"], str(one)) for one in related] == [
        ("DEPENDS-ON", "hou-1@eu-iom"),
        ("DEPENDS-ON", "hou-2@eu-iom"),
        ("NEXT", "som-3@eu-iom"),
    ]


def test_event_block_of_a_whole_day_ends_on_the_next() -> None:
    event = reread(DAY_ALONE)

    assert (event.start, event.end) == (date(2014, 10, 1), date(2014, 10, 2))
    assert (type(event.start), type(event.end)) == (date, date)


def test_event_block_of_a_cancelled_meeting_says_so_and_frees_the_time() -> None:
    event = reread(CANCELLED)

    assert (str(event["SUMMARY"]), str(event["STATUS"]), str(event["TRANSP"])) == (
        "Cancelled: Heads of Unit",
        "CANCELLED",
        "TRANSPARENT",
    )


def test_event_block_of_a_moved_meeting_keeps_its_uid() -> None:
    moved = replace(
        CONFIRMED,
        sequence=3,
        start=datetime(2026, 5, 15, 9, 30),  # noqa: DTZ001 -- wall time
        end=datetime(2026, 5, 15, 17, 0),  # noqa: DTZ001 -- wall time
        description="Moved from 8 May 2026",
    )

    before, after = event_block(CONFIRMED).split(b"\r\n"), event_block(moved).split(b"\r\n")

    assert [line for line in after if line not in before] == [
        b"SEQUENCE:3",
        b"DTSTART;TZID=Europe/Brussels:20260515T093000",
        b"DTEND;TZID=Europe/Brussels:20260515T170000",
        b"DESCRIPTION:Moved from 8 May 2026",
    ]


def test_event_block_repeats_the_link_to_join_where_clients_show_it() -> None:
    both = replace(VIRTUAL, description="In both rooms", location="Brussels")

    virtual, hybrid = reread(VIRTUAL), reread(both)

    assert virtual["LOCATION"] == VIRTUAL.conference
    assert hybrid["LOCATION"] == "Brussels"
    assert hybrid["DESCRIPTION"] == f"In both rooms\n\nJoin by video:\n{VIRTUAL.conference}"
    assert (hybrid["CONFERENCE"], dict(hybrid["CONFERENCE"].params)) == (
        VIRTUAL.conference,
        {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": "Join by video"},
    )


def test_event_block_lets_no_text_add_a_line() -> None:
    assert names_in(event_block(HOSTILE)) == [
        *names_in(event_block(CONFIRMED))[:-2],
        "END",
    ]
    assert problems_of(feed(replace(PARTNERSHIP, entries=(HOSTILE,)))) == []


def test_event_block_keeps_hostile_text_but_for_its_controls() -> None:
    event = reread(HOSTILE)

    in_full, on_one_line = cleaned(HOSTILE_TEXT), cleaned(HOSTILE_TEXT).replace("\n", " ")
    assert (event["DESCRIPTION"], event["LOCATION"]) == (in_full, in_full)
    assert event["SUMMARY"] == on_one_line
    assert [str(category) for category in event.categories] == [on_one_line, "b"]


@settings(max_examples=200)
@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None), min_size=1))
def test_event_block_holds_the_same_lines_for_any_text(summary: str, other: str) -> None:
    entry = replace(
        CONFIRMED,
        uid=other,
        summary=summary,
        description=f".{other}",
        location=f".{summary}",
        categories=(summary, other),
        related=(other, summary),
    )

    block = event_block(entry)

    assert names_in(block) == names_in(event_block(CONFIRMED))
    assert problems_of(feed(replace(PARTNERSHIP, entries=(entry,)))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": datetime(2026, 5, 8, 9, 30)},  # noqa: DTZ001 -- wall time
        {"end": datetime(2026, 5, 7, 9, 30)},  # noqa: DTZ001 -- wall time
        {"end": date(2026, 5, 9)},
        {"start": date(2026, 5, 8)},
        {"start": datetime(2026, 5, 8, 9, 30, tzinfo=UTC)},
        {"url": "javascript:alert(1)"},
        {"conference": "https://a\r\nATTENDEE:mailto:x@y"},
        {"stamp": datetime(2026, 5, 8)},  # noqa: DTZ001 -- the very thing that is refused
    ],
    ids=" ".join,
)
def test_event_block_refuses_what_no_client_could_read(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        event_block(replace(CONFIRMED, **wrong))


@pytest.mark.parametrize("tzid", [None, "", "Europe/Bruxelles", "Europe/Brussels\r\nATTENDEE:x"])
def test_event_block_refuses_an_unknown_zone(tzid: str | None) -> None:
    with pytest.raises(UnknownTimeZone):
        event_block(replace(CONFIRMED, tzid=tzid))


def test_feed_invites_nobody() -> None:
    names = set(names_in(feed(PARTNERSHIP)))

    assert names & {"ATTENDEE", "ORGANIZER", "METHOD", "VALARM", "RECURRENCE-ID", "EXDATE"} == set()


@pytest.mark.parametrize("status", EntryStatus)
def test_every_status_is_one_of_rfc_5545(status: EntryStatus) -> None:
    assert str(reread(replace(CONFIRMED, status=status)).status) == status.value


def test_feed_of_a_thousand_meetings_is_sound() -> None:
    octets = feed(many(1000))

    assert (octets.count(b"BEGIN:VEVENT"), problems_of(octets)) == (1000, [])
