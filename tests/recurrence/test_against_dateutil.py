"""python-dateutil as an independent judge of every part of a rule, in floating time."""

from datetime import datetime
from itertools import islice

import pytest
from dateutil.rrule import rrulestr

from scheduler.recurrence import RecurrenceSet, Rule
from tests.counts import FULL_COUNTS
from tests.recurrence.dateutil_judge import LATE, MANY, asked_of_dateutil
from tests.recurrence.known_disagreements import DATEUTIL, known
from tests.recurrence.random_rules import Case, chance_of, random_case

# A million rules in the long run.
PIECES, RULES = (100, 10_000) if FULL_COUNTS else (4, 500)


@pytest.mark.counted
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("piece", range(PIECES))
def test_random_rules_equal_those_of_dateutil(piece: int) -> None:
    chance = chance_of(piece)
    for _ in range(RULES):
        case = random_case(chance, ("floating",), *LATE)
        rule = RecurrenceSet(case.start, (Rule.parse(case.text),))
        ours = list(islice(rule.between(case.start, case.high), MANY))

        theirs = asked_of_dateutil(case, ours)

        assert theirs in (None, ours), case


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;BYMONTH=6;BYDAY=1TU",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,FR;WKST=SU",
        "FREQ=DAILY;INTERVAL=11",
    ],
)
def test_far_window_equals_dateutil(text: str) -> None:
    """The year 9998 of a rule that started in 1997; dateutil walks all the way."""
    start = datetime(1997, 6, 3, 9)  # noqa: DTZ001 -- floating
    window = datetime(9998, 1, 1), datetime(9999, 1, 1)  # noqa: DTZ001 -- floating
    instances = RecurrenceSet(start, (Rule.parse(text),))

    theirs = rrulestr(text, dtstart=start).xafter(window[0], inc=True)

    assert list(instances.between(*window)) == [v for v in theirs if v < window[1]]


# What dateutil gives where it departs from the text, so that no sign outlives its reason.
STILL_THERE = {
    "plain beside numbered weekdays": (
        "FREQ=MONTHLY;BYDAY=TU,-1TU;COUNT=2", "2024-06-01", "2024-06-25,2024-07-30",
    ),
    "first week cut at the start": (
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=2", "2016-01-06", "2016-01-06,2016-01-11",
    ),
    "all days of a week": (
        "FREQ=YEARLY;BYWEEKNO=20;COUNT=2", "1997-05-14", "1997-05-14,1997-05-15",
    ),
    "weeks across the year's end": (
        "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU;COUNT=2", "2016-01-04", "2021-01-03,2022-01-02",
    ),
    "start in another week-year": (
        "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20;BYDAY=MO;COUNT=2", "2018-12-31",
        "2020-05-11,2022-05-16",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STILL_THERE)
def test_disagreement_with_dateutil_is_still_there(name: str) -> None:
    text, day, listed = STILL_THERE[name]
    case = Case(text, datetime.fromisoformat(day), datetime(2030, 1, 1))  # noqa: DTZ001 -- floating

    theirs = list(rrulestr(text, dtstart=case.start))

    assert name in known(DATEUTIL, text, case.start)
    assert theirs != list(RecurrenceSet(case.start, (Rule.parse(text),)))
    assert ",".join(f"{each:%F}" for each in theirs) == listed


def test_disagreement_with_dateutil_on_second_60_is_still_there() -> None:
    with pytest.raises(ValueError, match=r"second must be in 0\.\.59"):
        list(rrulestr("FREQ=DAILY;BYSECOND=60", dtstart=datetime(2024, 1, 1)))  # noqa: DTZ001 -- floating


def test_every_disagreement_has_an_example() -> None:
    assert {*STILL_THERE, "second 60"} == set(DATEUTIL)
