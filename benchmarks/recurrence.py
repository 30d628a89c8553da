"""The recurrence engine beside python-dateutil: `python benchmarks/recurrence.py`.

Prints, for each rule, microseconds per occurrence of an expansion and for a window in 2095 of a
series that began in 1997 (cold: from the rule's text; warm: the set in hand), and the ratios.
Trust the ratios; the figures themselves move with the machine.
"""

import math
from collections.abc import Callable, Sized
from datetime import datetime
from itertools import islice
from time import perf_counter
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from scheduler.recurrence import RecurrenceSet, Rule

RULES = (
    "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TH",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
)
BRUSSELS = ZoneInfo("Europe/Brussels")
MOST = 2_000
REPEATS = 5


def main() -> None:
    """Run every rule, floating and in Europe/Brussels, and print the table."""
    for title, zone in (("floating", None), ("Europe/Brussels", BRUSSELS)):
        start = datetime(1997, 6, 3, 9, tzinfo=zone)
        window = datetime(2095, 1, 1, tzinfo=zone), datetime(2096, 1, 1, tzinfo=zone)
        print(f"\n{title}: µs (dateutil, ratio)")
        print(f"{'rule':<50}{'an occurrence':>22}{'window cold':>22}{'window warm':>22}")
        ratios = [_compare(text, start, window) for text in RULES]
        means = [
            math.exp(sum(map(math.log, column)) / len(column))
            for column in zip(*ratios, strict=True)
        ]
        print(f"{'geometric mean':<50}" + "".join(f"{f'{mean:.0f} times':>22}" for mean in means))


def _compare(text: str, start: datetime, window: tuple[datetime, datetime]) -> list[float]:
    ours = RecurrenceSet(start, (Rule.parse(text),))
    theirs = rrulestr(text, dtstart=start)
    pairs = [
        (
            _expansion(lambda: list(islice(ours, MOST))),
            _expansion(lambda: list(islice(theirs, MOST))),
        ),
        (
            _shortest(lambda: list(RecurrenceSet(start, (Rule.parse(text),)).between(*window))),
            _shortest(lambda: rrulestr(text, dtstart=start).between(*window, inc=True)),
        ),
        (
            _shortest(lambda: list(ours.between(*window))),
            _shortest(lambda: theirs.between(*window, inc=True)),
        ),
    ]
    cells = (f"{mine:.2f} ({peer:.1f}, {peer / mine:.0f}x)" for mine, peer in pairs)
    print(f"{text:<50}" + "".join(f"{cell:>22}" for cell in cells))
    return [peer / mine for mine, peer in pairs]


def _expansion(work: Callable[[], Sized]) -> float:
    """Microseconds for each occurrence of the shortest run."""
    return _shortest(work) / len(work())


def _shortest(work: Callable[[], object]) -> float:
    """Microseconds of the shortest run: the one that other programs disturbed least."""
    times = []
    for _ in range(REPEATS):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return min(times) * 1e6


if __name__ == "__main__":
    main()
