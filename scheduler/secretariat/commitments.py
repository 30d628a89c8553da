"""Commitments: who owes what by when, and the chain of what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scheduler.errors import Finding, IllegalTransition, InvalidValue, NotFound, Severity
from scheduler.exports.languages import english
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Outcome
from scheduler.model.stored_file import StoredFile
from scheduler.model.vocabulary import CommitmentState, LinkKind
from scheduler.papers.audience import Reach
from scheduler.papers.language import Language
from scheduler.papers.words import listed
from scheduler.secretariat.audiences import narrower, owner_of
from scheduler.secretariat.commitment_steps import (
    evidence_in_words,
    require_no_circle,
    require_possible_day,
)
from scheduler.secretariat.dates import local_day
from scheduler.secretariat.dues import Due, due_meeting_is, due_of, give_due, settled
from scheduler.secretariat.edits import require_version
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.texts import link as address_of
from scheduler.secretariat.texts import prose, some_prose


class Step(StrEnum):
    """What an officer may do to an open commitment."""

    REPORT = "report"
    AMEND = "amend"
    CARRY = "carry"
    CLOSE = "close"
    SUPERSEDE = "supersede"


_KINDS = {
    Step.REPORT: LinkKind.REPORTED,
    Step.AMEND: LinkKind.AMENDED,
    Step.CARRY: LinkKind.CARRIED,
    Step.CLOSE: LinkKind.CLOSED,
    Step.SUPERSEDE: LinkKind.SUPERSEDED,
}
_STATES = {Step.CLOSE: CommitmentState.CLOSED, Step.SUPERSEDE: CommitmentState.SUPERSEDED}
# What these change is told to all who may read the commitment.
_IN_THE_OPEN = (Step.AMEND, Step.CARRY)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What else is said of a step.

    `day` is when it happened, `meeting` where, `body` who said so; `address` and `file` are its
    evidence. `owner` is who owes it from now on, `by` the commitment that stands in its place.
    """

    day: date | None = None
    meeting: Meeting | None = None
    body: Body | None = None
    address: str = ""
    file: StoredFile | None = None
    owner: Body | None = None
    by: Commitment | None = None


_NOTHING_ELSE = Particulars()


def find_commitment(session: Session, reference: str) -> Commitment:
    """The commitment of that reference, whatever its case."""
    outcome = with_reference(session, reference)
    if outcome is None:
        known = select(Outcome.reference).join(Commitment).order_by(Outcome.id.desc()).limit(12)
        raise NotFound("commitment", reference, session.scalars(known).all())
    if outcome.owed is None:
        raise InvalidValue("the outcome", reference, f"a commitment; it is a {outcome.kind}")
    return outcome.owed


def with_reference(session: Session, reference: str) -> Outcome | None:
    """The outcome of that reference, whatever its case; None if there is none."""
    wanted = reference.strip()
    # Nearly always it is given as it is written, which an index finds.
    exactly = session.scalar(select(Outcome).where(Outcome.reference == wanted))
    return exactly or session.scalar(
        select(Outcome).where(func.lower(Outcome.reference) == wanted.lower())
    )


def step_in_words(link: CommitmentLink, spoken: Language | None = None) -> str:
    """What happened, for example "reported on Fri 7 May 2027: the list was sent"."""
    spoken = spoken or english()
    if link.meeting:
        at = spoken.say("at_meeting", meeting=link.meeting.name)
    else:
        at = spoken.say("on_day", day=spoken.short_day(day_of_step(link)))
    if link.body:
        meeting = link.meeting or link.commitment.outcome.meeting
        at = f"{at} {spoken.say('by_body', body=short_name(link.body, meeting))}"
    text = " ".join(part for part in (link.text, evidence_in_words(link, spoken)) if part)
    key, kind = "step_told" if text else "step", spoken.term("step", link.kind)
    return spoken.say(key, kind=kind, at=at, text=text)


def day_of_step(link: CommitmentLink) -> date:
    """The day on which it happened: the one said, else that of its meeting, else of its writing."""
    at = link.meeting.day if link.meeting else None
    return link.day or at or local_day(link.at, link.commitment.outcome.meeting)


def due_at(session: Session, meeting: Meeting) -> tuple[Finding, ...]:
    """A warning that names the open commitments which are due at the meeting; else nothing."""
    owed = session.scalars(
        select(Outcome.reference)
        .join(Commitment, Commitment.outcome_id == Outcome.id)
        .where(due_meeting_is(meeting), Commitment.state == CommitmentState.OPEN)
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
    also: Particulars = _NOTHING_ELSE,
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
    _require_fitting(step, due, also)
    require_possible_day(commitment, also.day, also.meeting, now=now)
    said = _said(commitment, step, text, due, also)
    commitment.state = _STATES.get(step, commitment.state)
    # A step changes no column of its own: without this, two steps on one version would both win.
    commitment.version += 1
    link = _linked(step, said, also, now=now, officer=officer)
    _give_reach(link, commitment, step, reach, also)
    commitment.chain.append(link)
    return commitment


def _linked(
    step: Step, said: str, also: Particulars, *, now: datetime, officer: str
) -> CommitmentLink:
    return CommitmentLink(
        at=now,
        officer=officer,
        kind=_KINDS[step],
        text=said,
        day=also.day,
        meeting=also.meeting,
        body=also.body,
        address=address_of("--link", also.address) if also.address else "",
        file=also.file,
    )


def clock_warnings(commitment: Commitment) -> Iterator[Finding]:
    """A warning where the newest step bears an earlier hour than the one before it."""
    for before, last in pairwise(commitment.chain[-2:]):
        if last.at >= before.at:
            continue
        message = (
            f"the clock says {last.at:%Y-%m-%d %H:%M} UTC, but the step before was written at "
            f"{before.at:%Y-%m-%d %H:%M}; the steps stay in the order in which they were written"
        )
        yield Finding(Severity.WARNING, message, commitment.outcome.reference)


def _require_open(commitment: Commitment, step: Step) -> None:
    if commitment.state is not CommitmentState.OPEN:
        raise IllegalTransition(
            commitment.outcome.reference, str(commitment.state), str(_KINDS[step]), ()
        )


def _require_fitting(step: Step, due: Due | None, also: Particulars) -> None:
    if due is not None and step not in _IN_THE_OPEN:
        raise InvalidValue("--due", str(due), "none here; another due day is an amendment")
    if also.owner is not None and step is not Step.AMEND:
        expected = "none here; another owner is an amendment"
        raise InvalidValue("--owner", also.owner.code, expected)
    if also.by is not None and step is not Step.SUPERSEDE:
        reference = also.by.outcome.reference
        raise InvalidValue(
            "--by", reference, f"nothing: it says what supersedes, and this is a {step}"
        )


def _said(commitment: Commitment, step: Step, text: str, due: Due | None, also: Particulars) -> str:
    """What the step says; what it changes is changed."""
    if step is Step.AMEND:
        return _amend(commitment, text, due, also.owner)
    if step is Step.CARRY:
        return _carry(commitment, text, due)
    if also.by is not None:
        require_no_circle(commitment, also.by)
        commitment.superseded_by = also.by
        return prose("the text", text) or f"by {also.by.outcome.reference}"
    return some_prose(f"the text to {step} it with", text)


def _amend(commitment: Commitment, text: str, due: Due | None, owner: Body | None) -> str:
    """Give it other words, another due day or owner; returns what it says now, and said before."""
    changes = []
    wording = prose("the new text", text)
    if wording and wording != commitment.text:
        changes.append(f"it says: {wording} (it said: {commitment.text})")
        commitment.text = wording
    if owner is not None and owner is not commitment.owner:
        meeting = commitment.outcome.meeting
        before = short_name(commitment.owner, meeting) if commitment.owner else "nobody"
        changes.append(f"it is owed by: {short_name(owner, meeting)} (it was owed by: {before})")
        commitment.owner = owner
    changes += _put_off(commitment, due)
    if not changes:
        raise InvalidValue("the amendment", text, "another text or another due day than it has")
    return "; ".join(changes)


def _carry(commitment: Commitment, text: str, due: Due | None) -> str:
    """Let it be owed later, in the same words."""
    changes = [*_put_off(commitment, due)]
    if not changes:
        raise InvalidValue("--due", str(due or ""), "another due day or meeting than it has")
    said = prose("the text", text).removesuffix(".")
    return "; ".join(part for part in (said, *changes) if part)


def _put_off(commitment: Commitment, due: Due | None) -> Iterator[str]:
    if due is None:
        return
    due = settled(due, commitment.outcome.meeting)
    if due != (before := due_of(commitment)):
        give_due(commitment, due)
        yield f"it is due: {due} (it was due: {str(before) or 'at no time'})"


def _give_reach(
    link: CommitmentLink, commitment: Commitment, step: Step, reach: Reach, also: Particulars
) -> None:
    """A step goes no further than its commitment, nor than the one that it names."""
    outcome = commitment.outcome
    goes_as_far = step in _IN_THE_OPEN or outcome.party is not None
    link.reach = outcome.reach if goes_as_far else narrower(reach, outcome.reach)
    if also.by is not None:
        link.reach = narrower(link.reach, also.by.outcome.reach)
    link.party = owner_of(link.reach, outcome.meeting.partnership)


def _newest_words(commitment: Commitment) -> str:
    last = commitment.chain[-1] if commitment.chain else None
    return f"{commitment.text} [{step_in_words(last)}]" if last else commitment.text
