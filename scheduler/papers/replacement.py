"""Replacement pages: which to take out of an earlier edition, and which to put in for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.papers import manifest
from scheduler.papers.edition import HeldPiece, changes_between

_CHANGES, _CONTENTS = "Changes", "Contents"
# Each edition has these anew: its number, what changed, and where everything stands.
_ALWAYS = (manifest.COVER, _CHANGES, _CONTENTS)
# These follow each other without a new page.
_TOGETHER = (manifest.MATTERS, manifest.SEATING, manifest.SOURCES, "Annexes")


@dataclass(frozen=True, slots=True)
class PartPages:
    """On which pages of a PDF a part of the pack stands, both ends included."""

    part: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """Of a part, the pages to take out and to put in; nothing where it is new, or is gone."""

    part: str
    out: PartPages | None
    into: PartPages | None


def replacements(
    before: Sequence[HeldPiece],
    after: Sequence[HeldPiece],
    pages_before: Sequence[PartPages],
    pages_after: Sequence[PartPages],
) -> tuple[Replacement, ...]:
    """The parts whose pages change from one edition to another; none where no piece changed."""
    changed = {change.part for change in changes_between(before, after)}
    if not changed:
        return ()
    changed |= {*_ALWAYS, *_drawn_from(changed)}
    if changed & {*_TOGETHER}:
        changed |= {*_TOGETHER}
    return tuple(_replacements(changed, pages_before, pages_after))


def _drawn_from(changed: set[str]) -> Iterator[str]:
    """The sheets that are made up of what changed."""
    if manifest.AGENDA in changed:
        yield manifest.RUNNING_ORDER
    if changed - {manifest.COVER, manifest.AGENDA, *_TOGETHER}:
        yield manifest.LINES


def _replacements(
    changed: set[str], before: Sequence[PartPages], after: Sequence[PartPages]
) -> Iterator[Replacement]:
    old = {one.part: one for one in before}
    new = {one.part: one for one in after}
    for part in dict.fromkeys((*new, *old)):
        # A part that only one of the two has is put in or taken out, whatever its pieces say.
        if part in changed or (part in old) is not (part in new):
            yield Replacement(part, old.get(part), new.get(part))
