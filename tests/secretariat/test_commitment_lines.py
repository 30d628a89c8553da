from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import CommitmentState, MeetingState
from scheduler.papers.audience import JOINT, Reach, Reader
from scheduler.papers.parts import ChainStep, CommitmentLine
from scheduler.secretariat.commitment_lines import (
    CommitmentSheet,
    list_commitments,
    open_commitments,
    show_commitment,
)
from scheduler.secretariat.commitments import (
    Due,
    Step,
    find_commitment,
)
from scheduler.store.session import Database
from tests import factories
from tests.promises import first_meeting, promise_of, take_step
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
NORTH = Reader("NORTH")


def test_show_tells_everything_and_the_chain(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(
            session, first_meeting(session), helpers=("HARBOUR", "FISH", "HARBOUR")
        )
        take_step(promised, Step.REPORT, "Half of it was sent.")

    with database.reading() as session:
        sheet = show_commitment(find_commitment(session, "annual-1/c1"), today=TODAY)

    assert sheet == CommitmentSheet(
        reference="ANNUAL-1/C1",
        text="Share the list of ports",
        decided="",
        meeting="ANNUAL-1, Friday 8 May 2026, 09:30 to 17:00 (Europe/Brussels)",
        item="",
        owner="DG FISH",
        contributors=("DG HARBOUR",),
        due="Tuesday 1 September 2026",
        decided_due="",
        due_on=date(2026, 9, 1),
        state=CommitmentState.OPEN,
        late=True,
        audience="joint",
        chain=(
            "decided at ANNUAL-1 (Ada)",
            "reported on Tue 1 Dec 2026: Half of it was sent. (Grace)",
        ),
        version=2,
    )


def test_an_amendment_keeps_the_old_wording_and_the_old_due_day(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first = first_meeting(session)
        next_one = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
        promised = promise_of(session, first)
        take_step(promised, Step.AMEND, "Share the list and the map", due=Due(meeting=next_one))

        line = list_commitments(session, today=TODAY)[0]
        sheet = show_commitment(promised, today=TODAY)
        decided = promised.outcome.text

    assert (decided, sheet.decided, sheet.decided_due) == (
        *("Share the list of ports", "Share the list of ports", "Tuesday 1 September 2026"),
    )
    assert (line.text, line.due) == (
        "Share the list and the map",
        "ANNUAL-2, Friday 7 May 2027",
    )
    assert line.history == (
        ChainStep(
            "amended on Tue 1 Dec 2026: it said: Share the list of ports; "
            "it was due: Tuesday 1 September 2026",
            JOINT,
        ),
    )


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
            return [line.text for line in list_commitments(session, today=TODAY, **chosen)]

        fish = factories.body(session, "FISH")
        assert texts() == ["late", "due today", "due at a postponed meeting", "closed"]
        assert texts(only_open=True) == ["late", "due today", "due at a postponed meeting"]
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
def test_list_asks_the_database_four_times_whatever_its_length(
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
        lines = list_commitments(session, today=TODAY)

    assert len(lines) == rows
    assert len(asked) == 4
