"""The rhythm a series kept, against the gap it promised.

Numbers do not follow years and some meetings have no known day; so the mean is taken over the
numbers where the first and the last meeting have one: from the 1st to the 11th lie ten gaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.planning.spacing import Spacing
from scheduler.planning.words import plain_day

DAYS_PER_MONTH = 365.2425 / 12


class CadenceState(StrEnum):
    """How a series stands on a day; unknown without a meeting or without a rule."""

    UNKNOWN = "unknown"
    NOT_DUE = "not due"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that was held on a known day; the number may be unknown."""

    day: date
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cadence:
    """The mean gap and the last gap in months, and what the promise says of a day.

    A gap is None where it cannot be told: fewer than two meetings, or one without a day between.
    `due_from` is the first day the least gap allows, `overdue_from` the first past the greatest.
    """

    gaps: int
    mean_months: float | None
    last_gap_months: float | None
    first: date | None
    last: date | None
    due_from: date | None
    overdue_from: date | None
    state: CadenceState

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return "no meeting with a known day"
        if self.mean_months is None:
            return f"one meeting, on {plain_day(self.last)}; {self._promise()}"
        gaps = "1 gap" if self.gaps == 1 else f"{self.gaps} gaps"
        return (
            f"{plain_day(self.first)} to {plain_day(self.last)}: {gaps}, "
            f"{self.mean_months:.1f} months on average, {self._last_gap()}; {self._promise()}"
        )

    def _last_gap(self) -> str:
        if self.last_gap_months is None:
            return "the last gap not known"
        return f"the last {self.last_gap_months:.1f} months"

    def _promise(self) -> str:
        if self.state is CadenceState.OVERDUE and self.overdue_from:
            return f"overdue since {plain_day(self.overdue_from)}"
        due = "not due before" if self.state is CadenceState.NOT_DUE else "due since"
        parts = [f"{due} {plain_day(self.due_from)}"] if self.due_from else []
        if self.overdue_from:
            parts.append(f"overdue from {plain_day(self.overdue_from)}")
        return ", ".join(parts) or "no gap is promised"


def cadence(held: Iterable[HeldMeeting], spacing: Spacing, on: date) -> Cadence:
    """The rhythm of the meetings held up to a day, that day included."""
    meetings = sorted((one for one in held if one.day <= on), key=lambda one: one.day)
    if not meetings:
        return Cadence(0, None, None, None, None, None, None, CadenceState.UNKNOWN)
    first, last = meetings[0], meetings[-1]
    gaps = _gaps(first, last) or len(meetings) - 1
    due = spacing.min_gap.after(last.day) if spacing.min_gap else None
    most = spacing.max_gap.after(last.day) if spacing.max_gap else None
    overdue = most + timedelta(days=1) if most and most < date.max else None
    return Cadence(
        gaps=gaps,
        mean_months=_months(first, last) / gaps if gaps else None,
        last_gap_months=_last_gap(meetings),
        first=first.day,
        last=last.day,
        due_from=due,
        overdue_from=overdue,
        state=_state(due, overdue, on),
    )


def _state(due: date | None, overdue: date | None, on: date) -> CadenceState:
    if due is None and overdue is None:
        return CadenceState.UNKNOWN
    if overdue and on >= overdue:
        return CadenceState.OVERDUE
    return CadenceState.NOT_DUE if due and on < due else CadenceState.DUE


def _gaps(earlier: HeldMeeting, later: HeldMeeting) -> int | None:
    """How many gaps lie between two meetings by their numbers; None where these cannot say."""
    if earlier.number is None or later.number is None or later.number <= earlier.number:
        return None
    return later.number - earlier.number


def _last_gap(meetings: list[HeldMeeting]) -> float | None:
    if len(meetings) < 2:  # noqa: PLR2004 -- a gap lies between two
        return None
    before, last = meetings[-2:]
    return _months(before, last) if _gaps(before, last) in (None, 1) else None


def _months(earlier: HeldMeeting, later: HeldMeeting) -> float:
    return (later.day - earlier.day).days / DAYS_PER_MONTH
