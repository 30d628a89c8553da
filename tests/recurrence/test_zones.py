"""Kinds of time, walls, instants and bounds (RFC 5545 3.3.4, 3.3.5)."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence.zones import (
    TimeKind,
    as_bound,
    in_zone,
    instant,
    kind_of_time,
    real_time,
    require_kind,
    require_zone,
    wall_second,
)

BRUSSELS = ZoneInfo("Europe/Brussels")
APIA = ZoneInfo("Pacific/Apia")


def brussels(*fields: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = (*fields, 0, 0)[:5]
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS, fold=fold)


class NoOffset(tzinfo):
    """A zone that knows no offset, so that its times are floating, as Python says."""

    def utcoffset(self, _: datetime | None) -> None:
        return None

    def dst(self, _: datetime | None) -> None:
        return None

    def tzname(self, _: datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (date(2026, 1, 1), TimeKind.DATE),
        (datetime(2026, 1, 1, 9), TimeKind.FLOATING),  # noqa: DTZ001 -- floating
        (datetime(2026, 1, 1, 9, tzinfo=NoOffset()), TimeKind.FLOATING),
        (datetime(2026, 1, 1, 9, tzinfo=UTC), TimeKind.ZONED),
        (datetime(2026, 1, 1, 9, tzinfo=BRUSSELS), TimeKind.ZONED),
        (datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=5))), TimeKind.ZONED),
    ],
)
def test_kind_of_time_is_one_of_three(value: date, kind: TimeKind) -> None:
    assert kind_of_time(value) is kind


def test_require_kind_names_both_kinds() -> None:
    with pytest.raises(
        InvalidValue, match=r"a time in a zone, because the start 2026.* not a date"
    ):
        require_kind("the time asked for", date(2026, 1, 1), brussels(2026, 1, 1))


def test_require_kind_refuses_what_is_no_time() -> None:
    with pytest.raises(InvalidValue, match="expected a date, because the start is one"):
        require_kind("the time asked for", "tomorrow", date(2026, 1, 1))


def test_require_zone_refuses_a_fixed_offset() -> None:
    with pytest.raises(InvalidValue, match="in UTC or in a zone of the IANA database"):
        require_zone(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5))))


def test_wall_second_counts_from_the_day_before_the_calendar() -> None:
    assert wall_second(date(1, 1, 1)) == 86_400
    assert wall_second(datetime(1, 1, 2, 3, 4, 5, 6, tzinfo=UTC)) == 2 * 86_400 + 11_045


# Zone, and a wall near to which its clocks change.
CHANGES = {
    "Brussels, forward": (BRUSSELS, (2026, 3, 29, 2)),
    "Brussels, back": (BRUSSELS, (2026, 10, 25, 2)),
    "Dublin, back": (ZoneInfo("Europe/Dublin"), (2026, 10, 25, 1)),
    "Lord Howe, half an hour forward": (ZoneInfo("Australia/Lord_Howe"), (2026, 10, 4, 2)),
    "Lord Howe, half an hour back": (ZoneInfo("Australia/Lord_Howe"), (2026, 4, 5, 2)),
    "Troll, two hours forward": (ZoneInfo("Antarctica/Troll"), (2026, 3, 29, 1)),
    "Troll, two hours back": (ZoneInfo("Antarctica/Troll"), (2026, 10, 25, 2)),
    "Casablanca, back": (ZoneInfo("Africa/Casablanca"), (2025, 2, 23, 2)),
    "Sao Paulo, forward at midnight": (ZoneInfo("America/Sao_Paulo"), (2018, 11, 4)),
    "Samoa, a day forward": (APIA, (2011, 12, 30)),
    "Juneau, a day back": (ZoneInfo("America/Juneau"), (1867, 10, 18, 15)),
    "Monrovia, by minutes and seconds": (ZoneInfo("Africa/Monrovia"), (1972, 1, 7)),
    "Dhaka, back on New Year's Eve": (ZoneInfo("Asia/Dhaka"), (2009, 12, 31, 23)),
    "New York, in 9999": (ZoneInfo("America/New_York"), (9999, 3, 14, 2)),
}
QUARTER = timedelta(minutes=15)


def around(zone: ZoneInfo, fields: tuple[int, ...]) -> list[datetime]:
    """Walls of 28 hours before and after, most of them close by."""
    year, month, day, hour = (*fields, 0)[:4]
    middle = datetime(year, month, day, hour, tzinfo=zone)
    far = [middle + timedelta(hours=hours) for hours in range(-28, 29, 4)]
    return far + [middle + QUARTER * step for step in range(-12, 25)]


@pytest.mark.parametrize(("zone", "fields"), CHANGES.values(), ids=CHANGES.keys())
def test_real_time_is_shown_by_a_clock_at_the_same_instant(
    zone: ZoneInfo, fields: tuple[int, ...]
) -> None:
    for wall, fold in product(around(zone, fields), (0, 1)):
        value = wall.replace(fold=fold)

        shown = real_time(value)

        assert instant(shown) == instant(value)
        assert shown == shown.astimezone(UTC).astimezone(zone)
        assert shown.fold == shown.astimezone(UTC).astimezone(zone).fold or fold


@pytest.mark.parametrize(("zone", "fields"), CHANGES.values(), ids=CHANGES.keys())
def test_bound_stands_after_just_the_instances_that_are_earlier(
    zone: ZoneInfo, fields: tuple[int, ...]
) -> None:
    """Values in the zone itself, in UTC and in another zone; with and without microseconds."""
    walls = around(zone, fields)
    instances = [wall for wall in walls if real_time(wall) == wall]
    own = [
        wall.replace(fold=fold, microsecond=micros)
        for wall, fold, micros in product(walls, (0, 1), (0, 1, 999_999))
    ]
    values = own + [value.astimezone(other) for value in own for other in (UTC, BRUSSELS)]
    pairs = list(product(values, instances))

    assert len(instances) > 20
    assert [wall_second(each) < as_bound(value, zone) for value, each in pairs] == [
        instant(each) < instant(value) for value, each in pairs
    ]


def test_bound_of_dates_and_floating_times_is_their_wall() -> None:
    floating = datetime(2026, 3, 29, 2, 30)  # noqa: DTZ001 -- floating

    assert as_bound(date(2026, 3, 29), None) == wall_second(date(2026, 3, 29))
    assert as_bound(floating, None) == wall_second(floating)
    assert as_bound(floating.replace(microsecond=1), None) == wall_second(floating) + 1


def test_bound_of_a_moment_that_the_zone_sees_out_of_the_calendar() -> None:
    new_york, tokyo = ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)

    assert as_bound(first, new_york) == 86_400 - (4 * 3600 + 56 * 60 + 2)
    assert as_bound(last, tokyo) == wall_second(last) + 9 * 3600
    assert as_bound(last.replace(microsecond=1), tokyo) == wall_second(last) + 9 * 3600 + 1
    assert as_bound(first.replace(tzinfo=tokyo), UTC) == 86_400 - (9 * 3600 + 18 * 60 + 59)


def test_in_zone_reads_a_skipped_time_as_a_rule_does() -> None:
    skipped = brussels(2026, 3, 29, 2, 30)

    assert in_zone("a date", skipped, BRUSSELS).isoformat() == "2026-03-29T03:30:00+02:00"
    assert in_zone("a date", skipped, UTC).isoformat() == "2026-03-29T01:30:00+00:00"
