"""A record or a folder that may not be written, and a disk that is full: nothing is changed."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.child import ROOT, call_in_child, refused

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="POSIX modes and limits")
CANCEL = ("meeting", "cancel", "next:SOM", "--reason", "late")
TOO_LARGE = "the file would be larger than this process may write"
NOT_TO_DISK = "could not be written to the disk; check the disk and its free space"


def dump(record: Path) -> list[str]:
    with closing(sqlite3.connect(record)) as connection:
        return list(connection.iterdump())


def files_in(folder: Path) -> list[str]:
    """Every file below the folder; a folder that was made for them may stay."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def said_by(words: object) -> str:
    return " ".join(words) if isinstance(words, tuple) else ""


# Root may write anywhere, unless it gives up its capabilities: then modes hold for it too.
AS_ANYBODY = """
import ctypes, os, struct
if os.geteuid() == 0:
    assert ctypes.CDLL(None).capset(struct.pack("Ii", 0x20080522, 0), bytes(24)) == 0
"""


@pytest.fixture
def guarded_folder(staged_record: Path) -> Iterator[Path]:
    """The folder of the record; a test may close both, they are opened again for the cleaning."""
    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("root may write anywhere")
    yield staged_record.parent
    staged_record.parent.chmod(0o700)


@POSIX_ONLY
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "reason"),
    [
        (0o444, 0o777, "is read-only; make the file and its folder writable"),
        (0o444, 0o555, "is read-only; make the file and its folder writable"),
        (0o666, 0o555, "is read-only; make the file and its folder writable"),
        (0o000, 0o777, "cannot be opened; check the path and its permissions"),
    ],
    ids=["file", "file and folder", "folder", "closed file"],
)
def test_a_record_that_may_not_be_written_is_refused(
    guarded_folder: Path, file_mode: int, folder_mode: int, reason: str
) -> None:
    record = guarded_folder / "record.db"
    before = record.read_bytes()
    record.chmod(file_mode)
    guarded_folder.chmod(folder_mode)

    said = call_in_child(CANCEL, folder=guarded_folder, first=AS_ANYBODY)

    assert said == refused(f"the database {record} {reason}")
    record.chmod(0o600)
    assert (record.read_bytes(), files_in(guarded_folder)) == (before, ["record.db"])


@POSIX_ONLY
def test_a_read_only_record_in_a_read_only_folder_can_be_read(guarded_folder: Path) -> None:
    (guarded_folder / "record.db").chmod(0o444)
    guarded_folder.chmod(0o555)

    said = call_in_child(("meeting", "list"), folder=guarded_folder, first=AS_ANYBODY)

    assert (said.code, said.err) == (0, "")


@POSIX_ONLY
@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("feed", "write", "feeds"), "feeds/eu-iom.ics"),
        (("db", "backup", "copies/copy.db"), "copies/copy.db"),
        (("partnership", "dump", "--output", "eu-iom.toml"), "eu-iom.toml"),
    ],
    ids=said_by,
)
def test_a_folder_that_takes_no_files_is_refused(
    guarded_folder: Path, words: tuple[str, ...], target: str
) -> None:
    guarded_folder.chmod(0o555)

    said = call_in_child(words, folder=guarded_folder, first=AS_ANYBODY)

    assert said == refused(
        f"{target} could not be written: access was refused; another program may hold it open, "
        "or it is write-protected; nothing was changed there"
    )
    assert files_in(guarded_folder) == ["record.db"]


@POSIX_ONLY
@pytest.mark.parametrize(
    ("words", "limit", "sentence"),
    [
        (CANCEL, 50_000, f"the database {{folder}}/record.db {NOT_TO_DISK}"),
        (
            ("plan", "--until", "2050-12-31", "--apply"),
            300_000,
            f"the database {{folder}}/record.db {NOT_TO_DISK}",
        ),
        (
            ("partnership", "load", "changed.toml"),
            50_000,
            f"the database {{folder}}/record.db {NOT_TO_DISK}",
        ),
        (
            ("db", "backup", "copy.db"),
            50_000,
            "copy.db could not be written: disk I/O error; nothing was changed there",
        ),
        (
            ("db", "restore", "backup.db", "--yes"),
            50_000,
            "{folder}/record.db could not be written: disk I/O error; nothing was changed there",
        ),
        (
            ("feed", "write", "feeds"),
            3_000,
            f"feeds/eu-iom.ics could not be written: {TOO_LARGE}; nothing was changed there",
        ),
        (
            ("pack", "build", "next:SOM", "--format", "html", "--output", "papers"),
            3_000,
            # Its edition is kept before its files are written.
            f"the database {{folder}}/record.db {NOT_TO_DISK}",
        ),
        (
            ("minutes", "build", "SOM-1", "--format", "html", "--output", "papers"),
            3_000,
            (
                f"papers/som-1-minutes-eu.html could not be written: {TOO_LARGE}; "
                "nothing was changed there"
            ),
        ),
        (
            ("minutes", "build", "SOM-1", "--format", "pdf", "--output", "papers"),
            20_000,
            (
                "the PDF of the minutes of SOM-1 could not be made: typst ended with code 1: "
                "OSError: File too large (os error 27); make room in the folder for temporary files"
            ),
        ),
        (
            ("partnership", "dump", "--output", "dumped.toml"),
            5_000,
            f"dumped.toml could not be written: {TOO_LARGE}; nothing was changed there",
        ),
    ],
    ids=said_by,
)
def test_a_process_that_may_write_no_more_changes_nothing(
    staged_record: Path, words: tuple[str, ...], limit: int, sentence: str
) -> None:
    folder = staged_record.parent
    shutil.copyfile(staged_record, folder / "backup.db")
    shipped = (ROOT / "calendars" / "eu-iom.toml").read_text(encoding="utf-8")
    changed = shipped.replace('remarks = "Founding', 'remarks = "A founding')
    (folder / "changed.toml").write_text(changed, encoding="utf-8")
    before, files = dump(staged_record), files_in(folder)
    # Python would leave the modules that it compiles here cut short, and every later call fail.
    no_bytecode = "import sys; sys.dont_write_bytecode = True; "
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"

    said = call_in_child(words, folder=folder, first=no_bytecode + limited)

    assert said == refused(sentence.format(folder=folder))
    assert (dump(staged_record), files_in(folder)) == (before, files)


ON_A_SMALL_DISK = """
mount -t tmpfs -o size="$2"k small "$1"
cp "$3" "$1/record.db"
cd "$1"
shift 3
"$@"
echo "code $?"
find . -type f | sort
"""


@pytest.mark.parametrize(
    ("words", "room", "sentence"),
    [
        (
            ("plan", "--until", "2060-12-31", "--apply"),
            150,
            (
                "the database {folder}/record.db has no room left on the disk; "
                "free some space, then repeat"
            ),
        ),
        (
            ("feed", "write", "feeds"),
            8,
            (
                "feeds/eu-iom-hou.ics could not be written: the disk is full; "
                "make room and repeat; nothing was changed there"
            ),
        ),
        (
            ("db", "backup", "copy.db"),
            150,
            "copy.db could not be written: database or disk is full; nothing was changed there",
        ),
        (
            ("minutes", "build", "SOM-1", "--format", "pdf"),
            8,
            (
                "som-1-minutes-eu.pdf could not be written: the disk is full; "
                "make room and repeat; nothing was changed there"
            ),
        ),
    ],
    ids=["the database", "feeds", "a backup", "a paper"],
)
def test_a_full_disk_changes_nothing(
    staged_template: Path, tmp_path: Path, words: tuple[str, ...], room: int, sentence: str
) -> None:
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    probe = [*apart, "mount", "-t", "tmpfs", "small", str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("needs a user namespace to mount a small disk in")
    size = staged_template.stat().st_size // 1024 + room
    small_disk = ("sh", "-c", ON_A_SMALL_DISK, "sh", str(tmp_path), str(size), str(staged_template))

    said = call_in_child(words, folder=tmp_path, within=(*apart, *small_disk))

    assert said.err == f"scheduler: {sentence.format(folder=tmp_path)}\n"
    assert said.out == "code 1\n./record.db\n"


A_SECOND_EDITION = """
mount -t tmpfs -o size=64m small "$1"
cp "$2" "$1/record.db"
cd "$1"
shift 2
"$@" pack build next:SOM --format pdf --output papers >&2 &&
"$@" note set next:SOM objectives "Agree on the second edition." >&2 || exit 9
sha256sum papers/* > before
head -c 64m /dev/zero > filler 2>&-
truncate -s -160k filler
"$@" pack build next:SOM --format pdf --output papers
echo "code $?"
rm filler
sha256sum --check before
"$@" pack list next:SOM --json
find papers -type f
"""


@pytest.mark.torture
def test_a_disk_that_is_full_leaves_the_earlier_edition_whole(
    staged_template: Path, tmp_path: Path
) -> None:
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    probe = [*apart, "mount", "-t", "tmpfs", "small", str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("needs a user namespace to mount a small disk in")
    steps = ("sh", "-c", A_SECOND_EDITION, "sh", str(tmp_path), str(staged_template))

    said = call_in_child((), folder=tmp_path, within=(*apart, *steps))

    sentence = "the disk is full; make room and repeat; nothing was changed there"
    *_, failure = said.err.splitlines()
    assert failure == f"scheduler: papers/som-2027-1-pack-eu.pdf could not be written: {sentence}"
    code, whole, *editions, path = said.out.splitlines()
    assert (code, whole) == ("code 1", "papers/som-2027-1-pack-eu.pdf: OK")
    assert [one["edition"] for one in json.loads("".join(editions))] == [1]
    assert path == "papers/som-2027-1-pack-eu.pdf"
