"""A record that officers edit while others edit and load dumps of it, and what a load must do."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import LoadConflict
from scheduler.imports.partnership_file import PartnershipFile, check
from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.body import Body
from scheduler.papers.audience import Reach
from scheduler.secretariat.naming import find_partnership
from scheduler.secretariat.partnership_entities import Entities, entities_of
from scheduler.secretariat.partnership_past import record_as_dumped
from scheduler.secretariat.partnership_record import read_record
from scheduler.store.session import Database, open_database
from tests.secretariat.small_partnership import (
    LATER,
    dump,
    edit,
    load,
    marked_dump,
    meeting,
    small,
    writing,
)


class World:
    """A record, the files dumped from it, and for each what its writer knew."""

    def __init__(self, database: Database) -> None:
        self.database = database
        load(database, small())
        self.files = [small()]
        self.known = [entities_of(small())]
        self.dumps: list[PartnershipFile] = []

    def dump(self) -> None:
        """Another file, for a writer of its own.

        Not a second copy of one dump: of a value that both writers edit, the load of the second
        cannot be told from the first one's next edit. What only one of them edits has a test of its
        own.
        """
        dumped = marked_dump(self.database)
        if dumped not in self.dumps:
            self.dumps.append(dumped)
            self.files.append(dumped)
            self.known.append(entities_of(dumped))

    def edit_meeting(self, place: str) -> None:
        edit(self.database, "SOM-2", place=place)

    def add_item(self, title: str) -> None:
        with writing(self.database) as session:
            if title not in {item.title for item in items(session)}:
                first = meeting(session, "SOM-1")
                session.add(AgendaItem(meeting=first, position=9, title=title))

    def change_item(self, place: int, change: Callable[[Session, AgendaItem], None]) -> None:
        with writing(self.database) as session:
            if found := items(session):
                change(session, found[place % len(found)])

    def remove_item(self, place: int) -> None:
        def change(session: Session, item: AgendaItem) -> None:
            for one in (*inside(session, item), item):
                session.delete(one)
                session.flush()

        self.change_item(place, change)

    def withdraw_item(self, place: int) -> None:
        def change(session: Session, item: AgendaItem) -> None:
            party = item.meeting.partnership.parties[0]
            for one in (item, *inside(session, item)):
                one.reach, one.party = Reach.PARTY, party

        self.change_item(place, change)

    def rename_item(self, place: int, title: str) -> None:
        def change(session: Session, item: AgendaItem) -> None:
            if title not in {one.title for one in items(session)}:
                item.title = title

        self.change_item(place, change)

    def put_item_under(self, place: int, other: int) -> None:
        """Make an item a sub-item of another, or a sub-item an item."""

        def change(session: Session, item: AgendaItem) -> None:
            parent = items(session)[other % len(items(session))]
            is_level = item.parent is parent.parent is None and not inside(session, item)
            item.parent = parent if is_level and parent is not item else None

        self.change_item(place, change)

    def time_item(self, place: int, minutes: int | None) -> None:
        def change(_: Session, item: AgendaItem) -> None:
            item.minutes_planned = minutes

        self.change_item(place, change)

    def lead_item(self, place: int) -> None:
        def change(session: Session, item: AgendaItem) -> None:
            item.leads = (
                []
                if item.leads
                else [Lead(party=item.meeting.partnership.parties[0], body=body(session))]
            )

        self.change_item(place, change)

    def edit_file(self, which: int, place: str, title: str, minutes: int | None) -> None:
        """Another place, and an item more, with other minutes, or one less."""
        which %= len(self.files)
        file = with_meeting(self.files[which], "SOM-2", place=place)
        (first,) = (one for one in file.meetings if one.code == "SOM-1")
        agenda = [one.model_dump(exclude_defaults=True) for one in first.agenda]
        kept = [one for one in agenda if one["title"] != title]
        if minutes:
            kept.append({"title": title, "minutes_planned": minutes})
        self.files[which] = with_meeting(file, "SOM-1", agenda=kept)

    def load(self, which: int) -> None:
        """Load a file; whatever it changes its writer knew, and what it refuses they did not."""
        which %= len(self.files)
        file, base = entities_of(self.files[which]), self.known[which]
        before = entities_of(dump(self.database))
        made_from = [one for one in self.dumps if one.as_of == self.files[which].as_of]
        dumped = entities_of(made_from[0]) if made_from else {}
        expected = clashes(base, before, file) or takes_back(dumped, base, before, file)
        try:
            load(self.database, self.files[which], LATER)
        except LoadConflict:
            assert expected
            assert entities_of(dump(self.database)) == before
            return
        assert not expected
        after = entities_of(dump(self.database))
        assert after == brought(base, before, file)
        self.known[which] = file

    def check_dumps(self) -> None:
        """Every dump can be told from the trail."""
        with self.database.reading() as session:
            record = read_record(session, find_partnership(session, "x"))
            for one in self.dumps:
                assert one.as_of is not None
                assert record_as_dumped(session, record, one.as_of) == entities_of(one)


def clashes(base: Entities, record: Entities, file: Entities) -> bool:
    """Whether both sides changed one value, or the file changed what officers removed."""
    for key, fields in file.items():
        if key in record:
            old = base.get(key, {})
            for name, new in fields.items():
                if record[key][name] != new and old.get(name, ...) not in (record[key][name], new):
                    return True
        elif key in base and base[key] != fields and (not key[:-1] or key[:-1] in record):
            return True
    return False


def takes_back(dumped: Entities, base: Entities, record: Entities, file: Entities) -> bool:
    """Whether a dump again says what it did at first where it was loaded otherwise meanwhile.

    An untouched second copy of it would say the same, so that is asked.
    """
    for key in dumped.keys() & file.keys():
        if key not in record:
            if key not in base and key[:-1] in {(), *record}:
                return True
        elif any(
            file[key][name] == old != base.get(key, {}).get(name, old) and record[key][name] != old
            for name, old in dumped[key].items()
        ):
            return True
    return False


def brought(base: Entities, record: Entities, file: Entities) -> Entities:
    """The record as it must be after a load without a clash."""
    after = dict(record)
    for key, fields in file.items():
        if key in record:
            old = base.get(key, {})
            edits = {name: new for name, new in fields.items() if old.get(name) != new}
            after[key] = {**record[key], **edits}
        elif key not in base and (not key[:-1] or key[:-1] in after):
            after[key] = fields
    return after


def with_meeting(file: PartnershipFile, code: str, **values: Any) -> PartnershipFile:  # noqa: ANN401 -- any field
    """The file with other values of a meeting."""
    data = file.model_dump(exclude_defaults=True)
    (table,) = (one for one in data["meetings"] if one["code"] == code)
    table.update(values)
    made, faults = check(data)
    assert made is not None, faults
    return made


def items(session: Session) -> list[AgendaItem]:
    """The items of the first meeting that a file may hold."""
    here = AgendaItem.meeting_id == meeting(session, "SOM-1").id
    open_to_both = AgendaItem.reach != Reach.PARTY
    return list(
        session.scalars(select(AgendaItem).where(here, open_to_both).order_by(AgendaItem.position))
    )


def inside(session: Session, item: AgendaItem) -> list[AgendaItem]:
    """The sub-items of an item that a file may hold."""
    return [one for one in items(session) if one.parent is item]


def body(session: Session) -> Body:
    return session.scalars(select(Body).where(Body.code == "INTPA")).one()


def fresh(template: Path, folder: Path) -> Database:
    path = folder / "fresh.db"
    shutil.copyfile(template, path)
    return open_database(str(path))
