from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound, SchedulerError, StaleEdit
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, ItemState, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument, begins_thread
from scheduler.secretariat.agenda_sheets import ItemRow, item_row, show_agenda
from scheduler.secretariat.agendas import add_item, edit_item, move_item, remove_item
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.notes import set_section
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER, NOW

NOTHING = ItemEdit()


def _meeting(session: Session, state: MeetingState = MeetingState.CONFIRMED) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2, state=state)


HARBOURS = ItemRow(
    number="0a",
    section="",
    title="Harbours",
    kind=ItemKind.DISCUSSION,
    state=ItemState.OPEN,
    start=None,
    minutes=30,
    minutes_used=None,
    leads=("NORTH: DG WATER",),
    speakers=(),
    documents=("List (http://example.org)", "Plan"),
    thread="",
    audience="NORTH only",
    record="",
    version=2,
)


def test_edit_changes_what_is_said_and_keeps_the_rest(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north, south = (factories.party(session, code) for code in ("NORTH", "SOUTH"))
        trade, water, fish = (factories.body(session, c) for c in ("TRADE", "WATER", "FISH"))
        item = add_item(
            session,
            meeting,
            "Ports",
            ItemEdit(
                minutes_planned=30,
                leads={north: trade, south: fish},
                documents=[NewDocument("List"), NewDocument("Map")],
                thread="ports",
            ),
        )
        edit_item(
            session,
            item,
            ItemEdit(
                title="Harbours",
                leads={north: water, south: None},
                documents=[NewDocument("List", "http://example.org"), NewDocument("Plan")],
                dropped_documents=["Map"],
                reach=Reach.PARTY,
                thread="",
            ),
            version=1,
            today=AFTER,
        )

    with database.reading() as session:
        (row,) = show_agenda(session, factories.meeting(session, "ANNUAL-2027")).items

    assert row == HARBOURS


def test_half_an_edit_never_reaches_the_database(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        add_item(session, _meeting(session), "Ports", NOTHING)
    # Nothing is loaded yet here: finding the home party asks the database in the midst of it.
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        item = find_item(session, factories.meeting(session, "ANNUAL-2027"), "1")
        edit_item(session, item, ItemEdit(reach=Reach.PARTY, thread="ports"), today=AFTER)

        assert item_row(session, item).audience == "NORTH only"


@pytest.mark.parametrize(
    ("edit", "theirs", "yours"),
    [
        (
            ItemEdit(title="Mine", minutes_planned=5),
            "title: Ports; minutes planned: 30",
            "title: Mine; minutes planned: 5",
        ),
        (
            ItemEdit(documents=[NewDocument("Map")]),
            "documents: List",
            "documents: Map",
        ),
        (ItemEdit(thread="ships"), "thread: ports", "thread: ships"),
    ],
    ids=["words", "documents", "thread"],
)
def test_of_two_edits_of_one_version_the_second_is_told_both(
    database: Database, edit: ItemEdit, theirs: str, yours: str
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        first = ItemEdit(minutes_planned=30, documents=[NewDocument("List")], thread="ports")
        item = add_item(session, meeting, "Ports", first)
        # An edit of the lists alone counts as an edit of the item.
        north = factories.party(session, "NORTH")
        edit_item(
            session,
            item,
            ItemEdit(leads={north: factories.body(session, "TRADE")}),
            version=1,
            today=AFTER,
        )

        with pytest.raises(StaleEdit) as stale:
            edit_item(session, item, edit, version=1, today=AFTER)

    assert (stale.value.found, stale.value.theirs, stale.value.yours) == (2, theirs, yours)


@pytest.mark.parametrize(
    ("edit", "kind", "sentence"),
    [
        (NOTHING, InvalidValue, "the edit of 'Ports' cannot be used: expected at least one"),
        (ItemEdit(title=" "), InvalidValue, "the title ' ' cannot be used: expected some words"),
        (
            ItemEdit(record="EU SECRET: x"),
            InvalidValue,
            "the record marked 'EU SECRET' cannot be used",
        ),
        (
            ItemEdit(documents=[NewDocument("a", "mailto:a@example.org")]),
            InvalidValue,
            (
                "the address of the document 'a' 'mailto:a@example.org' cannot be used: "
                "expected one that begins with https:// or http://"
            ),
        ),
        (
            ItemEdit(documents=[NewDocument("a", "file:///etc/passwd")]),
            InvalidValue,
            "the address of the document 'a' 'file:///etc/passwd' cannot be used",
        ),
        (
            ItemEdit(dropped_documents=["b"]),
            NotFound,
            "there is no document 'b'; there are: List",
        ),
    ],
    ids=["nothing", "empty-title", "classified", "mailto", "file", "no-such-document"],
)
def test_edit_refuses(
    sqlite_database: Database, edit: ItemEdit, kind: type[SchedulerError], sentence: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        item = add_item(session, meeting, "Ports", ItemEdit(documents=[NewDocument("List")]))

        with pytest.raises(kind) as refused:
            edit_item(session, item, edit, today=AFTER)

    assert str(refused.value).startswith(sentence)


def test_a_lead_is_a_body_of_its_party(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        wrong = {factories.party(session, "NORTH"): factories.body(session, "FISH")}

        with pytest.raises(InvalidValue) as refused:
            add_item(session, meeting, "Ports", ItemEdit(leads=wrong))

    assert str(refused.value) == (
        "--lead 'NORTH=FISH' cannot be used: expected a body of NORTH, not of SOUTH"
    )


def test_a_thread_is_one_whatever_its_case_and_a_new_one_is_noted(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        partnership = meeting.partnership
        before = begins_thread(session, partnership, "ports")
        first = add_item(session, meeting, "Ports", ItemEdit(thread="ports"))
        second = add_item(session, meeting, "Ports again", ItemEdit(thread="PORTS"))

        assert [str(finding) for finding in before] == ["note: the thread 'ports' is new"]
        assert first.thread is second.thread
        assert begins_thread(session, partnership, "Ports") == []
        assert begins_thread(session, partnership, None) == []
        assert [str(f) for f in begins_thread(session, partnership, "prots")] == [
            "note: the thread 'prots' is new; there were: ports"
        ]


def test_of_a_held_meeting_only_what_happened_may_change(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session, MeetingState.HELD)
        item = factories.add_item(session, meeting, "Ports", minutes=30)
        edit_item(session, item, ItemEdit(record="- Both *agreed*.", minutes_used=40), today=AFTER)
        row = item_row(session, item)

        def act(call: str) -> None:
            match call:
                case "add":
                    add_item(session, meeting, "Late", NOTHING)
                case "edit":
                    edit_item(session, item, ItemEdit(record="x", minutes_planned=40), today=AFTER)
                case "move":
                    move_item(session, item, item)
                case "remove":
                    remove_item(session, item)

        for call in ("add", "edit", "move", "remove"):
            with pytest.raises(
                NotAllowed, match=r"was held; only --record, --minutes-used and --state"
            ):
                act(call)

    assert (row.record, row.minutes_used, row.version) == ("- Both *agreed*.", 40, 2)


def test_an_item_stays_while_notes_or_outcomes_hang_on_it(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        item = add_item(session, meeting, "Ports", NOTHING)
        for section in (Section.LINE_TO_TAKE, Section.BACKGROUND):
            set_section(session, meeting, section, "x", item=item, now=NOW)
        add_outcome(
            session,
            meeting,
            NewOutcome("x", kind=OutcomeKind.DECISION, item=item),
            today=AFTER,
            now=NOW,
            officer="Ada",
        )

        with pytest.raises(NotAllowed) as refused:
            remove_item(session, item)

    assert str(refused.value) == (
        "removing the agenda item 'Ports' is not possible: it has the line to take of the NORTH "
        "note, the background of the NORTH note and ANNUAL-2/C1; "
        "remove these first; an outcome keeps its item for good"
    )
