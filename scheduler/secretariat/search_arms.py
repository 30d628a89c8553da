"""The kinds of entry as the search asks for them: who may read each, and what a filter says of it.

The index holds words alone. Who may read an entry, whose it is and in which state is read from the
record itself, at each search: nothing of it can be out of date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from scheduler.model.agenda import AgendaItem, Document, Lead
from scheduler.model.body import Body
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Chair, Meeting
from scheduler.model.outcome import Commitment, CommitmentLink, Contributor, Outcome
from scheduler.model.partnership import Instrument, Partnership, Party
from scheduler.model.vocabulary import (
    CommitmentState,
    ItemKind,
    MeetingKind,
    MeetingState,
    OutcomeKind,
)
from scheduler.papers.audience import Reach
from scheduler.secretariat.dues import is_due_before
from scheduler.secretariat.search_query import LATE, OWED, Query
from scheduler.store.search_sources import EntryKind

_PARENT = aliased(AgendaItem)
_PLACES = {
    "meetings": (EntryKind.MEETING, EntryKind.REMARKS),
    "items": (EntryKind.ITEM,),
    "minutes": (EntryKind.MINUTES,),
    "documents": (EntryKind.DOCUMENT,),
    "notes": (EntryKind.NOTE,),
    "contributions": (EntryKind.CONTRIBUTION,),
    "outcomes": (EntryKind.OUTCOME, EntryKind.COMMITMENT),
    "commitments": (EntryKind.COMMITMENT, EntryKind.OUTCOME, EntryKind.REPORT),
    "reports": (EntryKind.REPORT,),
    "instruments": (EntryKind.INSTRUMENT,),
}
_OF_MEETING = (EntryKind.MEETING, EntryKind.REMARKS)
_OF_ITEM = (EntryKind.ITEM, EntryKind.MINUTES, EntryKind.DOCUMENT)
_OF_OUTCOME = (EntryKind.OUTCOME, EntryKind.COMMITMENT, EntryKind.REPORT)
_MAY_BE_EMPTY = {
    EntryKind.REMARKS: Meeting.remarks,
    EntryKind.MINUTES: AgendaItem.record,
    EntryKind.REPORT: CommitmentLink.text,
}
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Scope:
    """For whom is searched, in which partnership, and what the filters name; None is the public."""

    partnership: Partnership
    party: Party | None
    today: date
    bodies: tuple[int, ...] = ()
    series: tuple[int, ...] = ()

    @property
    def is_home(self) -> bool:
        """True where the home party itself searches."""
        return self.party is not None and self.party.is_home


def kinds_asked(query: Query, scope: Scope) -> Iterator[EntryKind]:
    """The kinds of entry that can answer: those asked for, that this reader may read at all."""
    asked = {kind for place in query.places for kind in _PLACES[place]} or set(EntryKind)
    hidden: set[EntryKind] = set()
    if not scope.is_home:
        hidden |= {EntryKind.REMARKS, EntryKind.INSTRUMENT}
    if scope.party is None:
        hidden |= {EntryKind.MINUTES, EntryKind.CONTRIBUTION}
    if not (query.wanted or query.places):
        # What answers by its filters alone is found once, as what it hangs on.
        hidden |= {EntryKind.REMARKS, EntryKind.MINUTES, EntryKind.COMMITMENT, EntryKind.REPORT}
    if query.states or query.kinds or scope.bodies or scope.series or query.since or query.until:
        hidden |= {EntryKind.INSTRUMENT}
    return (kind for kind in EntryKind if kind in asked - hidden)


def joined(kind: EntryKind, rows: Select[Any]) -> Select[Any]:
    """The rows of a kind with the meeting, item or outcome that they hang on."""
    match kind:
        case EntryKind.ITEM | EntryKind.MINUTES:
            return _with_parent(rows.join(Meeting, AgendaItem.meeting_id == Meeting.id))
        case EntryKind.DOCUMENT:
            rows = rows.join(AgendaItem, Document.item_id == AgendaItem.id)
            return _with_parent(rows.join(Meeting, AgendaItem.meeting_id == Meeting.id))
        case EntryKind.NOTE:
            rows = rows.join(Meeting, BriefingSection.meeting_id == Meeting.id)
            item = BriefingSection.item_id == AgendaItem.id
            return _with_parent(rows.outerjoin(AgendaItem, item))
        case EntryKind.CONTRIBUTION:
            rows = rows.join(Body, Contribution.body_id == Body.id)
            return rows.join(Meeting, Contribution.meeting_id == Meeting.id)
        case EntryKind.OUTCOME:
            rows = rows.outerjoin(Commitment, Commitment.outcome_id == Outcome.id)
        case EntryKind.COMMITMENT:
            rows = rows.join(Outcome, Commitment.outcome_id == Outcome.id)
        case EntryKind.REPORT:
            rows = rows.join(Commitment, CommitmentLink.commitment_id == Commitment.id)
            rows = rows.join(Outcome, Commitment.outcome_id == Outcome.id)
        case _:
            return rows
    return rows.join(Meeting, Outcome.meeting_id == Meeting.id)


def _with_parent(rows: Select[Any]) -> Select[Any]:
    return rows.outerjoin(_PARENT, _PARENT.id == AgendaItem.parent_id)


def conditions(kind: EntryKind, query: Query, scope: Scope) -> Iterator[Condition]:
    """All that must be true of an entry of this kind: who may read it, and each filter."""
    if kind is EntryKind.INSTRUMENT:
        yield Instrument.partnership_id == scope.partnership.id
        return
    yield Meeting.partnership_id == scope.partnership.id
    if scope.party is None:
        yield Meeting.is_published.is_(True)
    yield from _readable(kind, scope)
    if kind is EntryKind.COMMITMENT:
        # What is still as it was decided is found as the outcome.
        yield and_(Outcome.kind == OutcomeKind.COMMITMENT, Commitment.text != Outcome.text)
    if kind in _MAY_BE_EMPTY:
        yield _MAY_BE_EMPTY[kind] != ""
    yield from _filtered(kind, query, scope)


def _filtered(kind: EntryKind, query: Query, scope: Scope) -> Iterator[Condition]:
    only_owed = "commitments" in query.places and "outcomes" not in query.places
    if kind is EntryKind.OUTCOME and only_owed:
        yield Outcome.kind == OutcomeKind.COMMITMENT
    if query.states:
        yield _in_state(kind, query.states, scope)
    if query.kinds:
        yield _of_kind(kind, query.kinds)
    if scope.bodies:
        yield _of_body(kind, scope.bodies)
    if scope.series:
        yield Meeting.series_id.in_(scope.series)
    if query.since:
        yield Meeting.day >= query.since
    if query.until:
        yield Meeting.day <= query.until


def _readable(kind: EntryKind, scope: Scope) -> Iterator[Condition]:
    """The wall: the audience of the row, and of all that it goes no further than."""
    item = and_(_for(AgendaItem, scope), or_(_PARENT.id.is_(None), _for(_PARENT, scope)))
    if kind in _OF_ITEM:
        yield item
    if kind is EntryKind.DOCUMENT:
        yield _for(Document, scope)
    if kind is EntryKind.NOTE:
        yield _for(BriefingSection, scope)
        yield or_(BriefingSection.item_id.is_(None), item)
    if kind is EntryKind.CONTRIBUTION:
        yield Body.party_id == (scope.party.id if scope.party else None)
    if kind in _OF_OUTCOME:
        yield _for(Outcome, scope)
    if kind is EntryKind.REPORT:
        yield _for(CommitmentLink, scope)


def _for(row: Any, scope: Scope) -> Condition:  # noqa: ANN401 -- any class with an audience
    if scope.party is None:
        is_public: Condition = row.reach == Reach.PUBLIC
        return is_public
    is_own = and_(row.reach == Reach.PARTY, row.party_id == scope.party.id)
    return or_(row.reach.in_((Reach.PUBLIC, Reach.JOINT)), is_own)


def _in_state(kind: EntryKind, states: list[str], scope: Scope) -> Condition:
    """Of what is owed whether it still is; else, and of all, how far its meeting has come."""
    parts: list[Condition] = []
    if meeting_states := [one for one in MeetingState if one in states]:
        parts.append(Meeting.state.in_(meeting_states))
    if kind in _OF_OUTCOME:
        is_owed = Outcome.kind == OutcomeKind.COMMITMENT
        if owed := [one for one in CommitmentState if one in states and one in OWED]:
            parts.append(and_(is_owed, Commitment.state.in_(owed)))
        if LATE in states:
            is_open = Commitment.state == CommitmentState.OPEN
            parts.append(and_(is_owed, is_open, is_due_before(scope.today)))
    return or_(false(), *parts)


def _of_kind(kind: EntryKind, kinds: list[str]) -> Condition:
    if kind in _OF_OUTCOME:
        return Outcome.kind.in_([one for one in OutcomeKind if one in kinds])
    if kind in (EntryKind.ITEM, EntryKind.MINUTES):
        return AgendaItem.kind.in_([one for one in ItemKind if one in kinds])
    if kind in _OF_MEETING:
        return Meeting.kind.in_([one for one in MeetingKind if one in kinds])
    return false()


def _of_body(kind: EntryKind, bodies: tuple[int, ...]) -> Condition:
    """What a body hosts or chairs, leads on, wrote, owes or helps with."""
    if kind in _OF_MEETING:
        chairs = select(Chair.meeting_id).where(Chair.body_id.in_(bodies))
        return or_(Meeting.host_id.in_(bodies), Meeting.id.in_(chairs))
    if kind in _OF_ITEM:
        return AgendaItem.id.in_(select(Lead.item_id).where(Lead.body_id.in_(bodies)))
    if kind is EntryKind.NOTE:
        return BriefingSection.author_id.in_(bodies)
    if kind is EntryKind.CONTRIBUTION:
        return Contribution.body_id.in_(bodies)
    helped = select(Contributor.commitment_id).where(Contributor.body_id.in_(bodies))
    is_theirs = or_(Commitment.owner_id.in_(bodies), Commitment.id.in_(helped))
    return and_(Outcome.kind == OutcomeKind.COMMITMENT, is_theirs)
