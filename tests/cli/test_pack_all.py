"""The packs of many meetings in one command: each whole or not at all, and the others kept."""

from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests import briefed
from tests.cli.conftest import Call
from tests.clock import NOW


@pytest.fixture(autouse=True)
def briefed_record(sqlite_database: Database) -> Database:
    """ANNUAL-1 of 2026 and ANNUAL-2 of 2027, both with a day."""
    with sqlite_database.writing(verb="t", now=NOW, officer="Ada") as session:
        briefed.add_briefed(session)
    return sqlite_database


def _build(folder: Path) -> tuple[str, ...]:
    return ("pack", "build", "--all", "--format", "html", "--output", str(folder))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_packs_of_a_window_are_built_by_two_processes_and_the_broken_one_is_named(
    call: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "packs"
    (folder / "annual-1-pack-north.html").mkdir(parents=True)
    window = ("--series", "ANNUAL", "--since", "2026-01-01", "--processes", "2")

    said = call(*_build(folder), *window, "--json")

    first, second = said.value
    assert said.code == 3
    assert (first["meeting"], second["meeting"]) == ("ANNUAL-1", "ANNUAL-2")
    assert first["error"].startswith(f"{folder / 'annual-1-pack-north.html'} could not be written:")
    assert (second["error"], second["edition"], second["new"]) == ("", 1, True)
    assert _names(folder) == ["annual-1-pack-north.html", "annual-2-pack-north.html"]
    *progress, finding = said.err.splitlines()
    assert sorted(line.partition(": ")[2] for line in progress) == [
        "ANNUAL-1, not built",
        "ANNUAL-2, edition 1",
    ]
    assert finding.startswith("error: ANNUAL-1: ")
    assert call("pack", "list", "ANNUAL-1", "--json").value == []
    assert len(call("pack", "list", "ANNUAL-2", "--json").value) == 1


def test_packs_are_of_what_is_to_come_where_no_day_is_said(call: Call, tmp_path: Path) -> None:
    call("note", "set", "ANNUAL-2", "objectives", "Draft.", "--item", "2")

    said = call(*_build(tmp_path / "packs"), "--processes", "1", "--cleared-only")

    assert said.code == 0
    assert _names(tmp_path / "packs") == ["annual-2-pack-north.html"]
    assert said.out.splitlines()[0].startswith("Built the briefing pack of ANNUAL-2, ")
    assert said.err.splitlines()[:2] == [
        "1 of 1: ANNUAL-2, edition 1",
        "warning: ANNUAL-2, the meeting: scene-setter not cleared",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "give MEETING, or --all with --series, --since and --until"),
        (("ANNUAL-2", "--all"), "give MEETING, or --all with --series, --since and --until"),
        (("ANNUAL-2", "--since", "2026-01-01"), "give MEETING, or --all"),
        (("--all", "--since", "2030-01-01"), "--all 'every series' cannot be used: expected"),
    ],
)
def test_it_is_one_meeting_or_all(call: Call, words: tuple[str, ...], sentence: str) -> None:
    said = call("pack", "build", *words)

    assert said.code == 2
    assert said.err.startswith(f"scheduler: {sentence}")
