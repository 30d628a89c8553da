"""What the last load of a partnership file left: the common ancestor of the record and the next."""

import tomllib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from scheduler.exports.partnership_toml import write_partnership, write_tables
from scheduler.imports.partnership_file import PartnershipFile, check
from scheduler.model.partnership import LoadedFile, Partnership
from scheduler.secretariat.partnership_changes import Cause
from scheduler.secretariat.partnership_entities import (
    Entities,
    Fields,
    Key,
    entities_of,
    model_of,
    plain_fields,
)
from scheduler.secretariat.partnership_past import record_as_dumped
from scheduler.secretariat.partnership_record import Record

# The tables after those of the file: what of it the record did not take over.
_KEPT = "kept"


def common_ancestor(session: Session, record: Record, file: PartnershipFile) -> Entities:
    """The tables that the file and the record both come from; none where none are known.

    A file is compared with what was loaded last of its kind: of the dump it was made from, or of
    those that nobody dumped. A dump that comes for the first time is compared with the record as it
    was then; the dump of another record with whatever was loaded last.
    """
    loaded = _last_content(session, record.partnership, _bears(file.as_of))
    if file.as_of is None:
        return {} if loaded is None else _read_content(loaded)
    past = record_as_dumped(session, record, file.as_of)
    if loaded is not None:
        return _certain(_read_content(loaded), past or {}, entities_of(file))
    if past is not None:
        return past
    return _read_content(_last_content(session, record.partnership) or "")


def _certain(loaded: Entities, past: Entities, file: Entities) -> Entities:
    """What was loaded, without what the file has as it was dumped though it was loaded otherwise.

    Its writer may have taken that back, or this is a second copy of the dump, which must not undo
    what the first one brought: it is asked.
    """
    base: Entities = {key: {} for key in past if key in file and key not in loaded}
    for key, fields in loaded.items():
        old, new = past.get(key, {}), file.get(key, fields)
        base[key] = {
            name: value
            for name, value in fields.items()
            if name not in old or new[name] == value or new[name] != old[name]
        }
    return base


def remember(
    session: Session, partnership: Partnership, file: PartnershipFile, base: Entities, cause: Cause
) -> None:
    """Keep what the next load compares with, unless it is the same again."""
    kept = list(_differing(entities_of(file), base))
    content = write_partnership(file) + (write_tables({_KEPT: kept}) if kept else "")
    if content != _last_content(session, partnership, _bears(file.as_of)):
        session.add(
            LoadedFile(
                partnership_id=partnership.id,
                name=cause.name,
                loaded_at=cause.now,
                officer=cause.officer,
                content=content,
            )
        )
        session.flush()


def _last_content(
    session: Session, partnership: Partnership, *which: ColumnElement[bool]
) -> str | None:
    """What the last load left, of all or of some files."""
    here = LoadedFile.partnership_id == partnership.id
    loaded = select(LoadedFile.content).where(here, *which)
    return session.scalar(loaded.order_by(LoadedFile.id.desc()).limit(1))


def _bears(mark: str | None) -> ColumnElement[bool]:
    """That the file bears this mark, or none: it stands above all tables."""
    start = 'format = 1\nas_of = "'
    if mark is None:
        return ~LoadedFile.content.contains(start, autoescape=True)
    return LoadedFile.content.contains(f'{start}{mark}"', autoescape=True)


def _read_content(content: str) -> Entities:
    """The tables of a file, as far as they were taken over.

    None where an older version of the program wrote what this one cannot read: then whatever
    differs is a conflict, and nothing is overwritten unasked.
    """
    data = tomllib.loads(content)
    kept = data.pop(_KEPT, [])
    file, _ = check(data)
    return {**entities_of(file), **dict(map(_read, kept))} if file else {}


def _differing(file: Entities, base: Entities) -> Iterator[dict[str, Any]]:
    """The tables whose base is not what the file holds; `without` names fields that have none."""
    for key, fields in base.items():
        if fields != file[key]:
            yield {
                "key": key,
                "without": [name for name in file[key] if name not in fields],
                "values": {name: value for name, value in fields.items() if value is not None},
            }


def _read(kept: dict[str, Any]) -> tuple[Key, Fields]:
    key: Key = tuple((name, tuple(identity)) for name, identity in kept["key"])
    values = {name: _plain(value) for name, value in kept["values"].items()}
    names = [name for name in plain_fields(model_of(key)) if name not in kept["without"]]
    return key, {name: values.get(name) for name in names}


def _plain(value: object) -> object:
    """Lists are tuples in a table; words compare as the enumerations they come from."""
    return tuple(value) if isinstance(value, list) else value
