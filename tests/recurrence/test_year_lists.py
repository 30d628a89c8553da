"""Instances made forwards, year by year, are those made backwards, which takes the long way."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.recurrence import Rule
from scheduler.recurrence.clock.rule_walls import rule_walls
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.year_lists import year_lists

RULES = (
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
    "FREQ=YEARLY;BYMONTHDAY=29,-1",
    "FREQ=YEARLY;BYYEARDAY=1,366,-366",
    "FREQ=YEARLY;BYWEEKNO=2,51;BYDAY=MO,SU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=SU;BYHOUR=1,2,3",
    "FREQ=DAILY;BYMONTH=1,3,10,12",
    "FREQ=DAILY;BYMONTH=3,12;BYMINUTE=0,30",
    "FREQ=WEEKLY;BYMONTH=1,3,10,12;BYDAY=FR,SA,SU",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,SA,SU;BYHOUR=1,2,3",
)
ENDS = ("", ";COUNT=1", ";COUNT=7", ";COUNT=100")
ZONES = (
    None,
    UTC,
    *map(
        ZoneInfo,
        (
            "Europe/Brussels",
            "America/Sao_Paulo",
            "Antarctica/Troll",
            "Asia/Dhaka",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Kiritimati",
        ),
    ),
)
# Where clocks change, and turns of the year.
NEAR = (
    ("Europe/Brussels", datetime(2026, 3, 29, 2, 30)),  # noqa: DTZ001 -- wall time
    ("Europe/Brussels", datetime(2026, 10, 25, 2, 30)),  # noqa: DTZ001 -- wall time
    ("America/Sao_Paulo", datetime(2018, 11, 4, 0, 30)),  # noqa: DTZ001 -- wall time
    ("Asia/Dhaka", datetime(2009, 12, 31, 23, 30)),  # noqa: DTZ001 -- wall time
    ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 15)),  # noqa: DTZ001 -- wall time
    ("Pacific/Apia", datetime(2011, 12, 30, 9)),  # noqa: DTZ001 -- wall time
    ("Pacific/Kiritimati", datetime(1994, 12, 31, 9)),  # noqa: DTZ001 -- wall time
)


@st.composite
def windows(draw: st.DrawFn) -> tuple[date, date, date]:
    """A start, and a window of some hours, days or years, often near a change."""
    name, near = draw(st.sampled_from(NEAR))
    hours = st.sampled_from((0, 0, 0, -1, 1, 0.25, 0.75, 24)).map(
        lambda hours: timedelta(hours=hours)
    )
    zone = draw(st.sampled_from((ZoneInfo(name), ZoneInfo(name), UTC, None)))
    back = draw(st.sampled_from((0, 1, 7, 28, 365, 3000)))
    start = (near - timedelta(back) + draw(hours)).replace(tzinfo=zone)
    low = (near + draw(hours)).replace(tzinfo=zone)
    length = timedelta(draw(st.sampled_from((0, 1, 3, 40, 365, 366, 1500))))
    high = (low + length + draw(hours)).replace(fold=draw(st.integers(0, 1)))
    if zone is None and draw(st.booleans()):
        return start.date(), low.date(), high.date()
    return start, low, high


@settings(max_examples=700)
@given(st.sampled_from(RULES), st.sampled_from(ENDS), windows())
def test_year_lists_give_what_the_long_way_gives(
    text: str, end: str, window: tuple[date, date, date]
) -> None:
    start, low, high = window
    instances = Instances(Rule.parse(text + end), start)
    assert year_lists(rule_walls(Rule.parse(text), start), start)
    backwards = list(instances.descending(low, high))
    assert list(instances.ascending(low, high)) == backwards[::-1]


@pytest.mark.parametrize(
    "text",
    ["FREQ=YEARLY", "FREQ=DAILY;BYMONTH=12;BYMONTHDAY=31", "FREQ=DAILY;INTERVAL=7;BYHOUR=9,10"],
)
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_year_lists_end_with_the_calendar(text: str, zone: tzinfo | None) -> None:
    start = datetime(9990, 12, 31, 9, tzinfo=zone)
    instances = Instances(Rule.parse(text), start)
    assert list(instances.ascending()) == list(instances.descending())[::-1]


def test_year_lists_look_for_no_instance_where_there_is_none() -> None:
    start = datetime(1, 1, 1, 9, tzinfo=UTC)
    rule = Rule.parse("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    assert list(Instances(rule, start).ascending()) == []


def test_year_lists_are_made_one_by_one() -> None:
    instances = Instances(Rule.parse("FREQ=DAILY;BYMONTH=2"), date(2023, 5, 1))
    lists: Iterator[list[date]] = instances.chunks()
    assert list(map(len, islice(lists, 3))) == [29, 28, 28]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;INTERVAL=401",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYHOUR=9,10;BYSETPOS=2",
        "FREQ=YEARLY;INTERVAL=2",
        "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",  # may lie in December before
        "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD",
        "FREQ=DAILY;BYMONTH=1;BYHOUR=1,2,3,4,5,6,7,8,9",
    ],
)
def test_year_lists_are_not_for_rules_of_other_shapes(text: str) -> None:
    start = datetime(2027, 6, 1, 9, tzinfo=UTC)
    assert year_lists(rule_walls(Rule.parse(text), start), start) is None
