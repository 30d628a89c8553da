from contextlib import redirect_stdout

import click
import pytest

from docs.make_tutorial import Screen
from scheduler.cli.main import run
from tests.cli.conftest import Call

TUESDAYS = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"
START = ("--start", "2027-01-31")
AT_NINE = ("--start", "2027-03-01T09:00")


@pytest.fixture
def say(call: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the program where there is no record: no rule needs one."""
    monkeypatch.setenv("SCHEDULER_DATABASE", "no-such-folder/no.db")
    return call


def test_show_tells_words_dates_and_a_year(say: Call) -> None:
    said = say(
        *("rule", "show", TUESDAYS),
        *("--start", "2027-01-01T10:00", "--zone", "Europe/Brussels", "--count", "3"),
    )

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "every year on the second Tuesday of March and October at 10:00",
        "\tWeekday\tDate\tTime\tOffset\tUTC\tDays since",
        "1\tTuesday\t2027-03-09\t10:00\t+01:00\t2027-03-09 09:00\t",
        "2\tTuesday\t2027-10-12\t10:00\t+02:00\t2027-10-12 08:00\t217",
        "3\tTuesday\t2028-03-14\t10:00\t+01:00\t2028-03-14 09:00\t154",
        "There is no last date.",
        "",
        "2027 MTWTFSS MTWTFSS MTWTFSS MTWTFSS MTWTFSS MT",
        "Jan      ··· ······· ······· ······· ·······",
        "Feb  ······· ······· ······· ·······",
        "Mar  ······· ·●····· ······· ······· ···",
        "Apr     ···· ······· ······· ······· ·····",
        "May       ·· ······· ······· ······· ······· ·",
        "Jun   ······ ······· ······· ······· ···",
        "Jul     ···· ······· ······· ······· ······",
        "Aug        · ······· ······· ······· ······· ··",
        "Sep    ····· ······· ······· ······· ····",
        "Oct      ··· ······· ·●····· ······· ·······",
        "Nov  ······· ······· ······· ······· ··",
        "Dec    ····· ······· ······· ······· ·····",
    ]


def test_show_begins_today_and_in_days_without_a_start(say: Call) -> None:
    said = say("rule", "show", "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3", "--count", "2")

    assert said.out.splitlines()[1:5] == [
        "\tWeekday\tDate\tTime\tOffset\tUTC\tDays since",
        "1\tTuesday\t2026-11-24\t\t\t\t",
        "2\tThursday\t2026-11-26\t\t\t\t2",
        "The last date is Sat 28 Nov 2026.",
    ]


def test_show_in_french(say: Call) -> None:
    said = say(*("rule", "show", TUESDAYS, *AT_NINE, "--count", "1", "--language", "fr"))

    assert said.out.splitlines()[:7] == [
        "chaque année, le deuxième mardi de mars et d'octobre à 9 h",
        "\tJour\tDate\tHeure\tDécalage\tUTC\tJours depuis",
        "1\tmardi\t2027-03-09\t09:00\t\t\t",
        "Il n’y a pas de dernière date.",
        "",
        "2027 LMMJVSD LMMJVSD LMMJVSD LMMJVSD LMMJVSD LM",
        "janv     ··· ······· ······· ······· ·······",
    ]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("FREQ=DAILY;COUNT=2", "La dernière date est le mardi 2 mars 2027 à 9 h."),
        ("FREQ=YEARLY;COUNT=9999", "La dernière date vient après l’an 9999."),
    ],
)
def test_show_in_french_says_how_a_rule_ends(say: Call, rule: str, told: str) -> None:
    said = say(*("rule", "show", rule, "--count", "1", *AT_NINE, "--language", "fr"))

    assert said.out.splitlines()[3] == told


def test_show_of_a_rule_that_never_comes_has_its_reason_and_no_dates(say: Call) -> None:
    said = say("rule", "show", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "--start", "2027-01-01")

    assert said.code == 0
    assert said.out.startswith("never (")
    assert len(said.out.splitlines()) == 1


def test_show_draws_another_year(say: Call) -> None:
    said = say("rule", "show", TUESDAYS, "--start", "2027-03-09", "--year", "2031")

    assert [line[:30] for line in said.out.splitlines()[-13:-9]] == [
        "2031 MTWTFSS MTWTFSS MTWTFSS M",
        "Jan    ····· ······· ······· ·",
        "Feb       ·· ······· ······· ·",
        "Mar       ·· ······· ·●····· ·",
    ]


def test_show_marks_a_day_once_however_often_it_comes(say: Call) -> None:
    said = say("rule", "show", "FREQ=SECONDLY", "--start", "2027-12-31T12:00:00", "--count", "2")

    assert said.out.splitlines()[3] == "2\tFriday\t2027-12-31\t12:00:01\t\t\t"
    assert said.out.count("●") == 1


def test_show_at_the_end_of_the_calendar(say: Call) -> None:
    said = say(
        *("rule", "show", "FREQ=DAILY;COUNT=1000000000", "--start", "9999-12-30"),
        *("--count", "100"),
    )

    lines = said.out.splitlines()
    assert (said.code, said.err, len(lines)) == (0, "", 19)
    assert lines[3] == "2\tFriday\t9999-12-31\t\t\t\t1"
    assert lines[4] == "The last date is after the year 9999."
    assert lines[-1] == "Dec    ····· ······· ······· ······· ···●●"


def test_show_of_a_rule_that_begins_after_the_calendar_has_the_year(say: Call) -> None:
    rule = "FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29"

    said = say("rule", "show", rule, "--start", "2096-03-01")

    assert said.code == 0
    assert said.out.splitlines()[1:] == ["The first date is in year 196604."]


def test_show_as_json(say: Call) -> None:
    said = say("rule", "show", "FREQ=DAILY;COUNT=1", "--start", "2027-06-01T09:00Z", "--json")

    assert said.value == {
        "rule": "FREQ=DAILY;COUNT=1",
        "start": "2027-06-01T09:00:00+00:00",
        "zone": "UTC",
        "words": "every day at 9:00 UTC, once",
        "instances": [
            {
                "number": 1,
                "start": "2027-06-01T09:00:00+00:00",
                "weekday": "Tuesday",
                "offset": "+00:00",
                "utc": "2027-06-01T09:00:00+00:00",
                "days_since": None,
            }
        ],
        "is_finite": True,
        "last": "2027-06-01T09:00:00+00:00",
        "first_year": None,
    }


def test_show_as_json_has_no_zone_or_offset_where_there_is_none(say: Call) -> None:
    said = say("rule", "show", "FREQ=DAILY", *START, "--count", "1", "--json")

    (first,) = said.value["instances"]
    assert (said.value["zone"], first["offset"], first["utc"]) == (None, None, None)


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        ("80", ["Weekday", "Date", "Time", "Offset", "UTC", "Days", "since"]),
        ("60", ["Weekday", "Date", "Time", "Days", "since"]),
        ("47", ["Date", "Time"]),
        ("28", ["Date", "Time"]),
    ],
)
def test_show_leaves_columns_out_on_a_narrow_terminal(
    monkeypatch: pytest.MonkeyPatch, width: str, heads: list[str]
) -> None:
    asked = ("show", TUESDAYS, *AT_NINE, "--zone", "Europe/Brussels", "--count", "2")

    lines = _on_screen(monkeypatch, width, *asked)

    assert [each for each in map(str.split, lines) if "Date" in each] == [heads]
    assert [line.count("2027-03-09   09:00") for line in lines if "-09" in line] == [1]


def test_faults_on_a_narrow_terminal_are_lines_that_nothing_cuts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = _on_screen(monkeypatch, "60", "check", "FREQ=MONTHLY;SKIP=FORWARD")

    example = "RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD"
    assert lines == [f"SKIP=FORWARD: expected RSCALE beside SKIP, such as {example}"]


def _on_screen(monkeypatch: pytest.MonkeyPatch, width: str, *asked: str) -> list[str]:
    """The lines of a terminal of that width."""
    for name, value in {"COLUMNS": width, "NO_COLOR": "1", "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    screen = Screen()
    with redirect_stdout(screen):
        run(["rule", *asked])
    screen.seek(0)
    return click.unstyle(screen.read()).splitlines()


def test_show_draws_marks_in_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()

    with redirect_stdout(screen):
        run(["rule", "show", "FREQ=YEARLY", "--start", "2027-03-09"])

    screen.seek(0)
    shown = screen.read()
    assert click.style("●", fg="green", bold=True) in shown
    assert max(len(click.unstyle(line)) for line in shown.splitlines()) <= 80


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


def test_suggest_tells_rules_with_what_follows(say: Call) -> None:
    said = say("rule", "suggest", "2024-03-12", "2024-10-08", "2025-03-11", "2025-10-14")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "1. every year on the second Tuesday of March and October",
        "   FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
        "   gives all 4 dates",
        "   next: Tue 10 Mar 2026, Tue 13 Oct 2026, Tue 9 Mar 2027",
    ]


def test_suggest_tells_times_in_a_zone(say: Call) -> None:
    said = say(
        *("rule", "suggest", "2025-04-04T09:30", "2026-04-03T09:30"),
        *("--zone", "Europe/Brussels", "--most", "1", "--json"),
    )

    assert said.value == [
        {
            "rule": "FREQ=YEARLY;BYMONTH=4;BYDAY=1FR",
            "start": "2025-04-04T09:30:00+02:00",
            "words": "every year on the first Friday of April at 9:30",
            "is_exact": True,
            "reason": "gives both dates",
            "excluded": [],
            "dates": [],
            "predicted": [
                "2027-04-02T09:30:00+02:00",
                "2028-04-07T09:30:00+02:00",
                "2029-04-06T09:30:00+02:00",
            ],
            "bits": 9.4,
        }
    ]


def test_suggest_says_so_where_no_rule_is_simple(say: Call) -> None:
    held = ("2013-05-03", "2014-10-01", "2018-04-04", "2020-10-13", "2022-10-07", "2025-04-04")

    said = say("rule", "suggest", *held)

    assert (said.code, said.out) == (0, "No rule is simpler than the list of these dates.\n")


def test_words_become_a_rule_and_are_said_again(say: Call) -> None:
    said = say("rule", "words", "first Tuesday of June every year")

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
        "every year on the first Tuesday of June",
    ]


def test_words_need_no_quotes_and_may_be_french(say: Call) -> None:
    french = ("chaque", "mois", "le", "dernier", "jour", "ouvré")

    said = say("rule", "words", *french, "--language", "fr", "--json")

    assert said.value == {
        "rule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "words": "chaque mois, le dernier jour ouvré",
    }


def test_words_with_an_hour_that_is_the_start_s_leave_it_out(say: Call) -> None:
    asked = "rule words every week on Tuesday at 9:00 --start 2027-06-01T09:00 --zone Europe/Paris"

    said = say(*asked.split())

    assert said.out.splitlines() == ["FREQ=WEEKLY;BYDAY=TU", "every week on Tuesday at 9:00"]


def test_words_that_are_not_understood_say_how_far(say: Call) -> None:
    said = say("rule", "words", "every year on the first Tuesday of Brumaire")

    assert (said.code, said.out) == (2, "")
    assert "every year on the first Tuesday of" in said.err
