"""Where the clocks change, and what UNTIL must be: the right instants, and who gives them.

Europe/Brussels, 2026: clocks go forward on 29 March and back on 25 October.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.engine.engines import Ours, dateutil, rust_binding
from benchmarks.engine.report import Part
from benchmarks.engine.rules import BRUSSELS, short
from scheduler.errors import SchedulerError

REFUSED = "refused"
_PEER_REFUSALS = (ValueError, TypeError)


@dataclass(frozen=True)
class Case:
    """A rule from a local start, over a window, with the wall times or UTC instants to come."""

    title: str
    text: str
    start: datetime
    until: datetime
    right: str

    def said(self, values: list[datetime]) -> str:
        """Instants in UTC, as the right answer is written."""
        if values and values[0].tzinfo is None:
            return " ".join(f"{value:%d %H:%M}" for value in values)
        return " ".join(f"{value.astimezone(UTC):%d %H:%M}Z" for value in values)


def _brussels(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BRUSSELS)


_GAP, _FOLD = (3, 29), (10, 25)
_ENDLESS = "20260331T093000"
CASES = (
    Case(
        "daily 02:30 over the gap",
        "FREQ=DAILY",
        _brussels(3, 28, 2, 30),
        _brussels(3, 31),
        "28 01:30Z 29 01:30Z 30 00:30Z",
    ),
    Case(
        "daily 02:30 in the fold",
        "FREQ=DAILY",
        _brussels(10, 24, 2, 30),
        _brussels(10, 27),
        "24 00:30Z 25 00:30Z 26 01:30Z",
    ),
    Case(
        "hourly :30 over the gap",
        "FREQ=HOURLY",
        _brussels(*_GAP, 0, 30),
        _brussels(*_GAP, 5),
        "28 23:30Z 29 00:30Z 29 01:30Z 29 02:30Z",
    ),
    Case(
        "hourly :30 in the fold",
        "FREQ=HOURLY",
        _brussels(*_FOLD, 1, 30),
        _brussels(*_FOLD, 4),
        "24 23:30Z 25 00:30Z 25 02:30Z",
    ),
    Case(
        "half-hourly over the gap",
        "FREQ=MINUTELY;INTERVAL=30",
        _brussels(*_GAP, 1, 30),
        _brussels(*_GAP, 4, 30),
        "29 00:30Z 29 01:00Z 29 01:30Z 29 02:00Z",
    ),
    Case(
        "UNTIL in UTC, the last instance",
        "FREQ=DAILY;UNTIL=20260330T073000Z",
        _brussels(3, 29, 9, 30),
        _brussels(4, 2),
        "29 07:30Z 30 07:30Z",
    ),
    Case(
        "UNTIL as a date, zoned start",
        "FREQ=DAILY;UNTIL=20260330",
        _brussels(3, 29, 9, 30),
        _brussels(4, 2),
        REFUSED,
    ),
    Case(
        "UNTIL local, zoned start",
        f"FREQ=DAILY;UNTIL={_ENDLESS}",
        _brussels(3, 29, 9, 30),
        _brussels(4, 2),
        REFUSED,
    ),
    Case(
        "UNTIL in UTC, floating start",
        f"FREQ=DAILY;UNTIL={_ENDLESS}Z",
        datetime(2026, 3, 29, 9, 30),  # noqa: DTZ001 -- floating
        datetime(2026, 4, 2),  # noqa: DTZ001 -- floating
        REFUSED,
    ),
    Case(
        "UNTIL as a date, floating start",
        "FREQ=DAILY;UNTIL=20260330",
        datetime(2026, 3, 29, 9, 30),  # noqa: DTZ001 -- floating
        datetime(2026, 4, 2),  # noqa: DTZ001 -- floating
        REFUSED,
    ),
)


def part() -> Part:
    """The table; whatever of ours is not right is a difference."""
    peers = [peer for peer in (dateutil(), rust_binding()) if peer]
    columns = ["case", "rule", "right", "ours", *(peer.name for peer in peers)]
    part = Part("Clock changes and UNTIL (Europe/Brussels, 2026; instants in UTC)", columns)
    for case in CASES:
        mine = _answer(case, Ours().cold, (SchedulerError,))
        if mine != case.right:
            part.differences.append(f"{case.title}: {mine}, not {case.right}")
        theirs = [_answer(case, peer.cold, _PEER_REFUSALS) for peer in peers]
        verdicts = ["right" if said == case.right else said for said in (mine, *theirs)]
        part.rows.append([case.title, short(case.text), case.right, *verdicts])
    return part


def _answer(
    case: Case,
    cold: Callable[[str, datetime, datetime, datetime], Callable[[], list[datetime]]],
    refusals: tuple[type[Exception], ...],
) -> str:
    try:
        with _quiet():
            return case.said(cold(case.text, case.start, case.start, case.until)())
    except refusals:
        return REFUSED
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the Rust binding refuses
            raise
        return "panics"


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing on standard error, where a panic prints its stack."""
    sys.stderr.flush()
    kept, sink = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(sink)
        os.close(kept)
