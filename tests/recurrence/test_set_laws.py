"""Every question to a recurrence set, against a slow model of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.recurrence import Frequency, RecurrenceSet, Rule, Weekday, WeekdayNum
from scheduler.recurrence.overrides import Override
from tests.recurrence import set_model
from tests.recurrence.set_model import HOUR, Given, plain

BRUSSELS = ZoneInfo("Europe/Brussels")
STARTS = (
    datetime(2026, 3, 1, 2, 30),  # noqa: DTZ001 -- gets its zone below
    datetime(2026, 3, 28, 2, 30),  # noqa: DTZ001
    datetime(2026, 3, 29, 2, 30),  # noqa: DTZ001
    datetime(2026, 10, 24, 2, 30),  # noqa: DTZ001
    datetime(2027, 6, 15, 9),  # noqa: DTZ001
)
RULES = (
    Rule(Frequency.MONTHLY, count=8),
    Rule(Frequency.MONTHLY, by_month_day=(25, 28, 29, 30), count=6),
    Rule(Frequency.MONTHLY, by_day=(WeekdayNum(Weekday.SU, -1),), count=9),
    Rule(Frequency.YEARLY, by_month=(3, 10), by_day=(WeekdayNum(Weekday.SU, -1),), count=5),
    Rule(Frequency.MONTHLY, interval=2, by_day=(WeekdayNum(Weekday.SA),), count=11),
    Rule(Frequency.MONTHLY, by_month_day=(31,), by_month=(2,)),
)
HOURLY_RULES = (
    Rule(Frequency.HOURLY, count=30),
    Rule(Frequency.HOURLY, interval=2, count=15),
    Rule(Frequency.MINUTELY, interval=30, count=60),
    Rule(Frequency.HOURLY, by_minute=(0, 30), by_hour=(1, 2, 3), count=20),
)
STEPS = tuple(timedelta(hours=hours) for hours in (0, 1, -1, 24, -24, 7 * 24, 31 * 24))


@st.composite
def sets(draw: st.DrawFn, *, ranges: bool = False) -> Given:
    zone = draw(st.sampled_from((None, UTC, BRUSSELS, BRUSSELS)))
    start = draw(st.sampled_from(STARTS)).replace(tzinfo=zone)
    hourly = draw(st.sampled_from((False, False, False, True)))
    among = st.sampled_from(HOURLY_RULES if hourly else RULES)
    some_rules = st.lists(among, max_size=2).map(tuple)
    rules = draw(among.map(lambda rule: (rule,)) | some_rules)
    excluded_rules = draw(st.just(()) | some_rules)
    pool = _pool(start, rules)
    moments = st.builds(_elsewhere, st.sampled_from(pool), st.booleans())
    few = st.lists(moments, max_size=4).map(tuple)
    override = st.builds(
        Override,
        moments,
        moments,
        duration=st.sampled_from((None, HOUR, 3 * HOUR)),
        this_and_future=st.booleans() if ranges else st.just(value=False),
        sequence=st.integers(0, 1),
    )
    return RecurrenceSet(
        start,
        rules,
        dates=draw(few),
        excluded=draw(few),
        overrides=draw(st.lists(override, max_size=3).map(tuple)),
        unmatched_start=draw(st.sampled_from(("omit", "include"))),
        elapsed=hourly and draw(st.booleans()),
        excluded_rules=excluded_rules,
    )


def _pool(start: datetime, rules: Sequence[Rule]) -> list[datetime]:
    """The moments of a set and some near them, the second of two equal wall times among them."""
    instances = set(chain.from_iterable(RecurrenceSet(start, (rule,)) for rule in rules))
    near = {each + step for each in (start, *instances) for step in STEPS}
    return sorted(near, key=plain) + [each.replace(fold=1) for each in near if each.month == 10]


def _elsewhere(moment: datetime, elsewhere: bool) -> datetime:  # noqa: FBT001 -- Hypothesis passes it
    return plain(moment) if elsewhere and moment.tzinfo else moment


def _starts(asked: Given) -> list[datetime]:
    return sorted({each.start for each in set_model.occurrences(asked)})


def _plain(moments: Sequence[datetime]) -> list[datetime]:
    return list(map(plain, moments))


def _check_questions(asked: Given, moments: Sequence[datetime]) -> None:
    """The questions that any set answers."""
    whole = _starts(asked)
    found = list(asked)

    assert _plain(found) == whole
    assert [set_model.shown(asked, each) for each in found] == found
    assert _plain(list(reversed(asked))) == whole[::-1]
    assert (asked.is_empty, asked.is_finite, bool(asked)) == (not whole, True, bool(whole))
    low, high = moments
    window = [each for each in whole if plain(low) <= each < plain(high)]
    assert _plain(list(asked.between(low, high))) == window
    for moment in moments:
        after, before = asked.after(moment), asked.before(moment)
        assert (after and plain(after)) == next((e for e in whole if e > plain(moment)), None)
        assert (before and plain(before)) == max(
            (each for each in whole if each < plain(moment)), default=None
        )
        assert (moment in asked) == (plain(moment) in whole)


def _check_ranks(asked: Given, moments: Sequence[datetime]) -> None:
    """The questions that need ranks."""
    whole = _starts(asked)
    low, high = map(plain, moments)

    assert len(asked) == len(whole)
    assert _plain([asked[index] for index in range(len(whole))]) == whole
    assert _plain([asked[-1 - index] for index in range(len(whole))]) == whole[::-1]
    assert _plain(asked[1:-1:2]) == whole[1:-1:2]
    assert asked.count(*moments) == len([each for each in whole if low <= each < high])
    assert [asked.index(each) for each in asked] == list(range(len(whole)))
    for index in (len(whole), -len(whole) - 1):
        with pytest.raises(IndexError):
            _ = asked[index]


MOMENTS = st.lists(st.sampled_from(STEPS), min_size=2, max_size=2)


@given(sets(), st.data())
def test_set_answers_as_the_model_does(asked: Given, data: st.DataObject) -> None:
    pool = st.sampled_from(_pool(asked.start, asked.rules))
    moments = data.draw(st.tuples(pool, pool))

    _check_questions(asked, moments)
    _check_ranks(asked, moments)


@given(sets(ranges=True), st.data())
def test_overrides_place_instances_as_the_model_does(asked: Given, data: st.DataObject) -> None:
    pool = st.sampled_from(_pool(asked.start, asked.rules))
    moments = data.draw(st.tuples(pool, pool))
    low, high = map(plain, moments)
    whole = set_model.occurrences(asked)

    _check_questions(asked, moments)
    assert [
        (plain(each.start), plain(each.recurrence_id), each.end and plain(each.end))
        for each in asked.occurrences(*moments)
    ] == [(each.start, each.recurrence_id, each.end) for each in whole if low <= each.start < high]


@given(sets())
def test_text_of_a_set_is_read_as_the_same_set(asked: Given) -> None:
    bare = asked.with_fields(overrides=())

    assert (
        RecurrenceSet.parse(str(bare), unmatched_start=asked.unmatched_start, elapsed=asked.elapsed)
        == bare
    )


def test_index_of_what_is_no_instance_is_refused() -> None:
    asked = RecurrenceSet(STARTS[4], (RULES[0],))

    with pytest.raises(InvalidValue) as refusal:
        asked.index(STARTS[4] + HOUR)

    assert str(refusal.value) == (
        "the time asked for '2027-06-15T10:00:00' cannot be used: "
        "expected an instance of the set; the next one is 2027-07-15T09:00:00"
    )
