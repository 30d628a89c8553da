"""The backlog of a series: what was proposed for its agendas, taken on one, or dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from scheduler.errors import IllegalTransition, InvalidValue, NotFound
from scheduler.model.agenda import AgendaItem, Lead
from scheduler.model.agenda_proposal import AgendaProposal
from scheduler.model.body import Body
from scheduler.model.meeting import Meeting
from scheduler.model.series import Series
from scheduler.model.vocabulary import ProposalState
from scheduler.papers.audience import Reach
from scheduler.secretariat.agenda_items import ItemEdit, thread_called
from scheduler.secretariat.agendas import add_item
from scheduler.secretariat.audiences import owner_of
from scheduler.secretariat.texts import one_line, prose, some_prose


@dataclass(frozen=True, slots=True)
class NewProposal:
    """What somebody proposes; an own one unless `reach` says otherwise."""

    title: str
    by: Body | None = None
    thread: str | None = None
    remarks: str = ""
    reach: Reach = Reach.PARTY


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as a list shows it; `taken_by` is the meeting on whose agenda it stands."""

    number: int
    series: str
    title: str
    by: str
    thread: str
    state: ProposalState
    taken_by: str
    reason: str
    remarks: str
    audience: str
    proposed_at: datetime
    version: int


def propose(session: Session, series: Series, new: NewProposal, *, now: datetime) -> AgendaProposal:
    """Put a proposal on the backlog of a series, under the next number."""
    if new.by is not None and new.by.party.partnership is not series.partnership:
        raise InvalidValue("--by", new.by.code, f"a body of {series.partnership.code}")
    last = select(func.max(AgendaProposal.ordinal)).where(AgendaProposal.series_id == series.id)
    title = one_line("the title", new.title)
    partnership = series.partnership
    with session.no_autoflush:
        proposal = AgendaProposal(
            series=series,
            ordinal=(session.scalar(last) or 0) + 1,
            title=title,
            body=new.by,
            thread=thread_called(session, partnership, new.thread, title) if new.thread else None,
            remarks=prose("the remarks", new.remarks),
            reach=new.reach,
            party=owner_of(new.reach, partnership),
            proposed_at=now,
        )
    session.add(proposal)
    session.flush()
    return proposal


def backlog(
    session: Session, series: Series, *, whatever_state: bool = False
) -> Sequence[AgendaProposal]:
    """The proposals that are open, or all there ever were, in the order they came."""
    chosen = (
        select(AgendaProposal)
        .where(AgendaProposal.series_id == series.id)
        .options(
            joinedload(AgendaProposal.body).selectinload(Body.names),
            joinedload(AgendaProposal.thread),
            joinedload(AgendaProposal.party),
            joinedload(AgendaProposal.item).joinedload(AgendaItem.meeting),
            selectinload(AgendaProposal.series),
        )
        .order_by(AgendaProposal.ordinal)
    )
    if not whatever_state:
        chosen = chosen.where(AgendaProposal.state == ProposalState.OPEN)
    return session.scalars(chosen).all()


def find_proposal(session: Session, series: Series, number: int) -> AgendaProposal:
    """The proposal of that number in the backlog of a series."""
    every = backlog(session, series, whatever_state=True)
    found = next((one for one in every if one.ordinal == number), None)
    if found is None:
        known = [f"{one.ordinal} ({one.title})" for one in every]
        raise NotFound(f"proposal of {series.code}", str(number), known)
    return found


def take(
    session: Session,
    proposal: AgendaProposal,
    meeting: Meeting,
    edit: ItemEdit,
    *,
    at: AgendaItem | None = None,
) -> AgendaItem:
    """Make an item of an open proposal, with its thread; who proposed it leads for its party.

    The item is joint unless the edit says otherwise, whatever the proposal was.
    """
    _require_open(proposal, ProposalState.TAKEN)
    item = add_item(session, meeting, proposal.title, edit, at=at)
    item.thread = item.thread or proposal.thread
    if proposal.body is not None and proposal.body.party_id not in (
        lead.party_id for lead in item.leads
    ):
        item.leads.append(Lead(party=proposal.body.party, body=proposal.body))
    proposal.item, proposal.state = item, ProposalState.TAKEN
    session.flush()
    return item


def drop(session: Session, proposal: AgendaProposal, reason: str) -> None:
    """Say why an open proposal comes on no agenda."""
    _require_open(proposal, ProposalState.DROPPED)
    proposal.state, proposal.reason = ProposalState.DROPPED, some_prose("the reason", reason)
    session.flush()


def row_of(proposal: AgendaProposal) -> ProposalRow:
    """The proposal as a list shows it."""
    return ProposalRow(
        number=proposal.ordinal,
        series=proposal.series.code,
        title=proposal.title,
        by=proposal.body.short_name_on(proposal.proposed_at.date()) if proposal.body else "",
        thread=proposal.thread.key if proposal.thread else "",
        state=proposal.state,
        taken_by=proposal.item.meeting.name if proposal.item else "",
        reason=proposal.reason,
        remarks=proposal.remarks,
        audience=str(proposal.audience),
        proposed_at=proposal.proposed_at,
        version=proposal.version,
    )


def _require_open(proposal: AgendaProposal, wanted: ProposalState) -> None:
    if proposal.state is not ProposalState.OPEN:
        what = f"proposal {proposal.ordinal} of {proposal.series.code}"
        raise IllegalTransition(what, str(proposal.state), str(wanted), [])
