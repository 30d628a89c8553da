from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed, NotFound, SchedulerError, StaleEdit
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.papers.parts import Section
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument, begins_thread
from scheduler.secretariat.agendas import (
    ItemRow,
    add_item,
    edit_item,
    item_row,
    move_item,
    remove_item,
    running_clock,
    show_agenda,
)
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.notes import set_section
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database, open_database
from tests import factories
from tests.clock import AFTER
from tests.queries import asked_from_now_on

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOTHING = ItemEdit()


def _meeting(session: Session, state: MeetingState = MeetingState.CONFIRMED) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2, state=state)


def _titles(session: Session, meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.number, row.title) for row in show_agenda(session, meeting).items]


def test_show_tells_numbers_times_leads_documents_and_thread(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north, south = (factories.party(session, code) for code in ("NORTH", "SOUTH"))
        trade, fish = (factories.body(session, code) for code in ("TRADE", "FISH"))
        add_item(session, meeting, "Opening", ItemEdit(minutes_planned=15, kind=ItemKind.OPENING))
        add_item(
            session,
            meeting,
            " Ports\nof call ",
            ItemEdit(
                leads={south: fish, north: trade},
                documents=[NewDocument("List", "https://example.org/list"), NewDocument("Map")],
                thread="ports",
                reach=Reach.PUBLIC,
            ),
        )
        add_item(session, meeting, "Our own", ItemEdit(reach=Reach.PARTY))

    with database.reading() as session:
        sheet = show_agenda(session, factories.meeting(session, "ANNUAL-2027"))

    assert (sheet.meeting, sheet.when, sheet.hours, sheet.findings) == (
        "ANNUAL-2",
        "Friday 7 May 2027",
        "09:30 to 17:00 (Europe/Brussels)",
        (),
    )
    assert sheet.items == (
        ItemRow(
            number="1",
            title="Opening",
            kind=ItemKind.OPENING,
            start=time(9, 30),
            minutes=15,
            minutes_used=None,
            leads=(),
            documents=(),
            thread="",
            audience="joint",
            record="",
            version=1,
        ),
        ItemRow(
            number="2",
            title="Ports of call",
            kind=ItemKind.DISCUSSION,
            start=time(9, 45),
            minutes=None,
            minutes_used=None,
            leads=("NORTH: DG TRADE", "SOUTH: DG FISH"),
            documents=("List (https://example.org/list)", "Map"),
            thread="ports",
            audience="public",
            record="",
            version=1,
        ),
        ItemRow(
            number="2a",
            title="Our own",
            kind=ItemKind.DISCUSSION,
            start=None,
            minutes=None,
            minutes_used=None,
            leads=(),
            documents=(),
            thread="",
            audience="NORTH only",
            record="",
            version=1,
        ),
    )


def test_an_agenda_longer_than_the_meeting_is_a_finding(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        add_item(session, meeting, "Long", ItemEdit(minutes_planned=450))
        exact = show_agenda(session, meeting).findings
        add_item(session, meeting, "Of unknown length", NOTHING)
        add_item(session, meeting, "One more", ItemEdit(minutes_planned=1))
        add_item(session, meeting, "Ours", ItemEdit(minutes_planned=90, reach=Reach.PARTY))
        over = show_agenda(session, meeting).findings
        meeting.last_day = date(2027, 5, 8)
        of_two_days = show_agenda(session, meeting)

    assert exact == ()
    assert [str(finding) for finding in over] == [
        "warning: ANNUAL-2: the agenda runs to 17:01, 1 minute past the end at 17:00"
    ]
    assert of_two_days.findings == ()
    assert [row.start for row in of_two_days.items] == [None] * 4


def test_a_meeting_without_hours_has_no_clock() -> None:
    items = [AgendaItem(title="Opening", minutes_planned=15)]

    assert running_clock(Meeting(day=date(2027, 5, 7)), items) == [None]


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

    assert row == ItemRow(
        number="0a",
        title="Harbours",
        kind=ItemKind.DISCUSSION,
        start=None,
        minutes=30,
        minutes_used=None,
        leads=("NORTH: DG WATER",),
        documents=("List (http://example.org)", "Plan"),
        thread="",
        audience="NORTH only",
        record="",
        version=2,
    )


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
            with pytest.raises(NotAllowed, match=r"was held; only --record and --minutes-used"):
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
        "remove the notes first; an outcome keeps its item for good"
    )


STEPS = st.one_of(
    st.tuples(st.just("add"), st.floats(0, 1), st.booleans()),
    st.tuples(st.just("move"), st.floats(0, 1), st.floats(0, 1)),
    st.tuples(st.just("remove"), st.floats(0, 1), st.just(0)),
)


@given(steps=st.lists(STEPS, max_size=15))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_is_that_of_a_plain_list(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[str, float, float]]
) -> None:
    path = tmp_path / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = open_database(str(path))
    model: list[AgendaItem] = []
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        for count, (step, first, second) in enumerate(steps):
            _take(session, meeting, model, step=step, at=(first, second), title=f"Item {count}")

        assert _titles(session, meeting) == [
            (str(number), item.title) for number, item in enumerate(model, 1)
        ]
    database.engine.dispose()


def _take(
    session: Session,
    meeting: Meeting,
    model: list[AgendaItem],
    *,
    step: str,
    at: tuple[float, float],
    title: str,
) -> None:
    """One step on the record and on the model; places are given as shares of the length."""
    if step == "add":
        place = round(at[0] * len(model))
        is_last = bool(at[1]) or place == len(model)
        item = add_item(session, meeting, title, NOTHING, at=None if is_last else model[place])
        model.insert(len(model) if is_last else place, item)
        return
    if not model:
        return
    place = round(at[1] * (len(model) - 1))
    other = model[place]
    item = model.pop(round(at[0] * (len(model) - 1)))
    if step == "remove":
        remove_item(session, item)
        return
    move_item(session, item, other)
    model.insert(place, item)


@pytest.mark.parametrize("rows", [1, 3])
def test_show_asks_the_database_five_times_whatever_its_length(
    database: Database, rows: int
) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _meeting(session)
        north = factories.party(session, "NORTH")
        for place in range(rows):
            body = factories.add_body(session, north, f"BODY{place}")
            session.flush()
            add_item(
                session,
                meeting,
                f"Item {place}",
                ItemEdit(leads={north: body}, documents=[NewDocument("a")], thread=f"t{place}"),
            )

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        asked = asked_from_now_on(session)
        shown = show_agenda(session, meeting)

    assert (len(shown.items), len(asked)) == (rows, 5)
