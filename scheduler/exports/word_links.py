"""Links inside a Word paper: from an item of the agenda to the note on it."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types
from markupsafe import Markup

_AFTER_CONTENTS = 100_000  # the contents count their bookmarks from 1


def anchor(place: int) -> Markup:
    """The place that `linked` leads to, to stand before the words of a heading."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(_AFTER_CONTENTS + place))
    start.set(qn("w:name"), _name(place))
    return _xml(start) + _xml(end)


def linked(words: str, place: int | None) -> Markup:
    """The words as a run, which leads to the note of that place if there is one."""
    run: CT_R = OxmlElement("w:r")
    run.text = words
    if place is None:
        return _xml(run)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _name(place))
    link.set(qn("w:history"), "1")
    link.append(run)
    return _xml(link)


def _name(place: int) -> str:
    return f"note_{place}"


def _xml(element: object) -> Markup:
    written = etree.tostring(element, encoding="unicode")
    return Markup(written)  # noqa: S704 -- lxml wrote it, and escaped every text
