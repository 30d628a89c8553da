"""Rules as sentences, in English and in French."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.errors import InvalidValue
from scheduler.recurrence import Rule
from scheduler.recurrence.words import in_words
from scheduler.recurrence.words.canonical import canonical

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating
DAY = date(2024, 6, 4)
BRUSSELS = ZoneInfo("Europe/Brussels")

# The table of the laws (ENGINE-laws, section 5), word for word; those that say no time start on a
# date.
LAWS = [
    (
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
        START,
        "every year on the first Tuesday of June at 9:00",
        "chaque année, le premier mardi de juin à 9 h",
    ),
    (
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        DAY,
        "every month on the last workday",
        "chaque mois, le dernier jour ouvré",
    ),
    (
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        DAY,
        "every month on the second-to-last day",
        "chaque mois, l'avant-dernier jour",
    ),
    (
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        DAY,
        "every month on every Friday the 13th",
        "chaque mois, tous les vendredis 13",
    ),
    (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8",
        DAY,
        "every other week on Tuesday and Thursday, 8 times",
        "une semaine sur deux, le mardi et le jeudi, 8 fois",
    ),
    (
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        DAY,
        "every year on Monday of week 20",
        "chaque année, le lundi de la semaine 20",
    ),
    (
        "FREQ=YEARLY;BYYEARDAY=100",
        DAY,
        "every year on day 100 of the year",
        "chaque année, le 100e jour de l'année",
    ),
    (
        "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30;UNTIL=20241224T173000",
        START,
        "every day at 9:30 and 17:30 until 24 December 2024",
        "tous les jours à 9 h 30 et 17 h 30, jusqu'au 24 décembre 2024",
    ),
    (
        "FREQ=HOURLY;INTERVAL=3;BYDAY=MO",
        START,
        "every third hour on Mondays, counted from 4 June 2024, 9:00",
        "toutes les trois heures, le lundi, à compter du 4 juin 2024 à 9 h",
    ),
    (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        START,
        "never (no year has a 30 February)",
        "jamais (le 30 février n'existe pas)",
    ),
]


@pytest.mark.parametrize(("text", "start", "english", "french"), LAWS, ids=[x[0] for x in LAWS])
def test_laws_are_kept_word_for_word(text: str, start: date, english: str, french: str) -> None:
    rule = Rule.parse(text)

    assert in_words(rule, "en", start) == english
    assert in_words(rule, "fr", start) == french


# A rule and its two sentences, for each.
SENTENCES = [
    block.splitlines()
    for block in (Path(__file__).parent / "sentences.txt").read_text("utf-8").split("\n\n")
]


@pytest.mark.parametrize(("text", "english", "french"), SENTENCES, ids=[x[0] for x in SENTENCES])
def test_rule_reads_as_a_sentence(text: str, english: str, french: str) -> None:
    rule = Rule.parse(text)

    assert in_words(rule, "en", START) == english
    assert in_words(rule, "fr", START) == french


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        *((text, start, sentence) for text, start, *both in LAWS for sentence in both),
        *((text, START, sentence) for text, *both in SENTENCES for sentence in both),
    ],
)
def test_sentence_means_its_rule(text: str, start: date, sentence: str) -> None:
    rule = Rule.from_words(sentence, start)

    assert canonical(rule, start) == canonical(Rule.parse(text), start)


@pytest.mark.parametrize(
    ("start", "until", "sentence"),
    [
        (DAY, "20301231", "every year on 4 June until 31 December 2030"),
        (
            datetime(2024, 6, 4, 9, 0, 30, tzinfo=UTC),
            "20301231T235959Z",
            "every year on 4 June at 9:00:30 UTC until the end of 31 December 2030",
        ),
        (
            datetime(2024, 6, 4, 9, tzinfo=BRUSSELS),
            "20300604T070000Z",
            "every year on 4 June at 9:00 until 4 June 2030",
        ),
        (
            datetime(2024, 10, 25, 2, 30, tzinfo=BRUSSELS),
            "20261025T003000Z",
            "every year on 25 October at 2:30 until 25 October 2026",
        ),
        # The second 2:30 of that night.
        (
            datetime(2024, 10, 25, 2, 30, tzinfo=BRUSSELS),
            "20261025T013000Z",
            "every year on 25 October at 2:30 until 25 October 2026 at 1:30 UTC",
        ),
        (
            datetime(2024, 6, 4, 9, tzinfo=ZoneInfo("Asia/Tokyo")),
            "99991231T235900Z",
            "every year on 4 June at 9:00 until 31 December 9999 at 23:59 UTC",
        ),
    ],
)
def test_end_is_said_on_the_clock_of_the_start(start: date, until: str, sentence: str) -> None:
    assert in_words(Rule.parse(f"FREQ=YEARLY;UNTIL={until}"), "en", start) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "every week on Tuesday at 9:00 UTC"),
        (
            "FREQ=WEEKLY;UNTIL=20301231T120000Z",
            "every week on Tuesday at 9:00 UTC until 31 December 2030 at 12:00",
        ),
        ("FREQ=HOURLY;BYHOUR=9,10", "every hour on the hour, only from 9:00 to 10:59, in UTC"),
        (
            "FREQ=MINUTELY;INTERVAL=20;COUNT=9",
            "every 20 minutes, counted from 4 June 2024, 9:00, in UTC, 9 times",
        ),
    ],
)
def test_utc_is_said_once(text: str, sentence: str) -> None:
    assert in_words(Rule.parse(text), "en", START.replace(tzinfo=UTC)) == sentence


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        # By the week's fourth day, 31 December 2018 is in week 1 of 2019.
        (
            "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO",
            date(2018, 12, 31),
            "every other year from 2019 on Monday of week 1",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
            date(2024, 6, 4),
            "every other week from the week of 2 June 2024 on Sunday, weeks beginning on Sunday",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=3;WKST=SU",
            date(2024, 6, 4),
            "every 3 weeks on Tuesday",
        ),
    ],
)
def test_interval_is_counted_from_what_holds_the_start(
    text: str, start: date, sentence: str
) -> None:
    assert in_words(Rule.parse(text), "en", start) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("FREQ=MONTHLY", "every month"),
        ("FREQ=YEARLY;BYMONTH=6", "every year, only in June"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=4", "every other month on the 4th"),
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "every day at 9:00"),
        ("FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "every day at 9:00:00"),
        ("FREQ=DAILY;BYHOUR=9,10", "every day at hours 9 and 10"),
        ("FREQ=DAILY;UNTIL=20301231", "every day until 31 December 2030"),
        (
            "FREQ=DAILY;UNTIL=20301231T090000Z",
            "every day until 31 December 2030 at 9:00 UTC",
        ),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "every year on 30 February"),
    ],
)
def test_rule_without_a_start_says_what_it_holds(text: str, sentence: str) -> None:
    assert in_words(Rule.parse(text)) == sentence


def test_unknown_language_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        in_words(Rule.parse("FREQ=DAILY"), "tlh")

    assert str(refused.value) == "the language 'tlh' cannot be used: expected one of en, fr"


def test_until_of_another_kind_than_the_start_is_refused() -> None:
    with pytest.raises(InvalidValue, match="UNTIL '20301231' cannot be used"):
        in_words(Rule.parse("FREQ=DAILY;UNTIL=20301231"), "en", START)
