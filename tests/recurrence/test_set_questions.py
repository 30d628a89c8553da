"""Questions to one set: indices, windows that last, endless sets, EXRULEs, and long lists."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue, UnansweredQuestion
from scheduler.recurrence import Override, Period, RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MONDAY = date(2026, 6, 1)
DAILY = Rule.parse("FREQ=DAILY")


def every(rule: str, start: date = MONDAY) -> RecurrenceSet[date]:
    return RecurrenceSet(start, (Rule.parse(rule),))


@pytest.mark.parametrize(
    "ask",
    [
        len,
        lambda series: series.last,
        lambda series: series[-1],
        lambda series: series[2:],
        lambda series: series[:-1],
        lambda series: series[5:2:-1],
        reversed,
    ],
    ids=["len", "last", "[-1]", "[2:]", "[:-1]", "[5:2:-1]", "reversed"],
)
def test_set_without_end_refuses_questions_about_its_end(
    ask: Callable[[RecurrenceSet[date]], object],
) -> None:
    with pytest.raises(UnansweredQuestion) as refusal:
        ask(every("FREQ=DAILY"))

    assert refusal.value.reason == "the set has no end; ask for a window of it"


def test_set_without_end_is_true_and_has_places_from_the_front() -> None:
    series = every("FREQ=DAILY")

    assert bool(series)
    assert (series[0], series[10**6]) == (MONDAY, MONDAY + 10**6 * DAY)
    assert series[1:7:2] == (MONDAY + DAY, MONDAY + 3 * DAY, MONDAY + 5 * DAY)
    assert series.index(MONDAY + 10**6 * DAY) == 10**6
    assert series.count(date(5000, 1, 1), date(5001, 1, 1)) == 365


def test_slices_are_those_of_the_list() -> None:
    series = every("FREQ=DAILY;COUNT=5")
    whole = list(series)

    for start in (None, 0, 2, 7, -2, -9):
        for stop in (None, 0, 3, 9, -1):
            for step in (None, 1, 2, -1, -2):
                part = slice(start, stop, step)
                assert list(series[part]) == whole[part], part


def test_window_that_ends_before_it_starts_is_empty() -> None:
    series = every("FREQ=DAILY")

    assert list(series.between(MONDAY + 2 * DAY, MONDAY)) == []
    assert series.count(MONDAY + 2 * DAY, MONDAY) == 0


def test_instances_that_overlap_a_window_began_before_its_end_and_end_after_its_start() -> None:
    start = datetime(2026, 6, 1, 9, tzinfo=UTC)
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY"),))
    low = start + 5 * DAY

    assert list(series.overlapping(low, low + DAY, 2 * HOUR)) == [low]
    assert list(series.overlapping(low + HOUR, low + DAY, 2 * HOUR)) == [low]
    assert list(series.overlapping(low + 2 * HOUR, low + DAY, 2 * HOUR)) == []
    assert list(series.overlapping(low, low + HOUR, 49 * HOUR)) == [low - 2 * DAY, low - DAY, low]
    assert list(series.overlapping(low, low + DAY, timedelta())) == [low]


def test_days_of_a_duration_are_calendar_days_unless_it_is_exact() -> None:
    """28 March 2026 at noon to 29 March at noon are 23 hours in Brussels (L35)."""
    start = datetime(2026, 3, 28, 12, tzinfo=BRUSSELS)
    series = RecurrenceSet(start, (Rule.parse("FREQ=DAILY;COUNT=1"),))
    noon = datetime(2026, 3, 29, 12, tzinfo=BRUSSELS)

    assert list(series.overlapping(noon, noon + HOUR, DAY)) == []
    assert list(series.overlapping(noon, noon + HOUR, DAY, nominal=False)) == [start]
    assert list(series.overlapping(noon - HOUR, noon, DAY)) == [start]


def test_calendar_day_of_25_hours_is_found_to_its_end() -> None:
    """24 October 2026 at noon to 25 October at noon are 25 hours in Brussels (L35)."""
    start = datetime(2026, 10, 24, 12, tzinfo=BRUSSELS)
    series = RecurrenceSet(start, (Rule.parse("FREQ=WEEKLY;COUNT=1"),))
    late = datetime(2026, 10, 25, 11, 30, tzinfo=BRUSSELS)

    assert list(series.overlapping(late, late + HOUR, DAY)) == [start]
    assert list(series.overlapping(late, late + HOUR, DAY, nominal=False)) == []


def test_duration_below_zero_is_refused() -> None:
    with pytest.raises(InvalidValue, match="the duration '-1 day, 0:00:00' cannot be used"):
        every("FREQ=DAILY").overlapping(MONDAY, MONDAY + DAY, -DAY)


def test_rule_less_an_exrule() -> None:
    weekends = Rule.parse("FREQ=WEEKLY;BYDAY=SA,SU")
    series = RecurrenceSet(MONDAY, (DAILY,), excluded_rules=(weekends,), dates=(MONDAY + 5 * DAY,))

    assert list(series.between(MONDAY + 4 * DAY, MONDAY + 9 * DAY)) == [
        MONDAY + 4 * DAY,
        MONDAY + 5 * DAY,
        MONDAY + 7 * DAY,
        MONDAY + 8 * DAY,
    ]
    assert series.count(MONDAY, MONDAY + 14 * DAY) == 11
    assert (series.is_empty, series[10]) == (False, MONDAY + 12 * DAY - DAY)


def test_rule_that_an_exrule_takes_away_whole_is_proved_empty() -> None:
    assert RecurrenceSet(MONDAY, (DAILY,), excluded_rules=(DAILY,)).is_empty


def test_rule_whose_beginning_an_exrule_takes_away_is_told_at_once() -> None:
    beginning = Rule.parse("FREQ=SECONDLY;UNTIL=20990101T000000")
    start = datetime(2026, 6, 1)  # noqa: DTZ001 -- floating
    series = RecurrenceSet(start, (Rule.parse("FREQ=SECONDLY"),), excluded_rules=(beginning,))

    assert series.first == datetime(2099, 1, 1, 0, 0, 1)  # noqa: DTZ001
    assert series[86_400] == datetime(2099, 1, 2, 0, 0, 1)  # noqa: DTZ001


def test_longest_beginning_that_exrules_take_away_counts() -> None:
    ended = (Rule.parse("FREQ=DAILY;COUNT=5"), Rule.parse("FREQ=DAILY;COUNT=2"))
    series = RecurrenceSet(MONDAY, (DAILY,), excluded_rules=ended)

    assert (series.first, series[0], series.index(MONDAY + 6 * DAY)) == (
        MONDAY + 5 * DAY,
        MONDAY + 5 * DAY,
        1,
    )


@pytest.mark.parametrize(
    "make",
    [
        RecurrenceSet,
        lambda at: RecurrenceSet(at.replace(microsecond=0), dates=(at,)),
        lambda at: RecurrenceSet(at.replace(microsecond=0), overrides=(Override(at, at),)),
        lambda at: RecurrenceSet(at.replace(microsecond=0), dates=(Period(at, duration=DAY),)),
    ],
)
def test_time_within_a_second_is_refused(
    make: Callable[[datetime], RecurrenceSet[datetime]],
) -> None:
    with pytest.raises(InvalidValue, match="expected a time of whole seconds"):
        make(datetime(2026, 6, 1, 9, 0, 0, 500_000, tzinfo=UTC))


def test_second_of_two_equal_times_is_a_date_of_its_own() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS)
    second = first.replace(fold=1)
    series = RecurrenceSet(first, dates=(second,), excluded=(first,))

    assert [each.isoformat() for each in series] == ["2026-10-25T02:30:00+01:00"]
    assert (second in series, first in series) == (True, False)
    assert RecurrenceSet(first, dates=(second,)) != RecurrenceSet(first, dates=(first,))
    assert len(RecurrenceSet(first, dates=(second, first))) == 2


def test_bound_that_is_the_second_of_two_equal_times() -> None:
    night = datetime(2026, 10, 25, 1, 30, tzinfo=BRUSSELS)
    series = RecurrenceSet(night, (Rule.parse("FREQ=HOURLY;COUNT=3"),))
    second = night.replace(hour=2, fold=1)

    assert [each.hour for each in series.between(night, second)] == [1, 2]
    assert [each.hour for each in series.between(second, night + DAY)] == [3]
    listed = RecurrenceSet(night, dates=tuple(series))
    assert [each.hour for each in listed.between(second, night + DAY)] == [3]


def test_window_wider_than_the_calendar_of_a_zone() -> None:
    west = ZoneInfo("America/New_York")
    low, high = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    series = RecurrenceSet(
        datetime(9999, 12, 31, 23, tzinfo=west), dates=(datetime(1, 1, 1, tzinfo=west),)
    )

    assert len(list(series.between(low, high.replace(tzinfo=west)))) == 2


@pytest.mark.parametrize("zone", [None, BRUSSELS])
def test_hundred_thousand_exclusions_are_answered_at_once(zone: ZoneInfo | None) -> None:
    start = datetime(1800, 1, 1, 9, tzinfo=zone)
    excluded = tuple(start + number * DAY for number in range(100_000))

    begun = process_time()
    series = RecurrenceSet(start, (DAILY,), excluded=excluded)

    assert series.first == start + 100_000 * DAY
    assert process_time() - begun < 1  # a shared machine; it takes 25 ms on an idle one


def test_set_is_copied_and_pickled() -> None:
    series = RecurrenceSet(datetime(2026, 6, 1, 9, tzinfo=BRUSSELS), (DAILY,), overrides=())
    _ = series.first, series[10**5]

    assert pickle.loads(pickle.dumps(series)) == series  # noqa: S301 -- our own
    assert copy.deepcopy(series) == series
    assert pickle.loads(pickle.dumps(series)).first == series.first  # noqa: S301 -- our own


def test_slice_without_a_step_forward_is_refused() -> None:
    days = RecurrenceSet(date(2026, 6, 1), (Rule.parse("FREQ=DAILY"),))

    with pytest.raises(ValueError, match="the step of a slice 0 cannot be used"):
        days[0:3:0]


@pytest.mark.parametrize("nominal", [True, False])
@pytest.mark.parametrize("zone", [None, UTC, ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")])
def test_what_lasts_beyond_the_calendar_takes_place_until_then(
    zone: tzinfo | None,
    nominal: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    last = datetime(9999, 12, 31, 20, tzinfo=zone)
    days = RecurrenceSet(last - timedelta(days=3), (Rule.parse("FREQ=DAILY"),))
    low, high = last + timedelta(hours=2), last + timedelta(hours=3)

    def starts(series: RecurrenceSet[datetime], duration: timedelta) -> list[datetime]:
        return list(series.overlapping(low, high, duration, nominal=nominal))

    moved = Override(last, last, duration=timedelta(days=9))
    periods = (Period(last, duration=timedelta(days=9)),)
    for series in (days, days.with_fields(dates=periods), days.with_fields(overrides=(moved,))):
        assert starts(series, timedelta.max) == list(days)
        assert starts(series, timedelta(days=2)) == list(days)[2:]
    assert starts(days, timedelta(hours=2)) == []
    assert starts(days, timedelta(hours=2, seconds=1)) == [last]


@pytest.mark.parametrize("zone", [None, UTC, ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")])
def test_what_takes_place_when_the_calendar_begins_is_found(zone: tzinfo | None) -> None:
    first = datetime(1, 1, 1, 1, tzinfo=zone)
    days = RecurrenceSet(first, (Rule.parse("FREQ=DAILY"),))

    found = days.overlapping(first + timedelta(hours=1), first + timedelta(hours=2), timedelta(1))

    assert list(found) == [first]


def test_dates_that_last_beyond_the_calendar_take_place_until_then() -> None:
    days = RecurrenceSet(date(9999, 12, 29), (Rule.parse("FREQ=DAILY"),))

    found = days.overlapping(date(9999, 12, 30), date(9999, 12, 31), timedelta(days=9))

    assert list(found) == [date(9999, 12, 29), date(9999, 12, 30)]


@pytest.mark.parametrize("zone", [None, UTC, ZoneInfo("America/New_York")])
def test_until_before_the_calendar_of_the_zone_leaves_nothing(zone: tzinfo | None) -> None:
    """Midnight of year 1 in UTC is a time in New York that no `datetime` can say."""
    until = datetime(1, 1, 1, tzinfo=zone and UTC)
    rule = Rule.parse("FREQ=DAILY").with_parts(until=until)
    instances = RecurrenceSet(datetime(1, 1, 2, 9, tzinfo=zone), (rule,))

    assert (list(instances), instances.last, len(instances)) == ([], None, 0)
