"""Texts of sets that are refused, with every fault and the line it stands in."""

import pytest

from scheduler.errors import (
    InvalidRecurrenceSet,
    InvalidRule,
    InvalidValue,
    UnknownTimeZone,
    UnsupportedRule,
)
from scheduler.recurrence.set_text import read_set

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
