from datetime import date
from typing import Any

import pytest

from scheduler.errors import InvalidValue
from scheduler.model.vocabulary import Presence, Reply
from scheduler.papers.audience import JOINT, Reach, Reader
from scheduler.papers.parts import ChainStep, ProposedLine, SourceLine
from scheduler.secretariat.attendance import members_of
from scheduler.secretariat.commitments import Step, find_commitment, update_commitment
from scheduler.secretariat.packs import briefing_pack, reader_of
from scheduler.store.session import Database
from tests import briefed, factories
from tests.briefed import NORTHS
from tests.clock import NOW, TODAY

NORTH, SOUTH, EVERYBODY = Reader("NORTH"), Reader("SOUTH"), Reader(None)


@pytest.mark.parametrize("reach", [Reach.JOINT, Reach.PUBLIC])
def test_a_report_is_ours_alone_unless_it_is_said_to_go_further(
    database: Database, reach: Reach
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        owed = find_commitment(session, "ANNUAL-1/C1")
        update_commitment(owed, Step.REPORT, text="do not tell them", now=NOW, officer="Ada")
        update_commitment(owed, Step.REPORT, text="Sent.", reach=reach, now=NOW, officer="Ada")
        ours, theirs = (
            briefing_pack(session, meeting, reader, today=TODAY) for reader in (NORTH, SOUTH)
        )

    secret = ChainStep("reported on Tue 24 Nov 2026: do not tell them", NORTHS)
    told = ChainStep("reported on Tue 24 Nov 2026: Sent.", JOINT)
    assert [one.history[:-1] for one in ours.commitments] == [(secret, told), ()]
    assert {type(one.history[-1]) for one in ours.commitments} == {ProposedLine}
    assert [one.history for one in theirs.commitments] == [(told,)]


@pytest.mark.parametrize(
    ("standing", "is_told"),
    [
        ({}, False),
        ({"invited_on": TODAY}, True),
        ({"is_announced": True}, True),
        ({"reply": Reply.TENTATIVE}, True),
        ({"presence": Presence.PRESENT}, True),
    ],
    ids=["proposed", "invited", "announced", "replied", "present"],
)
def test_the_other_party_is_told_of_a_delegate_from_the_invitation_on(
    sqlite_database: Database, standing: dict[str, Any], *, is_told: bool
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        adviser = members_of(session, meeting)[1]
        assert adviser.standing == "proposed"
        adviser.source = briefed.add_source(session, meeting, "memo", "Our memo")
        for name, value in standing.items():
            setattr(adviser, name, value)
        session.flush()
        ours, theirs = (
            briefing_pack(session, meeting, reader, today=TODAY) for reader in (NORTH, SOUTH)
        )

    memo = SourceLine("Our memo", "", date(2026, 3, 2))
    assert len(ours.delegations[0].participants) == 2
    assert memo in ours.sources
    assert len(theirs.delegations[0].participants) == (2 if is_told else 1)
    assert (memo in theirs.sources) is is_told


@pytest.mark.parametrize(
    ("word", "reader"),
    [
        (None, NORTH),
        ("south", SOUTH),
        ("North", NORTH),
        ("public", EVERYBODY),
        ("PUBLIC", EVERYBODY),
    ],
)
def test_a_reader_is_named_by_party_or_public(
    sqlite_database: Database, word: str | None, reader: Reader
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert reader_of(factories.add_partnership(session), word) == reader


def test_a_reader_that_is_no_party_is_refused(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        partnership = factories.add_partnership(session)

        with pytest.raises(InvalidValue) as refused:
            reader_of(partnership, "EAST")

    assert str(refused.value) == "there is no party 'EAST'; there are: NORTH, SOUTH"
