"""The text of sets: read whatever its form, written in one, and refused with every fault."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from scheduler.errors import (
    InvalidRecurrenceSet,
    InvalidRule,
    InvalidValue,
    UnknownTimeZone,
    UnsupportedRule,
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


START = "DTSTART;TZID=Europe/Brussels:20270601T090000"
ALONE: list[tuple[str, type[InvalidValue], str]] = [
    (
        "RRULE:FREQ=DAILY",
        InvalidValue,
        f"a recurrence set 'RRULE:FREQ=DAILY' cannot be used: expected a DTSTART, such as {START}",
    ),
    (
        f"{START}\n{START}",
        InvalidValue,
        f"DTSTART '20270601T090000' cannot be used: expected one start, as {START}",
    ),
    (
        "DTSTART:20270601T090000,20270602T090000",
        InvalidValue,
        f"DTSTART '20270601T090000,20270602T090000' cannot be used: expected one start, as {START}",
    ),
    (
        "DTSTART:20270601",
        InvalidValue,
        (
            "DTSTART '20270601' cannot be used: expected DATE-TIME, since there is no VALUE; "
            "DATE is written DTSTART;VALUE=DATE:20270601"
        ),
    ),
    (
        f"{START}\nRDATE;VALUE=DATE:20270601T090000",
        InvalidValue,
        (
            "RDATE '20270601T090000' cannot be used: expected DATE, since VALUE=DATE; "
            "DATE-TIME is written RDATE:20270601T090000"
        ),
    ),
    (
        f"{START}\nEXDATE:20270230T090000,20270601T2400,20270601T090000",
        InvalidValue,
        (
            "EXDATE '20270230T090000,20270601T2400' cannot be used: "
            "expected values as in EXDATE:20270601T090000 or EXDATE;VALUE=DATE:20270601"
        ),
    ),
    (
        f"{START}\nEXDATE;VALUE=PERIOD:20270601T090000Z/PT1H",
        InvalidValue,
        (
            "EXDATE '20270601T090000Z/PT1H' cannot be used: "
            "expected values as in EXDATE:20270601T090000 or EXDATE;VALUE=DATE:20270601"
        ),
    ),
    (
        f"{START}\nRDATE;VALUE=PERIOD:20270601T090000Z/20270601/PT1H",
        InvalidValue,
        (
            "RDATE '20270601T090000Z/20270601/PT1H' cannot be used: expected values as in "
            "RDATE:20270601T090000 or RDATE;VALUE=DATE:20270601 or "
            "RDATE;VALUE=PERIOD:20270601T090000/PT3H"
        ),
    ),
    (
        f"{START}\nEXDATE;TZID=Europe/Brussels:20270602T070000Z",
        InvalidValue,
        (
            "EXDATE '20270602T070000Z' cannot be used: "
            "expected no TZID=Europe/Brussels beside a date or a time in UTC"
        ),
    ),
    (
        f"{START}\nEXDATE:20270602T090000",
        InvalidValue,
        (
            "EXDATE '2027-06-02T09:00:00' cannot be used: expected a time in a zone, because "
            "the start 2027-06-01T09:00:00+02:00 is one, and not a time without a zone"
        ),
    ),
    (
        f"{START}\nRDATE;VALUE=DATE:20270602",
        InvalidValue,
        (
            "RDATE '2027-06-02' cannot be used: expected a time in a zone, because the start "
            "2027-06-01T09:00:00+02:00 is one, and not a date"
        ),
    ),
    (
        f"{START}\nRRULE:FREQ=DAILY;UNTIL=20280101",
        InvalidValue,
        (
            "UNTIL '20280101' cannot be used: expected a time in UTC such as 20271231T080000Z, "
            "because the start is a time in a zone; this is a date"
        ),
    ),
    (
        f"{START}\nSUMMARY:A meeting",
        InvalidValue,
        "a line 'SUMMARY' cannot be used: expected one of DTSTART, RRULE, RDATE, EXRULE, EXDATE",
    ),
    (
        f"{START}\nRRULE",
        InvalidValue,
        "a line 'RRULE' cannot be used: expected a name, a colon and a value",
    ),
    (
        "DTSTART;TZID=Europe/Bruxelles:20270601T090000",
        UnknownTimeZone,
        (
            "the time zone 'Europe/Bruxelles' is not known: "
            "expected an IANA name such as Europe/Brussels"
        ),
    ),
    (
        f"{START}\nRRULE:FREQ=YEARLY;RSCALE=HEBREW",
        UnsupportedRule,
        (
            "RSCALE=HEBREW is valid but not supported here; "
            "supported: GREGORIAN, BUDDHIST, JAPANESE, ROC"
        ),
    ),
    (
        f"{START}\nEXRULE:FREQ=YEARLY;COUNT=0",
        InvalidRule,
        (
            "the recurrence rule 'FREQ=YEARLY;COUNT=0' is not valid: "
            "COUNT=0: expected a whole number from 1 to 1000000000000000, such as COUNT=10"
        ),
    ),
]


@pytest.mark.parametrize(("text", "error", "sentence"), ALONE, ids=range(len(ALONE)))
def test_fault_that_is_alone_has_its_own_error(
    text: str, error: type[InvalidValue], sentence: str
) -> None:
    with pytest.raises(InvalidValue) as refusal:
        read_set(text)

    assert (type(refusal.value), str(refusal.value)) == (error, sentence)


def test_faults_come_together_with_their_lines() -> None:
    text = (
        "DTSTART:soon\nRRULE:FREQ=DAILY;\n COUNT=0\nEXDATE:2027\nRDATE;TZID=Nowhere:20270601T090000"
    )

    with pytest.raises(InvalidRecurrenceSet) as refusal:
        read_set(text)

    assert str(refusal.value) == (
        "the recurrence set is not valid; it has 4 problems:\n"
        "  line 1: DTSTART 'SOON' cannot be used: "
        "expected values as in DTSTART:20270601T090000 or DTSTART;VALUE=DATE:20270601\n"
        "  line 2: the recurrence rule 'FREQ=DAILY;COUNT=0' is not valid: "
        "COUNT=0: expected a whole number from 1 to 1000000000000000, such as COUNT=10\n"
        "  line 4: EXDATE '2027' cannot be used: "
        "expected values as in EXDATE:20270601T090000 or EXDATE;VALUE=DATE:20270601\n"
        "  line 5: the time zone 'Nowhere' is not known: "
        "expected an IANA name such as Europe/Brussels"
    )


def test_no_more_than_a_hundred_problems_are_listed() -> None:
    with pytest.raises(InvalidRecurrenceSet) as refusal:
        read_set("X-NOTE:1\n" * 500)

    assert len(refusal.value.problems) == 100


LARGE = {
    "100,000 times": f"{START}\nEXDATE;TZID=Europe/Brussels:" + "20270601T090000," * 100_000,
    "too many lines": f"{START}\n" + "\r" * 3000,
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_text_larger_than_any_set_is_refused_unread(text: str) -> None:
    lines = 1 + max(text.count("\n"), text.count("\r"))

    with pytest.raises(InvalidValue) as refusal:
        read_set(text)

    assert str(refusal.value) == (
        f"a recurrence set '{len(text)} characters in {lines} lines' cannot be used: "
        "expected at most 200000 characters in 3000 lines"
    )


def test_longest_text_is_still_read() -> None:
    text = f"{START}\nEXDATE;X-A={{}}:20270602T070000Z"
    longest = text.format("a" * (200_000 - len(text) + 2))

    assert len(longest) == 200_000
    assert len(read_set(longest).excluded) == 1
    with pytest.raises(InvalidValue, match="200001 characters in 3 lines"):
        read_set(longest + "\n")


def test_more_rules_than_any_set_has_are_refused() -> None:
    with pytest.raises(
        InvalidRecurrenceSet, match="RRULE 'FREQ=DAILY' cannot be used: expected at most 500"
    ):
        read_set(f"{START}\n" + "RRULE:FREQ=DAILY\n" * 502)
