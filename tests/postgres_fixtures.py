"""Fixtures over tests/postgres.py. Override `migrate` to give `postgres_url` its schema.

A machine that cannot run PostgreSQL skips, with the reason; REQUIRE_POSTGRES=1 makes it fail.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.postgres import FORGETFUL, PostgresServer, PostgresUnavailable, is_required


def start(settings: dict[str, str]) -> PostgresServer:
    """A running server, or a skipped test."""
    try:
        return PostgresServer(settings)
    except PostgresUnavailable as unavailable:
        if is_required():
            raise
        pytest.skip(f"no PostgreSQL here: {unavailable}")


@pytest.fixture(scope="session")
def migrate() -> Callable[[str], None]:
    """Bring the empty database at a URL to the newest schema; here: leave it empty."""
    return lambda _url: None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A quick server that forgets everything in a crash; each xdist worker has its own."""
    with start(FORGETFUL) as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer, migrate: Callable[[str], None]) -> str:
    """The name of the migrated database that tests copy."""
    return postgres_server.template(migrate)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """A fresh database with the newest schema."""
    with postgres_server.database(postgres_template) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh database with nothing in it."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(scope="module")
def lasting_postgres_server() -> Iterator[PostgresServer]:
    """A server with PostgreSQL's own settings, for tests that crash it."""
    with start({}) as server:
        yield server
