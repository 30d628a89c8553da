"""Files read whole within a size, and written whole or not at all.

A file is written under a temporary name in its own folder, then renamed.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from scheduler.errors import InvalidValue, WriteFailed

LARGEST_TEXT = 1_000_000

_REASONS = {
    errno.EACCES: "access was refused; another program may hold it open, or it is write-protected",
    errno.EPERM: "access was refused; another program may hold it open, or it is write-protected",
    errno.ENOSPC: "the disk is full; make room and repeat",
    errno.EDQUOT: "your share of the disk is used up; make room and repeat",
    errno.EFBIG: "the file would be larger than this process may write",
    errno.EISDIR: "a folder has this name; choose another name",
    errno.EEXIST: "a part of its folder's path is a file; choose another folder",
    errno.ENOTDIR: "a part of its folder's path is a file; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


def read_text(path: Path, *, largest: int = LARGEST_TEXT) -> str:
    """The text of a UTF-8 file that a person named; `largest` is in bytes.

    Raises InvalidValue where it cannot be read, is larger, or is not text.
    """
    content = read_bytes(path, largest=largest)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        expected = f"UTF-8 text (byte {error.start + 1} is not)"
        raise InvalidValue("the file", str(path), expected) from None


def read_bytes(path: Path, *, largest: int) -> bytes:
    """The content of a file that a person named; InvalidValue if it is larger, or not readable."""
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise InvalidValue("the file", str(path), f"a readable file ({error.strerror})") from None
    if len(content) > largest:
        raise InvalidValue("the file", str(path), f"no more than {largest:,} bytes")
    return content


def write_whole(path: Path, content: bytes) -> bool:
    """True if the file was written; False, touching nothing, if it holds these bytes already.

    Missing folders are made. Raises WriteFailed; what stood there before still stands then.
    """
    return bool(write_all({path: content}))


def write_all(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write several files, in order; the paths that were written, without those already so.

    All are on the disk under temporary names before the first is renamed, so that a full disk
    leaves none of them changed.
    """
    changed = {path: content for path, content in files.items() if not _holds(path, content)}
    staged = {path: _temporary_name(path) for path in changed}
    try:
        for path, temporary in staged.items():
            _stage(path, temporary, changed[path])
        for path, temporary in staged.items():
            _rename(temporary, path)
    finally:
        for temporary in staged.values():
            _discard(temporary)
    _sync_folders({path.parent for path in changed})
    return tuple(changed)


def put_in_place(staged: Path, target: Path) -> None:
    """Give a finished file its name, lastingly.

    Raises WriteFailed; what stood there before still stands then.
    """
    try:
        with staged.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise WriteFailed(str(target), reason_of(error)) from error
    _rename(staged, target)
    _sync_folders({target.parent})


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _temporary_name(path: Path) -> Path:
    """A free name beside the file; hidden, so that no client of the folder picks it up."""
    return path.parent / f".scheduler-{secrets.token_hex(8)}.tmp"


def _stage(path: Path, temporary: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)  # a paper that its owner closed to others stays closed
    except OSError as error:
        raise WriteFailed(str(path), reason_of(error)) from error


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise WriteFailed(str(path), reason_of(error)) from error


def _discard(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return  # the folder is gone or closed; the failure that led here is the one to report


def _sync_folders(folders: Iterable[Path]) -> None:
    """Make the renames outlive a power cut, where the platform can open a folder."""
    if os.name == "nt":
        return
    for folder in folders:
        # Some network file systems cannot, nor can who may not list it; the files are synced.
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def reason_of(error: OSError) -> str:
    """Why the system could not do it, and what to do."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
