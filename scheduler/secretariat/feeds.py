"""The record as published calendars: of the partnership, of each series, of each body.

A feed's slug is its address for life: of two that would be alike, the one made first keeps it.
A public feed shows what anybody may know: that, when and where a meeting is, its number, its host
and its state. A joint one is for the parties: it has the meetings that are not published too, and
the links of video conferences. Reasons, notes and people stay inside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.body import Body
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.partnership import Partnership
from scheduler.model.series import Series, Spacing
from scheduler.model.vocabulary import MeetingState
from scheduler.papers.audience import Reach
from scheduler.papers.calendar import CalendarFeed
from scheduler.papers.feed_names import FeedKind
from scheduler.secretariat.feed_entries import entry_of
from scheduler.secretariat.feed_relations import Relations, Standing, relations_of
from scheduler.secretariat.identity import file_stem, free_stem

OFF = (MeetingState.CANCELLED, MeetingState.POSTPONED)


@dataclass(frozen=True, slots=True)
class FeedPlan:
    """A feed of meetings before it has any: `subject` is the id of its series or body."""

    kind: FeedKind
    subject: int | None
    feed: CalendarFeed


def feeds_of(
    session: Session, partnership: Partnership, *, reach: Reach = Reach.PUBLIC
) -> list[CalendarFeed]:
    """Every feed of a partnership, empty ones too: itself, its series and its bodies, by slug."""
    meetings = session.scalars(shown_meetings(partnership, reach)).all()
    relations = _relations(session, partnership, meetings)
    entries = {
        meeting.id: entry_of(meeting, reach=reach, relations=relations[meeting.uid])
        for meeting in meetings
    }
    of_bodies = _meetings_of_bodies(session)
    made = []
    for plan in feed_plans(session, partnership, set()):
        chosen = [one.id for one in meetings if _belongs(one, plan, of_bodies)]
        made.append(replace(plan.feed, entries=tuple(entries[number] for number in chosen)))
    return made


def feed_plans(session: Session, partnership: Partnership, taken: set[str]) -> list[FeedPlan]:
    """What feeds of meetings there are, by kind and slug; their slugs are taken from now on."""
    base = free_stem(file_stem(partnership.code), taken)
    name = partnership.name
    whole = CalendarFeed(base, name, f"The meetings of the {name}.", ())
    series = [
        _of_series(partnership, one, free_stem(file_stem(base, one.code), taken))
        for one in _series(session, partnership)
    ]
    bodies = [
        _of_body(partnership, one, free_stem(file_stem(base, "body", one.code), taken))
        for one in _bodies(session, partnership)
    ]
    every = FeedPlan(FeedKind.PARTNERSHIP, None, whole)
    return [every, *sorted(series, key=_slug), *sorted(bodies, key=_slug)]


def slugs_of(session: Session, partnership: Partnership) -> set[str]:
    """The slugs of a partnership's feeds of meetings, which no other feed may have."""
    taken: set[str] = set()
    feed_plans(session, partnership, taken)
    return taken


def preparing(session: Session, partnership: Partnership) -> dict[int, frozenset[int]]:
    """For each series, those whose next meeting its meetings come before."""
    found: dict[int, set[int]] = {}
    pairs = (
        select(Spacing.series_id, Spacing.before_id)
        .join(Series, Spacing.series_id == Series.id)
        .where(Series.partnership_id == partnership.id)
    )
    for series, before in session.execute(pairs):
        if before is not None:
            found.setdefault(series, set()).add(before)
    return {series: frozenset(before) for series, before in found.items()}


def parts_of_bodies() -> CompoundSelect[Any]:
    """Pairs of a body and a meeting of which anybody may know that it takes part in it.

    It hosts or chairs it, somebody of it is announced to it, or it leads a public item.
    """
    attended = (
        select(Attendance.body_id, Delegation.meeting_id)
        .join(Delegation, Attendance.delegation_id == Delegation.id)
        .where(Attendance.body_id.is_not(None), Attendance.is_announced)
    )
    led = (
        select(Lead.body_id, AgendaItem.meeting_id)
        .join(AgendaItem, Lead.item_id == AgendaItem.id)
        .where(AgendaItem.reach == Reach.PUBLIC)
    )
    return union(
        select(Meeting.host_id, Meeting.id).where(Meeting.host_id.is_not(None)),
        select(Chair.body_id, Chair.meeting_id).where(Chair.body_id.is_not(None)),
        led,
        attended,
    )


def shown_meetings(partnership: Partnership, reach: Reach) -> Select[Meeting]:
    """The meetings that a calendar of this reach may show."""
    dated = select(Meeting).where(
        Meeting.partnership_id == partnership.id, Meeting.day.is_not(None)
    )
    if reach is Reach.PUBLIC:
        dated = dated.where(Meeting.is_published)
    return dated.options(
        joinedload(Meeting.series),
        joinedload(Meeting.parent),
        joinedload(Meeting.host).selectinload(Body.names),
        selectinload(Meeting.changes),
    ).order_by(Meeting.day, Meeting.start_time, Meeting.code)


def _relations(
    session: Session, partnership: Partnership, meetings: Sequence[Meeting]
) -> dict[str, Relations]:
    in_order = sorted(meetings, key=lambda one: (str(one.day), str(one.start_time or ""), one.uid))
    standing = (Standing(one.uid, one.series_id, one.state in OFF) for one in in_order)
    return relations_of(standing, preparing(session, partnership))


def _belongs(meeting: Meeting, plan: FeedPlan, of_bodies: dict[int, set[int]]) -> bool:
    match plan.kind:
        case FeedKind.SERIES:
            return meeting.series_id == plan.subject
        case FeedKind.BODY:
            return meeting.id in of_bodies.get(plan.subject or 0, ())
        case _:
            return True


def _meetings_of_bodies(session: Session) -> dict[int, set[int]]:
    meetings: dict[int, set[int]] = {}
    for body_id, meeting_id in session.execute(parts_of_bodies()):
        meetings.setdefault(body_id, set()).add(meeting_id)
    return meetings


def _of_series(partnership: Partnership, series: Series, slug: str) -> FeedPlan:
    feed = CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: {series.name}",
        description=f"The meetings of the series {series.name} of the {partnership.name}.",
        entries=(),
    )
    return FeedPlan(FeedKind.SERIES, series.id, feed)


def _of_body(partnership: Partnership, body: Body, slug: str) -> FeedPlan:
    name = body.names[-1].short if body.names else body.code
    feed = CalendarFeed(
        slug=slug,
        name=f"{partnership.name}: {name}",
        description=f"The meetings of the {partnership.name} in which {name} takes part.",
        entries=(),
    )
    return FeedPlan(FeedKind.BODY, body.id, feed)


def _slug(plan: FeedPlan) -> str:
    return plan.feed.slug


def _series(session: Session, partnership: Partnership) -> Sequence[Series]:
    chosen = select(Series).where(Series.partnership_id == partnership.id)
    return session.scalars(chosen.order_by(Series.id)).all()


def _bodies(session: Session, partnership: Partnership) -> Sequence[Body]:
    """Every body, first made first."""
    party_ids = [party.id for party in partnership.parties]
    return session.scalars(
        select(Body)
        .where(Body.party_id.in_(party_ids))
        .options(selectinload(Body.names))
        .order_by(Body.id)
    ).all()
