"""The contents of a Word paper: each heading gets a bookmark, the contents field its entries.

The field is filled beforehand, because a reader in Protected View cannot update it. Page numbers
are not known here; Word adds them when the field is updated (F9).
"""

import re
from collections.abc import Iterator

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from scheduler.exports.word_blocks import style_ids

_DEPTH = re.compile(r"\bTOC\b.*\\o\s*\"1-(\d)\"")


def fill_contents(document: Document) -> None:
    """Fill the first contents field (TOC) of the document, where it has one."""
    field = _contents_field(document)
    if not field:
        return
    instruction = "".join(field[0].xpath(".//w:instrText/text()"))
    found = _DEPTH.search(instruction)
    entries = _entries(document, int(found[1]) if found else 1)
    lines = [_line(document, *entry) for entry in entries] or [_empty_line(document)]
    _open_field(lines[0], instruction)
    lines[-1].append(_mark("end"))
    for line in lines:
        field[0].addprevious(line)
    for old in field:
        old.getparent().remove(old)


def _contents_field(document: Document) -> list[BaseOxmlElement]:
    """The paragraphs from the one where the field begins to the one where it ends."""
    begins = document.element.body.xpath(".//w:p[.//w:instrText[contains(., 'TOC ')]]")
    if not begins:
        return []
    paragraphs: list[BaseOxmlElement] = []
    depth = 0
    for paragraph in (begins[0], *begins[0].itersiblings(qn("w:p"))):
        paragraphs.append(paragraph)
        kinds = paragraph.xpath(".//w:fldChar/@w:fldCharType")
        depth += kinds.count("begin") - kinds.count("end")
        if depth == 0:
            break
    return paragraphs


def _entries(document: Document, depth: int) -> Iterator[tuple[int, str, str]]:
    """The level, text and bookmark of each heading down to this level, in order."""
    ids = style_ids(document)
    levels = {ids.get(f"Heading {level}"): level for level in range(1, depth + 1)}
    elements = document.element.body.iterchildren(qn("w:p"))
    headings = (Paragraph(p, document) for p in elements if p.style and p.style in levels)
    for number, heading in enumerate((h for h in headings if h.text.strip()), start=1):
        name = f"_Toc{number:08}"
        _bookmark(heading, number, name)
        yield levels[heading._p.style], " ".join(heading.text.split()), name  # noqa: SLF001 -- the id, not the style


def _bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.runs[0]._r.addprevious(start)  # noqa: SLF001 -- python-docx has no bookmarks
    paragraph._p.append(end)  # noqa: SLF001 -- as above


def _line(document: Document, level: int, text: str, bookmark: str) -> BaseOxmlElement:
    line = _empty_line(document, level)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    run = OxmlElement("w:r")
    link.append(run)
    Run(run, Paragraph(line, document)).text = text
    line.append(link)
    return line


def _empty_line(document: Document, level: int = 1) -> BaseOxmlElement:
    line = OxmlElement("w:p")
    style = f"toc {level}"
    Paragraph(line, document).style = style if style in document.styles else "Normal"
    return line


def _open_field(line: BaseOxmlElement, instruction: str) -> None:
    """Put the start of the field before what the line holds, after its properties."""
    code = OxmlElement("w:r")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = instruction
    code.append(text)
    for run in (_mark("separate"), code, _mark("begin")):
        line.insert(1, run)


def _mark(kind: str) -> BaseOxmlElement:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run
