"""Commitments: who owes what by when, and the chain of what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, IllegalTransition, InvalidValue, NotFound, Severity
from scheduler.exports.languages import english
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.vocabulary import CommitmentState, LinkKind, MeetingState
from scheduler.papers.audience import Reach
from scheduler.papers.language import Language
from scheduler.papers.words import listed
from scheduler.secretariat.audiences import narrower, owner_of
from scheduler.secretariat.dates import local_day, named_with_date, when
from scheduler.secretariat.edits import require_version
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
        return self.in_words(english())

    def in_words(self, spoken: Language) -> str:
        """The day, or the meeting with its day; empty where nothing is said."""
        if self.meeting is not None:
            return f"{self.meeting.name}, {when(self.meeting, spoken)}"
        return spoken.day(self.day) if self.day else ""

    @property
    def on(self) -> date | None:
        """The day it falls on; None while its meeting has no date."""
        if self.meeting is None:
            return self.day
        return None if self.meeting.state in _WITHOUT_DATE else self.meeting.day


def find_commitment(session: Session, reference: str) -> Commitment:
    """The commitment of that reference, whatever its case."""
    outcome = with_reference(session, reference)
    if outcome is None:
        known = select(Outcome.reference).join(Commitment).order_by(Outcome.id.desc()).limit(12)
        raise NotFound("commitment", reference, session.scalars(known).all())
    if outcome.commitment is None:
        raise InvalidValue("the outcome", reference, f"a commitment; it is a {outcome.kind}")
    return outcome.commitment


def with_reference(session: Session, reference: str) -> Outcome | None:
    """The outcome of that reference, whatever its case; None if there is none."""
    return session.scalar(
        select(Outcome).where(func.lower(Outcome.reference) == reference.strip().lower())
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


def step_in_words(link: CommitmentLink, spoken: Language | None = None) -> str:
    """What happened, for example "reported on Fri 7 May 2027: the list was sent"."""
    spoken = spoken or english()
    if link.meeting:
        at = spoken.say("at_meeting", meeting=link.meeting.name)
    else:
        day = local_day(link.at, link.commitment.outcome.meeting)
        at = spoken.say("on_day", day=spoken.short_day(day))
    key, kind = "step_told" if link.text else "step", spoken.term("step", link.kind)
    return spoken.say(key, kind=kind, at=at, text=link.text)


def due_at(session: Session, meeting: Meeting) -> tuple[Finding, ...]:
    """A warning that names the open commitments which are due at the meeting; else nothing."""
    owed = session.scalars(
        select(Outcome.reference)
        .join(Commitment, Commitment.outcome_id == Outcome.id)
        .where(Commitment.due_meeting_id == meeting.id, Commitment.state == CommitmentState.OPEN)
        .order_by(Outcome.id)
    ).all()
    if not owed:
        return ()
    are = "is" if len(owed) == 1 else "are"
    message = f"{listed(owed)} {are} due at this meeting; see whether that still holds"
    return (Finding(Severity.WARNING, message, meeting.name),)


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
    link.reach = outcome.reach if goes_as_far else narrower(reach, outcome.reach)
    link.party = owner_of(link.reach, outcome.meeting.partnership)
    commitment.chain.append(link)
    return commitment


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
    before = []
    wording = prose("the new text", text)
    if wording and wording != commitment.text:
        before.append(f"it said: {commitment.text}")
        commitment.text = wording
    if due is not None and due != due_of(commitment):
        require_due_after(due, commitment.outcome.meeting)
        before.append(f"it was due: {due_of(commitment)}")
        commitment.due_on, commitment.due_meeting = due.day, due.meeting
    if not before:
        raise InvalidValue("the amendment", text, "another text or another due day than it has")
    return "; ".join(before)


def _newest_words(commitment: Commitment) -> str:
    last = commitment.chain[-1] if commitment.chain else None
    return f"{commitment.text} [{step_in_words(last)}]" if last else commitment.text
