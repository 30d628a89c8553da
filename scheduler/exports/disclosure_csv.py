"""The pieces of a disclosure as CSV: a line for each."""

from collections.abc import Sequence

from scheduler.exports.csv_lines import csv_file
from scheduler.papers.disclosure import DisclosureBundle, DisclosurePiece

_HEAD = (
    *("Piece", "Kind", "Title", "Meeting", "Day", "Thread", "Author", "State", "Marking"),
    *("Audience", "Source", "Words", "Text"),
)


def disclosure_csv(bundle: DisclosureBundle) -> bytes:
    """The pieces as they stand in the record, nothing covered."""
    return csv_file(_HEAD, map(_line, bundle.pieces_found))


def _line(piece: DisclosurePiece) -> Sequence[str]:
    text = "\n".join(piece.lines)
    return (
        piece.key,
        str(piece.kind),
        piece.title,
        piece.meeting,
        piece.day.isoformat() if piece.day else "",
        piece.thread,
        piece.author,
        piece.state,
        piece.marking,
        str(piece.audience),
        piece.source,
        str(len(text.split())),
        text,
    )
