"""The servers that are compared, each in a process of its own, with one calendar to give."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError

LOAD = Path(__file__).with_name("load.py")
READY_SECONDS = 30.0
_TICKS = 100  # a second, in /proc
_JSON_LINES = 3


@dataclass(frozen=True)
class Server:
    """A server that runs, and where its calendar is."""

    name: str
    pid: int
    port: int
    path: str

    @property
    def url(self) -> str:
        """The address of the calendar."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    def load(self, connections: int, requests: int, status: int, *headers: str) -> "Figures":
        """What so many requests took, over so many connections at once."""
        before = self.cpu_seconds
        words = [str(word) for word in (self.port, self.path, connections, requests, status)]
        said = subprocess.run(
            [sys.executable, str(LOAD), "127.0.0.1", *words, *headers],
            check=True,
            capture_output=True,
            text=True,
        )
        return Figures(json.loads(said.stdout), (self.cpu_seconds - before) / requests)

    @property
    def cpu_seconds(self) -> float:
        """What its process has used of a processor so far."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / _TICKS

    @property
    def peak_megabytes(self) -> float:
        """The most memory that its process has held."""
        status = Path(f"/proc/{self.pid}/status").read_text("utf-8")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024


@dataclass(frozen=True)
class Figures:
    """What one load said, and the seconds of the server's processor for each request."""

    said: dict[str, float]
    cpu: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.said["a second"]

    def __str__(self) -> str:
        said = self.said
        return (
            f"{said['a second']:9,.0f}{said['median ms']:11.2f}{said['p99 ms']:9.2f}"
            f"{self.cpu * 1e6:13.0f}{said['client cpu µs']:13.0f}{said['errors']:9.0f}"
        )


HEAD = (
    f"{'':44}{'a second':>9}{'median ms':>11}{'p99 ms':>9}{'server µs':>13}{'client µs':>13}"
    f"{'errors':>9}"
)


@contextmanager
def ours(database: Path, path: str) -> Iterator[Server]:
    """Our server, one process, with its access log, as the command line starts it."""
    command = [sys.executable, "-m", "scheduler", "--database", str(database), "serve"]
    with subprocess.Popen(
        [*command, "--port", "0", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None  # noqa: S101 -- it is a pipe
        told = json.loads("".join(process.stdout.readline() for _ in range(_JSON_LINES)))
        try:
            server = Server("ours", process.pid, int(told["address"].split(":")[2][:-7]), path)
            yield _ready(server)
        finally:
            process.terminate()


@contextmanager
def radicale(environment: Path, folder: Path, octets: bytes) -> Iterator[Server]:
    """Radicale, which sends a calendar that it was given as a collection."""
    port = 25232
    configuration = folder / "radicale.ini"
    configuration.write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\nmax_connections = 64\n[auth]\ntype = none\n"
        f"[rights]\ntype = authenticated\n[storage]\nfilesystem_folder = {folder / 'radicale'}\n"
        "[logging]\nlevel = error\n",
        "utf-8",
    )
    program = str(environment / "bin" / "python")
    command = [program, "-m", "radicale", "--config", str(configuration)]
    with _running("Radicale", command, port, "/bench/feed/") as server:
        _put(server, octets)
        yield server


@contextmanager
def xandikos(environment: Path, folder: Path, octets: bytes) -> Iterator[Server]:
    """Xandikos, which sends a calendar that it was given as one file."""
    port, root = 25233, folder / "xandikos"
    command = [str(environment / "bin" / "xandikos"), "serve", "-d", str(root), "-l", "127.0.0.1"]
    command += ["-p", str(port), "--current-user-principal", "/user/", "--defaults"]
    with _running("Xandikos", command, port, "/user/calendars/calendar/feed.ics") as server:
        _put(server, octets)
        yield server


@contextmanager
def _running(name: str, command: Sequence[str], port: int, path: str) -> Iterator[Server]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        try:
            yield _ready(Server(name, process.pid, port, path))
        finally:
            process.terminate()


def _ready(server: Server) -> Server:
    until = monotonic() + READY_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=5).close()
        except URLError as error:
            if getattr(error, "code", None):
                return server
            if monotonic() > until:
                raise
            sleep(0.1)
        else:
            return server


def _put(server: Server, octets: bytes) -> None:
    headers = {"Content-Type": "text/calendar", "Authorization": "Basic YmVuY2g6eA=="}
    request = urllib.request.Request(server.url, octets, headers, method="PUT")  # noqa: S310 -- ours
    urllib.request.urlopen(request, timeout=60).close()  # noqa: S310 -- ours
