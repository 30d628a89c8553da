"""What a paper says of its notes: the highest marking, and to whom the author is told."""

from sqlalchemy.orm import Session

from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.parts import Section
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import set_section
from scheduler.secretariat.packs import briefing_note, briefing_pack
from scheduler.store.session import Database
from tests import briefed, factories
from tests.clock import NOW, TODAY


def _marked(session: Session) -> Meeting:
    """ANNUAL-2, with a sensitive own line on item 1, and a joint background by DG TRADE on it."""
    meeting = briefed.add_briefed(session)
    meeting.partnership.markings = ["For the meeting", "Internal", "Sensitive"]
    ports = agenda_of(session, meeting)[0]
    trade = factories.body(session, "TRADE")
    set_section(
        session, meeting, Section.LINE_TO_TAKE, "Firm.", item=ports, marking="sensitive", now=NOW
    )
    set_section(
        session,
        meeting,
        Section.BACKGROUND,
        "Long ago.",
        item=ports,
        reach=Reach.JOINT,
        author=trade,
        marking="internal",
        source="Our archive",
        now=NOW,
    )
    session.flush()
    return meeting


def test_a_paper_bears_the_highest_marking_of_what_its_reader_gets(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _marked(session)
        ports = agenda_of(session, meeting)[0]
        packs = [
            briefing_pack(session, meeting, Reader(party), today=TODAY).marking
            for party in ("NORTH", "SOUTH", None)
        ]
        note = briefing_note(session, meeting, Reader("SOUTH"), item=ports, today=TODAY)

    assert packs == ["Sensitive", "Internal", "For the meeting"]
    assert note.marking == "Internal"


def test_author_and_source_are_told_in_the_house_alone(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _marked(session)
        bylines = [
            [
                section.byline
                for note in briefing_pack(session, meeting, Reader(party), today=TODAY).notes
                for section in note.sections
                if section.section is Section.BACKGROUND and note.number == "1"
            ]
            for party in ("NORTH", "SOUTH")
        ]

    assert bylines == [["Internal · By DG TRADE · Source: Our archive"], ["Internal"]]
