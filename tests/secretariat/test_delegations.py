from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, InvalidValue, NotAllowed, StaleEdit
from scheduler.model.delegation import Attendance
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Presence, Reply
from scheduler.secretariat.attendance import (
    AttendeeRow,
    find_attendee,
    list_attendees,
    record_presence,
)
from scheduler.secretariat.delegations import (
    AttendeeEdit,
    NewAttendee,
    add_attendee,
    edit_attendee,
    remove_attendee,
)
from scheduler.store.session import Database
from tests import factories

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THE_DAY = date(2027, 5, 7)


def _meeting(session: Session) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", THE_DAY, number=2)


def _post(session: Session, meeting: Meeting, title: str, body: str = "TRADE") -> Attendance:
    of = factories.body(session, body)
    return add_attendee(session, meeting, of.party, NewAttendee(post=title, body=of)).member


def test_post_and_body_come_from_the_mandate_of_the_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        factories.add_mandate(session, ana, "Clerk", "TRADE", valid_from=date(2027, 6, 1))
        factories.add_mandate(session, ana, "Director", "WATER", valid_from=date(2027, 1, 1))

        added = add_attendee(session, meeting, ana.party, NewAttendee(person=ana))

        assert (added.member.post_title, added.member.precedence) == ("Director", 10)
        assert list_attendees(session, meeting) == [
            AttendeeRow(
                party="NORTH",
                name="Ana Lind",
                post="Director",
                body="DG WATER",
                is_head=False,
                is_alternate=False,
                standing="proposed",
                invited_on=None,
                reply=Reply.NONE,
                reply_source="",
                presence=Presence.UNKNOWN,
                replaced_by="",
                version=1,
            )
        ]


def test_a_new_head_takes_over(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        trade = factories.body(session, "TRADE")
        findings = [
            add_attendee(
                session, meeting, trade.party, NewAttendee(post=title, body=trade, is_head=True)
            ).findings
            for title in ("Director", "Minister")
        ]

        rows = list_attendees(session, meeting)

    assert [[str(finding) for finding in found] for found in findings] == [
        [],
        ["note: ANNUAL-2, NORTH: Director, DG TRADE is no longer the head"],
    ]
    assert [(row.post, row.is_head) for row in rows] == [("Minister", True), ("Director", False)]


def test_add_refuses_what_no_list_could_show(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north = factories.party(session, "NORTH")
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        fish, trade = (factories.body(session, code) for code in ("FISH", "TRADE"))

        def refusal(new: NewAttendee, kind: type[Exception]) -> str:
            with pytest.raises(kind) as refused, session.begin_nested():
                add_attendee(session, meeting, north, new)
            return str(refused.value)

        assert refusal(NewAttendee(person=ana), InvalidValue) == (
            "the body '' cannot be used: "
            "expected --body, since no mandate says it on Friday 7 May 2027"
        )
        assert refusal(NewAttendee(person=ana, body=fish), InvalidValue) == (
            "--body 'FISH' cannot be used: expected a body of NORTH, not of SOUTH"
        )
        assert refusal(NewAttendee(body=trade), InvalidValue) == (
            "the name '' cannot be used: expected --person, or --post for a post alone"
        )
        for new in (NewAttendee(person=ana, body=trade), NewAttendee(post="Clerk", body=trade)):
            add_attendee(session, meeting, north, new)
        assert refusal(NewAttendee(person=ana, body=trade), AlreadyExists) == (
            "the attendee Ana Lind already exists; they are in the NORTH delegation to ANNUAL-2; "
            "another post needs a title of its own"
        )
        assert refusal(NewAttendee(post="Clerk", body=trade), AlreadyExists).startswith(
            "the attendee Clerk already exists"
        )


def test_the_same_post_in_other_capitals_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        _post(session, meeting, "Director-General")
        other = _post(session, meeting, "Clerk")

        with pytest.raises(AlreadyExists, match="the attendee director-general already exists"):
            _post(session, meeting, "director-general")
        with pytest.raises(AlreadyExists, match="the attendee DIRECTOR-GENERAL already exists"):
            edit_attendee(session, other, AttendeeEdit(post_title="DIRECTOR-GENERAL"))


def test_the_latest_mandate_gives_the_body_where_none_is_of_the_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
        for title, body, day in (
            ("Clerk", "TRADE", date(2019, 1, 1)),
            ("Director", "WATER", date(2020, 10, 13)),
        ):
            factories.add_mandate(session, ana, title, body).attested_on = day

        added = add_attendee(session, meeting, ana.party, NewAttendee(person=ana))

        assert [(row.name, row.post, row.body) for row in list_attendees(session, meeting)] == [
            ("Ms Ana Lind", "", "DG WATER")
        ]
    assert [str(finding) for finding in added.findings] == [
        (
            "note: ANNUAL-2: no mandate of Ana Lind is known for Friday 7 May 2027; the body "
            "DG WATER is that of their latest one (Director, known of Tuesday 13 October 2020): "
            "say another post or body if it changed"
        )
    ]


def test_a_mandate_of_the_other_party_gives_no_body(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        factories.add_mandate(session, ana, "Clerk", "FISH").attested_on = date(2019, 1, 1)

        with pytest.raises(InvalidValue, match="expected --body, since no mandate says it"):
            add_attendee(session, meeting, ana.party, NewAttendee(person=ana))


def test_an_edit_names_the_holder_of_a_post(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        _post(session, meeting, "Minister")
        member = _post(session, meeting, "Director")
        member.is_head = True
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        edit_attendee(session, member, AttendeeEdit(person=ana))
        edit_attendee(
            session,
            member,
            AttendeeEdit(
                post_title="Acting Director",
                is_head=False,
                is_announced=True,
                invited_on=date(2027, 4, 1),
                precedence=1,
            ),
        )

    with database.reading() as session:
        row = list_attendees(session, factories.meeting(session, "ANNUAL-2027"))[0]
    assert row == AttendeeRow(
        party="NORTH",
        name="Ana Lind",
        post="Acting Director",
        body="DG TRADE",
        is_head=False,
        is_alternate=False,
        standing="invited",
        invited_on=date(2027, 4, 1),
        reply=Reply.NONE,
        reply_source="",
        presence=Presence.UNKNOWN,
        replaced_by="",
        version=4,
    )


def test_an_edited_head_takes_over(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        before, after = (_post(session, meeting, title) for title in ("Director", "Minister"))
        edit_attendee(session, before, AttendeeEdit(is_head=True))

        edited = edit_attendee(session, after, AttendeeEdit(is_head=True))

        assert (before.is_head, after.is_head) == (False, True)
        again = edit_attendee(session, after, AttendeeEdit(is_head=True))
    assert [str(finding) for finding in edited.findings] == [
        "note: ANNUAL-2, NORTH: Director, DG TRADE is no longer the head"
    ]
    assert again.findings == ()


def test_an_edit_that_nobody_could_keep_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind")
        trade = factories.body(session, "TRADE")
        add_attendee(session, meeting, ana.party, NewAttendee(person=ana, body=trade))
        member = _post(session, meeting, "Clerk")

        with pytest.raises(InvalidValue, match="at least one thing to change"):
            edit_attendee(session, member, AttendeeEdit())
        with pytest.raises(StaleEdit) as stale:
            edit_attendee(
                session, member, AttendeeEdit(post_title="Director", is_head=True), version=7
            )
        with (
            pytest.raises(AlreadyExists, match="the attendee Ana Lind already exists"),
            session.begin_nested(),
        ):
            edit_attendee(session, member, AttendeeEdit(person=ana))

    assert (stale.value.theirs, stale.value.yours) == (
        "post title: Clerk; is head: no",
        "post title: Director; is head: yes",
    )


def test_who_was_listed_by_mistake_is_removed(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        _post(session, meeting, "Clerk")
        remove_attendee(session, _post(session, meeting, "Director"))

    with database.reading() as session:
        rows = list_attendees(session, factories.meeting(session, "ANNUAL-2027"))
        left = session.scalars(select(Attendance.post_title)).all()
    assert ([row.post for row in rows], left) == (["Clerk"], ["Clerk"])


def test_who_was_in_the_room_is_not_removed(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for title in ("Clerk", "Deputy"):
            _post(session, meeting, title)
        clerk, deputy = (find_attendee(session, meeting, who) for who in ("Clerk", "Deputy"))
        record_presence(clerk, Presence.REPLACED, replaced_by=deputy, today=THE_DAY)

        with pytest.raises(NotAllowed) as recorded:
            remove_attendee(session, clerk)
        with pytest.raises(NotAllowed) as stood_in:
            remove_attendee(session, deputy)

    assert str(recorded.value) == (
        "removing Clerk, DG TRADE from the NORTH delegation is not possible: "
        "they are recorded as replaced; if that is wrong, record them as unknown first"
    )
    assert str(stood_in.value) == (
        "removing Deputy, DG TRADE from the NORTH delegation is not possible: they are recorded "
        "as having replaced Clerk, DG TRADE; if that is wrong, record that one anew first"
    )
