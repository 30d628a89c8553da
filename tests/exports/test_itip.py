"""Scheduling messages: re-read by a library, judged by our judge, and never more than they say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.exports.itip import scheduling_object
from scheduler.papers.calendar import CalendarEntry, EntryStatus
from scheduler.papers.mail import Invitation, Mailbox, Method
from tests.exports.calendar_check import problems_of

STAMP = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="annual-1@north.example",
    sequence=4,
    stamp=STAMP,
    created=STAMP,
    changed=STAMP,
    status=EntryStatus.CONFIRMED,
    summary="1st Annual Meeting",
    start=datetime(2027, 5, 7, 9, 30),  # noqa: DTZ001 -- a wall time
    end=datetime(2027, 5, 7, 17, 0),  # noqa: DTZ001 -- a wall time
    tzid="Europe/Brussels",
)
REQUEST = Invitation(
    method=Method.REQUEST,
    entry=ENTRY,
    organizer=Mailbox("DG TRADE", "trade@north.example"),
    attendee=Mailbox("Élodie Ruiz", "elodie@south.example"),
)
PART_ENDS = replace(REQUEST, method=Method.CANCEL, is_whole=False)
CALLED_OFF = replace(
    REQUEST, method=Method.CANCEL, entry=replace(ENTRY, status=EntryStatus.CANCELLED)
)


def lines(invitation: Invitation) -> list[str]:
    content = scheduling_object(invitation).decode()
    return content.replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize("invitation", [REQUEST, PART_ENDS, CALLED_OFF])
def test_object_has_no_fault(invitation: Invitation) -> None:
    assert problems_of(scheduling_object(invitation)) == []


@pytest.mark.parametrize("invitation", [REQUEST, PART_ENDS, CALLED_OFF])
def test_object_has_the_zone_before_the_one_event(invitation: Invitation) -> None:
    calendar = Calendar.from_ical(scheduling_object(invitation))

    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    [event] = calendar.events
    assert event.start == datetime.fromisoformat("2027-05-07T09:30:00+02:00")
    assert [str(calendar["METHOD"]), str(event["ORGANIZER"]), str(event["ATTENDEE"])] == [
        str(invitation.method),
        "mailto:trade@north.example",
        "mailto:elodie@south.example",
    ]


def test_whole_day_needs_no_zone() -> None:
    whole_day = replace(ENTRY, start=date(2027, 5, 7), end=date(2027, 5, 8), tzid=None)
    calendar = Calendar.from_ical(scheduling_object(replace(REQUEST, entry=whole_day)))

    assert [part.name for part in calendar.subcomponents] == ["VEVENT"]


@pytest.mark.parametrize(
    ("invitation", "status"),
    [
        (REQUEST, ["STATUS:CONFIRMED"]),
        (PART_ENDS, []),
        (CALLED_OFF, ["STATUS:CANCELLED"]),
    ],
)
def test_status_is_the_meetings_and_left_out_where_a_part_ends(
    invitation: Invitation, status: list[str]
) -> None:
    assert [line for line in lines(invitation) if line.startswith("STATUS")] == status


def test_only_a_request_asks_for_an_answer() -> None:
    asked = [line for line in lines(REQUEST) if "RSVP" in line or "PARTSTAT" in line]
    assert asked == [
        (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
            'CN="Élodie Ruiz":mailto:elodie@south.example'
        )
    ]
    assert [line for line in lines(PART_ENDS) if "RSVP" in line or "PARTSTAT" in line] == []


@given(name=st.text(max_size=60), title=st.text(max_size=60))
def test_no_text_becomes_a_line(name: str, title: str) -> None:
    hostile = replace(
        REQUEST,
        entry=replace(ENTRY, summary=title, description=title, location=name),
        organizer=Mailbox(name, "trade@north.example"),
        attendee=Mailbox(name, "elodie@south.example"),
    )
    given_names = [line.partition(":")[0].partition(";")[0] for line in lines(hostile)]
    plain_names = [line.partition(":")[0].partition(";")[0] for line in lines(REQUEST)]

    added = [one for one in given_names if one not in ("DESCRIPTION", "LOCATION")]
    assert added == plain_names
    assert problems_of(scheduling_object(hostile)) == []
