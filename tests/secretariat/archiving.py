"""What the tests of archives share: one written, one read, and what is in a folder."""

import hashlib
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scheduler.exports.archive.folder import new_archive
from scheduler.model.audit import AuditPayload
from scheduler.secretariat.archive_exports import Archived, export_archive
from scheduler.secretariat.archive_imports import import_archive
from scheduler.store.engine import for_writing, open_engine
from scheduler.store.revisions import head_revision
from tests.clock import NOW

SUMS = "SHA256SUMS"
PERSON = "people/thompson/person.toml"


@pytest.fixture(scope="module")
def written(staged_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demonstration, in which one entry of the trail is erased."""
    place = tmp_path_factory.mktemp("written")
    engine = open_engine(str(shutil.copyfile(staged_template, place / "record.db")))
    with for_writing(engine).begin() as connection:
        connection.execute(AuditPayload.__table__.delete().where(AuditPayload.position == 7))  # type: ignore[attr-defined]
    export(engine, place / "archive")
    engine.dispose()
    return place


@pytest.fixture
def archive(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written / "archive", tmp_path / "archive")


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


def edit(archive: Path, path: str, old: str, new: str) -> None:
    """Edit a file as somebody does who keeps the list of hashes right."""
    file = archive / path
    text = file.read_bytes().decode()
    assert old in text
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(text.replace(old, new, 1).encode())
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    sums = archive / SUMS
    sums.write_text(sums.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")


def add(archive: Path, path: str, content: bytes) -> None:
    (archive / path).parent.mkdir(parents=True, exist_ok=True)
    (archive / path).write_bytes(content)
    with (archive / SUMS).open("a", encoding="utf-8") as sums:
        sums.write(f"{hashlib.sha256(content).hexdigest()}  {path}\n")


def list_first(archive: Path, lines: str) -> None:
    sums = archive / SUMS
    sums.write_text(lines + sums.read_text(encoding="utf-8"), encoding="utf-8")
