"""The plan against every choice of days, whose rules are said here anew and plainly."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations, product

from hypothesis import given, reject, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidValue
from scheduler.planning.closures import ClosureCalendar, Closures, Hardness
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.margins import Margin, Side
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.score import Weights
from scheduler.planning.slots import REACH, Proposal, propose
from scheduler.planning.spacing import Distance, Relation, Spacing
from scheduler.planning.spans import Span, Unit
from scheduler.planning.windows import MonthDay, SeriesWindow, widened
from tests.counts import times

TODAY, UNTIL = date(2027, 4, 20), date(2027, 12, 31)
FIRST = date(2027, 5, 3)
LATE, BROKEN = 10**5, 10**7
# Two meetings of a series at once are worse than any other rules together.
CLASH = 100 * BROKEN

near = st.integers(0, 12).map(lambda days: FIRST + timedelta(days=days))
spans = st.builds(Span, st.integers(1, 12), st.just(Unit.DAYS))


margins = st.none() | st.builds(Margin, st.sampled_from(Side), st.just("SOM"))


@dataclass(frozen=True)
class Case:
    """Two series of at most three slots between them, in windows of a few days."""

    policies: tuple[SeriesPolicy, ...]
    known: tuple[KnownMeeting, ...]
    closed: frozenset[date]
    disliked: frozenset[date]

    def plan(self) -> tuple[Proposal, ...]:
        hard, soft = (
            ClosureCalendar(
                key, key, "1", provisional=False, source="", years=(2027,),
                closures=dict.fromkeys(days, "a feast"), hardness=hardness,
            )
            for key, days, hardness in (
                ("city", self.closed, Hardness.BLOCK),
                ("fair", self.disliked, Hardness.WARN),
            )
        )  # fmt: skip
        closures = Closures((hard, soft))
        return propose(self.policies, self.known, closures, today=TODAY, until=UNTIL)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    policies = []
    for code, other, slots in (("HOU", "SOM", draw(st.integers(1, 2))), ("SOM", "HOU", 1)):
        first = draw(near)
        last = first + timedelta(days=draw(st.integers(0, 7)))
        days = {draw(near).day for _ in range(slots)}
        distances = st.builds(Distance, spans, st.sampled_from(Relation), st.just(other))
        least = draw(st.none() | spans)
        most = Span(least.count + draw(st.integers(366, 372)), Unit.DAYS) if least else None
        spacing = Spacing(least, most, tuple(draw(st.lists(distances, max_size=2))))
        policies.append(
            SeriesPolicy(
                code=code,
                rule=f"FREQ=YEARLY;BYMONTH=5;BYMONTHDAY={','.join(map(str, sorted(days)))}",
                dtstart=datetime.fromisoformat("2020-01-01 10:00"),
                start_time=time(10),
                end_time=time(13),
                zone="Europe/Brussels",
                window=SeriesWindow(
                    MonthDay(first.month, first.day), MonthDay(last.month, last.day)
                ),
                spacing=spacing,
                closure_calendars=("city", "fair"),
                margin=draw(margins) if code == "HOU" else None,
                weights=Weights(day=draw(st.integers(0, 3)), weekday=draw(st.integers(0, 20))),
            )
        )
    try:
        refuse_contradictions(policies)
    except InvalidValue:
        reject()
    known = st.builds(
        KnownMeeting,
        st.sampled_from(("HOU", "SOM")),
        st.dates(date(2026, 5, 1), date(2026, 5, 20)) | near,
    )
    return Case(
        policies=tuple(policies),
        known=tuple(draw(st.lists(known, max_size=2))),
        closed=frozenset(draw(st.lists(near, max_size=8))),
        disliked=frozenset(draw(st.lists(near, max_size=4))),
    )


def broken_between(case: Case, one: tuple[str, date], other: tuple[str, date]) -> set[str]:
    """The rules on distances that two meetings break."""
    spacing = {policy.code: policy.spacing for policy in case.policies}
    found = set()
    for (code, day), (with_code, with_day) in ((one, other), (other, one)):
        earlier, later = min(day, with_day), max(day, with_day)
        least = spacing[code].min_gap
        if code == with_code and earlier == later:
            found.add("one at a time")
        if code == with_code and least and later < least.after(earlier):
            found.add(f"{code} {least}")
        for distance in spacing[code].distances:
            counts = distance.relation is Relation.APART or day <= with_day
            if distance.series == with_code and counts and later < distance.span.after(earlier):
                found.add(f"{code} {distance}")
    return found


def weight(rules: set[str]) -> int:
    return CLASH if "one at a time" in rules else len(rules) * BROKEN


def alone(case: Case, slot: Proposal, day: date, *, follows: bool) -> int:
    """What a day costs, whatever the other slots do."""
    policy = next(one for one in case.policies if one.code == slot.series)
    nominal = slot.nominal.date()
    rules = set[str]()
    if policy.window is not None and day.toordinal() not in policy.window.around(nominal):
        rules.add("window")
    if day.weekday() >= 5:
        rules.add("weekend")
    if day in case.closed:
        rules.add("closed")
    stand = [(one.series, one.day) for one in case.known if one.day]
    for one in stand:
        rules |= broken_between(case, (slot.series, day), one)
    before = [known for code, known in stand if code == slot.series and known <= day]
    most = policy.spacing.max_gap
    is_late = bool(most and before and not follows and day > most.after(max(before)))
    has_weekday = nominal.weekday() < 5 and policy.margin is None
    other_weekday = has_weekday and day.weekday() != nominal.weekday()
    points = (
        abs((day - nominal).days) * policy.weights.day
        + other_weekday * policy.weights.weekday
        + (day in case.disliked) * policy.weights.warn
    )
    return weight(rules) + is_late * LATE + points


def together(case: Case, slots: tuple[Proposal, Proposal], days: tuple[date, date]) -> int:
    """What two slots break between them, rule by rule, or leave late; the first comes first."""
    one, other = slots
    cost = weight(broken_between(case, (one.series, days[0]), (other.series, days[1])))
    if one.series != other.series:
        return cost
    policy = next(policy for policy in case.policies if policy.code == one.series)
    stand = [known.day for known in case.known if known.series == one.series and known.day]
    before = [days[0], *(day for day in stand if day <= days[1])]
    most = policy.spacing.max_gap
    return cost + (LATE if most and days[1] > most.after(max(before)) else 0)


def days_beside(case: Case, days: set[date], soms: set[date]) -> set[tuple[date, date]]:
    """The days of HOU that lie in its margins of SOM, each with the day of SOM; empty without."""
    margin = next(one.margin for one in case.policies if one.code == "HOU")
    if margin is None:
        return set()
    away = {Side.DAY_BEFORE: -1, Side.SAME_DAY: 0, Side.DAY_AFTER: 1}.get(margin.side)
    return {
        (day, som)
        for day in days
        for som in soms
        if (day - som).days == away
        or (away is None and day.isocalendar()[:2] == som.isocalendar()[:2])
    }


@dataclass(frozen=True)
class Best:
    """The least cost of all choices, the earliest choice, and the least with each day of each."""

    cost: int
    days: tuple[date, ...]
    with_day: tuple[dict[date, int], ...]


def best_of_all(case: Case, slots: tuple[Proposal, ...]) -> Best:
    """Every choice of days tried, the earliest first; up to three slots."""
    pools = [_pool(case, slots, at) for at in range(len(slots))]
    links = {
        (at, to): {
            (day, other): together(case, (slots[at], slots[to]), (day, other))
            for day in pools[at]
            for other in pools[to]
        }
        for at, to in combinations(range(len(slots)), 2)
    }
    known = [one.day for one in case.known if one.series == "SOM" and one.day]
    every = {day for pool in pools for day in pool}
    beside = days_beside(case, every, {*every, *known})
    hosts = [at for at, slot in enumerate(slots) if slot.series == "SOM"]
    is_guest = any(one.margin for one in case.policies)
    guests = [at for at in range(len(slots)) if is_guest and at not in hosts]
    with_day = tuple(dict.fromkeys(pool, 10**12) for pool in pools)
    least, days = 10**12, tuple[date, ...]()
    for chosen in product(*pools):
        cost = sum(pool[day] for pool, day in zip(pools, chosen, strict=True))
        cost += sum(link[chosen[at], chosen[to]] for (at, to), link in links.items())
        for at in guests:
            soms = (chosen[to] for to in hosts)
            cost += 0 if any((chosen[at], som) in beside for som in (*soms, *known)) else BROKEN
        for costs, day in zip(with_day, chosen, strict=True):
            costs[day] = min(cost, costs[day])
        if cost < least:
            least, days = cost, chosen
    return Best(least, days, with_day)


def _pool(case: Case, slots: tuple[Proposal, ...], at: int) -> dict[date, int]:
    """Every day that a slot could take at all, with its cost."""
    slot = slots[at]
    policy = next(one for one in case.policies if one.code == slot.series)
    assert policy.window is not None
    follows = any(one.series == slot.series for one in slots[:at])
    at = slot.nominal.toordinal()
    reach = {
        *widened(policy.window.around(slot.nominal.date()), REACH),
        *widened(range(at, at + 1), REACH),
    }
    days = [date.fromordinal(day) for day in sorted(reach) if day >= TODAY.toordinal()]
    return {day: alone(case, slot, day, follows=follows) for day in days}


@given(cases())
@settings(max_examples=times(15, 500))
def test_the_plan_is_the_best_of_all_and_so_are_the_other_days(case: Case) -> None:
    found = case.plan()
    best = best_of_all(case, found)

    assert tuple(slot.day for slot in found) == best.days
    for slot, costs in zip(found, best.with_day, strict=True):
        others = sorted((cost, day) for day, cost in costs.items() if day != slot.day)
        shown = [(best.cost + one.more, one.day) for one in slot.alternatives]
        assert shown == [each for each in others[:4] if each[0] // LATE == best.cost // LATE]
        assert slot.plan_points == best.cost % LATE
    assert any(slot.findings for slot in found) is (best.cost >= LATE)
