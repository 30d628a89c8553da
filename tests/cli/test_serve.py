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


def fetched(address: str, path: str) -> tuple[str, str, bytes]:
    """The tag, the last change and the octets of the feed there."""
    with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310 -- ours
        return answer.headers["etag"], answer.headers["last-modified"], answer.read()


@pytest.mark.usefixtures("record")
def test_a_server_that_was_killed_serves_the_same_again_until_it_is_stopped(
    call: Call, sqlite_location: str
) -> None:
    added = call("feed", "token", "add", "north-south", "--party", "SOUTH", "--json")
    path = added.value["addresses"][0].removeprefix("/feeds/")

    with serving(sqlite_location, "--no-access-log") as (address, process):
        first = fetched(address, path)
        process.kill()
        _, no_log = process.communicate(timeout=30)
    with serving(sqlite_location, "--workers", "2") as (address, process):
        again = fetched(address, path)
        process.send_signal(signal.SIGINT)
        _, log = process.communicate(timeout=30)

    assert again == first
    assert first[1] == "Tue, 24 Nov 2026 09:00:00 GMT"
    assert first[2].startswith(b"BEGIN:VCALENDAR\r\n")
    assert (process.returncode, no_log) == (0, "")
    assert log == "2026-11-24T09:00:00Z GET north-south.ics (token 1) 200\n"


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
