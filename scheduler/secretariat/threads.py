"""Threads: where a topic was discussed before, and what came of it each time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from scheduler.errors import IllegalTransition, NotFound
from scheduler.model.agenda import AgendaItem, Thread
from scheduler.model.meeting import Meeting
from scheduler.model.outcome import Outcome
from scheduler.model.partnership import Partnership
from scheduler.model.vocabulary import ItemState
from scheduler.papers.words import day_in_words
from scheduler.secretariat.dates import when
from scheduler.secretariat.item_labels import label_of


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread as a list shows it; `last` is the newest meeting that has an item of it."""

    key: str
    title: str
    items: int
    last: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ThreadStop:
    """One item of a thread: where it stood, how it came there, what came of it."""

    meeting: str
    when: str
    number: str
    title: str
    state: ItemState
    came: str
    outcomes: tuple[str, ...]
    audience: str


@dataclass(frozen=True, slots=True)
class ThreadSheet:
    """A thread and its items by the day of their meetings, those without a day last."""

    key: str
    title: str
    closed_on: date | None
    stops: tuple[ThreadStop, ...]


def list_threads(session: Session, partnership: Partnership) -> list[ThreadRow]:
    """The threads by key, with how many items each has."""
    threads = session.scalars(
        select(Thread).where(Thread.partnership_id == partnership.id).order_by(Thread.key)
    ).all()
    items = _items(session, [thread.id for thread in threads])
    return [
        ThreadRow(
            key=thread.key,
            title=thread.title,
            items=len(items[thread.id]),
            last=items[thread.id][-1].meeting.name if items[thread.id] else "",
            closed_on=thread.closed_on,
        )
        for thread in threads
    ]


def show_thread(session: Session, thread: Thread) -> ThreadSheet:
    """Where it was discussed, and where it will be."""
    items = _items(session, [thread.id])[thread.id]
    outcomes = _references(session, items)
    return ThreadSheet(
        key=thread.key,
        title=thread.title,
        closed_on=thread.closed_on,
        stops=tuple(
            ThreadStop(
                meeting=item.meeting.name,
                when=when(item.meeting),
                number=label_of(session, item),
                title=item.title,
                state=item.state,
                came=_came(item),
                outcomes=tuple(outcomes[item.id]),
                audience=str(item.audience),
            )
            for item in items
        ),
    )


def find_thread(session: Session, partnership: Partnership, key: str) -> Thread:
    """The thread of that key, whatever its case."""
    threads = session.scalars(
        select(Thread).where(Thread.partnership_id == partnership.id).order_by(Thread.key)
    ).all()
    found = next((one for one in threads if one.key.casefold() == key.strip().casefold()), None)
    if found is None:
        raise NotFound("thread", key, [one.key for one in threads])
    return found


def close_thread(session: Session, thread: Thread, *, today: date) -> None:
    """Say that a topic is done with; a new item of it opens it again, under the same key."""
    if thread.closed_on is not None:
        current = f"closed since {day_in_words(thread.closed_on)}"
        raise IllegalTransition(f"the thread {thread.key!r}", current, "closed", ["open"])
    thread.closed_on = today
    session.flush()


def reopen_thread(session: Session, thread: Thread) -> None:
    """Take a topic up again: it keeps its key and all that was said of it."""
    if thread.closed_on is None:
        raise IllegalTransition(f"the thread {thread.key!r}", "open", "reopened", ["closed"])
    thread.closed_on = None
    session.flush()


def _items(session: Session, threads: Iterable[int]) -> Mapping[int, Sequence[AgendaItem]]:
    """The items of each of these threads, by the day of their meetings."""
    found: dict[int, list[AgendaItem]] = defaultdict(list)
    chosen = (
        select(AgendaItem)
        .join(AgendaItem.meeting)
        .where(AgendaItem.thread_id.in_(threads))
        .options(
            joinedload(AgendaItem.meeting).joinedload(Meeting.series),
            joinedload(AgendaItem.party),
            joinedload(AgendaItem.carried_from).joinedload(AgendaItem.meeting),
        )
        .order_by(func.coalesce(Meeting.day, date.max), AgendaItem.position)
    )
    for item in session.scalars(chosen):
        found[item.thread_id or 0].append(item)
    return found


def _references(session: Session, items: Sequence[AgendaItem]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    wanted = [item.id for item in items]
    chosen = select(Outcome).where(Outcome.item_id.in_(wanted)).order_by(Outcome.ordinal)
    for outcome in session.scalars(chosen):
        found[outcome.item_id or 0].append(outcome.reference)
    return found


def _came(item: AgendaItem) -> str:
    return f"{item.carried_as} from {item.carried_from.meeting.name}" if item.carried_from else ""
