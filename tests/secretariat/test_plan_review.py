from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.model.closure import ClosureEdition, day_lines
from scheduler.model.meeting import DateChange
from scheduler.model.partnership import Partnership
from scheduler.model.series import RuleVersion
from scheduler.model.vocabulary import MeetingState
from scheduler.planning.closures import Hardness
from scheduler.secretariat.lifecycle import confirm, move
from scheduler.secretariat.naming import find_meeting, find_partnership, find_series
from scheduler.secretariat.plan_review import ReviewedMeeting, move_planned, review_plan
from scheduler.secretariat.policy_edits import PolicyEdit, edit_policy, store_policy
from scheduler.store.session import Database
from tests.clock import NOW, TODAY

SOM, HOU = "SOM-2027-1", "HOU-2027-1"
LATE = "more than 18 months after SOM on Friday 4 April 2025"
CALENDAR = "eu-institutions-brussels"


@pytest.fixture
def real_location(request: pytest.FixtureRequest) -> str:
    """On SQLite, but for the tests that name a database."""
    name = getattr(request, "param", "real_sqlite_location")
    found: str = request.getfixturevalue(name)
    return found


BOTH = pytest.mark.parametrize(
    "real_location", ["real_sqlite_location", "real_postgres_url"], indirect=True
)


@pytest.fixture
def session(real_database: Database) -> Iterator[Session]:
    with real_database.writing(verb="test", now=NOW, officer="Ada") as opened:
        yield opened


@pytest.fixture
def partnership(session: Session) -> Partnership:
    return find_partnership(session)


def publish(session: Session, *closed: date) -> None:
    """An official edition of 2027 that closes these days and no other."""
    session.add(
        ClosureEdition(
            calendar=CALENDAR,
            label="C/2026/1",
            name="EU institutions (Brussels)",
            kind="institution",
            place="Brussels",
            binds=[],
            hardness=Hardness.BLOCK,
            is_provisional=False,
            source="OJ",
            years=[2027],
            days=day_lines(dict.fromkeys(closed, "a day off")),
            content_hash="",
            imported_at=NOW,
            officer="Ada",
        )
    )
    session.flush()


def reviewed(session: Session, partnership: Partnership) -> dict[str, ReviewedMeeting]:
    review = review_plan(session, partnership, today=TODAY)
    return {one.name: one for one in review.meetings}


def test_a_plan_just_made_has_no_collision(session: Session, partnership: Partnership) -> None:
    review = review_plan(session, partnership, today=TODAY)

    assert (review.looked_at, review.collisions, review.to_move) == (6, (), ())
    assert [(one.name, one.collisions, one.overdue) for one in review.meetings] == [
        (SOM, (), (LATE,))
    ]


def test_a_planned_meeting_on_a_day_newly_closed_has_another_best_day(
    session: Session, partnership: Partnership
) -> None:
    publish(session, date(2027, 4, 30))

    som = reviewed(session, partnership)[SOM]

    assert som.collisions == ("EU institutions (Brussels), C/2026/1: a day off",)
    assert (som.day, som.best) == (date(2027, 4, 30), date(2027, 5, 7))
    assert som.computed_with[0] == f"{CALENDAR} rule 2027"
    assert som.decided_by[0] == f"{CALENDAR} C/2026/1"
    assert som.finding == Finding(Severity.ERROR, som.collisions[0], SOM)


@pytest.mark.parametrize("state", [MeetingState.PROPOSED, MeetingState.CONFIRMED])
def test_what_is_promised_to_others_is_told_and_stays(
    session: Session, partnership: Partnership, state: MeetingState
) -> None:
    meeting = find_meeting(session, HOU, today=TODAY)
    if state is MeetingState.CONFIRMED:
        confirm(session, meeting, now=NOW, officer="Ada")
    else:
        meeting.state = state
    publish(session, date(2027, 3, 9))

    review = move_planned(session, partnership, today=TODAY, now=NOW, officer="Ada")

    (hou,) = (one for one in review.meetings if one.name == HOU)
    assert (hou.state, hou.best, hou.is_moved) == (state, None, False)
    assert [one.where for one in review.collisions] == [HOU]
    assert meeting.day == date(2027, 3, 9)
    assert meeting.closure_editions[0] == f"{CALENDAR} rule 2027"


@BOTH
def test_planned_meetings_move_with_the_reason_in_the_record(
    session: Session, partnership: Partnership
) -> None:
    publish(session, date(2027, 4, 30))
    meeting = find_meeting(session, SOM, today=TODAY)

    review = move_planned(session, partnership, today=TODAY, now=NOW, officer="Ada")

    assert (review.collisions, review.to_move) == ((), ())
    assert (meeting.day, meeting.state) == (date(2027, 5, 7), MeetingState.PLANNED)
    assert (meeting.remarks, meeting.closure_editions[0]) == ("", f"{CALENDAR} C/2026/1")
    (change,) = session.scalars(select(DateChange)).all()
    assert (change.old_day, change.new_day, change.officer, change.reason) == (
        date(2027, 4, 30),
        date(2027, 5, 7),
        "Ada",
        "plan review: EU institutions (Brussels), C/2026/1: a day off",
    )


def test_a_review_applied_leaves_nothing_to_review(
    session: Session, partnership: Partnership
) -> None:
    publish(session, date(2027, 4, 30), date(2027, 10, 12))
    move_planned(session, partnership, today=TODAY, now=NOW, officer="Ada")

    review = review_plan(session, partnership, today=TODAY)

    assert [(one.name, one.collisions) for one in review.meetings] == [(SOM, ())]
    assert review.meetings[0].computed_with == review.meetings[0].decided_by


def test_a_changed_policy_is_reviewed_too(session: Session, partnership: Partnership) -> None:
    hou = find_series(session, "HOU")
    wider = PolicyEdit(spacing="at least 4 months; at least 2 months before SOM")
    store_policy(session, edit_policy(session, hou, wider))

    found = reviewed(session, partnership)

    assert found[HOU].collisions == ("less than 2 months before SOM on Friday 30 April 2027",)
    assert found[SOM].collisions == ("less than 2 months after HOU on Tuesday 9 March 2027",)
    moved = move_planned(session, partnership, today=TODAY, now=NOW, officer="Ada")
    assert moved.collisions == ()
    assert reviewed(session, partnership).keys() == {SOM}


def test_remarks_that_an_officer_wrote_stay(session: Session, partnership: Partnership) -> None:
    meeting = find_meeting(session, SOM, today=TODAY)
    meeting.remarks = "Ask the cabinet first."
    publish(session, date(2027, 4, 30))

    move_planned(session, partnership, today=TODAY, now=NOW, officer="Ada")

    assert meeting.remarks == "Ask the cabinet first."


def test_a_meeting_that_an_officer_moved_onto_a_closed_day_collides(
    session: Session, partnership: Partnership
) -> None:
    meeting = find_meeting(session, SOM, today=TODAY)
    move(session, meeting, day=date(2027, 5, 6), reason="the chair", now=NOW, officer="Ada")

    som = reviewed(session, partnership)[SOM]

    assert (som.collisions[0], som.best) == (
        "EU institutions (Brussels), rule 2027, provisional: Ascension Day",
        date(2027, 4, 30),
    )


def test_the_outlook_of_a_collision_says_what_to_do(
    session: Session, partnership: Partnership
) -> None:
    som = find_series(session, "SOM")
    som.rules.append(
        RuleVersion(
            ordinal=2, rule="FREQ=YEARLY;BYMONTH=6", starts=som.rules[0].starts, made_at=NOW
        )
    )
    store_policy(
        session,
        edit_policy(session, find_series(session, "HOU"), PolicyEdit(window="1 July to 5 July")),
    )
    publish(session, date(2027, 4, 30))
    confirm(session, find_meeting(session, HOU, today=TODAY), now=NOW, officer="Ada")

    found = {name: one.outlook for name, one in reviewed(session, partnership).items()}

    assert found == {
        HOU: "it is left to you: scheduler meeting move",
        SOM: "its rule makes no such slot any more: move or cancel it",
        # One window holds one of the two meetings of a year: the other keeps to its rule's month.
        **dict.fromkeys(
            ("HOU-2027-2", "HOU-2028-1"), "no day keeps every rule: see scheduler plan explain"
        ),
        "HOU-2028-2": "best day now: Tuesday 4 July 2028",
    }
