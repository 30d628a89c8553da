"""What became different between two versions of an agenda, in words that both sides can read."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from scheduler.papers.words import counted, listed


@dataclass(frozen=True, slots=True)
class FrozenItem:
    """An agenda item as a version keeps it; `key` stays whatever becomes of number and title."""

    key: int
    parent: int | None
    number: str
    section: str
    title: str
    kind: str
    start: str
    minutes: int | None
    leads: tuple[str, ...]
    speakers: tuple[str, ...]
    documents: tuple[str, ...]
    audience: str

    def plain(self) -> dict[str, Any]:
        """The item as JSON can say it."""
        return asdict(self)


class DifferenceKind(StrEnum):
    """In what two versions differ."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETITLED = "retitled"
    SECTION = "section"
    KIND = "kind"
    MINUTES = "minutes"
    LEADS = "leads"
    SPEAKERS = "speakers"
    DOCUMENTS = "documents"
    AUDIENCE = "audience"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: of which item, under its newest number, from what to what."""

    kind: DifferenceKind
    number: str
    title: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The difference in one line."""
        match self.kind:
            case DifferenceKind.ADDED | DifferenceKind.REMOVED:
                return f"{self.kind} {self.number}, {self.title}"
            case DifferenceKind.MOVED:
                return f"moved {self.title} from {self.before} to {self.after}"
            case DifferenceKind.RETITLED:
                return f"retitled {self.number} from {self.before} to {self.after}"
        now, then = self.after or "none", self.before or "none"
        return f"{self.kind} of {self.number}, {self.title}: {now}, before {then}"


def differences(older: Sequence[FrozenItem], newer: Sequence[FrozenItem]) -> list[Difference]:
    """What is different in the newer one, in its order; what was removed comes last.

    Moved is what stands in another order to the rest, or on another level: of two items that
    changed places one was moved. A number that others pushed on is no difference.
    """
    then = {item.key: item for item in older}
    now = {item.key: item for item in newer}
    moved = _moved(older, newer)
    found: list[Difference] = []
    for item in newer:
        if (before := then.get(item.key)) is None:
            found.append(Difference(DifferenceKind.ADDED, item.number, item.title, "", item.number))
            continue
        if item.key in moved:
            places = before.number, item.number
            found.append(Difference(DifferenceKind.MOVED, item.number, item.title, *places))
        found += _changed(before, item)
    for item in older:
        if item.key not in now:
            gone = DifferenceKind.REMOVED
            found.append(Difference(gone, item.number, item.title, item.number, ""))
    return found


def _changed(before: FrozenItem, after: FrozenItem) -> Iterator[Difference]:
    pairs = (
        (DifferenceKind.RETITLED, before.title, after.title),
        (DifferenceKind.SECTION, before.section, after.section),
        (DifferenceKind.KIND, before.kind, after.kind),
        (DifferenceKind.MINUTES, _minutes(before), _minutes(after)),
        (DifferenceKind.LEADS, listed(before.leads), listed(after.leads)),
        (DifferenceKind.SPEAKERS, listed(before.speakers), listed(after.speakers)),
        (DifferenceKind.DOCUMENTS, listed(before.documents), listed(after.documents)),
        (DifferenceKind.AUDIENCE, before.audience, after.audience),
    )
    for kind, old, new in pairs:
        if old != new:
            yield Difference(kind, after.number, after.title, old, new)


def _minutes(item: FrozenItem) -> str:
    return counted(item.minutes, "minute") if item.minutes is not None else ""


def _moved(older: Sequence[FrozenItem], newer: Sequence[FrozenItem]) -> set[int]:
    """The fewest items that were moved, if all others kept their order."""
    places = {item.key: place for place, item in enumerate(older)}
    parents = {item.key: item.parent for item in older}
    common = [item for item in newer if item.key in places]
    stayed = [item for item in common if item.parent == parents[item.key]]
    kept = _longest_rising([places[item.key] for item in stayed])
    still = {stayed[place].key for place in kept}
    return {item.key for item in common} - still


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The places of a longest run of the values that rises; of several, one and the same."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for place, value in enumerate(values):
        length = bisect_left(ends, value)
        before.append(tails[length - 1] if length else None)
        ends[length : length + 1] = [value]
        tails[length : length + 1] = [place]
    found, last = [], tails[-1] if tails else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found[::-1]
