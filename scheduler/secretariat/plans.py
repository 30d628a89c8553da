"""Plans the meetings to come: slots from the rules, shown before they are stored."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import RuleVersion, Series
from scheduler.model.vocabulary import MeetingKind, MeetingState
from scheduler.papers.words import day_in_words, days_in_words
from scheduler.planning.score import Score
from scheduler.planning.slots import Alternative, Proposal, propose
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat.back_plans import late_at_once
from scheduler.secretariat.dates import when as named_day
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.milestones import plan_milestones
from scheduler.secretariat.planner_inputs import PlannerInputs, planner_inputs
from scheduler.secretariat.policies import series_of

HORIZON_YEARS = 60


@dataclass(frozen=True, slots=True)
class OtherDay:
    """Another day for a slot, its own points, and what the whole plan would cost more with it."""

    day: date
    when: str
    score: Score
    more: int


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot of the plan: the name its meeting has or would have, and the proposal behind it.

    `is_kept` is true where a meeting stands for the slot already: nothing is done to it. `others`
    are the next best days, best first; `turns` whose turn it is, by each rotation of the series;
    `editions` the closure editions that decided.
    """

    name: str
    series: str
    nominal: datetime
    day: date
    last_day: date | None
    when: str
    start: time
    end: time
    zone: str
    is_kept: bool
    state: MeetingState
    score: Score
    others: tuple[OtherDay, ...]
    turns: tuple[str, ...]
    editions: tuple[str, ...]
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every slot from today on up to the last day, in the order of the nominal starts."""

    today: date
    until: date
    slots: tuple[PlannedSlot, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def new(self) -> tuple[PlannedSlot, ...]:
        """What storing the plan would add."""
        return tuple(slot for slot in self.slots if not slot.is_kept)


def make_plan(session: Session, partnership: Partnership, *, until: date, today: date) -> Plan:
    """The slots of all series of a partnership; nothing is stored."""
    if until.year > today.year + HORIZON_YEARS:
        expected = f"a day no later than {today.year + HORIZON_YEARS}"
        raise InvalidValue("the last day of the plan", until.isoformat(), expected)
    inputs = planner_inputs(session, partnership, since=today, until=until)
    proposals = proposals_of(inputs, today=today, until=until)
    by_slot = {(m.series.code, m.slot): m for m in inputs.meetings if m.series and m.slot}
    taken = {meeting.code for meeting in inputs.meetings}
    series = {one.code: one for one in inputs.series}
    names = _names(series, proposals, taken)
    slots = tuple(
        _slot(inputs, proposal, by_slot.get((proposal.series, proposal.nominal)), name)
        for proposal, name in zip(proposals, names, strict=True)
    )
    new = [(slot.name, series[slot.series], slot.day) for slot in slots if not slot.is_kept]
    late = late_at_once(session, new, today=today)
    return Plan(today, until, slots, (*inputs.findings, *late))


def proposals_of(
    inputs: PlannerInputs, *, today: date, until: date, without: Container[Meeting] = ()
) -> tuple[Proposal, ...]:
    """What the planner proposes for every slot, as if some of the meetings did not stand."""
    return propose(
        inputs.policies,
        inputs.known(without=without),
        inputs.closures,
        busy=inputs.busy,
        today=today,
        until=until,
    )


def store_plan(
    session: Session, partnership: Partnership, plan: Plan, *, now: datetime
) -> list[Meeting]:
    """Make a meeting of every new slot, with its milestones; what stands is not touched."""
    series = {one.code: one for one in series_of(session, partnership)}
    made = [_meeting(partnership, series[slot.series], slot, now) for slot in plan.new]
    session.add_all(made)
    session.flush()
    plan_milestones(session, made, now=now)
    return made


def _names(series: dict[str, Series], proposals: Sequence[Proposal], taken: set[str]) -> list[str]:
    """HOU-2027-1: the series, the nominal year, and which slot of that year it is.

    A name that another meeting has (an earlier rule made it) is passed over.
    """
    of_year: dict[tuple[str, int], list[datetime]] = {}
    names = []
    for proposal in proposals:
        key = (proposal.series, proposal.nominal.year)
        if key not in of_year:
            rule = series[proposal.series].current_rule
            of_year[key] = _nominals(rule, proposal.nominal.year) if rule else []
        first = of_year[key].index(proposal.nominal) + 1
        name = next(
            name for place in count(first) if (name := f"{key[0]}-{key[1]}-{place}") not in taken
        )
        if proposal.kept is None:
            taken.add(name)
        names.append(name)
    return names


def _nominals(rule: RuleVersion, year: int) -> list[datetime]:
    slots = RecurrenceSet(rule.starts, (Rule.parse(rule.rule),))
    return list(slots.between(datetime(year, 1, 1), datetime(year + 1, 1, 1)))  # noqa: DTZ001 -- wall time


def _slot(
    inputs: PlannerInputs, proposal: Proposal, meeting: Meeting | None, name: str
) -> PlannedSlot:
    kept = meeting is not None
    last = last_day_of(proposal)
    return PlannedSlot(
        name=meeting.name if meeting else name,
        series=proposal.series,
        nominal=proposal.nominal,
        day=proposal.day,
        last_day=meeting.last_day if meeting else last,
        when=named_day(meeting) if meeting else days_in_words(proposal.day, last or proposal.day),
        start=(meeting.start_time if meeting else None) or proposal.start,
        end=(meeting.end_time if meeting else None) or proposal.end,
        zone=meeting.zone if meeting else proposal.zone,
        is_kept=kept,
        state=meeting.state if meeting else MeetingState.PLANNED,
        score=proposal.score,
        others=tuple(_other(one) for one in proposal.alternatives),
        turns=tuple(map(str, proposal.turns)),
        editions=tuple(inputs.editions(proposal.series, proposal.day)),
        reasons=proposal.reasons,
        findings=proposal.findings,
    )


def last_day_of(proposal: Proposal) -> date | None:
    """The last of several days; None for a meeting of a single one."""
    if proposal.days == 1:
        return None
    return proposal.day + timedelta(days=proposal.days - 1)


def _other(one: Alternative) -> OtherDay:
    return OtherDay(one.day, day_in_words(one.day), one.score, one.more)


def _meeting(partnership: Partnership, series: Series, slot: PlannedSlot, now: datetime) -> Meeting:
    meeting = Meeting(
        partnership_id=partnership.id,
        series=series,
        rule_version=series.current_rule,
        uid=meeting_uid(partnership.code, slot.name),
        code=slot.name,
        slot=slot.nominal,
        kind=MeetingKind.REGULAR,
        state=MeetingState.PLANNED,
        day=slot.day,
        last_day=slot.last_day,
        start_time=slot.start,
        end_time=slot.end,
        zone=slot.zone,
        remarks="\n".join(slot.reasons),
        closure_editions=list(slot.editions),
        created_at=now,
        changed_at=now,
    )
    meeting.derive_instants()
    return meeting
