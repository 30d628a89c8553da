"""Builds the agenda of a meeting: items are added, put in order, changed, removed, recorded."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.errors import InvalidValue, NotAllowed
from scheduler.model.agenda import AgendaItem
from scheduler.model.agenda_proposal import AgendaProposal
from scheduler.model.briefing import BriefingSection
from scheduler.model.contribution import Contribution
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.vocabulary import ItemKind, ItemState, MeetingState, ProposalState
from scheduler.papers.audience import Reach
from scheduler.papers.words import listed
from scheduler.secretariat import agenda_order
from scheduler.secretariat.agenda_items import ItemEdit, apply_edit, said, standing
from scheduler.secretariat.audiences import narrower
from scheduler.secretariat.dates import named_with_date
from scheduler.secretariat.edits import require_day_has_come, require_version
from scheduler.secretariat.item_labels import labels
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.notes import in_words
from scheduler.secretariat.stored_files import forget_unused_files


def add_item(
    session: Session,
    meeting: Meeting,
    title: str,
    edit: ItemEdit,
    *,
    at: AgendaItem | None = None,
    under: AgendaItem | None = None,
) -> AgendaItem:
    """Put an item on the agenda: in the place of another, which comes after it, or at the end.

    `under` makes it a sub-item, which goes no further than its parent. In no section by itself, it
    is in that of the item before it.
    """
    require_open(meeting, f"adding an item to the agenda of {meeting.name}")
    items = agenda_of(session, meeting)
    item = _blank(meeting, under or (at.parent if at else None))
    apply_edit(session, item, replace(edit, title=title))
    with session.no_autoflush:
        agenda_order.insert(items, item, before=at, under=under)
        agenda_order.require_sound(item, ())
        if edit.section is None and item.parent is None:
            order = sorted((*items, item), key=lambda one: one.position)
            item.section = agenda_order.section_at(order, item)
    session.add(item)
    session.flush()
    return item


def edit_item(
    session: Session,
    item: AgendaItem,
    edit: ItemEdit,
    *,
    version: int | None = None,
    today: date,
) -> AgendaItem:
    """Change what an item says; of a held meeting only what was said and what became of it.

    Raises TooEarly for what was said, and the minutes used, before the meeting's day. What is one
    party's own takes its sub-items with it.
    """
    words = said(edit)
    if not words:
        raise InvalidValue("the edit of", item.title, "at least one thing to change")
    require_version(
        f"the agenda item {item.title!r}",
        item,
        version,
        theirs=_in_words(standing(item, list(words))),
        yours=_in_words(words),
    )
    if edit.tells_what_happened:
        act = f"recording what was said at {item.meeting.name}"
        require_day_has_come(item.meeting, act, today=today)
    if not edit.is_of_the_record:
        require_open(item.meeting, f"changing the agenda of {item.meeting.name}")
    inside = sub_items(session, item)
    apply_edit(session, item, edit)
    agenda_order.require_sound(item, inside)
    for one in inside:
        one.reach, one.party = narrower(one.reach, item.reach), one.party or item.party
    # Leads and documents are rows of their own: without this, two edits of one version would win.
    item.version += 1
    session.flush()
    forget_unused_files(session)
    return item


def move_item(
    session: Session, item: AgendaItem, to: AgendaItem, *, version: int | None = None
) -> AgendaItem:
    """Give an item the place of another, in its section; those between close up.

    The place of a sub-item makes it one; that of an item makes it none. Its own come along.
    """
    _require_read(item, version, f"at the place of {to.title}")
    require_open(item.meeting, f"changing the order of the agenda of {item.meeting.name}")
    with session.no_autoflush:
        agenda_order.move(agenda_of(session, item.meeting), item, to)
        if item.parent is not None:
            item.section = ""
        elif to.reach is not Reach.PARTY or item.reach is Reach.PARTY:
            item.section = to.section
        agenda_order.require_sound(item, ())
    session.flush()
    return item


def remove_item(session: Session, item: AgendaItem, *, version: int | None = None) -> None:
    """Take an item off the agenda; NotAllowed while notes or outcomes hang on it, named.

    A proposal that it came from is open again.
    """
    _require_read(item, version, "removed")
    meeting, act = item.meeting, f"removing the agenda item {item.title!r}"
    require_open(meeting, act)
    if hanging := list(_hanging_on(session, item)):
        remedy = "remove these first; an outcome keeps its item for good"
        raise NotAllowed(act, f"it has {listed(hanging)}", remedy)
    items = [one for one in agenda_of(session, meeting) if one is not item]
    taken = select(AgendaProposal).where(AgendaProposal.item_id == item.id)
    for proposal in session.scalars(taken):
        proposal.item, proposal.state = None, ProposalState.OPEN
    session.delete(item)
    agenda_order.close_up(items)
    session.flush()
    forget_unused_files(session)


def sub_items(session: Session, item: AgendaItem) -> list[AgendaItem]:
    """The sub-items of an item, in their order."""
    return [one for one in agenda_of(session, item.meeting) if one.parent is item]


def require_open(meeting: Meeting, act: str) -> None:
    """Raise NotAllowed for an agenda that has become history."""
    if meeting.state is MeetingState.HELD:
        raise NotAllowed(
            act,
            f"{named_with_date(meeting)} was held",
            "only --record, --minutes-used and --state of its items may still be given",
        )


def _blank(meeting: Meeting, parent: AgendaItem | None) -> AgendaItem:
    """An item that says nothing yet, for both parties or for whom its parent is."""
    return AgendaItem(
        meeting=meeting,
        section="",
        kind=ItemKind.DISCUSSION,
        state=ItemState.OPEN,
        reach=narrower(Reach.JOINT, parent.reach) if parent else Reach.JOINT,
        party=parent.party if parent else None,
    )


def _require_read(item: AgendaItem, version: int | None, wanted: str) -> None:
    what = f"the agenda item {item.title!r}"
    theirs = f"{item.title}, at place {item.position}"
    require_version(what, item, version, theirs=theirs, yours=wanted)


def _in_words(parts: dict[str, str]) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in parts.items())


def _hanging_on(session: Session, item: AgendaItem) -> Iterator[str]:
    sections = select(BriefingSection).where(BriefingSection.item_id == item.id)
    for section in session.scalars(sections.order_by(BriefingSection.id)):
        yield f"the {in_words(section.section)} of the {section.party.code} note"
    asked = select(Contribution).where(Contribution.item_id == item.id)
    for request in session.scalars(asked.order_by(Contribution.id)):
        yield f"the contribution asked of {request.body.code}"
    agenda = agenda_of(session, item.meeting)
    for label, one in zip(labels(agenda), agenda, strict=True):
        if one.parent is item:
            yield f"the sub-item {label}"
    later = select(AgendaItem).where(AgendaItem.carried_from_id == item.id)
    for one in session.scalars(later.order_by(AgendaItem.id)):
        yield f"what goes on with it on the agenda of {one.meeting.name}"
    outcomes = select(Outcome.reference).where(Outcome.item_id == item.id)
    yield from session.scalars(outcomes.order_by(Outcome.ordinal))
