"""The text of sets: read whatever its form, written in one, and refused with every fault."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from scheduler.errors import (
    InvalidValue,
)
from scheduler.recurrence import Rule
from scheduler.recurrence.period import Period
from scheduler.recurrence.set_text import SetFields, read_set, write_set
from tests.recurrence.set_text.any_set import any_set

BRUSSELS, NEW_YORK = ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York")
WEEKLY, DAILY = Rule.parse("FREQ=WEEKLY"), Rule.parse("FREQ=DAILY;COUNT=9")


def at(day: int, hour: int = 9, zone: ZoneInfo = BRUSSELS) -> datetime:
    return datetime(2027, 6, day, hour, tzinfo=zone)


WHOLE = SetFields(
    start=at(1),
    rules=(WEEKLY, DAILY),
    dates=(
        at(3),
        at(4),
        datetime(2027, 6, 5, 7, tzinfo=UTC),
        at(6, zone=NEW_YORK),
        Period(at(7), duration=timedelta(days=1, hours=2, minutes=3, seconds=4)),
        Period(at(8), end=at(8, 12)),
    ),
    excluded=(at(2), at(3, zone=NEW_YORK)),
    excluded_rules=(Rule.parse("FREQ=MONTHLY"),),
)
WRITTEN = """\
DTSTART;TZID=Europe/Brussels:20270601T090000
RRULE:FREQ=WEEKLY
RRULE:FREQ=DAILY;COUNT=9
RDATE;TZID=Europe/Brussels:20270603T090000,20270604T090000
RDATE:20270605T070000Z
RDATE;TZID=America/New_York:20270606T090000
RDATE;VALUE=PERIOD;TZID=Europe/Brussels:20270607T090000/P1DT2H3M4S,20270608
 T090000/20270608T120000
EXRULE:FREQ=MONTHLY
EXDATE;TZID=Europe/Brussels:20270602T090000
EXDATE;TZID=America/New_York:20270603T090000"""


def test_set_is_written_in_one_way() -> None:
    assert write_set(WHOLE) == WRITTEN


def test_set_is_read_from_what_is_written() -> None:
    assert read_set(WRITTEN) == WHOLE


@given(any_set())
def test_every_set_survives_its_text(fields: SetFields) -> None:
    text = write_set(fields)

    assert read_set(text) == fields
    assert all(len(line) <= 75 for line in text.split("\n"))


DAY = date(2027, 6, 1)
FLOATING = datetime(2027, 6, 1, 9)  # noqa: DTZ001 -- floating
IN_UTC = FLOATING.replace(tzinfo=UTC)
FORMS: list[tuple[str | list[str], SetFields]] = [
    ("DTSTART;VALUE=DATE:20270601", SetFields(DAY)),
    (
        "DTSTART:20270601T090000\nEXDATE:20270602T085960",
        SetFields(FLOATING, excluded=(FLOATING + timedelta(hours=24, seconds=-1),)),
    ),
    (
        "exdate:20270602T090000z\r\nrrule:freq=weekly\r\n\r\ndtstart:20270601t090000Z\r\n",
        SetFields(IN_UTC, (WEEKLY,), excluded=(IN_UTC + timedelta(1),)),
    ),
    (
        'DTSTART;X-OLD="a;b:c";TZID="Europe/Brussels":2027\n\t0601T0\n 90000\nRRULE:FREQ=W\n EEKLY',
        SetFields(at(1), (WEEKLY,)),
    ),
    (
        ["DTSTART;TZID=Europe/Brussels:20270601T090000", "RRULE:FREQ=WEEKLY"],
        SetFields(at(1), (WEEKLY,)),
    ),
    (
        "DTSTART:20270601T090000Z\nRDATE;VALUE=PERIOD:20270602T090000Z/P2W",
        SetFields(IN_UTC, dates=(Period(IN_UTC + timedelta(1), duration=timedelta(14)),)),
    ),
]


@pytest.mark.parametrize(("text", "fields"), FORMS)
def test_set_is_read_whatever_its_form(text: str | list[str], fields: SetFields) -> None:
    assert read_set(text) == fields


def test_second_passing_of_a_time_is_written_in_utc() -> None:
    second = datetime(2027, 10, 31, 2, 30, tzinfo=BRUSSELS, fold=1)
    fields = SetFields(
        at(1),
        dates=(
            second,
            Period(second, duration=timedelta(hours=1)),
            Period(second - timedelta(hours=2), end=second),
        ),
        excluded=(second.replace(fold=0), at(1).replace(fold=1)),
    )

    assert write_set(fields).split("\n") == [
        "DTSTART;TZID=Europe/Brussels:20270601T090000",
        "RDATE:20271031T013000Z",
        "RDATE;VALUE=PERIOD:20271031T013000Z/20271031T023000Z,20271030T223000Z/20271",
        " 031T013000Z",
        "EXDATE;TZID=Europe/Brussels:20271031T023000,20270601T090000",
    ]


def test_what_no_text_can_say_is_not_written() -> None:
    with pytest.raises(InvalidValue, match="expected a time of whole seconds"):
        write_set(SetFields(FLOATING.replace(microsecond=1)))
    with pytest.raises(InvalidValue, match="expected UTC, or a zone by its IANA name"):
        write_set(SetFields(FLOATING.replace(tzinfo=timezone(timedelta(hours=2)))))
