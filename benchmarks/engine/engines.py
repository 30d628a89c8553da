"""Our engine and its peers behind one interface: works to time, with lists as their results."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Protocol

from scheduler.recurrence import RecurrenceSet, Rule

List = Callable[[], list[datetime]]
_SECOND = timedelta(seconds=1)


class Engine(Protocol):
    """What the tables ask of an engine; windows are half-open."""

    name: str

    def expansion(self, text: str, start: datetime, last: datetime, most: int) -> List:
        """A walk over the first instances before `last`, with the rule in hand."""

    def cold(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """A window, from the rule's text to the list."""

    def warm(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """A window, with the rule in hand."""


class Ours:
    """The engine of this project."""

    name = "ours"

    def expansion(self, text: str, start: datetime, last: datetime, most: int) -> List:
        """As in Engine."""
        series = RecurrenceSet(start, (Rule.parse(text),))
        found = len(list(islice(series.between(start, last), most)))
        return lambda: list(islice(series, found))

    def cold(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        return lambda: list(RecurrenceSet(start, (Rule.parse(text),)).between(low, high))

    def warm(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        series = RecurrenceSet(start, (Rule.parse(text),))
        return lambda: list(series.between(low, high))


class Dateutil:
    """python-dateutil, whose rules walk from their start."""

    def __init__(self, module: ModuleType, version: str) -> None:
        self.name = f"dateutil {version}"
        self._read = module.rrulestr

    def expansion(self, text: str, start: datetime, last: datetime, most: int) -> List:
        """As in Engine."""
        rule = self._read(text, dtstart=start)
        found = sum(1 for value in islice(rule, most) if value < last)
        return lambda: list(islice(rule, found))

    def cold(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        read, last = self._read, high - _SECOND
        return lambda: read(text, dtstart=start).between(low, last, inc=True)

    def warm(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        rule, last = self._read(text, dtstart=start), high - _SECOND
        return lambda: rule.between(low, last, inc=True)


class RustBinding:
    """The PyPI package `rrule`: the Rust crate of that name, which has one question."""

    def __init__(self, module: ModuleType, version: str) -> None:
        self.name = f"rrule {version} (Rust)"
        self._build = module.build_rruleset

    def expansion(self, text: str, start: datetime, last: datetime, most: int) -> List:
        """As in Engine."""
        rule, end = self._build(start, [f"RRULE:{text}"]), last - _SECOND
        return lambda: rule.between(start, end, most)

    def cold(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        build, last = self._build, high - _SECOND
        return lambda: build(start, [f"RRULE:{text}"]).between(low, last, _MOST)

    def warm(self, text: str, start: datetime, low: datetime, high: datetime) -> List:
        """As in Engine."""
        rule, last = self._build(start, [f"RRULE:{text}"]), high - _SECOND
        return lambda: rule.between(low, last, _MOST)


# The binding takes its limit as a number of 16 bits.
_MOST = 65_535


def installed(name: str) -> ModuleType | None:
    """A peer's module, if it is installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def dateutil() -> Dateutil | None:
    """python-dateutil, if it is installed."""
    module = installed("dateutil.rrule")
    return Dateutil(module, import_module("dateutil").__version__) if module else None


def rust_binding() -> RustBinding | None:
    """The Rust binding, if it is installed."""
    module = installed("rrule")
    return RustBinding(module, "0.0.1") if module else None
