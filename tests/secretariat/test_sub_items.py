from datetime import date

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_items import ItemEdit
from scheduler.secretariat.agenda_sheets import show_agenda
from scheduler.secretariat.agendas import add_item, edit_item, move_item, remove_item
from scheduler.secretariat.item_labels import find_item
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER, NOW

NOTHING = ItemEdit()


def _outline(session: Session) -> Meeting:
    """An agenda of 1 Ports with 1.1 Fees and 1.2 Cranes, then 2 Ships."""
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    ports = add_item(session, meeting, "Ports", NOTHING)
    add_item(session, meeting, "Ships", NOTHING)
    add_item(session, meeting, "Cranes", NOTHING, under=ports)
    add_item(session, meeting, "Fees", NOTHING, at=find_item(session, meeting, "1.1"))
    return meeting


def _shown(session: Session, meeting: Meeting) -> list[str]:
    return [f"{row.number} {row.title}" for row in show_agenda(session, meeting).items]


def test_sub_items_stand_behind_their_parent(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        _outline(session)

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        positions = [find_item(session, meeting, n).position for n in ("1", "1.1", "1.2", "2")]
        assert _shown(session, meeting) == ["1 Ports", "1.1 Fees", "1.2 Cranes", "2 Ships"]
        assert positions == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("item", "to", "expected"),
    [
        ("2", "1", ["1 Ships", "2 Ports", "2.1 Fees", "2.2 Cranes"]),
        ("1", "2", ["1 Ships", "2 Ports", "2.1 Fees", "2.2 Cranes"]),
        ("1.2", "1.1", ["1 Ports", "1.1 Cranes", "1.2 Fees", "2 Ships"]),
        ("2", "1.2", ["1 Ports", "1.1 Fees", "1.2 Ships", "1.3 Cranes"]),
        ("1.1", "2", ["1 Ports", "1.1 Cranes", "2 Fees", "3 Ships"]),
        ("1.1", "1", ["1 Fees", "2 Ports", "2.1 Cranes", "3 Ships"]),
        ("1", "1", ["1 Ports", "1.1 Fees", "1.2 Cranes", "2 Ships"]),
    ],
)
def test_a_move_takes_sub_items_along_and_changes_the_level(
    sqlite_database: Database, item: str, to: str, expected: list[str]
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        move_item(session, find_item(session, meeting, item), find_item(session, meeting, to))

        assert _shown(session, meeting) == expected


def test_an_item_with_sub_items_becomes_none(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        ports, fees = (find_item(session, meeting, label) for label in ("1", "1.1"))
        ships = find_item(session, meeting, "2")
        add_item(session, meeting, "Masts", NOTHING, under=ships)

        for under in (fees, find_item(session, meeting, "2.1")):
            with pytest.raises(InvalidValue, match="without sub-items of its own"):
                move_item(session, ports, under)
        with pytest.raises(InvalidValue, match="an item that is no sub-item"):
            add_item(session, meeting, "Deeper", NOTHING, under=fees)
        with pytest.raises(InvalidValue, match="expected a sub-item of 'Ships'"):
            add_item(session, meeting, "Elsewhere", NOTHING, at=fees, under=ships)
        session.rollback()


def test_an_item_stays_while_it_has_sub_items(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        ports = find_item(session, meeting, "1")

        with pytest.raises(NotAllowed, match=r"it has the sub-item 1\.1 and the sub-item 1\.2"):
            remove_item(session, ports)

        remove_item(session, find_item(session, meeting, "1.1"))
        assert _shown(session, meeting) == ["1 Ports", "1.1 Cranes", "2 Ships"]


def _audiences(session: Session, meeting: Meeting) -> list[str]:
    return [row.audience for row in show_agenda(session, meeting).items]


def test_a_sub_item_goes_no_further_than_its_parent(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        ports, fees = (find_item(session, meeting, label) for label in ("1", "1.1"))
        with pytest.raises(InvalidValue, match="no wider one than the agenda item 'Ports' has"):
            add_item(session, meeting, "All", ItemEdit(reach=Reach.PUBLIC), under=ports)
        edit_item(session, fees, ItemEdit(reach=Reach.PARTY), today=AFTER)
        of_one = _audiences(session, meeting)
        edit_item(session, ports, ItemEdit(reach=Reach.PARTY), today=AFTER)
        of_all = _audiences(session, meeting)
        edit_item(session, ports, ItemEdit(reach=Reach.JOINT), today=AFTER)

        assert of_one == ["joint", "NORTH only", "joint", "joint"]
        assert of_all == ["NORTH only"] * 3 + ["joint"]
        assert _audiences(session, meeting) == ["joint", "NORTH only", "NORTH only", "joint"]


def test_a_break_neither_has_nor_is_a_sub_item(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        ports, ships = (find_item(session, meeting, label) for label in ("1", "2"))

        with pytest.raises(InvalidValue, match="a break without sub-items"):
            add_item(session, meeting, "Coffee", ItemEdit(kind=ItemKind.BREAK), under=ports)
        with pytest.raises(InvalidValue, match="another kind: the item has sub-items"):
            edit_item(session, ports, ItemEdit(kind=ItemKind.BREAK), today=AFTER)
        edit_item(session, ships, ItemEdit(kind=ItemKind.BREAK), today=AFTER)
        with pytest.raises(InvalidValue, match="a break without sub-items"):
            add_item(session, meeting, "Cake", NOTHING, under=ships)
        session.rollback()


def _sections(session: Session, meeting: Meeting) -> list[tuple[str, str]]:
    return [(row.title, row.section) for row in show_agenda(session, meeting).items]


def test_an_item_stands_in_the_section_of_the_one_before_it(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        edit_item(
            session, find_item(session, meeting, "1"), ItemEdit(section="Morning"), today=AFTER
        )
        add_item(session, meeting, "Lunch", ItemEdit(section=" After\nnoon "))
        add_item(session, meeting, "Boats", NOTHING)
        ships = find_item(session, meeting, "2")
        add_item(session, meeting, "Masts", NOTHING, at=ships)
        move_item(session, find_item(session, meeting, "5"), find_item(session, meeting, "2"))

        assert _sections(session, meeting) == [
            ("Ports", "Morning"),
            ("Fees", "Morning"),
            ("Cranes", "Morning"),
            ("Boats", "Morning"),
            ("Masts", "Morning"),
            ("Ships", ""),
            ("Lunch", "After noon"),
        ]
        fees = find_item(session, meeting, "1.1")
        with pytest.raises(InvalidValue, match="an item that is no sub-item"):
            edit_item(session, fees, ItemEdit(section="Noon"), today=AFTER)
        session.rollback()


def test_a_heading_of_our_own_items_is_never_given_to_another(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _outline(session)
        secret = ItemEdit(section="Among ourselves", reach=Reach.PARTY)
        ours = add_item(session, meeting, "Ours", secret)
        shared = add_item(session, meeting, "Shared", NOTHING)
        also_ours = add_item(session, meeting, "Also ours", secret)
        more: AgendaItem = add_item(session, meeting, "More", ItemEdit(reach=Reach.PARTY))
        move_item(session, shared, ours)

        assert [one.section for one in (ours, shared, also_ours, more)] == [
            "Among ourselves",
            "",
            "Among ourselves",
            "Among ourselves",
        ]
