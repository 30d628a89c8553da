from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import CommitmentState, MeetingState
from scheduler.papers.audience import JOINT, Reach, Reader
from scheduler.papers.parts import CommitmentLine
from scheduler.secretariat.commitments import (
    Step,
)
from scheduler.secretariat.dues import Due
from scheduler.secretariat.register import Wanted, list_commitments, open_commitments
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")


def test_open_commitments_are_those_that_the_reader_may_see_without_what_is_not_for_them(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        for reach in Reach:
            take_step(promise_of(session, meeting, str(reach), reach=reach), Step.REPORT, "Ours.")

        def seen(reader: Reader) -> list[tuple[str, int]]:
            lines = open_commitments(session, meeting.partnership, reader, before=None, today=TODAY)
            return [(line.text, len(line.history)) for line in lines]

        assert seen(NORTH) == [("public", 1), ("joint", 1), ("party", 1)]
        assert seen(Reader("SOUTH")) == [("public", 0), ("joint", 0)]
        assert seen(Reader(None)) == [("public", 0)]


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
            assert found.count == len(found.lines)
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


def test_open_commitments_are_those_decided_before_the_meeting(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        undated = factories.add_meeting(session, "ANNUAL-OLD", None, state=MeetingState.HELD)
        second = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        third = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        promise_of(session, first, "of the first", due=Due(meeting=second))
        take_step(promise_of(session, first, "closed"), Step.CLOSE, "Done.")
        promise_of(session, second, "of the second", due=Due(meeting=third))
        promise_of(session, undated, "of an unknown day")
        beside = factories.add_meeting(session, "PREP-2027-1", date(2027, 5, 7), of="PREP")
        partnership = first.partnership

        def texts(before: Meeting | None) -> list[str]:
            lines = open_commitments(session, partnership, NORTH, before=before, today=TODAY)
            return [line.text for line in lines]

        assert texts(first) == ["of an unknown day"]
        assert texts(second) == ["of the first", "of an unknown day"]
        assert texts(beside) == texts(second)
        assert texts(third) == ["of the first", "of the second", "of an unknown day"]
        assert texts(undated) == ["of the first", "of the second"]
        assert texts(None) == ["of the first", "of the second", "of an unknown day"]
        assert open_commitments(session, partnership, NORTH, before=second, today=TODAY)[0] == (
            CommitmentLine(
                reference="ANNUAL-1/C1",
                text="of the first",
                owner="DG FISH",
                due="ANNUAL-2, Friday 7 May 2027",
                state="open",
                late=False,
                decided="ANNUAL-1, Friday 8 May 2026",
                history=(),
                audience=JOINT,
            )
        )


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
