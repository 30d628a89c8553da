"""Dumps edited and loaded while officers work on: no edit is lost, and nothing asked in vain."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from scheduler.errors import LoadConflict
from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.audit import AuditPayload
from scheduler.model.body import Person
from scheduler.model.delegation import Attendance
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.three_way import Side
from scheduler.store.session import Database
from tests.counts import times
from tests.secretariat.dump_world import World, body, fresh, items, with_meeting
from tests.secretariat.small_partnership import (
    LATER,
    add_meeting,
    edit,
    load,
    marked_dump,
    meeting,
    small,
    writing,
)

TITLES = ("Mobility", "Climate", "Ports", "Returns")
PLACES = ("", "Geneva", "Vienna")
MINUTES = (None, 10, 20)


def test_dump_of_what_was_planned_is_edited_and_loaded(database: Database) -> None:
    load(database, small())
    add_meeting(database, place="Brussels")
    file = with_meeting(marked_dump(database), "X", place="Geneva")
    assert load(database, file, LATER).changes == (
        "changed meeting X: place from 'Brussels' to 'Geneva'",
    )
    assert load(database, file, LATER).changed_nothing


def test_dump_knows_what_officers_edited_before_it(database: Database) -> None:
    load(database, small())
    edit(database, "SOM-2", place="Geneva")
    file = with_meeting(marked_dump(database), "SOM-2", place="Vienna")
    assert load(database, file, LATER).changes == (
        "changed meeting SOM-2: place from 'Geneva' to 'Vienna'",
    )


def test_dump_does_not_overwrite_what_officers_edited_after_it(database: Database) -> None:
    load(database, small())
    add_meeting(database)
    dumped = marked_dump(database)
    edit(database, "X", place="Geneva")
    assert load(database, dumped, LATER).notes == (
        "meeting X: place stays 'Geneva', as edited here",
    )
    file = with_meeting(dumped, "X", place="Vienna", title="Extraordinary")
    with pytest.raises(LoadConflict) as caught:
        load(database, file, LATER)
    assert str(caught.value).startswith(
        "x.toml was not loaded: it does not know what officers changed here meanwhile, "
        "and says otherwise:\n"
        "  meeting X, place: the record has 'Geneva', the file has 'Vienna'\n"
    )
    assert load(database, file, LATER, Side.RECORD).changes == (
        "changed meeting X: title from nothing to 'Extraordinary'",
    )
    assert load(database, file, LATER, Side.FILE).changes == (
        "changed meeting X: place from 'Geneva' to 'Vienna'",
    )


def test_old_dump_does_not_undo_what_a_later_one_brought(database: Database) -> None:
    load(database, small())
    old = marked_dump(database)
    edit(database, "SOM-2", place="Geneva")
    load(database, marked_dump(database), LATER)
    assert load(database, old, LATER).changed_nothing
    assert load(database, small(), LATER).notes == (
        "meeting SOM-2: place stays 'Geneva', as edited here",
    )


def test_old_dump_brings_nothing_back_that_officers_removed(database: Database) -> None:
    load(database, small())
    with writing(database) as session:
        lead = Lead(party=find_partnership(session, "x").parties[0], body=body(session))
        session.add(
            AgendaItem(meeting=meeting(session, "SOM-1"), position=3, title="New", leads=[lead])
        )
    dumped = marked_dump(database)
    with writing(database) as session:
        *_, new = items(session)
        session.delete(new)
    report = load(database, dumped, LATER)
    assert report.changed_nothing
    assert report.notes == (
        "agenda item New of meeting SOM-1 was removed from the record and stays removed",
    )


def test_dump_of_another_record_is_compared_with_what_was_loaded_last(
    sqlite_database: Database, sqlite_template: Path, tmp_path: Path
) -> None:
    other = fresh(sqlite_template, tmp_path)
    for database in (other, sqlite_database):
        load(database, small())
    edit(other, "SOM-2", place="Geneva")
    assert load(sqlite_database, marked_dump(other), LATER).changes == (
        "changed meeting SOM-2: place from 'Brussels' to 'Geneva'",
    )
    other.engine.dispose()


def test_second_copy_of_a_dump_does_not_undo_what_the_first_one_brought(
    database: Database,
) -> None:
    load(database, small())
    first = second = marked_dump(database)
    first = with_meeting(first, "SOM-2", place="Geneva")
    first = with_meeting(first, "SOM-1", agenda=[{"title": "Climate"}])
    load(database, first, LATER)
    with writing(database) as session:
        session.delete(items(session)[0])
    with pytest.raises(LoadConflict) as caught:
        load(database, second, LATER)
    assert "meeting SOM-2, place: the record has 'Geneva'" in str(caught.value)
    assert "agenda item Mobility of meeting SOM-1: the record has nothing" in str(caught.value)
    first = with_meeting(first, "SOM-2", place="Vienna")
    assert load(database, first, LATER).changes == (
        "changed meeting SOM-2: place from 'Geneva' to 'Vienna'",
    )


def test_old_dump_gives_a_new_item_nothing_of_one_withdrawn_since(database: Database) -> None:
    world = World(database)
    world.lead_item(0)
    world.dump()
    world.withdraw_item(0)
    world.add_item("Mobility")
    assert load(database, world.dumps[0], LATER).changed_nothing


NUMBER = st.integers(0, 5)
STEP = st.one_of(
    st.tuples(st.just("dump")),
    st.tuples(st.just("load"), NUMBER),
    st.tuples(st.just("load"), NUMBER),
    st.tuples(
        st.just("edit_file"),
        NUMBER,
        st.sampled_from(PLACES),
        st.sampled_from(TITLES),
        st.sampled_from(MINUTES),
    ),
    st.tuples(st.just("edit_meeting"), st.sampled_from(PLACES)),
    st.tuples(st.just("add_item"), st.sampled_from(TITLES)),
    st.tuples(st.sampled_from(["remove_item", "withdraw_item", "lead_item"]), NUMBER),
    st.tuples(st.just("put_item_under"), NUMBER, NUMBER),
    st.tuples(st.just("rename_item"), NUMBER, st.sampled_from(TITLES)),
    st.tuples(st.just("time_item"), NUMBER, st.sampled_from(MINUTES)),
)


@settings(
    max_examples=times(4, 200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=4, max_size=14))
def test_load_makes_what_the_writer_of_the_file_changed_and_nothing_else(
    steps: list[tuple[Any, ...]], sqlite_template: Path, tmp_path: Path
) -> None:
    world = World(fresh(sqlite_template, tmp_path))
    for name, *arguments in steps:
        getattr(world, name)(*arguments)
    world.check_dumps()
    world.database.engine.dispose()


def test_long_story_on_both_databases(database: Database) -> None:
    world = World(database)
    for name, *arguments in STORY:
        getattr(world, name)(*arguments)
    world.check_dumps()


STORY: list[tuple[Any, ...]] = [
    ("add_item", "Ports"),
    ("lead_item", 2),
    ("dump",),
    ("edit_file", 1, "Vienna", "Returns", 10),
    ("time_item", 0, 20),
    ("rename_item", 1, "Returns"),
    ("remove_item", 2),
    ("dump",),
    ("load", 1),
    ("edit_meeting", "Geneva"),
    ("edit_file", 2, "Vienna", "Ports", 20),
    ("load", 2),
    ("load", 0),
    ("withdraw_item", 0),
    ("load", 1),
    ("dump",),
    ("load", 3),
]


def test_old_dump_asks_where_two_items_of_one_title_can_no_longer_be_told_apart(
    sqlite_database: Database,
) -> None:
    twice = '{ title = "Mobility", minutes_planned = 10 }, { title = "Mobility" }'
    load(sqlite_database, small('{ title = "Mobility" }, { title = "Climate" }', twice))
    dumped = marked_dump(sqlite_database)
    with writing(sqlite_database) as session:
        session.delete(items(session)[0])
    with pytest.raises(LoadConflict, match="Mobility of meeting SOM-1, minutes_planned"):
        load(sqlite_database, dumped, LATER)


def test_old_dump_asks_where_the_trail_was_erased(database: Database) -> None:
    load(database, small())
    dumped = marked_dump(database)
    edit(database, "SOM-2", place="Geneva")
    with writing(database) as session:
        session.execute(delete(AuditPayload))
    with pytest.raises(LoadConflict, match="place: the record has 'Geneva'"):
        load(database, dumped, LATER)


def test_old_dump_brings_no_attendee_back_whom_officers_named_or_removed(
    database: Database,
) -> None:
    head = (
        'attendees = [{ party = "EU", post_title = "Head" }, { party = "IOM", post_title = "Z" }]'
    )
    people = '[[people]]\nkey = "ada"\nparty = "EU"\nname = "Ada"\n[[series]]'
    day = "day = 2013-05-03"
    load(database, small(day, f"{day}\n{head}", "[[series]]", people))
    dumped = marked_dump(database)
    with writing(database) as session:
        named, removed = session.scalars(select(Attendance).order_by(Attendance.id))
        named.person = session.scalars(select(Person)).one()
        session.delete(removed.delegation)
    report = load(database, dumped, LATER)
    assert report.changed_nothing
    assert (
        report.notes
        == (
            "attendee EU Head of meeting SOM-1 was removed from the record and stays removed",
            "attendee IOM Z of meeting SOM-1 was removed from the record and stays removed",
            "attendee EU ada of meeting SOM-1 is no longer in the file and stays in the record",
        )[:2]
    )


def test_old_dump_leaves_a_rule_that_was_changed_since(database: Database) -> None:
    load(database, small())
    dumped = marked_dump(database)
    load(database, small("BYDAY=1FR", "BYDAY=2TH"), LATER)
    assert load(database, dumped, LATER).changed_nothing


def test_old_dump_asks_where_a_window_was_changed_since(sqlite_database: Database) -> None:
    load(sqlite_database, small())
    dumped = marked_dump(sqlite_database)
    load(sqlite_database, small("15 April to 15 June", "1 May to 15 June"), LATER)
    with pytest.raises(LoadConflict, match="series SOM, window: the record has '1 May to 15 June'"):
        load(sqlite_database, dumped, LATER)
