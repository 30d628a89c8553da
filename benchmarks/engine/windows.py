"""A window of 2095 for a start in 1997: cold, from text to list; warm, with the set in hand."""

from collections.abc import Sequence
from datetime import datetime

from benchmarks.engine.engines import Engine, Ours
from benchmarks.engine.equality import compare
from benchmarks.engine.report import Figure, Part, duration
from benchmarks.engine.rules import TEN, YEARLY, ZONES, short, start, year
from benchmarks.engine.stopwatch import QUICK_ROUNDS, ROUNDS, Timed, in_fresh_processes, mean, timed

FAR = 2095
# How many times faster than dateutil, in the mean; other peers are without a bar.
COLD_BAR, WARM_BAR = 500.0, 2_000.0
ANNUAL_COLD = 15.0
WARM_FIXED, WARM_EACH = 2.0, 0.1


def parts(peers: Sequence[Engine], *, quick: bool) -> list[Part]:
    """A table for floating time and one for a zone; a quick run leaves out the rule of minutes."""
    texts = [text for text in TEN if not (quick and "MINUTELY" in text)]
    return [_part(zone, texts, peers, QUICK_ROUNDS if quick else ROUNDS) for zone in ZONES]


def _part(zone: str, texts: Sequence[str], peers: Sequence[Engine], rounds: int) -> Part:
    engines = [Ours(), *peers]
    columns = ["rule", "in all", "first time", *(each.name for each in engines)]
    part = Part(f"Window of {FAR}, {zone}: µs, cold / warm", columns)
    part.notes.append("first time: the text never met before, in a fresh process")
    first, window = start(ZONES[zone]), year(FAR, ZONES[zone])
    anew = _first_times(zone, texts, rounds)
    colds, warms = [], []
    for text, unmet in zip(texts, anew, strict=True):
        cold = timed(*(each.cold(text, first, *window) for each in engines), rounds=rounds)
        warm = timed(*(each.warm(text, first, *window) for each in engines), rounds=rounds)
        for each in (cold, warm):
            theirs = {p.name: t.result for p, t in zip(peers, each[1:], strict=True)}
            compare(part, text, each[0].result, theirs)
        pairs = zip(cold, warm, strict=True)
        cells = (f"{duration(c.microseconds)} / {duration(w.microseconds)}" for c, w in pairs)
        part.rows.append([short(text), str(len(cold[0].result)), duration(unmet), *cells])
        colds.append(cold)
        warms.append(warm)
    part.figures.extend(_ratios(f"window cold, {zone}", peers, colds, COLD_BAR))
    part.figures.extend(_ratios(f"window warm, {zone}", peers, warms, WARM_BAR))
    part.figures.extend(_limits(zone, texts, colds, warms))
    part.notes[:] = dict.fromkeys(part.notes)
    return part


def _first_times(zone: str, texts: Sequence[str], rounds: int) -> list[float]:
    module = "benchmarks.engine.first_time"
    return in_fresh_processes("-m", module, zone, *texts, rounds=rounds)


Table = Sequence[Sequence[Timed[list[datetime]]]]


def _ratios(name: str, peers: Sequence[Engine], table: Table, bar: float) -> list[Figure]:
    figures = []
    for at, peer in enumerate(peers, start=1):
        ratio = mean([row[at].microseconds / row[0].microseconds for row in table])
        known = bar if peer.name.startswith("dateutil") else None
        figures.append(Figure(f"{name}: {peer.name}, mean", ratio, "times", "at least", known))
    return figures


def _limits(zone: str, texts: Sequence[str], colds: Table, warms: Table) -> list[Figure]:
    annual = [row[0].microseconds for text, row in zip(texts, colds, strict=True) if text in YEARLY]
    over = [row[0].microseconds / (WARM_FIXED + WARM_EACH * len(row[0].result)) for row in warms]
    worst = short(texts[over.index(max(over))])
    return [
        Figure(f"window cold, {zone}: slowest yearly rule", max(annual), "µs", bar=ANNUAL_COLD),
        Figure(f"window warm, {zone}: of 2 µs + 0.1 µs each, {worst}", max(over), "times", bar=1.0),
    ]
