"""Which meetings to come no longer keep the rules, with what they collide, and the best day now.

Whatever changed since they were planned shows here: a closure edition, busy times, a policy.
Nothing that was proposed or confirmed moves by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, Severity
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.clean import LONGEST_LINE
from scheduler.papers.words import day_in_words
from scheduler.planning.objections import Days, Judge
from scheduler.planning.policy import SeriesPolicy
from scheduler.planning.slots import Proposal
from scheduler.secretariat.dates import when
from scheduler.secretariat.lifecycle import move
from scheduler.secretariat.planner_inputs import planner_inputs
from scheduler.secretariat.plans import proposals_of

_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)
_REASON = "plan review: "
_WHY_MOVED = "moved from "  # how the planner begins the remarks that it writes


@dataclass(frozen=True, slots=True)
class ReviewedMeeting:
    """A meeting to come that the rules are against, or whose closure editions are others now.

    `best` is the day that a planned one would have now; None where it stays: nothing is against it,
    no day is better, or it is not planned any more; `reasons` say why it is not the nominal one.
    `outlook` says what may become of a collision. `overdue` is a greatest gap that no day can keep.
    `computed_with` are the editions of its day, `decided_by` those of now.
    """

    name: str
    series: str
    state: MeetingState
    day: date
    when: str
    collisions: tuple[str, ...]
    overdue: tuple[str, ...]
    computed_with: tuple[str, ...]
    decided_by: tuple[str, ...]
    best: date | None = None
    reasons: tuple[str, ...] = ()
    outlook: str = ""
    is_moved: bool = False

    @property
    def finding(self) -> Finding | None:
        """The collision as an error, unless the meeting was moved out of its way."""
        if not self.collisions or self.is_moved:
            return None
        return Finding(Severity.ERROR, "; ".join(self.collisions), self.name)


@dataclass(frozen=True, slots=True)
class Review:
    """Every meeting to come that deserves a look, by day, of so many that were looked at."""

    today: date
    looked_at: int
    meetings: tuple[ReviewedMeeting, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def collisions(self) -> tuple[Finding, ...]:
        """The collisions that stand, each an error."""
        return tuple(found for one in self.meetings if (found := one.finding))

    @property
    def to_move(self) -> tuple[ReviewedMeeting, ...]:
        """The planned meetings that a better day is known for."""
        return tuple(one for one in self.meetings if one.best and not one.is_moved)


def review_plan(session: Session, partnership: Partnership, *, today: date) -> Review:
    """What is against the meetings to come of a partnership; nothing is stored."""
    return _Reviewing(session, partnership, today).review()


def move_planned(
    session: Session, partnership: Partnership, *, today: date, now: datetime, officer: str
) -> Review:
    """Move each planned meeting that collides to its best day now, with the reason in the record.

    The review tells what was moved. Of every meeting that keeps the rules it is noted with which
    closure editions it does.
    """
    before = _Reviewing(session, partnership, today)
    by_name = {one.meeting.name: one.meeting for one in before.to_come}
    moved = []
    for one in before.review().to_move:
        assert one.best is not None  # noqa: S101 -- as of all that are to move
        meeting, reason = by_name[one.name], f"{_REASON}{one.collisions[0]}"[:LONGEST_LINE]
        move(session, meeting, day=one.best, reason=reason, now=now, officer=officer)
        if meeting.remarks.startswith(_WHY_MOVED):
            meeting.remarks = "\n".join(one.reasons)
        outlook = f"moved from {one.when} to {day_in_words(one.best)}"
        moved.append(replace(one, is_moved=True, outlook=outlook))
    session.flush()
    after = _Reviewing(session, partnership, today)
    after.note_editions()
    review, names = after.review(), {one.name for one in moved}
    rows = [*moved, *(one for one in review.meetings if one.name not in names)]
    return replace(review, meetings=tuple(sorted(rows, key=_by_day)))


@dataclass(frozen=True, slots=True)
class _ToCome:
    """A meeting to come with its day, the policy of its series, and what that has against it.

    `overdue` are the objections of a last meeting too long ago, which no day may be able to keep.
    """

    meeting: Meeting
    day: date
    policy: SeriesPolicy
    collisions: tuple[str, ...]
    overdue: tuple[str, ...]

    @property
    def slot(self) -> tuple[str, datetime | None]:
        """The slot it was made from."""
        return self.policy.code, self.meeting.slot

    @property
    def may_move(self) -> bool:
        """Whether the planner may look for another day."""
        is_planned = self.meeting.state is MeetingState.PLANNED
        return bool(self.collisions) and is_planned and self.meeting.slot is not None


class _Reviewing:
    """The meetings to come of a partnership, and what the planner is told of it."""

    def __init__(self, session: Session, partnership: Partnership, today: date) -> None:
        self._today, self._until = today, last_day_of_record(session, partnership, today)
        self.inputs = planner_inputs(session, partnership, since=today, until=self._until)
        self.to_come = list(self._to_come())

    def review(self) -> Review:
        proposals = self._proposals([one.meeting for one in self.to_come if one.may_move])
        rows = [self._row(one, proposals.get(one.slot)) for one in self.to_come]
        rows = [one for one in rows if one.collisions or one.overdue or _is_computed_anew(one)]
        return Review(
            today=self._today,
            looked_at=len(self.to_come),
            meetings=tuple(sorted(rows, key=_by_day)),
            findings=self.inputs.findings,
        )

    def note_editions(self) -> None:
        """Note of every meeting that keeps the rules with which closure editions it does."""
        for one in self.to_come:
            if not one.collisions:
                one.meeting.closure_editions = self.inputs.editions(one.policy.code, one.day)

    def _to_come(self) -> Iterator[_ToCome]:
        for meeting in self.inputs.meetings:
            policy = self.inputs.policy(meeting.series.code) if meeting.series else None
            day = meeting.day
            if policy and day and day >= self._today and meeting.state in _TO_COME:
                yield self._judged(meeting, day, policy)

    def _judged(self, meeting: Meeting, day: date, policy: SeriesPolicy) -> _ToCome:
        days = Days(self.inputs.known(without=[meeting]))
        inputs = self.inputs
        judge = Judge(policy, inputs.policies, inputs.closures, days, inputs.busy)
        nominal = meeting.slot.date() if meeting.slot else None
        allowed = policy.window.around(nominal or day) if policy.window else None
        against = judge.objections(day, allowed, nominal)
        return _ToCome(
            meeting,
            day,
            policy,
            collisions=tuple(one.words for one in against if one.rule != judge.overdue),
            overdue=tuple(one.words for one in against if one.rule == judge.overdue),
        )

    def _proposals(self, free: Sequence[Meeting]) -> Mapping[tuple[str, datetime | None], Proposal]:
        """The best day of every slot, as if the free meetings did not stand."""
        if not free:
            return {}
        found = proposals_of(self.inputs, today=self._today, until=self._until, without=free)
        return {(one.series, one.nominal): one for one in found if one.kept is None}

    def _row(self, one: _ToCome, proposal: Proposal | None) -> ReviewedMeeting:
        found = proposal if proposal and one.may_move and _is_sound(proposal) else None
        best = found.day if found and found.day != one.day else None
        return ReviewedMeeting(
            name=one.meeting.name,
            series=one.policy.code,
            state=one.meeting.state,
            day=one.day,
            when=when(one.meeting),
            collisions=one.collisions,
            overdue=one.overdue,
            computed_with=tuple(one.meeting.closure_editions),
            decided_by=tuple(self.inputs.editions(one.policy.code, one.day)),
            best=best,
            reasons=found.reasons if found else (),
            outlook=_outlook(one, proposal),
        )


def _by_day(one: ReviewedMeeting) -> tuple[date, str]:
    return one.day, one.name


def _outlook(one: _ToCome, proposal: Proposal | None) -> str:
    if not one.collisions:
        return ""
    if not one.may_move:
        return "it is left to you: scheduler meeting move"
    if proposal is None:
        return "its rule makes no such slot any more: move or cancel it"
    if not _is_sound(proposal):
        return "no day keeps every rule: see scheduler plan explain"
    if proposal.day == one.day:
        return "its day is the best one once the others have moved"
    return f"best day now: {day_in_words(proposal.day)}"


def _is_sound(proposal: Proposal) -> bool:
    """Whether the planner found a day that breaks no rule."""
    return all(one.severity is not Severity.ERROR for one in proposal.findings)


def _is_computed_anew(one: ReviewedMeeting) -> bool:
    """Whether other editions decide now than those its day was computed with."""
    return bool(one.computed_with) and one.computed_with != one.decided_by


def last_day_of_record(session: Session, partnership: Partnership, today: date) -> date:
    """The last day that a meeting of the partnership stands on, or that its slot does."""
    days = session.execute(
        select(func.max(Meeting.day), func.max(Meeting.slot)).where(
            Meeting.partnership_id == partnership.id
        )
    ).one()
    return max([today, *(_as_day(one) for one in days if one)])


def _as_day(one: date | datetime) -> date:
    return one.date() if isinstance(one, datetime) else one
