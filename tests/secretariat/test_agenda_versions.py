from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed, NotFound
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import AgendaState, MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_differences import DifferenceKind, FrozenItem, differences
from scheduler.secretariat.agenda_items import ItemEdit, NewDocument
from scheduler.secretariat.agenda_versions import (
    changed_since,
    difference,
    freeze_agenda,
    items_of,
    row_of,
    versions_of,
)
from scheduler.secretariat.agendas import add_item, edit_item, move_item, remove_item
from scheduler.secretariat.item_labels import find_item
from scheduler.secretariat.speakers import add_speaker
from scheduler.store.session import Database
from tests import factories
from tests.clock import AFTER, NOW

INTERNAL, SHARED, AGREED = AgendaState
NOTHING = ItemEdit()


def _frozen(key: int, **changed: object) -> FrozenItem:
    plain = {
        "parent": None,
        "number": str(key),
        "section": "",
        "title": f"T{key}",
        "kind": "discussion",
        "start": "",
        "minutes": None,
        "leads": (),
        "speakers": (),
        "documents": (),
        "audience": "joint",
    }
    return FrozenItem(key=key, **{**plain, **changed})  # type: ignore[arg-type]


@given(st.permutations(range(6)), st.integers(0, 6))
def test_the_rest_keeps_its_order_where_the_moved_are_taken_out(order: list[int], n: int) -> None:
    older = [_frozen(key) for key in range(6)]
    newer = [_frozen(key) for key in order][:n]

    found = differences(older, newer)

    moved = {one.title for one in found if one.kind is DifferenceKind.MOVED}
    left = [int(item.title[1:]) for item in newer if item.title not in moved]
    assert left == sorted(left)
    gone = [one.title for one in found if one.kind is DifferenceKind.REMOVED]
    assert gone == [item.title for item in older if item.key not in order[:n]]


def test_one_item_that_moved_far_is_the_only_one_that_did() -> None:
    older = [_frozen(key) for key in (1, 2, 3, 4)]
    newer = [
        _frozen(2, number="1"),
        _frozen(3, number="2"),
        _frozen(4, number="3"),
        _frozen(1, number="4"),
    ]

    assert [one.words for one in differences(older, newer)] == ["moved T1 from 1 to 4"]


def _agenda(session: Session) -> Meeting:
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    add_item(session, meeting, "Ports", ItemEdit(minutes_planned=30))
    add_item(session, meeting, "Ours", ItemEdit(reach=Reach.PARTY))
    add_item(session, meeting, "Fees", NOTHING)
    return meeting


def _freeze(session: Session, meeting: Meeting, state: AgendaState) -> None:
    freeze_agenda(session, meeting, state, now=NOW, officer="Ada")


def _told(session: Session, meeting: Meeting, *names: str) -> list[str]:
    return [one.words for one in difference(session, meeting, *names).differences]


def test_a_version_stays_as_it_was_while_the_draft_goes_on(database: Database) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _agenda(session)
        for state in (INTERNAL, SHARED, AGREED):
            _freeze(session, meeting, state)
        ports, fees = (find_item(session, meeting, label) for label in ("1", "2"))
        north = factories.party(session, "NORTH")
        change = ItemEdit(
            title="Harbours",
            minutes_planned=45,
            section="Morning",
            leads={north: factories.body(session, "TRADE")},
            documents=[NewDocument("Map")],
        )
        edit_item(session, ports, change, today=AFTER)
        add_speaker(session, ports, north, factories.body(session, "WATER"))
        add_item(session, meeting, "Ships", NOTHING, at=ports)
        remove_item(session, fees)

    with database.reading() as session:
        meeting = factories.meeting(session, "ANNUAL-2027")
        rows = [row_of(one) for one in versions_of(session, meeting)]
        assert [(row.number, row.state, row.items) for row in rows] == [
            (1, INTERNAL, 3),
            (2, SHARED, 2),
            (3, AGREED, 2),
        ]
        assert _told(session, meeting) == [
            "added 1, Ships",
            "retitled 2 from Ports to Harbours",
            "section of 2, Harbours: Morning, before none",
            "minutes of 2, Harbours: 45 minutes, before 30 minutes",
            "leads of 2, Harbours: NORTH: DG TRADE, before none",
            "speakers of 2, Harbours: NORTH: DG WATER, before none",
            "documents of 2, Harbours: Map, before none",
            "removed 2, Fees",
        ]
        assert _told(session, meeting, "2", "3") == []
        assert [str(finding) for finding in changed_since(session, meeting)] == [
            (
                "note: ANNUAL-2: 8 differences since version 3 was agreed: "
                "scheduler agenda diff ANNUAL-2"
            )
        ]


def test_what_is_our_own_is_in_no_shared_version_nor_in_its_differences(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _agenda(session)
        _freeze(session, meeting, INTERNAL)
        _freeze(session, meeting, SHARED)
        edit_item(session, find_item(session, meeting, "1a"), ItemEdit(title="Hm"), today=AFTER)
        one, two = versions_of(session, meeting)

        assert [item.title for item in items_of(one)] == ["Ports", "Ours", "Fees"]
        assert [item.title for item in items_of(two)] == ["Ports", "Fees"]
        assert "Ours" not in two.items
        assert _told(session, meeting, "1", "2") == []
        assert _told(session, meeting) == []
        assert _told(session, meeting, "1", "draft") == ["retitled 1a from Ours to Hm"]
        assert list(changed_since(session, meeting)) == []


def test_our_own_item_that_is_opened_is_new_to_the_other_side(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _agenda(session)
        _freeze(session, meeting, SHARED)
        edit_item(
            session, find_item(session, meeting, "1a"), ItemEdit(reach=Reach.JOINT), today=AFTER
        )

        assert _told(session, meeting) == ["added 2, Ours"]


def test_what_was_shared_last_is_agreed_and_nothing_else(sqlite_database: Database) -> None:
    def refused(state: AgendaState) -> str:
        with pytest.raises(NotAllowed) as error:
            _freeze(session, meeting, state)
        return str(error.value).partition("is not possible: ")[2]

    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _agenda(session)
        never = refused(AGREED)
        _freeze(session, meeting, SHARED)
        again = refused(SHARED)
        move_item(session, find_item(session, meeting, "2"), find_item(session, meeting, "1"))
        moved_on = refused(AGREED)
        _freeze(session, meeting, SHARED)
        _freeze(session, meeting, AGREED)
        twice = refused(AGREED)
        meeting.state = MeetingState.HELD
        held = refused(SHARED)

    share = "share it first: scheduler agenda share ANNUAL-2"
    assert never == f"it was not shared yet; {share}"
    assert again == "it is as version 1 has it; there is nothing to do"
    assert moved_on == f"it was changed since version 1; {share}"
    assert twice.startswith("version 3 was agreed on Tuesday 24 November 2026")
    assert held.startswith("ANNUAL-2, Friday 7 May 2027")


def test_versions_are_named_by_number_or_draft(sqlite_database: Database) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _agenda(session)
        with pytest.raises(NotAllowed, match="there is none yet"):
            difference(session, meeting)
        _freeze(session, meeting, INTERNAL)
        told = difference(session, meeting)
        with pytest.raises(NotFound) as unknown:
            difference(session, meeting, "2")

    assert (told.older, told.newer, told.differences) == ("1", "draft", ())
    assert str(unknown.value) == (
        "there is no version of the agenda of ANNUAL-2 '2'; there are: 1, draft"
    )
