from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from scheduler.errors import InvalidValue
from scheduler.model.agenda import AgendaItem
from scheduler.model.partnership import Party
from scheduler.model.series import Series
from scheduler.model.vocabulary import ChangeKind, MeetingState
from scheduler.papers.audience import Reach
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.partnerships import (
    LoadReport,
)
from scheduler.store.session import Database
from tests.secretariat.small_partnership import FIRST, LATER, dump, load, meeting, small, writing


def test_load_gives_a_meeting_the_uid_of_its_codes_and_its_instants(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    with sqlite_database.reading() as session:
        first, second = meeting(session, "SOM-1"), meeting(session, "SOM-2")
        assert first.uid == meeting_uid("x", "SOM-1")
        assert (first.zone, first.starts_at, first.sequence) == ("Europe/Brussels", None, 0)
        assert (second.starts_at, second.ends_at) == (
            datetime(2027, 5, 7, 7, 30, tzinfo=UTC),
            datetime(2027, 5, 7, 15, 0, tzinfo=UTC),
        )
        assert (second.created_at, second.changed_at) == (FIRST, FIRST)


def test_load_makes_what_changed_in_the_file(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    new_day = small("day = 2027-05-07", "day = 2027-05-14")
    report = load(sqlite_database, new_day, LATER)
    assert report == LoadReport(
        "x", 0, 1, 9, ("changed meeting SOM-2: day from 2027-05-07 to 2027-05-14",), ()
    )
    assert dump(sqlite_database) == new_day
    with sqlite_database.reading() as session:
        moved, other = meeting(session, "SOM-2"), meeting(session, "SOM-1")
        assert (moved.sequence, moved.changed_at) == (1, LATER)
        assert moved.starts_at == datetime(2027, 5, 14, 7, 30, tzinfo=UTC)
        assert (other.sequence, other.changed_at) == (0, FIRST)


@pytest.mark.parametrize(
    ("old", "new", "sequence"),
    [
        ("start_time = 09:30:00\nend_time = 17:00:00\nplace", None, 1),
        ('place = "Brussels"', 'place = "Geneva"', 1),
        ('place = "Brussels"', 'place = "Brussels"\nzone = "Europe/Zurich"', 1),
        ('place = "Brussels"', 'place = "Brussels"\nremarks = "In the new building"', 0),
    ],
    ids=["hours", "place", "zone", "remarks"],
)
def test_load_raises_the_sequence_where_calendars_must_notice(
    sqlite_database: Database, old: str, new: str | None, sequence: int
) -> None:
    load(sqlite_database, small())
    new = new or "start_time = 10:00:00\nend_time = 17:00:00\nplace"
    load(sqlite_database, small(old, new), LATER)
    with sqlite_database.reading() as session:
        row = meeting(session, "SOM-2")
        assert (row.sequence, row.changed_at) == (sequence, LATER)


def test_load_that_moves_a_meeting_keeps_its_old_date(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    file = small("day = 2027-05-07", "day = 2027-05-14", "day = 2013-05-03", "day = 2013-05-04")
    load(sqlite_database, file, LATER)
    with sqlite_database.reading() as session:
        (change,) = meeting(session, "SOM-2").changes
        assert (change.kind, change.old_day, change.new_day, change.reason, change.officer) == (
            ChangeKind.MOVED,
            date(2027, 5, 7),
            date(2027, 5, 14),
            "loaded from x.toml",
            "ana",
        )
        assert meeting(session, "SOM-1").changes == []


def test_load_that_cancels_a_meeting_says_so_in_its_history(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    load(sqlite_database, small('state = "confirmed"', 'state = "cancelled"'), LATER)
    with sqlite_database.reading() as session:
        row = meeting(session, "SOM-2")
        assert [change.kind for change in row.changes] == [ChangeKind.CANCELLED]
        assert (row.state, row.sequence) == (MeetingState.CANCELLED, 1)


def test_load_of_a_changed_rule_adds_a_version_and_leaves_the_old(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small())
    load(sqlite_database, small("BYDAY=1FR", "BYDAY=2TH"), LATER)
    with sqlite_database.reading() as session:
        series = session.scalars(select(Series)).one()
        assert [(one.ordinal, one.rule, one.made_at, one.reason) for one in series.rules] == [
            (1, "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR", FIRST, "loaded from x.toml"),
            (2, "FREQ=YEARLY;BYMONTH=5;BYDAY=2TH", LATER, "loaded from x.toml"),
        ]


def test_load_refuses_to_take_the_rule_of_a_series_away(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    rule = 'rule = "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR"\nstarts = 2013-05-03T09:30:00\n'
    with pytest.raises(InvalidValue, match="the rule of series SOM '' cannot be used"):
        load(sqlite_database, small(rule, ""), LATER)


def test_load_adds_to_an_agenda_after_what_stands_there(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    with writing(sqlite_database) as session:
        first = meeting(session, "SOM-1")
        party = session.scalars(select(Party).where(Party.code == "EU")).one()
        own = AgendaItem(meeting=first, position=3, title="Our own", reach=Reach.PARTY, party=party)
        session.add(own)
    load(
        sqlite_database, small('{ title = "Climate" }', '{ title = "Climate" }, { title = "New" }')
    )
    with sqlite_database.reading() as session:
        items = session.scalars(select(AgendaItem).order_by(AgendaItem.position))
        assert [(item.position, item.title) for item in items] == [
            (1, "Mobility"),
            (2, "Climate"),
            (3, "Our own"),
            (4, "New"),
        ]
