"""Sentences as rules: common ways of saying them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.words.canonical import canonical

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
SAYINGS = [
    line.split(" = ")
    for line in (Path(__file__).parent / "sayings.txt").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("saying", "rule"), SAYINGS, ids=[saying for saying, _ in SAYINGS])
def test_common_saying_is_understood(saying: str, rule: str) -> None:
    assert str(Rule.from_words(saying)) == rule


@pytest.mark.parametrize(
    "saying",
    [
        "EVERY YEAR ON THE FIRST TUESDAY OF JUNE",
        "  every year,  on the first Tuesday of June.",
        "chaque ann\u00e9e, le premier mardi de juin",
        "chaque ann\u00e9e,\u00a0le premier\u00a0mardi de juin",
    ],
)
def test_case_and_spaces_do_not_matter(saying: str) -> None:
    assert str(Rule.from_words(saying)) == "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU"


def test_typographic_apostrophe_is_read() -> None:
    assert (
        str(Rule.from_words("le premier mardi d\u2019avril")) == "FREQ=YEARLY;BYMONTH=4;BYDAY=1TU"
    )


@pytest.mark.parametrize(
    ("saying", "start", "rule"),
    [
        ("every Tuesday at 9:00", START, "FREQ=WEEKLY;BYDAY=TU"),
        ("every Tuesday at 10:00", START, "FREQ=WEEKLY;BYDAY=TU;BYHOUR=10"),
        ("every Tuesday until 1 March 2030", START, "FREQ=WEEKLY;UNTIL=20300301T090000;BYDAY=TU"),
        ("every Tuesday until 1 March 2030", START.date(), "FREQ=WEEKLY;UNTIL=20300301;BYDAY=TU"),
        (
            "every Tuesday until 1 March 2030",
            START.replace(tzinfo=ZoneInfo("Europe/Brussels")),
            "FREQ=WEEKLY;UNTIL=20300301T080000Z;BYDAY=TU",
        ),
        (
            "every Tuesday until 1 March 2030 at 10:00 UTC",
            START.replace(tzinfo=ZoneInfo("Europe/Brussels")),
            "FREQ=WEEKLY;UNTIL=20300301T100000Z;BYDAY=TU",
        ),
        (
            "every 15 minutes until 5 June 2024",
            START.replace(tzinfo=UTC),
            "FREQ=MINUTELY;INTERVAL=15;UNTIL=20240605T235959Z",
        ),
        (
            "every other year from 2024 on 1 May",
            START,
            "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=1",
        ),
        ("every other year from 2024 in May", START.date(), "FREQ=YEARLY;INTERVAL=2;BYMONTH=5"),
    ],
)
def test_start_supplies_what_it_does_for_rules(saying: str, start: date, rule: str) -> None:
    assert Rule.from_words(saying, start) == Rule.parse(rule)


def test_end_of_named_times_fits_a_start_with_a_time() -> None:
    rule = Rule.from_words("every Tuesday at 9:00 until 1 June 2027")

    assert RecurrenceSet(START, [rule]).last == datetime(2027, 6, 1, 9)  # noqa: DTZ001 -- floating


def test_places_that_cannot_matter_to_a_date_are_not_said() -> None:
    rule = Rule.parse("FREQ=DAILY;BYMINUTE=0;BYSETPOS=1,2")

    assert rule.in_words("en", START.date()) == "every day"


def test_rule_that_no_month_meets_is_told_by_its_days() -> None:
    rule = Rule.parse("FREQ=YEARLY;BYMONTH=2,11;BYMONTHDAY=31")

    assert rule.in_words("fr", START.date()) == (
        "jamais : chaque année, le 31 février et le 31 novembre "
        "(aucun jour n'est le 31 février et le 31 novembre)"
    )


@pytest.mark.parametrize("places", ["1,2", "-1", "2", "-2,-3"])
@pytest.mark.parametrize("code", ["en", "fr"])
def test_places_among_times_that_a_date_has_not_are_read_back(
    places: str, code: Literal["en", "fr"]
) -> None:
    day = START.date()
    rule = Rule.parse(f"FREQ=DAILY;BYMINUTE=0;BYSETPOS={places};COUNT=3")
    read = Rule.from_words(rule.in_words(code, day), day)

    assert list(RecurrenceSet(day, [read])) == list(RecurrenceSet(day, [rule]))
    assert canonical(read, day) == canonical(rule, day)


@pytest.mark.parametrize("start", [None, START])
def test_utc_needs_a_start_in_utc(start: date | None) -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every day at 9:00 UTC", start)

    assert str(refused.value) == (
        "'every day at 9:00 UTC' is not understood: expected no UTC, for the start is not in it"
    )


def test_end_must_have_a_year_in_utc() -> None:
    start = START.replace(tzinfo=ZoneInfo("America/New_York"))

    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every day until the end of 31 December 9999", start)

    assert str(refused.value) == (
        "'every day until the end of 31 December 9999' is not understood: "
        "expected an end that has a year in UTC"
    )


def test_counting_from_a_year_needs_a_start() -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every other year from 2025 on 1 May")

    assert str(refused.value) == (
        "'every other year from 2025 on 1 May' is not understood: "
        "expected a start too, from which to count"
    )
