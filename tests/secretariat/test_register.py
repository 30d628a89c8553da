from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import CommitmentState, MeetingState
from scheduler.papers.audience import Reader
from scheduler.secretariat.commitments import (
    Step,
)
from scheduler.secretariat.dues import Due
from scheduler.secretariat.register import Wanted, list_commitments, open_before
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")


def test_list_chooses_by_state_lateness_and_body(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        moved = factories.add_meeting(
            session, "PREP-2026-1", date(2026, 10, 6), of="PREP", state=MeetingState.POSTPONED
        )
        promise_of(session, meeting, "late")
        promise_of(session, meeting, "due today", due=Due(day=TODAY), owner="TRADE")
        promise_of(session, meeting, "due at a postponed meeting", due=Due(meeting=moved))
        closed = promise_of(session, meeting, "closed", owner="TRADE", helpers=("FISH",))
        take_step(closed, Step.CLOSE, "Done.")

        def texts(**chosen: Any) -> list[str]:  # noqa: ANN401 -- as the verb takes them
            found = list_commitments(session, Wanted(**chosen), today=TODAY)
            assert not found.has_more
            return [line.text for line in found.lines]

        fish = factories.body(session, "FISH")
        assert texts() == ["late", "due today", "due at a postponed meeting", "closed"]
        assert texts(state=CommitmentState.OPEN) == [
            "late",
            "due today",
            "due at a postponed meeting",
        ]
        assert texts(only_late=True) == ["late"]
        assert texts(body=fish) == ["late", "due at a postponed meeting", "closed"]


def test_what_comes_before_a_meeting_was_decided_before_it(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        undated = factories.add_meeting(session, "ANNUAL-OLD", None, state=MeetingState.HELD)
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        third = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        promise_of(session, first, "of the first", due=Due(meeting=second))
        take_step(promise_of(session, first, "closed"), Step.CLOSE, "Done.")
        promise_of(session, second, "of the second", due=Due(meeting=third))
        promise_of(session, undated, "of an unknown day")

        assert _before(session, first) == ["of an unknown day"]
        assert _before(session, second) == ["of the first", "of an unknown day"]
        assert _before(session, third) == ["of the first", "of the second", "of an unknown day"]
        assert _before(session, undated) == ["of the first", "of the second"]


def test_a_lower_level_follows_what_a_higher_one_decided_and_not_the_other_way(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        senior = first_meeting(session)
        prep = factories.add_meeting(
            session, "PREP-2026-2", date(2026, 10, 6), of="PREP", state=MeetingState.HELD
        )
        next_prep = factories.add_meeting(session, "PREP-2027-1", date(2027, 3, 9), of="PREP")
        next_senior = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        after = date(2026, 10, 6)
        promise_of(session, senior, "of the senior")
        promise_of(session, prep, "of the units", due=Due(day=date(2027, 1, 1)))
        promise_of(session, prep, "due there", due=Due(meeting=next_senior))
        next_of = Due(series=next_senior.series, after=after)
        promise_of(session, prep, "due at the next", due=next_of)

        assert _before(session, next_prep) == [
            *("of the senior", "of the units", "due there", "due at the next"),
        ]
        assert _before(session, next_senior) == ["of the senior", "due there", "due at the next"]


def test_nothing_need_be_pinned_and_what_ends_goes_by_itself(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        third = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        before = [_before(session, one) for one in (second, third)]
        take_step(promised, Step.CLOSE, "Done.")

        assert before == [["Share the list of ports"]] * 2
        assert [_before(session, one) for one in (second, third)] == [[], []]


def _before(session: Session, meeting: Meeting) -> list[str]:
    session.flush()
    return [one.text for one in open_before(session, meeting.partnership, meeting)]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_five_times_whatever_its_length(
    database: Database, rows: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            code = f"ANNUAL-{2027 + place}"
            due = factories.add_meeting(session, code, date(2027 + place, 5, 7), number=2 + place)
            factories.add_body(session, north, f"BODY{place}")
            session.flush()
            promise_of(session, meeting, code, due=Due(meeting=due), owner=f"BODY{place}")

    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Commitment)) == rows
        asked = asked_from_now_on(session)
        lines = list_commitments(session, today=TODAY).lines

    assert len(lines) == rows
    assert len(asked) == 5
