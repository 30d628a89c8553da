"""The readers of a partnership, and who of them knows of whom.

It is said here apart from the verbs that bind papers, so that what they do can be judged by it. A
reader is the code of a party, or None for the public.
"""

from collections import defaultdict
from functools import cached_property, reduce
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from scheduler.model.agenda import AgendaItem, Document, Speaker
from scheduler.model.body import Person
from scheduler.model.briefing import BriefingSection
from scheduler.model.delegation import Attendance, Delegation
from scheduler.model.meeting import Chair
from scheduler.model.outcome import Commitment, CommitmentLink, MatterArising
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import Presence, Reply
from scheduler.papers.audience import Audience, Reach

Readers = frozenset[str | None]
Row = Any  # of any table
# What goes no further than another row does; an outcome is told apart from its item.
_ABOVE: dict[type, str] = {
    AgendaItem: "parent",
    BriefingSection: "item",
    Commitment: "outcome",
    CommitmentLink: "commitment",
    Document: "item",
    MatterArising: "commitment",
}


class Readership:
    """The readers of one partnership, and who of them knows of whom."""

    def __init__(self, session: Session, partnership: Partnership) -> None:
        self._session = session
        self.partnership = partnership
        self.both: Readers = frozenset(party.code for party in partnership.parties)
        self.everybody: Readers = self.both | {None}
        home = partnership.home_party
        self.ours: Readers = frozenset({home.code}) if home else frozenset()

    def of_row(self, row: Row) -> Readers:
        """Who may read the row and all that it hangs on."""
        return reduce(frozenset.__and__, map(self._of, _chain(row)), self.everybody)

    def _of(self, audience: Audience) -> Readers:
        if audience.party:
            return frozenset({audience.party})
        return self.everybody if audience.reach is Reach.PUBLIC else self.both

    def of_person(self, person: Person) -> Readers:
        """Who chairs is known to all, who comes to both; whom our side thinks of, to us.

        Whom the other party names as a speaker is told to who may read the item.
        """
        if person.id in self._chairs:
            return self.everybody
        known = self._attending[person.id] | self.ours
        if person.party.code in self.ours:
            return known
        spoken = [self.of_row(item) & self.both for item in self._spoken[person.id]]
        return reduce(frozenset.__or__, spoken, known | {person.party.code})

    @cached_property
    def _chairs(self) -> set[int | None]:
        return set(self._session.scalars(select(Chair.person_id)))

    @cached_property
    def _attending(self) -> defaultdict[int | None, Readers]:
        known: defaultdict[int | None, Readers] = defaultdict(frozenset)
        is_told = or_(
            Attendance.presence != Presence.UNKNOWN,
            Attendance.reply != Reply.NONE,
            Attendance.invited_on.is_not(None),
            Attendance.is_announced,
        )
        codes = {party.id: party.code for party in self.partnership.parties}
        chosen = select(Attendance.person_id, Delegation.party_id, is_told).join(Delegation)
        for person, party, is_known in self._session.execute(chosen):
            known[person] |= self.both if is_known else {codes.get(party)} - {None}
        return known

    @cached_property
    def _spoken(self) -> defaultdict[int, list[AgendaItem]]:
        spoken: defaultdict[int, list[AgendaItem]] = defaultdict(list)
        for one in self._session.scalars(select(Speaker).where(Speaker.person_id.is_not(None))):
            spoken[one.person_id or 0].append(one.item)
        return spoken


def _chain(row: Row) -> list[Audience]:
    above = getattr(row, _ABOVE[type(row)]) if type(row) in _ABOVE else None
    own = [row.audience] if hasattr(row, "audience") else []
    return own + (_chain(above) if above is not None else [])
