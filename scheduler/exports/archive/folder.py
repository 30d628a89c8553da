"""The folder of an archive: filled under a temporary name, then put in place whole."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scheduler.errors import AlreadyExists, WriteFailed
from scheduler.files import reason_of
from scheduler.papers.archive import HEADER, SUMS


class ArchiveFolder:
    """Takes files by their paths in the archive, and remembers the hash of each."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sums: dict[str, str] = {}
        self._made: set[str] = set()

    def put(self, path: str, content: bytes) -> None:
        """Write one file. Raises WriteFailed."""
        folder = path.rpartition("/")[0]
        target = self._root / path
        try:
            if folder not in self._made:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._made.add(folder)
            with target.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise WriteFailed(str(target), reason_of(error)) from error
        self._sums[path] = hashlib.sha256(content).hexdigest()

    def close(self) -> int:
        """Write the hashes of all files, which `sha256sum --check` reads; how many there are."""
        lines = (f"{digest}  {path}\n" for path, digest in sorted(self._sums.items()))
        (self._root / SUMS).write_bytes("".join(lines).encode())
        return len(self._sums)


@contextmanager
def new_archive(target: Path, *, replace: bool) -> Iterator[ArchiveFolder]:
    """A folder to fill, which takes its name when the block ends well; else nothing is left of it.

    Only its owner may read it. Raises AlreadyExists for a folder that is there, unless an archive
    is to be replaced; WriteFailed.
    """
    _require_free(target, replace=replace)
    staged = target.parent / f".scheduler-{secrets.token_hex(8)}.tmp"
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.mkdir(mode=0o700)
            archive = ArchiveFolder(staged)
            yield archive
            archive.close()
            _flush()
            _put_in_place(staged, target)
        except OSError as error:
            raise WriteFailed(str(target), reason_of(error)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _require_free(target: Path, *, replace: bool) -> None:
    if not (target.exists() or target.is_symlink()):
        return
    is_ours = not target.is_symlink() and all((target / name).is_file() for name in (HEADER, SUMS))
    if not is_ours:
        raise AlreadyExists("folder", str(target), "it is no archive; name a folder not there yet")
    if not replace:
        raise AlreadyExists("archive", str(target), "name another folder, or give --replace")


def _put_in_place(staged: Path, target: Path) -> None:
    old = staged.with_suffix(".old")
    if target.exists():
        target.rename(old)
    try:
        staged.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _flush() -> None:
    """Have the files on the disk before they take their place; one by one it would take minutes."""
    if hasattr(os, "sync"):
        os.sync()
