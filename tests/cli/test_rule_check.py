"""`scheduler rule check`: whether a rule is good, and what is wrong with it."""

import pytest

from tests.cli.conftest import Call

TUESDAYS = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"


def test_check_of_a_good_rule_writes_it_best(say: Call) -> None:
    said = say("rule", "check", "byday=tu;freq=weekly;interval=1")

    assert (said.code, said.out, said.err) == (0, "FREQ=WEEKLY;BYDAY=TU\n", "")


def test_check_tells_all_faults(say: Call) -> None:
    said = say("rule", "check", "FREQ=DAILY;INTERVAL=0;BYMONTH=13", "--json")

    assert (said.code, said.err) == (3, "")
    assert [(each["part"], each["value"]) for each in said.value["faults"]] == [
        ("INTERVAL", "0"),
        ("BYMONTH", "13"),
    ]
    assert said.value["rule"] is None


def test_check_lists_faults_as_a_table(say: Call) -> None:
    said = say("rule", "check", "FREQ=DAILY;BYMONTH=13")

    lines = said.out.splitlines()
    assert (said.code, len(lines)) == (3, 2)
    assert lines[0] == "Part\tValue\tExpected\tExample"
    assert lines[1].startswith("BYMONTH\t13\t")


def test_check_tolerantly_tells_what_was_forgiven(say: Call) -> None:
    said = say("rule", "check", "RRULE:FREQ=DAILY;;COUNT=2", "--tolerant")

    assert (said.code, said.out) == (0, "FREQ=DAILY;COUNT=2\n")
    assert len(said.err.splitlines()) == 2


def test_check_tolerantly_of_a_hopeless_rule(say: Call) -> None:
    assert say("rule", "check", "FREQ=NEVER", "--tolerant").code == 3


@pytest.mark.parametrize(
    ("rule", "code", "told"),
    [
        (
            *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 3),
            "error: never: no year has a 30 February\n",
        ),
        (
            *("FREQ=DAILY;UNTIL=20260101T090000Z", 3),
            "error: never: it ends before its first instance\n",
        ),
        (
            *(TUESDAYS, 0),
            "note: the start is no date of the rule: its first one is Tue 9 Mar 2027, 09:00\n",
        ),
        ("FREQ=DAILY", 0, ""),
    ],
)
def test_check_from_a_start_tries_the_rule(say: Call, rule: str, code: int, told: str) -> None:
    said = say(*("rule", "check", rule, "--start", "2027-01-01T09:00", "--zone", "Europe/Brussels"))

    assert (said.code, said.out, said.err) == (code, f"{rule}\n", told)


@pytest.mark.parametrize(
    ("rule", "code", "told"),
    [
        (
            *("FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=30;BYMONTH=2;BYHOUR=9;BYDAY=1MO", 3),
            "error: never: no year has a 30 February\n",
        ),
        (
            *("FREQ=HOURLY;BYYEARDAY=40;BYMONTH=3", 3),
            "error: never: the days of the year and the months never meet\n",
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", 0, ""),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;RSCALE=GREGORIAN;SKIP=FORWARD", 0, ""),
        ("FREQ=SECONDLY", 0, ""),
    ],
)
def test_check_without_a_start_tells_of_a_rule_that_no_start_gives_a_date(
    say: Call, rule: str, code: int, told: str
) -> None:
    said = say("rule", "check", rule)

    assert (said.code, said.err) == (code, told)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (
            "FREQ=DAILY;UNTIL=20300101",
            {
                "part": "UNTIL",
                "value": "20300101",
                "expected": (
                    "a time without a zone such as 20271231T090000, "
                    "because the start is a time without a zone; this is a date"
                ),
                "example": "",
            },
        ),
        (
            "FREQ=DAILY;RSCALE=CHINESE",
            {
                "part": "RSCALE",
                "value": "CHINESE",
                "expected": "one of GREGORIAN, BUDDHIST, JAPANESE, ROC",
                "example": "",
            },
        ),
    ],
)
def test_check_tells_what_cannot_be_used_as_a_fault(
    say: Call, rule: str, fault: dict[str, str]
) -> None:
    said = say("rule", "check", rule, "--start", "2027-01-01T09:00", "--json")

    assert (said.code, said.err, said.value["faults"]) == (3, "", [fault])
