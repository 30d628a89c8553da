from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotFound, StaleEdit
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Party
from scheduler.model.vocabulary import NoteState
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.notes import NoteRow, clear_section, set_section, show_notes
from scheduler.store.session import Database
from tests import factories
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BACKGROUND, LINE = Section.BACKGROUND, Section.LINE_TO_TAKE


def _meeting(session: Session) -> Meeting:
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    for title in ("Opening", "Ports"):
        factories.add_item(session, meeting, title)
    return meeting


def test_notes_are_shown_from_the_meeting_to_its_items_in_the_order_of_papers(
    database: Database,
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        ports = factories.add_item(session, meeting, "Fees")
        set_section(session, meeting, LINE, "Hold firm.", item=ports, now=NOW)
        set_section(session, meeting, BACKGROUND, "Long ago.", now=NOW)
        set_section(
            session,
            meeting,
            Section.SCENE_SETTER,
            " **All** well. ",
            reach=Reach.JOINT,
            author=factories.body(session, "TRADE"),
            now=LATER,
        )

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        rows = show_notes(session, meeting)

    assert rows == [
        NoteRow(None, "", Section.SCENE_SETTER, "**All** well.", "joint", "DG TRADE", LATER, 1),
        NoteRow(None, "", BACKGROUND, "Long ago.", "NORTH only", "", NOW, 1),
        NoteRow("3", "Fees", LINE, "Hold firm.", "NORTH only", "", NOW, 1),
    ]


def test_a_section_is_replaced_and_is_own_again_unless_said(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        set_section(session, meeting, LINE, "Mine.", reach=Reach.PUBLIC, now=NOW)
        set_section(session, meeting, LINE, "New.", version=1, now=LATER)
        (row,) = show_notes(session, meeting)

    assert (row.text, row.audience, row.version, row.edited_at) == ("New.", "NORTH only", 2, LATER)


def test_an_empty_text_removes_the_section(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        set_section(session, meeting, LINE, "Mine.", now=NOW)

        assert set_section(session, meeting, LINE, " \n", version=1, now=LATER) is None
        assert show_notes(session, meeting) == []
        with pytest.raises(
            NotFound, match="there is no text to remove in the section 'line-to-take'"
        ):
            set_section(session, meeting, LINE, "", now=LATER)


@pytest.mark.parametrize(
    ("there", "version", "found", "theirs"),
    [("Theirs.", 2, 1, "Theirs."), ("Theirs.", 0, 1, "Theirs."), ("", 1, 0, "(no text)")],
    ids=["older", "not-there-when-read", "removed-since"],
)
def test_a_stale_edit_is_told_both_texts(
    database: Database, there: str, version: int, found: int, theirs: str
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        if there:
            set_section(session, meeting, LINE, there, now=NOW)

        with pytest.raises(StaleEdit) as stale:
            set_section(session, meeting, LINE, "Yours.", version=version, now=LATER)

    assert (stale.value.what, stale.value.expected, stale.value.found) == (
        "the line to take",
        version,
        found,
    )
    assert (stale.value.theirs, stale.value.yours) == (theirs, "Yours.")


def test_version_0_writes_what_is_not_there(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        assert set_section(session, _meeting(session), LINE, "Mine.", version=0, now=NOW)


def test_set_refuses_classified_text_and_a_body_of_the_other_party(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)

        with pytest.raises(InvalidValue, match="the line to take marked 'SECRET UE'"):
            set_section(session, meeting, LINE, "SECRET UE/EU SECRET\n\nText", now=NOW)
        with pytest.raises(InvalidValue, match="a body of NORTH: the note is its own"):
            set_section(
                session, meeting, LINE, "x", author=factories.body(session, "FISH"), now=NOW
            )
        assert show_notes(session, meeting) == []


def test_without_a_home_party_there_is_no_note(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        session.execute(update(Party).values(is_home=False))

        with pytest.raises(
            NotFound, match="there is no home party of the partnership 'NORTH-SOUTH'"
        ):
            set_section(session, meeting, LINE, "x", now=NOW)


@pytest.mark.parametrize("rows", [1, 3])
def test_show_asks_the_database_three_times_whatever_its_length(
    database: Database, rows: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            item = factories.add_item(session, meeting, f"Item {place}")
            body = factories.add_body(session, north, f"BODY{place}")
            set_section(session, meeting, LINE, "x", item=item, author=body, now=NOW)

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        home = meeting.partnership.home_party
        asked = asked_from_now_on(session)
        shown = show_notes(session, meeting)

    assert home is not None
    assert (len(shown), len(asked)) == (rows, 3)


def test_two_bodies_may_each_write_a_section(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        trade, water = factories.body(session, "TRADE"), factories.body(session, "WATER")
        set_section(session, meeting, LINE, "Trade's.", author=trade, now=NOW)
        set_section(session, meeting, LINE, "Water's.", author=water, now=NOW)
        set_section(session, meeting, LINE, "Water's own.", author=water, version=1, now=LATER)

        with pytest.raises(
            InvalidValue, match="expected whose line to take is meant: TRADE or WATER"
        ):
            set_section(session, meeting, LINE, "Whose?", now=NOW)
        rows = show_notes(session, meeting)

    assert [(row.author, row.text, row.version) for row in rows] == [
        ("DG TRADE", "Trade's.", 1),
        ("DG WATER", "Water's own.", 2),
    ]


def test_an_unsigned_text_is_signed_by_the_first_author(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        trade = factories.body(session, "TRADE")
        set_section(session, meeting, LINE, "Mine.", now=NOW)
        set_section(session, meeting, LINE, "Theirs.", author=trade, now=NOW)
        set_section(session, meeting, LINE, "A slip mended.", now=NOW)
        rows = show_notes(session, meeting)

    assert [(row.author, row.text) for row in rows] == [("DG TRADE", "A slip mended.")]


def test_an_edit_makes_a_cleared_section_a_draft(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        section = set_section(session, meeting, LINE, "Mine.", source="Talks", now=NOW)
        assert section is not None
        clear_section(section, version=1, officer="Bo", now=LATER)
        session.flush()
        (cleared,) = show_notes(session, meeting)
        with pytest.raises(StaleEdit):
            clear_section(section, version=1, officer="Bo", now=LATER)
        set_section(session, meeting, LINE, "New.", now=LATER)
        (edited,) = show_notes(session, meeting)

    assert (cleared.state, cleared.cleared) == (NoteState.CLEARED, "Bo, Tuesday 1 December 2026")
    assert (edited.state, edited.cleared, edited.source) == (NoteState.DRAFT, "", "Talks")


def test_whom_to_call_stays_with_the_party(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        set_section(session, meeting, Section.CONTACT, "Ana Lind, 1234", now=NOW)

        with pytest.raises(InvalidValue, match="--audience 'joint' cannot be used: expected own"):
            set_section(session, meeting, Section.CONTACT, "x", reach=Reach.JOINT, now=NOW)
