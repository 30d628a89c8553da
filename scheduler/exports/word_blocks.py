"""Blocks (papers.blocks, as plain data) as paragraphs and tables of a Word document."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, Twips
from docx.table import _Cell
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types
from markupsafe import Markup

from scheduler.exports.word_footnotes import Footnotes
from scheduler.papers.clean import is_followable

# Every style that the blocks need of a template; an officer may restyle but not remove them.
STYLES = (
    "Normal", "Quote", "Code", "Hyperlink", "Table Text", "Table Head", "Table End", "Paper Table",
    "List Bullet", "List Bullet 2", "List Bullet 3", "List Number", "List Number 2",
    "List Number 3", "List Continue", "List Continue 2", "List Continue 3",
    "Heading 2", "Heading 3", "Heading 4", "Heading 5",
)  # fmt: skip

_ALIGNMENTS = {
    "start": None,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
_DEEPEST_LIST = 3
_MANY = 5  # columns
_TEXT_WIDTH = 9185
_Data = dict[str, Any]


def block_writer(document: Document) -> "BlockWriter":
    """A writer for this document; it needs all of `STYLES` in it."""
    numbering = document.part.numbering_part.element
    taken = [int(number) for number in numbering.xpath("w:num/@w:numId")]
    models = {style: _counting_model(document, style) for style in STYLES if "Number" in style}
    numbers = count(max(taken, default=0) + 1)
    return BlockWriter(document, style_ids(document), models, numbers, Footnotes(document))


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Sets blocks in the styles of one document.

    What it knows of the document is looked up once: python-docx would look for each paragraph.
    """

    document: Document
    styles: Mapping[str, str]
    models: Mapping[str, int | None]
    numbers: Iterator[int]
    footnotes: Footnotes
    level: int = 1

    def below(self, level: int) -> "BlockWriter":
        """A writer of what stands under a heading of this level."""
        return replace(self, level=level)

    def xml(self, blocks: Iterable[_Data]) -> Markup:
        """The blocks as WordprocessingML to stand in the body of this very document."""
        body = OxmlElement("w:body")
        self._blocks(body, blocks, "Normal", depth=0)
        written = "".join(etree.tostring(element, encoding="unicode") for element in body)
        return Markup(written)  # noqa: S704 -- lxml wrote it, and escaped every text

    def _blocks(
        self, into: BaseOxmlElement, blocks: Iterable[_Data], style: str, depth: int
    ) -> None:
        for block in blocks:
            match block:
                case {"type": "Paragraph", "spans": spans}:
                    self._spans(self._paragraph(into, style), spans)
                case {"type": "Heading", "level": level, "spans": spans}:
                    self._spans(self._paragraph(into, f"Heading {self.level + level}"), spans)
                case {"type": "ListBlock", "items": items, "start": start}:
                    self._list(into, items, start, min(depth + 1, _DEEPEST_LIST))
                case {"type": "Quote", "blocks": inner}:
                    self._blocks(into, inner, "Quote", depth)
                case {"type": "Table", "header": header, "rows": rows, "alignments": alignments}:
                    self._table(into, [header, *rows], alignments)

    def _paragraph(self, into: BaseOxmlElement, style: str) -> Paragraph:
        element = OxmlElement("w:p")
        into.append(element)
        if style != "Normal":
            element.style = self.styles[style]
        return Paragraph(element, self.document)

    def _list(
        self, into: BaseOxmlElement, items: list[list[_Data]], start: int | None, depth: int
    ) -> None:
        rank = f" {depth}" if depth > 1 else ""
        style = f"List Bullet{rank}" if start is None else f"List Number{rank}"
        number = None if start is None else self._numbering(style, start)
        for item in items:
            first, rest = _first_line(item)
            paragraph = self._paragraph(into, style)
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 -- no public way
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            self._spans(paragraph, first)
            self._blocks(into, rest, f"List Continue{rank}", depth)

    def _numbering(self, style: str, start: int) -> int | None:
        """A numbering of its own, so that each list counts from its own start."""
        model = self.models[style]
        if model is None:
            return None
        number = CT_Num.new(next(self.numbers), model)  # type: ignore[no-untyped-call]
        number.add_lvlOverride(ilvl=0).add_startOverride(start)
        self.document.part.numbering_part.element._insert_num(number)  # noqa: SLF001 -- add_num is cubic
        return int(number.numId)

    def _table(
        self, into: BaseOxmlElement, rows: list[list[list[_Data]]], alignments: list[str]
    ) -> None:
        widths = column_widths([["".join(s["text"] for s in cell) for cell in row] for row in rows])
        holder = BlockItemContainer(into, self.document)
        table = holder.add_table(len(rows), len(widths), Twips(sum(widths)))
        table.style = self.document.styles["Paper Table"]
        table.autofit = True
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Twips(width)
        for index, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, spans, width in zip(line.cells, row, widths, strict=True):
                self._cell(cell, spans, width, "Table Text" if index else "Table Head")
            for cell, alignment in zip(line.cells, alignments, strict=False):
                cell.paragraphs[0].alignment = _ALIGNMENTS[alignment]
            if size := table_size(len(widths)):
                for run in (r for cell in line.cells for r in cell.paragraphs[0].runs):
                    run.font.size = size
        repeat_row(table.rows[0]._tr)  # noqa: SLF001 -- no public way to repeat a header row
        self._paragraph(into, "Table End")

    def _cell(self, cell: _Cell, spans: list[_Data], width: int, style: str) -> None:
        cell.width = Twips(width)
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.styles[style]  # noqa: SLF001 -- the id is known
        self._spans(paragraph, spans)

    def _spans(self, paragraph: Paragraph, spans: list[_Data]) -> None:
        if reads_leftwards("".join(span["text"] for span in spans)):
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 -- no public way
        for span in spans:
            if span["footnote"]:
                paragraph._p.append(self._footnote(span["footnote"]))  # noqa: SLF001 -- no public way
            else:
                self._run(paragraph, span, self.document.part)

    def _footnote(self, spans: list[_Data]) -> BaseOxmlElement:
        def write(element: BaseOxmlElement) -> None:
            paragraph = Paragraph(element, self.document)
            for span in spans:
                self._run(paragraph, span, self.footnotes.part)

        return self.footnotes.add(write)

    def _run(self, paragraph: Paragraph, span: _Data, part: Part) -> None:
        run = paragraph.add_run(span["text"])
        _dress(run.font, span)
        if span["code"]:
            run._r.style = self.styles["Code"]  # noqa: SLF001 -- the id is known
        if is_followable(span["link"]):
            self._link(run, span["link"], part)

    def _link(self, run: Run, address: str, part: Part) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run._r.style = self.styles["Hyperlink"]  # noqa: SLF001 -- the id is known
        run._r.addprevious(link)  # noqa: SLF001 -- no public way to wrap a run
        link.append(run._r)  # noqa: SLF001 -- as above


def _dress(font: Font, span: _Data) -> None:
    # Each of these is dear, so that only what differs from the style is said.
    if span["bold"]:
        font.bold = font.cs_bold = True
    if span["italic"]:
        font.italic = font.cs_italic = True
    if span["struck"]:
        font.strike = True
    if reads_leftwards(span["text"]):
        font.rtl = True


def style_ids(document: Document) -> dict[str, str]:
    """The id of each style by the name that Word shows in English."""
    return {style.name: style.style_id for style in document.styles if style.name}


def _counting_model(document: Document, style: str) -> int | None:
    """The abstract numbering that the style counts by; None where somebody took it away."""
    numbers = document.styles[style].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    nums = document.part.numbering_part.element
    found = [nums.xpath(f"w:num[@w:numId='{n}']/w:abstractNumId/@w:val") for n in numbers]
    return next((int(models[0]) for models in found if models), None)


def _first_line(item: list[_Data]) -> tuple[list[_Data], list[_Data]]:
    """The spans that stand beside the bullet, and the blocks below."""
    match item:
        case [{"type": "Paragraph", "spans": spans}, *rest]:
            return spans, rest
        case _:
            return [], item


def column_widths(rows: list[list[str]]) -> list[int]:
    """Widths in twips that fill the text, by the longest text of each column within bounds.

    With many columns a text may break between words, so that their longest words decide.
    """
    columns = list(zip(*rows, strict=True))
    if len(columns) > _MANY:
        columns = [tuple(word for text in column for word in text.split()) for column in columns]
    longest = [max((len(text) for text in column), default=0) for column in columns]
    weights = [min(max(length, 8), 40 if len(columns) <= _MANY else 16) for length in longest]
    return [_TEXT_WIDTH * weight // sum(weights) for weight in weights]


def table_size(columns: int) -> Length | None:
    """The size of the type in a table of many columns; None where the style's own will do."""
    sizes = ((10, 6.5), (7, 8.0), (5, 9.0))
    return next((Pt(points) for bound, points in sizes if columns > bound), None)


def repeat_row(row: BaseOxmlElement) -> None:
    """Print this table row again on every page that the table runs on to."""
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def reads_leftwards(text: str) -> bool:
    """True if the first letter with a direction is of a script that is read from the right."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"
