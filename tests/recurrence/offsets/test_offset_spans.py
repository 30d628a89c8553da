"""Spans of one offset, against what the zone itself says."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from scheduler.recurrence.dates.gregorian import new_year
from scheduler.recurrence.offsets.offset_spans import OffsetSpan, offset_spans
from scheduler.recurrence.zones import wall_second

SECONDS_PER_DAY = 86_400
ZONES = [
    "Europe/Brussels",
    "Europe/Dublin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Africa/Casablanca",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Africa/Monrovia",
    "Asia/Dhaka",
    "Asia/Kolkata",
    "Africa/Tripoli",
    "Etc/UTC",
]
YEARS = [*range(1880, 2110), 2400, 9998, 9999]


def clock(utc: int, zone: ZoneInfo) -> datetime:
    day, second = divmod(utc, SECONDS_PER_DAY)
    moment = datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(seconds=second)
    return moment.astimezone(zone)


@pytest.mark.parametrize("tzid", ZONES)
def test_offset_spans_fill_the_year(tzid: str) -> None:
    zone = ZoneInfo(tzid)
    for year in [0, 1, *YEARS, 12_345]:
        parts = offset_spans(zone, year)

        assert parts[0].low == new_year(year) * SECONDS_PER_DAY
        assert parts[-1].high == new_year(year + 1) * SECONDS_PER_DAY
        assert all(one.high == other.low for one, other in pairwise(parts))


@pytest.mark.parametrize("tzid", ZONES)
def test_offset_spans_say_what_clocks_show_at_their_ends(tzid: str) -> None:
    zone = ZoneInfo(tzid)
    for year in YEARS:
        for span in offset_spans(zone, year):
            end_of_fold = min(max(span.repeated - span.offset, span.low), span.high)
            for utc in {span.low, end_of_fold - 1, end_of_fold, span.high - 1}:
                if not span.low <= utc < min(span.high, new_year(9999) * SECONDS_PER_DAY):
                    continue
                shown = clock(utc, zone)

                assert wall_second(shown) == utc + span.offset
                assert shown.fold == (utc + span.offset < span.repeated)


def test_offset_spans_of_a_year_with_a_fold() -> None:
    forward = wall_second(datetime(2026, 3, 29, 1, tzinfo=UTC))
    back = wall_second(datetime(2026, 10, 25, 1, tzinfo=UTC))
    first, end = new_year(2026) * SECONDS_PER_DAY, new_year(2027) * SECONDS_PER_DAY

    winter, summer, late = offset_spans(ZoneInfo("Europe/Brussels"), 2026)

    assert winter[:3] == (first, forward, 3600)
    assert summer == OffsetSpan(forward, back, 7200, forward + 3600)
    assert late == OffsetSpan(back, end, 3600, back + 7200)
