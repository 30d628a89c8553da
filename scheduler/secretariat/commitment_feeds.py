"""The days on which commitments are due, as calendars that are not public: of all, of each body.

A commitment is an entry of a whole day that takes up no time; without a day it is in no feed. One
that was closed stays as done, one that was superseded or withdrawn as cancelled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Commitment, Outcome
from scheduler.model.partnership import Partnership, Party
from scheduler.model.vocabulary import CommitmentState
from scheduler.papers.audience import Reader
from scheduler.papers.calendar import CalendarEntry, CalendarFeed, EntryStatus
from scheduler.papers.feed_names import FeedReaders
from scheduler.secretariat.audiences import home_party
from scheduler.secretariat.commitment_lines import line_of
from scheduler.secretariat.dues import Dues
from scheduler.secretariat.feeds import slugs_of
from scheduler.secretariat.identity import commitment_uid, file_stem, free_stem
from scheduler.secretariat.register import with_everything

_OFF = (CommitmentState.SUPERSEDED, CommitmentState.WITHDRAWN)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class CommitmentPlan:
    """A feed of commitments before it has any: of the body with an id, or of all (None).

    It shows what every one of its readers may read.
    """

    slug: str
    name: str
    whose: str
    body: int | None
    readers: FeedReaders
    shown_to: tuple[Reader, ...]


def commitment_plans(session: Session, partnership: Partnership) -> list[CommitmentPlan]:
    """What feeds of commitments there are: the home party may read each, a body's party its own."""
    if partnership.home_party is None:
        return []
    home, taken = home_party(partnership), slugs_of(session, partnership)
    base = file_stem(partnership.code, "commitments")
    name = f"{partnership.name}: commitments of"
    plans = [
        CommitmentPlan(
            slug=free_stem(base, taken),
            name=f"{name} every body",
            whose="every body",
            body=None,
            readers=FeedReaders(frozenset({home.id})),
            shown_to=(Reader(home.code),),
        )
    ]
    for body in _owing(session, partnership):
        parties = {home.id: home.code, body.party.id: body.party.code}
        plans.append(
            CommitmentPlan(
                slug=free_stem(file_stem(base, body.code), taken),
                name=f"{name} {body.code}",
                whose=body.code,
                body=body.id,
                readers=FeedReaders(frozenset(parties)),
                shown_to=tuple(Reader(code) for code in parties.values()),
            )
        )
    return plans


def commitment_feed_of(
    session: Session, partnership: Partnership, plan: CommitmentPlan
) -> CalendarFeed:
    """The feed with the commitments that the plan is of, by the day on which they are due."""
    chosen = with_everything().where(Meeting.partnership_id == partnership.id)
    if plan.body is not None:
        chosen = chosen.where(Commitment.owner_id == plan.body)
    found = session.scalars(chosen.order_by(Commitment.id)).all()
    return CalendarFeed(
        slug=plan.slug,
        name=plan.name,
        description=f"What {plan.whose} has committed to, by the day it is due. Not public.",
        entries=tuple(_entries(session, found, plan)),
    )


def _entries(
    session: Session, found: Sequence[Commitment], plan: CommitmentPlan
) -> Iterator[CalendarEntry]:
    dues, changes = Dues(session), _newest_changes(session)
    entries = [_entry(one, dues, changes, plan) for one in found]
    dated = (entry for entry in entries if entry is not None)
    yield from sorted(dated, key=lambda entry: (str(entry.start), entry.uid))


def _entry(
    commitment: Commitment, dues: Dues, changes: Mapping[int, datetime], plan: CommitmentPlan
) -> CalendarEntry | None:
    outcome, due = commitment.outcome, dues.of(commitment)
    if due.on is None or not all(one.may_read(outcome.audience) for one in plan.shown_to):
        return None
    # Its own steps, and what happened to the dates of meetings: neither ever falls.
    of_meetings = due.series or (commitment.due_meeting and commitment.due_meeting.series)
    stamps = [outcome.recorded_at, *(link.at for link in commitment.chain)]
    stamps += [changes[of_meetings.id]] if of_meetings and of_meetings.id in changes else []
    stamps += [commitment.due_meeting.changed_at] if commitment.due_meeting else []
    changed = max(stamps)
    done = "Done: " if commitment.state is CommitmentState.CLOSED else ""
    line = line_of(commitment, today=due.on, dues=dues)
    owner = f" ({line.owner})" if line.owner else ""
    is_off = commitment.state in _OFF
    return CalendarEntry(
        uid=commitment_uid(outcome.reference),
        sequence=int((changed - _EPOCH).total_seconds()) // _SECONDS,
        stamp=changed,
        created=outcome.recorded_at,
        changed=changed,
        status=EntryStatus.CANCELLED if is_off else EntryStatus.CONFIRMED,
        summary=f"{done}{outcome.reference}{owner}: {line.text}",
        start=due.on,
        end=due.on + timedelta(days=1),
        description=f"Due: {line.due}.\nDecided at {line.decided}.",
        categories=("Commitments",),
        related=(outcome.meeting.uid,),
        is_free=True,
    )


def _newest_changes(session: Session) -> Mapping[int, datetime]:
    """When a meeting of each series changed last, by the series."""
    newest = select(Meeting.series_id, func.max(Meeting.changed_at)).group_by(Meeting.series_id)
    return {series: at for series, at in session.execute(newest) if series is not None}


def _owing(session: Session, partnership: Partnership) -> Sequence[Body]:
    owners = (
        select(Commitment.owner_id)
        .join(Commitment.outcome)
        .join(Outcome.meeting)
        .where(Meeting.partnership_id == partnership.id, Commitment.owner_id.is_not(None))
    )
    return session.scalars(
        select(Body)
        .join(Body.party)
        .where(Body.id.in_(owners), Party.partnership_id == partnership.id)
        .options(joinedload(Body.party))
        .order_by(Body.code, Body.id)
    ).all()
