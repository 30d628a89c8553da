"""The picture of the table in a Word pack, at the place that its template has for it."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.shared import Mm

from scheduler.exports.pack_sheets import picture_of
from scheduler.exports.pictures.printed import Picture, picture_file
from scheduler.papers.seating import SeatingPlan

# What stands at the place until the picture does; no text of a paper has these characters.
PLACE = "\ue000seats\ue001"
_WIDTH = Mm(160)


def put_seats(document: Document, plan: SeatingPlan, description: str) -> None:
    """Put the picture in, with its words for who cannot see it."""
    for paragraph in document.paragraphs:
        if paragraph.text == PLACE:
            paragraph.text = ""
            picture = BytesIO(_printed(picture_of(plan)))
            drawn = paragraph.add_run().add_picture(picture, width=_WIDTH)
            drawn._inline.docPr.set("descr", description)  # noqa: SLF001 -- no public way


@lru_cache(maxsize=8)
def _printed(picture: Picture) -> bytes:
    return picture_file(picture, Path("seats.png")).content
