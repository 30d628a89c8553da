"""Fields, tables and boxes with tags in them: what python-docx has no words for."""  # noqa: INP001 -- beside build_word_templates.py

import re

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from scheduler.exports.word_blocks import repeat_row
from templates.papers.word_look import TEXT_WIDTH


def field(instruction: str, shown: str) -> str:
    """A Word field as runs: its code, and what stands there until it is updated."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def runs(words: str) -> str:
    """Words as runs; a tab between them, and Word's fields for PAGE and NUMPAGES."""
    parts = {
        "\t": "<w:r><w:tab/></w:r>",
        "PAGE": field("PAGE", "1"),
        "NUMPAGES": field("NUMPAGES", "1"),
    }
    return "".join(
        parts.get(part) or f'<w:r><w:t xml:space="preserve">{part}</w:t></w:r>'
        for part in re.split(r"(\t|NUMPAGES|PAGE)", words)
        if part
    )


def put(paragraph: Paragraph, xml: str) -> None:
    """Add these runs to the paragraph."""
    for run in parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"):
        paragraph._p.append(run)  # noqa: SLF001 -- python-docx has no fields


def new_section(document: Document) -> None:
    """Go on, on the next right-hand page."""
    document.add_section(WD_SECTION.ODD_PAGE).different_first_page_header_footer = False
    [*_, last] = document.element.body.xpath("w:p[w:pPr/w:sectPr]")
    Paragraph(last, document).style = "Section Break"


def add(document: Document, style: str, *words: str) -> None:
    """A paragraph in this style; each of the words is a run, as a tag that gives runs must be."""
    paragraph = document.add_paragraph(style=style)
    for run in words:
        paragraph.add_run(run)


def optional(condition: str, style: str, words: str) -> list[tuple[str, str]]:
    """A paragraph that stands there only if the condition holds."""
    return [("Normal", f"{{%p if {condition} %}}"), (style, words), ("Normal", "{%p endif %}")]


def table(document: Document, heads: list[str], row: list[list[tuple[str, str]]], loop: str,
          widths: list[int]) -> Table:  # fmt: skip
    """A table with one header row and one row that a loop repeats.

    Each cell of the row is a list of (style, words); widths are in millimetres.
    """
    count = 4 if heads else 3
    made: Table = document.add_table(
        count, len(widths), style="Paper Table" if heads else "Facts Table"
    )
    made.autofit = False
    if heads:
        for cell, words in zip(made.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].style, cell.paragraphs[0].text = "Table Head", words
        repeat_row(made.rows[0]._tr)  # noqa: SLF001 -- no public way to repeat a header row
    made.cell(count - 3, 0).text = f"{{%tr for {loop} %}}"
    for cell, lines in zip(made.rows[count - 2].cells, row, strict=True):
        _fill(cell, lines)
    made.cell(count - 1, 0).text = "{%tr endfor %}"
    for index, row_of_cells in enumerate(made.rows):
        if index:
            row_of_cells._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001 -- no public way
    _set_widths(made, widths)
    return made


def _set_widths(made: Table, widths: list[int]) -> None:
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _fill(cell: _Cell, lines: list[tuple[str, str]]) -> None:
    first, *rest = lines
    cell.paragraphs[0].style, cell.paragraphs[0].text = first
    for style, words in rest:
        cell.add_paragraph(words, style=style)


def box(document: Document, style: str, lines: list[tuple[str, str]]) -> None:
    """A frame around these paragraphs."""
    made = document.add_table(1, 1, style=style)
    made.autofit = False
    _set_widths(made, [TEXT_WIDTH - 1])
    _fill(made.cell(0, 0), lines)
    add(document, "Table End", "")
