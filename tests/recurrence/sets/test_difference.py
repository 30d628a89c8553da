"""What changes where one recurrence set takes the place of another."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.recurrence import Changes, Override, RecurrenceSet, Rule, diff
from tests.recurrence.test_set_laws import sets


def every(rule: str, start: date = date(2026, 5, 1)) -> RecurrenceSet[date]:
    return RecurrenceSet(start, (Rule.parse(rule),))


def test_changed_rule_says_what_stays_goes_and_comes() -> None:
    old, new = every("FREQ=MONTHLY;BYMONTHDAY=1,15"), every("FREQ=MONTHLY;BYMONTHDAY=1,20")

    changes = diff(old, new, date(2026, 6, 1), date(2026, 8, 1))

    assert changes == Changes(
        stays=(date(2026, 6, 1), date(2026, 7, 1)),
        goes=(date(2026, 6, 15), date(2026, 7, 15)),
        comes=(date(2026, 6, 20), date(2026, 7, 20)),
    )
    assert not changes.are_none
    assert diff(old, old, date(2026, 6, 1), date(2026, 7, 1)) == Changes(
        stays=(date(2026, 6, 1), date(2026, 6, 15)), goes=(), comes=()
    )


def test_same_instants_in_another_zone_stay() -> None:
    rule = (Rule.parse("FREQ=DAILY;COUNT=3"),)
    brussels = RecurrenceSet(datetime(2026, 3, 28, 9, tzinfo=ZoneInfo("Europe/Brussels")), rule)
    utc = RecurrenceSet(datetime(2026, 3, 28, 8, tzinfo=UTC), rule)

    changes = diff(
        brussels, utc, datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    )

    assert [each.isoformat() for each in changes.stays] == ["2026-03-28T09:00:00+01:00"]
    assert [each.isoformat() for each in changes.goes] == [
        "2026-03-29T09:00:00+02:00",
        "2026-03-30T09:00:00+02:00",
    ]
    assert [each.isoformat() for each in changes.comes] == [
        "2026-03-29T08:00:00+00:00",
        "2026-03-30T08:00:00+00:00",
    ]


def test_moved_instance_goes_and_comes() -> None:
    old = every("FREQ=WEEKLY;COUNT=2")
    new = RecurrenceSet(
        old.start, old.rules, overrides=(Override(date(2026, 5, 8), date(2026, 5, 9)),)
    )

    assert diff(old, new, date(2026, 1, 1), date(2027, 1, 1)) == Changes(
        stays=(date(2026, 5, 1),), goes=(date(2026, 5, 8),), comes=(date(2026, 5, 9),)
    )


def test_sets_of_two_kinds_are_refused() -> None:
    timed = RecurrenceSet[date](datetime(2026, 5, 1, tzinfo=UTC), (Rule.parse("FREQ=DAILY"),))

    with pytest.raises(InvalidValue, match="expected a date, because the start"):
        diff(every("FREQ=DAILY"), timed, date(2026, 1, 1), date(2027, 1, 1))


@given(sets(ranges=True), st.integers(0, 3))
def test_changes_make_the_new_of_the_old(asked: RecurrenceSet[datetime], dropped: int) -> None:
    old = RecurrenceSet(asked.start, asked.rules, dates=asked.dates[dropped:])
    low, high = asked.start.replace(year=2000), asked.start.replace(year=2100)

    changes = diff(old, asked, low, high)

    assert sorted((*changes.stays, *changes.comes), key=_instant) == list(asked)
    assert sorted((*changes.stays, *changes.goes), key=_instant) == list(old)


def _instant(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(UTC)
