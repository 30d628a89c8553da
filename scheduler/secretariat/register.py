"""The register of commitments: what is listed of it, and what comes before a meeting by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series
from scheduler.model.vocabulary import CommitmentState, Level
from scheduler.papers.parts import CommitmentLine
from scheduler.secretariat.commitment_lines import line_of
from scheduler.secretariat.dues import Dues, due_meeting_is, is_due_before

# The levels from the lowest: each follows what those above it decided.
RANK = (Level.EXPERTS, Level.HEADS_OF_UNIT, Level.SENIOR_OFFICIALS, Level.PRINCIPALS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commitments are listed; those that were withdrawn only where that is asked for.

    A body's are those it owes or helps with. `due_before` is not included, `since` is, and says
    when they were decided. Of a thread are those decided under its items.
    """

    body: Body | None = None
    state: CommitmentState | None = None
    only_late: bool = False
    due_before: date | None = None
    series: Series | None = None
    since: date | None = None
    thread: Thread | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """What is listed, in the order in which it was decided, and whether there is more."""

    lines: tuple[CommitmentLine, ...]
    has_more: bool = False


_EVERY = Wanted()


def list_commitments(
    session: Session, wanted: Wanted = _EVERY, *, limit: int | None = None, today: date
) -> Register:
    """The commitments that are wanted; no more than `limit` of them, the newest."""
    keys = _newest(session, wanted, limit, today=today)
    has_more = limit is not None and len(keys) > limit
    return Register(tuple(_lines(session, keys[has_more:], today=today)), has_more)


def open_before(
    session: Session, partnership: Partnership, meeting: Meeting | None
) -> Sequence[Commitment]:
    """What is still open and comes before that meeting, because of how it stands and nothing else.

    What was decided before it by a meeting of its series, of one of a higher level, or outside any;
    and what is due at it. One whose day is not known counts as before. Everything, if no meeting is
    given.
    """
    chosen = with_everything().where(
        Meeting.partnership_id == partnership.id, Commitment.state == CommitmentState.OPEN
    )
    if meeting is not None:
        chosen = chosen.where(Meeting.id != meeting.id)
        if meeting.day is not None:
            chosen = chosen.where(Meeting.day.is_(None) | (Meeting.day < meeting.day))
        if meeting.series is not None:
            concerned = [_followed_by(meeting.series), due_meeting_is(meeting)]
            chosen = chosen.where(or_(*concerned))
    return session.scalars(_in_order(chosen)).all()


def with_everything() -> Select[Commitment]:
    """The commitments, with all that a line says of each."""
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
            joinedload(Commitment.due_series),
            selectinload(Commitment.contributors)
            .joinedload(Contributor.body)
            .selectinload(Body.names),
            selectinload(Commitment.chain).options(
                joinedload(CommitmentLink.meeting).joinedload(Meeting.series),
                joinedload(CommitmentLink.party),
                joinedload(CommitmentLink.body).selectinload(Body.names),
            ),
        )
    )


def _followed_by(series: Series) -> ColumnElement[bool]:
    above = RANK[RANK.index(series.level) + 1 :]
    higher = Meeting.series.has(Series.level.in_(above))
    return or_(Meeting.series_id == series.id, Meeting.series_id.is_(None), higher)


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    state = CommitmentState.OPEN if wanted.only_late else wanted.state
    standing = [
        Commitment.state == state if state else Commitment.state != CommitmentState.WITHDRAWN
    ]
    conditions: list[ColumnElement[bool]] = []
    if wanted.body:
        helps = Commitment.contributors.any(Contributor.body_id == wanted.body.id)
        conditions.append(or_(Commitment.owner_id == wanted.body.id, helps))
    ends = [day for day in (wanted.due_before, today if wanted.only_late else None) if day]
    if ends:
        # Few are due before a day, and an index finds them.
        due = select(Commitment.id).where(*standing, is_due_before(min(ends)))
        conditions.append(Commitment.id.in_(due))
    if wanted.series:
        conditions.append(Meeting.series_id == wanted.series.id)
    if wanted.since:
        conditions.append(Meeting.day >= wanted.since)
    if wanted.thread:
        items = select(AgendaItem.id).where(AgendaItem.thread_id == wanted.thread.id)
        conditions.append(Outcome.item_id.in_(items))
    return [*standing, *conditions]


def _newest(session: Session, wanted: Wanted, limit: int | None, *, today: date) -> Sequence[int]:
    """The keys in the order in which they were decided; one more than `limit`, if there is more."""
    chosen = select(Commitment.id, Meeting.day).join(Commitment.outcome).join(Outcome.meeting)
    # This is the order of the indexes, so that the newest are found without reading the rest.
    order = (Meeting.day.desc().nulls_last(), Meeting.id.desc(), Outcome.ordinal.desc())
    ordered = chosen.where(*_conditions(wanted, today)).order_by(*order)
    most = None if limit is None else limit + 1
    oldest_first = session.execute(ordered.limit(most)).all()[::-1]
    # Those of meetings without a day come last in lists.
    return [key for key, day in sorted(oldest_first, key=lambda row: row[1] is None)]


def _lines(session: Session, keys: Sequence[int], *, today: date) -> list[CommitmentLine]:
    dues = Dues(session)
    found: dict[int, Commitment] = {}
    for start in range(0, len(keys), _BATCH):
        some = with_everything().where(Commitment.id.in_(keys[start : start + _BATCH]))
        found |= {one.id: one for one in session.scalars(some)}
    return [line_of(found[key], today=today, dues=dues) for key in keys]


def _in_order(chosen: Select[Commitment]) -> Select[Commitment]:
    return chosen.order_by(Meeting.day.is_(None), Meeting.day, Outcome.meeting_id, Outcome.ordinal)


# Databases bound how many values a question may name.
_BATCH = 500
