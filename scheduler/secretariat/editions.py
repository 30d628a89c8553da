"""Editions of packs: numbered by what is in them, and known again by the hash of a file."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import NotAllowed, NotFound
from scheduler.model.edition import PackEdition, PackFile
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reader
from scheduler.papers.edition import (
    Edition,
    HeldPiece,
    PackKind,
    PieceChange,
    changes_between,
)
from scheduler.papers.manifest import digest, manifest
from scheduler.papers.pack import BriefingPack
from scheduler.papers.replacement import PartPages


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file of an edition by its hash; without pages if it is not a PDF."""

    name: str
    sha256: str
    size: int
    pages: tuple[PartPages, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition as lists show it."""

    edition: int
    kind: str
    reader: str
    prepared_on: date
    at: datetime
    officer: str
    pieces: int
    files: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class EditionSheet:
    """An edition with its manifest, what changed since the one before, and its files."""

    edition: int
    kind: str
    reader: str
    prepared_on: date
    at: datetime
    officer: str
    digest: str
    changes: tuple[PieceChange, ...]
    pieces: tuple[HeldPiece, ...]
    files: tuple[MadeFile, ...]


def numbered(session: Session, meeting: Meeting, pack: BriefingPack) -> tuple[BriefingPack, bool]:
    """The pack as the edition it is, and whether that is new.

    With the same pieces as the latest it is that one, of the day that one was prepared on, so that
    it has the same bytes. Else it takes the next number, with what changed.
    """
    editions = _editions(session, meeting, pack.kind, pack.reader)
    held = manifest(pack)
    if editions and editions[-1].digest == digest(held):
        edition = Edition(len(editions), _since(editions[:-1], held))
        return replace(pack, prepared_on=editions[-1].prepared_on, edition=edition), False
    return replace(pack, edition=Edition(len(editions) + 1, _since(editions, held))), True


def keep_edition(
    session: Session,
    meeting: Meeting,
    pack: BriefingPack,
    files: Iterable[MadeFile],
    *,
    now: datetime,
    officer: str,
) -> PackEdition:
    """Keep the edition, if it is new, and the files made of it that are not known yet.

    Raises NotAllowed where somebody else has kept another of that number in the meantime.
    """
    edition, held = pack.edition, manifest(pack)
    if edition is None:
        message = "a pack is numbered before it is kept"
        raise ValueError(message)
    editions = _editions(session, meeting, pack.kind, pack.reader)
    kept = editions[edition.number - 1] if len(editions) >= edition.number else None
    if kept is None:
        kept = _new(meeting, pack, held, now=now, officer=officer)
        session.add(kept)
    if kept.digest != digest(held) or len(editions) > edition.number:
        raise NotAllowed(
            f"keeping edition {edition.number} of the pack of {meeting.name}",
            "somebody else has built another in the meantime",
            "build it again",
        )
    known = {one.sha256 for one in kept.files}
    kept.files += [_file(one) for one in files if one.sha256 not in known]
    session.flush()
    return kept


def list_editions(session: Session, meeting: Meeting) -> list[EditionRow]:
    """Every edition of every pack of a meeting: by kind and reader, the oldest first."""
    return [_row(one) for one in every_edition(session, meeting)]


def find_edition(
    session: Session, meeting: Meeting, kind: PackKind, reader: Reader, number: int | None
) -> PackEdition:
    """The edition of that number, or the latest; NotFound with those there are."""
    editions = _editions(session, meeting, kind, reader)
    what = f"edition of the {kind} pack of {meeting.name} for {reader}"
    if not editions:
        others = [f"{one.kind} for {one.reader}" for one in every_edition(session, meeting)]
        raise NotFound(what, str(number or "latest"), list(dict.fromkeys(others)) or ["none"])
    if number is not None and number > len(editions):
        raise NotFound(what, str(number), [str(one.ordinal) for one in editions])
    return editions[(number or len(editions)) - 1]


def sheet_of(session: Session, edition: PackEdition) -> EditionSheet:
    """The edition with everything that is known of it."""
    held = pieces_of(edition)
    reader = _reader(edition)
    before = _editions(session, edition.meeting, edition.kind, reader)[: edition.ordinal - 1]
    return EditionSheet(
        edition=edition.ordinal,
        kind=str(edition.kind),
        reader=edition.reader,
        prepared_on=edition.prepared_on,
        at=edition.at,
        officer=edition.officer,
        digest=edition.digest,
        changes=_since(before, held),
        pieces=held,
        files=tuple(made_of(one) for one in edition.files),
    )


def edition_of_file(session: Session, sha256: str) -> PackFile | None:
    """The file of an edition that has this hash; of several the first that was made."""
    chosen = (
        select(PackFile)
        .where(PackFile.sha256 == sha256)
        .options(joinedload(PackFile.edition).joinedload(PackEdition.meeting))
        .order_by(PackFile.id)
    )
    return session.scalars(chosen).first()


def pieces_of(edition: PackEdition) -> tuple[HeldPiece, ...]:
    """The manifest of an edition."""
    return tuple(HeldPiece(*piece) for piece in json.loads(edition.pieces))


def pages_of(edition: PackEdition, name: str) -> tuple[PartPages, ...]:
    """Where each part stands in the PDF of that name of an edition, or in another of its PDFs.

    Raises NotAllowed where none was made.
    """
    made = sorted(map(made_of, edition.files), key=lambda file: file.name != name)
    pages = next((file.pages for file in made if file.pages), ())
    if not pages:
        act = f"making the pages that replace those of edition {edition.ordinal}"
        raise NotAllowed(act, "no PDF was made of it", "build the whole pack")
    return pages


def made_of(file: PackFile) -> MadeFile:
    """The file as it was made."""
    pages = tuple(PartPages(*one) for one in json.loads(file.pages))
    return MadeFile(file.name, file.sha256, file.size, pages)


def _since(before: Sequence[PackEdition], held: tuple[HeldPiece, ...]) -> tuple[PieceChange, ...]:
    return changes_between(pieces_of(before[-1]), held) if before else ()


def _new(
    meeting: Meeting,
    pack: BriefingPack,
    held: tuple[HeldPiece, ...],
    *,
    now: datetime,
    officer: str,
) -> PackEdition:
    return PackEdition(
        meeting=meeting,
        kind=pack.kind,
        reader=_word(pack.reader),
        ordinal=pack.edition.number if pack.edition else 1,
        prepared_on=pack.prepared_on,
        at=now,
        officer=officer,
        digest=digest(held),
        pieces=_as_json(held),
    )


def _file(made: MadeFile) -> PackFile:
    return PackFile(name=made.name, sha256=made.sha256, size=made.size, pages=_as_json(made.pages))


def _as_json(values: Iterable[HeldPiece] | Iterable[PartPages]) -> str:
    return json.dumps([list(asdict(one).values()) for one in values], ensure_ascii=False)


def _row(edition: PackEdition) -> EditionRow:
    return EditionRow(
        edition=edition.ordinal,
        kind=str(edition.kind),
        reader=edition.reader,
        prepared_on=edition.prepared_on,
        at=edition.at,
        officer=edition.officer,
        pieces=len(pieces_of(edition)),
        files=tuple(one.name for one in edition.files),
        digest=edition.digest,
    )


def _word(reader: Reader) -> str:
    return reader.party or "public"


def _reader(edition: PackEdition) -> Reader:
    return Reader(None if edition.reader == "public" else edition.reader)


def _editions(
    session: Session, meeting: Meeting, kind: PackKind, reader: Reader
) -> Sequence[PackEdition]:
    wanted = (kind, _word(reader))
    return [one for one in every_edition(session, meeting) if (one.kind, one.reader) == wanted]


def every_edition(session: Session, meeting: Meeting) -> Sequence[PackEdition]:
    """Every edition of every pack of a meeting: by kind and reader, the oldest first."""
    return session.scalars(
        select(PackEdition)
        .where(PackEdition.meeting_id == meeting.id)
        .options(selectinload(PackEdition.files), joinedload(PackEdition.meeting))
        .order_by(PackEdition.kind, PackEdition.reader, PackEdition.ordinal)
    ).all()
