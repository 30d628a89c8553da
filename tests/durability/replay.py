"""What a disk may hold after a power cut, from the changes that recorder.c saw.

The model: what was synced is there; the creation of a file is there at once; a removal or a rename
is there once its folder is synced, and in the order in which they were made. All else may be gone,
there, or there in part, one 512-byte sector at a time.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePath
from random import Random

SECTOR = 512

_HEAD = struct.Struct("=IIQQQ")

Keeps = Callable[[], bool]


class Fate(StrEnum):
    """What becomes of everything that was not synced."""

    DROPPED = "dropped"
    KEPT = "kept"
    SCATTERED = "scattered"


@dataclass(frozen=True)
class Record:
    """One change: its letter in recorder.c, the file, the place, the bytes or the new name."""

    operation: str
    path: PurePath
    inode: int
    offset: int
    content: bytes


@dataclass
class File:
    """What is on the disk, and what the system still holds back, in order; a cut has no bytes."""

    synced: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        self.synced, self.pending = self.after(lambda: True), []

    def after(self, keeps: Keeps) -> bytes:
        content = bytearray(self.synced)
        for offset, written in self.pending:
            if written is None:
                if keeps():
                    content[:] = content[:offset].ljust(offset, b"\0")
                continue
            for start, sector in _sectors(offset, written):
                if keeps():
                    content.extend(bytes(max(0, start - len(content))))
                    content[start : start + len(sector)] = sector
        return bytes(content)


def _sectors(offset: int, content: bytes) -> Iterator[tuple[int, bytes]]:
    """The content, split where sectors of the disk begin, each piece with its place."""
    start = 0
    while start < len(content):
        end = start + SECTOR - (offset + start) % SECTOR
        yield offset + start, content[start:end]
        start = end


@dataclass
class Disk:
    """A folder that was empty when the recording began."""

    files: dict[int, File] = field(default_factory=dict)
    names: dict[PurePath, int] = field(default_factory=dict)
    synced_names: dict[PurePath, File] = field(default_factory=dict)
    pending_names: list[tuple[PurePath, PurePath | None]] = field(default_factory=list)

    def apply(self, record: Record) -> None:
        match record.operation:
            case "c":
                self._create(record.path, record.inode)
            case "o":
                assert self.names[record.path] == record.inode, f"{record.path} was not recorded"
            case "w":
                self._change(record, record.content)
            case "t":
                self._change(record, None)
            case "s":
                self._sync(record)
            case "u":
                self._rename(record.path, None)
            case "r":
                self._rename(record.path, PurePath(record.content.decode()))

    def after_power_cut(self, fate: Fate, random: Random) -> dict[PurePath, bytes]:
        """The files that are found when the machine starts again."""
        chance = {Fate.DROPPED: 0.0, Fate.SCATTERED: 0.5, Fate.KEPT: 1.0}[fate]

        def keeps() -> bool:
            return random.random() < chance

        found = dict(self.synced_names)
        for old, new in self.pending_names:
            if not keeps():
                break
            _move(found, old, new)
        return {path: file.after(keeps) for path, file in found.items()}

    def _create(self, path: PurePath, inode: int) -> None:
        touching = [i for i, names in enumerate(self.pending_names, 1) if path in names]
        self._settle(max(touching, default=0))
        self.files[inode] = self.synced_names[path] = File()
        self.names[path] = inode

    def _change(self, record: Record, content: bytes | None) -> None:
        if record.inode in self.files:
            self.files[record.inode].pending.append((record.offset, content))
        else:
            assert record.path.name.endswith(" (deleted)"), f"{record.path} was not recorded"

    def _sync(self, record: Record) -> None:
        if record.inode in self.files:
            self.files[record.inode].sync()
        else:  # a folder: in order, so that all before the last of it is there too
            inside = [
                i for i, (old, _) in enumerate(self.pending_names, 1) if old.parent == record.path
            ]
            self._settle(max(inside, default=0))

    def _rename(self, old: PurePath, new: PurePath | None) -> None:
        inode = self.names.pop(old)
        if new is None:
            del self.files[inode]
        else:
            replaced = self.names.get(new)
            if replaced is not None:
                del self.files[replaced]
            self.names[new] = inode
        self.pending_names.append((old, new))

    def _settle(self, count: int) -> None:
        for old, new in self.pending_names[:count]:
            _move(self.synced_names, old, new)
        del self.pending_names[:count]


def _move(names: dict[PurePath, File], old: PurePath, new: PurePath | None) -> None:
    file = names.pop(old)
    if new is not None:
        names[new] = file


def read_log(path: Path) -> Iterator[Record]:
    """The records of a log of recorder.c, in the order in which they happened."""
    log, at = path.read_bytes(), 0
    while at < len(log):
        letter, path_length, inode, offset, length = _HEAD.unpack_from(log, at)
        name_at = at + _HEAD.size
        content_at = name_at + path_length
        at = content_at + length
        name = PurePath(log[name_at:content_at].decode())
        yield Record(chr(letter), name, inode, offset, log[content_at:at])


def cut(records: Sequence[Record], fate: Fate, random: Random) -> dict[PurePath, bytes]:
    """The files found after the records happened and the power went."""
    disk = Disk()
    for record in records:
        disk.apply(record)
    return disk.after_power_cut(fate, random)
