import shutil
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from scheduler.store.engine import open_engine
from tests.counts import times
from tests.secretariat.archiving import export, files_of, take_in
from tests.secretariat.every_column import TABLES, fill, filled_columns, rows_of, unruled


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archives") / "empty.db"
    unruled(path).dispose()
    return path


def random_record(empty: Path, seed: int) -> Engine:
    engine = copied(empty, "record.db")
    fill(engine, Random(seed))  # noqa: S311 -- it makes a record, no secret
    return engine


def copied(empty: Path, name: str) -> Engine:
    return open_engine(str(shutil.copyfile(empty, empty.with_name(name))))


@settings(max_examples=times(2, 400))
@given(seed=st.integers(0, 2**32))
def test_an_archive_gives_back_every_column_of_every_table(empty: Path, seed: int) -> None:
    engine, again = random_record(empty, seed), copied(empty, "again.db")
    first, second = empty.with_name("first"), empty.with_name("second")

    archived = export(engine, first)
    taken_in = take_in(again, first)
    export(again, second)

    assert rows_of(again) == rows_of(engine)
    assert taken_in == archived
    assert files_of(second) == files_of(first)
    engine.dispose()
    again.dispose()


def test_chance_fills_every_column_there_is(empty: Path) -> None:
    seen: set[str] = set()
    every = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns}
    for seed in range(12):
        if seen == every:
            break
        engine = random_record(empty, seed)
        seen |= set(filled_columns(rows_of(engine)))
        engine.dispose()

    assert seen == every
