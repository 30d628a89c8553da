"""What becomes of a message: claimed, sent, put off, given up, and never sent twice unasked."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.delivery.envelopes import Delivery, Result
from scheduler.errors import IllegalTransition, NotAllowed
from scheduler.exports.mail import read_parts
from scheduler.model.outbox import Message, MessageState
from scheduler.model.reply import ReplyAddress
from scheduler.secretariat.attendance import find_attendee
from scheduler.secretariat.lifecycle import cancel
from scheduler.secretariat.mailboxes import set_mailbox
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.secretariat.outbox import LEASE, discard_message, list_messages, state_of
from scheduler.secretariat.reply_addresses import holders_of
from scheduler.secretariat.sending import (
    DELAYS,
    claim,
    due_messages,
    mark_lost,
    note_arrival,
    settle,
)
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY
from tests.queries import asked_from_now_on
from tests.secretariat.inviting import SENT, add_member, convened, prepare, send_all

LATER = NOW + timedelta(hours=1)
LOST = Delivery(Result.LATER, "the connection was lost")
REFUSED = Delivery(Result.REFUSED, "550 no such person")
UNCERTAIN = Delivery(Result.UNCERTAIN, "no answer to the message")


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def message(session: Session) -> Message:
    """The invitation of Ana Lind, which waits before that of Élodie Ruiz."""
    return prepare(session, convened(session))[0]


def attempt(session: Session, message: Message, delivery: Delivery, *, again: bool = False) -> None:
    claim(session, message, again=again, today=TODAY, now=NOW)
    settle(session, message, delivery, now=NOW)


def test_claim_hands_over_what_was_written(session: Session, message: Message) -> None:
    envelope = claim(session, message, today=TODAY, now=NOW)

    assert (envelope.sender, envelope.recipient) == ("trade@north.example", "ana@north.example")
    assert envelope.mail is message.mail
    assert (message.state, message.claimed_at) == (MessageState.SENDING, NOW)


def test_each_attempt_tells_a_secret_address_of_its_own_and_all_prove(session: Session) -> None:
    meeting = convened(session)
    set_mailbox(factories.body(session, "TRADE"), "trade@north.example", secret_replies=True)
    message, *_ = prepare(session, meeting)
    kept, ids = message.mail, set()
    for number in range(3):
        mail = claim(session, message, again=number > 0, today=TODAY, now=NOW).mail
        [told] = re.findall(r"^Reply-To: .*<(.+)>", mail, re.MULTILINE)
        assert [one.person for one in holders_of(session, [told])] == [message.person]
        ids.add((told, message.message_id))
        settle(session, message, UNCERTAIN, now=NOW)

    assert (len(ids), len({one for _, one in ids})) == (3, 1)
    assert message.mail == kept
    assert session.scalar(select(func.count()).select_from(ReplyAddress)) == 3


def test_a_cancellation_asks_for_no_answer(session: Session) -> None:
    meeting = convened(session)
    set_mailbox(factories.body(session, "TRADE"), "trade@north.example", secret_replies=True)
    prepare(session, meeting)
    send_all(session)
    cancel(session, meeting, reason="x", now=LATER, officer="Ada")

    mails = [one.mail for one in prepare(session, meeting, now=LATER)]

    assert [("Reply-To" in mail, "EMAIL=" in read_parts(mail)[1]) for mail in mails] == [
        (False, False)
    ] * 2


@pytest.mark.parametrize("delivery", [None, SENT])
def test_message_is_claimed_once(
    delivery: Delivery | None, session: Session, message: Message
) -> None:
    claim(session, message, today=TODAY, now=NOW)
    if delivery:
        settle(session, message, delivery, now=NOW)

    with pytest.raises(IllegalTransition):
        claim(session, message, again=True, today=TODAY, now=NOW)


def test_sent_message_invites(session: Session, message: Message) -> None:
    attempt(session, message, SENT)

    assert message.meeting is not None
    members = [find_attendee(session, message.meeting, n) for n in ("Ana Lind", "Élodie Ruiz")]
    assert (message.state, message.sent_at) == (MessageState.SENT, NOW)
    assert [one.invited_on for one in members] == [TODAY, None]


def test_lost_attempt_is_made_again_later_and_later_and_then_given_up(
    session: Session, message: Message
) -> None:
    waits = []
    while message.state is MessageState.PREPARED:
        assert message.id in due_messages(session, now=message.next_attempt_at or NOW)
        attempt(session, message, LOST)
        if message.next_attempt_at:
            waits.append(message.next_attempt_at - NOW)
            early = message.next_attempt_at - timedelta(seconds=1)
            assert message.id not in due_messages(session, now=early)

    assert waits == list(DELAYS)
    assert (message.state, message.answer) == (
        MessageState.FAILED,
        "given up after 7 attempts: the connection was lost",
    )


@pytest.mark.parametrize(
    ("delivery", "state"),
    [(REFUSED, MessageState.FAILED), (UNCERTAIN, MessageState.UNCERTAIN)],
)
def test_what_is_not_certain_to_wait_is_sent_again_only_when_asked(
    delivery: Delivery, state: MessageState, session: Session, message: Message
) -> None:
    attempt(session, message, delivery)

    assert message.state is state
    assert message.id not in due_messages(session, now=NOW + timedelta(days=99))
    with pytest.raises(NotAllowed, match=f"it is {state}; send it once more with --again"):
        claim(session, message, today=TODAY, now=NOW)
    before = message.mail
    assert claim(session, message, again=True, today=TODAY, now=NOW).mail == before


@pytest.mark.parametrize("delivery", [LOST, REFUSED, UNCERTAIN])
def test_doubt_stays_until_it_is_sent(
    delivery: Delivery, session: Session, message: Message
) -> None:
    attempt(session, message, UNCERTAIN)
    attempt(session, message, delivery, again=True)

    assert (message.state, message.answer) == (MessageState.UNCERTAIN, delivery.answer)
    attempt(session, message, SENT, again=True)
    assert message.state is MessageState.SENT


def test_claimant_that_does_not_come_back_leaves_doubt(session: Session, message: Message) -> None:
    claim(session, message, today=TODAY, now=NOW)

    late = NOW + LEASE
    assert state_of(message, now=late - timedelta(seconds=1)) is MessageState.SENDING
    assert mark_lost(session, now=late - timedelta(seconds=1)) == []
    assert state_of(message, now=late) is MessageState.UNCERTAIN
    assert mark_lost(session, now=late) == [message]
    assert (message.state, message.answer) == (
        MessageState.UNCERTAIN,
        "its sending was interrupted",
    )


def test_lost_claim_is_taken_over_with_its_doubt(session: Session, message: Message) -> None:
    claim(session, message, today=TODAY, now=NOW)
    claim(session, message, again=True, today=TODAY, now=NOW + LEASE)
    settle(session, message, LOST, now=NOW + LEASE)

    assert message.state is MessageState.UNCERTAIN


def test_officer_settles_the_doubt(session: Session, message: Message) -> None:
    with pytest.raises(IllegalTransition):
        note_arrival(session, message, now=NOW)
    attempt(session, message, UNCERTAIN)
    note_arrival(session, message, now=NOW + timedelta(days=1))

    assert (message.state, message.sent_at) == (MessageState.SENT, NOW)


def test_discarded_message_is_never_sent(session: Session, message: Message) -> None:
    discard_message(message, reason="by telephone", now=NOW)

    assert (message.state, message.answer) == (MessageState.DISCARDED, "by telephone")
    with pytest.raises(IllegalTransition):
        claim(session, message, again=True, today=TODAY, now=NOW)
    assert [one.recipient for one in send_all(session)] == ["elodie@south.example"]


def test_sent_message_cannot_be_discarded(session: Session, message: Message) -> None:
    attempt(session, message, SENT)

    with pytest.raises(IllegalTransition):
        discard_message(message, reason="too late", now=NOW)


def test_message_that_no_longer_holds_is_not_sent(session: Session, message: Message) -> None:
    assert message.meeting is not None
    edit_meeting(session, message.meeting, MeetingEdit(venue="Charlemagne"), now=NOW)

    with pytest.raises(NotAllowed, match="it no longer says what holds"):
        claim(session, message, today=TODAY, now=NOW)


def test_message_that_a_newer_one_follows_is_not_sent_again(
    session: Session, message: Message
) -> None:
    assert message.meeting is not None
    attempt(session, message, REFUSED)
    prepare(session, message.meeting)

    with pytest.raises(NotAllowed, match="it no longer says what holds"):
        claim(session, message, again=True, today=TODAY, now=NOW)


def test_lost_message_that_a_newer_one_follows_waits_no_more(
    session: Session, message: Message
) -> None:
    assert message.meeting is not None
    claim(session, message, today=TODAY, now=NOW)
    edit_meeting(session, message.meeting, MeetingEdit(venue="Charlemagne"), now=NOW)
    prepare(session, message.meeting)
    settle(session, message, LOST, now=NOW)

    assert message.state is MessageState.DISCARDED


def test_message_stays_as_it_was_written(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        written = prepare(session, convened(session))[0]
        with (
            pytest.raises(DBAPIError, match="a message stays as it was written"),
            session.begin_nested(),
        ):
            session.execute(update(Message).where(Message.id == written.id).values(mail="other"))


def test_list_asks_once_whatever_its_length(session: Session, message: Message) -> None:
    assert message.meeting is not None
    counts = []
    for name in ("Bo Holm", "Cy Berg"):
        session.expunge_all()
        asked = asked_from_now_on(session)
        rows = list_messages(session, now=NOW)
        counts.append((len(rows), len(asked)))
        meeting = session.scalars(select(Message)).all()[0].meeting
        assert meeting is not None
        add_member(session, meeting, "NORTH", name, f"{name[:2].lower()}@north.example")
        prepare(session, meeting)
    assert counts == [(2, 1), (3, 1)]
