"""The PostgreSQL of the tests: it answers, its databases are apart, nothing of it stays."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.postgres import FORGETFUL, PostgresServer

ROOT = Path(__file__).parent.parent

# Starts a server, says where it lies and what runs there, and waits to be interrupted.
INTERRUPTED = """
import json, time
from tests.postgres import FORGETFUL, PostgresServer
from tests.test_postgres_server import processes
with PostgresServer(FORGETFUL) as server:
    print(json.dumps([str(server.folder), processes(server)]), flush=True)
    time.sleep(60)
"""


def ask(url: str, statement: str) -> list[object]:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return list(result.scalars()) if result.returns_rows else []
    finally:
        engine.dispose()


def processes(server: PostgresServer) -> list[object]:
    """The numbers of the server's processes that stay when nobody is connected."""
    main = (server.folder / "data" / "postmaster.pid").read_text("ascii").splitlines()[0]
    others = "SELECT pid FROM pg_stat_activity WHERE backend_type <> 'client backend'"
    return [int(main), *ask(server.url("postgres"), others)]


def is_alive(process: object) -> bool:
    try:
        os.kill(int(str(process)), 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def other_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database() as url:
        yield url


def test_server_answers(postgres_url: str) -> None:
    assert ask(postgres_url, "SELECT 1") == [1]


def test_databases_are_isolated(empty_postgres_url: str, other_postgres_url: str) -> None:
    ask(empty_postgres_url, "CREATE TABLE mine (id int)")
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert ask(empty_postgres_url, tables) == ["mine"]
    assert ask(other_postgres_url, tables) == []


def test_template_is_copied(postgres_server: PostgresServer) -> None:
    def migrate(url: str) -> None:
        ask(url, "CREATE TABLE t AS SELECT 7 AS n")

    name = postgres_server.template(migrate)
    with postgres_server.database(name) as first, postgres_server.database(name) as second:
        ask(first, "UPDATE t SET n = 8")
        assert ask(first, "SELECT n FROM t") == [8]
        assert ask(second, "SELECT n FROM t") == [7]


def test_committed_rows_survive_a_crash(lasting_postgres_server: PostgresServer) -> None:
    with lasting_postgres_server.database() as url:
        ask(url, "CREATE TABLE kept AS SELECT 7 AS n")
        lasting_postgres_server.restart(crash=True)
        assert ask(url, "SELECT n FROM kept") == [7]


@pytest.mark.usefixtures("postgres_server")  # skips where there is no server
def test_stop_leaves_nothing() -> None:
    with PostgresServer(FORGETFUL) as server:
        running = processes(server)
        assert all(map(is_alive, running))
    assert [process for process in running if is_alive(process)] == []
    assert not server.folder.exists()


@pytest.mark.parametrize("blow", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.usefixtures("postgres_server")  # skips where there is no server
def test_interrupted_tests_leave_nothing(blow: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as child:
        assert child.stdout is not None
        folder, running = json.loads(child.stdout.readline())
        child.send_signal(blow)
    deadline = time.monotonic() + 20
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(folder).exists()
    assert [process for process in running if is_alive(process)] == []
