"""Recurrence sets in elapsed time: every question knows the second of two equal wall times."""

from datetime import UTC, datetime

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from tests.recurrence.elapsed_by_hand import brussels, marked

FIRST, SECOND = brussels(2026, 10, 25, 2, 30), brussels(2026, 10, 25, 2, 30, fold=1)
START = brussels(2026, 10, 25, 1, 30)
HOURLY = Rule.parse("FREQ=HOURLY;COUNT=4")
SERIES = RecurrenceSet(START, (HOURLY,), elapsed=True)
ALL = [START, FIRST, SECOND, brussels(2026, 10, 25, 3, 30)]


def test_instances_come_in_the_order_of_time() -> None:
    assert marked(list(SERIES)) == marked(ALL)
    assert marked(list(reversed(SERIES))) == marked(ALL[::-1])


def test_places_tell_equal_wall_times_apart() -> None:
    assert [SERIES.index(each) for each in ALL] == [0, 1, 2, 3]
    assert marked([SERIES[n] for n in range(4)]) == marked(ALL)
    assert SERIES.count(SECOND, ALL[3]) == 1


def test_neighbours_of_equal_wall_times_are_each_other() -> None:
    after, before = SERIES.after(FIRST), SERIES.before(SECOND)

    assert after is not None
    assert before is not None
    assert marked([after, before]) == marked([SECOND, FIRST])


def test_windows_may_begin_between_equal_wall_times() -> None:
    assert marked(list(SERIES.between(SECOND, ALL[3]))) == marked([SECOND])
    assert marked(list(SERIES.between(FIRST, SECOND))) == marked([FIRST])


@pytest.mark.parametrize("removed", [FIRST, SECOND])
def test_exclusion_removes_one_of_two_equal_wall_times(removed: datetime) -> None:
    series = RecurrenceSet(START, (HOURLY,), excluded=(removed.astimezone(UTC),), elapsed=True)
    left = [each for each in ALL if each.astimezone(UTC) != removed.astimezone(UTC)]

    assert marked(list(series)) == marked(left)
    assert removed not in series
    assert [each in series for each in left] == [True, True, True]


def test_two_rules_are_merged_by_instant() -> None:
    halves = Rule.parse("FREQ=MINUTELY;INTERVAL=30;COUNT=5")

    series = RecurrenceSet(START, (HOURLY, halves), elapsed=True)

    assert [value.strftime("%H:%M%z")[:-2] for value in series] == [
        "01:30+02",
        "02:00+02",
        "02:30+02",
        "02:00+01",
        "02:30+01",
        "03:30+01",
    ]


def test_days_are_refused() -> None:
    with pytest.raises(InvalidValue, match="days and longer periods are those of the calendar"):
        RecurrenceSet(START, (Rule.parse("FREQ=DAILY"),), elapsed=True).first  # noqa: B018 -- asks
