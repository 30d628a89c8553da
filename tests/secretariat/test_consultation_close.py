from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import IllegalTransition, InvalidValue, NotAllowed, StaleEdit
from scheduler.model.consultation import ConsultationState
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import MeetingState
from scheduler.secretariat.consultation_close import Closed, close_consultation
from scheduler.secretariat.consultations import latest
from scheduler.secretariat.lifecycle import cancel, confirm
from scheduler.secretariat.meetings import changes_of
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.secretariat.consulting import DAYS, FIRST, SECOND, THIRD, add_planned, ask, say

LATER = NOW + timedelta(days=1)


@pytest.fixture
def session(sqlite_database: Database) -> Iterator[Session]:
    with sqlite_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


def close(session: Session, meeting: Meeting, **facts: object) -> Closed:
    return close_consultation(session, meeting, now=LATER, officer="Ada", **facts)  # type: ignore[arg-type] # each test's own


def asked_and_agreed(
    session: Session,
    *,
    state: MeetingState = MeetingState.PLANNED,
    on: tuple[date, ...] = (SECOND,),
) -> Meeting:
    """Both parties say yes to the second day alone, or to others."""
    meeting = add_planned(session, state=state)
    ask(session, meeting)
    bad = tuple(day for day in DAYS if day not in on)
    for delegation in ("NORTH", "SOUTH"):
        say(session, meeting, delegation, yes=on, no=bad)
    return meeting


def test_close_confirms_the_only_day_that_meets_the_quorum(session: Session) -> None:
    meeting = asked_and_agreed(session)

    closed = close(session, meeting)

    assert (meeting.state, meeting.day, meeting.name) == (
        MeetingState.CONFIRMED,
        SECOND,
        "ANNUAL-1",
    )
    assert changes_of(meeting) == (
        "2026-11-25 moved from 2027-05-07 to 2027-05-14: chosen in a consultation (Ada)",
        "2026-11-25 confirmed (Ada)",
    )
    assert closed.consultation.state is ConsultationState.CLOSED
    assert closed.chosen.day == SECOND
    assert [one.day for one in closed.released] == [FIRST, THIRD]


def test_close_of_the_day_it_has_already_moves_nothing(session: Session) -> None:
    meeting = add_planned(session)
    ask(session, meeting, quorum="nobody no")
    for delegation in ("NORTH", "SOUTH"):
        say(session, meeting, delegation, yes=(FIRST,), no=(SECOND, THIRD))

    close(session, meeting, number=7)

    assert changes_of(meeting) == ("2026-11-25 confirmed (Ada)",)
    assert meeting.name == "ANNUAL-7"


@pytest.mark.parametrize("day", [FIRST, SECOND], ids=["the day it had", "another"])
def test_close_gives_a_postponed_meeting_a_date_again(session: Session, day: date) -> None:
    meeting = asked_and_agreed(session, state=MeetingState.POSTPONED, on=(day,))

    close(session, meeting)

    assert (meeting.state, meeting.day) == (MeetingState.CONFIRMED, day)


def test_close_moves_a_meeting_that_was_confirmed_and_keeps_its_number(session: Session) -> None:
    meeting = add_planned(session)
    confirm(session, meeting, number=4, now=NOW, officer="Ada")
    ask(session, meeting, (SECOND,))
    for delegation in ("NORTH", "SOUTH"):
        say(session, meeting, delegation, yes=(SECOND,))

    close(session, meeting)

    assert (meeting.state, meeting.day, meeting.name) == (
        MeetingState.CONFIRMED,
        SECOND,
        "ANNUAL-4",
    )


def test_close_takes_the_zone_that_was_asked_about(session: Session) -> None:
    meeting = asked_and_agreed(session)
    meeting.zone = "Europe/London"

    close(session, meeting)

    assert meeting.zone == "Europe/Brussels"


def test_close_against_the_quorum_keeps_the_reason(session: Session) -> None:
    meeting = add_planned(session)
    ask(session, meeting)
    say(session, meeting, "NORTH", yes=(SECOND,))

    closed = close(session, meeting, day=SECOND, against_quorum="the ministers  decided")

    assert closed.consultation.against_quorum == "the ministers decided"
    assert changes_of(meeting)[0] == (
        "2026-11-25 moved from 2027-05-07 to 2027-05-14: chosen in a consultation, "
        "against its quorum: the ministers decided (Ada)"
    )


def test_several_days_that_meet_the_quorum_are_proposed_by_the_rule_and_never_chosen(
    session: Session,
) -> None:
    meeting = asked_and_agreed(session, on=(SECOND, THIRD))

    with pytest.raises(NotAllowed) as refused:
        close(session, meeting)

    assert str(refused.value) == (
        "closing the consultation on ANNUAL-2027 is not possible: 2 candidates meet the quorum, "
        "the best first: Friday 14 May 2027: 2 yes, 0 if need be, 0 no; "
        "Friday 21 May 2027: 2 yes, 0 if need be, 0 no; "
        "choose, for example with --date 2027-05-14"
    )
    assert close(session, meeting, day=THIRD).chosen.day == THIRD


def test_close_is_refused_while_the_quorum_is_not_met(session: Session) -> None:
    meeting = add_planned(session)
    ask(session, meeting, (FIRST, SECOND))
    say(session, meeting, "NORTH", yes=(SECOND,), no=(FIRST,))
    act = "closing the consultation on ANNUAL-2027"

    with pytest.raises(NotAllowed) as of_all:
        close(session, meeting)
    with pytest.raises(NotAllowed) as of_one:
        close(session, meeting, day=SECOND)

    assert str(of_all.value) == (
        f"{act} is not possible: no candidate meets the quorum (all yes): "
        "Friday 7 May 2027: NORTH says no and SOUTH has not said; "
        "Friday 14 May 2027: SOUTH has not said; "
        "await answers, or give --date and --against-quorum REASON"
    )
    assert str(of_one.value) == (
        f"{act} with Friday 14 May 2027 is not possible: it does not meet the quorum (all yes): "
        "SOUTH has not said; await answers, or give --against-quorum REASON"
    )
    consultation = latest(session, meeting)
    assert consultation is not None
    assert (consultation.state, meeting.state) == (ConsultationState.OPEN, MeetingState.PROPOSED)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"day": FIRST.replace(month=6)},
            (
                "--date '2027-06-07' cannot be used: "
                "expected one of the candidates: 2027-05-07, 2027-05-14 or 2027-05-21"
            ),
        ),
        (
            {"against_quorum": "so"},
            (
                "--against-quorum 'so' cannot be used: "
                "expected --date too: which day is chosen against the quorum"
            ),
        ),
        (
            {"day": SECOND, "against_quorum": "so"},
            (
                "--against-quorum 'so' cannot be used: "
                "expected none, since Friday 14 May 2027 meets the quorum"
            ),
        ),
        (
            {"day": FIRST, "against_quorum": " "},
            "--against-quorum ' ' cannot be used: expected some words",
        ),
    ],
)
def test_close_refuses_what_makes_no_sense(
    session: Session, facts: dict[str, object], sentence: str
) -> None:
    meeting = asked_and_agreed(session)

    with pytest.raises(InvalidValue) as refused:
        close(session, meeting, **facts)

    assert str(refused.value) == sentence


def test_close_twice_is_refused(session: Session) -> None:
    meeting = asked_and_agreed(session)
    close(session, meeting)

    with pytest.raises(IllegalTransition, match="is closed and cannot be closed"):
        close(session, meeting)


def test_close_is_refused_to_who_has_not_read_the_last_answer(session: Session) -> None:
    meeting = asked_and_agreed(session)

    with pytest.raises(StaleEdit):
        close(session, meeting, version=2)

    close(session, meeting, version=3)


def test_a_meeting_that_was_called_off_meanwhile_is_not_confirmed(session: Session) -> None:
    meeting = asked_and_agreed(session)
    cancel(session, meeting, reason="elections", now=NOW, officer="Ada")

    with pytest.raises(IllegalTransition, match="ANNUAL-2027 is cancelled and cannot be moved"):
        close(session, meeting)
    assert factories.meeting(session, "ANNUAL-2027").day == FIRST
