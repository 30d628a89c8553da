"""A rule in a zone gives the walls of the floating rule, each made real: L31 to L34 as one law."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.recurrence import Frequency, Rule, Weekday, WeekdayNum
from scheduler.recurrence.instances import Instances
from scheduler.recurrence.zones import instant, real_time

# A zone, and a wall near to which its clocks change.
CHANGES = [
    ("Europe/Brussels", datetime(2026, 3, 29, 2)),  # noqa: DTZ001 -- a wall
    ("Europe/Brussels", datetime(2026, 10, 25, 2)),  # noqa: DTZ001 -- a wall
    ("Australia/Lord_Howe", datetime(2026, 10, 4, 2)),  # noqa: DTZ001 -- a wall
    ("Australia/Lord_Howe", datetime(2026, 4, 5, 2)),  # noqa: DTZ001 -- a wall
    ("Antarctica/Troll", datetime(2026, 3, 29, 1)),  # noqa: DTZ001 -- a wall
    ("America/Sao_Paulo", datetime(2018, 11, 4)),  # noqa: DTZ001 -- a wall
    ("Pacific/Apia", datetime(2011, 12, 30)),  # noqa: DTZ001 -- a wall
    ("Africa/Monrovia", datetime(1972, 1, 7)),  # noqa: DTZ001 -- a wall
    ("Asia/Dhaka", datetime(2009, 12, 31, 23)),  # noqa: DTZ001 -- a wall
    ("America/New_York", datetime(9999, 3, 14, 2)),  # noqa: DTZ001 -- a wall
]
LENGTH = {Frequency.MINUTELY: 2, Frequency.HOURLY: 4, Frequency.DAILY: 12}
PARTS = st.fixed_dictionaries(
    {
        "freq": st.sampled_from(list(LENGTH)),
        "interval": st.sampled_from([1, 2, 3, 7, 20, 45]),
        "by_hour": st.sampled_from([(), (0, 1, 2, 3), (1, 23), (2,)]),
        "by_minute": st.sampled_from([(), (0, 30), (7, 15, 44, 59)]),
        "by_day": st.sampled_from([(), tuple(map(WeekdayNum, (Weekday.FR, Weekday.SU)))]),
    }
)
MINUTES = st.sampled_from([0, 10, 30, 60, 90, 200, 600, 1500])
WINDOW = st.tuples(st.integers(-300, 1600), st.integers(0, 1))


def marked(values: Iterable[datetime]) -> list[tuple[datetime, int]]:
    """With the mark that tells the second of two equal times, which == overlooks."""
    return [(value.replace(tzinfo=None), value.fold) for value in values]


@given(
    change=st.sampled_from(CHANGES),
    parts=PARTS,
    before=MINUTES,
    window=st.tuples(WINDOW, WINDOW),
    count=st.none() | st.integers(1, 40),
)
def test_instances_are_floating_walls_made_real(
    change: tuple[str, datetime],
    parts: dict[str, Any],
    before: int,
    window: tuple[tuple[int, int], tuple[int, int]],
    count: int | None,
) -> None:
    tzid, middle = change
    zone, start = ZoneInfo(tzid), middle - timedelta(minutes=before)
    end = middle + timedelta(days=LENGTH[parts["freq"]])
    walls = Instances(Rule(**parts), start).ascending(None, end)
    real = {
        instant(each): each for wall in walls for each in [real_time(wall.replace(tzinfo=zone))]
    }
    # What lands near the end may miss others that would land there.
    last = real_time((end - timedelta(hours=26)).replace(tzinfo=zone))
    begin = instant(start.replace(tzinfo=zone))
    expected = [real[at] for at in sorted(real) if begin <= at < instant(last)][:count]
    assume(count is None or len(expected) == count)
    rule = Instances(Rule(**parts, count=count), start.replace(tzinfo=zone))
    low, high = sorted(
        (
            real_time((middle + timedelta(minutes=m)).replace(tzinfo=zone, fold=f))
            for m, f in window
        ),
        key=instant,
    )
    inside = [each for each in expected if instant(low) <= instant(each) < instant(high)]

    assert marked(rule.ascending(None, last)) == marked(expected)
    assert marked(rule.descending(None, last)) == marked(expected[::-1])
    assert [rule.rank(each) for each in expected[::9]] == list(range(0, len(expected), 9))
    assert marked(map(rule.at, range(0, len(expected), 9))) == marked(expected[::9])
    assert marked(rule.ascending(low, min(high, last, key=instant))) == marked(inside)
    assert marked(rule.descending(low, min(high, last, key=instant))) == marked(inside[::-1])
    assert count is None or rule.total == count


@given(change=st.sampled_from(CHANGES), parts=PARTS, before=MINUTES, place=st.integers(0, 60))
def test_until_lets_in_the_instants_up_to_it(
    change: tuple[str, datetime], parts: dict[str, Any], before: int, place: int
) -> None:
    tzid, middle = change
    start = (middle - timedelta(minutes=before)).replace(tzinfo=ZoneInfo(tzid))
    end = start + timedelta(days=10)
    endless = list(Instances(Rule(**parts), start).ascending(None, end))
    assume(place < len(endless))
    at = endless[place].astimezone(UTC)

    for until, many in ((at, place + 1), (at - timedelta(seconds=1), place)):
        rule = Instances(Rule(**parts, until=until), start)

        assert marked(rule.ascending()) == marked(endless[:many])
        assert rule.total == many
