"""Over any history, the calendar of each person comes to show what the record says."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.delivery.envelopes import Delivery, Result
from scheduler.errors import IllegalTransition, InvalidValue, NotAllowed
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.model.vocabulary import MeetingState, Mode
from scheduler.secretariat import lifecycle
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.delegations import remove_attendee
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.store.session import Database, open_database
from tests.clock import NOW
from tests.counts import times
from tests.secretariat.inviting import (
    PersonalCalendar,
    add_member,
    convened,
    minutes_later,
    prepare,
    send_all,
)

PEOPLE = {"Ana Lind": "NORTH", "Bo Holm": "NORTH", "Élodie Ruiz": "SOUTH"}
STEPS = ("move", "edit", "retitle", "virtual", "cancel", "postpone", "confirm", *PEOPLE, "prepare")
RESULTS = {
    "sent": Delivery(Result.SENT, "250 OK"),
    "lost": Delivery(Result.LATER, "the connection was lost"),
    "refused": Delivery(Result.REFUSED, "550 no"),
    "uncertain": Delivery(Result.UNCERTAIN, "no answer"),
}
# Prepared and sent in one step as officers do, and often: little is to be seen without.
WHAT = st.sampled_from([*STEPS, *RESULTS]) | st.just("convene")
histories = st.lists(st.tuples(WHAT, st.integers(1, 28)), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def shared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("histories") / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    return open_database(str(path))


class History:
    """The meeting, the outbox, and the calendars of those that messages go to."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.meeting: Meeting = convened(session)
        self.calendars: dict[str, PersonalCalendar] = {}
        self.minute = 0

    def step(self, what: str, number: int) -> None:
        self.minute += 60 * 24
        try:
            if what in PEOPLE:
                self._come_or_go(what)
            elif what in RESULTS:
                self.send(what)
            elif what == "convene":
                prepare(self.session, self.meeting, now=minutes_later(self.minute))
                self.send("sent")
            else:
                self._changes()[what](number)
        except (IllegalTransition, NotAllowed, InvalidValue):
            pass  # the record does not allow it now, and nothing is done
        self.session.flush()

    def send(self, result: str) -> None:
        """What a server takes arrives, whether it says so or not."""
        now = minutes_later(self.minute)
        for one in send_all(self.session, RESULTS[result], now=now):
            if result in ("sent", "uncertain"):
                calendar = self.calendars.setdefault(one.recipient, PersonalCalendar())
                calendar.receive(one.mail)

    def _changes(self) -> dict[str, Callable[[int], object]]:
        now, session, meeting = minutes_later(self.minute), self.session, self.meeting
        return {
            "move": lambda day: lifecycle.move(
                session, meeting, day=date(2028, 5, day), reason="r", now=now, officer="Ada"
            ),
            "edit": lambda hour: edit_meeting(
                session, meeting, MeetingEdit(hours=(time(hour % 12), time(13))), now=now
            ),
            "retitle": lambda n: edit_meeting(
                session, meeting, MeetingEdit(title=f"T{n}"), now=now
            ),
            "virtual": lambda _: edit_meeting(
                session, meeting, MeetingEdit(mode=Mode.VIRTUAL), now=now
            ),
            "cancel": lambda _: lifecycle.cancel(
                session, meeting, reason="r", now=now, officer="Ada"
            ),
            "postpone": lambda _: lifecycle.postpone(
                session, meeting, reason="r", now=now, officer="Ada"
            ),
            "confirm": lambda _: lifecycle.confirm(session, meeting, now=now, officer="Ada"),
            "prepare": lambda _: prepare(session, meeting, now=now),
        }

    def _come_or_go(self, name: str) -> None:
        found = [one for one in members_of(self.session, self.meeting) if one.label == name]
        if found:
            remove_attendee(self.session, found[0])
        else:
            address = f"{name.split(maxsplit=1)[0].lower().replace('é', 'e')}@people.example"
            add_member(self.session, self.meeting, PEOPLE[name], name, address)

    def expected(self) -> dict[str, str]:
        """The title by address that each calendar is to show; nothing where one is not invited."""
        if self.meeting.state not in (MeetingState.PROPOSED, MeetingState.CONFIRMED):
            return {}
        members = members_of(self.session, self.meeting)
        return {one.person.email: _moment(self.meeting) for one in members if one.person}


def _moment(meeting: Meeting) -> str:
    assert meeting.day is not None
    assert meeting.start_time is not None
    return f"{meeting.day:%Y%m%d}T{meeting.start_time:%H%M%S} {meeting.title} {meeting.place}"


def _said(shown: dict[str, str], meeting: Meeting) -> str:
    title = meeting.title if not meeting.title or meeting.title in shown["SUMMARY"] else "?"
    return f"{shown['DTSTART']} {title} {meeting.place}"


@settings(max_examples=times(8, 1500))
@given(history=histories)
def test_every_calendar_comes_to_show_what_holds(
    shared: Database, history: list[tuple[str, int]]
) -> None:
    with shared.writing(verb="test", now=NOW, officer="Ada") as session:
        told = History(session)
        for what, number in history:
            told.step(what, number)
        told.step("convene", 1)

        shows = {
            address: _said(calendar.shown, told.meeting)
            for address, calendar in told.calendars.items()
            if calendar.shown
        }
        waiting = session.scalars(select(Message).where(Message.state == MessageState.PREPARED))
        assert shows == told.expected()
        assert [calendar.refused for calendar in told.calendars.values() if calendar.refused] == []
        assert waiting.all() == []
        session.rollback()
