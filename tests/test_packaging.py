"""The wheel and the sdist carry everything: installed outside the checkout, the program runs."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
FOLDERS = ("migrations", "templates", "calendars")

pytestmark = pytest.mark.packaging


def run(*arguments: str | Path, cwd: Path) -> str:
    """What a command printed; its own messages if it failed."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SCHEDULER_", "PYTHON"))}
    done = subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT, cwd=folder)
    return folder


def files_of(folder: str) -> set[str]:
    """The files of a resource folder, without what Python leaves behind."""
    found = (path for path in (CHECKOUT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(CHECKOUT).as_posix() for path in found if "__pycache__" not in path.parts
    }


def test_the_wheel_carries_the_three_folders_and_nothing_of_the_tests(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())

    wanted = {f"scheduler/_resources/{name}" for folder in FOLDERS for name in files_of(folder)}
    assert {name for name in names if name.startswith("scheduler/_resources/")} == wanted
    assert "scheduler/py.typed" in names
    assert {name.split("/")[0] for name in names if not name.startswith("partnership_")} == {
        "scheduler"
    }


def test_the_sdist_carries_the_three_folders(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}

    wanted = {name for folder in FOLDERS for name in files_of(folder)}
    assert wanted - names == set()


@pytest.mark.judge  # what judges is pip, in a new environment; it takes a quarter of a minute
def test_the_wheel_runs_the_demonstration_outside_the_checkout(built: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "fresh")
    programs = tmp_path / "fresh" / ("Scripts" if os.name == "nt" else "bin")
    # Our own pip fills it, and compiles nothing: both would take longer than what is tested.
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    install = (*pip, "--python", programs / "python", "install", "--quiet", "--no-compile")
    lock = CHECKOUT / "requirements" / "run.lock"
    run(*install, "--require-hashes", "--only-binary", ":all:", "-r", lock, cwd=tmp_path)
    run(*install, "--no-deps", next(built.glob("*.whl")), cwd=tmp_path)

    printed = run(programs / "scheduler", "demo", "here", cwd=tmp_path)

    assert "SOM-11\tFriday 4 April 2025\t\theld" in printed.splitlines()
    made = {path.name for path in (tmp_path / "here").iterdir()}
    assert {name.rpartition(".")[2] for name in made} == {
        "db",
        "txt",
        "pdf",
        "docx",
        "html",
        "feeds",
    }
    health = run(
        programs / "scheduler", "--database", "here/scheduler.db", "db", "check", cwd=tmp_path
    )
    assert health.splitlines()[-1] == "Everything is in order."
