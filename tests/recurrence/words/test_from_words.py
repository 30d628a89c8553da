"""Sentences as rules: common ways of saying them, and what is not understood."""

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from scheduler.errors import InvalidValue, NotUnderstood
from scheduler.recurrence import Rule
from scheduler.recurrence.words import in_words
from tests.recurrence.random_rules import Case, cases

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
MANY = 20_000 if os.environ.get("SCHEDULER_TORTURE") == "1" else 500
ANY_PHRASE = "how often, on which days, at what time or until when"
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


@pytest.mark.parametrize(
    ("saying", "understood", "rest", "expected"),
    [
        ("blah", "", "blah", ANY_PHRASE),
        ("every day, or not", "every day,", "or not", ANY_PHRASE),
        ("every day at", "every day", "at", ANY_PHRASE),
        (
            "every year on the first Foo of June",
            "every year on the first",
            "Foo of June",
            "a weekday or days or “of the”",
        ),
        (
            "every year on Easter",
            "every year on",
            "Easter",
            "“the” or a day or “day” or “days” or “every” or days",
        ),
        (
            "chaque année, le premier lundredi",
            "chaque année, le premier",
            "lundredi",
            "un jour or des jours or “des”",
        ),
    ],
)
def test_error_shows_how_far_it_understood(
    saying: str, understood: str, rest: str, expected: str
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Rule.from_words(saying)

    error = refused.value
    assert (error.understood, error.rest, error.expected) == (understood, rest, expected)


@pytest.mark.parametrize(
    ("saying", "sentence"),
    [
        ("blah", f"'blah' is not understood: expected {ANY_PHRASE}"),
        ("", f"more is needed: expected {ANY_PHRASE}"),
        (
            f"every day, {'bl' * 40}ah",
            f"after 'every day,', '{'bl' * 30}...' is not understood: expected {ANY_PHRASE}",
        ),
    ],
)
def test_error_is_one_sentence(saying: str, sentence: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Rule.from_words(saying)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("saying", "sentence"),
    [
        (
            "three times a week on Monday and Thursday",
            "how many times 3 cannot be used: expected as many days or times as are named, 2",
        ),
        (
            "every day at 9:00 and 17:30",
            "the times '09:00 and 17:30' cannot be used: expected the same minutes in each hour",
        ),
        (
            "every 2 years from 2025 in May",
            "the words 'from 2025-01-01' cannot be used: expected the start's own, 2024-06-04",
        ),
    ],
)
def test_contradiction_is_refused(saying: str, sentence: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words(saying, START)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("start", [None, START])
def test_utc_needs_a_start_in_utc(start: date | None) -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every day at 9:00 UTC", start)

    assert str(refused.value) == (
        "the zone 'UTC' cannot be used: expected the start's own, which is not UTC"
    )


def test_end_must_have_a_year_in_utc() -> None:
    start = START.replace(tzinfo=ZoneInfo("America/New_York"))

    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every day until the end of 31 December 9999", start)

    assert str(refused.value) == (
        "UNTIL '9999-12-31' cannot be used: expected a time that has a year in UTC"
    )


def test_counting_from_a_year_needs_a_start() -> None:
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words("every other year from 2025 on 1 May")

    assert str(refused.value) == (
        "the words 'from 2025-01-01' cannot be used: expected a start too, from which to count"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "x" * 1_000_000,
        "every " * 3_300,
        "on the " + "1st, " * 3_900,
        "on Monday " + "and Monday " * 1_700,
        "the first Monday, " * 1_100,
        "in June " * 2_400,
        "never: " * 2_800,
        "at " + ", ".join(f"{each // 60}:{each % 60:02}" for each in range(24 * 60 - 1)),
        "le premier mardi et " * 900,
        "every " + "9" * 19_000 + " days",
        " " * 19_999,
    ],
    ids=range(11),
)
def test_hostile_text_is_refused_at_once(hostile: str) -> None:
    Rule.from_words("every day")  # what is made once
    began = process_time()

    with pytest.raises(InvalidValue):
        Rule.from_words(hostile)

    assert process_time() - began < 0.5


@pytest.mark.counted
@given(case=cases("date", "floating", "zoned", skip=True))
@settings(max_examples=MANY)
def test_mangled_sentence_is_a_rule_or_refused(case: Case) -> None:
    chance = Random(case.text)  # noqa: S311 -- which words go, not secrets
    words = in_words(Rule.parse(case.text), chance.choice(("en", "fr")), case.start).split()
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(words))
        words[place : place + 1] = chance.choice(([], [words[place]] * 2, [chance.choice(words)]))
        words = words or ["every"]
    began = process_time()

    with suppress(InvalidValue):
        Rule.from_words(" ".join(words), case.start)

    assert process_time() - began < 0.5
