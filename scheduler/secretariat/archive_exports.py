"""The whole record as an archive: readable text that outlives this program.

The same record gives the same bytes, and a small change of it changes few files.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from scheduler.exports.archive.folder import ArchiveFolder
from scheduler.exports.archive.lines import files_of, line_of, opened
from scheduler.exports.archive.names import Names
from scheduler.exports.archive.places import LABELS, ROOTS, STREAMS, layout_of
from scheduler.exports.archive.readme import README, header
from scheduler.exports.archive.rows import RowText, file_row, local_labels, rows_text
from scheduler.exports.archive.toml_text import comment
from scheduler.imports.document_files import SUFFIXES
from scheduler.model.stored_file import StoredFile
from scheduler.papers.archive import DOCUMENTS, HEADER, RECORD, Noun, Tell
from scheduler.store import whole_record as record
from scheduler.store.audit import head_of

_BATCH = 100
_Rows = list[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds: rows by table, and the head of its audit trail."""

    rows: Mapping[str, int]
    audit_position: int
    audit_hash: str


def export_archive(session: Session, folder: ArchiveFolder, *, schema: str, tell: Tell) -> Archived:
    """Write all of the record into the folder. Raises WriteFailed."""
    export = _Export(session, folder, tell)
    for root in ROOTS:
        export.folders_of(root)
    export.tops()
    export.documents_of_none()
    export.trail()
    export.kept()
    folder.put("README.txt", README.encode())
    rows = filled(export.rows)
    folder.put(HEADER, header(schema, rows).encode())
    return Archived(rows, *head_of(session))


def filled(rows: Counter[str]) -> dict[str, int]:
    """The tables that have rows, by their names."""
    return dict(sorted((+rows).items()))


class _Export:
    """One export under way, and how many rows it has written."""

    def __init__(self, session: Session, folder: ArchiveFolder, tell: Tell) -> None:
        self._session, self._folder, self._tell = session, folder, tell
        self._layout = layout_of(record.tables())
        self._writers = {name: RowText(table) for name, table in record.tables().tables.items()}
        self._labels: dict[str, Mapping[object, str]] = {
            name: {
                key: comment(label)
                for key, label in record.labels(session, record.table(name), column)
            }
            for name, column in LABELS.items()
        }
        self.rows: Counter[str] = Counter()

    def folders_of(self, root: str) -> None:
        """Write a folder for each row of that table, with all that belongs to it."""
        table, names, done = record.table(root), Names(), 0
        total = record.count(self._session, table)
        for batch in record.batches(self._session, table, _BATCH):
            owned = self._owned(root, batch[0].id, batch[-1].id)
            files = self._files_of(root, batch[0].id, batch[-1].id)
            for row in batch:
                tables: dict[str, _Rows] = {root: [row], **owned.get(row.id, {})}
                told = row._asdict()
                wanted = " ".join(told[name] for name in ROOTS[root].named_by)
                path = f"{ROOTS[root].folder}/{names.give(wanted, row.id)}"
                self._write_folder(path, tables)
                self._documents(path, files.get(row.id, []))
            done += len(batch)
            if root == "meeting":
                self._tell(done, total, Noun.MEETING)

    def tops(self) -> None:
        """Write the tables that have a file of their own, and the rows whose owner is not said."""
        files: dict[str, dict[str, _Rows]] = {}
        for name, path in self._layout.tops.items():
            place = self._layout.places.get(name)
            rows = record.rows_of(
                self._session, record.table(name), without=place.column if place else ""
            )
            files.setdefault(path, {})[name] = list(rows)
        for path, tables in files.items():
            self._write_file(path, tables, {})

    def documents_of_none(self) -> None:
        """Write the stored files to which no document refers, which there should not be."""
        hashes = record.documents_of_none(self._session)
        self._documents("", [(sha256, sha256[:12]) for sha256 in hashes])

    def trail(self) -> None:
        """Write the audit trail, each entry with its payload unless that was erased."""
        total = record.count(self._session, record.table("audit_entry"))
        self._write_lines("trail/trail", self._entries(), total)

    def kept(self) -> None:
        """Write what the program keeps to be quick."""
        for name, folder in STREAMS.items():
            if name != "audit_entry":
                self._write_lines(f"{folder}/{name}", self._lines_of(record.table(name)))

    def _owned(self, root: str, first: int, last: int) -> dict[int, dict[str, _Rows]]:
        """The rows that belong to each of the roots with these ids, by table."""
        owned: dict[int, dict[str, _Rows]] = {}
        for name, way in self._layout.owned[root].items():
            if way:
                found = record.rows_under(self._session, record.table(name), way, first, last)
                for root_id, row in found:
                    owned.setdefault(root_id, {}).setdefault(name, []).append(row)
        return owned

    def _files_of(self, root: str, first: int, last: int) -> dict[int, list[tuple[str, str]]]:
        files: dict[int, list[tuple[str, str]]] = {}
        if root == "meeting":
            for meeting, *file in record.documents_first_of(self._session, first, last):
                files.setdefault(meeting, []).append((file[0], file[1]))
        return files

    def _write_folder(self, path: str, tables: Mapping[str, _Rows]) -> None:
        files: dict[str, dict[str, _Rows]] = {}
        for name, rows in tables.items():
            files.setdefault(self._layout.places[name].file, {})[name] = rows
        local = local_labels((self._writers[name], rows) for name, rows in tables.items())
        for file, held in files.items():
            self._write_file(f"{path}/{file}", held, local)

    def _write_file(
        self, path: str, tables: Mapping[str, _Rows], local: Mapping[str, Mapping[object, str]]
    ) -> None:
        folder = path.rpartition("/")[0]

        def keep(beside: str, content: bytes) -> None:
            self._folder.put(f"{folder}/{beside}", content)

        written = [(self._writers[name], rows) for name, rows in tables.items()]
        if text := rows_text(written, {**self._labels, **local}, keep):
            self._folder.put(path + RECORD, text.encode())
        self.rows.update({name: len(rows) for name, rows in tables.items()})

    def _documents(self, path: str, files: Sequence[tuple[str, str]]) -> None:
        """Write stored files, given by hash and title, one at a time: each may be large."""
        names, rows = Names(), []
        folder = f"{path}/{DOCUMENTS}".strip("/")
        for sha256, title in files:
            file = self._session.scalars(
                select(StoredFile).where(StoredFile.sha256 == sha256)
            ).one()
            name = names.give(title, sha256[:12], SUFFIXES[file.kind])
            self._folder.put(f"{folder}/{name}", file.content)
            columns = {
                column.key: getattr(file, column.key)
                for column in record.table("stored_file").columns
                if column.key != "content"
            }
            rows.append(file_row("stored_file", columns, f"{DOCUMENTS}/{name}"))
            self._session.expunge(file)
        if rows:
            self._folder.put(f"{path}/{DOCUMENTS}{RECORD}".strip("/"), "\n".join(rows).encode())
            self.rows["stored_file"] += len(rows)

    def _entries(self) -> Iterator[str]:
        entry, payload = record.table("audit_entry"), record.table("audit_payload")
        for said, told in record.stream_with(self._session, entry, payload):
            rows = {entry.name: said}
            if told:
                rows[payload.name] = told | {"content": opened(told["content"])}
            self.rows.update(list(rows))
            yield line_of(rows)

    def _lines_of(self, table: Table) -> Iterator[str]:
        for row in record.stream(self._session, table):
            self.rows[table.name] += 1
            yield line_of({table.name: row._asdict()})

    def _write_lines(self, stem: str, lines: Iterator[str], total: int = 0) -> None:
        written = 0
        for path, text in files_of(stem, lines):
            self._folder.put(path, text.encode())
            written += text.count("\n")
            if total:
                self._tell(written, total, Noun.ENTRY)
