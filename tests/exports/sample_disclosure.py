"""A disclosure bundle of two invented pieces, one of them covered in part."""

from datetime import date

from scheduler.papers.audience import JOINT, Reader
from scheduler.papers.disclosure import DisclosureBundle, DisclosurePiece, PieceKind, redacted
from scheduler.papers.redaction import Redaction
from tests.exports.sample_papers import EU, PREPARED, rich_text, words

COVERED = "Zanzibar Ѭ"  # a letter that stands nowhere else


def sample_bundle(*, is_covered: bool = True) -> DisclosureBundle:
    """The name that stands in its second piece, and in what was asked for, may be under a bar."""
    bundle = DisclosureBundle(
        partnership="Strategic Partnership of Sample and Specimen",
        reader=Reader("EU"),
        reader_name="European Union",
        prepared_on=PREPARED,
        marking="Working copy of EU: not disclosed",
        asked=(("Words", COVERED), ("From", "Thursday 1 January 2026")),
        pieces_found=tuple(
            DisclosurePiece(
                key=f"note-{number}",
                kind=PieceKind.NOTE,
                title="Background on item 1",
                meeting="SOM-12",
                when="Thursday 7 May 2026",
                day=date(2026, 5, 7),
                thread="Returns",
                author="DG HOME",
                state="draft",
                marking="EU only",
                audience=audience,
                source="",
                text=text,
            )
            for number, audience, text in (
                (1, EU, rich_text()),
                (2, JOINT, (words(f"Said by {COVERED} alone."),)),
            )
        ),
    )
    return redacted(bundle, [Redaction("4(1)(b)", COVERED)] if is_covered else [])
