"""Which days of two free slots go together: the rules between them as links for the solver."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.planning.candidates import Candidate
from scheduler.planning.horizon.problem import BROKEN, CLASH, KEPT, LATE, MOST_BROKEN, Link
from scheduler.planning.nominal import Slot
from scheduler.planning.objections import Clearance, Days, Judge
from scheduler.planning.spans import Span

# What becomes of each level where one more rule is broken, and where the two may not be at all.
_ONE_MORE = bytes(min(level + BROKEN, max(level, MOST_BROKEN)) for level in range(256))
# Worse than the same day by itself, which breaks the rule of the margin.
_APART = 2 * BROKEN
_CLASHING = bytes([CLASH]) * 256


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


def link_in_series(earlier: Free, later: Free, at: tuple[int, int], days: Days) -> Link | None:
    """Of two slots that follow one another in a series: the greatest gap.

    A meeting of the record that stands between them keeps it for the later one.
    """
    most, choices = later.judge.policy.spacing.max_gap, later.days
    if most is None:
        return None
    level = [KEPT if _is_carried(day, most, later.judge, days) else LATE for day in choices]
    rows = []
    for day in earlier.days:
        soon = bisect_right(choices, most.after(day))
        rows.append(bytes([KEPT] * soon + level[soon:]))
    return Link(*at, tuple(rows))


def link_between(earlier: Free, later: Free, at: tuple[int, int]) -> Link | None:
    """Of two slots: the distances that either series asks for, or that one series keeps."""
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
        rows.append(
            bytes(
                _APART if one.beside == at[1] and one.day.toordinal() not in beside else KEPT
                for one in guest.candidates
            )
        )
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
    marks = _CLASHING if clearance.breach else _ONE_MORE
    for row, day in zip(rows, days, strict=True):
        start = bisect_right(after, day) if clearance.ahead else bisect_left(choices, day)
        end = clearance.span.after(day) if clearance.behind else None
        stop = bisect_left(choices, end) if end else bisect_right(choices, day)
        row[start:stop] = row[start:stop].translate(marks)


def _is_carried(day: date, most: Span, judge: Judge, days: Days) -> bool:
    """Whether a meeting of the record lies near enough before a day."""
    last = days.last(judge.policy.code, day)
    return last is not None and day <= most.after(last)
