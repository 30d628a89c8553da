"""Bad input: one clear sentence, an exit code that says whose turn it is, and nothing changed.

The cases stand in refusals/, as a terminal would show them: the command line after `$ scheduler`,
then the exit code and all that is printed on stderr. FOLDER is the folder the officer is in, NEWEST
the schema of this program.
"""

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from scheduler.store.revisions import head_revision
from tests.cli.conftest import Call
from tests.cli.hostile_folder import fill

TRANSCRIPTS = Path(__file__).parent / "refusals"
_CASE = re.compile(
    r"^\$ scheduler (?P<line>.+)\n(?P<code>\d): (?P<said>(?s:.+?))\n\n", re.MULTILINE
)


class Case(NamedTuple):
    line: str
    code: int
    said: str


def cases() -> list[Case]:
    return [
        Case(found["line"], int(found["code"]), found["said"])
        for transcript in sorted(TRANSCRIPTS.glob("*.txt"))
        for found in _CASE.finditer(transcript.read_text(encoding="utf-8") + "\n")
    ]


CASES = cases()


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory, staged_template: Path) -> Path:
    """One for all cases: none of them may change it."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copyfile(staged_template, folder / "record.db")
    fill(folder, staged_template)
    return folder


@pytest.fixture
def call_there(hostile_folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.chdir(hostile_folder)
    monkeypatch.setenv("SCHEDULER_DATABASE", "record.db")
    return call


def files_below(folder: Path) -> dict[Path, bytes | None]:
    """Every path below a folder, and what each file holds."""
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


def test_the_transcripts_are_read_whole() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in TRANSCRIPTS.glob("*.txt"))

    assert len(CASES) == written.count("$ scheduler ")
    assert len({case.line for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case.line for case in CASES])
def test_bad_input_is_told_in_a_sentence_and_changes_nothing(
    case: Case, call_there: Call, hostile_folder: Path
) -> None:
    before = files_below(hostile_folder)

    said = call_there(*shlex.split(case.line))

    err = said.err.removeprefix("scheduler: ").replace(str(hostile_folder), "FOLDER")
    err = err.replace(f"needs {head_revision()};", "needs NEWEST;")
    assert (said.code, said.out, err) == (case.code, "", f"{case.said}\n")
    assert files_below(hostile_folder) == before
