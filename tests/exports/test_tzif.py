from datetime import datetime, timedelta

import pytest

from scheduler.errors import InvalidValue
from scheduler.exports import tzif
from scheduler.exports.tzif import LocalType, YearlyDay, read_zone
from scheduler.tzdb import zone_names


def test_read_zone_keeps_what_came_before_the_cycle() -> None:
    brussels = read_zone("Europe/Brussels")

    assert brussels.cycle is not None
    assert brussels.cycle.daylight == LocalType(timedelta(hours=2), is_dst=True, name="CEST")
    assert brussels.cycle_from is not None
    assert brussels.cycle_from.onset == datetime(1996, 3, 31, 2)  # noqa: DTZ001 -- wall time
    assert brussels.transitions[-1].onset == datetime(1995, 9, 24, 3)  # noqa: DTZ001 -- wall time


def test_read_zone_without_a_rule_has_no_cycle() -> None:
    assert (read_zone("UTC").cycle, read_zone("UTC").transitions) == (None, ())


def test_every_zone_can_be_read() -> None:
    ruled = [tzid for tzid in zone_names() if read_zone(tzid).cycle]

    assert (len(zone_names()) > 590, len(ruled) > 180) == (True, True)


def test_a_footer_of_another_form_is_refused() -> None:
    with pytest.raises(InvalidValue, match="expected a rule by month, week and weekday"):
        tzif._cycle("EST5EDT,J60,J300")  # noqa: SLF001 -- no zone of the package has this form


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (YearlyDay(3, 5, 0, timedelta(hours=2)), datetime(2026, 3, 29, 2)),  # noqa: DTZ001 -- wall
        (YearlyDay(12, 5, 4, timedelta(0)), datetime(2026, 12, 31)),  # noqa: DTZ001 -- wall time
        (YearlyDay(2, 5, 6, timedelta(0)), datetime(2026, 2, 28)),  # noqa: DTZ001 -- wall time
        (YearlyDay(11, 1, 0, timedelta(hours=2)), datetime(2026, 11, 1, 2)),  # noqa: DTZ001 -- wall
        (YearlyDay(3, 5, 0, timedelta(hours=-1)), datetime(2026, 3, 28, 23)),  # noqa: DTZ001 -- wall
    ],
)
def test_yearly_day_finds_its_onset(day: YearlyDay, expected: datetime) -> None:
    assert day.onset(2026) == expected
