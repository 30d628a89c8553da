"""The record of a partnership, read as the tables of its file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from scheduler.imports.meeting_tables import AttendeeTable, MeetingTable
from scheduler.imports.partnership_table import Table
from scheduler.imports.series_tables import SeriesTable
from scheduler.imports.table_links import references_of
from scheduler.model.agenda import AgendaItem
from scheduler.model.agenda_template import AgendaTemplate
from scheduler.model.base import Base
from scheduler.model.body import Body, Person, Post
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Instrument, Partnership, Party, Source
from scheduler.model.series import Series, month_day
from scheduler.papers.audience import Reach
from scheduler.planning.windows import MonthDay, SeriesWindow
from scheduler.secretariat.back_plans import rules_of
from scheduler.secretariat.partnership_entities import (
    Entities,
    Fields,
    Key,
    child_key,
    model_of,
    partnership_key,
    plain_fields,
)

_LEAP_YEAR = 2000
_NAMED_BY = {"source": "key", "person": "key", "instrument": "key"}


# The rows of each of the file's own lists, and the column that says whose they are.
_LISTS: Mapping[str, tuple[Select[Any], InstrumentedAttribute[int]]] = {
    "sources": (select(Source).order_by(Source.id), Source.partnership_id),
    "instruments": (select(Instrument).order_by(Instrument.id), Instrument.partnership_id),
    "parties": (select(Party).order_by(Party.id), Party.partnership_id),
    "bodies": (
        select(Body).join(Body.party).order_by(Body.id).options(selectinload(Body.names)),
        Party.partnership_id,
    ),
    "people": (select(Person).join(Person.party).order_by(Person.id), Party.partnership_id),
    "posts": (
        select(Post)
        .join(Post.body)
        .join(Body.party)
        .order_by(Post.id)
        .options(selectinload(Post.mandates)),
        Party.partnership_id,
    ),
    "series": (
        select(Series)
        .order_by(Series.id)
        .options(
            selectinload(Series.rules),
            selectinload(Series.spacings),
            selectinload(Series.rotations),
        ),
        Series.partnership_id,
    ),
    "agenda_templates": (
        select(AgendaTemplate)
        .order_by(AgendaTemplate.id)
        .options(selectinload(AgendaTemplate.items)),
        AgendaTemplate.partnership_id,
    ),
    "meetings": (
        select(Meeting).order_by(Meeting.id).options(selectinload(Meeting.chairs)),
        Meeting.partnership_id,
    ),
}


@dataclass
class Record:
    """A partnership's rows and the tables they stand for, by the same keys."""

    partnership: Partnership
    rows: dict[Key, Base] = field(default_factory=dict)
    entities: Entities = field(default_factory=dict)

    def add(self, key: Key, row: Base) -> None:
        """Take in a row and the table it stands for."""
        self.rows[key] = row
        self.entities[key] = table_fields(model_of(key), row)


def read_record(session: Session, partnership: Partnership) -> Record:
    """Everything of a partnership that its file may hold, in the order in which it was recorded."""
    record = Record(partnership)
    record.add(partnership_key(partnership.code), partnership)
    for name, rows in _top(session, partnership).items():
        _add_all(record, (), name, rows)
    for key, row in list(record.rows.items()):
        for name, children in _inside(row).items():
            _add_all(record, key, name, children)
    _add_back_plans(session, record)
    _add_proceedings(session, record)
    return record


def table_fields(model: type[Table], row: Base) -> Fields:
    """The values of the table that a row stands for."""
    own = _OWN.get(model, lambda _: {})(row)
    references = references_of(model)
    fields = {}
    for name in plain_fields(model):
        if name in own:
            fields[name] = own[name]
        else:
            value = getattr(row, name)
            is_reference = name in references and value is not None
            plain = tuple(value) if isinstance(value, list) else value
            fields[name] = code_of(references[name], value) if is_reference else plain
    return fields


def code_of(noun: str, row: Base) -> str:
    """What a file calls a row that it refers to."""
    code: str = getattr(row, _NAMED_BY.get(noun, "code"))
    return code


def _add_all(record: Record, parent: Key, name: str, rows: Iterable[Base]) -> None:
    seen: Counter[Key] = Counter()
    model = model_of((*parent, (name, ())))
    for row in rows:
        identity = model.identity(table_fields(model, row))
        record.add(child_key(parent, name, identity, seen), row)


def _top(session: Session, partnership: Partnership) -> Mapping[str, Sequence[Base]]:
    """The rows of the file's own lists."""
    return {
        name: session.scalars(rows.where(owner == partnership.id)).all()
        for name, (rows, owner) in _LISTS.items()
    }


def _inside(row: Base) -> Mapping[str, Sequence[Base]]:
    """The lists of a row that its relationships hold."""
    match row:
        case Body():
            # Databases do not agree where an unknown day sorts.
            return {"names": sorted(row.names, key=lambda name: name.valid_from or date.min)}
        case Post():
            return {"mandates": row.mandates}
        case Series():
            return {"spacings": row.spacings, "rotations": row.rotations}
        case AgendaTemplate():
            return {"items": row.items}
        case Meeting():
            return {"chairs": row.chairs}
    return {}


def _add_back_plans(session: Session, record: Record) -> None:
    """The milestones of each series; those of its meetings are computed and in no file."""
    series = [(key, row) for key, row in record.rows.items() if isinstance(row, Series)]
    rules = rules_of(session, [row.id for _, row in series])
    for key, row in series:
        _add_all(record, key, "milestones", rules.get(row.id, ()))


def _add_proceedings(session: Session, record: Record) -> None:
    """The delegations and the agendas."""
    here = Meeting.partnership_id == record.partnership.id
    # Held until the end: each member is asked for its delegation.
    delegations = session.scalars(
        select(Delegation)
        .join(Delegation.meeting)
        .where(here)
        .order_by(Delegation.id)
        .options(selectinload(Delegation.members))
    ).all()
    members: dict[int, list[Attendance]] = defaultdict(list)
    for delegation in delegations:
        members[delegation.meeting_id] += delegation.members
    for key, row in list(record.rows.items()):
        if isinstance(row, Meeting):
            _add_all(record, key, "attendees", members[row.id])
    _add_agendas(session, record)


def _add_agendas(session: Session, record: Record) -> None:
    """The items, then what is inside them; a party's own items stay out of any file."""
    items: dict[tuple[int, int | None], list[AgendaItem]] = defaultdict(list)
    for item in session.scalars(
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(
            Meeting.partnership_id == record.partnership.id,
            AgendaItem.reach != Reach.PARTY,
        )
        .order_by(AgendaItem.position, AgendaItem.id)
        .options(selectinload(AgendaItem.leads), selectinload(AgendaItem.speakers))
    ):
        items[item.meeting_id, item.parent_id].append(item)
    for key, row in list(record.rows.items()):
        if isinstance(row, Meeting):
            _add_all(record, key, "agenda", items[row.id, None])
    for key, row in list(record.rows.items()):
        if isinstance(row, AgendaItem):
            _add_all(record, key, "sub_items", items[row.meeting_id, row.id])
    for key, row in list(record.rows.items()):
        if isinstance(row, AgendaItem):
            _add_all(record, key, "leads", row.leads)
            _add_all(record, key, "speakers", row.speakers)


def _of_series(series: Series) -> Fields:
    """The rule that makes slots now, and the window in words."""
    rule = series.current_rule
    return {
        "rule": rule.rule if rule else None,
        "starts": rule.starts if rule else None,
        "window": _window(series.window_start, series.window_end),
    }


def _window(start: str | None, end: str | None) -> str | None:
    if start is None or end is None:
        return None
    first, last = month_day(start, _LEAP_YEAR), month_day(end, _LEAP_YEAR)
    return str(SeriesWindow(MonthDay(first.month, first.day), MonthDay(last.month, last.day)))


def _of_meeting(meeting: Meeting) -> Fields:
    """No zone where it is that of the series."""
    is_own = meeting.series is None or meeting.series.zone != meeting.zone
    return {"zone": meeting.zone if is_own else None}


def _of_attendance(member: Attendance) -> Fields:
    return {"party": member.delegation.party.code}


_OWN: Mapping[type[Table], Any] = {
    SeriesTable: _of_series,
    MeetingTable: _of_meeting,
    AttendeeTable: _of_attendance,
}
