"""Rules on which engines hang, give up or guess: the right answer, and the time it takes.

A rule is asked from its text to its answer, in a fresh process that never met it.
"""

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from types import FrameType

from benchmarks.engine.engines import installed
from benchmarks.engine.report import Figure, Part, duration
from benchmarks.engine.rules import short
from benchmarks.engine.stopwatch import ROUNDS, in_fresh_processes, timed
from scheduler.errors import SchedulerError
from scheduler.recurrence import RecurrenceSet, Rule

START = datetime(1997, 1, 1, 9)  # noqa: DTZ001 -- floating
REFUSED, EMPTY = "refused", "empty"
BAR = 1_000.0
COUNT_BAR = 100.0
PATIENCE = 5.0
_SOME = 3

Answer = str | list[datetime]


@dataclass(frozen=True)
class HardRule:
    """A rule, what is asked of it, and the right answer."""

    text: str
    right: Answer
    window: tuple[datetime, datetime] | None = None
    excluded_days: int = 0

    @property
    def title(self) -> str:
        """The rule and what is asked."""
        asked = f", window in {self.window[0].year}" if self.window else ""
        less = f", {self.excluded_days:,} EXDATEs" if self.excluded_days else ""
        return short(self.text) + less + asked

    @property
    def excluded(self) -> tuple[datetime, ...]:
        """The first days, taken out."""
        return tuple(START + timedelta(day) for day in range(self.excluded_days))


def _at(*when: int) -> datetime:
    return datetime(*when)  # type: ignore[arg-type]  # noqa: DTZ001 -- floating; all whole numbers


def _seconds(*when: int) -> list[datetime]:
    return [_at(*when) + timedelta(seconds=second) for second in range(_SOME)]


def _window(low: datetime, **length: int) -> tuple[datetime, datetime]:
    return low, low + timedelta(**length)


BILLION = 10**9
COUNTED = (
    HardRule(
        f"FREQ=DAILY;COUNT={BILLION}",
        [_at(2095, 1, day, 9) for day in (1, 2, 3)],
        _window(_at(2095, 1, 1), days=3),
    ),
    HardRule(
        f"FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT={BILLION}",
        [_at(2095, 1, day, 9) for day in (3, 5, 7)],
        _window(_at(2095, 1, 1), days=7),
    ),
    HardRule(
        f"FREQ=YEARLY;BYMONTH=6;BYDAY=1TU;COUNT={BILLION}",
        [_at(2095, 6, 7, 9)],
        _window(_at(2095, 1, 1), days=365),
    ),
    HardRule(
        f"FREQ=SECONDLY;COUNT={BILLION}", _seconds(2020, 1, 1), _window(_at(2020, 1, 1), seconds=3)
    ),
)
HARD = (
    HardRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", EMPTY),
    HardRule(
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=3;BYMINUTE=0;BYSECOND=0",
        [_at(year, 2, 29, 3) for year in (2000, 2004, 2008)],
    ),
    HardRule("FREQ=SECONDLY", _seconds(2097, 1, 1), _window(_at(2097, 1, 1), seconds=3)),
    HardRule("FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO", EMPTY),
    HardRule("FREQ=DAILY;BYYEARDAY=100", REFUSED),
    HardRule("FREQ=DAILY", [_at(2024, 5, day, 9) for day in (19, 20, 21)], excluded_days=10_000),
    *COUNTED,
    HardRule("FREQ=DAILY;INTERVAL=0", REFUSED),
    HardRule("FREQ=MONTHLY;BYDAY=0MO", REFUSED),
    HardRule("FREQ=DAILY;COUNT=0", REFUSED),
    HardRule("FREQ=DAILY;COUNT=2;UNTIL=19970110T090000", REFUSED),
    HardRule("FREQ=YEARLY;BYMONTH=13", REFUSED),
    HardRule("FREQ=WEEKLY;BYDAY=2MO", REFUSED),
    HardRule("FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1,3", EMPTY),
    HardRule("FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31", EMPTY),
    HardRule(
        "FREQ=MINUTELY;BYSECOND=60", [_at(1997, 1, 1, 9, minute, 59) for minute in range(_SOME)]
    ),
)


def ours(rule: HardRule, excluded: tuple[datetime, ...]) -> Answer:
    """Our answer, from the rule's text."""
    try:
        series = RecurrenceSet(START, (Rule.parse(rule.text),), excluded=excluded)
    except SchedulerError:
        return REFUSED
    if rule.window:
        return list(series.between(*rule.window))
    return list(islice(series, _SOME)) or (EMPTY if series.is_empty else "nothing, unproved")


def dateutil(rule: HardRule) -> Answer:
    """The answer of dateutil, if it comes in time."""
    module = installed("dateutil.rrule")
    if module is None:
        return "not installed"
    try:
        with _patience():
            series = module.rruleset()
            series.rrule(module.rrulestr(rule.text, dtstart=START))
            for day in rule.excluded:
                series.exdate(day)
            if rule.window:
                low, high = rule.window
                return list(series.between(low, high - timedelta(seconds=1), inc=True))
            return list(islice(series, _SOME)) or EMPTY
    except TimeoutError:
        return f"no answer in {PATIENCE:.0f} s"
    except ValueError:
        return REFUSED


@contextmanager
def _patience() -> Iterator[None]:
    """TimeoutError when patience ends; without a limit where the system has no such alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def parts(*, quick: bool) -> list[Part]:
    """The table of hard rules; a quick run leaves out dateutil, which hangs on some."""
    columns = ["rule", "right answer", "ours", "first time", "again", "dateutil"]
    part = Part("Hard rules, from text to answer: µs", columns)
    unmet = in_fresh_processes("-m", "benchmarks.engine.hard_rules", rounds=ROUNDS)
    counted: list[float] = []
    for rule, anew in zip(HARD, unmet, strict=True):
        again = timed(_work(rule))[0]
        if again.result != rule.right:
            part.differences.append(f"{rule.title}: {said(again.result)}, not {said(rule.right)}")
        theirs = "" if quick else _beside(rule)
        times = duration(anew), duration(again.microseconds)
        part.rows.append([rule.title, said(rule.right), said(again.result), *times, theirs])
        if rule in COUNTED:
            counted.append(again.microseconds)
    part.figures.extend(
        [
            Figure("hard rules: the slowest, first time", max(unmet), "µs", bar=BAR),
            Figure(f"COUNT={BILLION}: the slowest window", max(counted), "µs", bar=COUNT_BAR),
        ]
    )
    return [part]


def _beside(rule: HardRule) -> str:
    theirs = timed(lambda: dateutil(rule), first=True)[0]
    verdict = "right" if theirs.result == rule.right else said(theirs.result)
    return f"{verdict}, {duration(theirs.microseconds)}"


def _work(rule: HardRule) -> Callable[[], Answer]:
    excluded = rule.excluded
    return lambda: ours(rule, excluded)


def said(answer: Answer) -> str:
    """An answer as the table shows it."""
    if isinstance(answer, str):
        return answer
    return f"{len(answer)} from {answer[0]:%Y-%m-%d %H:%M:%S}" if answer else "nothing"


def main() -> None:
    """Print, as a JSON list, what each rule takes that this process never met.

    The first question takes the imports that the engine leaves until they are needed.
    """
    ours(HardRule("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5;COUNT=30", ""), (START,))
    works = [_work(rule) for rule in HARD]
    json.dump([each.microseconds for each in timed(*works, first=True)], sys.stdout)


if __name__ == "__main__":
    main()
