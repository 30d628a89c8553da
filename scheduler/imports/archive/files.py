"""The files of an archive: what lies in its folder, held against its list of hashes.

Nothing is read but plain files inside the folder, none of them through a link.
"""

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from scheduler.errors import InvalidFile, InvalidValue, Problem
from scheduler.files import read_bytes
from scheduler.papers.archive import LARGEST_FILE, SUMS

MOST_PROBLEMS = 50
_LARGEST_LIST = 256_000_000
_DEEPEST = 6
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class ArchiveFiles:
    """Where an archive lies, and the hash of each of its files, by its path."""

    root: Path
    sums: dict[str, str]

    def read(self, path: str, problems: list[Problem]) -> bytes:
        """The bytes of a file; a problem more, and no bytes, where they are not as written."""
        try:
            content = read_bytes(self.root / path, largest=LARGEST_FILE)
        except InvalidValue as error:
            problems.append(problem(path, f"expected {error.expected}"))
            return b""
        if hashlib.sha256(content).hexdigest() != self.sums[path]:
            problems.append(problem(path, f"it was changed: its hash is not the one in {SUMS}"))
            return b""
        return content


def problem(path: str, sentence: str) -> Problem:
    """What is wrong with a file of the archive."""
    return Problem(None, f"{path}: {sentence}")


def files_of(folder: Path) -> tuple[ArchiveFiles, list[Problem]]:
    """The files of an archive that are there and listed, and what else is there or is not.

    Hidden files are let be. Raises InvalidFile for a folder that is no archive.
    """
    try:
        listed = read_bytes(folder / SUMS, largest=_LARGEST_LIST).decode()
    except (InvalidValue, UnicodeDecodeError):
        sentence = f"it is no archive: expected a folder with a file {SUMS}, in UTF-8"
        raise InvalidFile(str(folder), [Problem(None, sentence)]) from None
    sums, problems = _sums(listed)
    found, odd = _walk(folder)
    problems += odd
    problems += [problem(path, f"it is not in {SUMS}") for path in sorted(found - set(sums))]
    problems += [problem(path, "it is not there") for path in sums if path not in found]
    there = {path: digest for path, digest in sums.items() if path in found}
    return ArchiveFiles(folder, there), problems


def changed_files(files: ArchiveFiles) -> list[Problem]:
    """Every file that is not as it was written."""
    problems: list[Problem] = []
    for path in files.sums:
        files.read(path, problems)
    return problems


def refuse(folder: Path, problems: list[Problem]) -> None:
    """Raise InvalidFile with the problems, unless there are none; of very many the first."""
    if not problems:
        return
    shown = problems[:MOST_PROBLEMS]
    if more := len(problems) - len(shown):
        shown.append(Problem(None, f"and {more} more"))
    raise InvalidFile(str(folder), shown)


def _sums(listed: str) -> tuple[dict[str, str], list[Problem]]:
    sums: dict[str, str] = {}
    problems = []
    for number, line in enumerate(listed.split("\n")[:-1], 1):
        found = _LINE.fullmatch(line)
        if not found:
            problems.append(problem(SUMS, f"line {number} is not a hash, two blanks and a path"))
        elif not _is_inside(found[2]):
            problems.append(problem(SUMS, f"line {number} leads out of the archive: {found[2]!r}"))
        elif found[2] in sums:
            problems.append(problem(SUMS, f"line {number} names {found[2]!r} a second time"))
        else:
            sums[found[2]] = found[1]
    return sums, problems


def _is_inside(path: str) -> bool:
    parts = path.split("/")
    return not ({"", ".", ".."} & set(parts) or "\\" in path or ":" in path or "\0" in path)


def _walk(folder: Path) -> tuple[set[str], list[Problem]]:
    """The plain files below a folder, without following any link."""
    found: set[str] = set()
    problems = []
    waiting = [("", str(folder))]
    while waiting:
        path, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                name = path + entry.name
                if entry.name.startswith(".") or name == SUMS:
                    continue
                if entry.is_file(follow_symlinks=False):
                    found.add(name)
                elif not entry.is_dir(follow_symlinks=False):
                    problems.append(problem(name, "it is a link, or no file at all"))
                elif name.count("/") >= _DEEPEST:
                    problems.append(problem(name, "no folder of an archive lies so deep"))
                else:
                    waiting.append((f"{name}/", entry.path))
    return found, problems
