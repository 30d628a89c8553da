"""Laws of a plan, whatever the rules, the closed days and the meetings already known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidValue, Severity
from scheduler.planning.closures import ClosureCalendar, Closures
from scheduler.planning.contradictions import refuse_contradictions
from scheduler.planning.policy import KnownMeeting, SeriesPolicy
from scheduler.planning.slots import REACH, Proposal, propose
from scheduler.planning.spacing import Distance, Relation, Spacing
from scheduler.planning.spans import Span, Unit
from scheduler.planning.windows import MonthDay, SeriesWindow
from tests.counts import times
from tests.planning.yearly_series import bare

CODES = ("HOU", "SOM", "TECH")
FIRST, LAST = date(2026, 6, 1), date(2029, 12, 31)
YEARS = (2026, 2027, 2028, 2029, 2030)
KEY = "city"

# A plan takes a few hundredths of a second, but some seconds where years must break many rules.
MOST_DAYS = times(250, 1_000)
few = settings(max_examples=times(8, 500))
days = st.dates(FIRST, LAST)
spans = st.one_of(
    st.builds(Span, st.integers(1, 90), st.just(Unit.DAYS)),
    st.builds(Span, st.integers(1, 12), st.just(Unit.WEEKS)),
    st.builds(Span, st.integers(1, 9), st.just(Unit.MONTHS)),
)
month_days = days.map(lambda day: MonthDay(day.month, day.day))
windows = st.none() | st.builds(SeriesWindow, month_days, month_days)
distances = st.builds(Distance, spans, st.sampled_from(Relation), st.sampled_from(CODES))
rules = st.sampled_from(
    (
        "FREQ=YEARLY;BYMONTH=5;BYDAY=1FR",
        "FREQ=YEARLY;BYMONTH=3,10;BYDAY=2TU",
        "FREQ=YEARLY;BYMONTH=2,6,11;BYMONTHDAY=15",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=-1MO",
    )
)


@st.composite
def spacings(draw: st.DrawFn) -> Spacing:
    least = draw(st.none() | spans)
    most = Span(least.count * 3, least.unit) if least and draw(st.booleans()) else None
    return Spacing(least, most, tuple(draw(st.lists(distances, max_size=2))))


@dataclass(frozen=True)
class Case:
    """Everything a plan is made from."""

    policies: tuple[SeriesPolicy, ...]
    existing: tuple[KnownMeeting, ...]
    closed: frozenset[date]
    today: date
    until: date

    @property
    def closures(self) -> Closures:
        named = dict.fromkeys(self.closed, "a feast")
        return Closures(
            [ClosureCalendar(KEY, "the city", "1", False, "", YEARS, named)]  # noqa: FBT003 -- by place
        )

    def plan(self) -> tuple[Proposal, ...]:
        return propose(
            self.policies, self.existing, self.closures, today=self.today, until=self.until
        )


def _policy(code: str, rule: str, window: SeriesWindow | None, spacing: Spacing) -> SeriesPolicy:
    """With the window, unless the greatest gap cannot be kept in it."""
    reached = not (window and spacing.max_gap) or window.is_reached_again(spacing.max_gap)
    return SeriesPolicy(
        code=code,
        rule=rule,
        dtstart=datetime.fromisoformat("2020-01-01 10:00"),
        start_time=time(10),
        end_time=time(13),
        zone="Europe/Brussels",
        window=window if reached else None,
        spacing=spacing,
        closure_calendars=(KEY,),
    )


def _without_contradictions(policies: list[SeriesPolicy]) -> tuple[SeriesPolicy, ...]:
    """Without any window where the windows can never keep a distance."""
    try:
        refuse_contradictions(policies)
    except InvalidValue:
        return tuple(replace(policy, window=None) for policy in policies)
    return tuple(policies)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    policies = _without_contradictions(
        [_policy(code, draw(rules), draw(windows), draw(spacings())) for code in CODES]
    )
    known = st.builds(KnownMeeting, st.sampled_from(CODES), st.none() | days)
    blocks = draw(st.lists(st.tuples(days, st.integers(1, 40)), max_size=12))
    today = draw(days)
    return Case(
        policies=policies,
        existing=tuple(draw(st.lists(known, max_size=4))),
        closed=frozenset(
            first + timedelta(days=day) for first, length in blocks for day in range(length)
        ),
        today=today,
        until=today + timedelta(days=draw(st.integers(0, MOST_DAYS))),
    )


def fits(slot: Proposal) -> bool:
    return all(finding.severity is not Severity.ERROR for finding in slot.findings)


def as_known(slots: Sequence[Proposal]) -> tuple[KnownMeeting, ...]:
    return tuple(KnownMeeting(slot.series, slot.day, slot.nominal) for slot in slots)


def too_close(case: Case, series: str, day: date, other: KnownMeeting) -> bool:
    """Said anew and plainly: whether any spacing rule parts these two meetings further."""
    if other.day is None:
        return False
    spacing = {policy.code: policy.spacing for policy in case.policies}
    pair = sorted(((day, series), (other.day, other.series)))
    (first, first_series), (second, second_series) = pair
    spans_between = [
        distance.span
        for own, their in ((first_series, second_series), (second_series, first_series))
        for distance in spacing[own].distances
        if distance.series == their
        and (distance.relation is Relation.APART or own in (their, first_series) or first == second)
    ]
    least = spacing[series].min_gap
    if series == other.series and least:
        spans_between.append(least)
    return any(second < one.after(first) for one in spans_between)


@given(cases())
@few
def test_a_proposal_that_fits_breaks_no_rule(case: Case) -> None:
    policies = {policy.code: policy for policy in case.policies}
    standing = list(case.existing)
    for slot in case.plan():
        if fits(slot):
            window = policies[slot.series].window
            assert slot.day not in case.closed
            assert slot.day.weekday() < 5
            assert slot.day >= case.today
            assert window is None or slot.day.toordinal() in window.around(slot.nominal.date())
            assert window is not None or abs(slot.day - slot.nominal.date()) <= REACH
            assert [one for one in standing if too_close(case, slot.series, slot.day, one)] == []
        standing.append(KnownMeeting(slot.series, slot.day))


@given(cases())
@few
def test_every_move_has_a_reason_and_no_stay_has_one(case: Case) -> None:
    for slot in case.plan():
        assert bool(slot.reasons) is (slot.is_moved or not fits(slot))


@given(cases())
@few
def test_proposing_again_keeps_everything(case: Case) -> None:
    first = case.plan()
    known = as_known(first)

    again = replace(case, existing=(*case.existing, *known)).plan()

    assert again == tuple(
        replace(bare(slot), reasons=(), findings=(), kept=meeting)
        for slot, meeting in zip(first, known, strict=True)
    )


@given(cases())
@few
def test_slots_come_in_the_order_of_their_nominal_starts(case: Case) -> None:
    keys = [(slot.nominal, slot.series) for slot in case.plan()]

    assert keys == sorted(set(keys))


@given(cases())
@few
def test_the_order_of_what_is_given_does_not_matter(case: Case) -> None:
    turned = replace(case, policies=case.policies[::-1], existing=case.existing[::-1])

    assert turned.plan() == case.plan()


@given(cases(), st.integers(0, MOST_DAYS))
@few
def test_a_longer_plan_costs_its_first_slots_no_less(case: Case, more: int) -> None:
    longer = replace(case, until=case.until + timedelta(days=more)).plan()
    shorter = case.plan()
    first = longer[: len(shorter)]

    assert [slot.nominal for slot in first] == [slot.nominal for slot in shorter]
    if all(not slot.findings for slot in longer):
        points = [sum(slot.score.total for slot in plan) for plan in (shorter, first)]
        assert points == sorted(points)
        assert all(not slot.findings for slot in shorter)


@given(cases(), st.data())
@few
def test_a_proposal_that_is_lost_comes_back_the_same(case: Case, data: st.DataObject) -> None:
    # Without a greatest gap: a later meeting may bring a day back inside it.
    policies = tuple(
        replace(policy, spacing=replace(policy.spacing, max_gap=None)) for policy in case.policies
    )
    case = replace(case, policies=policies)
    first = case.plan()
    if not first or not all(fits(slot) for slot in first):
        return
    lost = data.draw(st.sampled_from(first))
    others = as_known([slot for slot in first if slot != lost])

    again = replace(case, existing=(*case.existing, *others)).plan()

    # On the same day; its reasons may name the later meetings too.
    found = [(slot.series, slot.nominal, slot.day) for slot in again if slot.kept is None]
    assert found == [(lost.series, lost.nominal, lost.day)]
