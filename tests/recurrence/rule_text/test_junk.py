"""Rule texts that nobody should send: refused by our own errors or answered, and soon."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import SchedulerError
from scheduler.recurrence import Frequency, RecurrenceSet, Rule
from scheduler.recurrence.set_text import read_set, write_set
from tests.counts import times
from tests.recurrence.rule_text.junk import junk

TEXTS = times(2_000, 100_000)
SHARES = 4
SOON = 0.05
TRIES = 5
FLOATING = datetime(2024, 2, 29, 9, 30)  # noqa: DTZ001 -- floating
STARTS = (
    FLOATING.date(),
    FLOATING,
    FLOATING.replace(tzinfo=UTC),
    FLOATING.replace(tzinfo=ZoneInfo("Europe/Brussels")),
)
DTSTART = "DTSTART;TZID=Europe/Brussels:20240229T093000"

pytestmark = [pytest.mark.counted, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_text_is_soon_read_or_refused(share: int) -> None:
    for text, start in _drawn(share):
        for ask in _readings(text, start):
            _require_soon(ask, text, start)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_rule_is_soon_answered(share: int) -> None:
    for text, start in _drawn(share):
        with suppress(SchedulerError):
            rule = Rule.parse(text)
            for ask in _questions(rule, start):
                _require_soon(ask, text, start)


def _drawn(share: int) -> Iterator[tuple[str, date]]:
    chance = Random(f"junk {share}")  # noqa: S311 -- tests draw by chance
    for _ in range(TEXTS // SHARES):
        yield junk(chance), chance.choice(STARTS)


def _require_soon(ask: Callable[[], object], text: str, start: date) -> None:
    """Several times, where the machine was at something else: that only ever adds to the time."""
    assert any(_time_of(ask) < SOON for _ in range(TRIES)), (text, start)


def _time_of(ask: Callable[[], object]) -> float:
    begun = process_time()
    with suppress(SchedulerError):
        ask()
    return process_time() - begun


def _readings(text: str, start: date) -> Iterator[Callable[[], object]]:
    as_set = f"{DTSTART}\nRRULE:{text}\nEXDATE;TZID=Europe/Brussels:20270601T093000"
    yield lambda: Rule.parse(text)
    yield lambda: Rule.parse(text, tolerant=True, start=start)
    yield lambda: _read_and_written(Rule.parse(text))
    yield lambda: read_set(as_set)
    yield lambda: write_set(read_set(as_set, tolerant=True))
    yield lambda: read_set(text, tolerant=True)


def _read_and_written(rule: Rule) -> None:
    assert Rule.parse(str(rule)) == rule


def _counts_slowly(rule: Rule) -> bool:
    """The one kind of rule that docs/recurrence.md excepts; `test_hard_rules` has its bar."""
    return rule.freq is Frequency.SECONDLY and 86_400 % rule.interval > 0


def _at(index: int, asked: RecurrenceSet[date]) -> date | None:
    """Only a set that ends may say that it has not so many."""
    try:
        return asked[index]
    except IndexError:
        assert asked.is_finite
        return None


def _questions(rule: Rule, start: date) -> Iterator[Callable[[], object]]:
    def made() -> RecurrenceSet[date]:
        return RecurrenceSet(start, (rule,))

    later, last = start + 71 * timedelta(365), start.replace(9999, 12, 31)
    yield made
    yield lambda: list(islice(made(), 10))
    yield lambda: list(islice(made().between(later, later + timedelta(days=400)), 100))
    yield lambda: (made().after(later), made().before(later), later in made())
    yield lambda: (made().first, made().last)
    yield lambda: (made().is_empty, made().is_finite)
    yield lambda: made().count(start, last)
    if not _counts_slowly(rule):
        yield lambda: _at(10**9, made())
    yield lambda: len(made())
