"""Asks one address again and again over kept connections, and prints what it took as JSON.

Run as `python load.py HOST PORT PATH CONNECTIONS REQUESTS STATUS [HEADER ...]`. It waits on plain
sockets, so that it takes far less of a processor than what it measures.
"""

import json
import resource
import selectors
import socket
import sys
from dataclasses import dataclass, field
from time import perf_counter

MOST_OCTETS = 1 << 20


@dataclass(slots=True)
class Talk:
    """One connection, with what has come of the present answer."""

    socket: socket.socket
    asked_at: float = 0.0
    missing: int = 0
    head: bytes = b""


@dataclass(slots=True)
class Load:
    """So many requests over so many connections; an answer of another status is an error."""

    address: tuple[str, int]
    request: bytes
    status: bytes
    left: int
    errors: int = 0
    octets: int = 0
    seconds: list[float] = field(default_factory=list)

    def run(self, connections: int) -> float:
        """Ask until nothing is left; returns the seconds it took."""
        with selectors.DefaultSelector() as waiting:
            talks = [Talk(socket.create_connection(self.address)) for _ in range(connections)]
            start = perf_counter()
            for talk in talks:
                waiting.register(talk.socket, selectors.EVENT_READ, talk)
                self._ask(talk)
            while len(self.seconds) + self.errors < self.left:
                for key, _ in waiting.select():
                    self._hear(key.data, waiting)
            took = perf_counter() - start
            for talk in talks:
                talk.socket.close()
        return took

    def _ask(self, talk: Talk) -> None:
        talk.asked_at, talk.missing, talk.head = perf_counter(), -1, b""
        talk.socket.sendall(self.request)

    def _hear(self, talk: Talk, waiting: selectors.BaseSelector) -> None:
        came = talk.socket.recv(MOST_OCTETS)
        if not came:
            self._call_again(talk, waiting)
            self.errors += 1
            self._ask(talk)
            return
        self.octets += len(came)
        if talk.missing < 0:
            talk.head += came
            if b"\r\n\r\n" not in talk.head:
                return
            head, _, body = talk.head.partition(b"\r\n\r\n")
            talk.head, talk.missing = head, _length(head) - len(body)
        else:
            talk.missing -= len(came)
        if talk.missing <= 0:
            if talk.head[9:12] == self.status:
                self.seconds.append(perf_counter() - talk.asked_at)
            else:
                self.errors += 1
            if talk.head.startswith(b"HTTP/1.0"):
                self._call_again(talk, waiting)
            self._ask(talk)

    def _call_again(self, talk: Talk, waiting: selectors.BaseSelector) -> None:
        """A new connection, in place of one that the server ends after each answer."""
        waiting.unregister(talk.socket)
        talk.socket.close()
        talk.socket = socket.create_connection(self.address)
        waiting.register(talk.socket, selectors.EVENT_READ, talk)


def _length(head: bytes) -> int:
    if head[9:12] == b"304":
        return 0
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if found else 0


def main() -> None:
    """Run one load and print its figures."""
    host, port, path, connections, requests, status, *headers = sys.argv[1:]
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", *headers, "", ""]
    load = Load((host, int(port)), "\r\n".join(lines).encode(), status.encode(), int(requests))
    took = load.run(int(connections))
    times = sorted(load.seconds) or [0.0]
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "a second": len(load.seconds) / took,
        "median ms": times[len(times) // 2] * 1e3,
        "p99 ms": times[int(len(times) * 0.99)] * 1e3,
        "errors": load.errors,
        "octets each": load.octets / max(len(load.seconds), 1),
        "client cpu µs": (used.ru_utime + used.ru_stime) / max(len(load.seconds), 1) * 1e6,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
