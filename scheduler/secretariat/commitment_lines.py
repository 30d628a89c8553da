"""Commitments as registers, packs, minutes and their own page show them."""

from dataclasses import dataclass, replace
from datetime import date

from scheduler.exports.languages import english
from scheduler.model.outcome import Commitment
from scheduler.model.vocabulary import CommitmentState, LinkKind
from scheduler.papers.audience import Reader
from scheduler.papers.language import Language
from scheduler.papers.parts import ChainStep, CommitmentLine
from scheduler.secretariat.commitments import step_in_words
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.dues import Dues, due_of, is_late
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
    superseded_by: str
    supersedes: tuple[str, ...]
    audience: str
    chain: tuple[str, ...]
    version: int


def line_of(
    commitment: Commitment,
    *,
    today: date,
    spoken: Language | None = None,
    dues: Dues | None = None,
) -> CommitmentLine:
    """The commitment as the register shows it, without the names of officers."""
    spoken = spoken or english()
    outcome = commitment.outcome
    due = dues.of(commitment) if dues else due_of(commitment)
    return CommitmentLine(
        reference=outcome.reference,
        text=commitment.text,
        owner=_owner(commitment),
        due=due.in_words(spoken),
        state=str(commitment.state),
        late=is_late(commitment, today=today, due=due),
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
        owner=_owner(commitment),
        contributors=_helpers(commitment),
        due=str(due),
        decided_due=commitment.decided_due if _is_amended(commitment) else "",
        due_on=due.on,
        state=commitment.state,
        late=is_late(commitment, today=today, due=due),
        superseded_by=_superseded_by(commitment),
        supersedes=tuple(one.outcome.reference for one in commitment.supersedes),
        audience=str(outcome.audience),
        chain=tuple(f"{step_in_words(link)} ({link.officer})" for link in commitment.chain),
        version=commitment.version,
    )


def _owner(commitment: Commitment) -> str:
    owner = commitment.owner
    return short_name(owner, commitment.outcome.meeting) if owner else ""


def _superseded_by(commitment: Commitment) -> str:
    by = commitment.superseded_by
    return by.outcome.reference if by else ""


def _helpers(commitment: Commitment) -> tuple[str, ...]:
    meeting = commitment.outcome.meeting
    return tuple(short_name(helper.body, meeting) for helper in commitment.contributors)


def _is_amended(commitment: Commitment) -> bool:
    return any(link.kind is LinkKind.AMENDED for link in commitment.chain)


def _unless_same(decided: str, current: str) -> str:
    return "" if decided == current else decided
