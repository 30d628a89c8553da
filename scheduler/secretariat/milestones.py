"""The back-plan of a meeting: its deadlines, computed anew whenever the meeting gets a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import Finding, NotAllowed, Severity
from scheduler.model.meeting import Meeting
from scheduler.model.milestone import Milestone, MilestoneRule
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MeetingState, MilestoneState
from scheduler.papers.words import day_in_words
from scheduler.planning.closures import Closures
from scheduler.planning.milestones import Deadline
from scheduler.secretariat.back_plans import (
    acting,
    closures_about,
    computed,
    late_finding,
    rules_of,
)
from scheduler.secretariat.dates import local_day

WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """What became of one milestone: its old day and its new one.

    `old` is None for a new one, `new` for one that the back-plan no longer has.
    """

    meeting: str
    key: str
    name: str
    body: str
    old: date | None
    new: date | None
    is_overdue: bool

    def __str__(self) -> str:
        if self.new is None:
            return f"{self.name}: no longer in the back-plan"
        was = f"{day_in_words(self.old)} -> " if self.old and self.old != self.new else ""
        stays = ", as before" * (self.old == self.new)
        return f"{self.name}: {was}{day_in_words(self.new)}{stays}{', overdue' * self.is_overdue}"


@dataclass(frozen=True, slots=True)
class Replanned:
    """What computing back-plans anew has changed, in the order of the days; and what to look at."""

    changes: tuple[MilestoneChange, ...] = ()
    findings: tuple[Finding, ...] = ()


def plan_milestones(session: Session, meetings: Iterable[Meeting], *, now: datetime) -> Replanned:
    """Compute the milestones of these meetings, by the rules and the closed days known now.

    What is done or waived stays as it is. An open milestone whose rule is gone is removed. Nothing
    is done to a meeting that has no day, or outside any series.
    """
    dated = [one for one in meetings if one.day and one.series and one.state not in WITHOUT_DATE]
    rules = rules_of(session, {one.series_id for one in dated if one.series_id})
    dated = [one for one in dated if rules.get(one.series_id or 0) or _has_any(session, one)]
    if not dated:
        return Replanned()
    pairs = [(meeting, rule) for meeting in dated for rule in rules.get(meeting.series_id or 0, ())]
    closures = closures_about(session, pairs)
    standing = _standing(session, dated)
    changes: list[MilestoneChange] = []
    findings: list[Finding] = []
    for meeting in dated:
        back_plan = _BackPlan(session, meeting, standing[meeting.id], closures, now)
        changes += back_plan.replan(rules.get(meeting.series_id or 0, ()))
        findings += back_plan.findings()
    return Replanned(tuple(changes), tuple(findings))


def require_date(meeting: Meeting) -> None:
    """Raise NotAllowed for a meeting from which nothing can be counted."""
    act = f"planning the milestones of {meeting.name}"
    if meeting.series is None:
        raise NotAllowed(act, "it is of no series", "only a series has a back-plan")
    remedy = f"see: scheduler meeting show {meeting.code}"
    if meeting.state in WITHOUT_DATE:
        raise NotAllowed(act, f"the meeting is {meeting.state}", remedy)
    if meeting.day is None:
        raise NotAllowed(act, "its day is not known", remedy)


def meetings_to_come(
    session: Session, partnership: Partnership | None = None, *, today: date
) -> Sequence[Meeting]:
    """The meetings of every series, or of a partnership's, that are to be held, by their day."""
    chosen = (
        select(Meeting)
        .where(Meeting.series_id.is_not(None), Meeting.day >= today, Meeting.state.in_(_TO_COME))
        .options(joinedload(Meeting.series))
        .order_by(Meeting.day, Meeting.id)
    )
    if partnership is not None:
        chosen = chosen.where(Meeting.partnership_id == partnership.id)
    return session.scalars(chosen).all()


class _BackPlan:
    """The milestones of one meeting while they are computed anew."""

    def __init__(
        self,
        session: Session,
        meeting: Meeting,
        standing: Sequence[Milestone],
        closures: Closures,
        now: datetime,
    ) -> None:
        self._session, self._meeting, self._closures = session, meeting, closures
        self._now, self._today = now, local_day(now, meeting)
        self._standing = {milestone.key: milestone for milestone in standing}
        self._unknown: dict[tuple[str, int], None] = {}
        self._late: list[Milestone] = []

    def replan(self, rules: Sequence[MilestoneRule]) -> list[MilestoneChange]:
        """Bring every open milestone to its rule; what changed, in the order of the days."""
        changes = [change for rule in rules for change in self._follow(rule)]
        changes += list(self._drop({rule.key for rule in rules}))
        return sorted(changes, key=lambda change: change.new or change.old or date.min)

    def findings(self) -> Iterator[Finding]:
        """What was due before today though it was only computed now; years without closed days."""
        for late in self._late:
            yield late_finding(late.name, late.key, late.day, self._meeting.name)
        for key, year in self._unknown:
            words = f"the closed days of {year} are not known for {key}"
            yield Finding(
                Severity.WARNING, f"{words}; a milestone may fall on one", self._meeting.name
            )

    def _follow(self, rule: MilestoneRule) -> Iterator[MilestoneChange]:
        milestone = self._standing.get(rule.key)
        if milestone is not None and milestone.state is not MilestoneState.OPEN:
            return
        due = computed(rule, self._meeting, self._closures)
        self._unknown |= dict.fromkeys(due.unknown)
        old = milestone.day if milestone else None
        if milestone is None:
            milestone = self._new(rule.key)
        is_changed = _take(milestone, rule, due)
        if not is_changed:
            return
        if old is not None:
            milestone.sequence += 1
        milestone.changed_at = self._now
        self._session.add(milestone)
        yield self._change(milestone, old, due.day)
        if due.day < self._today:
            self._late.append(milestone)

    def _drop(self, keys: set[str]) -> Iterator[MilestoneChange]:
        for milestone in self._standing.values():
            if milestone.key not in keys and milestone.state is MilestoneState.OPEN:
                self._session.delete(milestone)
                yield self._change(milestone, milestone.day, None)

    def _new(self, key: str) -> Milestone:
        return Milestone(
            meeting=self._meeting,
            key=key,
            uid=_uid(self._meeting, key),
            state=MilestoneState.OPEN,
            sequence=0,
            created_at=self._now,
        )

    def _change(self, milestone: Milestone, old: date | None, new: date | None) -> MilestoneChange:
        return MilestoneChange(
            meeting=self._meeting.name,
            key=milestone.key,
            name=milestone.name,
            body=acting(milestone.body, self._meeting),
            old=old,
            new=new,
            is_overdue=new is not None and new < self._today,
        )


def _take(milestone: Milestone, rule: MilestoneRule, due: Deadline) -> bool:
    """Give a milestone what its rule and its calendars say; whether that was anything new."""
    wanted = {
        "name": rule.name,
        "offset": rule.offset,
        "body_id": rule.body_id,
        "day": due.day,
        "closure_editions": [edition.reference_then for edition in due.editions],
        "is_provisional": due.is_provisional,
    }
    changed = {name: value for name, value in wanted.items() if getattr(milestone, name) != value}
    for name, value in changed.items():
        setattr(milestone, name, value)
    if "body_id" in changed:
        milestone.body = rule.body
    return bool(changed)


def _uid(meeting: Meeting, key: str) -> str:
    """The same for life, as the UID of the meeting is (RFC 5545 3.8.4.7)."""
    name = f"partnership-scheduler:milestone:{meeting.uid}/{key}"
    return f"{uuid5(NAMESPACE_URL, name)}@partnership-scheduler"


def _has_any(session: Session, meeting: Meeting) -> bool:
    first = select(Milestone.id).where(Milestone.meeting_id == meeting.id).limit(1)
    return session.scalar(first) is not None


def _standing(session: Session, meetings: Iterable[Meeting]) -> Mapping[int, list[Milestone]]:
    found: dict[int, list[Milestone]] = defaultdict(list)
    for milestone in session.scalars(
        select(Milestone)
        .where(Milestone.meeting_id.in_([meeting.id for meeting in meetings]))
        .order_by(Milestone.id)
    ):
        found[milestone.meeting_id].append(milestone)
    return found
