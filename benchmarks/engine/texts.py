"""Reading and writing rules, and importing the engine, beside peers."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import product
from typing import Any

from benchmarks.engine.engines import installed
from benchmarks.engine.report import Figure, Part, number
from benchmarks.engine.rules import TEN, start
from benchmarks.engine.stopwatch import QUICK_ROUNDS, ROUNDS, in_fresh_processes, timed
from scheduler.recurrence import Rule

PARSE_BAR, WRITE_BAR, IMPORT_BAR = 8.0, 3.0, 5_000.0
IMPORT_ROUNDS = 15
_ENDS = (";COUNT={number}", ";UNTIL={year}1231T090000", ";INTERVAL={number}")

_IMPORT = """
import datetime, zoneinfo
from time import process_time
began = process_time()
{statement}
print([(process_time() - began) * 1e6])
"""
_IMPORTED = {
    "ours": "from scheduler.recurrence import RecurrenceSet, Rule",
    "dateutil": "from dateutil.rrule import rruleset, rrulestr",
    "rrule (Rust)": "from rrule import build_rruleset",
    "icalendar": "from icalendar import vRecur",
    "ical": "from ical.types.recur import Recur",
}

Read = Callable[[str], object]
Write = Callable[[object], object]


def parts(*, quick: bool) -> list[Part]:
    """One table: a row for each program."""
    part = Part("Texts: µs a rule; import above datetime and zoneinfo: ms", _COLUMNS)
    rounds = QUICK_ROUNDS if quick else ROUNDS
    for name, (read, write) in _programs().items():
        reading, writing = _times(read, write, rounds)
        importing = _import(name, QUICK_ROUNDS if quick else IMPORT_ROUNDS)
        cells = (number(reading), number(writing) if write else "–", number(importing / 1e3))
        part.rows.append([name, *cells])
        if name == "ours":
            part.figures.extend(
                [
                    Figure("parse a rule, with full validation", reading, "µs", bar=PARSE_BAR),
                    Figure("write a rule", writing, "µs", bar=WRITE_BAR),
                    Figure("import of the engine", importing, "µs", bar=IMPORT_BAR),
                ]
            )
    part.differences.extend(
        f"{text} is written as {Rule.parse(text)}, which is another rule"
        for text in _texts(10)
        if Rule.parse(str(Rule.parse(text))) != Rule.parse(text)
    )
    return [part]


_COLUMNS = ("program", "parse", "write", "import")


def _programs() -> dict[str, tuple[Read, Write | None]]:
    """For each program that is installed, how it reads a rule and writes it."""
    programs: dict[str, tuple[Read, Write | None]] = {"ours": (Rule.parse, str)}
    first = start(None)
    if module := installed("dateutil.rrule"):
        rrulestr = module.rrulestr
        programs["dateutil"] = (lambda text: rrulestr(text, dtstart=first), str)
    if module := installed("rrule"):
        build = module.build_rruleset
        programs["rrule (Rust)"] = (lambda text: build(first, [f"RRULE:{text}"]), None)
    if module := installed("icalendar"):
        recur = module.vRecur
        programs["icalendar"] = (recur.from_ical, recur.to_ical)
    if module := installed("ical.types.recur"):
        programs["ical"] = (module.Recur.from_rrule, module.Recur.as_rrule_str)
    return programs


def _texts(number: int) -> list[str]:
    """Texts of rules, others for each number: a text that was read before may be remembered."""
    return [
        text + end.format(number=number, year=2000 + number)
        for text, end in product(TEN, _ENDS)
        if not ("INTERVAL" in text and "INTERVAL" in end)
    ]


def _times(read: Read, write: Write | None, rounds: int) -> tuple[float, float]:
    """Microseconds to read a rule, and to write one, neither met before; 0 without."""
    reading, writing = [], []
    for texts in map(_texts, range(10, 10 + rounds * 5)):
        run = timed(partial(_each, read, texts), first=True)[0]
        reading.append(run.microseconds / len(texts))
        if write is not None:
            run = timed(partial(_each, write, run.result), first=True)[0]
            writing.append(run.microseconds / len(texts))
    return min(reading), min(writing, default=0.0)


def _each(work: Callable[[Any], object], values: Iterable[object]) -> list[object]:
    return [work(value) for value in values]


def _import(name: str, rounds: int) -> float:
    code = _IMPORT.format(statement=_IMPORTED[name])
    return in_fresh_processes("-c", code, rounds=rounds)[0]
