"""The entries of a part of a year, set in lanes so that no mark or name covers another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.exports.pictures.days import Days
from scheduler.exports.pictures.measured import before_more, width, wrapped
from scheduler.papers.words import short_day
from scheduler.papers.year_view import Standing, YearEntry

NAME_SIZE = 11
_BESIDE = 8.0  # from the middle of a mark to its name
_APART = 6.0
LINE, _LANE = 13.0, 17.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Entries that share a name, whose lines begin at `label_at`, or end there if `is_before`."""

    entries: tuple[YearEntry, ...]
    label: tuple[str, ...]
    label_at: float
    left: float
    right: float
    is_before: bool


def height_of(lane: Iterable[Placed]) -> float:
    """As high as the names in it need, of which some may take several lines."""
    return _LANE + LINE * (max(len(one.label) for one in lane) - 1)


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
    """The name stands right of the marks, or left; in lines where neither side has room."""
    begin = days.middle(max(entries[0].first, days.first))
    end = max(begin, *(days.middle(min(one.last, days.last)) for one in entries))
    said = _label(entries[0])
    rooms = days.right - end - _BESIDE, begin - _BESIDE - days.left
    is_before = width(said, NAME_SIZE) > rooms[0] and rooms[1] > rooms[0]
    label = wrapped(said, rooms[is_before], NAME_SIZE)
    room = max(width(line, NAME_SIZE) for line in label)
    return Placed(
        tuple(entries),
        label,
        label_at=begin - _BESIDE if is_before else end + _BESIDE,
        left=begin - _BESIDE - room * is_before,
        right=end + _BESIDE + room * (not is_before),
        is_before=is_before,
    )


def _label(entry: YearEntry) -> str:
    """The name and the day: "SOM-12 7 May", or "SOM-12?" for holds."""
    _, day, month, _ = short_day(entry.first).split()
    end = "?" if entry.standing is Standing.HOLD else f" {day} {month}"
    return before_more(entry.name) + end


def _left(placed: Placed) -> float:
    return placed.left
