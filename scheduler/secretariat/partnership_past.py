"""The record as it was when a file was dumped from it, read back from the trail.

A dump bears the hash of the newest audit entry. What the entries after it changed is taken back, so
that a file is compared with what its writer had before them.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from scheduler.imports.meeting_tables import MeetingTable
from scheduler.imports.partnership_table import Table
from scheduler.imports.series_tables import SeriesTable
from scheduler.imports.table_links import references_of
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Delegation
from scheduler.model.series import Series
from scheduler.papers.audience import Reach
from scheduler.secretariat.partnership_entities import (
    Entities,
    Fields,
    Key,
    child_key,
    model_of,
    plain_fields,
)
from scheduler.secretariat.partnership_record import Record
from scheduler.store.changes_since import ChangesSince, Place, changes_since, place_of

# The list in which the rows of a table stand, the table around it, and the column that names it.
_INSIDE = {
    "body_name": ("names", "body", "body_id"),
    "mandate": ("mandates", "post", "post_id"),
    "spacing": ("spacings", "series", "series_id"),
    "rotation": ("rotations", "series", "series_id"),
    "milestone_rule": ("milestones", "series", "series_id"),
    "chair": ("chairs", "meeting", "meeting_id"),
    "agenda_item": ("agenda", "meeting", "meeting_id"),
    "attendance": ("attendees", "delegation", "delegation_id"),
    "template_item": ("items", "agenda_template", "template_id"),
    "lead": ("leads", "agenda_item", "item_id"),
    "speaker": ("speakers", "agenda_item", "item_id"),
}
_MAY_REPEAT = {"agenda_item", "attendance"}
# Values that do not stand as they are in the column of their name: where one of these columns
# changed, what they were is not told.
_DERIVED = {
    (SeriesTable, "window"): {"window_start", "window_end"},
    (MeetingTable, "zone"): {"zone"},
}


def record_as_dumped(session: Session, record: Record, mark: str) -> Entities | None:
    """The tables of the record at the mark of a dump; None for a mark that it never had.

    A table lacks the fields whose value of then cannot be told.
    """
    since = changes_since(session, mark)
    return None if since is None else _Past(session, record, since).entities


class _Past:
    """The tables of then, by their keys of then."""

    def __init__(self, session: Session, record: Record, since: ChangesSince) -> None:
        self.entities: Entities = {}
        self._session, self._record, self._since = session, record, since
        self._keys: dict[Place, Key] = {}
        self._seen: Counter[Key] = Counter()
        self._places = {key: place_of(row) for key, row in record.rows.items()}
        self._codes = {
            (model_of(key).noun, place[1]): key[0][1][0]
            for key, place in self._places.items()
            if len(key) == 1
        }
        for key, place in self._places.items():
            self._put_standing(key, place, record.entities[key])
        for place in sorted(since.removed | self._withdrawn(), key=self._from_the_outside):
            self._put_gone(place)
        self._drop_doubtful()

    def _put_standing(self, key: Key, place: Place, now: Fields) -> None:
        """A row that is in the record, unless it is new there."""
        around = self._places.get(key[:-1])
        parent = self._keys.get(around) if around else ()
        if parent is None or place in self._since.added or self._has_moved(place):
            return
        if place in self._since.erased:
            self._keys[place], self.entities[key] = key, {}
            return
        row, before = self._record.rows[key], self._since.before.get(place, {})
        if isinstance(row, Series):
            now = {**now, **self._rule(row)}
        self._put(place, parent, key[-1][0], self._fields(model_of(key), now, before))

    def _rule(self, series: Series) -> Fields:
        """The newest rule of then; the versions before the one of now are kept."""
        old = [rule for rule in series.rules if place_of(rule) not in self._since.added]
        last = old[-1] if old else None
        return {"rule": last and last.rule, "starts": last and last.starts}

    def _put_gone(self, place: Place) -> None:
        """A row that was in the file and that no file holds now."""
        if place[0] not in _INSIDE or place in self._since.erased:
            return
        name, table, column = _INSIDE[place[0]]
        before = self._since.before[place]
        if before.get("parent_id") is not None:
            name, table, column = "sub_items", "agenda_item", "parent_id"
        if table == "delegation":
            before = {**before, **self._delegation(before[column])}
            table, column = "meeting", "meeting_id"
        if (parent := self._keys.get((table, str(before.get(column))))) is not None:
            model = model_of((*parent, (name, ())))
            empty = dict.fromkeys(plain_fields(model))
            self._put(place, parent, name, self._fields(model, empty, before))

    def _delegation(self, key: int) -> Mapping[str, Any]:
        """The columns of a delegation, which may be gone too."""
        place = ("delegation", str(key))
        if place in self._since.removed:
            return self._since.before[place]
        row = self._session.get_one(Delegation, key)
        return {"meeting_id": row.meeting_id, "party_id": row.party_id}

    def _withdrawn(self) -> set[Place]:
        """Agenda items that one party keeps to itself since, or that stood under another item.

        With their leads and speakers. The trail tells only what changed of them; the rest of their
        columns is as now.
        """
        moved = {place for place in self._since.before if self._has_moved(place)}
        known = {*self._places.values(), *self._since.removed, *self._since.added} - moved
        items = [
            self._session.get_one(AgendaItem, int(place[1]))
            for place, before in self._since.before.items()
            if place[0] == "agenda_item"
            and (place in moved or ("reach" in before and place not in known))
        ]
        rows = {place_of(row): row for item in items for row in (item, *item.leads, *item.speakers)}
        found = rows.keys() - known
        for place in found:
            columns = {
                c.key: getattr(rows[place], c.key) for c in inspect(rows[place]).mapper.column_attrs
            }
            self._since.before[place] = {**columns, **self._since.before[place]}
        return found

    def _has_moved(self, place: Place) -> bool:
        """Whether an agenda item that there is stood somewhere else: its key of then is another."""
        is_there = place not in self._since.removed and place not in self._since.added
        return is_there and "parent_id" in self._since.before.get(place, {})

    def _from_the_outside(self, place: Place) -> tuple[str, bool, str]:
        """The order in which an item comes before what is inside it."""
        return place[0], self._since.before[place].get("parent_id") is not None, place[1]

    def _put(self, place: Place, parent: Key, name: str, fields: Fields) -> None:
        model = model_of((*parent, (name, ())))
        was_own = self._since.before.get(place, {}).get("reach") == Reach.PARTY
        if not was_own and set(model.identified_by) <= fields.keys():
            key = child_key(parent, name, model.identity(fields), self._seen)
            self._keys[place], self.entities[key] = key, fields

    def _fields(self, model: type[Table], now: Fields, before: Mapping[str, Any]) -> Fields:
        """The values of now, with what the trail says of those that changed."""
        fields = {}
        for name, value in now.items():
            noun = references_of(model).get(name)
            column = f"{name}_id" if noun else name
            if (model, name) in _DERIVED:
                if _DERIVED[model, name].isdisjoint(before):
                    fields[name] = value
            elif column not in before:
                fields[name] = value
            elif noun:
                fields[name] = self._codes.get((noun, str(before[column])))
            else:
                try:
                    fields[name] = _value_type(model, name).validate_python(before[column])
                except ValidationError:
                    continue
        return fields

    def _drop_doubtful(self) -> None:
        """Drop tables of one name where some of their kind changed: which is which is not told."""
        touched = {noun for noun, _ in (*self._since.before, *self._since.added)}
        doubtful = {key for key, count in self._seen.items() if count > 1}
        if touched.isdisjoint(_MAY_REPEAT):
            return
        for key in list(self.entities):
            steps = [key[:depth] for depth in range(1, len(key) + 1)]
            uncounted = [(*step[:-1], (step[-1][0], step[-1][1][:-1])) for step in steps]
            if not doubtful.isdisjoint((*steps, *uncounted)):
                del self.entities[key]


@cache
def _value_type(model: type[Table], name: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation)
