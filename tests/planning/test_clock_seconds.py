from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.planning.clock_seconds import second_of, seconds_of

BRUSSELS = ZoneInfo("Europe/Brussels")
# Changes of an hour, of half an hour, of a whole day, at midnight, and none at all.
ZONES = [
    ZoneInfo(name)
    for name in (
        *("Europe/Brussels", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo"),
        *("Africa/Casablanca", "Asia/Manila", "UTC"),
    )
]
walls = st.datetimes(datetime(2005, 1, 1), datetime(2040, 1, 1)).map(  # noqa: DTZ001 -- walls
    lambda wall: wall.replace(microsecond=0)
)


@given(st.lists(walls), st.sampled_from(ZONES))
def test_many_moments_are_told_as_each_one(given_walls: list[datetime], zone: ZoneInfo) -> None:
    floating = sorted(given_walls)
    moments = [each.replace(tzinfo=zone) for each in floating]

    assert seconds_of(floating, zone) == [second_of(each, zone) for each in moments]
    assert seconds_of(moments, zone) == [second_of(each, zone) for each in moments]


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_every_half_hour_of_a_year_with_changes(zone: ZoneInfo) -> None:
    start = datetime(2011, 1, 1, tzinfo=zone)
    moments = [start + timedelta(minutes=30) * number for number in range(48 * 366)]

    assert seconds_of(moments, zone) == [second_of(each, zone) for each in moments]


@given(st.lists(st.dates(date(2000, 1, 1), date(2050, 1, 1))), st.sampled_from(ZONES))
def test_days_begin_at_midnight(days: list[date], zone: ZoneInfo) -> None:
    days.sort()

    assert seconds_of(days, zone) == [second_of(each, zone) for each in days]


@pytest.mark.parametrize(
    ("moment", "instant"),
    [
        (date(2027, 5, 7), "2027-05-06T22:00:00+00:00"),
        (datetime(2027, 5, 7, 9), "2027-05-07T07:00:00+00:00"),  # noqa: DTZ001 -- floating
        (datetime(2027, 3, 28, 2, 30), "2027-03-28T01:30:00+00:00"),  # noqa: DTZ001 -- in a gap
        (datetime(2027, 10, 31, 2, 30), "2027-10-31T00:30:00+00:00"),  # noqa: DTZ001 -- the first
        (datetime(2027, 5, 7, 9, tzinfo=UTC), "2027-05-07T09:00:00+00:00"),
    ],
    ids=["day", "floating", "gap", "fold", "utc"],
)
def test_a_moment_is_read_in_the_zone(moment: date, instant: str) -> None:
    assert datetime.fromtimestamp(second_of(moment, BRUSSELS), UTC).isoformat() == instant
