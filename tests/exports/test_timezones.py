import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from icalendar import Calendar, Timezone

from scheduler.errors import UnknownTimeZone
from scheduler.exports.timezones import vtimezone
from scheduler.tzdb import zone_names
from tests.exports.pinned_zone import pinned

MINUTE, SCAN_STEP = timedelta(minutes=1), timedelta(days=9)

BRUSSELS = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""


def written(tzid: str, first_year: int, last_year: int) -> str:
    return vtimezone(tzid, date(first_year, 6, 1), date(last_year, 6, 1)).replace("\r\n", "\n")


def onsets(tzid: str, first_year: int, last_year: int) -> list[str]:
    return re.findall("DTSTART:(.*)", written(tzid, first_year, last_year))


def offset(zone: ZoneInfo, utc: datetime) -> timedelta:
    return utc.replace(tzinfo=UTC).astimezone(zone).utcoffset() or timedelta(0)


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants, to the second, at which the oracle changes its offset: found by halving."""
    at, before = first, offset(zone, first)
    while at < last:
        following = at + SCAN_STEP
        after = offset(zone, following)
        if after != before:
            low, high = at, following
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
            yield high.replace(microsecond=0)
        at, before = following, after


def sample(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[datetime]:
    """Wall times a minute on either side of each change, and a noon of every quarter."""
    first, last = datetime(first_year, 1, 1), datetime(last_year, 12, 31)  # noqa: DTZ001 -- wall
    for at in changes(zone, first, last):
        offsets = (offset(zone, at - MINUTE), offset(zone, at))
        yield at + min(offsets) - MINUTE
        yield at + max(offsets) + MINUTE
    for year in range(first_year, last_year + 1):
        for month in (1, 4, 7, 10):
            yield datetime(year, month, 16, 12)  # noqa: DTZ001 -- wall time


def disagreements(tzid: str, first_year: int, last_year: int, until: int) -> list[datetime]:
    """Wall times which dateutil, reading our component, places elsewhere than zoneinfo does."""
    text = vtimezone(tzid, date(first_year, 1, 1), date(last_year, 1, 1))
    judge, oracle = tzical(io.StringIO(text)).get(), pinned(tzid)
    return [
        wall
        for wall in sample(oracle, first_year, until)
        if judge is None or judge.utcoffset(wall) != oracle.utcoffset(wall)
    ]


def test_brussels_needs_two_rules() -> None:
    assert written("Europe/Brussels", 2026, 2028) == BRUSSELS


def test_lines_end_in_crlf() -> None:
    block = vtimezone("UTC", date(2026, 1, 1), date(2026, 1, 2))

    assert block.count("\n") == block.count("\r\n") == len(block.splitlines())


def test_a_window_before_the_rule_gets_single_onsets() -> None:
    assert onsets("Europe/Brussels", 1994, 1994) == [
        "19930926T030000",
        "19940327T020000",
        "19940925T030000",
    ]


def test_a_window_around_the_beginning_of_the_rule_gets_both() -> None:
    assert onsets("Europe/Brussels", 1995, 1996) == [
        "19940925T030000",
        "19950326T020000",
        "19950924T030000",
        "19960331T020000",
        "19961027T030000",
    ]


def test_a_fixed_zone_begins_with_the_change_that_made_it_so() -> None:
    assert onsets("Europe/Moscow", 2026, 2028) == ["20141026T020000"]


def test_a_zone_fixed_for_long_is_always_so() -> None:
    assert written("Africa/Abidjan", 2026, 2028).splitlines()[2:-1] == [
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0000",
        "TZNAME:GMT",
        "END:STANDARD",
    ]


def test_dublin_has_its_summer_as_daylight() -> None:
    assert re.findall("BEGIN:(.*)|TZNAME:(.*)", written("Europe/Dublin", 2026, 2026))[1:] == [
        ("DAYLIGHT", ""),
        ("", "IST"),
        ("STANDARD", ""),
        ("", "GMT"),
    ]


@pytest.mark.parametrize(
    ("tzid", "expected"),
    [
        (
            "America/Nuuk",
            [
                "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=24,25,26,27,28,29,30;BYDAY=SA",
                "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            ],
        ),
        (
            "Africa/Cairo",
            [
                "FREQ=YEARLY;BYMONTH=4;BYDAY=-1FR",
                "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=26,27,28,29,30,31;BYDAY=FR",
                "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1;BYDAY=FR",
            ],
        ),
        (
            "America/Santiago",
            [
                "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU",
                "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU",
            ],
        ),
    ],
)
def test_a_time_outside_its_day_moves_the_weekday(tzid: str, expected: list[str]) -> None:
    assert re.findall("RRULE:(.*)", written(tzid, 2026, 2028)) == expected


def test_gaza_has_single_onsets_until_its_rule_begins() -> None:
    assert onsets("Asia/Gaza", 2026, 2026) == [
        "20251025T020000",
        "20260328T020000",
        "20261024T020000",
    ]
    assert "RRULE" not in written("Asia/Gaza", 2026, 2045)


@pytest.mark.parametrize(
    ("tzid", "first", "last", "expected"),
    [
        ("Europe/Riga", 2000, 2000, ["19991031T040000"]),
        ("Europe/Riga", 2000, 2001, ["19991031T040000", "20010325T030000", "20011028T040000"]),
        ("America/Port-au-Prince", 2016, 2016, ["20151101T020000"]),
        ("Pacific/Norfolk", 2018, 2018, ["20151004T020000"]),
        ("Pacific/Norfolk", 2019, 2019, ["20151004T020000", "20191006T020000", "20200405T030000"]),
        ("Antarctica/Macquarie", 2010, 2010, ["20091004T020000"]),
    ],
)
def test_a_rule_that_waited_is_not_written_too_early(
    tzid: str, first: int, last: int, expected: list[str]
) -> None:
    assert onsets(tzid, first, last) == expected


def test_the_window_counts_by_whole_years() -> None:
    early = vtimezone("Africa/Casablanca", date(2026, 1, 1), date(2027, 1, 1))

    assert early == vtimezone("Africa/Casablanca", date(2026, 12, 31), date(2027, 12, 31))


def test_the_first_and_the_last_year_there_are_can_be_asked_for() -> None:
    block = vtimezone("Europe/Brussels", date.min, date.max)

    assert block.count("RRULE") == 2
    assert block == vtimezone("Europe/Brussels", date(1800, 1, 1), date(2400, 1, 1))


def test_an_unknown_zone_is_refused_with_suggestions() -> None:
    with pytest.raises(UnknownTimeZone) as caught:
        vtimezone("Europe/Brussel", date(2026, 1, 1), date(2026, 1, 2))

    assert caught.value.tzid == "Europe/Brussel"
    assert caught.value.suggestions[0] == "Europe/Brussels"


def test_every_zone_is_read_by_dateutil_as_zoneinfo_has_it() -> None:
    """In the years of a plan, and beyond where a rule stands: no known deviation is left out."""
    found = {tzid: disagreements(tzid, 2026, 2028, until=2028) for tzid in sorted(zone_names())}

    assert {tzid: walls for tzid, walls in found.items() if walls} == {}
    assert len(found) == len(zone_names()) > 590


def test_zones_with_a_rule_stay_right_to_2045() -> None:
    ruled = [tzid for tzid in sorted(zone_names()) if "RRULE" in written(tzid, 2026, 2028)]

    found = {tzid: disagreements(tzid, 2026, 2028, until=2045) for tzid in ruled}

    assert {tzid: walls for tzid, walls in found.items() if walls} == {}
    assert len(ruled) > 180


@pytest.mark.torture
@pytest.mark.parametrize(
    ("first", "last"), [(1996, 2045), (1965, 2060), (1850, 1975), (2026, 2045)]
)
def test_every_zone_is_right_over_long_windows(first: int, last: int) -> None:
    found = {tzid: disagreements(tzid, first, last, until=last) for tzid in sorted(zone_names())}

    assert {tzid: walls for tzid, walls in found.items() if walls} == {}


@pytest.mark.parametrize("tzid", ["Europe/Brussels", "Africa/Casablanca", "America/Nuuk", "UTC"])
def test_icalendar_reads_the_component(tzid: str) -> None:
    block = vtimezone(tzid, date(2026, 1, 1), date(2026, 12, 31))

    read = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{block}END:VCALENDAR\r\n").timezones

    assert [zone.tz_name for zone in read] == [tzid]
    assert isinstance(read[0], Timezone)
    assert read[0].errors == []
