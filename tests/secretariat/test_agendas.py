from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, ItemState
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_clock import running_clock
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument
from scheduler.secretariat.agenda_sheets import ItemRow, show_agenda
from scheduler.secretariat.agendas import add_item
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW
from tests.queries import asked_from_now_on

NOTHING = ItemEdit()


def _meeting(session: Session) -> Meeting:
    factories.add_partnership(session)
    return factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)


SHOWN = (
    ItemRow(
        number="1",
        section="",
        title="Opening",
        kind=ItemKind.OPENING,
        state=ItemState.OPEN,
        start=time(9, 30),
        minutes=15,
        minutes_used=None,
        leads=(),
        speakers=(),
        documents=(),
        thread="",
        audience="joint",
        record="",
        version=1,
    ),
    ItemRow(
        number="2",
        section="",
        title="Ports of call",
        kind=ItemKind.DISCUSSION,
        state=ItemState.OPEN,
        start=time(9, 45),
        minutes=None,
        minutes_used=None,
        leads=("NORTH: DG TRADE", "SOUTH: DG FISH"),
        speakers=(),
        documents=("List (https://example.org/list)", "Map"),
        thread="ports",
        audience="public",
        record="",
        version=1,
    ),
    ItemRow(
        number="2a",
        section="",
        title="Our own",
        kind=ItemKind.DISCUSSION,
        state=ItemState.OPEN,
        start=None,
        minutes=None,
        minutes_used=None,
        leads=(),
        speakers=(),
        documents=(),
        thread="",
        audience="NORTH only",
        record="",
        version=1,
    ),
)


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
    assert sheet.items == SHOWN


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


@pytest.mark.parametrize("rows", [1, 3])
def test_show_asks_the_database_six_times_whatever_its_length(
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

    assert (len(shown.items), len(asked)) == (rows, 6)
