"""Who gets what of a meeting, and why: each step of its life, and each of a delegation's."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from scheduler.delivery.envelopes import Delivery, Result
from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.outbox import Message, MessageState
from scheduler.model.vocabulary import Certainty, MeetingState, Reply
from scheduler.papers.mail import Mailbox
from scheduler.secretariat import lifecycle
from scheduler.secretariat.attendance import find_attendee, record_reply
from scheduler.secretariat.delegations import NewAttendee, add_attendee, remove_attendee
from scheduler.secretariat.invitations import plan_invitations
from scheduler.secretariat.mailboxes import set_address, set_mailbox
from scheduler.secretariat.meeting_edits import MeetingEdit, edit_meeting
from scheduler.secretariat.outbox import discard_message
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER, NOW, TODAY
from tests.secretariat.inviting import (
    acts,
    add_member,
    convene,
    convened,
    lines_of,
    minutes_later,
    names,
    plan,
    prepare,
    send_all,
    states,
)

ANA, ELODIE = "Ana Lind", "Élodie Ruiz"


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return convened(session)


def move(session: Session, meeting: Meeting) -> None:
    lifecycle.move(
        session, meeting, day=date(2027, 5, 14), reason="a strike", now=NOW, officer="Ada"
    )


def cancel(session: Session, meeting: Meeting) -> None:
    lifecycle.cancel(session, meeting, reason="elections", now=NOW, officer="Ada")


def ana(session: Session, meeting: Meeting) -> Attendance:
    return find_attendee(session, meeting, ANA)


def test_everybody_is_invited_once(session: Session, meeting: Meeting) -> None:
    assert acts(session, meeting) == [
        (ANA, "invite", "not invited yet"),
        (ELODIE, "invite", "not invited yet"),
    ]
    assert names(convene(session, meeting)) == [ANA, ELODIE]
    assert acts(session, meeting) == [
        (ANA, "nothing", "has it all from message 1"),
        (ELODIE, "nothing", "has it all from message 2"),
    ]
    assert convene(session, meeting) == []


def test_invitation_says_what_rfc_5546_asks(session: Session, meeting: Meeting) -> None:
    meeting.venue = "Berlaymont"
    meeting.sequence = 3
    message = convene(session, meeting)[1]

    lines = lines_of(message)
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//partnership-scheduler//Invitation//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
    ]
    assert lines[lines.index("BEGIN:VEVENT") :] == [
        "BEGIN:VEVENT",
        f"UID:{meeting.uid}",
        "DTSTAMP:20261124T090000Z",
        "SEQUENCE:3",
        "CREATED:20261124T090000Z",
        "LAST-MODIFIED:20261124T090000Z",
        "DTSTART;TZID=Europe/Brussels:20270507T093000",
        "DTEND;TZID=Europe/Brussels:20270507T170000",
        "SUMMARY:1st Annual Meeting\\, Partnership of Northland and Southmark",
        "STATUS:CONFIRMED",
        "DESCRIPTION:Join by video:\\nhttps://meet.example/annual",
        "LOCATION:Berlaymont",
        'CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL="Join by video":https://meet.example/annual',
        'ORGANIZER;CN="DG TRADE":mailto:trade@north.example',
        (
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
            'CN="Élodie Ruiz":mailto:elodie@south.example'
        ),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert (message.subject, message.address) == (
        "Invitation: 1st Annual Meeting, Partnership of Northland and Southmark, Fri 7 May 2027",
        "elodie@south.example",
    )


def test_chair_is_invited_as_chair(session: Session, meeting: Meeting) -> None:
    member = ana(session, meeting)
    meeting.chairs.append(Chair(party=member.delegation.party, person=member.person))

    assert "ROLE=CHAIR" in lines_of(prepare(session, meeting)[0])[-3]


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (MeetingEdit(venue="Charlemagne"), "place"),
        (MeetingEdit(link="https://meet.example/other"), "link"),
        (MeetingEdit(title="Annual talks"), "title"),
        (MeetingEdit(hours=(time(10), time(12)), place="Bonn"), "date or hours and place"),
    ],
)
def test_change_reaches_who_was_invited_above_what_they_have(
    edit: MeetingEdit, changed: str, session: Session, meeting: Meeting
) -> None:
    first, _ = convene(session, meeting)
    edit_meeting(session, meeting, edit, now=NOW)

    assert acts(session, meeting)[0] == (ANA, "update", f"changed since message 1: {changed}")
    update, _ = convene(session, meeting, now=minutes_later(1))
    assert (first.sequence, update.sequence) == (0, 1)
    assert acts(session, meeting)[0] == (ANA, "nothing", "has it all from message 3")


@pytest.mark.parametrize(
    "edit", [MeetingEdit(remarks="The other side is tired."), MeetingEdit(is_published=False)]
)
def test_what_stays_inside_is_no_change(
    edit: MeetingEdit, session: Session, meeting: Meeting
) -> None:
    convene(session, meeting)
    edit_meeting(session, meeting, edit, now=NOW)

    assert [act for _, act, _ in acts(session, meeting)] == ["nothing", "nothing"]


def test_other_delegates_are_no_change(session: Session, meeting: Meeting) -> None:
    convene(session, meeting)
    add_member(session, meeting, "NORTH", "Bo Holm", "bo@north.example")

    assert names(convene(session, meeting)) == ["Bo Holm"]


def test_answer_stands_until_the_date_changes(session: Session, meeting: Meeting) -> None:
    convene(session, meeting)
    record_reply(ana(session, meeting), Reply.ACCEPTED, now=NOW)
    assert convene(session, meeting) == []

    edit_meeting(session, meeting, MeetingEdit(venue="Charlemagne"), now=NOW)
    assert "PARTSTAT=ACCEPTED" in lines_of(convene(session, meeting)[0])[-3]
    move(session, meeting)
    assert "PARTSTAT=NEEDS-ACTION" in lines_of(convene(session, meeting)[0])[-3]


def test_cancelled_meeting_is_cancelled_for_who_was_invited(
    session: Session, meeting: Meeting
) -> None:
    convene(session, meeting)
    add_member(session, meeting, "NORTH", "Bo Holm", "bo@north.example")
    cancel(session, meeting)

    assert acts(session, meeting) == [
        (ANA, "cancel", "the meeting is cancelled"),
        ("Bo Holm", "nothing", "the meeting is cancelled, and they have no invitation"),
        (ELODIE, "cancel", "the meeting is cancelled"),
    ]
    lines = lines_of(convene(session, meeting)[0])
    assert lines[4] == "METHOD:CANCEL"
    assert "STATUS:CANCELLED" in lines
    assert lines[-4:-2] == [
        'ORGANIZER;CN="DG TRADE":mailto:trade@north.example',
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;CN="Ana Lind":mailto:ana@north.example',
    ]
    assert {act for _, act, _ in acts(session, meeting)} == {"nothing"}


def test_postponed_meeting_is_cancelled_and_then_invited_to_again(
    session: Session, meeting: Meeting
) -> None:
    convene(session, meeting)
    lifecycle.postpone(session, meeting, reason="a strike", now=NOW, officer="Ada")
    gone, _ = convene(session, meeting)
    move(session, meeting)
    back, _ = convene(session, meeting)

    assert [one.why for one in (gone, back)] == [
        "the meeting is postponed",
        "invited again: message 3 ended their invitation",
    ]
    assert [(one.method, one.sequence) for one in (gone, back)] == [("CANCEL", 1), ("REQUEST", 2)]
    assert "STATUS:TENTATIVE" in lines_of(back)


def test_removed_person_is_told_and_the_meeting_goes_on(session: Session, meeting: Meeting) -> None:
    convene(session, meeting)
    remove_attendee(session, ana(session, meeting))

    assert acts(session, meeting) == [
        (ELODIE, "nothing", "has it all from message 2"),
        (ANA, "cancel", "no longer in the delegation"),
    ]
    [message] = convene(session, meeting)
    lines = lines_of(message)
    assert (lines[4], message.sequence, meeting.sequence) == ("METHOD:CANCEL", 1, 0)
    assert [line for line in lines if line.startswith("STATUS")] == []
    assert convene(session, meeting) == []


def test_person_who_comes_back_is_invited_above_their_cancellation(
    session: Session, meeting: Meeting
) -> None:
    convene(session, meeting)
    remove_attendee(session, ana(session, meeting))
    convene(session, meeting)
    add_member(session, meeting, "NORTH", ANA, "ana@north.example")

    [message] = convene(session, meeting)
    assert (message.method, message.sequence) == ("REQUEST", 2)


def test_who_cannot_be_written_to_gets_nothing_and_it_is_said(
    session: Session, meeting: Meeting
) -> None:
    add_member(session, meeting, "NORTH", "Bo Holm", "")
    add_member(session, meeting, "NORTH", "Cy Berg", "cy berg@north.example")
    add_member(session, meeting, "NORTH", "Di Falk", "ANA@north.example")
    north = factories.party(session, "NORTH")
    post = NewAttendee(post="Director", body=factories.body(session, "WATER"))
    add_attendee(session, meeting, north, post)

    assert acts(session, meeting)[1:5] == [
        ("Bo Holm", "nothing", "no address is known"),
        ("Cy Berg", "nothing", "mail cannot be sent to 'cy berg@north.example'"),
        ("Di Falk", "nothing", "has the address of Ana Lind, who is told"),
        ("Director, DG WATER", "nothing", "nobody is named for this post"),
    ]
    assert names(prepare(session, meeting)) == [ANA, ELODIE]


def test_who_is_left_out_gets_nothing_this_time(session: Session, meeting: Meeting) -> None:
    chosen = plan_invitations(session, meeting, left_out=[ana(session, meeting)], today=TODAY)

    assert [(one.name, one.decision.why) for one in chosen.intended] == [
        (ANA, "left out this time"),
        (ELODIE, "not invited yet"),
    ]


def test_new_address_gets_the_invitation(session: Session, meeting: Meeting) -> None:
    convene(session, meeting)
    person = ana(session, meeting).person
    assert person is not None
    set_address(person, "lind@north.example")

    [message] = convene(session, meeting)
    assert (message.address, message.why) == (
        "lind@north.example",
        "a new address; the invitation went to ana@north.example",
    )


def test_what_waits_is_kept_while_it_holds(session: Session, meeting: Meeting) -> None:
    prepare(session, meeting)

    assert acts(session, meeting)[0] == (ANA, "nothing", "waits already as message 1")
    assert prepare(session, meeting) == []


def test_what_waits_is_replaced_once_it_no_longer_holds(session: Session, meeting: Meeting) -> None:
    first, _ = prepare(session, meeting)
    move(session, meeting)
    second, _ = prepare(session, meeting)

    assert states(session) == [MessageState.DISCARDED] * 2 + [MessageState.PREPARED] * 2
    assert (first.answer, second.why) == ("replaced by a newer one", "not invited yet")
    assert len(send_all(session)) == 2


def test_what_waits_for_somebody_who_is_gone_is_withdrawn(
    session: Session, meeting: Meeting
) -> None:
    waiting, _ = prepare(session, meeting)
    remove_attendee(session, ana(session, meeting))

    assert acts(session, meeting)[1] == (ANA, "withdraw", "no longer in the delegation")
    assert prepare(session, meeting) == []
    assert (waiting.state, waiting.answer) == (
        MessageState.DISCARDED,
        "no longer in the delegation",
    )


def test_uncertain_message_counts_as_there(session: Session, meeting: Meeting) -> None:
    prepare(session, meeting)
    send_all(session, Delivery(Result.UNCERTAIN, "no answer"))

    assert acts(session, meeting)[0] == (ANA, "nothing", "whether message 1 arrived is not known")


def test_message_that_may_have_arrived_is_followed_by_a_higher_sequence(
    session: Session, meeting: Meeting
) -> None:
    doubtful, _ = prepare(session, meeting)
    send_all(session, Delivery(Result.UNCERTAIN, "no answer"))
    discard_message(doubtful, reason="nobody knows", now=NOW)

    [message] = prepare(session, meeting)
    assert (message.recipient_name, message.sequence) == (ANA, 1)


def test_failed_message_did_not_arrive(session: Session, meeting: Meeting) -> None:
    prepare(session, meeting)
    send_all(session, Delivery(Result.REFUSED, "550 no such person"))

    assert acts(session, meeting)[0] == (ANA, "invite", "not invited yet")


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.HELD])
def test_meeting_that_is_not_to_be_convened_is_refused(
    state: MeetingState, session: Session, meeting: Meeting
) -> None:
    meeting.state = state

    with pytest.raises(NotAllowed) as refused:
        plan(session, meeting)
    assert refused.value.reason == f"it is {state}"


def test_meeting_without_a_day_is_refused(session: Session, meeting: Meeting) -> None:
    meeting.state, meeting.date_certainty = MeetingState.PROPOSED, Certainty.UNKNOWN
    meeting.start_time = meeting.end_time = meeting.day = None

    with pytest.raises(NotAllowed, match="it has no day"):
        plan(session, meeting)


def test_meeting_that_is_over_is_refused(session: Session, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed, match="its day has passed"):
        plan(session, meeting, today=AFTER)


def test_convener_is_the_same_for_life(session: Session, meeting: Meeting) -> None:
    convene(session, meeting)
    trade, water = (factories.body(session, code) for code in ("TRADE", "WATER"))
    set_mailbox(water, "water@north.example")
    meeting.host = water
    set_mailbox(trade, "new@north.example")

    assert plan(session, meeting).convener == Mailbox("DG TRADE", "trade@north.example")
    with pytest.raises(NotAllowed, match="calendars heed nobody else"):
        plan_invitations(session, meeting, convener=water, today=TODAY)


def test_convener_is_the_host_then_a_chair_then_the_only_mailbox(
    session: Session, meeting: Meeting
) -> None:
    trade, water = (factories.body(session, code) for code in ("TRADE", "WATER"))
    assert plan(session, meeting).convener == Mailbox("DG TRADE", "trade@north.example")
    set_mailbox(water, "water@north.example")
    with pytest.raises(NotAllowed, match="neither its host nor a chair"):
        plan(session, meeting)
    meeting.chairs.append(Chair(party=trade.party, body=trade))
    assert plan(session, meeting).convener == Mailbox("DG TRADE", "trade@north.example")
    meeting.host = water
    assert plan(session, meeting).convener == Mailbox("DG WATER", "water@north.example")


def test_convener_is_of_the_home_party_and_has_a_mailbox(
    session: Session, meeting: Meeting
) -> None:
    fish, water = (factories.body(session, code) for code in ("FISH", "WATER"))
    set_mailbox(fish, "fish@south.example")
    meeting.host = fish

    assert plan(session, meeting).convener == Mailbox("DG TRADE", "trade@north.example")
    for body, said in ((fish, "a body of NORTH"), (water, "a body with a mailbox")):
        with pytest.raises(InvalidValue, match=said):
            plan_invitations(session, meeting, convener=body, today=TODAY)


def test_message_names_nobody_but_its_reader(session: Session, meeting: Meeting) -> None:
    secret = "the other side must not read this"  # noqa: S105 -- a canary
    meeting.remarks = secret
    lifecycle.move(session, meeting, day=date(2027, 5, 14), reason=secret, now=NOW, officer="Ada")
    for member in (ana(session, meeting), find_attendee(session, meeting, ELODIE)):
        member.reply_source = secret
    messages: list[Message] = prepare(session, meeting)

    for mine, other in zip(messages, reversed(messages), strict=True):
        said = "\n".join((*lines_of(mine), mine.mail))
        assert mine.address in said
        for hidden in (other.address, other.recipient_name, secret):
            assert hidden not in said
