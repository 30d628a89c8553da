"""Rules as real calendars send them: what is forgiven, in which words, and what is not."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from scheduler.errors import Finding, InvalidRule, Severity, UnsupportedRule
from scheduler.recurrence import Rule
from tests.recurrence.any_rule import any_rule

DAY = date(2027, 6, 1)
FLOATING = datetime(2027, 6, 1, 9)  # noqa: DTZ001 -- floating
IN_UTC = FLOATING.replace(tzinfo=UTC)
BRUSSELS = FLOATING.replace(tzinfo=ZoneInfo("Europe/Brussels"))
SANTIAGO = FLOATING.replace(tzinfo=ZoneInfo("America/Santiago"))

FORGIVEN = {
    "FREQ=YEARLY": ("FREQ=YEARLY", []),
    "freq=yearly;bymonth=6": ("FREQ=YEARLY;BYMONTH=6", []),
    " FREQ=MONTHLY; BYDAY=1MO, -1FR\r\n ;": (
        "FREQ=MONTHLY;BYDAY=1MO,-1FR",
        ["note: spaces were left out", "note: an empty part was left out"],
    ),
    "rrule:FREQ=YEARLY;;;": (
        "FREQ=YEARLY",
        [
            "note: RRULE: was left out: the rule stands behind it",
            "note: an empty part was left out",
        ],
    ),
    "FREQ=YEARLY;X-WHO=Ada;EASTER=1;BYEASTER=-2": (
        "FREQ=YEARLY",
        [
            "warning: X-WHO: X-WHO=Ada was left out: no rule has such a part",
            "warning: EASTER: EASTER=1 was left out: no rule has such a part",
            "warning: BYEASTER: BYEASTER=-2 was left out: no rule has such a part",
        ],
    ),
    "FREQ=YEARLY;BYMONTH=;COUNT=;BYDAY=,MO,,TU,": (
        "FREQ=YEARLY;BYDAY=MO,TU",
        [
            "warning: BYMONTH: BYMONTH was left out: it holds nothing",
            "warning: COUNT: COUNT was left out: it holds nothing",
            "note: empty values were left out of BYDAY",
        ],
    ),
    "FREQ=WEEKLY;BYDAY=MO;FREQ=MONTHLY;BYDAY=1MO": (
        "FREQ=MONTHLY;BYDAY=1MO",
        [
            "warning: FREQ: FREQ=WEEKLY was left out: FREQ stands there again",
            "warning: BYDAY: BYDAY=MO was left out: BYDAY stands there again",
        ],
    ),
    "FREQ=DAILY;COUNT=3;UNTIL=20280101": (
        "FREQ=DAILY;UNTIL=20280101",
        [
            (
                "warning: COUNT: COUNT=3 was left out beside UNTIL: "
                "without a start nobody can tell which of the two ends first"
            )
        ],
    ),
    "FREQ=WEEKLY;BYDAY=1MO,TU": (
        "FREQ=WEEKLY;BYDAY=MO,TU",
        [
            (
                "warning: BYDAY: BYDAY=1MO,TU was read as BYDAY=MO,TU: "
                "no weekday is numbered beside FREQ=WEEKLY"
            )
        ],
    ),
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=-1MO": (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        [
            (
                "warning: BYDAY: BYDAY=-1MO was read as BYDAY=MO: "
                "no weekday is numbered beside BYWEEKNO=20"
            )
        ],
    ),
    "FREQ=MONTHLY;BYSETPOS=1,-1": (
        "FREQ=MONTHLY",
        ["warning: BYSETPOS: BYSETPOS=1,-1 was left out: there is nothing for it to choose from"],
    ),
    "FREQ=MONTHLY;SKIP=FORWARD": (
        "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD",
        ["warning: SKIP: RSCALE=GREGORIAN was added: SKIP needs a calendar"],
    ),
}


@pytest.mark.parametrize(("text", "read"), FORGIVEN.items(), ids=map(ascii, FORGIVEN))
def test_each_thing_forgiven_is_said(text: str, read: tuple[str, list[str]]) -> None:
    rule, findings = Rule.parse(text, tolerant=True)

    assert (str(rule), list(map(str, findings))) == read


def test_finding_has_its_weight_and_its_part() -> None:
    forgiven = Rule.parse("FREQ=MONTHLY;SKIP=FORWARD", tolerant=True)

    assert forgiven.findings == (
        Finding(
            Severity.WARNING, "RSCALE=GREGORIAN was added: SKIP needs a calendar", where="SKIP"
        ),
    )


NOT_FORGIVEN = {
    "": "FREQ: expected a FREQ in every rule",
    "FREQ=YEARLY;INTERVAL=0": "INTERVAL=0: expected a whole number",
    "FREQ=YEARLY;COUNT=0;UNTIL=20280101": "COUNT=0: expected a whole number",
    "FREQ=YEARLY;BYMONTH=13": "BYMONTH=13: expected numbers",
    "FREQ=WEEKLY;BYMONTHDAY=13": "BYMONTHDAY=13: expected no BYMONTHDAY beside FREQ=WEEKLY",
    "FREQ=DAILY;BYYEARDAY=100": "BYYEARDAY=100: expected no BYYEARDAY beside FREQ=DAILY",
    "FREQ=MONTHLY;BYWEEKNO=20": "BYWEEKNO=20: expected no BYWEEKNO beside FREQ=MONTHLY",
    "FREQ=MONTHLY;BYSETPOS=2": "BYSETPOS=2: expected another BY part beside BYSETPOS",
    "FREQ=YEARLY;UNTIL=tomorrow": "UNTIL=TOMORROW: expected a date, or a time of whole seconds",
    "FREQ=WEEKLY;BYDAY=1": "BYDAY=1: expected weekdays",
    "X" * 20_001: "RRULE=20001 characters: expected at most 20000 characters",
    ";" * 100: "RRULE=101 parts: expected at most 100 parts",
}


@pytest.mark.parametrize(("text", "fault"), NOT_FORGIVEN.items(), ids=range(len(NOT_FORGIVEN)))
def test_what_can_be_read_in_several_ways_stays_refused(text: str, fault: str) -> None:
    with pytest.raises(InvalidRule) as refusal:
        Rule.parse(text, tolerant=True)

    assert str(refusal.value.faults[0]).startswith(fault)


def test_other_calendar_stays_declined() -> None:
    with pytest.raises(UnsupportedRule):
        Rule.parse("FREQ=YEARLY;RSCALE=HEBREW;BYMONTH=5L", tolerant=True)


UNTIL = [
    (DAY, "20280101", "20280101"),
    (DAY, "20280101T090000", "20280101"),
    (DAY, "20280101T090000Z", "20280101"),
    (FLOATING, "20280101", "20280101T235959"),
    (FLOATING, "20280101T090000Z", "20280101T090000"),
    (IN_UTC, "20280101", "20280101T235959Z"),
    (IN_UTC, "20280101T090000", "20280101T090000Z"),
    (BRUSSELS, "20280101", "20280101T225959Z"),
    (BRUSSELS, "20280101T090000", "20280101T080000Z"),
    (BRUSSELS, "20280101T090000Z", "20280101T090000Z"),
    (BRUSSELS, "20280326T023000", "20280326T013000Z"),  # in the gap: the offset before it
    (BRUSSELS, "20281029T023000", "20281029T003000Z"),  # twice: the first
    (SANTIAGO, "20240406", "20240407T035959Z"),  # the last hour of the day comes twice
    (SANTIAGO, "99991231", "99991231T235959Z"),
    (BRUSSELS, "00010101T000000", "00010101T000000Z"),
]


@pytest.mark.parametrize(("start", "until", "read"), UNTIL)
def test_until_takes_the_kind_of_the_start(start: date, until: str, read: str) -> None:
    rule, findings = Rule.parse(f"FREQ=YEARLY;UNTIL={until}", tolerant=True, start=start)

    assert str(rule) == f"FREQ=YEARLY;UNTIL={read}"
    assert [finding.where for finding in findings] == ([] if until == read else ["UNTIL"])


def test_until_of_another_kind_is_said_with_the_reason() -> None:
    forgiven = Rule.parse("FREQ=YEARLY;UNTIL=20280101", tolerant=True, start=BRUSSELS)

    assert [str(finding) for finding in forgiven.findings] == [
        (
            "warning: UNTIL: UNTIL=20280101 was read as UNTIL=20280101T225959Z: "
            "the start is a time in a zone"
        )
    ]


ENDS = [
    (DAY, "COUNT=3;UNTIL=20270603", "UNTIL=20270603", "COUNT=3 was left out: UNTIL=20270603"),
    (DAY, "COUNT=3;UNTIL=20270604", "COUNT=3", "UNTIL=20270604 was left out: COUNT=3"),
    (DAY, "COUNT=3;UNTIL=20200101", "UNTIL=20200101", "COUNT=3 was left out: UNTIL=20200101"),
    (
        BRUSSELS,
        "UNTIL=20270603T070000Z;COUNT=1000000000000000",
        "UNTIL=20270603T070000Z",
        "COUNT=1000000000000000 was left out: UNTIL=20270603T070000Z",
    ),
]


@pytest.mark.parametrize(("start", "ends", "kept", "said"), ENDS)
def test_of_count_and_until_holds_what_ends_first(
    start: date, ends: str, kept: str, said: str
) -> None:
    rule, findings = Rule.parse(f"FREQ=DAILY;{ends}", tolerant=True, start=start)

    assert str(rule) == f"FREQ=DAILY;{kept}"
    assert [finding.message for finding in findings] == [f"{said} ends first"]


@given(any_rule())
def test_right_text_is_read_without_findings(rule: Rule) -> None:
    assert Rule.parse(str(rule), tolerant=True) == (rule, ())
