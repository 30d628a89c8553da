"""Feeds over HTTP: from our server, from Radicale and from Xandikos, side by side.

Run it from the checkout: `.venv/bin/python -m benchmarks.serve [REQUESTS]`, on Linux. The peers
stand in an environment of their own, whose folder SERVE_PEERS names:
`python3 -m venv DIR && DIR/bin/pip install radicale==3.9.* xandikos`, as the extra `bench-serve`
has them. Our server runs as one process, with its access log and its database; each of its answers
asks the record whether it has changed. Every server is asked in turn over 1, 4 and 16 connections,
several times, and its best round counts.
"""

import os
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from benchmarks.feeds.many_meetings import filled
from benchmarks.serving.servers import HEAD, Figures, Server, ours, radicale, xandikos

MEETINGS_OF_60_KB = 88
MEETINGS = 10_000
FEED = "/feeds/eu-iom.ics"
CONNECTIONS = (1, 4, 16)
ROUNDS = 8
PEERS = Path(os.environ.get("SERVE_PEERS", "var/serve-peers"))
PEER_REQUESTS = 80
WHOLE_ANSWERS = 200
Start = Callable[[Path, Path, bytes], AbstractContextManager[Server]]
WITH_PEER = "Authorization: Basic YmVuY2g6eA=="


def main() -> None:
    """Print every figure, and how far it is from its bar."""
    requests = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(HEAD)
        errors = _many(folder, requests // 2) + _small(folder, requests - requests // 2)
        print(f"errors in {requests:,} requests of ours: {errors:.0f}")


def _many(folder: Path, requests: int) -> float:
    """10,000 meetings: what has not changed, then the whole, then the memory that it took."""
    _fill(folder / "many.db", MEETINGS)
    with ours(folder / "many.db", FEED) as server:
        tag = _tag(server)
        figures = server.load(16, requests, 304, f"If-None-Match: {tag}")
        _say(f"ours, 304, {MEETINGS:,} meetings, 16 connections", figures)
        for coding in ("identity", "gzip"):
            whole = server.load(8, WHOLE_ANSWERS, 200, f"Accept-Encoding: {coding}")
            size = whole.said["octets each"] / 1e6
            _say(f"ours, 200, {MEETINGS:,} meetings, {size:.1f} MB {coding}", whole)
        print(f"ours, most memory under this load: {server.peak_megabytes:.0f} MB (below 150)")
    return figures.said["errors"]


def _small(folder: Path, requests: int) -> float:
    """A feed of 60 kB, beside the peers in turn, so that a busy machine is busy for each."""
    _fill(folder / "small.db", MEETINGS_OF_60_KB)
    with ExitStack() as running, ours(folder / "small.db", FEED) as server:
        octets = _octets(server)
        peers = [running.enter_context(start(PEERS, folder, octets)) for start in _peers()]
        rounds = [
            {one: _load(one, count, requests) for one in (server, *peers)}
            for _ in range(ROUNDS)
            for count in CONNECTIONS
        ]
        best = {
            one: max((each[one] for each in rounds), key=lambda figures: figures.rate)
            for one in (server, *peers)
        }
        least = {one: min(each[one].cpu for each in rounds) for one in (server, *peers)}
    for one, figures in best.items():
        _say(f"{one.name}, 200, {len(octets):,} octets, best of all", figures)
    worst = max(each[server].said["p99 ms"] for each in rounds)
    print(f"ours, worst p99 of all: {worst:.1f} ms (below 25)")
    for peer in peers:
        times, cpu = best[server].rate / best[peer].rate, least[peer] / least[server]
        print(f"ours is {times:.0f} times {peer.name} (at least 40); by processor time {cpu:.0f}")
    return sum(each[server].said["errors"] for each in rounds)


def _peers() -> tuple[Start, ...]:
    if (PEERS / "bin" / "xandikos").exists():
        return radicale, xandikos
    print(f"skipped: Radicale and Xandikos are not in {PEERS} (SERVE_PEERS)")
    return ()


def _load(server: Server, connections: int, requests: int) -> Figures:
    if server.path == FEED:
        return server.load(connections, requests // (ROUNDS * len(CONNECTIONS)), 200)
    return server.load(connections, PEER_REQUESTS, 200, WITH_PEER)


def _fill(path: Path, count: int) -> None:
    filled(path, count).engine.dispose()


def _tag(server: Server) -> str:
    with urllib.request.urlopen(server.url, timeout=60) as answer:  # noqa: S310 -- ours
        return str(answer.headers["etag"])


def _octets(server: Server) -> bytes:
    with urllib.request.urlopen(server.url, timeout=60) as answer:  # noqa: S310 -- ours
        octets: bytes = answer.read()
    return octets


def _say(what: str, figures: Figures) -> None:
    print(f"{what:44}{figures}", flush=True)


if __name__ == "__main__":
    main()
