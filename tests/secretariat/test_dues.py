from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import MeetingKind, MeetingState
from scheduler.secretariat.commitments import Step, due_at
from scheduler.secretariat.dues import Due, due_from, due_meeting_is, due_of, is_due_before
from scheduler.secretariat.lifecycle import cancel, confirm, move
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def _next(session: Session, code: str = "ANNUAL", *, today: date = TODAY) -> Due:
    return due_from(session, f"next:{code}", today=today)


def _in_sql(session: Session, day: date | None) -> bool:
    """Whether the database says that it is due on that day, or on none."""
    eve, after = day or date(2099, 1, 1), (day or date(2099, 1, 1)) + timedelta(days=1)
    found = [
        session.scalar(select(Commitment.id).where(is_due_before(one))) is not None
        for one in (eve, after)
    ]
    return found == ([False, False] if day is None else [False, True])


def test_the_next_of_a_series_need_not_be_planned_and_follows_its_meeting(
    database: Database,
) -> None:
    said: list[str] = []
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session), due=_next_of(session))

        def told() -> None:
            session.flush()
            said.append(str(due_of(promised)))
            assert _in_sql(session, due_of(promised).on)

        told()
        planned = factories.add_meeting(
            session, "ANNUAL-2027", date(2027, 5, 7), state=MeetingState.PLANNED
        )
        told()
        confirm(session, planned, now=NOW, officer="Ada")
        told()
        changed = {"reason": "the room", "now": NOW, "officer": "Ada"}
        move(session, planned, day=date(2027, 6, 4), **changed)  # type: ignore[arg-type] # named as the verb names them
        told()
        factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        cancel(session, planned, **changed)  # type: ignore[arg-type] # named as the verb names them
        told()

        assert promised.decided_due == "next ANNUAL, not planned yet"
    assert said == [
        "next ANNUAL, not planned yet",
        "ANNUAL-2027, Friday 7 May 2027",
        "ANNUAL-2, Friday 7 May 2027",
        "ANNUAL-2, Friday 4 June 2027",
        "ANNUAL-3, Friday 5 May 2028",
    ]


def _next_of(session: Session) -> Due:
    return _next(session, "ANNUAL")


def test_the_next_comes_after_the_meeting_that_decides(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        # Recorded on the day of the meeting itself.
        due = _next(session, today=date(2026, 5, 8))
        assert due.meeting is first

        promised = promise_of(session, first, due=due)

        assert due_of(promised).meeting is None
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        assert due_of(promised).meeting is second


@pytest.mark.parametrize(
    ("kind", "state"),
    [(MeetingKind.SIDE, MeetingState.PLANNED), (MeetingKind.REGULAR, MeetingState.CANCELLED)],
)
def test_neither_a_side_meeting_nor_a_cancelled_one_is_the_next(
    sqlite_database: Database, kind: MeetingKind, state: MeetingState
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        passed_over = factories.add_meeting(session, "ANNUAL-X", date(2027, 2, 5), state=state)
        passed_over.kind, passed_over.parent = kind, first if kind is MeetingKind.SIDE else None
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        promised = promise_of(session, first, due=_next(session))

        assert due_of(promised).meeting is second
        assert [_is_due_at(session, one) for one in (passed_over, second)] == [False, True]


def _is_due_at(session: Session, meeting: Meeting) -> bool:
    return session.scalar(select(Commitment.id).where(due_meeting_is(meeting))) is not None


def test_a_postponed_meeting_has_no_day_on_which_anything_is_due(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        second = factories.add_meeting(
            session, "ANNUAL-2027", date(2027, 5, 7), state=MeetingState.POSTPONED
        )
        promised = promise_of(session, first, due=_next(session))
        session.flush()

        assert (due_of(promised).meeting, due_of(promised).on) == (second, None)
        assert _in_sql(session, None)
        assert [finding.where for finding in due_at(session, second)] == ["ANNUAL-2027"]


def test_what_is_carried_is_owed_later_in_the_same_words(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        take_step(promised, Step.CARRY, "No data yet.", due=_next(session))
        session.flush()

        assert promised.chain[-1].text == (
            "No data yet; it is due: next ANNUAL, not planned yet "
            "(it was due: Tuesday 1 September 2026)"
        )
        with pytest.raises(InvalidValue, match="another due day or meeting than it has"):
            take_step(promised, Step.CARRY, "Again.", due=_next(session))
