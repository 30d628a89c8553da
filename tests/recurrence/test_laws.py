"""Laws that every recurrence set keeps, over random rules."""

from datetime import datetime
from itertools import islice, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.recurrence.day_set import DaySet
from tests.recurrence.random_rules import rules, starts

MANY = 60
# Where a law speaks of the whole set, a late start keeps the whole short: it ends in year 9999.
LATE = starts(9950, 9985)
LATE_RULES = rules(until_years=(9950, 9999))
LATE_MOMENTS = starts(9945, 9998)


def _some(instances: RecurrenceSet[datetime]) -> list[datetime]:
    return list(islice(instances, MANY))


@settings(deadline=None)
@given(rules(), starts())
def test_instances_increase_from_the_start_on(rule: Rule, start: datetime) -> None:
    instances = _some(RecurrenceSet(start, (rule,)))

    assert all(earlier < later for earlier, later in pairwise(instances))
    assert all(start <= instance for instance in instances)


@settings(deadline=None)
@given(rules(endless=True), starts(), st.integers(0, MANY - 1))
def test_set_restarted_at_an_instance_gives_the_same_remainder(
    rule: Rule, start: datetime, index: int
) -> None:
    """What the start supplies is written out first, since another start supplies other days."""
    completed = rule.completed(start)
    instances = _some(RecurrenceSet(start, (completed,)))
    assume(index < len(instances))

    restarted = RecurrenceSet(instances[index], (completed,))

    assert list(islice(restarted, len(instances) - index)) == instances[index:]


@settings(deadline=None)
@given(LATE_RULES, LATE, LATE_MOMENTS, LATE_MOMENTS)
def test_window_is_the_filter_of_the_whole(
    rule: Rule, start: datetime, low: datetime, high: datetime
) -> None:
    instances = RecurrenceSet(start, (rule,))

    assert list(instances.between(low, high)) == [each for each in instances if low <= each < high]


@settings(deadline=None)
@given(LATE_RULES, LATE, LATE_MOMENTS)
def test_neighbours_of_a_moment_are_those_of_the_whole(
    rule: Rule, start: datetime, moment: datetime
) -> None:
    instances = RecurrenceSet(start, (rule,))
    whole = list(instances)

    assert instances.after(moment) == next((each for each in whole if each > moment), None)
    assert instances.before(moment) == next((e for e in reversed(whole) if e < moment), None)
    assert (moment in instances) == (moment in whole)


@settings(deadline=None)
@given(rules(), starts())
def test_ends_of_a_finite_set_are_those_of_the_whole(rule: Rule, start: datetime) -> None:
    instances = RecurrenceSet(start, (rule,))
    assume(instances.is_finite)
    whole = list(instances)
    assume(rule.count is None or len(whole) in {0, rule.count})

    assert (instances.first, instances.last) == ((whole[0], whole[-1]) if whole else (None, None))
    assert instances.is_empty == (not whole)


@settings(deadline=None)
@given(rules(endless=True), starts(1990, 2000))
def test_four_hundred_years_later_everything_repeats(rule: Rule, start: datetime) -> None:
    later = start.replace(year=start.year + 400)

    instances = _some(RecurrenceSet(start, (rule,)))

    assert _some(RecurrenceSet(later, (rule,))) == [
        each.replace(year=each.year + 400) for each in instances if each.year + 400 <= 9999
    ]


@settings(deadline=None)
@given(rules(endless=True), starts(), st.integers(0, 10**6))
def test_day_of_a_rank_has_that_rank(rule: Rule, start: datetime, rank: int) -> None:
    days = DaySet(rule, start)
    assume(not days.is_empty)
    near = list(islice(days.ascending(1, 10**7), MANY))

    assert [days.select(index) for index in range(len(near))] == near
    assert [days.rank(day) for day in near] == list(range(len(near)))
    assert days.select(rank) < days.select(rank + 1)
