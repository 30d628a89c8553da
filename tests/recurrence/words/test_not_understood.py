"""Sentences that are no rule: how far they are understood, and what is asked for."""

from contextlib import suppress
from datetime import datetime
from random import Random
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings

from scheduler.errors import InvalidValue, NotUnderstood
from scheduler.recurrence import Rule
from scheduler.recurrence.words import in_words
from tests.counts import times
from tests.recurrence.random_rules import Case, cases

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
MANY = times(80, 20_000)
ANY_PHRASE = "how often, on which days, at what time or until when"


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
