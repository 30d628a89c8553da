"""A set split in two: together the parts are the whole, and each begins and ends as it should."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Occurrence, Override, Period, RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)


def texts(part: RecurrenceSet[date]) -> tuple[str, list[str], list[str]]:
    """The start, the rules and the EXRULEs of a part."""
    return part.start.isoformat(), list(map(str, part.rules)), list(map(str, part.excluded_rules))


@pytest.mark.parametrize(
    ("start", "rule", "at", "before", "after"),
    [
        (
            date(2026, 1, 5),
            "FREQ=WEEKLY;INTERVAL=2;COUNT=10",
            date(2026, 2, 1),
            "FREQ=WEEKLY;INTERVAL=2;COUNT=2",
            (date(2026, 2, 2), "FREQ=WEEKLY;INTERVAL=2;COUNT=8"),
        ),
        (
            date(2026, 1, 5),
            "FREQ=WEEKLY",
            date(2026, 2, 1),
            "FREQ=WEEKLY;UNTIL=20260131",
            (date(2026, 2, 2), "FREQ=WEEKLY"),
        ),
        (
            date(2026, 1, 5),
            "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1;UNTIL=20260401",
            date(2026, 1, 20),
            "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1;UNTIL=20260119",
            (date(2026, 1, 23), "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=-1;UNTIL=20260401"),
        ),
        (
            datetime(2026, 1, 31, 9, tzinfo=BRUSSELS),
            "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=BACKWARD",
            datetime(2026, 2, 1, 12, tzinfo=UTC),
            "FREQ=MONTHLY;UNTIL=20260201T115959Z;RSCALE=GREGORIAN;SKIP=BACKWARD",
            (
                datetime(2026, 2, 28, 9, tzinfo=BRUSSELS),
                "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD",
            ),
        ),
    ],
    ids=["count", "no end", "until", "moved by SKIP"],
)
def test_rule_is_dealt_out(
    start: date, rule: str, at: date, before: str, after: tuple[date, str]
) -> None:
    first, second = RecurrenceSet(start, (Rule.parse(rule),)).split(at)

    assert texts(first) == (start.isoformat(), [str(Rule.parse(before))], [])
    assert texts(second) == (after[0].isoformat(), [str(Rule.parse(after[1]))], [])


def test_dates_exclusions_and_overrides_are_dealt_out_by_original_start() -> None:
    start = datetime(2026, 6, 1, 9, tzinfo=BRUSSELS)
    weeks = [start + number * 7 * DAY for number in range(8)]
    extra, period = weeks[0] + DAY, Period(weeks[6] + DAY, duration=DAY)
    early = Override(weeks[1], weeks[7])
    late = Override(weeks[5], weeks[0])
    series = RecurrenceSet(
        start,
        (Rule.parse("FREQ=WEEKLY;COUNT=8"),),
        dates=(period, extra),
        excluded=(weeks[6], weeks[2]),
        overrides=(late, early),
    )

    first, second = series.split(weeks[4])

    assert (first.dates, first.excluded, first.overrides) == ((extra,), (weeks[2],), (early,))
    assert (second.dates, second.excluded, second.overrides) == ((period,), (weeks[6],), (late,))
    assert list(first) == [weeks[0], extra, weeks[3], weeks[7]]
    assert list(second) == [weeks[0], weeks[4], period.start, weeks[7]]


def test_override_of_later_instances_goes_on_in_the_second_part() -> None:
    monday = date(2026, 6, 1)
    on = Override(monday + 7 * DAY, monday + 8 * DAY, end=monday + 10 * DAY, this_and_future=True)
    series = RecurrenceSet(monday, (Rule.parse("FREQ=WEEKLY"),), overrides=(on,))

    first, second = series.split(monday + 20 * DAY)

    assert list(first) == [monday, monday + 8 * DAY, monday + 15 * DAY]
    again = Override(
        monday + 21 * DAY, monday + 22 * DAY, end=monday + 24 * DAY, this_and_future=True
    )
    assert second.overrides == (again,)
    assert list(second.occurrences(monday, monday + 30 * DAY)) == [
        Occurrence(monday + 22 * DAY, monday + 21 * DAY, monday + 24 * DAY, again),
        Occurrence(monday + 29 * DAY, monday + 28 * DAY, monday + 31 * DAY, again),
    ]


def test_move_that_a_gap_hides_goes_on_after_it() -> None:
    """On 29 March 2026 an hour later than 01:30 is 03:30, which must not become two for good."""
    start = datetime(2026, 3, 27, 1, 30, tzinfo=BRUSSELS)
    on = Override(start, start + timedelta(hours=1), this_and_future=True)
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=4"),), overrides=(on,))

    _, second = series.split(start + 2 * DAY)

    assert [each.isoformat() for each in second] == [
        "2026-03-29T03:30:00+02:00",
        "2026-03-30T02:30:00+02:00",
    ]


def test_single_override_beside_a_move_that_a_gap_hides_stands() -> None:
    start = datetime(2026, 3, 27, 1, 30, tzinfo=BRUSSELS)
    on = Override(start, start + timedelta(hours=1), this_and_future=True)
    single = Override(start + 2 * DAY, start + timedelta(hours=60))
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=4"),), overrides=(single, on))

    _, second = series.split(start + 2 * DAY)

    assert list(second) == [
        start + timedelta(hours=60),
        datetime(2026, 3, 30, 2, 30, tzinfo=BRUSSELS),
    ]
    assert (second.overrides[-1], len(second.overrides), second.findings) == (single, 2, ())


def test_instance_that_cannot_be_the_start_has_an_earlier_moment_for_one() -> None:
    """31 April is 1 May; from there every second month would be May, July and so on."""
    rule = Rule.parse("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD")

    _, second = RecurrenceSet(date(2026, 2, 28), (rule,)).split(date(2026, 4, 1))

    assert (second.start, list(map(str, second.rules))) == (date(2026, 4, 30), [str(rule)])
    assert list(islice(second, 3)) == [date(2026, 5, 1), date(2026, 7, 1), date(2026, 8, 31)]


def test_instance_that_the_clocks_moved_has_an_earlier_moment_for_one() -> None:
    """02:52:10 is 03:52:10 that night, but 3,601 seconds go on from where it would have been."""
    start = datetime(2026, 3, 29, 1, 52, 9, tzinfo=BRUSSELS)
    series = RecurrenceSet(start, (Rule.parse("FREQ=SECONDLY;INTERVAL=3601"),))
    whole = list(islice(series, 5))

    _, second = series.split(whole[1])

    assert list(islice(second, 4)) == whole[1:]
    assert second.start == start


def test_instances_that_a_gap_brings_out_of_order_are_split_between() -> None:
    """Where two hours are skipped, 01:50 is 03:50 and comes after 03:20."""
    start = datetime(2026, 3, 28, 18, 20, tzinfo=ZoneInfo("Antarctica/Troll"))
    series = RecurrenceSet(start, (Rule.parse("FREQ=MINUTELY;INTERVAL=90;COUNT=12"),))
    whole = list(series)

    for number, at in enumerate(whole):
        first, second = series.split(at)
        assert (list(first), list(second)) == (whole[:number], whole[number:])


def test_rules_that_share_no_start_keep_the_old_one() -> None:
    rules = (Rule.parse("FREQ=DAILY;INTERVAL=2"), Rule.parse("FREQ=DAILY;INTERVAL=3"))

    _, second = RecurrenceSet(date(2026, 6, 1), rules).split(date(2026, 6, 4))

    assert texts(second) == (
        "2026-06-01",
        ["FREQ=DAILY;INTERVAL=2", "FREQ=DAILY;INTERVAL=3"],
        ["FREQ=DAILY;INTERVAL=2;UNTIL=20260603", "FREQ=DAILY;INTERVAL=3;UNTIL=20260603"],
    )
    assert list(islice(second, 3)) == [date(2026, 6, 4), date(2026, 6, 5), date(2026, 6, 7)]


def test_rule_that_is_over_is_not_in_the_second_part() -> None:
    texts_of_rules = ("FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=9")
    series = RecurrenceSet(date(2026, 1, 1), map(Rule.parse, texts_of_rules))

    _, second = series.split(date(2026, 2, 1))

    assert second[:3] == (date(2026, 2, 6), date(2026, 2, 12), date(2026, 2, 15))
    assert texts(second) == (
        "2026-01-01",
        ["FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=9"],
        ["FREQ=WEEKLY;INTERVAL=2;UNTIL=20260131", "FREQ=DAILY;INTERVAL=9;UNTIL=20260131"],
    )


def test_exrule_that_ends_before_the_second_part_starts_is_not_in_it() -> None:
    series = RecurrenceSet(
        date(2026, 1, 1),
        [Rule.parse("FREQ=WEEKLY;INTERVAL=4")],
        excluded_rules=[Rule.parse("FREQ=DAILY;COUNT=10")],
    )

    _, second = series.split(date(2026, 1, 5))

    assert texts(second) == ("2026-01-29", ["FREQ=WEEKLY;INTERVAL=4"], [])


@pytest.mark.parametrize("zone", [None, BRUSSELS])
def test_rules_in_elapsed_time_keep_their_step(zone: ZoneInfo | None) -> None:
    start = datetime(2026, 3, 28, 23, tzinfo=zone)
    rules = (Rule.parse("FREQ=HOURLY;INTERVAL=2"), Rule.parse("FREQ=HOURLY;INTERVAL=3"))
    series = RecurrenceSet(start, rules, elapsed=True)
    whole = series[:12]

    for at in range(1, 8):
        first, second = series.split(whole[at])
        assert (first[:], second[: 12 - at]) == (whole[:at], whole[at:])


def test_split_before_the_start_leaves_nothing_before_it() -> None:
    series = RecurrenceSet(date(2026, 6, 1), (Rule.parse("FREQ=DAILY"),))

    first, second = series.split(date(2026, 1, 1))

    assert (first.is_empty, second) == (True, series)


def test_split_after_the_end_leaves_nothing_after_it() -> None:
    series = RecurrenceSet(date(2026, 6, 1), (Rule.parse("FREQ=DAILY;COUNT=3"),))

    first, second = series.split(date(2027, 1, 1))

    assert (first, second.is_empty) == (series, True)


def test_split_at_another_kind_of_time_is_refused() -> None:
    with pytest.raises(InvalidValue, match="the moment of the split"):
        RecurrenceSet[date](date(2026, 6, 1)).split(datetime(2026, 6, 1, tzinfo=UTC))
