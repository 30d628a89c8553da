"""Expansion: 10,000 instances, or all before 2100, of each of the ten rules."""

from collections.abc import Sequence
from datetime import datetime

from benchmarks.engine.engines import Engine, Ours
from benchmarks.engine.equality import compare
from benchmarks.engine.report import Figure, Part, number
from benchmarks.engine.rules import TEN, ZONES, short, start
from benchmarks.engine.stopwatch import QUICK_ROUNDS, ROUNDS, mean, timed

MOST = 10_000
MOST_QUICK = 1_000
LAST_YEAR = 2100
# For each peer, how many times faster: the geometric mean of the ten rules, and the lowest.
BARS = {"dateutil": (25.0, 10.0), "rrule": (3.0, 1.0)}


def parts(peers: Sequence[Engine], *, quick: bool) -> list[Part]:
    """A table for floating time and one for a zone."""
    return [_part(zone, peers, quick=quick) for zone in ZONES]


def _part(zone: str, peers: Sequence[Engine], *, quick: bool) -> Part:
    engines = [Ours(), *peers]
    part = Part(f"Expansion, {zone}: µs an instance", ["rule", *(each.name for each in engines)])
    first = start(ZONES[zone])
    last = datetime(LAST_YEAR, 1, 1, tzinfo=first.tzinfo)
    most = MOST_QUICK if quick else MOST
    ratios: list[list[float]] = [[] for _ in peers]
    for text in TEN:
        works = [each.expansion(text, first, last, most) for each in engines]
        mine, *theirs = timed(*works, rounds=QUICK_ROUNDS if quick else ROUNDS)
        results = {p.name: t.result for p, t in zip(peers, theirs, strict=True)}
        compare(part, text, mine.result, results)
        part.rows.append(
            [
                short(text),
                *(number(each.microseconds / len(mine.result)) for each in (mine, *theirs)),
            ]
        )
        for column, peer in zip(ratios, theirs, strict=True):
            column.append(peer.microseconds / mine.microseconds)
    for at, column in enumerate(ratios):
        part.figures.extend(_figures(peers[at].name, column, zone))
    return part


def _figures(peer: str, ratios: list[float], zone: str) -> list[Figure]:
    middle, lowest = BARS[peer.split(maxsplit=1)[0]]
    return [
        Figure(f"expansion, {zone}: {peer}, mean", mean(ratios), "times", "at least", middle),
        Figure(f"expansion, {zone}: {peer}, lowest", min(ratios), "times", "at least", lowest),
    ]
