import subprocess
from pathlib import Path

import pytest

from scheduler.store.engine import open_engine
from tests.cli.conftest import Call
from tests.secretariat.every_column import rows_of


def test_an_archive_is_written_checked_and_read_again(
    call: Call, staged_record: Path, tmp_path: Path
) -> None:
    folder, again = tmp_path / "kept" / "archive", tmp_path / "again.db"

    written = call("archive", "export", str(folder), "--json").value
    checked = call("archive", "verify", str(folder))
    read = call("--database", str(again), "archive", "import", str(folder), "--json").value

    assert folder.stat().st_mode & 0o777 == 0o700
    assert read == {**written, "database": str(again)}
    files = sum(1 for path in folder.rglob("*") if path.is_file()) - 1
    assert (checked.code, checked.out) == (0, f"{folder} is as it was written: {files} files.\n")
    assert rows_of(open_engine(str(again))) == rows_of(open_engine(str(staged_record)))
    assert call("--database", str(again), "db", "check").code == 0


def test_other_programs_can_check_and_read_it(
    call: Call, staged_record: Path, tmp_path: Path
) -> None:
    del staged_record
    call("archive", "export", str(tmp_path / "archive"))
    try:
        checked = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
            cwd=tmp_path / "archive",
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError:
        pytest.skip("no sha256sum here")
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")


def test_what_is_there_is_replaced_only_if_it_is_an_archive_and_asked_for(
    call: Call, staged_record: Path, tmp_path: Path
) -> None:
    del staged_record
    other, folder = tmp_path / "other", tmp_path / "archive"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    first = call("archive", "export", str(folder))

    again = call("archive", "export", str(folder))
    replaced = call("archive", "export", str(folder), "--replace")
    astray = call("archive", "export", str(other), "--replace")

    assert (first.code, replaced.code) == (0, 0)
    assert (again.code, again.err) == (
        1,
        f"scheduler: the archive {folder} already exists; name another folder, or give --replace\n",
    )
    assert (astray.code, astray.err) == (
        1,
        (
            f"scheduler: the folder {other} already exists; "
            "it is no archive; name a folder not there yet\n"
        ),
    )
    assert [path.name for path in other.iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["archive", "other"]


def test_an_export_that_fails_leaves_what_was_there(
    call: Call, staged_record: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    call("archive", "export", str(folder))
    before = sorted(path.name for path in tmp_path.iterdir())
    staged_record.write_bytes(staged_record.read_bytes()[: 4096 * 30])

    failed = call("archive", "export", str(folder), "--replace")

    assert failed.code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert call("archive", "verify", str(folder)).code == 0


def test_a_change_is_found_and_a_spoilt_archive_is_not_read(
    call: Call, staged_record: Path, tmp_path: Path
) -> None:
    del staged_record
    folder = tmp_path / "archive"
    call("archive", "export", str(folder))
    (folder / "trail" / "head.toml").write_text("")

    checked = call("archive", "verify", str(folder), "--json")
    read = call("--database", str(tmp_path / "new.db"), "archive", "import", str(folder))

    what = "trail/head.toml: it was changed: its hash is not the one in SHA256SUMS"
    assert checked.code == 3
    assert [one["message"] for one in checked.value["findings"]] == [what]
    assert (read.code, read.err) == (
        2,
        f"scheduler: {folder} was not loaded; it has 1 problem:\n  {what}\n",
    )
