"""`scheduler rule show`: words, dates and a year of a rule."""

from contextlib import redirect_stdout

import click
import pytest

from docs.make_tutorial import Screen
from scheduler.cli.main import run
from tests.cli.conftest import Call

TUESDAYS = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU"
START = ("--start", "2027-01-31")
AT_NINE = ("--start", "2027-03-01T09:00")


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
