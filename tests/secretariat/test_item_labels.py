from datetime import date, time
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from scheduler.errors import NotFound
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemKind
from scheduler.papers.audience import Reach, Reader
from scheduler.secretariat.agenda_clock import lengths, running_clock
from scheduler.secretariat.item_labels import find_item, label_of, labels
from scheduler.secretariat.paper_parts import items_for
from scheduler.store.session import Database
from tests import factories
from tests.clock import NOW

NORTH, SOUTH = 1, 2
MEETING = Meeting(day=date(2027, 5, 7), start_time=time(9, 30))


def _agenda(*owners: int | None, minutes: int = 30) -> list[AgendaItem]:
    """Items that are shared, where no owner is said, or of one party alone."""
    return [
        AgendaItem(
            reach=Reach.JOINT if owner is None else Reach.PARTY,
            party_id=owner,
            minutes_planned=minutes,
        )
        for owner in owners
    ]


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        ([], []),
        ([None, None, None], ["1", "2", "3"]),
        ([None, NORTH, None, NORTH, NORTH, None], ["1", "1a", "2", "2a", "2b", "3"]),
        ([NORTH, NORTH, None], ["0a", "0b", "1"]),
        ([None, NORTH, SOUTH, NORTH, None, SOUTH], ["1", "1a", "1a", "1b", "2", "2a"]),
    ],
    ids=["empty", "shared", "ours", "before-the-first", "of-both"],
)
def test_what_is_one_partys_own_bears_a_letter(
    owners: list[int | None], expected: list[str]
) -> None:
    assert labels(_agenda(*owners)) == expected


def test_letters_go_on_after_z() -> None:
    made = labels(_agenda(*[NORTH] * 54))

    assert made[:26] == [f"0{letter}" for letter in ascii_lowercase]
    assert made[26:28] == ["0aa", "0ab"]
    assert made[51:] == ["0az", "0ba", "0bb"]


OWNERS = st.sampled_from((None, NORTH, SOUTH))
# Each item with its sub-items, of which none goes further than the item itself.
OUTLINES = st.lists(
    OWNERS.flatmap(
        lambda owner: st.tuples(
            st.just(owner),
            st.lists(OWNERS if owner is None else st.just(owner), max_size=3),
        )
    ),
    max_size=8,
)


def _outlined(outline: list[tuple[int | None, list[int | None]]]) -> list[AgendaItem]:
    return [
        item
        for owner, inside in outline
        for item in _inside(_agenda(owner, minutes=60)[0], *inside)
    ]


@given(OUTLINES)
def test_no_item_of_one_party_changes_what_the_other_sees(
    outline: list[tuple[int | None, list[int | None]]],
) -> None:
    """Numbers and times are those of an agenda on which it never stood."""
    whole = _outlined(outline)
    shown = list(
        zip(labels(whole), running_clock(MEETING, whole), lengths(whole), whole, strict=True)
    )
    for other in (NORTH, SOUTH):
        left = _outlined(
            [
                (owner, [one for one in inside if one != other])
                for owner, inside in outline
                if owner != other
            ]
        )

        assert [one[:3] for one in shown if one[3].party_id != other] == list(
            zip(labels(left), running_clock(MEETING, left), lengths(left), strict=True)
        )


def _inside(parent: AgendaItem, *owners: int | None) -> list[AgendaItem]:
    """A parent followed by its sub-items."""
    subs = _agenda(*owners)
    for item in subs:
        item.parent = parent
    return [parent, *subs]


def test_sub_items_are_numbered_after_their_parent() -> None:
    first, second, ours = _agenda(None, None, NORTH)

    made = labels(
        [
            *_inside(first, NORTH, None, None, NORTH),
            *_inside(second),
            *_inside(ours, NORTH, NORTH),
        ]
    )

    assert made == ["1", "1.0a", "1.1", "1.2", "1.2a", "2", "2a", "2a.1", "2a.2"]


def test_a_break_takes_no_number() -> None:
    items = _agenda(None, None, NORTH, None, None)
    items[1].kind = items[3].kind = ItemKind.BREAK

    assert labels(items) == ["1", "b1", "1a", "b2", "2"]


def _add_mixed(session: Session) -> Meeting:
    """An agenda of 1 Ports, 1a of Southmark alone, 1a and 1b of Northland alone, 2 Fees."""
    factories.add_partnership(session)
    meeting = factories.add_meeting(session, "ANNUAL-2027", date(2027, 5, 7), number=2)
    for title, owner in (
        ("Ports", None),
        ("Theirs", "SOUTH"),
        ("Ours", "NORTH"),
        ("Ours too", "NORTH"),
        ("Fees", None),
    ):
        item = factories.add_item(session, meeting, title, minutes=30)
        if owner:
            item.reach, item.party = Reach.PARTY, factories.party(session, owner)
    session.flush()
    return meeting


@pytest.mark.parametrize(
    ("label", "title"),
    [("1", "Ports"), ("1a", "Ours"), (" 1B ", "Ours too"), ("2", "Fees")],
)
def test_an_item_is_found_by_its_label(database: Database, label: str, title: str) -> None:
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _add_mixed(session)
        item = find_item(session, meeting, label)

        assert item.title == title
        assert label_of(session, item) == label.strip().lower()


@pytest.mark.parametrize("label", ["3", "0", "1c", "01", "", "one", "-1", "1 a"])
def test_what_is_no_label_is_refused_with_those_there_are(
    sqlite_database: Database, label: str
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _add_mixed(session)

        with pytest.raises(NotFound) as refused:
            find_item(session, meeting, label)

    assert str(refused.value) == (
        f"there is no agenda item {label!r}; there are: "
        "1 (Ports), 1a (Theirs), 1a (Ours), 1b (Ours too), 2 (Fees)"
    )


def test_every_reader_finds_an_item_under_one_number_and_at_one_time(
    sqlite_database: Database,
) -> None:
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        meeting = _add_mixed(session)
        seen = {
            code: [
                (line.number, line.title, line.start, line.minutes)
                for _, line in items_for(session, meeting, Reader(code))
            ]
            for code in ("NORTH", "SOUTH")
        }

    ports, fees = ("1", "Ports", time(9, 30), 30), ("2", "Fees", time(10), 30)
    ours = [("1a", "Ours", None, 30), ("1b", "Ours too", None, 30)]
    assert seen == {
        "NORTH": [ports, *ours, fees],
        "SOUTH": [ports, ("1a", "Theirs", None, 30), fees],
    }
