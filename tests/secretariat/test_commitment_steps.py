from datetime import UTC, date, datetime

import pytest

from scheduler.errors import (
    InvalidValue,
    NotAllowed,
    NotFound,
)
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.chain import Relative
from scheduler.secretariat.commitment_chain import chain_story
from scheduler.secretariat.commitments import (
    Particulars,
    Step,
    clock_warnings,
    update_commitment,
)
from scheduler.store.session import Database
from tests.promises import first_meeting, promise_of, take_step

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("links", "last", "reason"),
    [
        ((), (1, 1), "that would run in a circle: ANNUAL-1/C1 -> ANNUAL-1/C1"),
        (
            ((1, 2),),
            (2, 1),
            "that would run in a circle: ANNUAL-1/C2 -> ANNUAL-1/C1 -> ANNUAL-1/C2",
        ),
        (
            ((1, 2), (2, 3)),
            (3, 1),
            (
                "that would run in a circle: "
                "ANNUAL-1/C3 -> ANNUAL-1/C1 -> ANNUAL-1/C2 -> ANNUAL-1/C3"
            ),
        ),
        (((1, 2),), (3, 1), "ANNUAL-1/C1 is superseded; name ANNUAL-1/C2"),
    ],
    ids=["itself", "two", "three", "ended"],
)
def test_nothing_is_superseded_in_a_circle(
    sqlite_database: Database,
    links: tuple[tuple[int, int], ...],
    last: tuple[int, int],
    reason: str,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        made = [promise_of(session, meeting, f"no. {place}") for place in range(3)]
        for one, by in links:
            also = Particulars(by=made[by - 1])
            take_step(made[one - 1], Step.SUPERSEDE, also=also)
        session.flush()

        one, by = last
        with pytest.raises(NotAllowed) as refused:
            take_step(made[one - 1], Step.SUPERSEDE, also=Particulars(by=made[by - 1]))

    assert reason in str(refused.value)
    assert made[one - 1].state is CommitmentState.OPEN


def test_what_supersedes_is_told_from_both_sides(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = first_meeting(session)
        old = promise_of(session, meeting, "old")
        new = promise_of(session, meeting, "new", reach=Reach.PARTY)
        take_step(old, Step.SUPERSEDE, also=Particulars(by=new), reach=Reach.JOINT)
        session.flush()

        told = chain_story(session, "ANNUAL-1/C1", today=TODAY)
        to_them = chain_story(session, "ANNUAL-1/C1", reader=Reader("SOUTH"), today=TODAY)

        assert told.later == (Relative("ANNUAL-1/C2", "new", "open"),)
        assert chain_story(session, "ANNUAL-1/C2", today=TODAY).earlier == (
            Relative("ANNUAL-1/C1", "old", "superseded"),
        )
        # They may not know of the other, so neither of the step that names it.
        assert (to_them.later, [event.kind for event in to_them.events]) == ((), ["decided"])
        with pytest.raises(NotFound):
            chain_story(session, "ANNUAL-1/C2", reader=Reader("SOUTH"), today=TODAY)


@pytest.mark.parametrize(
    ("also", "sentence"),
    [
        (
            Particulars(day=date(2026, 5, 7)),
            "--on 'Thursday 7 May 2026' cannot be used: expected a day that has come since",
        ),
        (
            Particulars(day=date(2026, 12, 2)),
            "--on 'Wednesday 2 December 2026' cannot be used: expected a day that has come since",
        ),
        (Particulars(address="ftp://x"), "--link 'ftp://x' cannot be used: expected an address"),
    ],
    ids=["before", "to-come", "no-address"],
)
def test_a_step_refuses_what_cannot_be(
    sqlite_database: Database, also: Particulars, sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        with pytest.raises(InvalidValue) as refused:
            take_step(promised, Step.REPORT, "Half.", also=also)

    assert str(refused.value).startswith(sentence)


def test_a_clock_that_runs_backwards_is_told_and_the_steps_keep_their_order(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        promised = promise_of(session, first_meeting(session))
        take_step(promised, Step.REPORT, "First.")
        assert list(clock_warnings(promised)) == []
        update_commitment(promised, Step.REPORT, text="Second.", now=NOW, officer="Ada")
        findings = [str(one) for one in clock_warnings(promised)]

    with database.reading() as session:
        story = chain_story(session, "ANNUAL-1/C1", today=TODAY)
    assert [event.text for event in story.events[1:]] == ["First.", "Second."]
    assert findings == [
        (
            "warning: ANNUAL-1/C1: the clock says 2026-11-24 09:00 UTC, but the step before was "
            "written at 2026-12-01 09:00; the steps stay in the order in which they were written"
        )
    ]
