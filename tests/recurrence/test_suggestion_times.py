"""Suggestions for times, in a zone too."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.recurrence import Rule
from tests.recurrence.suggested import rules

BRUSSELS = ZoneInfo("Europe/Brussels")


def times(text: str) -> list[datetime]:
    return [datetime.fromisoformat(each) for each in text.split()]


@pytest.mark.parametrize(
    ("moments", "rule"),
    [
        pytest.param(
            "2024-01-02T09:30 2024-02-06T09:30 2024-03-05T09:30",
            "FREQ=MONTHLY;BYDAY=1TU",
            id="always at one time",
        ),
        pytest.param(
            "2024-01-01T17:00 2024-01-02T09:00 2024-01-02T17:00 2024-01-03T09:00",
            "FREQ=DAILY;BYHOUR=9,17",
            id="two hours a day",
        ),
        pytest.param(
            "2024-01-02T09:15 2024-01-02T09:45 2024-01-09T09:15 2024-01-09T09:45",
            "FREQ=WEEKLY;BYDAY=TU;BYHOUR=9;BYMINUTE=15,45",
            id="two minutes an hour",
        ),
        pytest.param(
            "2024-01-01T22:00 2024-01-01T23:00 2024-01-02T00:00 2024-01-02T01:00",
            "FREQ=HOURLY",
            id="hourly",
        ),
        pytest.param(
            "2024-01-01T09:00 2024-01-01T10:30 2024-01-01T12:00 2024-01-01T13:30",
            "FREQ=MINUTELY;INTERVAL=90",
            id="every hour and a half",
        ),
        pytest.param(
            "2024-01-01T09:00:00 2024-01-01T09:00:07 2024-01-01T09:00:14",
            "FREQ=SECONDLY;INTERVAL=7",
            id="every seven seconds",
        ),
    ],
)
def test_simplest_rule_of_times(moments: str, rule: str) -> None:
    assert rules(Rule.suggest(times(moments)))[0] == rule


def test_times_in_a_zone_follow_the_clock_over_its_changes() -> None:
    morning = datetime(2026, 3, 2, 9, 30, tzinfo=BRUSSELS)
    weekly = [morning + timedelta(weeks=n) for n in range(8)]

    first = Rule.suggest([each.astimezone(UTC) if each.day == 30 else each for each in weekly])[0]

    assert (str(first.rule), first.is_exact) == ("FREQ=WEEKLY;BYDAY=MO", True)
    assert first.predicted[0] == datetime(2026, 4, 27, 9, 30, tzinfo=BRUSSELS)
    assert str(first.predicted[0].tzinfo) == "Europe/Brussels"


def test_a_time_that_clocks_skipped_fits() -> None:
    skipped = datetime(2026, 3, 29, 3, 30, tzinfo=BRUSSELS)
    nights = [
        skipped.replace(day=28, hour=2),
        skipped,
        *(datetime(2026, 3, day, 2, 30, tzinfo=BRUSSELS) for day in (30, 31)),
    ]

    first = Rule.suggest(nights)[0]

    assert (str(first.rule), first.is_exact) == ("FREQ=DAILY", True)


def test_an_hour_that_comes_twice_is_two_times() -> None:
    night = [datetime(2026, 10, 25, hour, 30, tzinfo=BRUSSELS) for hour in range(1, 6)]
    again = night[1].replace(fold=1)

    first = Rule.suggest([*night, again])[0]

    assert (str(first.rule), first.dates) == ("FREQ=HOURLY", (again,))
    assert first.dates[0].fold == 1
