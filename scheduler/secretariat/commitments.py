"""Commitments: who owes what by when, and the chain of what became of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from scheduler.errors import IllegalTransition, InvalidValue, NotFound
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, LinkKind, MeetingState
from scheduler.papers.audience import Reach, Reader
from scheduler.papers.parts import ChainStep, CommitmentLine
from scheduler.papers.words import day_in_words, short_day
from scheduler.secretariat.audiences import owner_of
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.texts import prose, some_prose

_WITHOUT_DATE = (MeetingState.CANCELLED, MeetingState.POSTPONED)


class Step(StrEnum):
    """What an officer may do to an open commitment."""

    REPORT = "report"
    AMEND = "amend"
    CLOSE = "close"
    SUPERSEDE = "supersede"


_KINDS = {
    Step.REPORT: LinkKind.REPORTED,
    Step.AMEND: LinkKind.AMENDED,
    Step.CLOSE: LinkKind.CLOSED,
    Step.SUPERSEDE: LinkKind.SUPERSEDED,
}
_STATES = {Step.CLOSE: CommitmentState.CLOSED, Step.SUPERSEDE: CommitmentState.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class Due:
    """By when something is owed: a day, or a meeting."""

    day: date | None = None
    meeting: Meeting | None = None

    def __str__(self) -> str:
        if self.meeting is not None:
            return f"{self.meeting.name}, {when(self.meeting)}"
        return day_in_words(self.day) if self.day else ""

    @property
    def on(self) -> date | None:
        """The day it falls on; None while its meeting has no date."""
        if self.meeting is None:
            return self.day
        return None if self.meeting.state in _WITHOUT_DATE else self.meeting.day


@dataclass(frozen=True, slots=True)
class CommitmentSheet:
    """Everything known of a commitment; the chain is oldest first, a line a step."""

    reference: str
    text: str
    meeting: str
    item: str
    owner: str
    contributors: tuple[str, ...]
    due: str
    due_on: date | None
    state: CommitmentState
    late: bool
    audience: str
    chain: tuple[str, ...]
    version: int


def list_commitments(
    session: Session,
    *,
    today: date,
    body: Body | None = None,
    only_open: bool = False,
    only_late: bool = False,
) -> list[CommitmentLine]:
    """The commitments in the order they were decided; a body's are those it owes or helps with."""
    chosen = _with_everything()
    if only_open or only_late:
        chosen = chosen.where(Commitment.state == CommitmentState.OPEN)
    if body:
        helps = Commitment.contributors.any(Contributor.body_id == body.id)
        chosen = chosen.where(or_(Commitment.owner_id == body.id, helps))
    lines = [line_of(commitment, today=today) for commitment in session.scalars(chosen)]
    return [line for line in lines if line.late or not only_late]


def open_commitments(
    session: Session,
    partnership: Partnership,
    reader: Reader,
    *,
    before: Meeting | None,
    today: date,
) -> list[CommitmentLine]:
    """What the reader may see of what is still open and was decided before that meeting.

    Decided at all, if no meeting is given; one whose day is not known counts as before.
    """
    chosen = _with_everything().where(
        Meeting.partnership_id == partnership.id, Commitment.state == CommitmentState.OPEN
    )
    if before is not None:
        chosen = chosen.where(Meeting.id != before.id)
        if before.day is not None:
            chosen = chosen.where(Meeting.day.is_(None) | (Meeting.day < before.day))
    lines = (line_of(commitment, today=today) for commitment in session.scalars(chosen))
    return [shown_to(reader, line) for line in lines if reader.may_read(line.audience)]


def find_commitment(session: Session, reference: str) -> Commitment:
    """The commitment of that reference, whatever its case."""
    outcome = session.scalar(
        select(Outcome).where(func.lower(Outcome.reference) == reference.strip().lower())
    )
    if outcome is None:
        known = select(Outcome.reference).join(Commitment).order_by(Outcome.id.desc()).limit(12)
        raise NotFound("commitment", reference, session.scalars(known).all())
    if outcome.commitment is None:
        raise InvalidValue("the outcome", reference, f"a commitment; it is a {outcome.kind}")
    return outcome.commitment


def line_of(commitment: Commitment, *, today: date) -> CommitmentLine:
    """The commitment as the register shows it, without the names of officers."""
    outcome = commitment.outcome
    return CommitmentLine(
        reference=outcome.reference,
        text=outcome.text,
        owner=short_name(commitment.owner, outcome.meeting),
        due=str(due_of(commitment)),
        state=str(commitment.state),
        late=is_late(commitment, today=today),
        decided=f"{outcome.meeting.name}, {when(outcome.meeting)}",
        history=tuple(
            ChainStep(_step_in_words(link), link.audience)
            for link in commitment.chain
            if link.kind is not LinkKind.DECIDED
        ),
        audience=outcome.audience,
    )


def shown_to(reader: Reader, line: CommitmentLine) -> CommitmentLine:
    """The line without the steps of its chain that this reader may not see."""
    return replace(line, history=tuple(s for s in line.history if reader.may_read(s.audience)))


def show_commitment(commitment: Commitment, *, today: date) -> CommitmentSheet:
    """Everything known of a commitment, its chain with the officers who wrote it."""
    outcome, due = commitment.outcome, due_of(commitment)
    helpers = (contributor.body for contributor in commitment.contributors)
    return CommitmentSheet(
        reference=outcome.reference,
        text=outcome.text,
        meeting=named_with_date(outcome.meeting),
        item=outcome.item.title if outcome.item else "",
        owner=short_name(commitment.owner, outcome.meeting),
        contributors=tuple(short_name(body, outcome.meeting) for body in helpers),
        due=str(due),
        due_on=due.on,
        state=commitment.state,
        late=is_late(commitment, today=today),
        audience=str(outcome.audience),
        chain=tuple(f"{_step_in_words(link)} ({link.officer})" for link in commitment.chain),
        version=commitment.version,
    )


def due_of(commitment: Commitment) -> Due:
    """By when it is owed."""
    return Due(commitment.due_on, commitment.due_meeting)


def is_late(commitment: Commitment, *, today: date) -> bool:
    """True if it is still open and the day it was due on has passed."""
    on = due_of(commitment).on
    return commitment.state is CommitmentState.OPEN and on is not None and on < today


def require_due_after(due: Due, meeting: Meeting) -> None:
    """Raise InvalidValue for a due day or meeting before the one that decides, or itself."""
    is_before = due.on is not None and meeting.day is not None and due.on < meeting.day
    if is_before or due.meeting is meeting:
        raise InvalidValue("--due", str(due), f"a day or meeting after {named_with_date(meeting)}")


def update_commitment(
    commitment: Commitment,
    step: Step,
    *,
    text: str = "",
    due: Due | None = None,
    reach: Reach = Reach.PARTY,
    version: int | None = None,
    now: datetime,
    officer: str,
) -> Commitment:
    """Add a step to the chain: a report, other words or another due day, the end.

    A report goes no further than `reach`, and no further than the commitment. An amendment keeps
    the old wording in the chain, for all who read the new one. Closed and superseded are final.
    """
    outcome = commitment.outcome
    require_version(
        outcome.reference,
        commitment,
        version,
        theirs=_newest_words(commitment),
        yours="; ".join(part for part in (text, f"due: {due}" if due else "") if part),
    )
    _require_open(commitment, step)
    said = _amend(commitment, text, due) if step is Step.AMEND else _report(step, text, due)
    commitment.state = _STATES.get(step, commitment.state)
    # A step changes no column of its own: without this, two steps on one version would both win.
    commitment.version += 1
    link = CommitmentLink(at=now, officer=officer, kind=_KINDS[step], text=said)
    goes_as_far = step is Step.AMEND or outcome.party is not None
    link.reach = outcome.reach if goes_as_far else _narrower(reach, outcome.reach)
    link.party = owner_of(link.reach, outcome.meeting.partnership)
    commitment.chain.append(link)
    return commitment


def _narrower(one: Reach, other: Reach) -> Reach:
    order = (Reach.PARTY, Reach.JOINT, Reach.PUBLIC)
    return min(one, other, key=order.index)


def _require_open(commitment: Commitment, step: Step) -> None:
    if commitment.state is not CommitmentState.OPEN:
        raise IllegalTransition(
            commitment.outcome.reference, str(commitment.state), str(_KINDS[step]), ()
        )


def _report(step: Step, text: str, due: Due | None) -> str:
    if due is not None:
        raise InvalidValue("--due", str(due), "none here; another due day is an amendment")
    return some_prose(f"the text to {step} it with", text)


def _amend(commitment: Commitment, text: str, due: Due | None) -> str:
    """Give it other words or another due day; returns what it said before."""
    outcome, before = commitment.outcome, []
    wording = prose("the new text", text)
    if wording and wording != outcome.text:
        before.append(f"it said: {outcome.text}")
        outcome.text = wording
    if due is not None and due != due_of(commitment):
        require_due_after(due, outcome.meeting)
        before.append(f"it was due: {due_of(commitment)}")
        commitment.due_on, commitment.due_meeting = due.day, due.meeting
    if not before:
        raise InvalidValue("the amendment", text, "another text or another due day than it has")
    return "; ".join(before)


def _newest_words(commitment: Commitment) -> str:
    last = commitment.chain[-1] if commitment.chain else None
    return (
        f"{commitment.outcome.text} [{_step_in_words(last)}]" if last else commitment.outcome.text
    )


def _step_in_words(link: CommitmentLink) -> str:
    at = f"at {link.meeting.name}" if link.meeting else f"on {short_day(link.at.date())}"
    return f"{link.kind} {at}: {link.text}" if link.text else f"{link.kind} {at}"


def _with_everything() -> Select[Commitment]:
    of_outcome = contains_eager(Commitment.outcome)
    return (
        select(Commitment)
        .join(Commitment.outcome)
        .join(Outcome.meeting)
        .options(
            of_outcome.contains_eager(Outcome.meeting).joinedload(Meeting.series),
            of_outcome.joinedload(Outcome.party),
            joinedload(Commitment.owner).selectinload(Body.names),
            joinedload(Commitment.due_meeting).joinedload(Meeting.series),
            selectinload(Commitment.chain).options(
                joinedload(CommitmentLink.meeting).joinedload(Meeting.series),
                joinedload(CommitmentLink.party),
            ),
        )
        .order_by(Meeting.day.is_(None), Meeting.day, Outcome.meeting_id, Outcome.ordinal)
    )
