"""What the last load of a partnership file left: the common ancestor of the record and the next."""

import tomllib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
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

# The tables after those of the file: what of it the record did not take over.
_KEPT = "kept"


def last_loaded(session: Session, partnership: Partnership) -> Entities:
    """The tables of the file that was loaded last, as far as they were taken; none before it.

    None either where an older version of the program wrote what this one cannot read: then whatever
    differs is a conflict, and nothing is overwritten unasked.
    """
    data = tomllib.loads(_last_content(session, partnership) or "")
    kept = data.pop(_KEPT, [])
    file, _ = check(data)
    return {**entities_of(file), **dict(map(_read, kept))} if file else {}


def remember(
    session: Session, partnership: Partnership, file: PartnershipFile, base: Entities, cause: Cause
) -> None:
    """Keep what the next load compares with, unless it is the same again."""
    kept = list(_differing(entities_of(file), base))
    content = write_partnership(file) + (write_tables({_KEPT: kept}) if kept else "")
    if content != _last_content(session, partnership):
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


def _last_content(session: Session, partnership: Partnership) -> str | None:
    loaded = select(LoadedFile.content).where(LoadedFile.partnership_id == partnership.id)
    return session.scalar(loaded.order_by(LoadedFile.id.desc()).limit(1))


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
