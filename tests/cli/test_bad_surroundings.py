"""What goes wrong around a call: its environment, its streams, the disk and other programs."""

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.child import call_in_child, refused
from tests.cli.conftest import Call, Said

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="POSIX users, modes and limits")
IN_USE = "is in use by another program; try again in a moment"
CANCEL = ("meeting", "cancel", "next:SOM", "--reason", "late")


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    "instant",
    ["noon", "2026-11-24", "2026-11-24T09:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T00:00Z"],
)
def test_a_clock_that_cannot_be_meant_is_refused(
    call: Call, staged_record: Path, monkeypatch: pytest.MonkeyPatch, instant: str
) -> None:
    before = staged_record.read_bytes()
    monkeypatch.setenv("SCHEDULER_NOW", instant)

    assert call("plan", "--apply") == refused(
        f"SCHEDULER_NOW {instant!r} cannot be used: "
        "expected an instant with its zone, such as 2026-11-24T09:00:00+00:00",
        2,
    )
    assert staged_record.read_bytes() == before


@pytest.mark.parametrize("name", [" ", "\t\n", "a" * 201, "\udcff"])
def test_an_officer_without_a_name_is_refused(
    call: Call, staged_record: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = staged_record.read_bytes()
    monkeypatch.setenv("SCHEDULER_OFFICER", name)

    assert call(*CANCEL) == refused(
        f"the officer {name[:200]!r} cannot be used: "
        "expected a name of 1 to 200 characters in --officer or SCHEDULER_OFFICER",
        2,
    )
    assert staged_record.read_bytes() == before


@POSIX_ONLY
def test_an_argument_that_is_no_text_is_refused(staged_record: Path) -> None:
    before = staged_record.read_bytes()
    words = ("meeting", "cancel", "next:SOM", "--reason", b"caf\xe9")

    assert call_in_child(words, folder=staged_record.parent) == refused(
        r"the argument 'caf\udce9' cannot be used: expected text in UTF-8", 2
    )
    assert staged_record.read_bytes() == before


@POSIX_ONLY
def test_a_text_from_a_closed_stdin_is_refused(staged_record: Path) -> None:
    words = ("note", "set", "next:SOM", "scene-setter", "-")
    closed = "import sys; sys.stdin = None"  # what Python does where descriptor 0 is closed

    assert call_in_child(words, folder=staged_record.parent, first=closed) == refused(
        "the text '-' cannot be used: expected a text on stdin, which is closed", 2
    )


@POSIX_ONLY
def test_a_closed_stdout_stops_no_change(staged_record: Path) -> None:
    closed = "import sys; sys.stdout = None"  # what Python does where descriptor 1 is closed

    said = call_in_child(("meeting", "list"), folder=staged_record.parent, first=closed)

    assert said == Said(0, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_result_that_cannot_be_printed_is_not_confirmed(staged_record: Path) -> None:
    with Path("/dev/full").open("w") as full:
        said = call_in_child(CANCEL, folder=staged_record.parent, stdout=full.fileno())

    assert said == refused(
        "the result could not be read or written (No space left on device); "
        "a change may be saved all the same: look at the record before you repeat it"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_rule_that_cannot_be_printed_changed_no_record(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        asked = ("--json", "rule", "check", "FREQ=DAILY")
        said = call_in_child(asked, folder=tmp_path, stdout=full.fileno())

    message = "the result could not be read or written (No space left on device)"
    assert (said.code, said.out, json.loads(said.err)["message"]) == (1, "", message)


def test_init_without_anybody_to_ask_says_what_to_give(tmp_path: Path) -> None:
    said = call_in_child(("init",), folder=tmp_path)

    assert (said.code, said.out, said.err.splitlines()[-1].partition("]: ")[2]) == (
        2,
        "",
        (
            "scheduler: nobody said whose secretariat this is; give it with --home EU; "
            "see: scheduler init --help"
        ),
    )
    assert names_in(tmp_path) == []


@pytest.fixture
def held_record(staged_record: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The record while another program holds the lock that the test names."""
    with closing(sqlite3.connect(staged_record, isolation_level=None)) as other:
        other.execute(f"BEGIN {request.param}")
        yield staged_record


@pytest.mark.parametrize("held_record", ["IMMEDIATE"], indirect=True)
@pytest.mark.parametrize(
    "words",
    [CANCEL, ("plan", "--until", "2030-12-31", "--apply"), ("db", "restore", "copy.db", "--yes")],
    ids=" ".join,
)
def test_a_record_that_another_program_writes_to_is_in_use(
    held_record: Path, call: Call, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(held_record.parent)
    shutil.copyfile(held_record, "copy.db")
    before = held_record.read_bytes()

    said = call("--database", f"sqlite:///{held_record}?timeout=0", *words)

    assert said == refused(f"the database {held_record} {IN_USE}")
    assert held_record.read_bytes() == before
    assert names_in(held_record.parent) == ["copy.db", "record.db"]


@pytest.mark.parametrize("held_record", ["IMMEDIATE"], indirect=True)
def test_a_record_that_another_program_writes_to_can_be_read(held_record: Path, call: Call) -> None:
    assert call("--database", f"sqlite:///{held_record}?timeout=0", "meeting", "list").code == 0


@pytest.mark.parametrize("held_record", ["EXCLUSIVE"], indirect=True)
def test_a_record_that_another_program_keeps_to_itself_is_in_use(
    held_record: Path, call: Call
) -> None:
    said = call("--database", f"sqlite:///{held_record}?timeout=0", "meeting", "list")

    assert said == refused(f"the database {held_record} {IN_USE}")


@pytest.mark.parametrize("content", [b"No database.", b"SQLite format 3\0" + b"\1" * 9000, b""])
def test_a_backup_for_a_damaged_record_is_shown_and_put_back(
    staged_record: Path, call: Call, content: bytes
) -> None:
    backup = staged_record.with_name("backup.db")
    shutil.copyfile(staged_record, backup)
    staged_record.write_bytes(content)

    preview = call("db", "restore", str(backup))
    assert (preview.code, preview.err) == (0, "")
    assert staged_record.read_bytes() == content
    assert call("db", "restore", str(backup), "--yes").code == 0

    assert call("db", "check").code == 0


def test_a_trail_without_its_head_is_found_and_written_to_no_more(
    staged_record: Path, call: Call
) -> None:
    with closing(sqlite3.connect(staged_record)) as other, other:
        other.execute("DELETE FROM audit_head")
    before = staged_record.read_bytes()

    checked = call("db", "check")
    assert (checked.code, checked.err) == (
        3,
        "error: audit entry 301: the newest entries are missing\n",
    )
    assert call(*CANCEL) == refused(
        f"the database {staged_record} has lost the head of its audit trail; "
        "restore a backup: scheduler db restore FILE"
    )
    assert staged_record.read_bytes() == before


def test_a_changed_trail_is_found(staged_record: Path, call: Call) -> None:
    with closing(sqlite3.connect(staged_record)) as other, other:
        other.execute("DROP TRIGGER audit_entry_no_update")
        other.execute("UPDATE audit_entry SET officer = 'Eve' WHERE position = 7")

    checked = call("db", "check")

    assert (checked.code, checked.err) == (3, "error: audit entry 7: it was changed\n")
