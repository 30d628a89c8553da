"""What came of a meeting: conclusions, decisions and commitments under permanent references."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.series import Series
from scheduler.model.vocabulary import LinkKind, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach
from scheduler.secretariat.audiences import owner_of
from scheduler.secretariat.commitments import Due, due_of, require_due_after
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.meetings import short_name
from scheduler.secretariat.naming import find_meeting
from scheduler.secretariat.texts import some_prose

_KEEPS_ITS_NAME = (MeetingState.CONFIRMED, MeetingState.HELD)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome as a list shows it; owner, due and state are empty unless it is a commitment."""

    reference: str
    kind: OutcomeKind
    text: str
    meeting: str
    when: str
    item: str
    owner: str
    due: str
    state: str
    audience: str


@dataclass(frozen=True, slots=True)
class Promise:
    """Who owes a commitment, by when, and who helps."""

    owner: Body
    due: Due
    contributors: Sequence[Body] = ()


def list_outcomes(
    session: Session,
    *,
    meeting: Meeting | None = None,
    series: Series | None = None,
    since: date | None = None,
    kind: OutcomeKind | None = None,
) -> list[OutcomeRow]:
    """The outcomes by the day of their meeting and their reference; `since` is included."""
    of_commitment = joinedload(Outcome.commitment)
    chosen = (
        select(Outcome)
        .join(Outcome.meeting)
        .options(
            contains_eager(Outcome.meeting).joinedload(Meeting.series),
            joinedload(Outcome.item),
            joinedload(Outcome.party),
            of_commitment.joinedload(Commitment.owner).selectinload(Body.names),
            of_commitment.joinedload(Commitment.due_meeting).joinedload(Meeting.series),
        )
        .order_by(Meeting.day.is_(None), Meeting.day, Outcome.meeting_id, Outcome.ordinal)
    )
    if meeting:
        chosen = chosen.where(Outcome.meeting_id == meeting.id)
    if series:
        chosen = chosen.where(Meeting.series_id == series.id)
    if since:
        chosen = chosen.where(Meeting.day >= since)
    if kind:
        chosen = chosen.where(Outcome.kind == kind)
    return [row_of(outcome) for outcome in session.scalars(chosen)]


def row_of(outcome: Outcome) -> OutcomeRow:
    """The outcome as a list shows it."""
    owed = outcome.commitment
    return OutcomeRow(
        reference=outcome.reference,
        kind=outcome.kind,
        text=outcome.text,
        meeting=outcome.meeting.name,
        when=when(outcome.meeting),
        item=outcome.item.title if outcome.item else "",
        owner=short_name(owed.owner, outcome.meeting) if owed else "",
        due=str(due_of(owed)) if owed else "",
        state=str(owed.state) if owed else "",
        audience=str(outcome.audience),
    )


def due_from(session: Session, words: str, *, today: date) -> Due:
    """By when, as an officer says it: a day such as 2027-05-07, or a meeting such as next:SOM."""
    try:
        return Due(day=date.fromisoformat(words.strip()))
    except ValueError:
        return Due(meeting=find_meeting(session, words, today=today))


def add_outcome(
    session: Session,
    meeting: Meeting,
    text: str,
    *,
    kind: OutcomeKind,
    item: AgendaItem | None = None,
    promise: Promise | None = None,
    reach: Reach = Reach.JOINT,
    now: datetime,
    officer: str,
) -> Outcome:
    """Record what came of a meeting, under its permanent reference: SOM-11/C4.

    A commitment needs its promise, another kind has none. Raises NotAllowed for a meeting that is
    neither confirmed nor held: its name could still change.
    """
    _require_lasting_name(meeting)
    _require_promise(kind, promise)
    ordinal, reference = _next_reference(session, meeting)
    outcome = Outcome(
        meeting=meeting,
        item=item,
        kind=kind,
        ordinal=ordinal,
        reference=reference,
        text=some_prose(f"the text of the {kind}", text),
        reach=reach,
        party=owner_of(reach, meeting.partnership),
        recorded_at=now,
    )
    if promise:
        outcome.commitment = _commitment(meeting, promise)
        outcome.commitment.chain.append(
            CommitmentLink(
                at=now,
                officer=officer,
                kind=LinkKind.DECIDED,
                meeting=meeting,
                reach=outcome.reach,
                party=outcome.party,
            )
        )
    meeting.last_reference = ordinal
    session.add(outcome)
    session.flush()
    return outcome


def _require_lasting_name(meeting: Meeting) -> None:
    if meeting.state not in _KEEPS_ITS_NAME:
        raise NotAllowed(
            f"an outcome of {named_with_date(meeting)}",
            f"it is {meeting.state}, and its references need a name that lasts",
            f"confirm it first: scheduler meeting confirm {meeting.code}",
        )


def _require_promise(kind: OutcomeKind, promise: Promise | None) -> None:
    if kind is OutcomeKind.COMMITMENT and promise is None:
        raise InvalidValue("a commitment with", "nobody", "--owner and --due: who owes it, by when")
    if kind is not OutcomeKind.COMMITMENT and promise is not None:
        raise InvalidValue(
            "--owner", promise.owner.code, f"none for a {kind}: only a commitment is owed"
        )


def _next_reference(session: Session, meeting: Meeting) -> tuple[int, str]:
    """The next ordinal and reference; one that another meeting of that name used is passed over."""
    prefix = f"{meeting.name}/C"
    used = set(
        session.scalars(
            select(Outcome.reference).where(Outcome.reference.startswith(prefix, autoescape=True))
        )
    )
    ordinals = count(meeting.last_reference + 1)
    return next((n, f"{prefix}{n}") for n in ordinals if f"{prefix}{n}" not in used)


def _commitment(meeting: Meeting, promise: Promise) -> Commitment:
    require_due_after(promise.due, meeting)
    helpers = {body.id: body for body in promise.contributors if body is not promise.owner}
    return Commitment(
        owner=promise.owner,
        due_on=promise.due.day,
        due_meeting=promise.due.meeting,
        contributors=[Contributor(body=body) for body in helpers.values()],
    )
