"""On which pages of a finished pack each of its parts stands, as its manifest calls them."""

from collections.abc import Iterator

from scheduler.exports.rendered import Rendered
from scheduler.papers import manifest
from scheduler.papers.pack import BriefingPack

_PARTS = {
    "part-changes": "Changes",
    "part-contents": "Contents",
    "part-participants": manifest.PARTICIPANTS,
    "part-biographies": manifest.BIOGRAPHIES,
    "part-agenda": manifest.AGENDA,
    "part-running-order": manifest.RUNNING_ORDER,
    "part-open-points": manifest.OPEN_POINTS,
    "part-lines": manifest.LINES,
    "part-commitments": manifest.MATTERS,
    "part-seating": manifest.SEATING,
    "part-sources": manifest.SOURCES,
    "part-annexes": "Annexes",
}


def part_pages(pack: BriefingPack, made: Rendered) -> Iterator[tuple[str, int, int]]:
    """The parts in their order with their first and last page; nothing of what is no PDF."""
    names = _PARTS | {
        f"note-{place}": manifest.part_of_note(note) for place, note in enumerate(pack.notes, 1)
    }
    names |= {
        f"annex-{place}": manifest.annex_heading(place, annex)
        for place, annex in enumerate(pack.annexes, 1)
    }
    placed = [(names[label], page) for label, page in made.places if label in names]
    if not placed:
        return
    placed.insert(0, (manifest.COVER, 1))
    ends = [page for _, page in placed[1:]] + [made.pages + 1]
    for (part, first), following in zip(placed, ends, strict=True):
        yield part, first, max(first, following - 1)


def annex_pages(pack: BriefingPack, made: Rendered) -> frozenset[int]:
    """The pages of a finished pack that hold its annexes; each begins after the page of ours."""
    first = dict(made.places)
    return frozenset(
        first[label] + page
        for place, annex in enumerate(pack.annexes, 1)
        if (label := f"annex-{place}") in first and annex.pages and not annex.fault
        for page in range(1, annex.pages + 1)
    )
