"""The sentences that minutes say by themselves: who led, who was excused, when it began and ended.

They are made of attendance and of the times that the desk kept, and are for the parties alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem
from scheduler.model.delegation import Attendance
from scheduler.model.desk import ItemSitting
from scheduler.model.meeting import Meeting
from scheduler.model.vocabulary import Presence
from scheduler.papers.audience import JOINT, PUBLIC, Audience, Reach
from scheduler.papers.language import Language
from scheduler.papers.minutes import Formula
from scheduler.papers.words import hour
from scheduler.secretariat.attendance import listed_as
from scheduler.secretariat.sittings import out_for


def opening_of(
    session: Session, meeting: Meeting, members: Sequence[Attendance], spoken: Language
) -> tuple[Formula, ...]:
    """When the meeting opened and closed, who led each delegation, who was excused."""
    lines = (*_times(session, meeting, spoken), *_delegations(members, spoken))
    return tuple(Formula(line, JOINT) for line in lines)


class Absences:
    """Who of these members was out of the room, item by item."""

    def __init__(
        self,
        session: Session,
        meeting: Meeting,
        members: Sequence[Attendance],
        spoken: Language,
    ) -> None:
        self._spoken = spoken
        self._members = members
        self._out: Mapping[int, frozenset[int]] = out_for(session, meeting) if members else {}

    def of(self, item: AgendaItem, number: str) -> tuple[Formula, ...]:
        """The sentence on an item; none where everybody stayed."""
        keys = self._out.get(item.id, frozenset())
        names = [listed_as(member) for member in self._members if member.id in keys]
        if not names:
            return ()
        key = "was_not_present" if len(names) == 1 else "were_not_present"
        told = self._spoken.say(key, names=self._spoken.listed(names), number=number)
        return (Formula(told, within_the_parties(item.audience)),)


def within_the_parties(audience: Audience) -> Audience:
    """The audience of what was said under an item: that it is public does not make that public."""
    return JOINT if audience == PUBLIC else audience


def _times(session: Session, meeting: Meeting, spoken: Language) -> Iterator[str]:
    """By the items that both parties sat through."""
    chosen = (
        select(ItemSitting.began_at, ItemSitting.ended_at)
        .join(ItemSitting.item)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.reach != Reach.PARTY)
    )
    sittings = session.execute(chosen).all()
    if not sittings:
        return
    began = _local(min(began for began, _ in sittings), meeting)
    ends = [ended for _, ended in sittings if ended]
    if len(ends) < len(sittings):
        yield spoken.say("opened", opened=hour(began.time()))
        return
    ended = _local(max(ends), meeting)
    key = "opened_and_closed" if began.date() == ended.date() else "opened_and_closed_later"
    yield spoken.say(
        key,
        opened=hour(began.time()),
        closed=hour(ended.time()),
        first=spoken.day(began.date()),
        last=spoken.day(ended.date()),
    )


def _local(instant: datetime, meeting: Meeting) -> datetime:
    return instant.astimezone(ZoneInfo(meeting.zone))


def _delegations(members: Sequence[Attendance], spoken: Language) -> Iterator[str]:
    parties = groupby(members, key=lambda member: member.delegation.party)
    for party, those in ((party.name, list(of_party)) for party, of_party in parties):
        for head in (one for one in those if one.is_head and one.presence is Presence.PRESENT):
            yield spoken.say("led_by", party=party, name=listed_as(head))
        excused = [listed_as(one) for one in those if one.presence is Presence.EXCUSED]
        if excused:
            yield spoken.say("apologies", party=party, names=spoken.listed(excused))
