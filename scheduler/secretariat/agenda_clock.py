"""The running clock of an agenda: when each item begins, how long it takes, what takes too long.

What is one party's own takes no time of the meeting. A sub-item takes its time from its parent.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from scheduler.errors import Finding, Severity
from scheduler.model.agenda import AgendaItem
from scheduler.model.meeting import Meeting
from scheduler.papers.audience import Reach
from scheduler.papers.words import counted, hour
from scheduler.secretariat.agenda_order import by_parent
from scheduler.secretariat.item_labels import labels

Outline = Mapping[AgendaItem | None, Sequence[AgendaItem]]


def running_clock(meeting: Meeting, items: Sequence[AgendaItem]) -> list[time | None]:
    """When each item begins, in wall time; None once the minutes of one before it are not known.

    A meeting of several days has no clock: nobody said on which day an item falls.
    """
    outline = by_parent(items)
    starts: dict[AgendaItem, time | None] = {}
    _run(_begin(meeting), None, outline, starts)
    return [starts[item] for item in items]


def lengths(items: Sequence[AgendaItem]) -> list[int | None]:
    """The minutes of each item: its own, or those of its sub-items together; None if unknown."""
    outline = by_parent(items)
    return [_length(item, outline) for item in items]


def clock_findings(meeting: Meeting, items: Sequence[AgendaItem]) -> Iterator[Finding]:
    """A warning for what is planned beyond the meeting's end, or beyond an item's own minutes."""
    outline = by_parent(items)
    yield from _past_the_end(meeting, outline)
    for label, item in zip(labels(items), items, strict=True):
        inside = _planned(outline.get(item, ()), outline)
        if item.minutes_planned is not None and inside > item.minutes_planned:
            more = counted(inside - item.minutes_planned, "minute")
            words = f"the sub-items of item {label} take {inside} minutes, {more} more than it has"
            yield Finding(Severity.WARNING, words, meeting.name)


def _run(
    clock: datetime | None,
    parent: AgendaItem | None,
    outline: Outline,
    starts: dict[AgendaItem, time | None],
) -> None:
    for item in outline.get(parent, ()):
        if _is_own(item):
            starts[item] = None
            _run(None, item, outline, starts)
            continue
        starts[item] = clock.time() if clock else None
        _run(clock, item, outline, starts)
        length = _length(item, outline)
        clock = clock + timedelta(minutes=length) if clock and length is not None else None


def _length(item: AgendaItem, outline: Outline) -> int | None:
    if item.minutes_planned is not None:
        return item.minutes_planned
    inside = [one.minutes_planned for one in outline.get(item, ()) if _counts(one, item)]
    known = [minutes for minutes in inside if minutes is not None]
    return sum(known) if inside and len(known) == len(inside) else None


def _planned(items: Sequence[AgendaItem], outline: Outline) -> int:
    """The minutes that are known of these items together."""
    return sum(_length(item, outline) or 0 for item in items if not _is_own(item))


def _counts(item: AgendaItem, parent: AgendaItem) -> bool:
    """Whether a sub-item takes time of its parent: an own one does of an own one alone."""
    return not _is_own(item) or _is_own(parent)


def _is_own(item: AgendaItem) -> bool:
    return item.reach is Reach.PARTY


def _begin(meeting: Meeting) -> datetime | None:
    is_of_one_day = meeting.last_day in (None, meeting.day)
    if meeting.day is None or meeting.start_time is None or not is_of_one_day:
        return None
    return datetime.combine(meeting.day, meeting.start_time)


def _past_the_end(meeting: Meeting, outline: Outline) -> Iterator[Finding]:
    begin = _begin(meeting)
    if begin is None or meeting.end_time is None:
        return
    ends = begin + timedelta(minutes=_planned(outline.get(None, ()), outline))
    over = ends - datetime.combine(begin.date(), meeting.end_time)
    if over > timedelta():
        minutes = counted(over // timedelta(minutes=1), "minute")
        yield Finding(
            Severity.WARNING,
            f"the agenda runs to {hour(ends)}, {minutes} past the end at {hour(meeting.end_time)}",
            meeting.name,
        )
