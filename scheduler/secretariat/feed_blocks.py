"""Feeds of meetings from blocks that are kept: a feed is read in one sweep of its blocks.

Whether they are all good is told by three counts and a digest (`KeptCalendar`), without a look at
any one of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from scheduler.exports.ical import feed_from_blocks
from scheduler.model.meeting import Meeting
from scheduler.model.partnership import Partnership
from scheduler.papers.audience import Reach
from scheduler.papers.feed_names import FeedKind
from scheduler.secretariat.feed_block_writing import BLOCKS, good_blocks, zones_of
from scheduler.secretariat.feeds import FeedPlan, parts_of_bodies


def written_from_blocks(
    session: Session, partnership: Partnership, plan: FeedPlan, *, reach: Reach, source: str
) -> bytes:
    """The whole file; public feeds alone say where they are published.

    The session must be able to write where blocks are missing or stale: they are written and kept.
    """
    calendar = good_blocks(session, partnership, reach)
    chosen = BLOCKS.c.calendar_id == calendar.calendar_id, *_chosen(plan)
    zones = calendar.zones if plan.subject is None else zones_of(session, *chosen)
    # Of the table and as the driver has them: the mapped class and its type would cost a third.
    octets = (
        select(type_coerce(BLOCKS.c.octets, NullType()))
        .where(*chosen)
        .order_by(BLOCKS.c.starts, BLOCKS.c.uid)
    )
    shown = replace(plan.feed, source=source if reach is Reach.PUBLIC else "")
    return feed_from_blocks(shown, _days(zones), session.scalars(octets))


def _chosen(plan: FeedPlan) -> tuple[ColumnElement[bool], ...]:
    match plan.kind:
        case FeedKind.SERIES:
            meetings = select(Meeting.id).where(Meeting.series_id == plan.subject)
        case FeedKind.BODY:
            parts = parts_of_bodies().subquery()
            meetings = select(parts.c[1]).where(parts.c[0] == plan.subject)
        case _:
            return ()
    return (BLOCKS.c.meeting_id.in_(meetings),)


def _days(zones: Mapping[str, list[str]]) -> list[tuple[str, date, date]]:
    return [
        (zone, date.fromisoformat(first[:10]), date.fromisoformat(last[:10]))
        for zone, (first, last) in sorted(zones.items())
    ]
