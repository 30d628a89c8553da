"""A PostgreSQL server that cannot be used: the same one sentence as for a file."""

from pathlib import Path

import psycopg
from sqlalchemy import make_url

from scheduler.store.engine import shown
from tests.cli.child import call_in_child, refused
from tests.cli.conftest import Call
from tests.postgres import PostgresServer

CANCEL = ("meeting", "cancel", "next:SOM", "--reason", "late")


def test_a_database_that_the_server_does_not_have_is_refused(
    postgres_server: PostgresServer, call: Call
) -> None:
    url = postgres_server.url("nowhere")

    assert call("--database", url, "meeting", "list") == refused(
        f"the database {shown(make_url(url))} is not there; "
        "check its name, or create it on the server"
    )


def test_a_database_that_holds_nothing_yet_says_how_to_set_it_up(
    empty_postgres_url: str, call: Call
) -> None:
    assert call("--database", empty_postgres_url, "meeting", "list") == refused(
        f"the database {shown(make_url(empty_postgres_url))} has not been set up; "
        "check its name, or set it up with: scheduler init"
    )


def test_a_record_that_another_officer_writes_to_is_in_use(postgres_url: str, call: Call) -> None:
    impatient = f"{postgres_url}&options=-c%20lock_timeout%3D50ms"
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string()
    with psycopg.connect(address) as other:
        other.execute("SELECT * FROM audit_head FOR UPDATE")

        said = call("--database", impatient, *CANCEL)

    assert (said.code, said.out) == (1, "")
    assert said.err.endswith(" is in use by another program; try again in a moment\n")


def test_a_user_who_may_only_read_is_told_so(postgres_url: str, call: Call) -> None:
    address = make_url(postgres_url).set(drivername="postgresql").render_as_string()
    with psycopg.connect(address) as server:
        server.execute("CREATE ROLE reader LOGIN")
        server.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    as_reader = postgres_url.replace("postgres@", "reader@")

    assert call("--database", as_reader, "meeting", "list").code == 0
    assert call("--database", as_reader, *CANCEL) == refused(
        f"the database {shown(make_url(as_reader))} does not let this user do that; "
        "ask who runs the server for the right"
    )
    with psycopg.connect(address) as server:
        server.execute("DROP OWNED BY reader; DROP ROLE reader")


def test_a_server_without_its_driver_says_what_to_install(tmp_path: Path) -> None:
    first = "import sys; sys.modules['psycopg'] = None\n"
    words = ("--database", "postgresql://ada:secret@host/record", "meeting", "list")

    assert call_in_child(words, folder=tmp_path, first=first) == refused(
        "the database postgresql://ada:***@host/record needs the PostgreSQL driver; "
        "install it with: pip install 'partnership-scheduler[postgresql]'"
    )


def test_a_backup_of_a_server_names_the_servers_own_tools(
    postgres_url: str, call: Call, tmp_path: Path
) -> None:
    said = call("--database", postgres_url, "db", "backup", str(tmp_path / "copy.db"))

    assert (said.code, said.out) == (1, "")
    assert said.err.endswith(" is not a SQLite file; use pg_dump to back it up\n")
    assert list(tmp_path.glob("copy*")) == []
