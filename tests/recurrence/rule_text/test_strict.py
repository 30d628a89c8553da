"""Rule text: what each part may hold, and in which words anything else is refused."""

import pytest

from scheduler.errors import InvalidRule
from scheduler.recurrence import Rule

NAMES = (
    "NAME=VALUE, with a name of: BYDAY, BYHOUR, BYMINUTE, BYMONTH, BYMONTHDAY, BYSECOND, BYSETPOS, "
    "BYWEEKNO, BYYEARDAY, COUNT, FREQ, INTERVAL, RSCALE, SKIP, UNTIL, WKST, such as FREQ=YEARLY"
)
FREQUENCIES = (
    "one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY, such as FREQ=YEARLY"
)
NO_FREQ = f"FREQ: expected a FREQ in every rule, {FREQUENCIES}"
INTERVAL = "a whole number from 1 to 1000000000000000, such as INTERVAL=2"
COUNT = "a whole number from 1 to 1000000000000000, such as COUNT=10"
MONTHS = "numbers from 1 to 12, such as BYMONTH=6"
MONTH_DAYS = "numbers from 1 to 31 or from -31 to -1, such as BYMONTHDAY=13"
WEEKDAYS = "weekdays, plain or numbered from 1 to 53 or from -53 to -1, such as BYDAY=MO,1TU,-1FR"
MOMENT = (
    "a date, or a time of whole seconds without a zone or in UTC, "
    "such as UNTIL=20271231, UNTIL=20271231T090000 or UNTIL=20271231T080000Z"
)
CALENDAR = (
    "the name of a calendar, one of GREGORIAN, BUDDHIST, JAPANESE, ROC, such as RSCALE=GREGORIAN"
)

FAULTS = {
    "": [f"an empty part: expected {NAMES}", NO_FREQ],
    "FREQ=YEARLY;": [f"an empty part: expected {NAMES}"],
    "FREQ=YEARLY;;;": [f"an empty part: expected {NAMES}"],
    "FREQ=YEARLY;=3": [f"an empty part=3: expected {NAMES}"],
    "FREQ=YEARLY; COUNT=3": [f" COUNT=3: expected {NAMES}"],
    "RRULE:FREQ=YEARLY": [f"RRULE:FREQ=YEARLY: expected {NAMES}", NO_FREQ],
    "INTERVAL=2": [NO_FREQ],
    "FREQ": [f"FREQ: expected {FREQUENCIES}"],
    "FREQ=OFTEN": [f"FREQ=OFTEN: expected {FREQUENCIES}"],
    "FREQ=YEARLY;FREQ=MONTHLY": ["FREQ=MONTHLY: expected FREQ once; it is already YEARLY"],
    "FREQ=DAILY;COUNT=2;COUNT=2": ["COUNT=2: expected COUNT once; it is already 2"],
    "FREQ=DAILY;BYDAY=MO,TU;BYDAY=MO": ["BYDAY=MO: expected BYDAY once; it is already MO,TU"],
    "FREQ=DAILY;COUNT=2;X-FOO=1": [f"X-FOO=1: expected {NAMES}"],
    "FREQ=YEARLY;INTERVAL=0": [f"INTERVAL=0: expected {INTERVAL}"],
    "FREQ=YEARLY;INTERVAL=-1": [f"INTERVAL=-1: expected {INTERVAL}"],
    "FREQ=YEARLY;INTERVAL=": [f"INTERVAL: expected {INTERVAL}"],
    "FREQ=YEARLY;INTERVAL=1,2": [f"INTERVAL=1,2: expected {INTERVAL}"],
    "FREQ=YEARLY;COUNT=0": [f"COUNT=0: expected {COUNT}"],
    "FREQ=YEARLY;COUNT=1000000000000001": [f"COUNT=1000000000000001: expected {COUNT}"],
    f"FREQ=YEARLY;COUNT={10**30}": [f"COUNT={10**30}: expected {COUNT}"],
    "FREQ=YEARLY;BYMONTH=6,13,0": [f"BYMONTH=13,0: expected {MONTHS}"],
    "FREQ=YEARLY;BYMONTH=-1": [f"BYMONTH=-1: expected {MONTHS}"],
    "FREQ=YEARLY;BYMONTH=006": [f"BYMONTH=006: expected {MONTHS}"],
    "FREQ=YEARLY;BYMONTH=5L;RSCALE=GREGORIAN": [f"BYMONTH=5L: expected {MONTHS}"],
    "FREQ=YEARLY;BYMONTH=6,": [f"BYMONTH: expected {MONTHS}"],
    "FREQ=MONTHLY;BYMONTHDAY=0": [f"BYMONTHDAY=0: expected {MONTH_DAYS}"],
    "FREQ=MONTHLY;BYMONTHDAY=32,1,-32": [f"BYMONTHDAY=32,-32: expected {MONTH_DAYS}"],
    "FREQ=MONTHLY;BYMONTHDAY=\N{ARABIC-INDIC DIGIT ONE}": [
        f"BYMONTHDAY=\N{ARABIC-INDIC DIGIT ONE}: expected {MONTH_DAYS}"
    ],
    "FREQ=MONTHLY;BYDAY=0MO": [f"BYDAY=0MO: expected {WEEKDAYS}"],
    "FREQ=MONTHLY;BYDAY=54MO,XX,TU": [f"BYDAY=54MO,XX: expected {WEEKDAYS}"],
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367,0": [
        "BYSETPOS=367,0: expected numbers from 1 to 366 or from -366 to -1, such as BYSETPOS=-1"
    ],
    "FREQ=YEARLY;BYYEARDAY=367": [
        "BYYEARDAY=367: expected numbers from 1 to 366 or from -366 to -1, such as BYYEARDAY=100"
    ],
    "FREQ=YEARLY;BYWEEKNO=54": [
        "BYWEEKNO=54: expected numbers from 1 to 53 or from -53 to -1, such as BYWEEKNO=20"
    ],
    "FREQ=DAILY;BYHOUR=24;BYMINUTE=60;BYSECOND=61": [
        "BYHOUR=24: expected numbers from 0 to 23, such as BYHOUR=9",
        "BYMINUTE=60: expected numbers from 0 to 59, such as BYMINUTE=30",
        "BYSECOND=61: expected numbers from 0 to 60, such as BYSECOND=0",
    ],
    "FREQ=YEARLY;UNTIL=20270230": [f"UNTIL=20270230: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=00000101": [f"UNTIL=00000101: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=20270101T2500": [f"UNTIL=20270101T2500: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=20270101T240000": [f"UNTIL=20270101T240000: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=20270101T000061": [f"UNTIL=20270101T000061: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=20270101Z": [f"UNTIL=20270101Z: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=2027-01-01": [f"UNTIL=2027-01-01: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=2027W011": [f"UNTIL=2027W011: expected {MOMENT}"],
    "FREQ=YEARLY;WKST=XX": ["WKST=XX: expected one of MO, TU, WE, TH, FR, SA, SU, such as WKST=SU"],
    "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=ALL": [
        "SKIP=ALL: expected one of OMIT, BACKWARD, FORWARD, such as SKIP=FORWARD"
    ],
    "FREQ=YEARLY;RSCALE=": [f"RSCALE: expected {CALENDAR}"],
    "FREQ=YEARLY;RSCALE=KLINGON": [f"RSCALE=KLINGON: expected {CALENDAR}"],
    "FREQ=YEARLY;BYMONTH=\x1b[31m": [f"BYMONTH='\\x1b[31M': expected {MONTHS}"],
    "FREQ=HOURLY;BYMONTH=13;BYDAY=1MO;COUNT=0;BYWEEKNO=1": [
        f"BYMONTH=13: expected {MONTHS}",
        f"COUNT=0: expected {COUNT}",
        "BYWEEKNO=1: expected no BYWEEKNO beside FREQ=HOURLY, such as FREQ=YEARLY;BYWEEKNO=20",
        "BYDAY=1MO: expected plain weekdays beside FREQ=HOURLY, such as FREQ=MONTHLY;BYDAY=2MO",
    ],
}


@pytest.mark.parametrize(("text", "faults"), FAULTS.items(), ids=map(ascii, FAULTS))
def test_invalid_rule_lists_all_its_faults(text: str, faults: list[str]) -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text)

    assert str(refusal.value) == f"the recurrence rule {text!r} is not valid: {'; '.join(faults)}"


def test_fault_has_its_part_value_and_a_right_example() -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse("FREQ=YEARLY;BYMONTH=6,13")

    (fault,) = refusal.value.faults
    assert (fault.part, fault.value, fault.expected, fault.example) == (
        "BYMONTH",
        "13",
        "numbers from 1 to 12",
        "BYMONTH=6",
    )


def test_rule_of_a_megabyte_is_refused_in_a_short_sentence() -> None:
    text = "FREQ=YEARLY;BYMONTH=" + "1," * 500_000

    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text)

    assert str(refusal.value) == (
        f"the recurrence rule '{text[:200]}...' is not valid: "
        "RRULE=1000020 characters: expected at most 20000 characters"
    )


def test_longest_rule_is_still_read() -> None:
    text = "FREQ=MONTHLY;BYMONTHDAY=1" + ",1" * 9987

    assert len(text) + 1 == 20_000
    assert str(Rule.parse(f"{text}0")) == "FREQ=MONTHLY;BYMONTHDAY=1,10"
    with pytest.raises(InvalidRule, match="RRULE=20001 characters"):
        Rule.parse(f"{text}01")


def test_rule_of_a_thousand_parts_is_refused_unread() -> None:
    with pytest.raises(InvalidRule, match=r"RRULE=1000 parts: expected at most 100 parts$"):
        Rule.parse(";".join(f"X{number}" for number in range(1000)))


def test_rule_with_many_faults_names_the_first_ones() -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(";".join(f"X{number}" for number in range(100)))

    assert len(refusal.value.faults) == 101
    assert str(refusal.value).count("expected") == 20
    assert str(refusal.value).endswith("; and 81 more")


@pytest.mark.parametrize("text", ["FREQ=YEARLY;BY\u017fETPOS=1", "FREQ=DA\u0131LY"])
def test_letter_that_only_becomes_the_right_one_is_refused(text: str) -> None:
    with pytest.raises(InvalidRule):
        Rule.parse(text)


@pytest.mark.parametrize(
    "part",
    [
        "INTERVAL=1000000000000",
        "COUNT=1000000000000000",
        "BYMONTHDAY=+3",
        "BYDAY=+53MO,-53SU,01TU",
        "BYYEARDAY=-366,366,001",
        "BYSETPOS=1;BYHOUR=0",
        "BYHOUR=0,23;BYMINUTE=0,59;BYSECOND=0,60",
        "UNTIL=00010101",
        "UNTIL=99991231T235960Z",
    ],
)
def test_extreme_values_are_read(part: str) -> None:
    Rule.parse(f"FREQ=YEARLY;{part}")
