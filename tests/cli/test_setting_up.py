"""`init`, `demo`, `db` and `partnership`: what an officer does once, and what keeps it safe."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.resources import resource
from tests.cli.conftest import Call
from tests.store.test_backup import HALF_WAY


@pytest.fixture
def sqlite_location(tmp_path: Path) -> str:
    """Where no database is yet, in a folder that is not there either."""
    return str(tmp_path / "records" / "record.db")


def test_init_makes_a_database_for_its_owner_alone(call: Call, sqlite_location: str) -> None:
    said = call("init", "--home", "eu")

    assert said.code == 0
    assert said.out == (
        f"Made the database {sqlite_location}\n"
        "with the EU–IOM Strategic Partnership, for the secretariat of EU.\n"
        "Next: scheduler meeting list, then scheduler plan\n"
    )
    if os.name == "posix":
        assert Path(sqlite_location).stat().st_mode & 0o777 == 0o600


def test_init_twice_is_refused(call: Call, sqlite_location: str) -> None:
    call("init", "--home", "EU")

    said = call("init", "--home", "EU")

    assert (said.code, said.err) == (
        1,
        (
            f"scheduler: the database {sqlite_location} already exists; "
            "load into it with: scheduler partnership load FILE\n"
        ),
    )


def test_init_for_an_unknown_party_leaves_nothing_that_stops_the_next_try(call: Call) -> None:
    wrong = call("init", "--home", "UN")
    right = call("init", "--home", "IOM")

    assert (wrong.code, wrong.err) == (2, "scheduler: there is no party 'UN'; there are: EU, IOM\n")
    assert right.code == 0


def test_a_command_before_init_says_what_to_do(call: Call, sqlite_location: str) -> None:
    said = call("meeting", "list")

    assert said.code == 1
    assert said.err.endswith("set it up with: scheduler init\n")
    assert not Path(sqlite_location).exists()


def test_loading_the_same_file_again_changes_nothing_and_says_so(call: Call) -> None:
    call("init", "--home", "EU")
    path = resource("calendars") / "eu-iom.toml"

    said = call("partnership", "load", str(path))

    assert said.out == f"Nothing to change: the record already is as {path} says.\n"


def test_dump_and_load_into_another_database_give_the_same_dump(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("init", "--home", "EU")
    call("plan", "--apply")
    file = tmp_path / "dumped.toml"
    call("partnership", "dump", "--output", str(file))
    monkeypatch.setenv("SCHEDULER_DATABASE", str(tmp_path / "other.db"))

    call("init", "--home", "EU", "--file", str(file))

    assert unmarked(call("partnership", "dump").out) == unmarked(file.read_text("utf-8"))


def unmarked(dump: str) -> str:
    """A dump without the mark of the record it shows."""
    assert dump.count("\nas_of = ") == 1
    return re.sub(r'\nas_of = "[0-9a-f]{64}"', "", dump)


def test_place_of_a_planned_meeting_is_put_into_a_dump_and_loaded(
    call: Call, tmp_path: Path
) -> None:
    call("init", "--home", "EU")
    call("plan", "--until", "2028-12-31", "--apply")
    file = tmp_path / "q.toml"
    call("partnership", "dump", "--output", str(file))
    head, slot, rest = file.read_text("utf-8").partition('code = "SOM-2027-1"\n')
    file.write_text(f'{head}{slot}place = "Geneva"\n{rest}', "utf-8")

    loaded = call("partnership", "load", str(file))

    assert (loaded.code, loaded.out.splitlines()[0]) == (
        0,
        "  changed meeting SOM-2027-1: place from nothing to 'Geneva'",
    )
    assert call("partnership", "load", str(file)).out.splitlines() == [
        f"Nothing to change: the record already is as {file} says."
    ]


def test_load_warns_of_a_new_day_that_will_not_do(call: Call, tmp_path: Path) -> None:
    call("init", "--home", "EU")
    call("plan", "--until", "2028-12-31", "--apply")
    file = tmp_path / "q.toml"
    call("partnership", "dump", "--output", str(file))
    head, slot, rest = file.read_text("utf-8").partition('code = "SOM-2028-1"\n')
    assert rest.count("day = 2028-05-05\n") == 1
    file.write_text(f"{head}{slot}{rest.replace('2028-05-05', '2028-05-06')}", "utf-8")

    loaded = call("partnership", "load", str(file))

    assert loaded.code == 0
    assert loaded.err == "warning: SOM-2028-1: closed: weekend: Saturday\n"


def test_backup_restore_previews_then_puts_back_and_keeps_the_old_file(
    call: Call, sqlite_location: str, tmp_path: Path
) -> None:
    call("init", "--home", "EU")
    backup = tmp_path / "backup.db"
    call("db", "backup", str(backup))
    call("plan", "--until", "2027-12-31", "--apply")
    now = Path(sqlite_location).read_bytes()

    preview = call("db", "restore", str(backup))
    assert (preview.code, Path(sqlite_location).read_bytes() == now) == (0, True)
    assert preview.out.splitlines()[-1] == (
        "Nothing was changed. Restore it with --yes; the database as it is now is kept."
    )
    restored = call("db", "restore", str(backup), "--yes")

    kept = Path(restored.out.splitlines()[-1].removeprefix("The database as it was: "))
    assert len(call("meeting", "list", "--json").value) == 11
    assert kept.name == "record-before-restore-20261124T090000.db"
    assert call("--database", str(kept), "meeting", "list").out.count("HOU-2027") == 2


def test_db_check_shows_the_settings_that_keep_changes(call: Call) -> None:
    call("init", "--home", "EU")

    health = call("db", "check", "--json").value

    assert (health["durability"], health["findings"]) in [
        ("journal_mode=DELETE, synchronous=EXTRA", []),
        ("journal_mode=WAL, synchronous=FULL", []),
    ]


def test_the_demonstration_can_be_repeated_and_gives_the_same_papers(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    first = call("demo", str(folder))
    papers = {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".db"
    }

    second = call("demo", str(folder))

    assert (first.code, second.code) == (0, 0)
    assert {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".db"
    } == papers
    assert {path.suffix for path in papers} == {".txt", ".pdf", ".docx", ".html", ".ics"}
    assert call("--database", str(folder / "scheduler.db"), "db", "check").code == 0


def test_the_demonstration_refuses_a_folder_of_somebody_else(call: Call, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")

    said = call("demo", str(tmp_path))

    assert (said.code, said.err) == (
        1,
        (
            f"scheduler: the folder {tmp_path} already exists; it holds other files; "
            "name another folder\n"
        ),
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_backup_replaces_no_file_unasked(call: Call, tmp_path: Path) -> None:
    call("init", "--home", "EU")
    thesis = tmp_path / "thesis.doc"
    thesis.write_text("mine")

    refused = call("db", "backup", str(thesis))

    assert (refused.code, thesis.read_text()) == (1, "mine")
    assert refused.err == (
        f"scheduler: the file {thesis} already exists; give another name, or --overwrite\n"
    )
    assert call("db", "backup", str(thesis), "--overwrite").code == 0


def test_the_demonstration_over_one_that_was_killed_in_mid_commit(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    call("demo", str(folder))
    database = folder / "scheduler.db"
    subprocess.run([sys.executable, "-c", HALF_WAY, database], check=False)
    assert database.with_name("scheduler.db-journal").exists()

    said = call("demo", str(folder))

    assert said.code == 0
    assert call("--database", str(database), "db", "check").code == 0


def test_an_option_in_the_wrong_place_is_told_its_place(call: Call) -> None:
    assert call("init", "--database", "x.db").err == (
        "scheduler: no such option '--database'; give it first: scheduler --database ...; "
        "see: scheduler init --help\n"
    )


def test_a_mistyped_noun_is_told_the_one_that_comes_near(call: Call) -> None:
    said = call("meting", "list")

    assert (said.code, said.err) == (
        2,
        "scheduler: no such command 'meting'. Did you mean 'meeting'?; see: scheduler --help\n",
    )
