"""What stands in each line of the desk, fitted to its width."""

from datetime import datetime, timedelta

from scheduler.model.vocabulary import ItemState, OutcomeKind, Presence
from scheduler.papers.words import hour
from scheduler.secretariat.desk import DeskItem, DeskMember
from scheduler.secretariat.outcomes import OutcomeRow

_MINUTE = timedelta(minutes=1)
_SIGNS = {
    OutcomeKind.NOTE: "-",
    OutcomeKind.CONCLUSION: "=",
    OutcomeKind.DECISION: "+",
    OutcomeKind.COMMITMENT: "!",
}
_STATES = {ItemState.DISCUSSED: "done", ItemState.DECIDED: "decided", ItemState.POSTPONED: "later"}
_PRESENCES = {
    Presence.UNKNOWN: "?",
    Presence.PRESENT: "present",
    Presence.EXCUSED: "excused",
    Presence.ABSENT: "absent",
    Presence.REPLACED: "replaced",
}


def head_line(title: str, clock: datetime, width: int) -> str:
    """The meeting, and the clock where it is held at the right."""
    now = hour(clock.time())
    return _ends(title, now, width)


def item_line(item: DeskItem, width: int) -> str:
    """For example "> 3 Ukraine 12/30": the minutes taken of those planned, or how it ended."""
    planned = f"/{item.minutes}" if item.minutes else ""
    if item.is_taken or item.taken:
        right = f"{item.taken // _MINUTE}{planned}"
    else:
        right = _STATES.get(item.state) or (hour(item.start) if item.start else "")
    sign = ">" if item.is_taken else " "
    return _ends(f"{sign} {item.number} {item.title}", right, width)


def is_over(item: DeskItem) -> bool:
    """True once an item has taken more than the minutes it has."""
    return item.minutes is not None and item.taken > item.minutes * _MINUTE


def clock_line(item: DeskItem, width: int) -> str:
    """The item, and how long it may still take."""
    left = ""
    if item.minutes is not None:
        rest = item.minutes - item.taken // _MINUTE
        left = f"{rest} min left" if rest >= 0 else f"{-rest} min over"
    return _ends(f"{item.number}. {item.title}", left, width)


def outcome_line(row: OutcomeRow) -> str:
    """For example "! SOM-11/C4 DG ECHO to share the list. [DG ECHO, 15 June 2025]"."""
    owed = ", ".join(part for part in (row.owner, row.due) if part)
    beside = f" [{owed}]" if owed else ""
    return f"{_SIGNS[row.kind]} {row.reference} {row.text}{beside}"


def member_line(member: DeskMember, width: int, *, is_out: bool) -> str:
    """The party, the name, and whether they are there."""
    standing = _PRESENCES[member.presence]
    if member.replaced_by:
        standing = f"replaced by {member.replaced_by}"
    if is_out:
        standing = "out for this item"
    return _ends(f"{member.party:<4} {member.name}", standing, width)


def _ends(left: str, right: str, width: int) -> str:
    """One text at each end of a line."""
    room = max(width - len(right) - 1, 0)
    return f"{_cut(left, room):<{room}} {right}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(width - 1, 0)]}…"
