"""Plans the meetings to come: slots from the rules, shown before they are stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count

from sqlalchemy.orm import Session

from scheduler.errors import Finding, InvalidValue
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import RuleVersion, Series
from scheduler.model.vocabulary import MeetingKind, MeetingState
from scheduler.planning.slots import Proposal, propose
from scheduler.planning.words import day_in_words
from scheduler.recurrence import RecurrenceSet, Rule
from scheduler.secretariat.dates import when as named_day
from scheduler.secretariat.identity import meeting_uid
from scheduler.secretariat.policies import (
    closures_for,
    known,
    meetings_of,
    policy_of,
    series_of,
)

HORIZON_YEARS = 60


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """A slot of the plan: the name its meeting has or would have, and the proposal behind it.

    `is_kept` is true where a meeting stands for the slot already: nothing is done to it.
    """

    name: str
    series: str
    nominal: datetime
    day: date
    when: str
    start: time
    end: time
    zone: str
    is_kept: bool
    state: MeetingState
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every slot from today on up to the last day, in the order of the nominal starts."""

    today: date
    until: date
    slots: tuple[PlannedSlot, ...]

    @property
    def new(self) -> tuple[PlannedSlot, ...]:
        """What storing the plan would add."""
        return tuple(slot for slot in self.slots if not slot.is_kept)


def make_plan(session: Session, partnership: Partnership, *, until: date, today: date) -> Plan:
    """The slots of all series of a partnership; nothing is stored."""
    if until.year > today.year + HORIZON_YEARS:
        expected = f"a day no later than {today.year + HORIZON_YEARS}"
        raise InvalidValue("the last day of the plan", until.isoformat(), expected)
    series = series_of(session, partnership)
    policies = [policy_of(one) for one in series if one.current_rule]
    meetings = meetings_of(session, series)
    existing = [known(meeting) for meeting in meetings if meeting.series]
    closures = closures_for(session, series, range(today.year, until.year + 2))
    proposals = propose(policies, existing, closures, today=today, until=until)
    by_slot = {(m.series.code, m.slot): m for m in meetings if m.series and m.slot}
    taken = {meeting.code for meeting in meetings}
    names = _names({one.code: one for one in series}, proposals, taken)
    slots = tuple(
        _slot(proposal, by_slot.get((proposal.series, proposal.nominal)), name)
        for proposal, name in zip(proposals, names, strict=True)
    )
    return Plan(today, until, slots)


def store_plan(
    session: Session, partnership: Partnership, plan: Plan, *, now: datetime
) -> list[Meeting]:
    """Make a meeting of every new slot; what stands already is not touched."""
    series = {one.code: one for one in series_of(session, partnership)}
    made = [_meeting(partnership, series[slot.series], slot, now) for slot in plan.new]
    session.add_all(made)
    session.flush()
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


def _slot(proposal: Proposal, meeting: Meeting | None, name: str) -> PlannedSlot:
    kept = meeting is not None
    return PlannedSlot(
        name=meeting.name if meeting else name,
        series=proposal.series,
        nominal=proposal.nominal,
        day=proposal.day,
        when=named_day(meeting) if meeting else day_in_words(proposal.day),
        start=(meeting.start_time if meeting else None) or proposal.start,
        end=(meeting.end_time if meeting else None) or proposal.end,
        zone=meeting.zone if meeting else proposal.zone,
        is_kept=kept,
        state=meeting.state if meeting else MeetingState.PLANNED,
        reasons=proposal.reasons,
        findings=proposal.findings,
    )


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
        start_time=slot.start,
        end_time=slot.end,
        zone=slot.zone,
        remarks="\n".join(slot.reasons),
        created_at=now,
        changed_at=now,
    )
    meeting.derive_instants()
    return meeting
