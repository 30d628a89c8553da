"""Items on their way from meeting to meeting: carried, escalated to SOM, cascaded to HoU.

What became of an item says whether it is carried: one that was left open or postponed is, one that
was discussed, decided or dropped is not. Nothing is copied twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from scheduler.errors import AlreadyExists, Finding, InvalidValue, NotAllowed, Severity
from scheduler.model.agenda import AgendaItem, Lead, Speaker
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.series import Series
from scheduler.model.vocabulary import ItemKind, ItemState, MeetingState, Passage
from scheduler.papers.words import counted
from scheduler.secretariat import agenda_order
from scheduler.secretariat.agendas import require_open
from scheduler.secretariat.dates import named_with_date, when
from scheduler.secretariat.item_labels import label_of
from scheduler.secretariat.naming import agenda_of
from scheduler.secretariat.register import RANK

# What every agenda has by itself comes with the template.
_OF_EVERY_MEETING = (
    *(ItemKind.OPENING, ItemKind.BREAK, ItemKind.STANDING, ItemKind.OTHER_BUSINESS),
)
_TO_COME = (MeetingState.PLANNED, MeetingState.PROPOSED, MeetingState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class LeftItem:
    """An item that found no home: of which meeting, under which number, why it waits."""

    meeting: str
    when: str
    number: str
    title: str
    state: ItemState
    thread: str
    audience: str


@dataclass(frozen=True, slots=True)
class Carried:
    """An item that went on: from where to where; `is_new` is false where its thread was there."""

    title: str
    source: str
    passage: Passage
    target: str
    is_new: bool


def left_behind(session: Session, series: Series | None = None) -> list[AgendaItem]:
    """The items of held meetings that were left open or postponed and went on nowhere, by day.

    One that has an outcome was not left open, whatever nobody said of it.
    """
    later = aliased(AgendaItem)
    went_on = exists().where(later.carried_from_id == AgendaItem.id)
    has_outcome = exists().where(Outcome.item_id == AgendaItem.id)
    is_postponed = AgendaItem.state == ItemState.POSTPONED
    chosen = (
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(
            Meeting.state == MeetingState.HELD,
            AgendaItem.kind.not_in(_OF_EVERY_MEETING),
            is_postponed | ((AgendaItem.state == ItemState.OPEN) & ~has_outcome),
            ~went_on,
        )
        .options(
            joinedload(AgendaItem.meeting).joinedload(Meeting.series),
            joinedload(AgendaItem.thread),
            joinedload(AgendaItem.party),
        )
        .order_by(Meeting.day, AgendaItem.meeting_id, AgendaItem.position)
    )
    if series is not None:
        chosen = chosen.where(Meeting.series_id == series.id)
    return list(session.scalars(chosen))


def waiting(session: Session, meeting: Meeting) -> Iterator[Finding]:
    """A note for each held meeting of the series that left items which this one may take."""
    if meeting.series is None or meeting.state is MeetingState.HELD:
        return
    left = Counter(one.meeting for one in left_behind(session, meeting.series))
    for one, count in left.items():
        words = f"{counted(count, 'item')} of {one.name} found no home yet"
        sentence = f"{words}: scheduler agenda carry {one.name}"
        yield Finding(Severity.NOTE, sentence, meeting.name)


def left_row(session: Session, item: AgendaItem) -> LeftItem:
    """The item as the list of what is left shows it."""
    return LeftItem(
        meeting=item.meeting.name,
        when=when(item.meeting),
        number=label_of(session, item),
        title=item.title,
        state=item.state,
        thread=item.thread.key if item.thread else "",
        audience=str(item.audience),
    )


def carry(
    session: Session, meeting: Meeting, *, to: Meeting | None = None, today: date
) -> list[Carried]:
    """Carry what a held meeting left to the next one of its series, or to the meeting said."""
    if meeting.state is not MeetingState.HELD:
        remedy = f"record it first: scheduler meeting held {meeting.name}"
        raise NotAllowed(f"carrying items of {meeting.name}", f"it is {meeting.state}", remedy)
    left = [one for one in left_behind(session) if one.meeting is meeting]
    target = to or next_of_series(session, meeting, today=today)
    return [pass_on(session, item, target, _passage(item, target)) for item in left]


def escalate(session: Session, item: AgendaItem, target: Meeting) -> Carried:
    """Put an item before a higher level; it stays where it is too."""
    return _across(session, item, target, Passage.ESCALATED)


def cascade(session: Session, item: AgendaItem, target: Meeting) -> Carried:
    """Let a lower level follow an item; it stays where it is too."""
    return _across(session, item, target, Passage.CASCADED)


def pass_on(session: Session, item: AgendaItem, target: Meeting, passage: Passage) -> Carried:
    """Put an item on another agenda, at its end, with leads, speakers, minutes and thread.

    Where an item of the same thread and audience stands there, it goes on in that one. Raises
    AlreadyExists where it went that way before.
    """
    require_open(target, f"carrying {item.title!r} to {target.name}")
    if target is item.meeting:
        raise InvalidValue("--to", target.name, f"another meeting than that of {item.title!r}")
    there = _gone(session, item, passage)
    if there is not None:
        remedy = f"it is item {label_of(session, there)} of {there.meeting.name}"
        raise AlreadyExists("item", f"{item.title!r}, {passage},", remedy)
    agenda = agenda_of(session, target)
    found = _same_topic(agenda, item)
    copy = found or _copied(item, target)
    with session.no_autoflush:
        copy.carried_from, copy.carried_as = item, passage
        if found is None:
            under = _parent_there(agenda, item)
            before = None if under else _closing(agenda)
            agenda_order.insert(agenda, copy, before=before, under=under)
    session.add(copy)
    session.flush()
    return Carried(
        title=copy.title,
        source=f"{item.meeting.name}, item {label_of(session, item)}",
        passage=passage,
        target=f"{named_with_date(target)}, item {label_of(session, copy)}",
        is_new=found is None,
    )


def next_of_series(session: Session, meeting: Meeting, *, today: date) -> Meeting:
    """The next meeting of its series that is still to come; NotAllowed where none is planned."""
    after = max(today, meeting.day or today)
    found = session.scalar(
        select(Meeting)
        .where(
            Meeting.series_id == meeting.series_id,
            Meeting.id != meeting.id,
            Meeting.state.in_(_TO_COME),
            Meeting.day >= after,
        )
        .order_by(Meeting.day)
        .limit(1)
    )
    if found is None or meeting.series is None:
        raise NotAllowed(
            f"carrying items of {meeting.name}",
            "no later meeting of its series is planned",
            "name one with --to, or plan it: scheduler plan --apply",
        )
    return found


def history_of(item: AgendaItem, session: Session) -> tuple[str, ...]:
    """Where an item comes from, the nearest first, and where it went from here."""
    lines = []
    one: AgendaItem = item
    while one.carried_from is not None:
        source = one.carried_from
        lines.append(f"{one.carried_as} from {_place(session, source)}")
        one = source
    later = _successors(session, item)
    return (*lines, *(f"{one.carried_as} to {_place(session, one)}" for one in later))


def _across(session: Session, item: AgendaItem, target: Meeting, passage: Passage) -> Carried:
    if _passage(item, target) is not passage:
        levels = [one.series.level if one.series else "none" for one in (item.meeting, target)]
        side = "a higher" if passage is Passage.ESCALATED else "a lower"
        expected = f"a meeting of {side} level than {levels[0]}, not of {levels[1]}"
        raise InvalidValue("--to", target.name, expected)
    return pass_on(session, item, target, passage)


def _passage(item: AgendaItem, target: Meeting) -> Passage:
    """How an item comes there: up, down, or on the same level."""
    if item.meeting.series is None or target.series is None:
        return Passage.CARRIED
    here, there = (RANK.index(one.series.level) for one in (item.meeting, target) if one.series)
    if here == there:
        return Passage.CARRIED
    return Passage.ESCALATED if there > here else Passage.CASCADED


def _same_topic(agenda: Sequence[AgendaItem], item: AgendaItem) -> AgendaItem | None:
    """The item there that follows the same thread for the same readers, and comes from nowhere."""
    if item.thread is None:
        return None
    same = (
        one
        for one in agenda
        if one.thread is item.thread and one.audience == item.audience and not one.carried_as
    )
    return next(same, None)


def _copied(item: AgendaItem, target: Meeting) -> AgendaItem:
    """The item anew, without what was said of it, its documents or its section."""
    return AgendaItem(
        meeting=target,
        section="",
        title=item.title,
        kind=item.kind,
        state=ItemState.OPEN,
        minutes_planned=item.minutes_planned,
        thread=item.thread,
        reach=item.reach,
        party=item.party,
        leads=[Lead(party=one.party, body=one.body) for one in item.leads],
        speakers=[
            Speaker(party=one.party, body=one.body, person=one.person) for one in item.speakers
        ],
    )


def _parent_there(agenda: Sequence[AgendaItem], item: AgendaItem) -> AgendaItem | None:
    """What a sub-item stands under again: where its parent went on, if it went there."""
    if item.parent is None:
        return None
    tops = (one for one in agenda if one.parent is None)
    return next((one for one in tops if one.carried_from is item.parent), None)


def _closing(agenda: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item before which new ones are put: any other business and what follows it."""
    tops = (one for one in agenda if one.parent is None)
    return next((one for one in tops if one.kind is ItemKind.OTHER_BUSINESS), None)


def _gone(session: Session, item: AgendaItem, passage: Passage) -> AgendaItem | None:
    return next((one for one in _successors(session, item) if one.carried_as is passage), None)


def _successors(session: Session, item: AgendaItem) -> Sequence[AgendaItem]:
    chosen = select(AgendaItem).where(AgendaItem.carried_from_id == item.id)
    return session.scalars(chosen.order_by(AgendaItem.id)).all()


def _place(session: Session, item: AgendaItem) -> str:
    return f"{item.meeting.name}, item {label_of(session, item)} ({when(item.meeting)})"
