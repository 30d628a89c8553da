"""Which days of two free slots go together: the rules between them as links for the solver."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.planning.candidates import Candidate
from scheduler.planning.horizon.problem import BROKEN, LATE, Link
from scheduler.planning.nominal import Slot
from scheduler.planning.objections import Clearance, Days, Judge


@dataclass(frozen=True, slots=True)
class Free:
    """A slot that is to be placed, with its judge and its candidates."""

    slot: Slot
    judge: Judge
    candidates: tuple[Candidate, ...]

    @property
    def days(self) -> list[date]:
        """The days of the candidates, earliest first."""
        return [one.day for one in self.candidates]


def link_in_series(earlier: Free, later: Free, at: tuple[int, int], days: Days) -> Link:
    """Of two slots that follow one another in a series: their order, and both gaps.

    A meeting of the record that stands between them keeps the greatest gap for the later one.
    """
    policy, choices = later.judge.policy, later.days
    least, most = policy.spacing.min_gap, policy.spacing.max_gap
    carried = [_is_carried(day, later.judge, days) for day in choices]
    rows = []
    for day in earlier.days:
        first = _on(day, policy.days)
        first = max(first, least.after(day)) if least else first
        row = bytearray(len(choices))
        if most:
            for place in range(bisect_right(choices, most.after(day)), len(choices)):
                row[place] = 0 if carried[place] else LATE
        soon = bisect_left(choices, first)
        row[:soon] = bytes([BROKEN]) * soon
        rows.append(bytes(row))
    return Link(*at, tuple(rows))


def link_between(earlier: Free, later: Free, at: tuple[int, int]) -> Link | None:
    """Of two slots of different series: the distances that either asks for."""
    clearances = [one for one in later.judge.clearances if one.series == earlier.slot.series]
    first, last = earlier.candidates[0].day, earlier.candidates[-1].day
    choices = later.days
    near = [one for one in clearances if _may_touch(one, first, last, choices)]
    if not near:
        return None
    rows = [bytearray(len(choices)) for _ in earlier.candidates]
    for clearance in near:
        _break(rows, clearance, earlier.days, choices)
    return Link(*at, tuple(map(bytes, rows)))


def link_beside(guest: Free, host: Free, at: tuple[int, int]) -> Link:
    """Of a slot in the margins of another; the places are those of the guest and of the host."""
    rows = []
    for event in host.days:
        beside = guest.judge.beside(event)
        rows.append(bytes(0 if day.toordinal() in beside else BROKEN for day in guest.days))
    link = Link(at[1], at[0], tuple(rows))
    return link if at[1] < at[0] else Link(*at, link.columns)


def _may_touch(clearance: Clearance, first: date, last: date, choices: Sequence[date]) -> bool:
    span = clearance.span
    behind = clearance.behind and choices[0] < span.after(last) and choices[-1] >= first
    return behind or (clearance.ahead and first < span.after(choices[-1]) and last >= choices[0])


def _break(
    rows: list[bytearray], clearance: Clearance, days: Sequence[date], choices: Sequence[date]
) -> None:
    """Mark the choices that a clearance forbids beside each of the earlier slot's days."""
    after = [clearance.span.after(day) for day in choices]
    for row, day in zip(rows, days, strict=True):
        if clearance.behind:
            start = bisect_left(choices, day)
            _mark(row, start, bisect_left(choices, clearance.span.after(day)))
        if clearance.ahead:
            _mark(row, bisect_right(after, day), bisect_right(choices, day))


def _mark(row: bytearray, start: int, stop: int) -> None:
    if start < stop:
        row[start:stop] = bytes([BROKEN]) * (stop - start)


def _is_carried(day: date, judge: Judge, days: Days) -> bool:
    """Whether a meeting of the record lies near enough before a day."""
    last, most = days.last(judge.policy.code, day), judge.policy.spacing.max_gap
    return last is not None and most is not None and day <= most.after(last)


def _on(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
