from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AudienceLeak
from scheduler.model.agenda import Lead
from scheduler.model.vocabulary import CommitmentState, MeetingState
from scheduler.papers.audience import JOINT, Reader, refuse_leaks
from scheduler.papers.pack import BriefingPack
from scheduler.papers.parts import CommitmentLine, MeetingFacts, ProposedLine, Section
from scheduler.secretariat.commitments import Step, find_commitment, update_commitment
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.packs import briefing_pack
from scheduler.store.session import Database
from tests import briefed, factories
from tests.briefed import (
    AMONG_US,
    DELEGATIONS,
    DELEGATIONS_AS_TOLD,
    FACTS,
    FEES,
    LETTER,
    NORTHS,
    ON_FEES,
    PARTICIPANTS,
    PORTS,
    THEIRS,
    WHOLE,
    own_note,
)
from tests.clock import NOW, TODAY
from tests.queries import asked_from_now_on

NORTH, SOUTH, EVERYBODY = Reader("NORTH"), Reader("SOUTH"), Reader(None)


def _commitment(
    reference: str, text: str, owner: str, *, is_joint: bool, is_proposed: bool = True
) -> CommitmentLine:
    line = f"proposed: {owner} to report and to name a new day; nothing was reported, and it was "
    proposed = ProposedLine(f"{line}due: Tuesday 1 September 2026.", NORTHS)
    return CommitmentLine(
        reference=reference,
        text=text,
        owner=owner,
        due="Tuesday 1 September 2026",
        state="open",
        late=True,
        decided="ANNUAL-1, Friday 8 May 2026",
        history=(proposed,) if is_proposed else (),
        audience=JOINT if is_joint else NORTHS,
    )


OPEN_POINTS = [
    ("1", "no line from DG WATER, which leads and was not asked"),
    ("1", "the objectives is not cleared"),
    ("1a", "the line to take is not cleared"),
    ("2", "no line to take, and nobody was asked"),
    ("2", "the background is not cleared"),
]


def _pack(session: Session, reader: Reader) -> BriefingPack:
    return briefing_pack(session, briefed.add_briefed(session), reader, today=TODAY)


def test_a_pack_for_the_home_party_holds_everything_but_what_is_the_others_own(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

    assert [(one.item, one.message) for one in pack.open_points] == OPEN_POINTS
    assert pack.seating is not None
    assert [place.name for place in pack.seating.far] == ["", "Ms Ana Lind"]
    assert replace(pack, seating=None, open_points=()) == BriefingPack(
        meeting=FACTS,
        reader=NORTH,
        reader_name="Northland",
        prepared_on=TODAY,
        marking="For the meeting",
        delegations=DELEGATIONS,
        agenda=(PORTS, AMONG_US, FEES),
        notes=(
            WHOLE,
            own_note("1", "Ports", Section.OBJECTIVES, "What we want."),
            own_note("1a", "Among ourselves", Section.LINE_TO_TAKE, "Hold firm."),
            ON_FEES,
        ),
        commitments=(
            _commitment("ANNUAL-1/C1", "Send the figures", "DG FISH", is_joint=True),
            _commitment("ANNUAL-1/C2", "Find out what they want", "DG TRADE", is_joint=False),
        ),
        sources=(LETTER, PARTICIPANTS),
    )


def test_a_pack_for_the_other_party_holds_what_is_shared_and_what_is_its_own(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        pack = _pack(session, SOUTH)

    assert pack.open_points == ()
    assert pack.seating is not None
    assert [place.name for place in pack.seating.far] == ["Ms Ana Lind"]
    assert replace(pack, seating=None, open_points=()) == BriefingPack(
        meeting=FACTS,
        reader=SOUTH,
        reader_name="Southmark",
        prepared_on=TODAY,
        marking="For the meeting",
        delegations=DELEGATIONS_AS_TOLD,
        agenda=(PORTS, FEES),
        notes=(WHOLE, THEIRS, ON_FEES),
        commitments=(
            _commitment(
                "ANNUAL-1/C1", "Send the figures", "DG FISH", is_joint=True, is_proposed=False
            ),
        ),
        sources=(LETTER, PARTICIPANTS),
    )


def test_a_pack_for_the_public_names_nobody_and_holds_what_is_public(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        pack = _pack(session, EVERYBODY)

    assert replace(pack, seating=None, open_points=()) == BriefingPack(
        meeting=FACTS,
        reader=EVERYBODY,
        reader_name="the public",
        prepared_on=TODAY,
        marking="For the meeting",
        delegations=(),
        agenda=(FEES,),
        notes=(ON_FEES,),
        commitments=(),
        sources=(LETTER,),
    )


def test_sections_stand_in_the_order_of_papers_not_of_writing(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        for section in reversed(Section):
            if section is not Section.SCENE_SETTER:
                briefed.add_section(session, meeting, section, "Text.")
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

    assert [section.section for section in pack.notes[0].sections] == list(Section)


def test_a_pack_carries_what_is_open_and_was_decided_before(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        update_commitment(
            find_commitment(session, "ANNUAL-1/C1"),
            Step.CLOSE,
            text="Sent.",
            now=NOW,
            officer="Ada",
        )
        briefed.promise(session, meeting, "Decided at the meeting itself", owner="FISH")
        later = factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=3)
        briefed.promise(session, later, "Decided afterwards", owner="FISH")
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

        assert find_commitment(session, "ANNUAL-1/C1").state is CommitmentState.CLOSED
        assert [one.reference for one in pack.commitments] == ["ANNUAL-1/C2"]


def test_a_meeting_of_which_little_is_known_has_a_pack_all_the_same(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        factories.add_partnership(session)
        meeting = factories.add_meeting(session, "ANNUAL-2028", None, state=MeetingState.PLANNED)
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

    assert pack == BriefingPack(
        meeting=MeetingFacts(
            partnership="Partnership of Northland and Southmark",
            name="ANNUAL-2028",
            title="Annual Meeting",
            when="date unknown",
            state="planned",
        ),
        reader=NORTH,
        reader_name="Northland",
        prepared_on=TODAY,
        marking="",
        delegations=(),
        agenda=(),
        notes=(),
        commitments=(),
        sources=(),
    )


def test_a_leak_is_refused_whatever_the_query_let_through(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        pack = _pack(session, NORTH)

    with pytest.raises(AudienceLeak) as refused:
        refuse_leaks("the pack", SOUTH, pack.pieces())

    assert refused.value.pieces == (
        "delegation list Northland (NORTH only)",
        "agenda item 1a (NORTH only)",
        "objectives on item 1 (NORTH only)",
        "line to take on item 1a (NORTH only)",
        "proposed line on ANNUAL-1/C1 (NORTH only)",
        "commitment ANNUAL-1/C2 (NORTH only)",
        "proposed line on ANNUAL-1/C2 (NORTH only)",
        *(f"open point on item {item} (NORTH only)" for item, _ in OPEN_POINTS),
        "places of Northland (NORTH only)",
    )


@pytest.mark.parametrize("times", [1, 3])
def test_a_pack_asks_the_record_as_often_for_many_pieces_as_for_few(
    database: Database, times: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = briefed.add_briefed(session)
        for number in range(times):
            item = factories.add_item(session, meeting, f"Item {number}")
            water = factories.body(session, "WATER")
            item.leads.append(Lead(party=water.party, body=water))
            briefed.add_section(session, meeting, Section.BACKGROUND, "Text.", item=item)
            briefed.promise(
                session, factories.meeting(session, "ANNUAL-2026"), f"Do {number}", owner="HARBOUR"
            )

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        partnership = find_partnership(session)
        assert partnership.home_party is not None
        asked = asked_from_now_on(session)
        pack = briefing_pack(session, meeting, NORTH, today=TODAY)

    assert len(pack.agenda) == 3 + times
    assert len(asked) == 25
