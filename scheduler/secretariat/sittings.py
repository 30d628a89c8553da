"""The time that items really take, and who is out of the room for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance
from scheduler.model.desk import ItemAbsence, ItemSitting
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import ItemState, Presence
from scheduler.secretariat.attendance import listed_as
from scheduler.secretariat.edits import require_day_has_come

_MINUTE = timedelta(minutes=1)
_WERE_THERE = (Presence.PRESENT, Presence.UNKNOWN)


def running(session: Session, meeting: Meeting) -> ItemSitting | None:
    """The item that is being taken, since when."""
    chosen = (
        select(ItemSitting)
        .join(ItemSitting.item)
        .where(AgendaItem.meeting_id == meeting.id, ItemSitting.ended_at.is_(None))
        .options(joinedload(ItemSitting.item))
    )
    return session.scalars(chosen.order_by(ItemSitting.id.desc())).first()


def take_up(
    session: Session, meeting: Meeting, item: AgendaItem, *, today: date, now: datetime
) -> AgendaItem | None:
    """Begin an item, or go on with it; the one before it ends and is given back.

    An item that is being taken goes on. Raises TooEarly before the day, NotAllowed for a meeting
    that is not held.
    """
    require_day_has_come(meeting, f"taking an item of {meeting.name}", today=today)
    before = running(session, meeting)
    if before is not None and before.item is item:
        return None
    ended = end(session, meeting, now=now) if before else None
    session.add(ItemSitting(item=item, began_at=now))
    session.flush()
    return ended


def end(session: Session, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """End the item that is being taken: its minutes are kept, and that it was discussed.

    A clock that was put back ends it when it began. Raises NotAllowed where none is being taken.
    """
    sitting = running(session, meeting)
    if sitting is None:
        remedy = f"begin one: scheduler agenda begin {meeting.name} N"
        raise NotAllowed("ending an item", f"none of {meeting.name} is being taken", remedy)
    sitting.ended_at = max(now, sitting.began_at)
    item = sitting.item
    taken = taken_so_far(session, [item], now=now)[item.id]
    item.minutes_used = max(1, round(taken / _MINUTE))
    if item.state is ItemState.OPEN:
        item.state = ItemState.DISCUSSED
    session.flush()
    return item


def taken_so_far(
    session: Session, items: Sequence[AgendaItem], *, now: datetime
) -> Mapping[int, timedelta]:
    """How long each item was taken until now, by its key; nothing for one that never was."""
    keys = [item.id for item in items]
    found: dict[int, timedelta] = defaultdict(timedelta)
    for one in session.scalars(select(ItemSitting).where(ItemSitting.item_id.in_(keys))):
        found[one.item_id] += max((one.ended_at or now) - one.began_at, timedelta())
    return found


def go_out(session: Session, item: AgendaItem, member: Attendance, *, today: date) -> None:
    """Keep that somebody was out of the room for an item; said twice it is kept once."""
    require_day_has_come(item.meeting, f"recording who was at {item.meeting.name}", today=today)
    if member.presence not in _WERE_THERE:
        expected = f"somebody who was there; {listed_as(member)} was {member.presence}"
        raise InvalidValue("who was out", listed_as(member), expected)
    if _absence(session, item, member) is None:
        session.add(ItemAbsence(item=item, attendance=member))
        session.flush()


def come_in(session: Session, item: AgendaItem, member: Attendance) -> None:
    """Take back that somebody was out of the room for an item."""
    if there := _absence(session, item, member):
        session.delete(there)
        session.flush()


def out_for(session: Session, meeting: Meeting) -> Mapping[int, frozenset[int]]:
    """For each item that somebody was out for, by its key: the keys of those members."""
    found: dict[int, set[int]] = defaultdict(set)
    chosen = select(ItemAbsence).join(ItemAbsence.item).where(AgendaItem.meeting_id == meeting.id)
    for one in session.scalars(chosen):
        found[one.item_id].add(one.attendance_id)
    return {item: frozenset(members) for item, members in found.items()}


def _absence(session: Session, item: AgendaItem, member: Attendance) -> ItemAbsence | None:
    of_both = ItemAbsence.item_id == item.id, ItemAbsence.attendance_id == member.id
    return session.scalar(select(ItemAbsence).where(*of_both))
