"""Rule text: what is refused and in which words, and what is valid but not supported."""

import pytest

from scheduler.errors import InvalidRule, UnsupportedRule
from scheduler.recurrence import Rule

NAMES = (
    "NAME=VALUE, with a name of: BYDAY, BYHOUR, BYMINUTE, BYMONTH, BYMONTHDAY, BYSECOND, BYSETPOS, "
    "BYWEEKNO, BYYEARDAY, COUNT, FREQ, INTERVAL, RSCALE, SKIP, UNTIL, WKST"
)
FREQUENCIES = "SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY"
WHOLE = "a whole number from 1 to 999999999999999"
WEEKDAYS = "weekdays such as MO, 1TU or -1FR, numbered 1 to 53"
MOMENT = "a date or a time such as 20271231, 20271231T090000 or 20271231T080000Z"
MONTH_DAYS = "numbers from 1 to 31 or from -31 to -1"

FAULTS = {
    "": [
        f"an empty part: expected {NAMES}",
        f"FREQ: expected one FREQ in every rule: {FREQUENCIES}",
    ],
    "FREQ=YEARLY;": [f"an empty part: expected {NAMES}"],
    "FREQ=YEARLY;;;": [f"an empty part: expected {NAMES}"],
    "RRULE:FREQ=YEARLY": [
        f"RRULE:FREQ=YEARLY: expected {NAMES}",
        f"FREQ: expected one FREQ in every rule: {FREQUENCIES}",
    ],
    "INTERVAL=2": [f"FREQ: expected one FREQ in every rule: {FREQUENCIES}"],
    "FREQ=OFTEN": [f"FREQ=OFTEN: expected one of {FREQUENCIES}"],
    "FREQ=YEARLY;FREQ=MONTHLY": ["FREQ=MONTHLY: expected FREQ once; it is already YEARLY"],
    "FREQ=DAILY;COUNT=2;COUNT=3": ["COUNT=3: expected COUNT once; it is already 2"],
    "FREQ=DAILY;COUNT=2;X-FOO=1": [f"X-FOO=1: expected {NAMES}"],
    "FREQ=YEARLY;INTERVAL=0": [f"INTERVAL=0: expected {WHOLE}"],
    "FREQ=YEARLY;INTERVAL=-1": [f"INTERVAL=-1: expected {WHOLE}"],
    "FREQ=YEARLY;INTERVAL=": [f"INTERVAL: expected {WHOLE}"],
    "FREQ=YEARLY;INTERVAL=1,2": [f"INTERVAL=1,2: expected {WHOLE}"],
    "FREQ=YEARLY;COUNT=0": [f"COUNT=0: expected {WHOLE}"],
    f"FREQ=YEARLY;COUNT={10**30}": [f"COUNT={10**30}: expected {WHOLE}"],
    "FREQ=YEARLY;COUNT=3;UNTIL=20280101": [
        "COUNT=3: expected no COUNT beside UNTIL=20280101: a rule ends by one of the two"
    ],
    "FREQ=YEARLY;BYMONTH=6,13,0": ["BYMONTH=13,0: expected numbers from 1 to 12"],
    "FREQ=YEARLY;BYMONTH=-1": ["BYMONTH=-1: expected numbers from 1 to 12"],
    "FREQ=YEARLY;BYMONTH=5L": ["BYMONTH=5L: expected numbers from 1 to 12"],
    "FREQ=MONTHLY;BYMONTHDAY=0": [f"BYMONTHDAY=0: expected {MONTH_DAYS}"],
    "FREQ=MONTHLY;BYMONTHDAY=32,1,-32": [f"BYMONTHDAY=32,-32: expected {MONTH_DAYS}"],
    "FREQ=MONTHLY;BYDAY=0MO": [f"BYDAY=0MO: expected {WEEKDAYS}"],
    "FREQ=MONTHLY;BYDAY=54MO,XX,TU": [f"BYDAY=54MO,XX: expected {WEEKDAYS}"],
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367": [
        "BYSETPOS=367: expected numbers from 1 to 366 or from -366 to -1"
    ],
    "FREQ=MONTHLY;BYSETPOS=1": [
        "BYSETPOS=1: expected another BY part beside BYSETPOS, such as BYDAY, to choose from"
    ],
    "FREQ=WEEKLY;BYDAY=2MO": [
        "BYDAY=2MO: expected numbered weekdays only with FREQ=MONTHLY or YEARLY"
    ],
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO": [
        "BYDAY=1MO: expected no numbered weekdays beside BYWEEKNO=20"
    ],
    "FREQ=WEEKLY;BYMONTHDAY=13": ["BYMONTHDAY=13: expected no BYMONTHDAY with FREQ=WEEKLY"],
    "FREQ=DAILY;BYYEARDAY=100": [
        "BYYEARDAY=100: expected no BYYEARDAY with FREQ=DAILY, WEEKLY or MONTHLY"
    ],
    "FREQ=MONTHLY;BYWEEKNO=15": ["BYWEEKNO=15: expected BYWEEKNO only with FREQ=YEARLY"],
    "FREQ=DAILY;BYHOUR=24;BYMINUTE=60;BYSECOND=61": [
        "BYHOUR=24: expected numbers from 0 to 23",
        "BYMINUTE=60: expected numbers from 0 to 59",
        "BYSECOND=61: expected numbers from 0 to 60",
    ],
    "FREQ=YEARLY;UNTIL=20270230": [f"UNTIL=20270230: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=00000101": [f"UNTIL=00000101: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=20270101T2500": [f"UNTIL=20270101T2500: expected {MOMENT}"],
    "FREQ=YEARLY;UNTIL=2027-01-01": [f"UNTIL=2027-01-01: expected {MOMENT}"],
    "FREQ=YEARLY;WKST=XX": ["WKST=XX: expected one of MO, TU, WE, TH, FR, SA, SU"],
    "FREQ=YEARLY;SKIP=OMIT": ["SKIP=OMIT: expected RSCALE beside SKIP (RFC 7529)"],
    "FREQ=YEARLY;RSCALE=GREGORIAN;SKIP=ALL": ["SKIP=ALL: expected one of OMIT, BACKWARD, FORWARD"],
    "FREQ=YEARLY;RSCALE=": ["RSCALE: expected the name of a calendar, such as GREGORIAN"],
    "FREQ=HOURLY;BYMONTH=13;BYDAY=1MO;COUNT=0;BYWEEKNO=1": [
        "BYMONTH=13: expected numbers from 1 to 12",
        f"COUNT=0: expected {WHOLE}",
        "BYWEEKNO=1: expected BYWEEKNO only with FREQ=YEARLY",
        "BYDAY=1MO: expected numbered weekdays only with FREQ=MONTHLY or YEARLY",
    ],
}


@pytest.mark.parametrize(("text", "faults"), FAULTS.items(), ids=FAULTS)
def test_invalid_rule_lists_all_its_faults(text: str, faults: list[str]) -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text)

    assert str(refusal.value) == f"the recurrence rule {text!r} is not valid: {'; '.join(faults)}"


def test_rule_of_a_megabyte_is_refused_in_a_short_sentence() -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse("FREQ=YEARLY;BYMONTH=" + "1," * 500_000)

    assert str(refusal.value) == (
        "the recurrence rule 'FREQ=YEARLY;BYMONTH=1,1,1,1,1,1,1,1,1,1,...' is not valid: "
        "RRULE=1000020 characters: expected at most 20000 characters, all of them ASCII"
    )


def test_rule_with_a_letter_that_only_looks_right_is_refused() -> None:
    with pytest.raises(InvalidRule, match="all of them ASCII"):
        Rule.parse("FREQ=MONTHLY;BYMONTHDAY=\N{ARABIC-INDIC DIGIT ONE}")


PARTS = "FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, WKST"

DECLINED = {
    "FREQ=WEEKLY": ("FREQ", "WEEKLY", "YEARLY, MONTHLY"),
    "FREQ=SECONDLY;BYSECOND=60": ("BYSECOND", "60", PARTS),
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO": ("BYWEEKNO", "20", PARTS),
    "FREQ=YEARLY;BYYEARDAY=-1": ("BYYEARDAY", "-1", PARTS),
    "FREQ=MONTHLY;BYHOUR=9": ("BYHOUR", "9", PARTS),
    "FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5L;SKIP=FORWARD": ("RSCALE", "HEBREW", PARTS),
    "FREQ=YEARLY;RSCALE=KLINGON": ("RSCALE", "KLINGON", PARTS),
}


@pytest.mark.parametrize(("text", "named"), DECLINED.items(), ids=DECLINED)
def test_valid_rule_that_is_not_supported_says_what_is(
    text: str, named: tuple[str, str, str]
) -> None:
    with pytest.raises(UnsupportedRule) as refusal:
        Rule.parse(text)

    assert (refusal.value.part, refusal.value.value, refusal.value.supported) == named
