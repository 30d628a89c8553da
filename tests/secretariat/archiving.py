"""What the tests of archives share: one written, one read, and what is in a folder."""

from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scheduler.exports.archive.folder import new_archive
from scheduler.secretariat.archive_exports import Archived, export_archive
from scheduler.secretariat.archive_imports import import_archive
from scheduler.store.revisions import head_revision
from tests.clock import NOW


def untold(done: int, total: int, noun: str) -> None:
    """Takes what is told, which must make sense."""
    assert 0 < done <= total, noun


def export(engine: Engine, folder: Path) -> Archived:
    with Session(engine) as session, new_archive(folder, replace=True) as archive:
        return export_archive(session, archive, schema=head_revision(), tell=untold)


def take_in(engine: Engine, folder: Path) -> Archived:
    return import_archive(engine, folder, now=NOW, tell=untold)


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of every file, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
