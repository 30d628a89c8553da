"""Hours, minutes and seconds that really pass, as clocks show them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence import Rule
from scheduler.recurrence.elapsed import ElapsedInstances, elapsed_instances
from scheduler.recurrence.instances import Instances
from tests.recurrence.elapsed_by_hand import SECOND, brussels


def elapsed(text: str, start: datetime) -> ElapsedInstances:
    return ElapsedInstances(Rule.parse(text), start)


def shown(values: Iterator[datetime] | list[datetime], most: int = 8) -> list[str]:
    """Time of day and offset of the first few."""
    return [value.strftime("%H:%M%z")[:-2] for value in islice(values, most)]


def test_hourly_over_the_fold_has_no_hole() -> None:
    start = brussels(2026, 10, 25, 0, 30)

    assert shown(elapsed("FREQ=HOURLY", start).ascending()) == [
        "00:30+02",
        "01:30+02",
        "02:30+02",
        "02:30+01",
        "03:30+01",
        "04:30+01",
        "05:30+01",
        "06:30+01",
    ]


def test_hourly_over_the_gap_has_no_double() -> None:
    start = brussels(2026, 3, 29, 0, 30)

    assert shown(elapsed("FREQ=HOURLY;COUNT=4", start).ascending()) == [
        "00:30+01",
        "01:30+01",
        "03:30+02",
        "04:30+02",
    ]


def test_every_eighth_hour_moves_on_the_clock() -> None:
    start = brussels(2026, 3, 28, 6)

    assert shown(elapsed("FREQ=HOURLY;INTERVAL=8;COUNT=6", start).ascending()) == [
        "06:00+01",
        "14:00+01",
        "22:00+01",
        "07:00+02",
        "15:00+02",
        "23:00+02",
    ]


def test_parts_see_what_clocks_show() -> None:
    """The second 2:15 and 2:45 are instances too, though BYHOUR names the hour once."""
    start = brussels(2026, 10, 25)
    rule = elapsed("FREQ=HOURLY;BYHOUR=1,2;BYMINUTE=15,45;COUNT=6", start)

    assert shown(rule.ascending()) == [
        "01:15+02",
        "01:45+02",
        "02:15+02",
        "02:45+02",
        "02:15+01",
        "02:45+01",
    ]


def test_half_hour_of_lord_howe_moves_the_minute() -> None:
    start = datetime(2026, 4, 5, 0, 15, tzinfo=ZoneInfo("Australia/Lord_Howe"))

    assert shown(elapsed("FREQ=HOURLY;COUNT=4", start).ascending()) == [
        "00:15+11",
        "01:15+11",
        "01:45+10",
        "02:45+10",
    ]


def test_day_that_samoa_left_out_is_no_time_at_all() -> None:
    start = datetime(2011, 12, 29, 22, tzinfo=ZoneInfo("Pacific/Apia"))

    values = list(elapsed("FREQ=HOURLY;COUNT=3", start).ascending())

    assert [value.isoformat() for value in values] == [
        "2011-12-29T22:00:00-10:00",
        "2011-12-29T23:00:00-10:00",
        "2011-12-31T00:00:00+14:00",
    ]


def test_start_may_be_the_second_of_two_equal_times() -> None:
    start = brussels(2026, 10, 25, 2, 30, fold=1)

    assert shown(elapsed("FREQ=HOURLY;COUNT=2", start).ascending()) == ["02:30+01", "03:30+01"]


def test_start_that_clocks_skip_is_moved_on() -> None:
    start = brussels(2026, 3, 29, 2, 30)

    assert shown(elapsed("FREQ=HOURLY;COUNT=2", start).ascending()) == ["03:30+02", "04:30+02"]


def test_until_is_an_instant_and_included() -> None:
    start = brussels(2026, 10, 25, 1, 30)

    rule = elapsed("FREQ=HOURLY;UNTIL=20261025T013000Z", start)

    assert shown(rule.ascending()) == ["01:30+02", "02:30+02", "02:30+01"]
    assert rule.total == 3


SUMMER = brussels(2026, 7, 1, 9)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=5", SUMMER),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=9;BYMONTH=1", SUMMER),
        ("FREQ=HOURLY;INTERVAL=24;BYHOUR=8;BYMONTH=7", SUMMER),
        ("FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1,3", SUMMER),
        ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", SUMMER),
        ("FREQ=HOURLY;INTERVAL=1000000000000;BYHOUR=10", SUMMER),
        ("FREQ=HOURLY;BYHOUR=2;UNTIL=20260701T080000Z", SUMMER),
    ],
)
def test_rule_that_never_comes_true_is_proved_empty(text: str, start: datetime) -> None:
    """At 9:00 of a summer day, every 24th hour is at 8:00 in January, though it is 9:00 in July."""
    rule = elapsed(text, start)

    assert rule.is_empty
    assert rule.is_finite
    assert rule.total == 0
    assert not rule.outlasts_calendar
    assert list(rule.ascending()) == list(rule.descending()) == []
    with pytest.raises(IndexError):
        rule.at(0)


def test_rule_without_count_ends_where_a_zone_gives_up_its_summer_time() -> None:
    """Brazil's last summer of summer time ended in February 2019; 9:00 has been 8:00 ever since."""
    start = datetime(2018, 1, 10, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))
    rule = elapsed("FREQ=HOURLY;INTERVAL=24;BYHOUR=9", start)
    days = (datetime(2018, 2, 18) - datetime(2018, 1, 10)).days  # noqa: DTZ001 -- a length
    days += (datetime(2019, 2, 17) - datetime(2018, 11, 4)).days  # noqa: DTZ001 -- a length

    assert rule.total == days
    assert rule.is_finite
    assert not rule.outlasts_calendar
    assert rule.at(days - 1) == datetime(2019, 2, 16, 9, tzinfo=start.tzinfo)
    assert next(rule.descending()) == rule.at(days - 1)
    with pytest.raises(IndexError):
        rule.at(days)


def test_place_after_the_calendar_is_told_by_its_year() -> None:
    rule = elapsed("FREQ=HOURLY;INTERVAL=8", SUMMER)
    hours = 8 * 10**9
    year = 2026 + hours // (146_097 * 24) * 400

    assert year <= rule.year_at(10**9) < year + 400
    assert rule.outlasts_calendar
    with pytest.raises(UnansweredQuestion, match=f"in year {rule.year_at(10**9)}"):
        rule.at(10**9)


def test_place_is_not_told_where_rule_and_clocks_repeat_too_late() -> None:
    rule = elapsed("FREQ=HOURLY;INTERVAL=100003;BYDAY=MO", SUMMER)

    assert rule.total is None
    with pytest.raises(UnansweredQuestion, match="after year 9999"):
        rule.at(10**6)


def test_count_ends_the_rule_near_and_far() -> None:
    rule = elapsed("FREQ=HOURLY;COUNT=1000000000", SUMMER)
    low = brussels(2095, 10, 30, 1, 30)

    assert shown(rule.ascending(low, brussels(2095, 10, 30, 5))) == [
        "02:00+02",
        "02:00+01",
        "03:00+01",
        "04:00+01",
    ]
    assert rule.total == 10**9
    assert rule.outlasts_calendar
    assert elapsed("FREQ=HOURLY;COUNT=5", SUMMER).rank(brussels(2095, 1, 1)) == 5


def test_last_second_of_the_calendar_is_reached_in_every_zone() -> None:
    for tzid in ("America/New_York", "Asia/Tokyo", "Pacific/Apia"):
        start = datetime(9999, 12, 31, 22, 59, 59, tzinfo=ZoneInfo(tzid))
        rule = elapsed("FREQ=HOURLY", start)

        assert list(rule.ascending()) == [start, start.replace(hour=23)]
        assert next(rule.descending()) == start.replace(hour=23)


def test_first_second_of_the_calendar_is_a_start_in_every_zone() -> None:
    for tzid in ("America/New_York", "Asia/Tokyo", "Europe/Brussels"):
        start = datetime(1, 1, 1, tzinfo=ZoneInfo(tzid))
        rule = elapsed("FREQ=HOURLY;INTERVAL=12", start)

        assert list(islice(rule.ascending(), 2)) == [start, start.replace(hour=12)]
        assert rule.at(rule.rank(brussels(2026, 1, 1))) - brussels(2026, 1, 1) < 12 * 3600 * SECOND


@pytest.mark.parametrize("text", ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"])
def test_days_and_longer_periods_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="HOURLY, MINUTELY or SECONDLY with elapsed=True"):
        elapsed_instances(Rule.parse(text), SUMMER)


@pytest.mark.parametrize("zone", [None, UTC])
def test_start_whose_clock_never_changes_is_by_the_clock(zone: ZoneInfo | None) -> None:
    rule, start = Rule.parse("FREQ=HOURLY;COUNT=5"), datetime(2026, 10, 25, tzinfo=zone)

    found = elapsed_instances(rule, start)

    assert isinstance(found, Instances)
    assert len(list(found.ascending())) == 5


def test_start_in_a_zone_is_in_elapsed_time() -> None:
    found = elapsed_instances(Rule.parse("FREQ=HOURLY;COUNT=5"), brussels(2026, 10, 25))

    assert shown(found.ascending()) == ["00:00+02", "01:00+02", "02:00+02", "02:00+01", "03:00+01"]


def test_until_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValue, match="UNTIL"):
        elapsed_instances(Rule.parse("FREQ=HOURLY;UNTIL=20261025T000000"), SUMMER)
