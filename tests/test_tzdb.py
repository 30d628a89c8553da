import zoneinfo
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from scheduler.errors import UnknownTimeZone
from scheduler.tzdb import known_zone, pin_tzdata, suggestions, zone, zone_names


@pytest.fixture
def restored_search_path() -> Iterator[None]:
    path = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(path)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("restored_search_path")
def test_pin_tzdata_leaves_the_package_alone_to_be_read() -> None:
    pin_tzdata()

    assert zoneinfo.TZPATH == ()
    assert zoneinfo.available_timezones() == zone_names()


def test_zone_reckons() -> None:
    brussels = zone("Europe/Brussels")

    assert datetime(2026, 7, 1, tzinfo=brussels).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "tzid", ["", "Mars/Olympus", "../../etc/passwd", "Europe/Brussels\r\nX:1", "europe/brussels"]
)
def test_known_zone_refuses_other_names(tzid: str) -> None:
    with pytest.raises(UnknownTimeZone):
        known_zone(tzid)


@pytest.mark.parametrize(
    ("tzid", "nearest"),
    [
        ("Europe/Brussel", "Europe/Brussels"),
        ("europe/brussels", "Europe/Brussels"),
        ("Brussels", "Europe/Brussels"),
        ("new york", "America/New_York"),
        ("Europe/Kyev", "Europe/Kyiv"),
        ("Europe/Geneva", "Europe/Zurich"),
    ],
)
def test_suggestions_begin_with_the_nearest(tzid: str, nearest: str) -> None:
    assert suggestions(tzid)[0] == nearest
    assert len(suggestions(tzid)) <= 3


def test_suggestions_are_none_where_nothing_is_near() -> None:
    assert suggestions("Q") == []
