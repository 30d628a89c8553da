import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import update

from scheduler.model.feed import KeptFeed
from scheduler.store.session import open_database
from scheduler.web.connection import BoundedConnection
from tests.clock import NOW
from tests.web.serving import Served, deployed, fill, served

LARGE = 12_000_000

GET = b"GET /healthz HTTP/1.1\r\nHost: h\r\n"
LAST = b"Connection: close\r\n\r\n"


class Hurried(BoundedConnection):
    head_seconds = 0.3
    answer_seconds = 0.6


@pytest.fixture(scope="module")
def hurried(sqlite_template: Path) -> Iterator[Served]:
    with served(deployed(str(sqlite_template), logs_access=False), Hurried) as server:
        yield server


def test_a_request_that_does_not_come_in_time_ends_the_connection(hurried: Served) -> None:
    begun = monotonic()
    assert hurried.talk(b"") == b""
    assert hurried.talk(GET + LAST.replace(b"close", b"keep-alive") + GET).count(b"200 OK") == 1
    assert 0.6 <= monotonic() - begun < 9


def test_an_answer_that_is_not_taken_in_time_ends_the_connection(sqlite_location: str) -> None:
    database = open_database(sqlite_location)
    fill(database)
    with served(deployed(sqlite_location), Hurried) as server:
        assert server.ask("/feeds/north-south.ics").status == 200
    with database.writing(verb="t", now=NOW, officer="Ada") as session:
        session.execute(update(KeptFeed).values(content=b"x" * LARGE))
    database.engine.dispose()

    with served(deployed(sqlite_location), Hurried) as server, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(b"GET /feeds/north-south.ics HTTP/1.1\r\nHost: h\r\n\r\n")
        sleep(2 * Hurried.answer_seconds)
        taken = 0
        with suppress(ConnectionResetError):
            while came := client.recv(1 << 20):
                taken += len(came)
    assert taken < LARGE


@pytest.mark.parametrize(
    "octets",
    [
        GET + b"X-Long: " + b"x" * 40_000,
        GET + b"X-Many: x\r\n" * 4_000,
        b"GET /" + b"x" * 40_000,
    ],
    ids=["long header", "many headers", "long address"],
)
def test_a_head_beyond_all_measure_is_refused(hurried: Served, octets: bytes) -> None:
    assert hurried.talk(octets).startswith(b"HTTP/1.1 431 ")


def test_several_requests_at_once_are_answered_in_their_order(hurried: Served) -> None:
    said = hurried.talk(GET + b"\r\n" + b"GET /none HTTP/1.1\r\nHost: h\r\n\r\n" + GET + LAST)
    assert [line[9:12] for line in said.splitlines() if line.startswith(b"HTTP/1.1")] == [
        b"200",
        b"404",
        b"200",
    ]


@pytest.mark.parametrize(
    "body",
    [b"Content-Length: 99999999\r\n\r\nxx", b"Transfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n"],
    ids=["length", "chunks"],
)
def test_nothing_is_read_after_a_request_that_brings_something_along(
    hurried: Served, body: bytes
) -> None:
    said = hurried.talk(GET + body + GET + LAST)
    assert said.count(b"HTTP/1.1") == 1
    assert b"connection: close\r\n" in said


@pytest.mark.parametrize(
    "octets",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /f\xc3\xa9 HTTP/1.1\r\nHost: h\r\n\r\n",
        b"GET /feeds/a\x00.ics HTTP/1.1\r\nHost: h\r\n\r\n",
        b"HELLO\r\n\r\n",
    ],
    ids=["TLS", "raw octets", "NUL", "no HTTP"],
)
def test_what_is_no_request_is_refused(hurried: Served, octets: bytes) -> None:
    said = hurried.talk(octets)
    assert said == b"" or said.startswith(b"HTTP/1.1 400 ")
