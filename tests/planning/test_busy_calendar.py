from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.planning.busy import instant
from scheduler.planning.busy_calendar import BusyCalendar, BusyEvent, Window, busy_in
from scheduler.recurrence import Override, Period, RecurrenceSet, Rule

BRUSSELS = ZoneInfo("Europe/Brussels")
MAY, JUNE = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def at(day: int, hour: int = 9, month: int = 5) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=BRUSSELS)


def taken(
    *events: BusyEvent, since: datetime = MAY, until: datetime = JUNE
) -> list[tuple[str, str]]:
    spans = busy_in(BusyCalendar(BRUSSELS, events), since, until)
    return [(shown(start), shown(end)) for start, end in spans]


def shown(second: int) -> str:
    return f"{instant(second).astimezone(BRUSSELS):%d.%m %H:%M}"


def weekly(
    start: date, length: timedelta, text: str = "FREQ=WEEKLY", *, is_nominal: bool = False
) -> BusyEvent:
    return BusyEvent(RecurrenceSet(start, (Rule.parse(text),)), length, is_nominal)


def test_instances_of_several_events_are_joined() -> None:
    morning, meeting = weekly(at(3), 2 * HOUR), weekly(at(3, 10), 3 * HOUR)

    assert taken(morning, meeting, until=MAY + 14 * DAY) == [
        ("03.05 09:00", "03.05 13:00"),
        ("10.05 09:00", "10.05 13:00"),
    ]


def test_spans_are_cut_to_the_window() -> None:
    long = BusyEvent(RecurrenceSet(at(1)), timedelta(days=30))

    assert taken(long, since=at(2), until=at(3)) == [("02.05 09:00", "03.05 09:00")]


def test_what_began_long_before_the_window_reaches_into_it() -> None:
    leave = BusyEvent(RecurrenceSet(date(2026, 6, 1)), timedelta(days=365), is_nominal=True)

    assert taken(leave) == [("01.05 02:00", "01.06 00:00")]


def test_whole_days_run_from_midnight_to_midnight_where_somebody_is() -> None:
    fridays_off = weekly(date(2027, 3, 26), DAY, is_nominal=True)

    days = taken(fridays_off, since=at(25, month=3), until=at(10, month=4))

    assert days == [
        ("26.03 00:00", "27.03 00:00"),
        ("02.04 00:00", "03.04 00:00"),
        ("09.04 00:00", "10.04 00:00"),
    ]


@pytest.mark.parametrize(
    ("is_nominal", "end"), [(True, "28.03 22:00"), (False, "28.03 23:00")], ids=["days", "hours"]
)
def test_a_length_of_days_is_of_the_calendar_and_one_of_hours_passes(
    *, is_nominal: bool, end: str
) -> None:
    # The clocks go forward on 28 March 2027.
    event = BusyEvent(RecurrenceSet(at(27, 22, month=3)), DAY, is_nominal)

    assert taken(event, since=at(1, month=3)) == [("27.03 22:00", end)]


def test_overrides_of_all_later_instances_move_them() -> None:
    series = RecurrenceSet[date](
        at(3),
        (Rule.parse("FREQ=WEEKLY;COUNT=4"),),
        overrides=(Override(at(17), at(18, 14), duration=2 * HOUR, this_and_future=True),),
    )

    assert taken(BusyEvent(series, HOUR)) == [
        ("03.05 09:00", "03.05 10:00"),
        ("10.05 09:00", "10.05 10:00"),
        ("18.05 14:00", "18.05 16:00"),
        ("25.05 14:00", "25.05 16:00"),
    ]


def test_periods_have_a_length_of_their_own() -> None:
    dates: list[date | Period[date]] = [Period[date](at(5), duration=3 * HOUR), at(6)]
    series = RecurrenceSet[date](at(3), (Rule.parse("FREQ=DAILY;COUNT=1"),), dates=dates)

    assert taken(BusyEvent(series, HOUR)) == [
        ("03.05 09:00", "03.05 10:00"),
        ("05.05 09:00", "05.05 12:00"),
        ("06.05 09:00", "06.05 10:00"),
    ]


def test_what_clocks_show_for_the_second_time_is_an_hour_later() -> None:
    second = at(31, 2, month=10).replace(fold=1)
    event = BusyEvent(RecurrenceSet(at(30, 2, month=10), dates=(second,)), HOUR)

    spans = busy_in(BusyCalendar(BRUSSELS, (event,)), at(30, 12, month=10), at(1, month=11))

    assert [instant(start).isoformat() for start, _ in spans] == ["2027-10-31T01:00:00+00:00"]


def test_what_never_ceases_goes_on_from_its_first_instance() -> None:
    bomb = weekly(at(3), timedelta(seconds=1), "FREQ=SECONDLY")

    assert taken(bomb) == [("03.05 09:00", "01.06 02:00")]
    assert Window(BRUSSELS, MAY, JUNE).is_unceasing(bomb)
    assert not Window(BRUSSELS, MAY, JUNE).is_unceasing(weekly(at(3), HOUR, "FREQ=HOURLY"))


def test_too_many_instances_are_refused() -> None:
    hourly = [weekly(at(3), HOUR, "FREQ=HOURLY")] * 25

    with pytest.raises(InvalidValue) as refused:
        taken(*hourly, until=MAY + timedelta(days=3653))

    assert str(refused.value) == (
        "the busy times 'from 2027-05-01 to 2037-05-01' cannot be used: "
        "expected at most 2,000,000 instances of events in that time"
    )
