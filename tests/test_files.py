import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import scheduler
from scheduler.errors import WriteFailed
from scheduler.files import write_all, write_whole

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="POSIX limits and modes")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_write_whole_makes_missing_folders(tmp_path: Path) -> None:
    path = tmp_path / "feeds" / "2027" / "som.ics"

    assert write_whole(path, b"one") is True

    assert path.read_bytes() == b"one"
    assert names_in(path.parent) == ["som.ics"]


def test_write_whole_replaces_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "som.ics"
    path.write_bytes(b"old")

    assert write_whole(path, b"new and longer") is True

    assert path.read_bytes() == b"new and longer"
    assert names_in(tmp_path) == ["som.ics"]


def test_write_whole_leaves_equal_content_untouched(tmp_path: Path) -> None:
    path = tmp_path / "som.ics"
    path.write_bytes(b"same")
    os.utime(path, ns=(1, 1))
    before = path.stat()

    assert write_whole(path, b"same") is False

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_write_whole_tells_content_of_equal_length_apart(tmp_path: Path) -> None:
    path = tmp_path / "som.ics"
    path.write_bytes(b"abc")

    assert write_whole(path, b"abd") is True

    assert path.read_bytes() == b"abd"


@POSIX_ONLY
def test_write_whole_keeps_the_mode_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"old")
    path.chmod(0o600)

    write_whole(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_write_whole_refuses_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "som.ics"
    path.mkdir()

    with pytest.raises(WriteFailed) as caught:
        write_whole(path, b"new")

    assert str(caught.value) == (
        f"{path} could not be written: a folder has this name; choose another name; "
        "nothing was changed there"
    )
    assert names_in(tmp_path) == ["som.ics"]


def test_write_whole_refuses_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "feeds").write_bytes(b"a file")

    with pytest.raises(WriteFailed) as caught:
        write_whole(tmp_path / "feeds" / "deep" / "som.ics", b"new")

    assert caught.value.path == str(tmp_path / "feeds" / "deep" / "som.ics")
    assert names_in(tmp_path) == ["feeds"]


@pytest.mark.skipif(AS_ROOT or os.name == "nt", reason="root may write anywhere")
def test_write_whole_refuses_a_closed_folder(tmp_path: Path) -> None:
    path = tmp_path / "som.ics"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteFailed) as caught:
            write_whole(path, b"new")
    finally:
        tmp_path.chmod(0o700)

    assert caught.value.reason.startswith("access was refused")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["som.ics"]


@POSIX_ONLY
@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs Linux's /proc")
def test_write_whole_refuses_a_folder_that_takes_no_files() -> None:
    path = Path("/proc/som.ics")

    with pytest.raises(WriteFailed) as caught:
        write_whole(path, b"new")

    assert caught.value.path == "/proc/som.ics"


WITH_A_LIMIT = """
import resource, sys
from pathlib import Path
from scheduler.errors import WriteFailed
from scheduler.files import write_all

folder, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    write_all({folder / "a.ics": b"a" * 100, folder / "b.ics": b"b" * 100_000})
except WriteFailed as failure:
    print(Path(failure.path).name, failure.reason, sep=": ")
"""


@POSIX_ONLY
def test_write_all_changes_nothing_when_the_disk_takes_no_more(tmp_path: Path) -> None:
    for name in ("a.ics", "b.ics"):
        (tmp_path / name).write_bytes(b"old")

    ran = subprocess.run(
        [sys.executable, "-c", WITH_A_LIMIT, str(tmp_path), "5000"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "b.ics: the file would be larger than this process may write\n"
    assert {name: (tmp_path / name).read_bytes() for name in names_in(tmp_path)} == {
        "a.ics": b"old",
        "b.ics": b"old",
    }


ON_A_SMALL_DISK = """
mount -t tmpfs -o size=64k small "$1"
cd "$1"
printf old >a.ics
"$2" -c '
from pathlib import Path
from scheduler.errors import WriteFailed
from scheduler.files import write_all
try:
    write_all({Path("a.ics"): b"new", Path("b.ics"): bytes(100_000)})
except WriteFailed as failure:
    print(failure.path, failure.reason, sep=": ")
'
cat a.ics
ls -A
"""


def test_write_all_changes_nothing_on_a_full_disk(tmp_path: Path) -> None:
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    probe = [*apart, "mount", "-t", "tmpfs", "small", str(tmp_path)]
    if shutil.which("unshare") is None or subprocess.run(probe, check=False).returncode:
        pytest.skip("needs a user namespace to mount a small disk in")

    ran = subprocess.run(
        [*apart, "sh", "-c", ON_A_SMALL_DISK, "sh", str(tmp_path), sys.executable],
        env={**os.environ, "PYTHONPATH": str(Path(scheduler.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout == "b.ics: the disk is full; make room and repeat\nolda.ics\n"


def test_write_all_returns_only_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"a")

    written = write_all({tmp_path / "a.ics": b"a", tmp_path / "b.ics": b"b"})

    assert written == (tmp_path / "b.ics",)
    assert names_in(tmp_path) == ["a.ics", "b.ics"]


def test_write_all_checks_every_target_before_the_first_rename(tmp_path: Path) -> None:
    (tmp_path / "b.ics").mkdir()

    with pytest.raises(WriteFailed):
        write_all({tmp_path / "a.ics": b"a", tmp_path / "b.ics": b"b"})

    assert names_in(tmp_path) == ["b.ics"]
