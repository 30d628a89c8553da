"""No question takes more memory than a person would grant one rule."""

import gc
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import UnansweredQuestion
from scheduler.recurrence import RecurrenceSet, Rule
from tests.counts import times

MOST = 50 * 1024 * 1024
START = datetime(2024, 2, 29, 9, 30, tzinfo=ZoneInfo("Europe/Brussels"))
FAR = datetime(9990, 1, 1, tzinfo=ZoneInfo("Europe/Brussels"))
RULES = (
    "FREQ=SECONDLY",
    "FREQ=SECONDLY;INTERVAL=7;BYMONTH=2",
    "FREQ=SECONDLY;INTERVAL=86399;BYDAY=MO",
    "FREQ=MINUTELY;INTERVAL=1441;BYMONTHDAY=1,3,5,7,9,11,13",
    "FREQ=HOURLY;INTERVAL=125;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=DAILY;INTERVAL=127;BYMONTH=1,2,3,4,5,6",
    "FREQ=DAILY;INTERVAL=86399;BYDAY=SU,MO,TU,WE",
    "FREQ=WEEKLY;INTERVAL=61;BYMONTH=5;BYSETPOS=1;BYDAY=MO,TU",
    "FREQ=MONTHLY;INTERVAL=7;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=9,12",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO;COUNT=1000000000",
)


def questions(asked: RecurrenceSet[datetime]) -> tuple[Callable[[], object], ...]:
    return (
        lambda: list(islice(asked, 1_000)),
        lambda: list(islice(asked.between(FAR, FAR.replace(year=9991)), 1_000)),
        lambda: asked.after(FAR),
        lambda: asked.before(FAR),
        lambda: asked.count(START, FAR),
        lambda: asked.index(asked[100_000]),
        lambda: asked[10**9],
    )


@pytest.mark.parametrize("text", RULES)
def test_questions_of_a_rule_take_under_fifty_megabytes(text: str) -> None:
    tracemalloc.start()
    try:
        asked = RecurrenceSet(START, (Rule.parse(text),))
        for question in questions(asked):
            # Only the rule that COUNT ends may say that it has not so many.
            with suppress(UnansweredQuestion, *([IndexError] if asked.is_finite else [])):
                question()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < MOST, peak


@pytest.mark.counted
def test_many_rules_together_take_under_fifty_megabytes() -> None:
    """What one rule leaves behind is let go when others come."""
    hours = [",".join(str(hour) for hour in range(24) if hour != left) for left in range(24)]
    tracemalloc.start()
    try:
        for number in range(times(8, 20)):
            text = f"FREQ=SECONDLY;BYMONTH={number % 12 + 1};BYHOUR={hours[number % 24]}"
            RecurrenceSet(START, (Rule.parse(text),)).count(START, START.replace(year=2056))
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert kept < MOST, kept
