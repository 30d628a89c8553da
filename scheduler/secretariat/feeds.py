"""The record as published calendars: of the partnership, of each series, of each body.

A feed's slug is its address for life: of two that would be alike, the one made first keeps it.
A public feed shows what anybody may know: that, when and where a meeting is, its number, its host
and its state. A joint one is for the parties: it has the meetings that are not published too, and
the links of video conferences. Reasons, notes and people stay inside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CompoundSelect, Select, select, union
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.body import Body, BodyName
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.partnership import Partnership, Party
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
    series = list(_of_series(session, partnership, base, taken))
    bodies = list(_of_bodies(session, partnership, base, taken))
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


def _slug(plan: FeedPlan) -> str:
    return plan.feed.slug


def _of_series(
    session: Session, partnership: Partnership, base: str, taken: set[str]
) -> Iterator[FeedPlan]:
    """A feed for each series, first made first."""
    series = select(Series.id, Series.code, Series.name).where(
        Series.partnership_id == partnership.id
    )
    for number, code, name in session.execute(series.order_by(Series.id)):
        feed = CalendarFeed(
            slug=free_stem(file_stem(base, code), taken),
            name=f"{partnership.name}: {name}",
            description=f"The meetings of the series {name} of the {partnership.name}.",
            entries=(),
        )
        yield FeedPlan(FeedKind.SERIES, number, feed)


def _of_bodies(
    session: Session, partnership: Partnership, base: str, taken: set[str]
) -> Iterator[FeedPlan]:
    """A feed for each body under its newest name, first made first."""
    named = (
        select(Body.id, Body.code, BodyName.short)
        .join(Party, Body.party_id == Party.id)
        .outerjoin(BodyName, BodyName.body_id == Body.id)
        .where(Party.partnership_id == partnership.id)
        .order_by(Body.id, BodyName.valid_from.nulls_first(), BodyName.id)
    )
    newest = {number: (code, short or code) for number, code, short in session.execute(named)}
    for number, (code, name) in newest.items():
        feed = CalendarFeed(
            slug=free_stem(file_stem(base, "body", code), taken),
            name=f"{partnership.name}: {name}",
            description=f"The meetings of the {partnership.name} in which {name} takes part.",
            entries=(),
        )
        yield FeedPlan(FeedKind.BODY, number, feed)
