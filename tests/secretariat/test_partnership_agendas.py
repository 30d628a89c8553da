"""What a partnership file holds of an agenda: sections, states, sub-items, leads and speakers."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from scheduler.errors import InvalidFile
from scheduler.model.agenda import AgendaItem
from scheduler.model.vocabulary import ItemState
from scheduler.papers.audience import Reach
from scheduler.secretariat.agendas import move_item, remove_item
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.partnership_entities import entities_of
from scheduler.secretariat.partnership_past import record_as_dumped
from scheduler.secretariat.partnership_record import read_record
from scheduler.store.session import Database
from tests.secretariat.dump_world import with_meeting
from tests.secretariat.small_partnership import (
    LATER,
    dump,
    load,
    marked_dump,
    meeting,
    small,
    writing,
)

PLACE = 'place = "Brussels"'
AGENDA = """\
[[meetings.agenda]]
title = "Mobility"
section = "For decision"
kind = "decision"
minutes_planned = 30
reach = "public"
leads = [{ party = "EU", body = "INTPA" }]
speakers = [{ party = "EU", body = "DEVCO" }, { party = "EU", person = "ada" }]
[[meetings.agenda.sub_items]]
title = "Visas"
leads = [{ party = "EU", body = "DEVCO" }]
[[meetings.agenda.sub_items]]
title = "Labour"
state = "dropped"
reach = "public"
speakers = [{ party = "EU", person = "ada" }]
[[meetings.agenda]]
title = "Climate"
state = "postponed"
section = "For information"
"""
PEOPLE = '[[people]]\nkey = "ada"\nparty = "EU"\nname = "Ada"\n[[series]]'
WHOLE = (PLACE, f"{PLACE}\n{AGENDA}", "[[series]]", PEOPLE)


def outline(session: Session, code: str = "SOM-2") -> list[tuple[int, str, str]]:
    return [
        (item.position, item.parent.title if item.parent else "", item.title)
        for item in agenda_of(session, meeting(session, code))
    ]


def test_dump_holds_all_that_a_loaded_agenda_has(database: Database) -> None:
    load(database, small(*WHOLE))
    assert dump(database) == small(*WHOLE)
    assert load(database, marked_dump(database), LATER).changed_nothing
    with database.reading() as session:
        assert outline(session) == [
            (1, "", "Mobility"),
            (2, "Mobility", "Visas"),
            (3, "Mobility", "Labour"),
            (4, "", "Climate"),
        ]
        first, *_ = agenda_of(session, meeting(session, "SOM-2"))
        assert [(one.body or one.person) is not None for one in first.speakers] == [True, True]


def test_new_sub_item_of_a_file_comes_after_the_others_of_its_item(
    sqlite_database: Database,
) -> None:
    load(sqlite_database, small(*WHOLE))
    more = 'state = "postponed"\nsub_items = [{ title = "Floods" }]'
    labour = '[[meetings.agenda.sub_items]]\ntitle = "Labour"'
    third = f'[[meetings.agenda.sub_items]]\ntitle = "Study"\n{labour}'
    agenda = AGENDA.replace('state = "postponed"', more).replace(labour, third)
    report = load(sqlite_database, small(PLACE, f"{PLACE}\n{agenda}", *WHOLE[2:]), LATER)
    assert report.changes == (
        "added sub-item Study of agenda item Mobility of meeting SOM-2",
        "added sub-item Floods of agenda item Climate of meeting SOM-2",
    )
    with sqlite_database.reading() as session:
        assert outline(session) == [
            (1, "", "Mobility"),
            (2, "Mobility", "Visas"),
            (3, "Mobility", "Labour"),
            (4, "Mobility", "Study"),
            (5, "", "Climate"),
            (6, "Climate", "Floods"),
        ]


def test_item_without_a_state_is_discussed_where_the_meeting_was_held(
    sqlite_database: Database,
) -> None:
    agenda = '[{ title = "Mobility" }, { title = "Climate" }]'
    left = '[{ title = "Mobility", sub_items = [{ title = "Visas" }] }, '
    left += '{ title = "Climate", state = "open" }]'
    load(sqlite_database, small(agenda, left))
    assert dump(sqlite_database) == small(agenda, left)
    with sqlite_database.reading() as session:
        states = [item.state for item in agenda_of(session, meeting(session, "SOM-1"))]
    assert states == [ItemState.DISCUSSED, ItemState.DISCUSSED, ItemState.OPEN]


def _regroup(session: Session) -> None:
    _, visas, _, climate = agenda_of(session, meeting(session, "SOM-2"))
    move_item(session, visas, climate)


def _remove(session: Session) -> None:
    _, _, labour, _ = agenda_of(session, meeting(session, "SOM-2"))
    remove_item(session, labour)


def _hide(session: Session) -> None:
    items = agenda_of(session, meeting(session, "SOM-2"))
    for item in items[:3]:
        item.reach, item.party = Reach.PARTY, item.meeting.partnership.parties[0]


@pytest.mark.parametrize("change", [_regroup, _remove, _hide])
def test_old_dump_does_not_undo_what_officers_did_to_sub_items(
    sqlite_database: Database, change: Callable[[Session], Any]
) -> None:
    load(sqlite_database, small(*WHOLE))
    dumped = marked_dump(sqlite_database)
    with writing(sqlite_database) as session:
        change(session)
    changed = dump(sqlite_database)
    with sqlite_database.reading() as session:
        partnership = meeting(session, "SOM-1").partnership
        assert dumped.as_of is not None
        past = record_as_dumped(session, read_record(session, partnership), dumped.as_of)
        assert past is not None
        # A lead and a speaker of an item that moved stand where it stands now.
        known = entities_of(dumped)
        assert {key: known[key] for key in past} == past
    assert changed != dumped.model_copy(update={"as_of": None})
    assert load(sqlite_database, dumped, LATER).changed_nothing
    assert dump(sqlite_database) == changed


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('reach = "public"\nleads', "leads", "sub_items: expected 'joint' ones only"),
        ('kind = "decision"', 'kind = "break"', "sub_items: expected a 'break' to have none"),
        ('{ party = "EU", body = "DEVCO" }, ', '{ party = "EU" }, ', "expected a 'person' or a"),
        ('section = "For information"', 'sub_items = [{ title = "", section = "A" }]', "section"),
        ('"dropped"', '"done"', "state: expected one of 'open', 'discussed'"),
    ],
)
def test_file_with_an_agenda_that_no_meeting_has_is_refused(
    old: str, new: str, sentence: str
) -> None:
    assert AGENDA.count(old) == 1
    with pytest.raises(InvalidFile) as caught:
        small(PLACE, f"{PLACE}\n{AGENDA.replace(old, new)}", *WHOLE[2:])
    assert [one for one in caught.value.problems if sentence in one.message]


def test_load_tells_nothing_before_the_day(sqlite_database: Database) -> None:
    load(sqlite_database, small(*WHOLE))
    file = small(*WHOLE)
    agenda = [one.model_dump(exclude_defaults=True) for one in file.meetings[1].agenda]
    agenda[0]["sub_items"][0]["state"] = "discussed"
    with pytest.raises(InvalidFile) as caught:
        load(sqlite_database, with_meeting(file, "SOM-2", agenda=agenda), LATER)
    (problem,) = caught.value.problems
    assert problem.message == (
        "with what the record holds, sub-item Visas of agenda item Mobility of meeting SOM-2: "
        "state: expected another before the day of the meeting, got 'discussed'"
    )
    with writing(sqlite_database) as session:
        visas: AgendaItem = agenda_of(session, meeting(session, "SOM-2"))[1]
        assert visas.state is ItemState.OPEN
