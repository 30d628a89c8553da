"""Commitments as registers, packs, minutes and their own page show them."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from scheduler.exports.languages import english
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import CommitmentState, LinkKind
from scheduler.papers.audience import Reader
from scheduler.papers.language import Language
from scheduler.papers.parts import ChainStep, CommitmentLine
from scheduler.secretariat.commitments import due_of, is_late, step_in_words
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.meetings import short_name


@dataclass(frozen=True, slots=True)
class CommitmentSheet:
    """Everything known of a commitment; the chain is oldest first, a line a step.

    `decided` and `decided_due` are what was first agreed; empty where that still holds.
    """

    reference: str
    text: str
    decided: str
    meeting: str
    item: str
    owner: str
    contributors: tuple[str, ...]
    due: str
    decided_due: str
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
    spoken: Language | None = None,
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
    lines = (line_of(one, today=today, spoken=spoken) for one in session.scalars(chosen))
    return [shown_to(reader, line) for line in lines if reader.may_read(line.audience)]


def line_of(
    commitment: Commitment, *, today: date, spoken: Language | None = None
) -> CommitmentLine:
    """The commitment as the register shows it, without the names of officers."""
    spoken = spoken or english()
    outcome = commitment.outcome
    return CommitmentLine(
        reference=outcome.reference,
        text=commitment.text,
        owner=short_name(commitment.owner, outcome.meeting),
        due=due_of(commitment).in_words(spoken),
        state=str(commitment.state),
        late=is_late(commitment, today=today),
        decided=f"{outcome.meeting.name}, {when(outcome.meeting, spoken)}",
        history=tuple(
            ChainStep(step_in_words(link, spoken), link.audience)
            for link in commitment.chain
            if link.kind is not LinkKind.DECIDED
        ),
        audience=outcome.audience,
        contributors=_helpers(commitment),
    )


def decided_line(commitment: Commitment, spoken: Language | None = None) -> CommitmentLine:
    """The commitment as minutes print it: as it was decided, whatever became of it."""
    return replace(
        line_of(commitment, today=date.min, spoken=spoken),
        text=commitment.outcome.text,
        due=commitment.decided_due,
        state="since amended" if _is_amended(commitment) else "decided",
        history=(),
    )


def shown_to(reader: Reader, line: CommitmentLine) -> CommitmentLine:
    """The line without the steps of its chain that this reader may not see."""
    return replace(line, history=tuple(s for s in line.history if reader.may_read(s.audience)))


def show_commitment(commitment: Commitment, *, today: date) -> CommitmentSheet:
    """Everything known of a commitment, its chain with the officers who wrote it."""
    outcome, due = commitment.outcome, due_of(commitment)
    return CommitmentSheet(
        reference=outcome.reference,
        text=commitment.text,
        decided=_unless_same(outcome.text, commitment.text),
        meeting=named_with_date(outcome.meeting),
        item=outcome.item.title if outcome.item else "",
        owner=short_name(commitment.owner, outcome.meeting),
        contributors=_helpers(commitment),
        due=str(due),
        decided_due=commitment.decided_due if _is_amended(commitment) else "",
        due_on=due.on,
        state=commitment.state,
        late=is_late(commitment, today=today),
        audience=str(outcome.audience),
        chain=tuple(f"{step_in_words(link)} ({link.officer})" for link in commitment.chain),
        version=commitment.version,
    )


def _helpers(commitment: Commitment) -> tuple[str, ...]:
    meeting = commitment.outcome.meeting
    return tuple(short_name(helper.body, meeting) for helper in commitment.contributors)


def _is_amended(commitment: Commitment) -> bool:
    return any(link.kind is LinkKind.AMENDED for link in commitment.chain)


def _unless_same(decided: str, current: str) -> str:
    return "" if decided == current else decided


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
            selectinload(Commitment.contributors)
            .joinedload(Contributor.body)
            .selectinload(Body.names),
            selectinload(Commitment.chain).options(
                joinedload(CommitmentLink.meeting).joinedload(Meeting.series),
                joinedload(CommitmentLink.party),
            ),
        )
        .order_by(Meeting.day.is_(None), Meeting.day, Outcome.meeting_id, Outcome.ordinal)
    )
