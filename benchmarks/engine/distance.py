"""The same window near the start and far from it: a start in year 1, windows to year 9998.

Years of one group have one calendar (they lie 400 years apart), so their lists are equally long.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from benchmarks.engine.engines import Ours
from benchmarks.engine.report import Figure, Part, duration
from benchmarks.engine.rules import TEN, ZONES, short, year
from benchmarks.engine.stopwatch import timed

GROUPS = ((2, 802, 2002, 9602), (398, 1998, 5198, 9998))
ROUNDS = 15
FLAT = 1.10


def parts(*, quick: bool) -> list[Part]:
    """A table for floating time and one for a zone."""
    texts = TEN[:5] if quick else TEN
    return [_part(zone, tz, texts) for zone, tz in ZONES.items()]


def _part(zone: str, tz: ZoneInfo | None, texts: tuple[str, ...]) -> Part:
    years = [number for group in GROUPS for number in group]
    part = Part(
        f"Window of one year, {zone}, from a start in year 1: µs, warm",
        ["rule", *map(str, years), "spread cold", "spread warm"],
    )
    colds, warms = [], []
    for text in texts:
        cold, warm = _times(text, tz, years, cold=True), _times(text, tz, years, cold=False)
        colds.append(_spread(cold))
        warms.append(_spread(warm))
        spreads = (f"{colds[-1]:.2f}", f"{warms[-1]:.2f}")
        part.rows.append([short(text), *map(duration, warm), *spreads])
    part.figures.extend(
        [
            Figure(
                f"farthest to nearest, {zone}: widest spread, cold", max(colds), "times", bar=FLAT
            ),
            Figure(
                f"farthest to nearest, {zone}: widest spread, warm", max(warms), "times", bar=FLAT
            ),
        ]
    )
    return part


def _times(text: str, tz: ZoneInfo | None, years: list[int], *, cold: bool) -> list[float]:
    first = datetime(1, 1, 1, 9, tzinfo=tz)
    ask = Ours().cold if cold else Ours().warm
    works = [ask(text, first, *year(number, tz)) for number in years]
    return [each.microseconds for each in timed(*works, rounds=ROUNDS)]


def _spread(times: list[float]) -> float:
    """The slowest year by the fastest of its group; the wider of the two groups."""
    near, far = times[: len(GROUPS[0])], times[len(GROUPS[0]) :]
    return max(max(each) / min(each) for each in (near, far))
