"""What must hold between the tables of a partnership file: references, and nothing twice.

Works on plain data, before or beside the validation of each table, so that one wrong table hides
no fault of another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, get_args

from pydantic import BaseModel

from scheduler.imports.file_faults import FileFault
from scheduler.imports.partnership_table import Table
from scheduler.imports.toml_lines import Path

Fields = Mapping[str, Any]
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Placed:
    """A table of a file as plain data, with its model and its path."""

    model: type[Table]
    fields: Fields
    path: Path

    @property
    def code(self) -> str:
        """What others refer to it by."""
        return self.model.identity(self.fields)[0]


def link_faults(model: type[BaseModel], data: Fields) -> Iterator[FileFault]:
    """Unknown references, repeated tables and numbers, things of the wrong party, and circles."""
    tables = list(placed(model, data))
    known: dict[str, dict[str, Placed]] = defaultdict(dict)
    for table in tables:
        known[table.model.noun].setdefault(table.code, table)
    yield from _repeated(tables)
    for table in tables:
        yield from _unknown(table, known)
        yield from _of_other_party(table, known)
    yield from _unknown_posts(tables)
    yield from _repeated_numbers(tables)
    yield from _repeated_slots(tables)
    yield from _circles(known["body"], ("parent", "successor"))
    yield from _circles(known["meeting"], ("parent",))


def children_of(model: type[BaseModel]) -> dict[str, type[Table]]:
    """The lists of tables that a model holds, by field."""
    found = {}
    for name, field in model.model_fields.items():
        for argument in get_args(field.annotation):
            if isinstance(argument, type) and issubclass(argument, Table):
                found[name] = argument
    return found


def references_of(model: type[BaseModel]) -> dict[str, str]:
    """The noun that each referring field of a model refers to, by field."""
    extras = {name: field.json_schema_extra for name, field in model.model_fields.items()}
    return {
        name: str(extra["x-refers-to"])
        for name, extra in extras.items()
        if isinstance(extra, dict) and "x-refers-to" in extra
    }


def placed(model: type[BaseModel], data: Fields, path: Path = ()) -> Iterator[Placed]:
    """Every table of a file that stands in a list, each before those inside it."""
    for name, child in children_of(model).items():
        rows = data.get(name)
        for index, fields in enumerate(rows if isinstance(rows, list | tuple) else ()):
            if isinstance(fields, dict):
                here = (*path, name, index)
                yield Placed(child, fields, here)
                yield from placed(child, fields, here)


def _repeated(tables: list[Placed]) -> Iterator[FileFault]:
    seen = set()
    for table in tables:
        identity = table.model.identity(table.fields)
        if table.model.may_repeat(table.fields) or not any(identity):
            continue
        key = (table.path[:-1], identity)
        if key in seen:
            named = ", ".join(part for part in identity if part)
            yield FileFault(table.path, f"the {table.model.noun} {named} stands here a second time")
        seen.add(key)


def _unknown(table: Placed, known: Mapping[str, Mapping[str, Placed]]) -> Iterator[FileFault]:
    for name, noun in references_of(table.model).items():
        code = table.fields.get(name)
        if isinstance(code, str) and code not in known[noun]:
            sentence = f"{name}: there is no {noun} {code!r}{_listed(known[noun])}"
            yield FileFault((*table.path, name), sentence)


def _unknown_posts(tables: list[Placed]) -> Iterator[FileFault]:
    """Posts of a series' delegation that stand nowhere in the file."""
    known = {
        f"{table.fields.get('body')}/{table.fields.get('title')}": table
        for table in tables
        if table.model.noun == "post"
    }
    for table in tables:
        for name in ("delegation", "alternates") if table.model.noun == "series" else ():
            posts = table.fields.get(name)
            for post in posts if isinstance(posts, list | tuple) else ():
                if isinstance(post, str) and "/" in post and post not in known:
                    sentence = f"{name}: there is no post {post!r}{_listed(known)}"
                    yield FileFault((*table.path, name), sentence)


def _listed(known: Mapping[str, Placed]) -> str:
    """The codes that there are, or the first of very many."""
    if not known:
        return ""
    more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    return f"; there are: {', '.join(islice(known, _MOST_SHOWN))}{more}"


def _of_other_party(
    table: Placed, known: Mapping[str, Mapping[str, Placed]]
) -> Iterator[FileFault]:
    """A chair, attendee or lead whose body or person is not of the party it stands for."""
    party = table.fields.get("party")
    for noun in ("body", "person"):
        code = table.fields.get(noun)
        named = known[noun].get(code) if isinstance(code, str) else None
        theirs = named.fields.get("party") if named else None
        if isinstance(party, str) and isinstance(theirs, str) and party != theirs:
            yield FileFault((*table.path, noun), f"{noun}: {code} is of {theirs}, not of {party}")


def _repeated_numbers(tables: list[Placed]) -> Iterator[FileFault]:
    """Two certain meetings of one series that bear the same number."""
    numbered = [
        table
        for table in tables
        if table.model.noun == "meeting"
        and isinstance(table.fields.get("number"), int)
        and table.fields.get("number_certainty", "certain") == "certain"
    ]
    yield from _more_than_once(numbered, "number")


def _repeated_slots(tables: list[Placed]) -> Iterator[FileFault]:
    """Two meetings made from the same slot of one series."""
    slotted = [table for table in tables if table.fields.get("slot") is not None]
    yield from _more_than_once(slotted, "slot")


def _more_than_once(meetings: list[Placed], field: str) -> Iterator[FileFault]:
    first: dict[tuple[str, str], str] = {}
    for meeting in meetings:
        key = str(meeting.fields.get("series")), str(meeting.fields[field])
        holder = first.setdefault(key, meeting.code)
        if holder != meeting.code:
            sentence = f"{field}: {key[1]} of {key[0]} is {holder} already"
            yield FileFault((*meeting.path, field), sentence)


def _circles(tables: Mapping[str, Placed], names: tuple[str, ...]) -> Iterator[FileFault]:
    """References that lead back to where they began."""
    ahead = {
        code: [(name, table.fields[name]) for name in names if table.fields.get(name) in tables]
        for code, table in tables.items()
    }
    for code, steps in ahead.items():
        for name, target in steps:
            if code in _reached(target, ahead):
                sentence = f"{name}: {code} leads back to itself by way of {target}"
                yield FileFault((*tables[code].path, name), sentence)


def _reached(code: str, ahead: Mapping[str, list[tuple[str, str]]]) -> set[str]:
    """The code and every one that its references lead to."""
    reached, left = set(), [code]
    while left:
        here = left.pop()
        if here not in reached:
            reached.add(here)
            left += [target for _, target in ahead[here]]
    return reached
