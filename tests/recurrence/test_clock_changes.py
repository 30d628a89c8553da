"""Changes of the clocks, and the kinds of UNTIL: every row that no other engine has right in full.

Gap time takes the offset before the gap, fold time is the first of the two (RFC 5545 3.3.5); a set
holds an instant once. Europe/Brussels in 2026: forward on 29 March, back on 25 October.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
APIA = ZoneInfo("Pacific/Apia")


def brussels(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def shown(instances: list[datetime]) -> list[str]:
    """As the clocks show it, with the instant: 29T03:30=01:30Z."""
    return [f"{each:%dT%H:%M}={each.astimezone(UTC):%H:%M}Z" for each in instances]


ROWS = {
    "daily in the gap": (
        "FREQ=DAILY", "2026-03-28T02:30",
        ["28T02:30=01:30Z", "29T03:30=01:30Z", "30T02:30=00:30Z"],
    ),
    "daily in the fold": (
        "FREQ=DAILY", "2026-10-24T02:30",
        ["24T02:30=00:30Z", "25T02:30=00:30Z", "26T02:30=01:30Z"],
    ),
    "hourly over the gap": (
        "FREQ=HOURLY", "2026-03-29T00:30",
        ["29T00:30=23:30Z", "29T01:30=00:30Z", "29T03:30=01:30Z", "29T04:30=02:30Z"],
    ),
    "hourly in the fold": (
        "FREQ=HOURLY", "2026-10-25T01:30",
        ["25T01:30=23:30Z", "25T02:30=00:30Z", "25T03:30=02:30Z"],
    ),
    "half-hours over the gap": (
        "FREQ=MINUTELY;INTERVAL=30", "2026-03-29T01:30",
        ["29T01:30=00:30Z", "29T03:00=01:00Z", "29T03:30=01:30Z", "29T04:00=02:00Z"],
    ),
    "two hours that the gap makes one": (
        "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30", "2026-03-28T02:30",
        ["28T02:30=01:30Z", "28T03:30=02:30Z", "29T03:30=01:30Z", "30T02:30=00:30Z"],
    ),
    "COUNT counts them as one": (
        "FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=3", "2026-03-28T02:30",
        ["28T02:30=01:30Z", "28T03:30=02:30Z", "29T03:30=01:30Z"],
    ),
    "UNTIL in UTC equal to the last": (
        "FREQ=DAILY;UNTIL=20260329T013000Z", "2026-03-28T02:30",
        ["28T02:30=01:30Z", "29T03:30=01:30Z"],
    ),
    "UNTIL in UTC a second before it": (
        "FREQ=DAILY;UNTIL=20260329T012959Z", "2026-03-28T02:30", ["28T02:30=01:30Z"],
    ),
    "UNTIL between the two times of a fold": (
        "FREQ=HOURLY;UNTIL=20261025T010000Z", "2026-10-25T01:30",
        ["25T01:30=23:30Z", "25T02:30=00:30Z"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ROWS)
def test_clock_change_gives_each_instant_once(row: str) -> None:
    text, start, expected = ROWS[row]
    instances = RecurrenceSet(brussels(start), (Rule.parse(text),))

    assert shown(list(islice(instances, len(expected)))) == expected
    assert not instances.is_finite or len(list(instances)) == len(expected)


def test_quarter_hours_of_a_year_are_those_that_clocks_show() -> None:
    """35,036 and not 35,040: the hour of March is not there, that of October is once."""
    start = brussels("2026-01-01T00:00")
    instances = RecurrenceSet(start, (Rule.parse("FREQ=MINUTELY;INTERVAL=15"),))

    in_year = list(instances.between(start, brussels("2027-01-01T00:00")))

    assert len(in_year) == instances.count(start, brussels("2027-01-01T00:00")) == 35_036
    assert len({each.astimezone(UTC) for each in in_year}) == 35_036


def test_elapsed_hours_have_no_gap_and_no_fold() -> None:
    hourly = (Rule.parse("FREQ=HOURLY;COUNT=4"),)
    march = RecurrenceSet(brussels("2026-03-29T00:30"), hourly, elapsed=True)
    october = RecurrenceSet(brussels("2026-10-25T01:30"), hourly, elapsed=True)

    assert shown(list(march)) == [
        "29T00:30=23:30Z", "29T01:30=00:30Z", "29T03:30=01:30Z", "29T04:30=02:30Z",
    ]  # fmt: skip
    assert shown(list(october)) == [
        "25T01:30=23:30Z", "25T02:30=00:30Z", "25T02:30=01:30Z", "25T03:30=02:30Z",
    ]  # fmt: skip


def test_day_that_does_not_exist_is_the_next_one() -> None:
    """Samoa went from 29 to 31 December 2011; the 30th is 24 hours of gap."""
    start = datetime(2011, 12, 29, 9, tzinfo=APIA)
    instances = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=3"),))

    assert [each.date() for each in instances] == [
        date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1),
    ]  # fmt: skip


def test_start_is_the_first_of_two_equal_wall_times() -> None:
    first = brussels("2026-10-25T02:30")
    hourly = (Rule.parse("FREQ=HOURLY;COUNT=2"),)

    given = RecurrenceSet(first.replace(fold=1), hourly)

    assert shown(list(given)) == ["25T02:30=00:30Z", "25T03:30=02:30Z"]


def test_start_in_a_gap_is_where_the_clocks_then_are() -> None:
    """And its wall times are counted from it, not from what the gap brings past it."""
    start = brussels("2026-03-29T02:30")
    yearly = RecurrenceSet(start, (Rule.parse("FREQ=YEARLY;BYMONTHDAY=29"),))
    sevens = RecurrenceSet(brussels("2026-03-29T03:00"), (Rule.parse("FREQ=MINUTELY;INTERVAL=7"),))

    assert shown([yearly[0], yearly[1]]) == ["29T03:30=01:30Z", "29T02:30=00:30Z"]
    assert shown(list(islice(sevens, 2))) == ["29T03:00=01:00Z", "29T03:07=01:07Z"]


WRONG_UNTILS = {
    "date, start in a zone": ("20260401", brussels("2026-03-28T02:30")),
    "local, start in a zone": ("20260401T023000", brussels("2026-03-28T02:30")),
    "UTC, floating start": ("20260401T023000Z", datetime(2026, 3, 28, 2, 30)),  # noqa: DTZ001 -- floating
    "date, floating start": ("20260401", datetime(2026, 3, 28, 2, 30)),  # noqa: DTZ001 -- floating
    "UTC, date start": ("20260401T000000Z", date(2026, 3, 28)),
    "local, date start": ("20260401T000000", date(2026, 3, 28)),
}


@pytest.mark.parametrize("row", WRONG_UNTILS)
def test_until_of_another_kind_than_the_start_is_refused(row: str) -> None:
    until, start = WRONG_UNTILS[row]
    rule = Rule.parse(f"FREQ=DAILY;UNTIL={until}")

    with pytest.raises(InvalidValue, match=f"^UNTIL '{until}' cannot be used: expected .* because"):
        RecurrenceSet(start, (rule,))


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York", "Australia/Lord_Howe"])
def test_rules_of_a_zone_go_on_after_its_last_listed_transition(zone: str) -> None:
    """In 2400 as in 2000: 400 years are whole weeks, and the zone's last rule is by weekday."""
    start = datetime(2040, 1, 15, 2, 30, tzinfo=ZoneInfo(zone))
    daily = RecurrenceSet(start, (Rule.parse("FREQ=DAILY"),))
    year = timedelta(days=366)

    soon = list(daily.between(start, start + year))
    late = list(daily.between(start.replace(year=2440), start.replace(year=2440) + year))

    assert [each.replace(year=each.year + 400) for each in soon] == late
    assert [each.utcoffset() for each in soon] == [each.utcoffset() for each in late]
    assert len({each.utcoffset() for each in soon}) == 2
