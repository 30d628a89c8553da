"""Laws that the instances of every rule keep: each test's docstring says its law.

The laws in brackets are numbered in docs/recurrence.md.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.recurrence import RecurrenceSet, Rule
from tests.counts import times
from tests.recurrence.oracle import utc
from tests.recurrence.oracle_reading import TIME_PARTS, read, wall
from tests.recurrence.random_rules import WEEKDAYS, Case, cases

MANY = 40
ANY_KIND = cases("floating", "date", "zoned", skip=True)
WITHOUT_ZONE = cases("floating", "date", skip=True)
FINITE = ANY_KIND.filter(lambda case: "COUNT=" in case.text or "UNTIL=" in case.text)
CYCLE = 400  # years, after which the calendar repeats

several = settings(max_examples=times(80, 2000))


def set_of(case: Case) -> RecurrenceSet[date]:
    return RecurrenceSet(case.start, (Rule.parse(case.text),))


def within(case: Case) -> list[date]:
    """The first instances of the span."""
    return list(islice(set_of(case).between(case.start, case.high), MANY))


@several
@given(ANY_KIND)
def test_instances_increase_from_the_start_on(case: Case) -> None:
    """Instances come in time order, each once, none before DTSTART [L25, L22]."""
    instances = list(map(utc, within(case)))

    assert all(earlier < later for earlier, later in pairwise(instances))
    assert all(utc(case.start) <= each for each in instances)


@several
@given(ANY_KIND, st.randoms(use_true_random=False))
def test_window_is_the_filter_of_the_whole(case: Case, chance: Random) -> None:
    """`between` gives what iteration gives, filtered: half-open."""
    whole = within(case)
    assume(len(whole) > 1)
    low, high = sorted(chance.sample(whole, 2), key=utc)

    window = list(set_of(case).between(low, high))

    assert window == [each for each in whole if utc(low) <= utc(each) < utc(high)]


@several
@given(FINITE)
def test_ends_are_those_of_the_whole(case: Case) -> None:
    """A rule with COUNT or UNTIL is finite; `reversed`, `last`, `len` and [-1] are its list's."""
    instances = set_of(case)
    whole = list(islice(instances, 2000))
    assume(len(whole) < 2000)

    assert instances.is_finite
    assert list(reversed(instances)) == whole[::-1]
    assert len(instances) == len(whole)
    assert (instances.first, instances.last) == ((whole[0], whole[-1]) if whole else (None, None))
    assert instances.is_empty == (not whole)


@several
@given(ANY_KIND)
def test_places_and_counts_agree(case: Case) -> None:
    """[n] is the nth of iteration, `index` its inverse, `count` the difference of two indexes."""
    instances = set_of(case)
    near = list(islice(instances.between(case.start, case.high), MANY))
    middle = len(near) // 2

    assert [instances[place] for place in range(len(near))] == near
    assert [instances.index(each) for each in near] == list(range(len(near)))
    assert not near or instances.count(near[middle], near[-1]) == len(near) - 1 - middle
    assert list(instances[middle : len(near)]) == near[middle:]


@several
@given(ANY_KIND)
def test_neighbours_of_an_instance_are_the_next_and_the_previous(case: Case) -> None:
    """`after` and `before` are strict, and an instance is in its set."""
    instances = set_of(case)
    near = within(case)

    for earlier, later in pairwise(near):
        assert (instances.after(earlier), instances.before(later)) == (later, earlier)
        assert earlier in instances


@several
@given(cases("floating", "date"), st.integers(0, MANY - 1))
def test_set_restarted_at_an_instance_gives_the_same_remainder(case: Case, place: int) -> None:
    """A walking start: what DTSTART supplies [L15] written out, any instance is as good a start."""
    written_out = _with_supplied_parts(case)
    instances = list(islice(RecurrenceSet(case.start, (written_out,)), MANY))
    assume(place < len(instances))

    restarted = RecurrenceSet(instances[place], (written_out,))

    assert list(islice(restarted, len(instances) - place)) == instances[place:]


def _with_supplied_parts(case: Case) -> Rule:
    """The endless rule with what its start supplies, as the oracle reads it."""
    reading = read(case.text, case.start)
    lists = {name: ",".join(sorted(values)) for name, values in reading.parts.items()}
    if not isinstance(case.start, datetime):
        lists = {name: v for name, v in lists.items() if name not in TIME_PARTS}
    parts = {"FREQ": reading.freq, "INTERVAL": str(reading.interval), **lists}
    parts["WKST"] = WEEKDAYS[reading.wkst]
    return Rule.parse(";".join(f"{name}={value}" for name, value in parts.items()))


@several
@given(WITHOUT_ZONE)
def test_four_hundred_years_later_everything_repeats(case: Case) -> None:
    """The calendar repeats after 400 years: DTSTART and UNTIL moved so move the result so."""
    instances = within(case)

    later = moved_by_years(case, CYCLE)

    assert list(islice(later.between(_moved(case.start), _moved(case.high)), MANY)) == [
        _moved(each) for each in instances
    ]


def moved_by_years(case: Case, years: int) -> RecurrenceSet[date]:
    """The set whose start and UNTIL are so much later."""
    rule = Rule.parse(case.text)
    if rule.until is not None:
        rule = rule.with_parts(until=_moved(rule.until, years))
    return RecurrenceSet(_moved(case.start, years), (rule,))


def _moved(moment: date, years: int = CYCLE) -> date:
    return moment.replace(year=moment.year + years)


@several
@given(cases("floating", "date", first=9590, last=9599, skip=True))
def test_iteration_ends_with_year_9999(case: Case) -> None:
    """As the same rule 400 years before, up to the last day that a date can be."""
    endless = case._replace(text=case.endless)
    end = type(case.start)(9600, 1, 1)
    listed = list(islice(set_of(endless).between(case.start, end), 2000))

    late = moved_by_years(endless, CYCLE)

    assert list(islice(late, 2000)) == [_moved(each) for each in listed]
    if listed and len(listed) < 2000:
        assert late.after(_moved(listed[-1])) is None


@pytest.mark.parametrize("day", ["WE", "TH", "FR"])
def test_week_year_that_begins_in_december_9999_is_there(day: str) -> None:
    """Week 1 of year 10000, where weeks start on one of these days [L20]."""
    rule = Rule.parse(f"FREQ=YEARLY;BYWEEKNO=1;BYDAY={day};WKST={day}")
    last = {"WE": 29, "TH": 30, "FR": 31}[day]

    assert [*RecurrenceSet(date(9999, 2, 1), (rule,))] == [date(9999, 12, last)]


@several
@given(cases("floating", "date", first=402, last=405, skip=True))
def test_calendar_begins_with_year_1(case: Case) -> None:
    """As the same rule 400 years later."""
    assume(case.start.year > CYCLE)
    listed = within(case)

    early = moved_by_years(case, -CYCLE)

    assert list(islice(early, len(listed))) == [_moved(each, -CYCLE) for each in listed]
    assert early.before(early.start) is None


@several
@given(ANY_KIND, st.sampled_from(WEEKDAYS))
def test_first_day_of_the_week_matters_only_where_weeks_are_counted(case: Case, day: str) -> None:
    """WKST matters in WEEKLY with INTERVAL or BYSETPOS, and with BYWEEKNO, only [L21]."""
    parts = dict(part.split("=") for part in case.text.split(";"))
    weekly = parts["FREQ"] == "WEEKLY" and parts.keys() & {"INTERVAL", "BYSETPOS"}
    assume(not weekly and "BYWEEKNO" not in parts)
    parts["WKST"] = day

    other = case._replace(text=";".join(f"{name}={value}" for name, value in parts.items()))

    assert within(other) == within(case)


@several
@given(ANY_KIND, st.randoms(use_true_random=False))
def test_order_of_parts_and_values_does_not_matter(case: Case, chance: Random) -> None:
    """Parts come in any order [L1], and values too [L25]; a value said twice is said once."""
    shuffled = []
    for part in case.text.split(";"):
        name, _, values = part.partition("=")
        listed = values.split(",")
        several_times = [*listed, chance.choice(listed)] if name.startswith("BY") else listed
        shuffled.append(f"{name}={','.join(_shuffled(several_times, chance))}")

    other = case._replace(text=";".join(_shuffled(shuffled, chance)))

    assert within(other) == within(case)


def _shuffled(values: Iterable[str], chance: Random) -> list[str]:
    listed = list(values)
    chance.shuffle(listed)
    return listed


@several
@given(ANY_KIND, st.integers(1, MANY))
def test_count_cuts_the_endless_rule(case: Case, count: int) -> None:
    """COUNT counts the rule's instances, from the first on [L28]."""
    endless = case._replace(text=case.endless)
    first = list(islice(set_of(endless), count))

    counted = set_of(case._replace(text=f"{endless.text};COUNT={count}"))

    assert list(counted) == first
    assert counted.is_finite


@several
@given(ANY_KIND, st.integers(0, MANY - 1))
def test_until_is_inclusive(case: Case, place: int) -> None:
    """UNTIL equal to an instance includes it [L26]; compared as instants."""
    endless = case._replace(text=case.endless)
    near = within(endless)
    assume(place < len(near))

    ended = set_of(case._replace(text=f"{endless.text};UNTIL={_written(near[place])}"))

    assert list(ended) == near[: place + 1]


def _written(moment: date) -> str:
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{utc(moment):%Y%m%dT%H%M%S}{'Z' if moment.tzinfo else ''}"


@several
@given(cases("floating"))
def test_part_that_limits_leaves_a_subset(case: Case) -> None:
    """BYMONTH of a rule of weeks or shorter removes instances and adds none [L14]."""
    parts = dict(part.split("=") for part in case.endless.split(";"))
    assume(parts["FREQ"] not in {"MONTHLY", "YEARLY"} and "BYSETPOS" not in parts)
    wider = {name: value for name, value in parts.items() if name != "BYMONTH"}
    narrow = {**wider, "BYMONTH": "1,2,3,7"}

    few, many = (
        RecurrenceSet(case.start, (Rule.parse(";".join(f"{n}={v}" for n, v in each.items())),))
        for each in (narrow, wider)
    )

    assert list(few.between(case.start, case.high)) == [
        each for each in many.between(case.start, case.high) if each.month in {1, 2, 3, 7}
    ]


@several
@given(cases("floating"))
def test_floating_time_is_the_clock_of_utc(case: Case) -> None:
    """Floating rules and rules of UTC give the same clock times [L31]."""
    assert isinstance(case.start, datetime)
    assert isinstance(case.high, datetime)
    floating = Case(case.endless, case.start, case.high)
    in_utc = floating._replace(
        start=case.start.replace(tzinfo=UTC), high=case.high.replace(tzinfo=UTC)
    )

    assert [wall(each) for each in within(in_utc)] == within(floating)


def test_four_hundred_years_are_whole_weeks() -> None:
    """Why the law of 400 years holds."""
    days = date(2400, 1, 1) - date(2000, 1, 1)

    assert days == timedelta(weeks=20_871)
