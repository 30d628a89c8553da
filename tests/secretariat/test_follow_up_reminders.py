from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.exports.mail import read_parts
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.papers.audience import Reach
from scheduler.secretariat.commitments import Step, update_commitment
from scheduler.secretariat.dues import Due
from scheduler.secretariat.follow_up_reminders import (
    FollowUpReminders,
    follow_up_holds,
    remind_of_commitments,
)
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def _remind(session: Session, day: date = TODAY, *, again: bool = False) -> FollowUpReminders:
    now = NOW + (day - TODAY)
    of = factories.party(session, "NORTH").partnership
    return remind_of_commitments(session, of, again=again, today=day, now=now)


def _first(session: Session) -> Meeting:
    """ANNUAL-1, and a mailbox of each side."""
    meeting = first_meeting(session)
    factories.body(session, "TRADE").mailbox = "trade@north.example"
    factories.body(session, "FISH").mailbox = "fish@south.example"
    return meeting


def _send(session: Session, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        message = session.get_one(Message, number)
        message.state, message.sent_at = MessageState.SENT, NOW
    session.flush()


def test_reminder_tells_the_lineage_and_nothing_of_ours(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _first(session)
        made = promise_of(session, meeting, "Share the list of the harbours")
        for text, reach in (
            ("They promised it again and again to nobody in particular", Reach.PARTY),
            ("half of it came", Reach.JOINT),
        ):
            update_commitment(made, Step.REPORT, text=text, reach=reach, now=NOW, officer="Ada")
        session.flush()

        reminded = _remind(session)

        (number,) = reminded.prepared
        message = session.get_one(Message, number)
        assert (message.address, message.subject) == (
            "fish@south.example",
            "Reminder: 1 commitment, 1 late",
        )
        assert read_parts(message.mail)[0].replace("\r\n", "\n") == (
            "These commitments of DG FISH are due soon, or late, on Tuesday 24 November 2026:\n\n"
            "ANNUAL-1/C1: Share the list of the harbours\n"
            "  Decided at ANNUAL-1, Friday 8 May 2026.\n"
            "  Reported on Tue 24 Nov 2026: half of it came.\n"
            "  Due: Tuesday 1 September 2026; it is late by 84 days.\n\n"
            "Please tell DG TRADE where each of them stands: trade@north.example.\n"
        )


def test_nothing_is_told_twice_until_it_stands_otherwise(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _first(session)
        promise_of(session, meeting, "soon", due=Due(day=TODAY + timedelta(days=10)))
        first = _remind(session)
        waiting = _remind(session)
        _send(session, first.prepared)
        told = _remind(session, TODAY + timedelta(days=5))
        late = _remind(session, TODAY + timedelta(days=11))
        anew = _remind(session, TODAY + timedelta(days=11), again=True)

        assert [
            one.why for made in (first, waiting, told, late, anew) for one in made.reminders
        ] == [
            "due soon",
            f"waits already as message {first.prepared[0]}",
            "told already, and nothing has changed",
            "1 commitment late",
            f"waits already as message {late.prepared[0]}",
        ]


def test_reminder_that_waits_holds_until_its_commitment_changes(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        made = promise_of(session, _first(session), "list")
        message = session.get_one(Message, _remind(session).prepared[0])
        before = follow_up_holds(session, message, today=TODAY)
        update_commitment(made, Step.CLOSE, text="Done.", now=NOW, officer="Ada")
        session.flush()
        after = follow_up_holds(session, message, today=TODAY)
        _remind(session)

        assert (before, after, message.state) == (True, False, MessageState.DISCARDED)


def test_reminder_needs_a_mailbox_of_ours(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promise_of(session, first_meeting(session), "list")
        with pytest.raises(NotAllowed):
            _remind(session)
        factories.body(session, "TRADE").mailbox = "trade@north.example"
        assert [one.why for one in _remind(session).reminders] == [
            "no mailbox is known: scheduler invite mailbox FISH ADDRESS"
        ]
