"""Calendars from the web, fetched from a server on this machine that misbehaves as it is asked."""

import io
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scheduler.errors import InvalidValue
from scheduler.imports.calendar_check.lines import LARGEST
from scheduler.imports.calendar_check.source import is_address, may_lead, read_source

CALENDAR = b"BEGIN:VCALENDAR\r\n"
REDIRECTS = {
    "/moved": "/calendar.ics",
    "/to-file": "file:///etc/passwd",
    "/to-ftp": "ftp://127.0.0.1/x",
    "/in-circles": "/in-circles",
}


class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if target := REDIRECTS.get(self.path):
            self._begin(302, Location=target)
        elif self.path == "/calendar.ics":
            self._begin(200)
            self.wfile.write(CALENDAR)
        elif self.path == "/endless":
            self._begin(200)
            self._write_until_closed(bytes(1_000_000), waits=0)
        elif self.path == "/slow":
            self._begin(200)
            self._write_until_closed(b"x", waits=0.05)
        else:
            self._begin(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as its base class says
        pass

    def _begin(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _write_until_closed(self, octets: bytes, waits: float) -> None:
        try:
            while True:
                self.wfile.write(octets)
                time.sleep(waits)
        except OSError:
            self.close_connection = True


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    serving = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=serving.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def fetched(address: str) -> bytes:
    return read_source(address, io.BytesIO(), waits_at_most=0.5)


def refusal_of(source: str) -> str:
    with pytest.raises(InvalidValue) as caught:
        fetched(source)
    return str(caught.value)


@pytest.mark.parametrize("path", ["/calendar.ics", "/moved"])
def test_calendar_is_fetched(server: str, path: str) -> None:
    assert fetched(server + path) == CALENDAR


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/to-ftp", "it redirects to another kind of address"),
        ("/to-file", "it answers 302 Found"),
        ("/in-circles", "it answers 302 Found"),
    ],
)
def test_redirect_leads_to_the_web_alone_and_ends(server: str, path: str, reason: str) -> None:
    assert refusal_of(server + path) == (
        f"the address '127.0.0.1' cannot be used: expected one where a calendar is ({reason})"
    )


def test_address_that_answers_nothing_is_refused_without_its_secret(server: str) -> None:
    assert refusal_of(f"{server}/feeds/secret/som.ics") == (
        "the address '127.0.0.1' cannot be used: expected one where a calendar is "
        "(it answers 404 Not Found)"
    )


def test_endless_answer_is_cut_after_what_a_check_takes(server: str) -> None:
    address = f"{server}/endless"

    assert len(read_source(address, io.BytesIO(), waits_at_most=60)) == LARGEST + 1


def test_slow_answer_is_given_up(server: str) -> None:
    assert refusal_of(f"{server}/slow") == (
        "the address '127.0.0.1' cannot be used: expected one where a calendar is "
        "(it takes too long)"
    )


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1:1/", "http://[::1", "http://", "https://\x00/", "http://a b/"),
        *("http://127.0.0.1:99999/", "http://127.0.0.1:x/", "http://\ud800/"),
    ],
)
def test_address_that_leads_nowhere_is_refused(address: str) -> None:
    assert refusal_of(address).startswith("the address '")


def test_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_bytes(CALENDAR)

    assert fetched(str(file)) == CALENDAR


def test_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"

    assert refusal_of(str(file)) == (
        f"the file {str(file)!r} cannot be used: expected a readable file "
        "(No such file or directory)"
    )


def test_standard_input_is_read_to_what_a_check_takes() -> None:
    given = io.BytesIO(CALENDAR + bytes(LARGEST))

    assert len(read_source("-", given)) == LARGEST + 1


@pytest.mark.parametrize(
    ("source", "expected"),
    [("webcal://a/", True), ("HTTPS://a/", True), ("file:///a", False), ("a.ics", False)],
)
def test_address_is_told_from_a_file(source: str, *, expected: bool) -> None:
    assert is_address(source) is expected


@pytest.mark.parametrize(
    ("address", "target", "expected"),
    [
        ("https://a/", "https://b/", True),
        ("http://a/", "https://b/", True),
        ("http://a/", "http://b/", True),
        ("https://a/", "http://b/", False),
        ("https://a/", "ftp://b/", False),
        ("http://a/", "file:///b", False),
    ],
)
def test_redirect_never_leaves_https(address: str, target: str, *, expected: bool) -> None:
    assert may_lead(address, target) is expected
