"""A partnership as a TOML file that an officer can read and edit: its format and its reading."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scheduler.errors import InvalidFile, Problem
from scheduler.imports.agenda_tables import AgendaTemplateTable, template_faults
from scheduler.imports.body_tables import (
    BodyTable,
    InstrumentTable,
    PartnershipTable,
    PartyTable,
    PersonTable,
    PostTable,
    SourceTable,
)
from scheduler.imports.file_faults import FileFault, faults_of
from scheduler.imports.meeting_tables import MeetingTable
from scheduler.imports.partnership_values import Mark
from scheduler.imports.series_tables import SeriesTable, contradictions
from scheduler.imports.table_links import Placed, children_of, link_faults, placed
from scheduler.imports.toml_lines import Path, TomlLines

LARGEST = 1_000_000
# The parser's time grows with the square of the parts of a dotted key.
_LONG_KEY = re.compile(r"""(?:\.[ \t]*+(?:[\w-]++|"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')[ \t]*+){60}""")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class PartnershipFile(BaseModel):
    """The whole file. The order inside a list is the order in which things are printed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, title="A partnership of partnership-scheduler"
    )

    format: Literal[1] = Field(description="The version of this format.")
    as_of: Mark | None = Field(
        default=None,
        description="Written by a dump: the state of the record it shows. Leave it as it is.",
    )
    partnership: PartnershipTable
    sources: tuple[SourceTable, ...] = Field(default=(), strict=False)
    instruments: tuple[InstrumentTable, ...] = Field(default=(), strict=False)
    parties: tuple[PartyTable, ...] = Field(strict=False, min_length=1)
    bodies: tuple[BodyTable, ...] = Field(default=(), strict=False)
    people: tuple[PersonTable, ...] = Field(default=(), strict=False)
    posts: tuple[PostTable, ...] = Field(default=(), strict=False)
    series: tuple[SeriesTable, ...] = Field(default=(), strict=False)
    agenda_templates: tuple[AgendaTemplateTable, ...] = Field(default=(), strict=False)
    meetings: tuple[MeetingTable, ...] = Field(default=(), strict=False)


def read_partnership(text: str, name: str) -> PartnershipFile:
    """The partnership that a TOML text describes; `name` is how messages call the file.

    Raises InvalidFile with every problem, by line. What the fields of a table say together is
    judged only where each is right by itself.
    """
    text = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    data, lines = _parse(text, name)
    file, faults = check(data)
    if file is None:
        found = {(lines.line_of(fault.path), fault.sentence) for fault in faults}
        raise InvalidFile(name, [Problem(*one) for one in sorted(found)])
    return file


def check(data: dict[str, Any]) -> tuple[PartnershipFile | None, list[FileFault]]:
    """The partnership that plain tables describe, or None and every fault of them."""
    file, faults = None, [*link_faults(PartnershipFile, data)]
    try:
        file = PartnershipFile.model_validate(data)
    except ValidationError as error:
        found = list(faults_of(error, PartnershipFile))
        faults += [*found, *_hidden_faults(data, found)]
    else:
        faults += contradictions(file.series)
        faults += template_faults(file.agenda_templates)
    return (None if faults else file), faults


def _hidden_faults(data: dict[str, Any], found: list[FileFault]) -> Iterator[FileFault]:
    """What tables say wrongly as a whole, where only a table inside them is wrong by itself."""
    inside: dict[Path, list[Path]] = defaultdict(list)
    for fault in found:
        for depth in range(len(fault.path)):
            inside[fault.path[:depth]].append(fault.path[depth:])
    for table in placed(PartnershipFile, data):
        lists = children_of(table.model)
        wrong = inside[table.path]
        if wrong and all(path[0] in lists and len(path) > 1 for path in wrong):
            broken = {path[:2] for path in wrong}
            sound = {
                name: [row for at, row in enumerate(rows) if (name, at) not in broken]
                for name, rows in table.fields.items()
                if name in lists
            }
            yield from _faults_of_whole(table, {**table.fields, **sound})


def _faults_of_whole(table: Placed, fields: dict[str, Any]) -> Iterator[FileFault]:
    try:
        table.model.model_validate(fields)
    except ValidationError as error:
        for fault in faults_of(error, table.model):
            yield FileFault((*table.path, *fault.path), fault.sentence)


def partnership_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors that complete and check while one types."""
    schema = PartnershipFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _parse(text: str, name: str) -> tuple[dict[str, Any], TomlLines]:
    size = len(text.encode(errors="replace"))
    if size > LARGEST:
        sentence = f"it has {size:,} bytes: expected at most {LARGEST:,}"
        raise InvalidFile(name, [Problem(None, sentence)])
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        sentence = "a key of more than 60 parts: expected the keys that the schema has"
        raise InvalidFile(name, [Problem(line, sentence)])
    try:
        return tomllib.loads(text), TomlLines(text)
    except RecursionError:
        sentence = "it is nested too deeply: expected lists and tables as the schema has them"
        raise InvalidFile(name, [Problem(None, sentence)]) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidFile(name, [_syntax_problem(text, str(error))]) from None
    except ValueError:
        sentence = "it holds a number of thousands of digits: expected one that means something"
        raise InvalidFile(name, [Problem(None, sentence)]) from None


def _syntax_problem(text: str, message: str) -> Problem:
    place = _PLACE.search(message)
    if place is None:
        return Problem(None, f"it is not TOML: {message}")
    line = int(place[1]) if place[1] else text.rstrip().count("\n") + 1
    return Problem(line, f"it is not TOML from here on: {message[: place.start()]}")
