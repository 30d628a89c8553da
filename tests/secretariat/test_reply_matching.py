"""Whose an answer is, and what proves it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.imports.replies.answers import Attendee
from scheduler.model.reply import CalendarReply, ReplyAddress
from scheduler.secretariat.attendance import find_attendee
from scheduler.secretariat.replies import accept_reply
from scheduler.secretariat.reply_addresses import add_reply_address
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.inviting import convened
from tests.secretariat.replying import ELODIE, LATER, answer, bring, bring_corpus, replied, states


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.mark.parametrize(
    ("who", "state"),
    [
        ("ana+diary@north.example", "counted"),
        ("eve@evil.example", "unmatched"),
        ("ana@north.example.evil", "unmatched"),
    ],
)
def test_people_are_known_by_their_mailbox(session: Session, who: str, state: str) -> None:
    meeting = convened(session)

    bring(session, answer(meeting, who=who))

    assert states(session) == [state]


def test_two_people_of_one_mailbox_are_told_apart(session: Session) -> None:
    meeting = convened(session)
    for name, address in (("Ana Lind", "office+ana@x.example"), ("Élodie", "office+el@x.example")):
        person = find_attendee(session, meeting, f"{name} Ruiz" if "É" in name else name).person
        assert person is not None
        person.email = address

    bring(session, *(answer(meeting, who=f"office{tag}@x.example") for tag in ("+el", "", "+new")))

    assert states(session) == ["counted", "unmatched", "unmatched"]
    assert replied(session, meeting, "Élodie Ruiz") == ("accepted", "calendar reply 1")


def test_a_strangers_answer_counts_for_whom_the_officer_says(session: Session) -> None:
    meeting = convened(session)
    done = bring(session, answer(meeting, who="alind@home.example"))
    reply, member = done.new[0], find_attendee(session, meeting, "Ana Lind")

    with pytest.raises(NotAllowed) as refused:
        accept_reply(session, reply, now=LATER, officer="Ada")
    accept_reply(session, reply, member=member, now=LATER, officer="Ada")

    assert str(refused.value) == (
        "accepting reply 1 is not possible: nobody is known to be alind@home.example; "
        "say whose it is with --for WHO, and --meeting if need be"
    )
    assert [str(one) for one in done.findings] == [
        (
            "warning: reply 1 of alind@home.example to ANNUAL-1: "
            "alind@home.example was not invited to ANNUAL-1"
        )
    ]
    assert replied(session, meeting) == ("accepted", "calendar reply 1")


def test_a_secret_address_proves_the_answer_of_its_holder_alone(session: Session) -> None:
    meeting = convened(session)
    ana = find_attendee(session, meeting, "Ana Lind").person
    assert ana is not None
    address = add_reply_address(session, meeting, ana, "trade@north.example", now=NOW)

    bring(
        session,
        answer(meeting, is_authentic=False, recipients=(address,)),
        answer(meeting, who=ELODIE, is_authentic=False, recipients=(address,)),
        answer(meeting, "DECLINED", is_authentic=False, recipients=(address[:-20] + "x" * 20,)),
    )

    assert states(session) == ["counted", "unverified", "unverified"]
    kept = session.scalars(select(ReplyAddress.token_hash)).one()
    assert (len(kept), kept in address, address.startswith("trade+")) == (64, False, True)


def test_a_mailbox_must_leave_room_for_the_secret(session: Session) -> None:
    meeting = convened(session)
    ana = find_attendee(session, meeting, "Ana Lind").person
    assert ana is not None

    add_reply_address(session, meeting, ana, f"{'a' * 31}@north.example", now=NOW)
    with pytest.raises(InvalidValue, match="at most 31 characters before its @"):
        add_reply_address(session, meeting, ana, f"{'a' * 32}@north.example", now=NOW)


CORPUS = {
    "outlook-accepted": "counted: recorded as accepted",
    "outlook-sent-by": "outdated: it says what reply 1 says",
    "stranger-sent-by": "unverified: nothing proves who sent it",
    "apple-delegated": "noted: says DELEGATED, which neither accepts nor declines",
    "google-accepted": "counted: recorded as accepted",
    "google-plus-address": "outdated: it says what reply 5 says",
    "google-stranger": "unmatched: carl@west.example was not invited to ANNUAL-1",
    "of-the-day": "counted: recorded as accepted",
    "of-another-day": "unmatched: it answers for Fri 4 Jun 2027, on which ANNUAL-1 is not",
    "unknown-meeting": "unmatched: no meeting of ours has its UID",
    "forged-results": "unverified: nothing proves who sent it",
    "two-senders": "unverified: nothing proves who sent it",
    "outlook-counter": "noted: proposes another time: no consultation is open that it could join",
}


def test_the_corpus_is_kept_as_the_table_says(session: Session) -> None:
    convened(session)

    bring_corpus(session, *CORPUS)

    found = session.scalars(select(CalendarReply).order_by(CalendarReply.id)).all()
    told = [f"{one.state}: {one.why}" for one in found]
    expected = list(CORPUS.values())
    expected[4] = "outdated: reply 8 is newer"
    assert told == expected


def test_the_corpus_is_about_the_meeting_of_the_record(session: Session) -> None:
    meeting = convened(session)

    assert bring_corpus(session, "google-accepted").new[0].meeting is meeting


@pytest.mark.parametrize(
    ("address", "sender", "state"),
    [
        ("ana@north.example", "office@north.example", "counted"),
        ("ana@north.example", "eve@evil.example", "unverified"),
        ("ana@gmail.com", "eve@gmail.com", "unverified"),
    ],
)
def test_a_colleague_may_answer_and_nobody_else(
    session: Session, address: str, sender: str, state: str
) -> None:
    meeting = convened(session)
    person = find_attendee(session, meeting, "Ana Lind").person
    assert person is not None
    person.email = address
    mail = answer(meeting, who=address, sender=sender)
    said = replace(mail.answers[0], attendee=Attendee(address, sender, "ACCEPTED"))

    bring(session, replace(mail, answers=(said,)))

    assert states(session) == [state]
