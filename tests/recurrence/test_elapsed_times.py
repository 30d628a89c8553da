"""The count of elapsed time, near against a walk over every second, far against itself."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.recurrence import Rule, Weekday, WeekdayNum
from scheduler.recurrence.elapsed import ElapsedInstances
from tests.recurrence.elapsed_by_hand import STARTS, UNIT, brussels, by_hand, marked

RULES = [
    "FREQ=HOURLY",
    "FREQ=HOURLY;INTERVAL=3",
    "FREQ=HOURLY;BYMINUTE=0,20,50",
    "FREQ=HOURLY;INTERVAL=2;BYMINUTE=5,35;BYSECOND=0,30",
    "FREQ=HOURLY;BYHOUR=0,1,2,23",
    "FREQ=MINUTELY;INTERVAL=7",
    "FREQ=MINUTELY;INTERVAL=45;BYSECOND=0,59",
    "FREQ=MINUTELY;BYHOUR=1,2;BYMINUTE=10,40",
    "FREQ=MINUTELY;INTERVAL=25;BYDAY=SU,FR,SA",
    "FREQ=SECONDLY;INTERVAL=1001",
    "FREQ=SECONDLY;INTERVAL=7;BYSECOND=3,40;BYMINUTE=1,30",
    "FREQ=MINUTELY;INTERVAL=30;COUNT=11",
]


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS.keys())
@pytest.mark.parametrize("text", RULES)
def test_instances_are_those_of_a_walk_over_every_second(text: str, start: datetime) -> None:
    rule = Rule.parse(text)
    instances = ElapsedInstances(rule, start)
    end = (start.astimezone(UTC) + timedelta(hours=7)).astimezone(start.tzinfo)
    expected = by_hand(rule, start)

    found = list(instances.ascending(None, end))

    assert marked(found) == marked(expected)
    assert marked(list(instances.descending(None, end))) == marked(expected[::-1])
    assert [instances.rank(value) for value in expected] == list(range(len(expected)))
    assert marked([instances.at(n) for n in range(len(expected))]) == marked(expected)
    assert all(instances.chunks(None, end))


FAR = [
    "FREQ=HOURLY;INTERVAL=8",
    "FREQ=HOURLY;INTERVAL=5",
    "FREQ=HOURLY;INTERVAL=11;BYDAY=MO,TU",
    "FREQ=HOURLY;BYHOUR=1,2,3;BYMINUTE=0,30",
    "FREQ=MINUTELY;INTERVAL=90;BYMONTH=3,10;BYHOUR=2",
]


@pytest.mark.parametrize("text", FAR)
def test_rank_and_place_agree_near_and_far(text: str) -> None:
    """Also around the years from which clocks, and later rule and clocks, repeat."""
    rule = ElapsedInstances(Rule.parse(text), brussels(2026, 7, 1, 9))
    for year in (2026, 2100, 2101, 2102, 2501, 2502, 2503, 4102, 9998):
        low, high = brussels(year, 10, 20), brussels(year + 1, 4, 1)
        values = list(rule.ascending(low, high))
        ranks = [rule.rank(value) for value in values]

        assert ranks == list(range(rule.rank(low), rule.rank(high)))
        assert marked([rule.at(rank) for rank in ranks[::50]]) == marked(values[::50])
        assert marked(list(rule.descending(low, high))) == marked(values[::-1])


PARTS = st.fixed_dictionaries(
    {
        "freq": st.sampled_from(list(UNIT)),
        "interval": st.sampled_from([1, 1, 2, 3, 7, 11, 45]),
        "by_hour": st.sampled_from([(), (), (1, 2), (0, 2, 3, 23)]),
        "by_minute": st.sampled_from([(), (0, 30), (7, 20, 59)]),
        "by_second": st.sampled_from([(), (0,), (11, 59)]),
        "by_day": st.sampled_from([(), (), (WeekdayNum(Weekday.SU), WeekdayNum(Weekday.SA))]),
        "by_month_day": st.sampled_from([(), (), (-1, 1, 25), (-7, 6, 29)]),
        "by_month": st.sampled_from([(), (), (1, 3, 4, 10), (2, 12)]),
        "count": st.sampled_from([None, None, 1, 5]),
    }
)


@given(parts=PARTS, start=st.sampled_from(list(STARTS.values())))
def test_random_rules_are_those_of_a_walk(parts: dict[str, Any], start: datetime) -> None:
    rule = Rule(**parts)
    end = (start.astimezone(UTC) + timedelta(hours=7)).astimezone(start.tzinfo)

    found = list(ElapsedInstances(rule, start).ascending(None, end))

    assert marked(found) == marked(by_hand(rule, start))


def test_long_interval_comes_to_every_year_that_holds_it() -> None:
    """10,000 hours are 417 days, so that years are passed over, which must hold none."""
    start = brussels(2026, 1, 1, 0, 30)
    instances = ElapsedInstances(Rule.parse("FREQ=HOURLY;INTERVAL=10000"), start)
    step = timedelta(hours=10_000)
    expected = [(start.astimezone(UTC) + step * n).astimezone(start.tzinfo) for n in range(300)]

    assert marked(list(instances.ascending(None, expected[-1]))) == marked(expected[:-1])
    assert marked([instances.at(n) for n in range(300)]) == marked(expected)
    assert [instances.rank(value) for value in expected] == list(range(300))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY;INTERVAL=24;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
        "FREQ=HOURLY;INTERVAL=24216;BYMONTH=2;BYMONTHDAY=29",
    ],
    ids=["on a day that most years lack", "on days that 400 years may miss"],
)
def test_rare_instances_are_proved_to_have_no_end(text: str) -> None:
    instances = ElapsedInstances(Rule.parse(text), brussels(2026, 1, 1, 9))
    later = brussels(2102, 1, 1), brussels(2502, 1, 1)

    assert instances.total is None
    assert len(list(instances.ascending(brussels(2102, 1, 1), brussels(2103, 1, 1)))) == 0
    assert (next(instances.ascending(*later), None) is None) == ("24216" in text)
