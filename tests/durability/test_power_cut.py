"""A power cut at any moment loses nothing that was acknowledged, and leaves nothing half there.

The same cuts lose changes under settings that the product does not use: the proof that they see.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from random import Random

import pytest

from scheduler.store.session import open_database
from tests.counts import times
from tests.durability.record_writer import count_acknowledgeable
from tests.durability.recording import build_recorder, is_acknowledgement, record
from tests.durability.replay import Fate, Record, cut

CHANGES = 40
CUTS = times(12, 2000)

pytestmark = [pytest.mark.counted, pytest.mark.timeout(1800)]

WAL_FULL = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=60")
DELETE_EXTRA = ("journal_mode=DELETE", "synchronous=EXTRA")
WAL_NORMAL = ("journal_mode=WAL", "synchronous=NORMAL", "wal_autocheckpoint=60")
DELETE_FULL = ("journal_mode=DELETE", "synchronous=FULL")


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_recorder(tmp_path_factory.mktemp("recorder"))


def write(recorder: Path, folder: Path, pragmas: tuple[str, ...]) -> list[Record]:
    """What the writer does to an empty folder: the schema, then the changes."""
    folder.mkdir()
    writer = [sys.executable, "-m", "tests.durability.record_writer"]
    arguments = [str(folder / "record.sqlite"), str(CHANGES), *pragmas]
    return record(recorder, [*writer, *arguments], folder)


def restore(files: Mapping[PurePath, bytes], folder: Path) -> None:
    """Put the files into an emptied folder."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name.name).write_bytes(content)


def moment_of(number: int, records: list[Record], random: Random) -> int:
    """How many records happened before the cut; every other cut follows an acknowledgement."""
    if number % 2:
        return random.randrange(len(records) + 1)
    return random.choice([i for i, change in enumerate(records, 1) if is_acknowledgement(change)])


def losing_cuts(records: list[Record], folder: Path) -> Iterator[int]:
    """The cuts that lost an acknowledged change; fails where anything is half there."""
    for number in range(CUTS):
        random = Random(number)  # noqa: S311 -- chance, not a secret
        happened = records[: moment_of(number, records, random)]
        restore(cut(happened, random.choice(list(Fate)), random), folder)
        database = open_database(str(folder / "record.sqlite"))
        kept = count_acknowledgeable(database)
        database.engine.dispose()
        if kept < sum(map(is_acknowledgement, happened)):
            yield number


def test_recording_is_complete(recorder: Path, tmp_path: Path) -> None:
    records = write(recorder, tmp_path / "disk", WAL_FULL)
    replayed = cut(records, Fate.KEPT, Random(0))  # noqa: S311 -- nothing is drawn
    there = {path: path.read_bytes() for path in (tmp_path / "disk").iterdir()}
    assert {Path(path): content for path, content in replayed.items()} == there
    assert sum(map(is_acknowledgement, records)) == CHANGES + 1


@pytest.mark.parametrize("pragmas", [(), WAL_FULL, DELETE_EXTRA], ids=["ours", "wal", "delete"])
def test_power_cut_loses_nothing(recorder: Path, tmp_path: Path, pragmas: tuple[str, ...]) -> None:
    records = write(recorder, tmp_path / "disk", pragmas)
    assert list(losing_cuts(records, tmp_path / "found")) == []


@pytest.mark.parametrize("pragmas", [WAL_NORMAL, DELETE_FULL], ids=["wal", "delete"])
def test_power_cut_sees_losses(recorder: Path, tmp_path: Path, pragmas: tuple[str, ...]) -> None:
    records = write(recorder, tmp_path / "disk", pragmas)
    assert any(True for _ in losing_cuts(records, tmp_path / "found"))
