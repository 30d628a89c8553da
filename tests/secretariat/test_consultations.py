from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from scheduler.errors import (
    AlreadyExists,
    IllegalTransition,
    InvalidValue,
    NotAllowed,
    NotFound,
    SchedulerError,
    StaleEdit,
)
from scheduler.model.consultation import Consultation, ConsultationState
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.planning.quorum import Quorum
from scheduler.secretariat.consultation_close import close_consultation
from scheduler.secretariat.consultations import (
    NewConsultation,
    cancel_consultation,
    candidate_in_words,
    deadline_in_words,
    latest,
    open_consultation,
    reopen_consultation,
)
from scheduler.secretariat.consulted import Asked, find_asked, label
from scheduler.store.engine import for_writing
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import NOW
from tests.secretariat.consulting import (
    DAYS,
    DEADLINE,
    FIRST,
    HOURS,
    SECOND,
    THIRD,
    add_planned,
    ask,
    say,
)

LATER = NOW + timedelta(days=1)
ALL = Quorum.parse("all yes")


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return add_planned(session)


def names(consultation: Consultation) -> list[tuple[str, bool]]:
    """Who is asked, and whether they speak for a co-chair."""
    return [(label(one), one.is_chair) for one in consultation.consulted]


def open_with(session: Session, meeting: Meeting, **facts: object) -> Consultation:
    given: dict[str, object] = {"days": DAYS, "deadline": DEADLINE, "quorum": ALL, **facts}
    new = NewConsultation(**given)  # type: ignore[arg-type] # each test's own
    return open_consultation(session, meeting, new, now=NOW).consultation


def test_open_asks_both_parties_and_makes_a_planned_meeting_proposed(
    session: Session, meeting: Meeting
) -> None:
    consultation = ask(session, meeting, (THIRD, FIRST, SECOND))

    assert names(consultation) == [("NORTH", True), ("SOUTH", True)]
    assert [candidate_in_words(one) for one in consultation.candidates] == [
        f"Friday 7 May 2027, {HOURS}",
        f"Friday 14 May 2027, {HOURS}",
        f"Friday 21 May 2027, {HOURS}",
    ]
    assert deadline_in_words(consultation) == "Monday 1 February 2027"
    assert consultation.deadline_at == datetime(2027, 2, 1, 23, 0, tzinfo=UTC)
    assert (meeting.state, meeting.day, meeting.sequence) == (MeetingState.PROPOSED, FIRST, 1)


@pytest.mark.parametrize("state", [MeetingState.CONFIRMED, MeetingState.POSTPONED])
def test_open_leaves_other_states_as_they_are(session: Session, state: MeetingState) -> None:
    meeting = add_planned(session, state=state)

    ask(session, meeting)

    assert (meeting.state, meeting.sequence) == (state, 0)


def test_open_asks_the_bodies_that_chair_or_are_in_the_delegation(
    session: Session, meeting: Meeting
) -> None:
    trade, water = (factories.body(session, code) for code in ("TRADE", "WATER"))
    meeting.chairs.append(Chair(party=trade.party, body=trade))
    delegation = Delegation(meeting=meeting, party=trade.party)
    for body in (trade, water):
        delegation.members.append(Attendance(post_title=f"Director, {body.code}", body=body))
    session.add(delegation)
    session.flush()

    assert names(ask(session, meeting)) == [
        ("DG TRADE", True),
        ("DG WATER", False),
        ("SOUTH", True),
    ]


def test_the_body_of_the_head_speaks_for_the_co_chair_where_no_chair_is_known(
    session: Session, meeting: Meeting
) -> None:
    trade, water = (factories.body(session, code) for code in ("TRADE", "WATER"))
    delegation = Delegation(meeting=meeting, party=trade.party)
    for body in (trade, water):
        member = Attendance(post_title="Director", body=body, is_head=body is water)
        delegation.members.append(member)
    session.add(delegation)
    session.flush()

    consultation = ask(session, meeting, quorum="both co-chairs yes")

    assert names(consultation) == [("DG WATER", True), ("DG TRADE", False), ("SOUTH", True)]


def test_open_asks_whom_the_officer_says(session: Session, meeting: Meeting) -> None:
    asked = tuple(find_asked(session, meeting, code) for code in ("fish", "DG Water", "NORTH"))
    chairs = (find_asked(session, meeting, "WATER"),)

    consultation = open_with(session, meeting, asked=asked, chairs=chairs)

    assert names(consultation) == [("DG WATER", True), ("NORTH", False), ("DG FISH", True)]


def test_open_takes_hours_of_its_own_and_days_alone_where_none_are_known(session: Session) -> None:
    meeting = add_planned(session)
    hours = (time(14), time(16))
    assert {c.start_time for c in open_with(session, meeting, hours=hours).candidates} == {hours[0]}

    side = factories.add_meeting(session, "SIDE", FIRST, state=MeetingState.PLANNED)
    side.series, side.start_time, side.end_time = None, None, None
    side.last_day = FIRST + timedelta(days=1)
    words = [candidate_in_words(one) for one in ask(session, side).candidates]
    assert words[0] == "Friday 7 to Saturday 8 May 2027"


def test_open_tells_what_the_rules_have_against_each_date(real_sqlite_location: str) -> None:
    record = open_database(real_sqlite_location)
    with record.writing(verb="test", now=NOW, officer="Ada") as session:
        som = factories.meeting(session, "SOM-2027-1")
        new = NewConsultation((date(2027, 5, 7), date(2027, 7, 2)), DEADLINE, ALL)
        opened = open_consultation(session, som, new, now=NOW)

    record.engine.dispose()
    found = [(finding.where, finding.message.split(":")[0]) for finding in opened.findings]
    assert ("Friday 7 May 2027", "closed") in found
    assert ("Friday 2 July 2027", "outside the window 15 April to 15 June") in found


def _asked(session: Session, meeting: Meeting, *codes: str) -> tuple[Asked, ...]:
    return tuple(find_asked(session, meeting, code) for code in codes)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"days": ()}, "the dates 0 cannot be used: expected from 1 to 20 days"),
        (
            {"days": (date(2026, 11, 24),)},
            ("the date '2026-11-24' cannot be used: expected a day after Tuesday 24 November 2026"),
        ),
        (
            {"days": (FIRST, FIRST)},
            "the date '2027-05-07' cannot be used: expected each day once",
        ),
        (
            {"days": tuple(FIRST + timedelta(days=n) for n in range(21))},
            "the dates 21 cannot be used: expected from 1 to 20 days",
        ),
        (
            {"deadline": datetime(2026, 11, 24, 10)},  # noqa: DTZ001 -- wall time
            ("the deadline '2026-11-24T10:00' cannot be used: expected a moment to come"),
        ),
        (
            {"deadline": datetime(2027, 5, 7, 1)},  # noqa: DTZ001 -- wall time
            (
                "the deadline '2027-05-07T01:00' cannot be used: "
                "expected a moment before the first candidate, Friday 7 May 2027"
            ),
        ),
        (
            {"quorum": Quorum.parse("3 yes")},
            (
                "the quorum '3 yes' cannot be used: "
                "expected no more than the 2 delegations that are asked"
            ),
        ),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:30],
)
def test_open_refuses_what_cannot_be_asked(
    session: Session, meeting: Meeting, facts: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        open_with(session, meeting, **facts)

    assert str(refused.value) == sentence
    assert latest(session, meeting) is None


def test_open_refuses_a_quorum_of_co_chairs_that_nobody_speaks_for(
    session: Session, meeting: Meeting
) -> None:
    asked = _asked(session, meeting, "TRADE", "WATER", "SOUTH")

    with pytest.raises(InvalidValue) as refused:
        open_with(session, meeting, asked=asked, quorum=Quorum.parse("both co-chairs yes"))

    assert str(refused.value) == (
        "the quorum 'both co-chairs yes' cannot be used: "
        "expected one without co-chairs, or --co-chair BODY for NORTH"
    )


def test_open_refuses_a_party_and_its_body_of_one_code(session: Session, meeting: Meeting) -> None:
    south = factories.party(session, "SOUTH")
    body = factories.add_body(session, south, "SOUTH")
    session.flush()

    with pytest.raises(InvalidValue, match="'SOUTH' cannot be used: expected each code once"):
        open_with(session, meeting, asked=(south, body))


def test_find_asked_lists_who_can_be_asked(session: Session, meeting: Meeting) -> None:
    with pytest.raises(NotFound) as refused:
        find_asked(session, meeting, "EU")

    assert str(refused.value) == (
        "there is no delegation 'EU'; there are: NORTH, SOUTH, FISH, HARBOUR, TRADE, WATER"
    )


def test_one_consultation_is_open_at_a_time(session: Session, meeting: Meeting) -> None:
    ask(session, meeting)

    with pytest.raises(AlreadyExists) as refused:
        ask(session, meeting)

    assert str(refused.value) == (
        "the consultation on ANNUAL-2027 already exists; "
        "answers are awaited until Monday 1 February 2027; close or cancel it first"
    )


def test_the_database_keeps_a_second_one_out(database: Database) -> None:
    with database.writing(verb="test", now=NOW, officer="Ada") as session:
        meeting = add_planned(session)
        ask(session, meeting)
        other = ask(session, factories.add_meeting(session, "ANNUAL-2028", THIRD))

    moved = update(Consultation).where(Consultation.id == other.id).values(meeting_id=meeting.id)
    with pytest.raises(DBAPIError), for_writing(database.engine).begin() as connection:
        connection.execute(moved)


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED])
def test_open_refuses_a_meeting_that_cannot_move(session: Session, state: MeetingState) -> None:
    meeting = add_planned(session, state=state)

    with pytest.raises(NotAllowed, match=f"it is {state}; see: scheduler meeting show"):
        ask(session, meeting)


def test_cancel_releases_and_plans_as_before(session: Session, meeting: Meeting) -> None:
    ask(session, meeting)

    consultation = cancel_consultation(session, meeting, reason="elections", now=LATER).consultation

    assert (consultation.state, consultation.reason) == (ConsultationState.CANCELLED, "elections")
    assert (meeting.state, meeting.sequence) == (MeetingState.PLANNED, 2)


def test_cancel_leaves_a_meeting_that_was_proposed_before(session: Session) -> None:
    meeting = add_planned(session, state=MeetingState.PROPOSED)
    ask(session, meeting)

    cancel_consultation(session, meeting, reason="elections", now=LATER)

    assert meeting.state is MeetingState.PROPOSED


def test_reopen_resumes_what_was_cancelled_with_its_answers(
    session: Session, meeting: Meeting
) -> None:
    ask(session, meeting)
    say(session, meeting, "NORTH", yes=(FIRST,))
    cancel_consultation(session, meeting, reason="elections", now=LATER)

    again = reopen_consultation(session, meeting, now=LATER).consultation

    assert (again.state, again.ended_at, again.reason) == (ConsultationState.OPEN, None, "")
    assert [len(one.answers) for one in again.consulted] == [1, 0]
    assert meeting.state is MeetingState.PROPOSED


def test_reopen_gives_more_time_and_more_dates(session: Session, meeting: Meeting) -> None:
    ask(session, meeting, (SECOND,))
    deadline = datetime(2027, 3, 1, 17)  # noqa: DTZ001 -- wall time

    again = reopen_consultation(session, meeting, deadline=deadline, days=(FIRST,), now=LATER)

    consultation = again.consultation
    assert [one.day for one in consultation.candidates] == [FIRST, SECOND]
    assert deadline_in_words(consultation) == "Monday 1 March 2027, 17:00"


def _reopen_closed(session: Session, meeting: Meeting) -> None:
    close_consultation(
        session, meeting, day=FIRST, against_quorum="told so", now=LATER, officer="Ada"
    )
    reopen_consultation(session, meeting, now=LATER)


def _reopen_for_nothing(session: Session, meeting: Meeting) -> None:
    reopen_consultation(session, meeting, now=LATER)


def _reopen_too_late(session: Session, meeting: Meeting) -> None:
    reopen_consultation(session, meeting, days=(date(2027, 6, 1),), now=NOW + timedelta(days=100))


def _cancel_twice(session: Session, meeting: Meeting) -> None:
    cancel_consultation(session, meeting, reason="x", now=LATER)
    cancel_consultation(session, meeting, reason="x", now=LATER)


def _cancel_unread(session: Session, meeting: Meeting) -> None:
    say(session, meeting, "NORTH", yes=(FIRST,))
    cancel_consultation(session, meeting, reason="x", version=1, now=LATER)


@pytest.mark.parametrize(
    ("act", "error", "sentence"),
    [
        (
            _reopen_closed,
            IllegalTransition,
            (
                "the consultation on ANNUAL-1 is closed and cannot be open; "
                "it may become: nothing further"
            ),
        ),
        (
            _reopen_for_nothing,
            InvalidValue,
            (
                "the reopening of 'the consultation on ANNUAL-2027' cannot be used: "
                "expected a new --deadline, or more --dates"
            ),
        ),
        (
            _reopen_too_late,
            InvalidValue,
            "the deadline '2027-02-01' cannot be used: expected a moment to come",
        ),
        (
            _cancel_twice,
            IllegalTransition,
            (
                "the consultation on ANNUAL-2027 is cancelled and cannot be cancelled; "
                "it may become: open"
            ),
        ),
        (
            _cancel_unread,
            StaleEdit,
            (
                "the consultation on ANNUAL-2027 was changed by somebody else: you edited "
                "version 1, the record now holds version 2, and nothing was saved\n"
                "  in the record: open, with 1 answer recorded\n"
                "  yours:         cancelled\n"
                "read it again, then repeat your edit with --version 2"
            ),
        ),
    ],
)
def test_what_cannot_be_done_says_why(
    session: Session,
    meeting: Meeting,
    act: object,
    error: type[SchedulerError],
    sentence: str,
) -> None:
    ask(session, meeting)

    with pytest.raises(error) as refused:
        act(session, meeting)  # type: ignore[operator] # one of the functions above

    assert str(refused.value) == sentence


def test_a_meeting_nobody_was_asked_about_says_so(session: Session, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed) as refused:
        cancel_consultation(session, meeting, reason="x", now=LATER)

    assert str(refused.value) == (
        "cancelling the consultation on ANNUAL-2027 is not possible: the delegations were never "
        "asked; open one: scheduler consult open ANNUAL-2027"
    )
