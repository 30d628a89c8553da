"""Sets as real calendars send them: what is forgiven beside a start, and in which words."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence.set_text import SetFields, read_set, write_set

DAY = "DTSTART;VALUE=DATE:20270601"
FLOATING = "DTSTART:20270601T090000"
IN_UTC = "DTSTART:20270601T090000Z"
ZONED = "DTSTART;TZID=Europe/Brussels:20270601T090000"

FORGIVEN = [
    ("DTSTART:20270601", DAY, "line 1: DTSTART was read as DATE"),
    ("DTSTART;VALUE=DATE:20270601T090000", FLOATING, "line 1: DTSTART was read as DATE-TIME"),
    (
        "DTSTART;TZID=Europe/Brussels:20270601T090000Z",
        IN_UTC,
        "line 1: TZID was passed over where DTSTART has its own",
    ),
    (
        "DTSTART;TZID=/mozilla.org/20050126_1/Europe/Brussels:20270601T090000",
        ZONED,
        "line 1: TZID=/mozilla.org/20050126_1/Europe/Brussels was read as Europe/Brussels",
    ),
    (f"{ZONED}\nSUMMARY:A meeting", ZONED, "line 2: SUMMARY was left out"),
    (
        f"{ZONED}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        f"{ZONED}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY",
        "line 3: this RRULE was united with the one before it; some programs differ",
    ),
    (
        f"{ZONED}\nRRULE:FREQ=DAILY;UNTIL=20280101",
        f"{ZONED}\nRRULE:FREQ=DAILY;UNTIL=20280101T225959Z",
        (
            "line 2: RRULE: UNTIL=20280101 was read as UNTIL=20280101T225959Z: "
            "the start is a time in a zone"
        ),
    ),
    (
        f"{DAY}\nEXDATE:20270602T220000Z",
        f"{DAY}\nEXDATE;VALUE=DATE:20270602",
        "line 2: EXDATE was read as a date, because the start is one",
    ),
    (
        f"{FLOATING}\nRDATE:20270602T220000Z",
        f"{FLOATING}\nRDATE:20270602T220000",
        "line 2: RDATE was read as a time without a zone, because the start is one",
    ),
    (
        f"{ZONED}\nEXDATE:20270602T090000,20270603T070000Z",
        f"{ZONED}\nEXDATE;TZID=Europe/Brussels:20270602T090000\nEXDATE:20270603T070000Z",
        "line 2: EXDATE was read as a time in a zone, because the start is one",
    ),
    (
        f"{ZONED}\nRDATE;VALUE=DATE:20270602",
        f"{ZONED}\nRDATE;TZID=Europe/Brussels:20270602T090000",
        "line 2: RDATE was read as a time in a zone, because the start is one",
    ),
    (
        (
            f"{ZONED}\nRRULE:FREQ=DAILY;BYHOUR=9,23\nRDATE:20270602T213000Z,20270602T220000Z\n"
            "EXDATE;VALUE=DATE:20270602,20270601"
        ),
        (
            f"{ZONED}\nRRULE:FREQ=DAILY;BYHOUR=9,23\nRDATE:20270602T213000Z,20270602T220000Z\n"
            "EXDATE:20270602T213000Z\n"
            "EXDATE;TZID=Europe/Brussels:20270602T090000,20270602T230000,20270601T090000\n"
            " ,20270601T090000,20270601T230000"
        ),
        "line 4: EXDATE was read as all that is on its days, because the start is a time",
    ),
]


@pytest.mark.parametrize(("text", "read", "finding"), FORGIVEN, ids=range(len(FORGIVEN)))
def test_each_thing_forgiven_is_said_with_its_line(text: str, read: str, finding: str) -> None:
    fields = read_set(text, tolerant=True)

    assert write_set(fields) == read
    assert [str(each) for each in fields.findings] == [f"warning: {finding}"]


def test_findings_of_a_rule_keep_their_weight() -> None:
    fields = read_set(f"{ZONED}\nRRULE:FREQ=DAILY;", tolerant=True)

    assert [str(each) for each in fields.findings] == [
        "note: line 2: RRULE: an empty part was left out"
    ]


def test_strict_reading_has_no_findings() -> None:
    text = f"{ZONED}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"

    assert read_set(text).findings == ()


def test_right_set_is_read_without_findings() -> None:
    start = datetime(2027, 6, 1, 9, tzinfo=ZoneInfo("Europe/Brussels"))
    excluded = datetime(2027, 6, 2, 7, tzinfo=UTC)

    assert read_set(f"{ZONED}\nEXDATE:20270602T070000Z", tolerant=True) == SetFields(
        start, excluded=(excluded,)
    )


def test_day_without_an_instance_takes_out_nothing() -> None:
    fields = read_set(f"{ZONED}\nEXDATE;VALUE=DATE:99991231,00010101", tolerant=True)

    assert fields.excluded == ()


NOT_FORGIVEN = {
    f"{ZONED}\nRDATE;VALUE=PERIOD:20270602T090000/PT3H": "RDATE '2027-06-02T09:00:00'",
    f"{ZONED}\nRRULE:FREQ=MINUTELY\nEXDATE;VALUE=DATE:20270602": "EXDATE '2027-06-02'",
    f"{ZONED}\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:" + "20280602," * 501: "EXDATE ''",
    "DTSTART;TZID=Europe/Brüssel:20270601T090000": "the time zone 'Europe/Brüssel'",
    f"{ZONED}\nnonsense": "a line 'nonsense'",
}


@pytest.mark.parametrize(("text", "beginning"), NOT_FORGIVEN.items(), ids=range(len(NOT_FORGIVEN)))
def test_what_cannot_be_read_in_one_way_stays_refused(text: str, beginning: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        read_set(text, tolerant=True)

    assert str(refusal.value).startswith(beginning)


def test_so_many_dates_are_refused_beside_a_time() -> None:
    dates = ",".join(["20280602"] * 501)

    with pytest.raises(InvalidValue, match="where a text has so many dates"):
        read_set(f"{ZONED}\nRRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:{dates}", tolerant=True)
