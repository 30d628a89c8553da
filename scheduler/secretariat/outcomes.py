"""What came of a meeting: conclusions, decisions and commitments under permanent references."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from scheduler.errors import InvalidValue, NotAllowed, NotFound
from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import LinkKind, MeetingState, OutcomeKind
from scheduler.papers.audience import Reach, Reader
from scheduler.secretariat.audiences import narrower, owner_of, readable_by, require_within
from scheduler.secretariat.commitments import with_reference
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.dues import Due, Dues, due_of, give_due, is_late, settled
from scheduler.secretariat.edits import (
    require_day_has_come,
    require_record_open,
    require_version,
)
from scheduler.secretariat.meetings import short_name
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
    late: bool
    audience: str
    version: int


@dataclass(frozen=True, slots=True)
class Promise:
    """Who owes a commitment, by when, and who helps; in the room, the first two may be open."""

    owner: Body | None
    due: Due
    contributors: Sequence[Body] = ()


@dataclass(frozen=True, slots=True)
class NewOutcome:
    """What an officer records; joint, or own where its item is, unless `reach` says otherwise."""

    text: str
    kind: OutcomeKind
    item: AgendaItem | None = None
    promise: Promise | None = None
    reach: Reach | None = None


def newest(session: Session, chosen: Select[Outcome], limit: int | None) -> list[Outcome]:
    """The outcomes that were chosen, in the order in which they were decided.

    No more than `limit`: the newest, of which those of meetings without a day come last.
    """
    # This is the order of the indexes, so that the newest are found without reading the rest.
    order = (Meeting.day.desc().nulls_last(), Meeting.id.desc(), Outcome.ordinal.desc())
    oldest_first = session.scalars(chosen.order_by(*order).limit(limit)).all()[::-1]
    return sorted(oldest_first, key=lambda one: one.meeting.day is None)


def list_outcomes(  # noqa: PLR0913 -- each is one way to choose
    session: Session,
    *,
    meeting: Meeting | None = None,
    series: Series | None = None,
    since: date | None = None,
    kind: OutcomeKind | None = None,
    thread: Thread | None = None,
    partnership: Partnership | None = None,
    reader: Reader | None = None,
    limit: int | None = None,
    today: date,
) -> list[OutcomeRow]:
    """The outcomes by the day of their meeting and their reference; `since` is included.

    Of a thread, those of its items; for a reader, what they may read. No more than `limit`, the
    newest of them.
    """
    chosen = _with_everything()
    if meeting:
        chosen = chosen.where(Outcome.meeting_id == meeting.id)
    if series:
        chosen = chosen.where(Meeting.series_id == series.id)
    if since:
        chosen = chosen.where(Meeting.day >= since)
    if kind:
        chosen = chosen.where(Outcome.kind == kind)
    if thread:
        chosen = chosen.where(Outcome.item.has(AgendaItem.thread_id == thread.id))
    if partnership:
        chosen = chosen.where(Meeting.partnership_id == partnership.id)
    if reader:
        chosen = chosen.where(readable_by(reader, Outcome))
    dues = Dues(session)
    return [row_of(one, today=today, dues=dues) for one in newest(session, chosen, limit)]


def _with_everything() -> Select[Outcome]:
    of_commitment = joinedload(Outcome.commitment)
    return (
        select(Outcome)
        .join(Outcome.meeting)
        .options(
            contains_eager(Outcome.meeting).joinedload(Meeting.series),
            joinedload(Outcome.item),
            joinedload(Outcome.party),
            of_commitment.joinedload(Commitment.due_series),
            of_commitment.joinedload(Commitment.owner).selectinload(Body.names),
            of_commitment.joinedload(Commitment.due_meeting).joinedload(Meeting.series),
        )
    )


def row_of(outcome: Outcome, *, today: date, dues: Dues | None = None) -> OutcomeRow:
    """The outcome as a list shows it; a commitment by its present wording."""
    owed = outcome.owed
    due = (dues.of(owed) if dues else due_of(owed)) if owed else None
    return OutcomeRow(
        reference=outcome.reference,
        kind=outcome.kind,
        text=owed.text if owed else outcome.text,
        meeting=outcome.meeting.name,
        when=when(outcome.meeting),
        item=outcome.item.title if outcome.item else "",
        owner=short_name(owed.owner, outcome.meeting) if owed and owed.owner else "",
        due=str(due or ""),
        state=str(owed.state) if owed else "",
        late=owed is not None and is_late(owed, today=today, due=due),
        audience=str(outcome.audience),
        version=outcome.version,
    )


def add_outcome(
    session: Session,
    meeting: Meeting,
    new: NewOutcome,
    *,
    today: date,
    now: datetime,
    officer: str,
) -> Outcome:
    """Record what came of a meeting, under its permanent reference: SOM-11/C4.

    A commitment needs its promise, another kind has none. Raises NotAllowed for a meeting that is
    neither confirmed nor held, since its name could still change; TooEarly before its day.
    """
    _require_lasting_name(meeting)
    require_day_has_come(meeting, f"recording an outcome of {meeting.name}", today=today)
    _require_promise(new)
    reach = _reach_of(new)
    ordinal, reference = _next_reference(session, meeting)
    outcome = Outcome(
        meeting=meeting,
        item=new.item,
        kind=new.kind,
        ordinal=ordinal,
        reference=reference,
        text=some_prose(f"the text of the {new.kind}", new.text),
        reach=reach,
        party=owner_of(reach, meeting.partnership),
        recorded_at=now,
    )
    if new.promise:
        make_commitment(outcome, new.promise, now=now, officer=officer)
    meeting.last_reference = ordinal
    session.add(outcome)
    session.flush()
    return outcome


def find_outcome(session: Session, reference: str) -> Outcome:
    """The outcome of that reference, whatever its case; NotFound with the newest ones."""
    if outcome := with_reference(session, reference):
        return outcome
    known = select(Outcome.reference).order_by(Outcome.id.desc()).limit(12)
    raise NotFound("outcome", reference, session.scalars(known).all())


def edit_outcome(outcome: Outcome, text: str, *, version: int | None = None) -> Outcome:
    """Put a slip of the pen right; the old words stay in the audit trail.

    Raises NotAllowed for a commitment, whose wording is amended in the open.
    """
    require_version(outcome.reference, outcome, version, theirs=outcome.text, yours=text)
    require_record_open(outcome.meeting, f"editing {outcome.reference}")
    if outcome.owed:
        remedy = f"amend it: scheduler commitment update {outcome.reference} amend --text ..."
        raise NotAllowed(f"editing {outcome.reference}", "it is a commitment", remedy)
    outcome.text = some_prose(f"the text of the {outcome.kind}", text)
    return outcome


def _require_lasting_name(meeting: Meeting) -> None:
    if meeting.state not in _KEEPS_ITS_NAME:
        raise NotAllowed(
            f"an outcome of {named_with_date(meeting)}",
            f"it is {meeting.state}, and its references need a name that lasts",
            f"confirm it first: scheduler meeting confirm {meeting.code}",
        )


def _require_promise(new: NewOutcome) -> None:
    kind, promise = new.kind, new.promise
    if kind is OutcomeKind.COMMITMENT and promise is None:
        raise InvalidValue("a commitment with", "nobody", "--owner and --due: who owes it, by when")
    if kind is not OutcomeKind.COMMITMENT and promise is not None:
        raise InvalidValue(
            *("--owner", promise.owner.code if promise.owner else ""),
            f"none for a {kind}: only a commitment is owed",
        )


def _reach_of(new: NewOutcome) -> Reach:
    # That an item is public does not make what came of it public: somebody must say so.
    reach = new.reach or narrower(Reach.JOINT, new.item.reach if new.item else Reach.JOINT)
    require_within(new.item, reach)
    return reach


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


def make_commitment(outcome: Outcome, promise: Promise, *, now: datetime, officer: str) -> None:
    """Let somebody owe what the outcome says."""
    meeting = outcome.meeting
    due = settled(promise.due, meeting)
    helpers = {body.id: body for body in promise.contributors if body is not promise.owner}
    made = Commitment(
        text=outcome.text,
        decided_due=str(due),
        owner=promise.owner,
        contributors=[Contributor(body=body) for body in helpers.values()],
    )
    give_due(made, due)
    made.chain.append(
        CommitmentLink(
            at=now,
            officer=officer,
            kind=LinkKind.DECIDED,
            meeting=meeting,
            reach=outcome.reach,
            party=outcome.party,
        )
    )
    outcome.commitment = made
