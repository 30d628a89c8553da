from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import AlreadyExists, InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind, ItemState, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_carrying import (
    carry,
    cascade,
    escalate,
    history_of,
    left_behind,
    left_row,
    waiting,
)
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import show_agenda
from scheduler.secretariat.agendas import add_item, edit_item, remove_item
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.outcomes import NewOutcome, add_outcome
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW, TODAY

LATER = date(2027, 6, 1)


def _meetings(session: Session) -> tuple[Meeting, Meeting, Meeting]:
    """ANNUAL-1 of May 2027, ANNUAL-2 a year later, and PREP between them."""
    factories.add_partnership(session)
    return (
        factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=1),
        factories.add_meeting(session, "ANNUAL-2028", date(2028, 5, 5), number=2),
        factories.add_meeting(session, "PREP-2027", date(2027, 10, 5), of="PREP"),
    )


def _hold(session: Session, meeting: Meeting) -> None:
    """Held, with an item of every fate."""
    add_item(session, meeting, "Opening", ItemEdit(kind=ItemKind.OPENING))
    north = factories.party(session, "NORTH")
    edit = ItemEdit(
        minutes_planned=20, thread="fees", leads={north: factories.body(session, "TRADE")}
    )
    fees = add_item(session, meeting, "Fees", edit)
    add_item(session, meeting, "Small fees", ItemEdit(), under=fees)
    add_item(session, meeting, "Ours", ItemEdit(reach=Reach.PARTY))
    for state in (ItemState.DISCUSSED, ItemState.DECIDED, ItemState.DROPPED, ItemState.POSTPONED):
        add_item(session, meeting, f"{state}", ItemEdit(state=state))
    minuted = add_item(session, meeting, "Minuted", ItemEdit())
    said = add_item(session, meeting, "Said", ItemEdit())
    meeting.state = MeetingState.HELD
    edit_item(session, said, ItemEdit(record="Much."), today=LATER)
    new = NewOutcome("Agreed", kind=OutcomeKind.CONCLUSION, item=minuted)
    add_outcome(session, meeting, new, now=NOW, today=LATER, officer="Ada")


def _titles(items: list[AgendaItem]) -> list[str]:
    return [item.title for item in items]


def _shown(session: Session, meeting: Meeting) -> list[str]:
    rows = show_agenda(session, meeting).items
    return [f"{row.number} {row.title} {row.audience}" for row in rows]


def test_what_was_left_open_or_postponed_is_carried_once(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        first, second, _ = _meetings(session)
        add_item(session, second, "Any other business", ItemEdit(kind=ItemKind.OTHER_BUSINESS))
        _hold(session, first)
        left = _titles(left_behind(session))
        notes = [str(note) for note in waiting(session, second)]
        carried = carry(session, first, today=LATER)
        again = carry(session, first, today=LATER)

        assert left == ["Fees", "Small fees", "Ours", "postponed"]
        assert notes == [
            "note: ANNUAL-2: 4 items of ANNUAL-1 found no home yet: scheduler agenda carry ANNUAL-1"
        ]
        assert [(one.title, one.source, one.is_new) for one in carried] == [
            ("Fees", "ANNUAL-1, item 2", True),
            ("Small fees", "ANNUAL-1, item 2.1", True),
            ("Ours", "ANNUAL-1, item 2a", True),
            ("postponed", "ANNUAL-1, item 6", True),
        ]
        assert again == []
        assert left_behind(session) == []
        assert list(waiting(session, second)) == []

    with database.reading() as session:
        second = factories.meeting(session, "ANNUAL-2028")
        assert _shown(session, second) == [
            "1 Fees joint",
            "1.1 Small fees joint",
            "1a Ours NORTH only",
            "2 postponed joint",
            "3 Any other business joint",
        ]
        fees = show_agenda(session, second).items[0]
        assert (fees.leads, fees.minutes, fees.thread, fees.state) == (
            ("NORTH: DG TRADE",),
            20,
            "fees",
            ItemState.OPEN,
        )


def test_an_item_goes_on_in_the_one_of_its_thread(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first, second, _ = _meetings(session)
        add_item(session, second, "The fees again", ItemEdit(thread="FEES"))
        _hold(session, first)
        carried = carry(session, first, today=LATER)

        assert [(one.title, one.is_new) for one in carried[:2]] == [
            ("The fees again", False),
            ("Small fees", True),
        ]
        assert _shown(session, second)[:2] == ["1 The fees again joint", "1.1 Small fees joint"]


def test_what_is_taken_off_again_has_no_home_and_what_went_on_stays(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first, second, prep = _meetings(session)
        add_item(session, second, "Fees", ItemEdit())
        item = find_item(session, second, "1")
        escalated = cascade(session, item, prep)
        with pytest.raises(NotAllowed, match="what goes on with it on the agenda of PREP-2027"):
            remove_item(session, item)
        _hold(session, first)
        carry(session, first, to=prep, today=LATER)
        postponed = find_item(session, prep, "3")
        remove_item(session, postponed)

        assert escalated.target == (
            "PREP-2027, Tuesday 5 October 2027, 10:00 to 13:00 (Europe/Brussels), item 1"
        )
        (left,) = left_behind(session)
        row = left_row(session, left)
        assert (row.meeting, row.number, row.title) == ("ANNUAL-1", "6", "postponed")


def test_levels_feed_each_other_and_the_item_knows_its_way(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        _, second, prep = _meetings(session)
        below = add_item(session, prep, "Fees", ItemEdit())
        up = escalate(session, below, second)
        above = find_item(session, second, "1")
        with pytest.raises(AlreadyExists) as twice:
            escalate(session, below, second)
        for act, item, to in ((escalate, above, prep), (cascade, below, second)):
            with pytest.raises(InvalidValue, match="expected a meeting of a"):
                act(session, item, to)
        with pytest.raises(InvalidValue, match="a meeting of a higher level"):
            escalate(session, below, prep)

        assert (str(up.passage), up.source) == ("escalated", "PREP-2027, item 1")
        assert str(twice.value) == (
            "the item 'Fees', escalated, already exists; it is item 1 of ANNUAL-2"
        )
        assert history_of(above, session) == (
            "escalated from PREP-2027, item 1 (Tuesday 5 October 2027)",
        )
        assert history_of(below, session) == ("escalated to ANNUAL-2, item 1 (Friday 5 May 2028)",)


def test_only_a_held_meeting_leaves_items_and_only_a_later_one_takes_them(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        first, second, _ = _meetings(session)
        with pytest.raises(NotAllowed, match="it is confirmed; record it first"):
            carry(session, first, today=TODAY)
        _hold(session, first)
        second.state = MeetingState.CANCELLED
        session.flush()
        with pytest.raises(NotAllowed, match="no later meeting of its series is planned"):
            carry(session, first, today=LATER)
