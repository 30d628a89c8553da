"""An archive made a database again: the same rows, the same audit trail, all of it or nothing."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidFile, Problem, Severity
from scheduler.imports.archive.files import (
    MOST_PROBLEMS,
    ArchiveFiles,
    changed_files,
    files_of,
    refuse,
)
from scheduler.imports.archive.header import Header, header_of
from scheduler.imports.archive.records import Records
from scheduler.papers.archive import HEADER, Noun, Tell
from scheduler.secretariat.archive_exports import Archived, filled
from scheduler.store import revisions, schema
from scheduler.store.audit import head_of
from scheduler.store.filling import Filling, filling, require_empty


def import_archive(engine: Engine, folder: Path, *, now: datetime, tell: Tell) -> Archived:
    """Fill the empty database, which is made where there is none, with the record of an archive.

    One of an older schema is brought to the newest. No entry is added to the audit trail: it stays
    as it was written. Raises InvalidFile with all that is wrong with the archive, and
    AlreadyExists for a database that holds a record; nothing is stored then.
    """
    files, header = _readable(folder)
    head = revisions.head_revision()
    if revisions.current_revision(engine) is None:
        schema.create(engine, now=now)
    revisions.require_current(engine)
    if header.schema == head:
        return _fill(engine, files, header, tell)
    return _fill_older(engine, files, header, now=now, tell=tell)


def verify_archive(folder: Path) -> tuple[int, list[Finding]]:
    """How many files an archive has, and every one that is not as it was written.

    Raises InvalidFile for a folder that is no archive.
    """
    files, problems = files_of(folder)
    problems += changed_files(files)
    return len(files.sums), [Finding(Severity.ERROR, str(one)) for one in problems]


def _readable(folder: Path) -> tuple[ArchiveFiles, Header]:
    files, problems = files_of(folder)
    header, faults = header_of(files, revisions.known_revisions())
    refuse(folder, [*problems, *faults])
    return files, header


def _fill_older(
    engine: Engine, files: ArchiveFiles, header: Header, *, now: datetime, tell: Tell
) -> Archived:
    require_empty(engine)
    schema.downgrade(engine, header.schema)
    try:
        archived = _fill(engine, files, header, tell)
    finally:
        copy = schema.upgrade(engine, now=now)
        if copy:
            copy.unlink()  # of what the archive holds already
    return archived


def _fill(engine: Engine, files: ArchiveFiles, header: Header, tell: Tell) -> Archived:
    try:
        with filling(engine) as into:
            rows = _take_in(into, files, header, tell)
    except (IntegrityError, DataError) as error:
        reason = str(error.orig).strip().partition("\n")[0]
        problem = Problem(None, f"the database refuses a row of it ({reason})")
        raise InvalidFile(str(files.root), [problem]) from error
    with Session(engine) as session:
        return Archived(filled(rows), *head_of(session))


def _take_in(into: Filling, files: ArchiveFiles, header: Header, tell: Tell) -> Counter[str]:
    problems: list[Problem] = []
    records, rows = Records(files, into.tables, problems), Counter[str]()
    for done, path in enumerate(records.paths, 1):
        for table, row in records.rows(path):
            rows[table] += 1
            if not problems:
                into.add(table, row)
        tell(done, len(records.paths), Noun.FILE)
        if len(problems) > MOST_PROBLEMS:
            break
    else:
        # What is amiss already leaves rows and texts out, which would be told twice.
        problems += [] if problems else [*records.leftover(), *_miscounted(header, rows)]
    refuse(files.root, problems)
    refuse(files.root, [Problem(None, sentence) for sentence in into.close()])
    return rows


def _miscounted(header: Header, rows: Counter[str]) -> list[Problem]:
    return [
        Problem(None, f"{HEADER}: it says {told} rows of {name}, there are {rows[name]}")
        for name, told in sorted((dict.fromkeys(rows, 0) | header.rows).items())
        if told != rows[name]
    ]
