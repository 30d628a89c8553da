"""A set split in two, by laws: the parts together are the whole, whatever the set."""

from datetime import datetime, timedelta
from itertools import islice
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.zones import instant
from tests.recurrence.random_rules import random_case
from tests.recurrence.set_model import plain
from tests.recurrence.test_set_laws import sets

DAY = timedelta(days=1)


def _placed(part: RecurrenceSet[datetime]) -> list[tuple[datetime, datetime]]:
    low, high = part.start.replace(year=1900), part.start.replace(year=2200)
    placed = part.occurrences(low, high)
    return [(plain(each.start), plain(each.recurrence_id)) for each in placed]


@given(sets(ranges=True), st.data())
def test_parts_joined_are_the_whole(series: RecurrenceSet[datetime], data: st.DataObject) -> None:
    whole = _placed(series)
    moments = sorted({plain(series.start), *(original for _, original in whole)})
    at = data.draw(st.sampled_from(moments)) + data.draw(st.sampled_from((0, 1))) * DAY

    first, second = series.split(at)

    assert sorted(_placed(first) + _placed(second)) == whole
    assert all(original < at for _, original in _placed(first))
    assert all(original >= at for _, original in _placed(second))


@pytest.mark.parametrize("seed", range(8))
def test_every_shape_of_rule_is_split(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- a test by chance
    for _ in range(30):
        case = random_case(chance, ("date", "floating", "zoned"), skip=True)
        series = RecurrenceSet(case.start, (Rule.parse(case.text),))
        whole = list(islice(series, 40))
        if not whole:
            continue
        at = chance.choice(whole)

        first, second = series.split(at)

        assert list(first) == whole[: whole.index(at)], case
        assert list(islice(second, 40 - whole.index(at))) == whole[whole.index(at) :], case
        assert second.rules == () or instant(second.start) <= instant(at)


@pytest.mark.parametrize("seed", range(6))
def test_several_rules_and_exrules_are_split(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- a test by chance
    for _ in range(60):
        case = random_case(chance, ("date",), skip=True, frequencies=("DAILY", "WEEKLY", "MONTHLY"))
        rules = [Rule.parse(case.text), *_plain_rules(chance, chance.randint(0, 2))]
        excluded_rules = _plain_rules(chance, chance.randint(0, 2))
        series = RecurrenceSet(case.start, rules, excluded_rules=excluded_rules)
        end = case.start + 150 * DAY
        whole = list(series.between(case.start, end))
        at = case.start + chance.randrange(150) * DAY
        early = sum(each < at for each in whole)

        parts = series.split(at)

        dealt = [list(part.between(case.start, end)) for part in parts]
        said = case.start, list(map(str, rules)), list(map(str, excluded_rules)), at
        assert dealt == [whole[:early], whole[early:]], said


def _plain_rules(chance: Random, number: int) -> list[Rule]:
    """Rules that differ in frequency, INTERVAL and COUNT."""
    endings = ("", "", ";COUNT=1", ";COUNT=3", ";COUNT=10", ";COUNT=30")
    return [
        Rule.parse(
            f"FREQ={chance.choice(('DAILY', 'WEEKLY', 'MONTHLY'))}"
            f";INTERVAL={chance.choice((1, 2, 3, 4, 9))}{chance.choice(endings)}"
        )
        for _ in range(number)
    ]
