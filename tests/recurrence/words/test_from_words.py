"""Sentences as rules: common ways of saying them, and what is not understood."""

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from scheduler.errors import InvalidValue, NotUnderstood
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.words import in_words
from scheduler.recurrence.words.canonical import canonical
from tests.counts import times
from tests.recurrence.random_rules import Case, cases

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
MANY = times(150, 20_000)
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
        ("every day until", "every day until", "", "a date such as 1 June 2027"),
        ("every day until soon", "every day until", "soon", "a date such as 1 June 2027"),
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
            "un jour ou des jours ou “des”",
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
    ("saying", "expected"),
    [
        (
            "three times a week on Monday and Thursday",
            "as many days or times as are named, 2",
        ),
        ("every day at 9:00 and 17:30", "the same minutes in each hour"),
        ("every 2 years from 2025 in May", "to count from the start, 2024-06-04"),
        (
            "every other year on the last workday of March and October",
            "every year, or one month, where days of several months are picked",
        ),
        (
            "the first and last Friday of each quarter",
            "days near one end of a quarter, in its first month or in its last",
        ),
        (
            "the fifth Friday of each quarter",
            "days near one end of a quarter, in its first month or in its last",
        ),
        ("every week on the 15th", "what one rule can hold together"),
        ("every day, 5 times, until 1 June 2027", "what one rule can hold together"),
        (
            "RRULE:FREQ=DAILY",
            "words, for this is a rule's text: “rule show” and Rule.parse read it",
        ),
        (
            "freq=weekly;byday=mo",
            "words, for this is a rule's text: “rule show” and Rule.parse read it",
        ),
        (
            "biweekly on Monday",
            "“every two weeks” or “twice a week”, for it is used for both",
        ),
        (
            "on June 1, 2027",
            "how often it comes, as in “every year on 1 June”, for this is one day",
        ),
    ],
)
def test_sentence_without_a_rule_is_refused_whole(saying: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Rule.from_words(saying, START)

    assert str(refused.value) == f"{saying!r} is not understood: expected {expected}"


@pytest.mark.parametrize(
    ("saying", "expected"),
    [
        ("once a month on Monday", "which of these days, such as “the first Monday”"),
        ("once a year on Monday", "which of these days, such as “the first Monday”"),
        ("once a quarter on Monday", "which of these days, such as “the first Monday”"),
        ("twice a week", "which 2 days or times, such as “on Monday and Thursday”"),
    ],
)
def test_what_is_left_open_is_asked_for(saying: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Rule.from_words(saying)

    assert str(refused.value) == f"after {saying!r}, more is needed: expected {expected}"


@pytest.mark.parametrize(
    ("saying", "problem", "expected"),
    [
        (
            "une fois par mois le lundi",
            "après « une fois par mois le lundi », il manque une suite",
            "lequel de ces jours, comme « le premier lundi »",
        ),
        (
            "chaque semaine le premier lundi",
            "« chaque semaine le premier lundi » n'est pas compris",
            "ce qu'une seule règle peut réunir",
        ),
        (
            "le premier Pâques",
            "après « le premier », « Pâques » n'est pas compris",
            "un jour ou des jours ou “des”",
        ),
        (
            "chaque mardi jusqu'au lendemain",
            "après « chaque mardi jusqu'au », « lendemain » n'est pas compris",
            "une date comme 1er juin 2027",
        ),
        (
            "Noël de chaque année",
            "« Noël de chaque année » n'est pas compris",
            "une fréquence, des jours, une heure ou une fin",
        ),
    ],
)
def test_french_is_refused_in_french(saying: str, problem: str, expected: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        Rule.from_words(saying)

    assert str(refused.value) == f"{problem} ; attendu : {expected}"


@pytest.mark.parametrize("given", [None, b"every day", 5])
def test_what_is_no_text_is_refused(given: Any) -> None:  # noqa: ANN401 -- as of a caller without types
    with pytest.raises(InvalidValue) as refused:
        Rule.from_words(given)

    assert str(refused.value) == (
        f"the words {given!r} cannot be used: "
        "expected a str such as 'every year on the first Tuesday of June'"
    )


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

    with suppress(NotUnderstood):
        Rule.from_words(" ".join(words), case.start)

    assert process_time() - began < 0.5
