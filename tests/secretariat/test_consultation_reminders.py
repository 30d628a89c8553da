"""Reminders of a consultation: who gets one, when, and that none outlives the answer."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.exports.mail import read_parts
from scheduler.model.meeting import Meeting
from scheduler.model.outbox import Message, MessageKind, MessageState
from scheduler.secretariat.consultation_reminders import plan_reminders, prepare_reminders
from scheduler.secretariat.consultations import cancel_consultation, reopen_consultation
from scheduler.secretariat.sending import claim, due_messages
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY
from tests.secretariat.consulting import DAYS, FIRST, THIRD, TOO_LATE, add_planned, ask, say
from tests.secretariat.inviting import add_member, send_all, states

LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
WHY = "no answer"


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """ANNUAL-2027 is asked about; TRADE of NORTH asks, FISH of SOUTH has a mailbox."""
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = add_planned(session)
        factories.body(session, "TRADE").mailbox = "trade@north.example"
        factories.body(session, "FISH").mailbox = "fish@south.example"
        meeting.host = factories.body(session, "TRADE")
        add_member(session, meeting, "NORTH", "Ana Lind", "ana@north.example")
        add_member(session, meeting, "SOUTH", "Élodie Ruiz", "elodie@south.example")
        ask(session, meeting)
        yield session


def asked(session: Session) -> Meeting:
    return factories.meeting(session, "ANNUAL-2027")


def remind(session: Session, *, now: datetime = NOW) -> list[Message]:
    session.flush()
    return prepare_reminders(session, plan_reminders(session, asked(session), now=now), now=now)


def told(session: Session, *, now: datetime = NOW) -> list[tuple[str, bool, str]]:
    session.flush()
    plan = plan_reminders(session, asked(session), now=now)
    return [(", ".join(one.delegations), one.is_due, one.why) for one in plan.reminders]


def addresses(messages: list[Message]) -> list[str]:
    return [one.address for one in messages]


def test_each_delegation_that_is_silent_gets_one_reminder(session: Session) -> None:
    factories.body(session, "TRADE").mailbox = ""
    factories.body(session, "WATER").mailbox = "water@north.example"
    asked(session).host = factories.body(session, "WATER")

    written = remind(session)

    assert [(one.recipient_name, one.address, one.why) for one in written] == [
        ("Ana Lind", "ana@north.example", WHY),
        ("DG FISH", "fish@south.example", WHY),
    ]
    assert {one.kind for one in written} == {MessageKind.REMINDER}
    text, calendar = read_parts(written[1].mail)
    assert calendar == ""
    assert text == (
        "On Tuesday 24 November 2026 DG WATER asked DG FISH which of these dates would do for this "
        "meeting: Annual Meeting, Partnership of Northland and Southmark.\n\n"
        "- Friday 7 May 2027, 09:30 to 17:00 (Europe/Brussels)\n"
        "- Friday 14 May 2027, 09:30 to 17:00 (Europe/Brussels)\n"
        "- Friday 21 May 2027, 09:30 to 17:00 (Europe/Brussels)\n\n"
        "No answer has come yet. Please answer by Monday 1 February 2027.\n\n"
        "Say of each date yes, if need be, or no, or name other dates that you would rather have. "
        "The answer goes to water@north.example.\n"
    )
    assert written[1].subject == (
        "Reminder: date of the Annual Meeting, answer by Monday 1 February 2027"
    )


def test_who_answered_and_who_asks_gets_none(session: Session) -> None:
    assert told(session) == [
        ("DG TRADE", False, "it is the mailbox that asks"),
        ("DG FISH", True, WHY),
    ]
    say(session, asked(session), "FISH", yes=DAYS)

    assert told(session) == [
        ("DG FISH", False, "has answered"),
        ("DG TRADE", False, "it is the mailbox that asks"),
    ]
    assert remind(session) == []


def test_a_reminder_is_written_once_and_again_on_another_day(session: Session) -> None:
    assert addresses(remind(session)) == ["fish@south.example"]
    assert remind(session) == []
    assert told(session)[1][2] == "waits already as message 1"

    send_all(session)

    assert told(session)[1] == ("DG FISH", False, "reminded today")
    assert told(session, now=LATER)[1] == (
        "DG FISH",
        True,
        "no answer; last reminded on Tue 24 Nov 2026, by message 1",
    )
    assert addresses(remind(session, now=LATER)) == ["fish@south.example"]


def test_a_reminder_that_waits_is_not_sent_once_the_answer_is_there(session: Session) -> None:
    (message,) = remind(session)
    say(session, asked(session), "FISH", yes=DAYS)
    session.flush()

    with pytest.raises(NotAllowed) as refused:
        claim(session, message, today=TODAY, now=NOW)
    assert str(refused.value) == (
        "sending message 1 to DG FISH is not possible: it no longer says what holds; "
        "prepare what holds now: scheduler consult remind ANNUAL-2027"
    )
    assert remind(session) == []
    assert (message.state, message.answer) == (
        MessageState.DISCARDED,
        "answered meanwhile, or asked otherwise",
    )
    assert due_messages(session, now=NOW) == []


def test_other_dates_or_another_address_replace_what_waits(session: Session) -> None:
    remind(session)
    reopen_consultation(session, asked(session), days=(THIRD.replace(day=28),), now=NOW)
    (second,) = remind(session)
    factories.body(session, "FISH").mailbox = "desk@south.example"

    assert addresses(remind(session)) == ["desk@south.example"]
    assert "Friday 28 May 2027" in read_parts(second.mail)[0]
    assert states(session) == [
        MessageState.DISCARDED,
        MessageState.DISCARDED,
        MessageState.PREPARED,
    ]


def test_two_mailboxes_of_one_meeting_do_not_follow_each_other(session: Session) -> None:
    asked(session).host = factories.body(session, "WATER")
    factories.body(session, "WATER").mailbox = "water@north.example"

    assert addresses(remind(session)) == ["trade@north.example", "fish@south.example"]
    assert [one.recipient for one in send_all(session)] == [
        "trade@north.example",
        "fish@south.example",
    ]
    assert states(session) == [MessageState.SENT, MessageState.SENT]


def test_delegations_of_one_address_get_one_message(session: Session) -> None:
    asked(session).host = factories.body(session, "WATER")
    factories.body(session, "WATER").mailbox = "water@north.example"
    factories.body(session, "TRADE").mailbox = "Fish@south.example"

    (message,) = remind(session)

    assert message.facts["delegations"] == "DG TRADE, DG FISH"
    assert "asked DG TRADE and DG FISH which" in read_parts(message.mail)[0]
    say(session, asked(session), "TRADE", yes=(FIRST,))
    (again,) = remind(session)
    assert (again.facts["delegations"], message.state) == ("DG FISH", MessageState.DISCARDED)


def test_after_the_deadline_the_reminder_says_that_it_has_passed(session: Session) -> None:
    (message,) = remind(session, now=TOO_LATE)

    assert "Answers were due by Monday 1 February 2027." in read_parts(message.mail)[0]
    assert "answer was due by" in message.subject


def test_a_consultation_that_awaits_nothing_reminds_nobody(session: Session) -> None:
    cancel_consultation(session, asked(session), reason="elections", now=NOW)

    with pytest.raises(NotAllowed) as refused:
        remind(session)
    assert str(refused.value) == (
        "reminding of the consultation on ANNUAL-2027 is not possible: it is cancelled; "
        "see: scheduler consult status ANNUAL-2027"
    )


def test_without_a_mailbox_nobody_can_be_reminded(session: Session) -> None:
    factories.body(session, "TRADE").mailbox = ""

    with pytest.raises(NotAllowed, match="reminding of the consultation on ANNUAL-2027 is not"):
        remind(session)
    assert session.scalars(select(Message)).all() == []


def test_a_party_is_reminded_by_the_only_mailbox_of_its_bodies(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = add_planned(session)
        factories.body(session, "TRADE").mailbox = "trade@north.example"
        ask(session, meeting)
        before = told(session)
        factories.body(session, "FISH").mailbox = "fish@south.example"

        assert before == [
            ("SOUTH", False, "no address is known"),
            ("NORTH", False, "it is the mailbox that asks"),
        ]
        assert addresses(remind(session)) == ["fish@south.example"]
