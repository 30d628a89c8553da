"""`scheduler rule explain`: why a day or time is in a rule or not."""

import pytest

from tests.cli.conftest import Call

TUESDAYS = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"
START = ("--start", "2027-01-31")


def test_explain_tells_which_part_keeps_a_day_out(say: Call) -> None:
    said = say(
        *("rule", "explain", TUESDAYS, "2027-10-13"),
        *("--start", "2027-03-09T10:00", "--zone", "Europe/Brussels"),
    )

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Wednesday 13 October 2027, 10:00 is no instance.",
        "Lets in\tPart\tBecause",
        "yes\tFREQ\tthe rule repeats every year",
        "yes\tBYMONTH\tit is in October",
        "no\tBYDAY\tit is the second Wednesday of October, not the second Tuesday",
        "yes\tBYHOUR\tits hour is 10, as the start's is",
        "yes\tBYMINUTE\tits minute is 0, as the start's is",
        "yes\tBYSECOND\tits second is 0, as the start's is",
        (
            "The instance before is Tuesday 12 October 2027, 10:00; "
            "the next is Tuesday 14 March 2028, 10:00."
        ),
        "It goes on without end, after year 9999 too.",
    ]


def test_explain_as_json(say: Call) -> None:
    said = say("rule", "explain", "FREQ=MONTHLY;COUNT=2", "2027-03-31", *START, "--json")

    assert said.value == {
        "rule": "FREQ=MONTHLY;COUNT=2",
        "start": "2027-01-31",
        "moment": "2027-03-31",
        "is_instance": True,
        "number": 2,
        "reasons": [
            {"part": "FREQ", "says": "the rule repeats every month", "holds": True},
            {"part": "BYMONTHDAY", "says": "it is the 31st, as the start is", "holds": True},
            {"part": "COUNT", "says": "1 of 2 instances is earlier", "holds": True},
        ],
        "before": "2027-01-31",
        "after": None,
        "year_after": None,
        "goes_on": "It ends by COUNT=2, with Wednesday 31 March 2027.",
        "notes": [],
    }


@pytest.mark.parametrize(
    ("asked", "zone", "told"),
    [
        ("2026-03-29T02:30", "Europe/Brussels", "2026-03-29T03:30:00+02:00"),
        ("2026-03-29T01:30Z", "Europe/Brussels", "2026-03-29T03:30:00+02:00"),
        ("2026-03-29", "Europe/Brussels", "2026-03-29T03:30:00+02:00"),
        ("2026-03-29", "UTC", "2026-03-29T02:30:00+00:00"),
    ],
)
def test_explain_reads_a_time_in_the_zone_of_the_start(
    say: Call, asked: str, zone: str, told: str
) -> None:
    at = ("--start", "2026-03-01T02:30", "--zone", zone)

    said = say("rule", "explain", "FREQ=DAILY", asked, *at, "--json")

    assert (said.value["moment"], said.value["is_instance"]) == (told, True)


def test_explain_begins_today_without_a_start(say: Call) -> None:
    said = say("rule", "explain", "RRULE:FREQ=DAILY", "2026-11-23")

    assert "no\tDTSTART\tit is before the start, Tuesday 24 November 2026" in said.out.splitlines()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            ("show", "every month"),
            (
                "the rule 'every month' cannot be used: expected one such as FREQ=MONTHLY; "
                "words are read by `scheduler rule words`"
            ),
        ),
        (
            ("words", "FREQ=DAILY"),
            (
                "the sentence 'FREQ=DAILY' cannot be used: expected words; "
                "a rule's text is read by `scheduler rule show`"
            ),
        ),
        (
            ("show", "FREQ=HOURLY"),
            (
                "the rule 'FREQ=HOURLY' cannot be used: "
                "expected a start beside it, such as --start 2027-06-01T09:00"
            ),
        ),
        (
            ("explain", "FREQ=DAILY", "2027-06-01", "--zone", "Europe/Paris"),
            (
                "the zone 'Europe/Paris' cannot be used: "
                "expected a start beside it, such as --start 2027-06-01T09:00"
            ),
        ),
    ],
)
def test_what_is_missing_or_read_elsewhere_is_named(
    say: Call, asked: tuple[str, ...], told: str
) -> None:
    said = say("rule", *asked)

    assert (said.code, said.out, said.err) == (2, "", f"scheduler: {told}\n")


def test_day_without_hyphens_is_a_day(say: Call) -> None:
    said = say("rule", "explain", "FREQ=DAILY", "20270329", "--start", "2027-W12-7", "--json")

    assert (said.value["start"], said.value["moment"]) == ("2027-03-28", "2027-03-29")


def test_explain_of_a_day_that_the_calendar_lacks(say: Call) -> None:
    asked = ("rule", "explain", "FREQ=MONTHLY;BYMONTHDAY=29", "2027-02-29")

    said = say(*asked, "--start", "2027-01-29")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "February 2027 has no 29th; a rule leaves such days out (SKIP would move them).",
        ("The instance before is Friday 29 January 2027; the next is Monday 29 March 2027."),
        "It goes on without end, after year 9999 too.",
    ]


def test_explain_of_a_day_that_the_calendar_lacks_as_json(say: Call) -> None:
    rule = "FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=FORWARD"
    asked = ("rule", "explain", rule, "2027-04-31T09:00")

    said = say(*asked, "--start", "2027-03-31T09:00", "--zone", "Europe/Brussels", "--json")

    assert said.value == {
        "rule": rule,
        "start": "2027-03-31T09:00:00+02:00",
        "moment": "2027-04-31",
        "is_instance": False,
        "number": None,
        "reasons": [{"part": "DATE", "says": "April 2027 has no 31st", "holds": False}],
        "before": "2027-03-31T09:00:00+02:00",
        "after": "2027-05-01T09:00:00+02:00",
        "year_after": None,
        "goes_on": "It goes on without end, after year 9999 too.",
        "notes": ["SKIP=FORWARD moves such days of the rule to Saturday 1 May 2027"],
    }


@pytest.mark.parametrize("asked", ["2027-02-28T29", "2027-04-32", "2028-02-29T25:00", "Monday"])
def test_explain_of_what_is_no_day_is_refused(say: Call, asked: str) -> None:
    said = say("rule", "explain", "FREQ=DAILY", asked)

    assert (said.code, said.out) == (2, "")
    assert f"{asked!r} is not a day or time" in said.err
