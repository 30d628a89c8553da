"""The bytes of a calendar that a person named: a file, or the `.ics` files of a folder (vdir)."""

from pathlib import Path

from scheduler.errors import InvalidValue
from scheduler.imports.busy.lines import LARGEST

MOST_FILES = 50_000


def calendar_files(path: Path) -> list[tuple[str, bytes]]:
    """Name and content of each file, in the order of names; hidden files are passed over.

    Raises InvalidValue for what cannot be read, holds no calendar, or is larger in all than
    LARGEST.
    """
    try:
        return _read(_listed(path) if path.is_dir() else [path])
    except OSError as error:
        expected = f"a readable file or folder ({error.strerror})"
        raise InvalidValue("the calendar", str(path), expected) from None


def _listed(folder: Path) -> list[Path]:
    found = sorted(
        each
        for each in folder.iterdir()
        if each.suffix.lower() == ".ics" and not each.name.startswith(".") and each.is_file()
    )
    if not found:
        raise InvalidValue("the folder", str(folder), "one with .ics files in it")
    if len(found) > MOST_FILES:
        raise InvalidValue("the folder", str(folder), f"one of at most {MOST_FILES:,} files")
    return found


def _read(paths: list[Path]) -> list[tuple[str, bytes]]:
    read, room = [], LARGEST
    for path in paths:
        with path.open("rb") as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise InvalidValue("the calendar", str(path), f"no more than {LARGEST:,} bytes")
        read.append((path.name, content))
    return read
