"""The first page of a Word paper: the longer its texts, the smaller their type."""

from math import sqrt

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

# How many characters the styles of the cover are drawn for, and the least they shrink to.
_ROOM = {"Title": 90, "Subtitle": 90, "Partnership": 120, "Marking": 60}
_LEAST = 0.3


def fit_cover(document: Document) -> None:
    """Set what is longer than its style is drawn for in smaller type, so that it keeps its room."""
    for paragraph in document.paragraphs:
        style = paragraph.style
        room = _ROOM.get(style.name or "") if style else None
        if style is not None and room and style.font.size and len(paragraph.text) > room:
            _shrink(paragraph, style.font.size.pt * scale(len(paragraph.text), room))


def scale(length: int, room: int) -> float:
    """By how much to shrink a text so that it takes no more room; both count characters."""
    # Half the size makes half the lines, each of them half as high.
    return max(sqrt(room / length), _LEAST)


def _shrink(paragraph: Paragraph, points: float) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(round(points * 2) / 2)
