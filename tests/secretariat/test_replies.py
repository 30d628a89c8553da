from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition
from scheduler.model.vocabulary import MeetingState, Reply
from scheduler.secretariat.attendance import find_attendee, record_reply
from scheduler.secretariat.delegations import remove_attendee
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.replies import accept_reply, discard_reply, find_reply
from scheduler.secretariat.reply_pages import list_replies, show_reply
from scheduler.store.session import Database
from tests.clock import NOW
from tests.secretariat.inviting import convene, convened, minutes_later, prepare, send_all
from tests.secretariat.replying import (
    ANA,
    ELODIE,
    LATER,
    answer,
    bring,
    replied,
    states,
)


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


def test_an_answer_whose_sender_is_proven_counts(session: Session) -> None:
    meeting = convened(session)

    done = bring(session, answer(meeting, "DECLINED"))

    assert (done.messages, done.known, done.others, done.findings) == (1, 0, 0, ())
    assert replied(session, meeting) == ("declined", "calendar reply 1")
    assert states(session) == ["counted"]


def test_an_answer_without_proof_changes_nothing_until_it_is_accepted(session: Session) -> None:
    meeting = convened(session)

    done = bring(session, answer(meeting, is_authentic=False))
    before = replied(session, meeting)
    found = accept_reply(session, find_reply(session, 1), now=LATER, officer="Ada")

    assert [str(one) for one in done.findings] == [
        (
            "warning: reply 1 of Ana Lind to ANNUAL-1: nothing proves who sent it; "
            "to let it count: scheduler reply accept 1"
        )
    ]
    assert (before, replied(session, meeting)) == (("none", ""), ("accepted", "calendar reply 1"))
    assert (states(session), found) == (["counted"], [])


def test_the_same_message_changes_nothing_the_second_time(session: Session) -> None:
    meeting = convened(session)
    bring(session, answer(meeting))
    record_reply(find_attendee(session, meeting, "Ana Lind"), Reply.NONE, now=LATER)

    done = bring(session, answer(meeting), answer(meeting))

    assert (len(done.new), done.known, replied(session, meeting)) == (0, 2, ("none", ""))


def test_an_older_answer_never_replaces_a_newer_one(session: Session) -> None:
    meeting = convened(session)
    newer = answer(meeting, "DECLINED", minute=2)

    bring(session, newer, answer(meeting, "ACCEPTED", minute=1))
    done = bring(session, answer(meeting, "TENTATIVE", minute=3))

    assert replied(session, meeting) == ("tentative", "calendar reply 3")
    assert states(session) == ["outdated", "outdated", "counted"]
    assert done.findings == ()


def test_a_higher_sequence_is_newer_whatever_the_clock_says(session: Session) -> None:
    meeting = convened(session)

    bring(session, answer(meeting, "DECLINED", minute=1, sequence=2), answer(meeting, minute=9))

    assert replied(session, meeting) == ("declined", "calendar reply 1")


def test_of_two_answers_of_one_moment_the_first_stands(session: Session) -> None:
    meeting = convened(session)

    done = bring(session, answer(meeting), answer(meeting, sender="ana+x@north.example"))
    other = bring(session, answer(meeting, "DECLINED"))

    assert [one.message for one in (*done.findings, *other.findings)] == [
        "it says what reply 1 says",
        "reply 1 is newer",
    ]
    assert replied(session, meeting) == ("accepted", "calendar reply 1")


def test_an_answer_from_a_clock_that_is_ahead_is_of_now(session: Session) -> None:
    meeting = convened(session)

    bring(session, answer(meeting, "DECLINED", minute=60 * 24 * 365))
    bring(session, answer(meeting, minute=60 * 24 * 20), now=minutes_later(60 * 24 * 20))

    assert replied(session, meeting) == ("accepted", "calendar reply 2")


def test_the_officers_entry_stands_until_they_say_otherwise(session: Session) -> None:
    meeting = convened(session)
    member = find_attendee(session, meeting, "Ana Lind")
    record_reply(member, Reply.ACCEPTED, source="by telephone", now=NOW)

    done = bring(session, answer(meeting, "DECLINED"))
    before = replied(session, meeting)
    sheet = show_reply(session, done.new[0])
    accept_reply(session, done.new[0], now=LATER, officer="Ada")

    assert before == ("accepted", "by telephone")
    assert (str(sheet.state), sheet.says, str(sheet.officers_entry)) == (
        "beside",
        "declined",
        "accepted",
    )
    assert [one.message for one in done.findings] == [
        (
            "says declined, the officer's own entry says accepted; "
            "to take this one: scheduler reply accept 1"
        )
    ]
    assert replied(session, meeting) == ("declined", "calendar reply 1")


def test_an_answer_that_says_what_the_officer_entered_leaves_the_entry(session: Session) -> None:
    meeting = convened(session)
    member = find_attendee(session, meeting, "Ana Lind")
    record_reply(member, Reply.ACCEPTED, source="by telephone", now=NOW)

    bring(session, answer(meeting))

    assert (states(session), replied(session, meeting)) == (
        ["counted"],
        ("accepted", "by telephone"),
    )


def test_an_answer_to_an_earlier_date_does_not_count(session: Session) -> None:
    meeting = convened(session)
    convene(session, meeting)
    move(session, meeting, day=date(2027, 5, 14), reason="a clash", now=NOW, officer="Ada")
    sent = convene(session, meeting, now=minutes_later(5))
    told = sent[0].sequence

    done = bring(session, answer(meeting, sequence=0), answer(meeting, "DECLINED", sequence=told))

    assert [one.message for one in done.findings] == [
        "it answers what was sent before a change of the date"
    ]
    assert states(session) == ["outdated", "counted"]
    assert replied(session, meeting) == ("declined", "calendar reply 2")


def test_a_change_of_the_place_leaves_an_answer_as_it_was(session: Session) -> None:
    meeting = convened(session)
    convene(session, meeting)
    meeting.venue = "Room 5"
    assert convene(session, meeting, now=minutes_later(5))[0].sequence > 0

    bring(session, answer(meeting, sequence=0))

    assert states(session) == ["counted"]


def test_who_was_told_to_stay_away_answers_in_vain(session: Session) -> None:
    meeting = convened(session)
    convene(session, meeting)
    meeting.state = MeetingState.CANCELLED
    convene(session, meeting, now=minutes_later(5))

    assert [one.message for one in bring(session, answer(meeting)).findings] == [
        "their invitation was ended"
    ]


def test_who_left_the_delegation_is_known_by_their_invitation(session: Session) -> None:
    meeting = convened(session)
    convene(session, meeting)
    remove_attendee(session, find_attendee(session, meeting, "Ana Lind"))

    done = bring(session, answer(meeting))

    assert [str(one) for one in done.findings] == [
        "warning: reply 1 of Ana Lind to ANNUAL-1: is no longer in a delegation"
    ]
    assert states(session) == ["noted"]


def test_a_message_that_only_waits_invites_nobody(session: Session) -> None:
    meeting = convened(session)
    person = find_attendee(session, meeting, "Ana Lind").person
    assert person is not None
    prepare(session, meeting)

    person.email = ""
    before = bring(session, answer(meeting))
    person.email = ANA
    send_all(session)
    person.email = ""
    after = bring(session, answer(meeting, minute=1))

    assert [str(one.new[0].state) for one in (before, after)] == ["unmatched", "counted"]


def test_replies_are_discarded_with_a_reason(session: Session) -> None:
    meeting = convened(session)
    bring(session, answer(meeting), answer(meeting, who=ELODIE, is_authentic=False))
    counted, unverified = (find_reply(session, number) for number in (1, 2))

    discard_reply(unverified, reason="not hers")
    with pytest.raises(IllegalTransition) as refused:
        discard_reply(counted, reason="why not")
    with pytest.raises(IllegalTransition):
        accept_reply(session, unverified, now=LATER, officer="Ada")

    assert (str(unverified.state), unverified.why) == ("discarded", "not hers")
    assert str(refused.value) == (
        f"reply 1 of {ANA} is counted and cannot be discarded; it may become: nothing further"
    )


def test_only_replies_that_need_somebody_are_listed_at_first(session: Session) -> None:
    meeting = convened(session)
    bring(session, answer(meeting), answer(meeting, who=ELODIE, is_authentic=False))

    assert [one.number for one in list_replies(session)] == [2]
    assert [one.number for one in list_replies(session, meeting=meeting)] == [1, 2]


def test_marked_texts_are_not_kept(session: Session) -> None:
    meeting = convened(session)

    done = bring(session, replace(answer(meeting), subject="Re: RESTREINT UE/EU RESTRICTED"))

    assert (done.new[0].subject, states(session)) == ("", ["counted"])
    assert [one.message.partition(" cannot")[0] for one in done.findings] == [
        "its texts are not kept: the answer marked 'RESTREINT UE'"
    ]
