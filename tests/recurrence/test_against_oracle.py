"""Every question of the engine before the brute-force oracle, over rules of every shape."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import takewhile
from random import Random

import pytest

from scheduler.recurrence import RecurrenceSet, Rule
from tests.counts import FULL_COUNTS
from tests.recurrence import oracle
from tests.recurrence.oracle import utc
from tests.recurrence.random_rules import Case, chance_of, random_case

# 2,000 rules, and 50,000 in the long run.
PIECES, RULES = (40, 1250) if FULL_COUNTS else (8, 120)
KINDS = ("floating", "floating", "date", "zoned")

pytestmark = [pytest.mark.counted, pytest.mark.timeout(1800)]


@pytest.mark.parametrize("piece", range(PIECES))
def test_every_answer_equals_that_of_the_oracle(piece: int) -> None:
    chance = chance_of(piece)
    for _ in range(RULES):
        case = random_case(chance, KINDS, skip=chance.random() < 0.4)
        theirs = oracle.instances(case.text, case.start, case.start, case.high)
        moments = some_moments(case, theirs, chance)
        ours = RecurrenceSet(case.start, (Rule.parse(case.text),))

        assert list(wrong_answers(ours, theirs, case, moments)) == [], (case, moments)


@pytest.mark.parametrize("piece", range(PIECES))
def test_far_window_equals_that_of_the_oracle(piece: int) -> None:
    """Up to seven thousand years after the start, where the oracle steps whole intervals."""
    chance = chance_of(piece)
    for _ in range(RULES // 5):
        case = random_case(chance, ("floating", "date"), skip=chance.random() < 0.4)
        text, start, high = case.endless, case.start, case.high
        far = timedelta(days=chance.randint(100_000, 2_700_000))
        low, high = start + far, high + far

        ours = RecurrenceSet(start, (Rule.parse(text),)).between(low, high)

        assert list(ours) == oracle.instances(text, start, low, high), (text, start, low, high)


def some_moments(case: Case, instances: Sequence[date], chance: Random) -> list[date]:
    """Two moments of the span, in order; as a rule near instances."""
    known = instances or [case.start, case.high]
    near = sorted((beside(chance.choice(known), chance) for _ in range(2)), key=utc)
    step = timedelta(seconds=1) if isinstance(case.high, datetime) else timedelta(days=1)
    return [min(each, case.high - step, key=utc) for each in near]


def beside(moment: date, chance: Random) -> date:
    """The moment itself, or one shortly before or after it."""
    if not isinstance(moment, datetime):
        return moment + timedelta(days=chance.randint(-2, 2))
    steps = (timedelta(), timedelta(seconds=1), timedelta(minutes=40), timedelta(hours=30))
    return moment + chance.choice((-1, 1)) * chance.choice(steps)


def wrong_answers(
    ours: RecurrenceSet[date], theirs: list[date], case: Case, moments: Sequence[date]
) -> Iterator[str]:
    """The questions whose answers are not what the instances of the span say."""
    low, high = moments
    window = [each for each in theirs if utc(low) <= utc(each) < utc(high)]
    if not same(ours.between(case.start, case.high), theirs):
        yield "between, whole span"
    if not same(ours.between(low, high), window):
        yield "between"
    if not same(takewhile(lambda each: utc(each) < utc(case.high), ours), theirs):
        yield "iter"
    if (ours.count(case.start, case.high), ours.count(low, high)) != (len(theirs), len(window)):
        yield "count"
    if ends_within(case, theirs):
        yield from wrong_ends(ours, theirs)
    yield from wrong_places(ours, theirs)
    for moment in moments:
        yield from wrong_neighbours(ours, theirs, moment)


def ends_within(case: Case, theirs: list[date]) -> bool:
    """True if COUNT or UNTIL ends the rule before the span does."""
    rule = Rule.parse(case.text)
    return rule.count == len(theirs) or (rule.until is not None and rule.until < utc(case.high))


def wrong_ends(ours: RecurrenceSet[date], theirs: list[date]) -> Iterator[str]:
    if not same(reversed(ours), theirs[::-1]):
        yield "reversed"
    if len(ours) != len(theirs):
        yield "len"
    if ours.last != (theirs[-1] if theirs else None):
        yield "last"
    if theirs and not same([ours[-1]], theirs[-1:]):
        yield "[-1]"


def wrong_places(ours: RecurrenceSet[date], theirs: list[date]) -> Iterator[str]:
    for place in {0, len(theirs) // 2, len(theirs) - 1} if theirs else ():
        if not same([ours[place]], [theirs[place]]):
            yield f"[{place}]"
        if ours.index(theirs[place]) != place:
            yield f"index of [{place}]"
    if theirs and ours.first != theirs[0]:
        yield "first"


def wrong_neighbours(ours: RecurrenceSet[date], theirs: list[date], moment: date) -> Iterator[str]:
    before = [each for each in theirs if utc(each) < utc(moment)]
    after = [each for each in theirs if utc(each) > utc(moment)]
    if ours.before(moment) != (before[-1] if before else None):
        yield f"before {moment}"
    if after and ours.after(moment) != after[0]:
        yield f"after {moment}"
    if (moment in ours) != (utc(moment) in map(utc, theirs)):
        yield f"{moment} in"


def same(ours: Iterator[date] | list[date], theirs: list[date]) -> bool:
    """Equal values, and equal offsets: times of one zone compare by the clock alone."""
    given = list(ours)
    return given == theirs and list(map(_offset, given)) == list(map(_offset, theirs))


def _offset(moment: date) -> timedelta | None:
    return moment.utcoffset() if isinstance(moment, datetime) else None
