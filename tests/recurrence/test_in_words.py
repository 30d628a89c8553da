"""Rules as English sentences."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from scheduler.recurrence import Rule
from scheduler.recurrence.in_words import in_words
from tests.recurrence.random_rules import rules, starts

START = datetime(2024, 6, 4, 9)  # noqa: DTZ001 -- floating

SENTENCES = {
    "FREQ=YEARLY": "every year on 4 June at 9:00",
    "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU": "every year on the first Tuesday of June at 9:00",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU": (
        "every year on the second Tuesday of March and October at 9:00"
    ),
    "FREQ=YEARLY;BYMONTH=6,7": "every year on the 4th of June and July at 9:00",
    "FREQ=YEARLY;BYMONTHDAY=13": "every year on the 13th of every month at 9:00",
    "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1": "every year on the last day of June at 9:00",
    "FREQ=YEARLY;BYDAY=20MO": "every year on the 20th Monday of the year at 9:00",
    "FREQ=YEARLY;BYDAY=TH": "every year on every Thursday at 9:00",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TH": "every year on every Thursday of March at 9:00",
    "FREQ=YEARLY;BYDAY=1MO;BYMONTHDAY=1,2": (
        "every year on the first Monday of the year if it is the 1st or 2nd of a month at 9:00"
    ),
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8": (
        "every 4 years from 2024 on every Tuesday from the 2nd to the 8th of November at 9:00"
    ),
    "FREQ=YEARLY;BYMONTH=6;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20300101T120000": (
        "every year on the last workday of June at 9:00 until 1 January 2030 at 12:00"
    ),
    "FREQ=YEARLY;BYMONTH=1,2;BYMONTHDAY=1,15;BYSETPOS=3": (
        "every year on the third of the 1st and 15th of January and February together at 9:00"
    ),
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": "never (no day is 30 February)",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=6SA": "never (no day is the 6th Saturday of October)",
    "FREQ=MONTHLY": "every month on the 4th at 9:00",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1": "every month on the last workday at 9:00",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1": (
        "every month on the first and last weekend day at 9:00"
    ),
    "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3;COUNT=3": (
        "every month on the third of all Tuesdays, Wednesdays and Thursdays at 9:00, 3 times"
    ),
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU": "every month on every day at 9:00",
    "FREQ=MONTHLY;BYMONTHDAY=-2": "every month on the second-to-last day at 9:00",
    "FREQ=MONTHLY;BYMONTHDAY=2,11,22,23,31": (
        "every month on the 2nd, 11th, 22nd, 23rd and 31st at 9:00"
    ),
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13": "every month on every Friday the 13th at 9:00",
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=-1": (
        "every month on every Friday that is the last day at 9:00"
    ),
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=1,13": (
        "every month on every Friday that is the 1st or 13th at 9:00"
    ),
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU;COUNT=10": (
        "every other month from June 2024 on the first and last Sunday at 9:00, 10 times"
    ),
    "FREQ=MONTHLY;BYMONTH=6,7;BYMONTHDAY=1,-1;UNTIL=20251224T090000": (
        "every month on the 1st and the last day, only in June and July at 9:00 "
        "until 24 December 2025"
    ),
    "FREQ=MONTHLY;BYDAY=TU,TH,-1SU;WKST=SU": (
        "every month on every Tuesday and Thursday and the last Sunday at 9:00"
    ),
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=1": (
        "every month on the last of the 28th, 29th and 30th at 9:00, once"
    ),
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2": (
        "never (no day is the 4th, only in February, counting every 12 months from June 2024)"
    ),
    "FREQ=MONTHLY;BYDAY=1MO,2TU;BYSETPOS=-1": (
        "every month at 9:00 (FREQ=MONTHLY;BYDAY=1MO,2TU;BYSETPOS=-1)"
    ),
}


@pytest.mark.parametrize(("text", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_rule_reads_as_a_sentence(text: str, sentence: str) -> None:
    assert in_words(Rule.parse(text), START) == sentence


@pytest.mark.parametrize(
    ("start", "until", "sentence"),
    [
        (date(2024, 6, 4), "20301231", "every year on 4 June until 31 December 2030"),
        (
            datetime(2024, 6, 4, 9, 0, 30, tzinfo=UTC),
            "20301231T235959Z",
            "every year on 4 June at 9:00:30 UTC until 31 December 2030",
        ),
        (
            datetime(2024, 6, 4, 9, tzinfo=ZoneInfo("Europe/Brussels")),
            "20300604T070000Z",
            "every year on 4 June at 9:00 until 4 June 2030",
        ),
        (
            datetime(2024, 6, 4, 9, tzinfo=ZoneInfo("Asia/Tokyo")),
            "99991231T235900Z",
            "every year on 4 June at 9:00 until 31 December 9999 at 23:59",
        ),
    ],
)
def test_end_is_said_on_the_clock_of_the_start(start: date, until: str, sentence: str) -> None:
    assert in_words(Rule.parse(f"FREQ=YEARLY;UNTIL={until}"), start) == sentence


@given(rules(), starts())
def test_every_rule_has_a_sentence(rule: Rule, start: datetime) -> None:
    sentence = in_words(rule, start)

    assert sentence.startswith(("every ", "never ("))
    assert "  " not in sentence
