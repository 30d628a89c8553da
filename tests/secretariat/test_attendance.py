from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import (
    AmbiguousName,
    InvalidValue,
    NotAllowed,
    NotFound,
    TooEarly,
)
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState, Presence, Reply
from scheduler.secretariat.attendance import (
    find_attendee,
    list_attendees,
    record_presence,
    record_reply,
)
from scheduler.secretariat.delegations import NewAttendee, add_attendee
from scheduler.store.session import Database
from tests import factories
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
THE_DAY = date(2027, 5, 7)


def _meeting(session: Session, state: MeetingState = MeetingState.CONFIRMED) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", THE_DAY, number=2, state=state)


def _post(session: Session, meeting: Meeting, title: str, body: str = "TRADE") -> None:
    of = factories.body(session, body)
    add_attendee(session, meeting, of.party, NewAttendee(post=title, body=of))


def test_list_shows_the_head_first_then_precedence(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north, south = (factories.party(session, code) for code in ("NORTH", "SOUTH"))
        fish, trade = (factories.body(session, code) for code in ("FISH", "TRADE"))
        ana = factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
        for party, new in (
            (south, NewAttendee(post="Clerk", body=fish, invited_on=date(2027, 4, 1))),
            (north, NewAttendee(post="Clerk", body=trade, precedence=5, is_announced=True)),
            (north, NewAttendee(post="Adviser", body=trade, precedence=0)),
            (north, NewAttendee(person=ana, body=trade, is_head=True)),
        ):
            add_attendee(session, meeting, party, new)

    with database.reading() as session:
        rows = list_attendees(session, factories.meeting(session, "ANNUAL-2027"))

    assert [(r.party, r.name, r.post, r.is_head, r.standing) for r in rows] == [
        ("NORTH", "Ms Ana Lind", "", True, "proposed"),
        ("NORTH", "", "Adviser", False, "proposed"),
        ("NORTH", "", "Clerk", False, "announced"),
        ("SOUTH", "", "Clerk", False, "invited"),
    ]


@pytest.mark.parametrize(
    "who",
    ["ana lind", "MS ANA LIND", "ana-lind", "Director", "Director, DG WATER", "director, water"],
)
def test_attendees_are_found_as_people_name_them(sqlite_database: Database, who: str) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ana = factories.add_person(session, "NORTH", "Ana Lind", honorific="Ms")
        factories.add_mandate(session, ana, "Director", "WATER")
        added = add_attendee(session, meeting, ana.party, NewAttendee(person=ana))
        _post(session, meeting, "Clerk")

        assert find_attendee(session, meeting, who) is added.member


def test_an_ambiguous_attendee_lists_the_candidates(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for body in ("TRADE", "FISH"):
            _post(session, meeting, "Clerk", body)

        with pytest.raises(AmbiguousName) as ambiguous:
            find_attendee(session, meeting, "clerk")
        with pytest.raises(NotFound) as unknown:
            find_attendee(session, meeting, "Bo Ek")
        south = factories.party(session, "SOUTH")

        assert ambiguous.value.candidates == ("Clerk, TRADE", "Clerk, FISH")
        assert unknown.value.known == ("Clerk, DG TRADE", "Clerk, DG FISH")
        assert find_attendee(session, meeting, "clerk", party=south).delegation.party is south


def test_a_reply_is_kept_with_its_time_and_source(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        _post(session, meeting, "Clerk")
        member = find_attendee(session, meeting, "Clerk")
        record_reply(member, Reply.DECLINED, source=" e-mail of\n3 May ", now=NOW)

    with database.reading() as session:
        member = find_attendee(session, factories.meeting(session, "ANNUAL-2027"), "Clerk")
        assert (member.reply, member.replied_at, member.reply_source, member.standing) == (
            Reply.DECLINED,
            NOW,
            "e-mail of 3 May",
            "declined",
        )


def test_presence_is_recorded_from_the_day_on_and_may_be_corrected(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for title in ("Clerk", "Deputy"):
            _post(session, meeting, title)
        clerk, deputy = (find_attendee(session, meeting, who) for who in ("Clerk", "Deputy"))
        record_presence(clerk, Presence.REPLACED, replaced_by=deputy, today=THE_DAY)
        session.flush()
        replaced = list_attendees(session, meeting)[0]
        record_presence(clerk, Presence.EXCUSED, today=THE_DAY)
        session.flush()
        excused = list_attendees(session, meeting)[0]

    assert (replaced.standing, replaced.replaced_by) == ("replaced", "Deputy, DG TRADE")
    assert (excused.standing, excused.replaced_by) == ("excused", "")


@pytest.mark.parametrize(
    ("state", "today", "kind", "sentence"),
    [
        (
            MeetingState.CONFIRMED,
            date(2027, 5, 6),
            TooEarly,
            (
                "recording who was at ANNUAL-2 is not possible before the day has come: "
                "it is Friday 7 May 2027"
            ),
        ),
        (
            MeetingState.CANCELLED,
            date(2027, 5, 8),
            NotAllowed,
            (
                "recording who was at ANNUAL-2 is not possible: the meeting is cancelled; "
                "see: scheduler meeting show ANNUAL-2027"
            ),
        ),
    ],
    ids=["too-early", "cancelled"],
)
def test_presence_is_refused_where_nobody_met(
    sqlite_database: Database,
    state: MeetingState,
    today: date,
    kind: type[Exception],
    sentence: str,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session, state)
        _post(session, meeting, "Clerk")

        with pytest.raises(kind) as refused:
            record_presence(find_attendee(session, meeting, "Clerk"), Presence.PRESENT, today=today)

    assert str(refused.value) == sentence


def test_a_substitute_stands_in_for_somebody_replaced(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for title in ("Clerk", "Deputy"):
            _post(session, meeting, title)
        clerk, deputy = (find_attendee(session, meeting, who) for who in ("Clerk", "Deputy"))

        with pytest.raises(InvalidValue, match="nobody: who is present has no substitute"):
            record_presence(clerk, Presence.PRESENT, replaced_by=deputy, today=THE_DAY)
        with pytest.raises(InvalidValue, match="another member of the same delegation"):
            record_presence(clerk, Presence.REPLACED, replaced_by=clerk, today=THE_DAY)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_twice_whatever_its_length(database: Database, rows: int) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            body = factories.add_body(session, north, f"BODY{place}")
            who = factories.add_person(session, "NORTH", f"Person {place}")
            add_attendee(session, meeting, north, NewAttendee(person=who, body=body))

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        asked = asked_from_now_on(session)
        listed = list_attendees(session, meeting)

    assert (len(listed), len(asked)) == (rows, 2)
