"""The files of the latest editions, as they lie in a folder."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from scheduler.errors import NotAllowed
from scheduler.model.edition import PackEdition, PackFile
from scheduler.model.meeting import Meeting
from scheduler.secretariat.editions import every_edition


class FileState(StrEnum):
    """How a file of the latest edition lies in a folder."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "altered"
    EARLIER = "earlier edition"


@dataclass(frozen=True, slots=True)
class LyingFile:
    """A file of the latest edition of a pack, and how it lies in a folder."""

    name: str
    edition: int
    kind: str
    reader: str
    state: FileState


def names_of_files(session: Session, meeting: Meeting) -> tuple[str, ...]:
    """What the files of the latest editions are called; NotAllowed where none was built."""
    names = dict.fromkeys(file.name for _, file in _latest_files(session, meeting))
    if not names:
        act = f"verifying the packs of {meeting.name}"
        remedy = f"build one: scheduler pack build {meeting.name}"
        raise NotAllowed(act, "none was built", remedy)
    return tuple(names)


def lying_files(session: Session, meeting: Meeting, there: Mapping[str, str]) -> list[LyingFile]:
    """Each file of the latest editions, as it lies in a folder with these names and hashes.

    Where several were made of an edition under one name, any of them is whole.
    """
    latest: dict[str, tuple[PackEdition, set[str]]] = {}
    for edition, file in _latest_files(session, meeting):
        latest.setdefault(file.name, (edition, set()))[1].add(file.sha256)
    earlier = {file.sha256 for edition in every_edition(session, meeting) for file in edition.files}
    return [
        LyingFile(
            name,
            edition.ordinal,
            str(edition.kind),
            edition.reader,
            _state(there.get(name), hashes, earlier),
        )
        for name, (edition, hashes) in latest.items()
    ]


def _state(sha256: str | None, latest: Container[str], earlier: Container[str]) -> FileState:
    if sha256 is None:
        return FileState.MISSING
    if sha256 in latest:
        return FileState.WHOLE
    return FileState.EARLIER if sha256 in earlier else FileState.CHANGED


def _latest_files(session: Session, meeting: Meeting) -> list[tuple[PackEdition, PackFile]]:
    latest = {(one.kind, one.reader): one for one in every_edition(session, meeting)}
    return [(edition, file) for edition in latest.values() for file in edition.files]
