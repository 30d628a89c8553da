"""The entries of a part of a year, set in lanes so that no mark or name covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.exports.pictures.days import Days
from scheduler.exports.pictures.measured import fitted, width
from scheduler.papers.words import short_day
from scheduler.papers.year_view import Standing, YearEntry

NAME_SIZE = 11
_BESIDE = 8.0  # from the middle of a mark to its name
_APART = 6.0
_LONGEST = 0.45  # of the width of the part


@dataclass(frozen=True, slots=True)
class Placed:
    """Entries that share a name; it begins at `label_at`, or ends there if it `is_before` them."""

    entries: tuple[YearEntry, ...]
    label: str
    label_at: float
    left: float
    right: float
    is_before: bool


def lanes(entries: Iterable[YearEntry], days: Days) -> list[list[Placed]]:
    """Each entry in the first lane where it is free; the holds of one meeting stay together."""
    found: list[list[Placed]] = []
    for placed in sorted((_placed(one, days) for one in _together(entries)), key=_left):
        free = next((lane for lane in found if lane[-1].right + _APART <= placed.left), None)
        if free is None:
            found.append([placed])
        else:
            free.append(placed)
    return found


def _together(entries: Iterable[YearEntry]) -> list[tuple[YearEntry, ...]]:
    holds: dict[str, list[YearEntry]] = {}
    alone = []
    for one in entries:
        if one.standing is Standing.HOLD:
            holds.setdefault(one.name, []).append(one)
        else:
            alone.append((one,))
    return [*alone, *map(tuple, holds.values())]


def _placed(entries: Sequence[YearEntry], days: Days) -> Placed:
    """The name stands right of the marks, or left of them where the right has no room."""
    begin = days.middle(max(entries[0].first, days.first))
    end = max(begin, *(days.middle(min(one.last, days.last)) for one in entries))
    label = _label(entries[0], (days.right - days.left) * _LONGEST)
    room = width(label, NAME_SIZE)
    is_before = end + _BESIDE + room > days.right
    return Placed(
        tuple(entries),
        label,
        label_at=begin - _BESIDE if is_before else end + _BESIDE,
        left=begin - _BESIDE - room * is_before,
        right=end + _BESIDE + room * (not is_before),
        is_before=is_before,
    )


def _label(entry: YearEntry, room: float) -> str:
    """The name, shortened where it is long, and the day: "SOM-12 7 May", or "SOM-12?" for holds."""
    _, day, month, _ = short_day(entry.first).split()
    end = "?" if entry.standing is Standing.HOLD else f" {day} {month}"
    return fitted(entry.name, room - width(end, NAME_SIZE), NAME_SIZE) + end


def _left(placed: Placed) -> float:
    return placed.left
