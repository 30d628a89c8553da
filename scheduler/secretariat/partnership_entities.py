"""A partnership file taken apart into its tables, so that three states of it can be compared."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from scheduler.imports.file_faults import FileFault
from scheduler.imports.partnership_file import PartnershipFile
from scheduler.imports.partnership_table import Table
from scheduler.imports.table_links import children_of

# The steps to a table: (("meetings", ("SOM-1",)), ("attendees", ("EU", "swing"))).
Key = tuple[tuple[str, tuple[str, ...]], ...]
Fields = Mapping[str, Any]
Entities = dict[Key, Fields]

_PARTNERSHIP = "partnership"
_LONGEST_NAME = 80


def entities_of(file: PartnershipFile) -> Entities:
    """Every table of a file by its key, in the order of the file; a parent before its children."""
    root = file.partnership
    key = partnership_key(root.code)
    return {key: fields_of(root), **dict(_below(file, ()))}


def partnership_key(code: str) -> Key:
    """The key of the partnership's own table."""
    return ((_PARTNERSHIP, (code,)),)


def fields_of(table: Table) -> Fields:
    """The values of one table, without the tables inside it."""
    return {name: getattr(table, name) for name in plain_fields(type(table))}


def plain_fields(model: type[Table]) -> list[str]:
    """The names of the fields that hold values, not tables."""
    inner = children_of(model)
    return [name for name in model.model_fields if name not in inner]


def model_of(key: Key) -> type[Table]:
    """The model of the table with this key."""
    model: Any = PartnershipFile
    for step, _ in key:
        # The one table that stands in no list.
        is_root = step == _PARTNERSHIP
        model = model.model_fields[step].annotation if is_root else children_of(model)[step]
    found: type[Table] = model
    return found


def child_key(parent: Key, name: str, identity: tuple[str, ...], seen: Counter[Key]) -> Key:
    """The key of one more table of a list; of those that are alike, the second gets a 2."""
    key = (*parent, (name, identity))
    seen[key] += 1
    return key if seen[key] == 1 else (*parent, (name, (*identity, str(seen[key]))))


def described(key: Key) -> str:
    """What a person calls it: "attendee EU swing of meeting SOM-1"."""
    names = []
    for depth, (_, identity) in enumerate(key, start=1):
        noun = model_of(key[:depth]).noun
        name = " ".join([noun, *(part for part in identity if part)])
        names.append(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…")
    return " of ".join(reversed(names))


def fault_of(entities: Entities, fault: FileFault) -> str:
    """The sentence of a fault, with what a person calls the table around the value."""
    steps = fault.path[:-1]
    key: Key = ()
    for name, place in zip(steps[::2], steps[1::2], strict=False):
        inside = [one for one in entities if one[:-1] == key and one[-1][0] == name]
        key = inside[int(place)]
    return f"{described(key)}: {fault.sentence}" if key else fault.sentence


def put_together(entities: Entities) -> dict[str, Any]:
    """The plain tables of a file, as `check` takes them."""
    data: dict[str, Any] = {"format": 1}
    tables: dict[Key, dict[str, Any]] = {(): data}
    for key, fields in entities.items():
        tables[key] = {name: value for name, value in fields.items() if value is not None}
        name = key[-1][0]
        if name == _PARTNERSHIP:
            data[name] = tables[key]
        else:
            tables[key[:-1]].setdefault(name, []).append(tables[key])
    return data


def _below(holder: BaseModel, parent: Key) -> Iterator[tuple[Key, Fields]]:
    seen: Counter[Key] = Counter()
    for name in children_of(type(holder)):
        for table in getattr(holder, name):
            fields = fields_of(table)
            key = child_key(parent, name, table.identity(fields), seen)
            yield key, fields
            yield from _below(table, key)
