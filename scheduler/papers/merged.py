"""Two texts that two people made of one: what both wrote, by lines, and nothing lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines [start, end) of the text that both began with, and what one put in their place."""

    start: int
    end: int
    lines: tuple[str, ...]


def merged(base: str, theirs: str, ours: str) -> str:
    """What both made of `base`. Where they touched the same lines both stand there, theirs first.

    Every line that either wrote is in it; where one took a line away that the other changed, the
    change stays.
    """
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = base.split("\n")
    return "\n".join(_merged(lines, _changes(lines, theirs), _changes(lines, ours)))


def _changes(lines: Sequence[str], text: str) -> list[_Change]:
    other = text.split("\n")
    found = SequenceMatcher(None, lines, other, autojunk=False).get_opcodes()
    return [
        _Change(start, end, tuple(other[first:last]))
        for tag, start, end, first, last in found
        if tag != "equal"
    ]


def _merged(
    lines: Sequence[str], theirs: Sequence[_Change], ours: Sequence[_Change]
) -> Iterator[str]:
    at = 0
    for group in _groups([*theirs, *ours]):
        start, end = group[0].start, max(change.end for change in group)
        yield from lines[at:start]
        made = [_made(lines, start, end, _of(side, group)) for side in (theirs, ours)]
        yield from made[0]
        if made[1] != made[0]:
            yield from made[1]
        at = end
    yield from lines[at:]


def _groups(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """The changes in order, those of the same lines or of the same place between two together."""
    group: list[_Change] = []
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        end = max((one.end for one in group), default=-1)
        is_same_place = bool(group) and change.start == change.end == group[0].start == end
        if group and change.start >= end and not is_same_place:
            yield group
            group = []
        group.append(change)
    if group:
        yield group


def _of(side: Sequence[_Change], group: Sequence[_Change]) -> list[_Change]:
    return [change for change in group if any(change is one for one in side)]


def _made(lines: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> list[str]:
    """What one made of a stretch; nothing where they left it, since the other changed it."""
    if not changes:
        return []
    made: list[str] = []
    at = start
    for change in changes:
        made += [*lines[at : change.start], *change.lines]
        at = change.end
    return [*made, *lines[at:end]]
