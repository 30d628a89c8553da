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
    for start, end in _spans([*theirs, *ours]):
        yield from lines[at:start]
        one, other = (_made(lines, start, end, side) for side in (theirs, ours))
        yield from one
        if other != one:
            yield from other
        at = end
    yield from lines[at:]


def _spans(changes: Sequence[_Change]) -> Iterator[tuple[int, int]]:
    """The stretches of lines that are changed, those that touch as one."""
    start = end = -1
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        if start >= 0 and change.start > end:
            yield start, end
            start = -1
        start = change.start if start < 0 else start
        end = max(end, change.end)
    if start >= 0:
        yield start, end


def _made(lines: Sequence[str], start: int, end: int, side: Sequence[_Change]) -> list[str]:
    """What one made of a stretch; nothing where they left it, since the other changed it."""
    inside = [change for change in side if start <= change.start and change.end <= end]
    if not inside:
        return []
    made: list[str] = []
    at = start
    for change in inside:
        made += [*lines[at : change.start], *change.lines]
        at = change.end
    return [*made, *lines[at:end]]
