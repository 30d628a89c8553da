import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler.store.session import Database
from tests.cli.conftest import NOW, Call

SCHEDULER = (sys.executable, "-m", "scheduler")


@contextmanager
def serving(location: str, *words: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A server of its own process, once it says where it is."""
    environment = os.environ | {"SCHEDULER_NOW": NOW.isoformat()}
    with subprocess.Popen(
        [*SCHEDULER, "--database", location, "serve", "--port", "0", "--json", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        told = "".join(process.stdout.readline() for _ in range(3))
        try:
            yield json.loads(told)["address"], process
        finally:
            process.kill()


@pytest.mark.usefixtures("record")
def test_the_server_runs_until_it_is_told_to_stop(sqlite_location: str) -> None:
    with serving(sqlite_location, "--workers", "2") as (address, process):
        with urllib.request.urlopen(f"{address}north-south.ics", timeout=30) as answer:  # noqa: S310 -- an address of ours
            said = answer.read()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)

    assert said.startswith(b"BEGIN:VCALENDAR\r\n")
    assert process.returncode == 0
    assert errors == "2026-11-24T09:00:00Z GET north-south.ics 200\n"


def test_a_server_that_was_killed_serves_the_same_again(
    call: Call, record: Database, sqlite_location: str
) -> None:
    del record
    (path,) = call("feed", "token", "add", "north-south", "--party", "SOUTH", "--json").value[
        "addresses"
    ]
    said = []
    for _ in range(2):
        with serving(sqlite_location, "--no-access-log") as (address, process):
            url = address.removesuffix("/feeds/") + path
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- an address of ours
                said.append((answer.headers["etag"], answer.headers["last-modified"]))
            process.kill()
            process.communicate(timeout=30)
    assert said[0] == said[1]
    assert said[0][1] == "Tue, 24 Nov 2026 09:00:00 GMT"


@pytest.mark.usefixtures("record")
def test_a_port_that_is_taken_is_said_in_one_line(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = call("serve", "--port", str(port))

    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        f"scheduler: serving on 127.0.0.1, port {port}, is not possible: "
        "address already in use; choose another with --host or --port\n"
    )


@pytest.mark.usefixtures("record")
def test_a_host_that_is_none_is_said_in_one_line(call: Call) -> None:
    refused = call("serve", "--host", "no such host")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    assert refused.err.endswith("; choose another with --host or --port\n")


def test_there_must_be_a_record(call: Call, tmp_path: Path) -> None:
    refused = call("--database", str(tmp_path / "none.db"), "serve")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
