"""A migration that fails or is killed, at whichever operation, changes nothing and can be repeated.

Each migration meets the fault before its first operation, then before its second, and so on, on
one database, until it gets through; after each fault the database is what it was.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import column, insert, make_url, table

from scheduler.resources import resource
from scheduler.store.engine import for_writing, open_engine
from scheduler.store.revisions import head_revision
from tests.counts import times
from tests.store.migration_victim import Fault, raise_fault, upgrade_with_fault

pytestmark = [pytest.mark.counted, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]

# Returns whether the upgrade to a revision got through; the fault comes before operation `number`.
Attempt = Callable[[str, str, int], bool]

# Every operation with the full counts, else every twelfth, begun at another one in each migration.
STEP = times(12, 1)

# Those long in use are never edited: with the few counts the newest alone meet faults.
NEWEST = times(3, 1_000)

# What a migration may change, without what PostgreSQL keeps for its own counting.
CATALOGUES = (
    """SELECT oid, relname, relfilenode, relnatts, relhastriggers FROM pg_class
        WHERE relnamespace = 'public'::regnamespace ORDER BY oid""",
    """SELECT attrelid, attname, atttypid, attnotnull
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace ORDER BY attrelid, attname""",
    """SELECT oid, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace ORDER BY oid""",
    "SELECT oid, proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY oid",
    "SELECT oid, tgname FROM pg_trigger ORDER BY oid",
)


def revisions() -> list[str]:
    """Every revision, the first one first."""
    scripts = ScriptDirectory(resource("migrations")).walk_revisions()
    return [script.revision for script in scripts][::-1]


def everything_in(location: str) -> list[object]:
    """The whole schema and every row."""
    if "://" not in location:
        with closing(sqlite3.connect(location)) as connection:
            return list(connection.iterdump())
    address = make_url(location).set(drivername="postgresql").render_as_string()
    with psycopg.connect(address) as server:
        found: list[object] = [server.execute(query).fetchall() for query in CATALOGUES]
        tables = server.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (name,) in sorted(tables.fetchall()):
            rows = sql.SQL("SELECT * FROM {}").format(sql.Identifier(name))
            found.append(server.execute(rows).fetchall())
    return found


def add_a_row(location: str) -> None:
    """Something that a later migration could lose."""
    values = {"code": "eu-iom", "name": "EU-IOM", "summary": "", "marking": "", "version": 1}
    partnership = table("partnership", *map(column, values))
    engine = open_engine(location)
    with for_writing(engine).begin() as connection:
        connection.execute(insert(partnership).values(values))
    engine.dispose()


def fail(location: str, target: str, number: int) -> bool:
    try:
        upgrade_with_fault(location, target, number, raise_fault)
    except Fault:
        return False
    return True


@pytest.fixture(scope="module")
def kill() -> Iterator[Attempt]:
    """Upgrades in a child of a process that has everything imported, killed there."""
    if sys.platform == "win32":
        pytest.skip("Windows has no fork; the exceptions are tried there all the same")
    command = [sys.executable, "-m", "tests.store.migration_victim"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as victim:
        questions, answers = victim.stdin, victim.stdout
        assert questions is not None
        assert answers is not None

        def attempt(location: str, target: str, number: int) -> bool:
            questions.write(json.dumps([location, target, number]) + "\n")
            questions.flush()
            status = int(answers.readline())
            assert status in (0, -9), f"the upgrade ended with {status}"
            return status == 0

        yield attempt
        questions.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture(params=["exception", "kill"])
def attempt(request: pytest.FixtureRequest) -> Attempt:
    if request.param == "exception":
        return fail
    kill: Attempt = request.getfixturevalue("kill")
    return kill


def count_faults(attempt: Attempt, location: str, revision: str, first: int) -> int:
    """How many faults the upgrade to a revision met before it got through."""
    before = everything_in(location)
    for faults, number in enumerate(count(first, STEP)):
        if attempt(location, revision, number):
            return faults
        assert everything_in(location) == before, f"{revision} left something at {number}"
    raise AssertionError  # pragma: no cover -- count() has no end


def test_faulty_migration_changes_nothing(attempt: Attempt, empty_location: str) -> None:
    faults = []
    every = revisions()
    settled = every[: max(len(every) - NEWEST, 0)]
    for index, revision in enumerate(every):
        if revision not in settled:
            faults.append(count_faults(attempt, empty_location, revision, 1 + index % min(STEP, 3)))
        elif revision in ("0002", settled[-1]):
            assert attempt(empty_location, revision, sys.maxsize)
        if revision == "0002":
            add_a_row(empty_location)
    assert revision == head_revision()
    assert min(faults) >= 3 // STEP  # at least a change, the number of the schema, the commit
    assert sum(faults) >= len(faults)
