"""Builds the Word templates of participants, plates and badges, as build_word_templates does."""  # noqa: INP001 -- a script beside its products, not a package

from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import _Cell

from templates.papers.build_word_templates import (
    biographies,
    build,
    cover,
    delegations,
    sources,
    words_of,
)
from templates.papers.word_look import rule
from templates.papers.word_pieces import add, new_section, optional, table

_FACE, _SHEET = 95, 262


def participants(document: Document) -> None:
    """Cover, participants, biographies, sources."""
    cover(document)
    new_section(document)
    delegations(document, *words_of("participants", "standing"))
    biographies(document)
    sources(document)


def badges(document: Document) -> None:
    """Cover and the table of badges."""
    cover(document)
    new_section(document)
    add(document, "Heading 1", "{{ words.kind_badges }}")
    name = "{{ person.name or (words.post_vacant if person.is_vacant else words.name_not_given) }}"
    row = [
        [("Table Text", "{{ person.number }}")],
        [("Table Strong", name)],
        [("Table Text", "{{ person.post }}")],
        [("Table Text", "{{ person.body }}")],
        [("Table Text", "{{ person.party }}"),
         *optional("person.role", "Table Note", "{{ person.role }}")],
    ]  # fmt: skip
    heads = words_of("number", "name", "post", "body", "delegation")
    table(document, heads, row, "person in badges", [12, 45, 45, 28, 32])
    add(document, "Table End", "")


def plates(document: Document) -> None:
    """A sheet for each person, folded along its length: two faces, head to head."""
    section = document.sections[0]
    section.different_first_page_header_footer = False
    section.left_margin = section.right_margin = Mm(10)
    section.top_margin = section.bottom_margin = Mm(10)
    section.gutter = Mm(0)
    section.header_distance = section.footer_distance = Mm(2)
    for place in (section.header, section.even_page_header, section.footer,
                  section.even_page_footer):  # fmt: skip
        for run in place.paragraphs[0].runs:
            run.text = ""
        _empty(place.paragraphs[0]._p)  # noqa: SLF001 -- python-docx cannot drop runs
    add(document, "Section Break", "{%p for plate in plates %}")
    sheet = document.add_table(1, 2)
    sheet.autofit = False
    fold = f"<w:tblBorders {nsdecls('w')}>{rule('insideV', 2, 0, 'B5BDC6')}</w:tblBorders>"
    sheet._tbl.tblPr.append(parse_xml(fold))  # noqa: SLF001 -- python-docx has no borders
    sheet.rows[0].height = Mm(_SHEET)
    for cell, turned in zip(sheet.rows[0].cells, ("tbRl", "btLr"), strict=True):
        cell.width = Mm(_FACE)
        _face(cell, turned)
    add(document, "Section Break", "")
    add(document, "Section Break", "{%p endfor %}")


def _face(cell: _Cell, turned: str) -> None:
    """One face, whose lines run along the fold."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    direction = f'<w:textDirection {nsdecls("w")} w:val="{turned}"/>'
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- python-docx has no direction
    # The schema has the direction before the alignment.
    properties.xpath("w:vAlign")[0].addprevious(parse_xml(direction))
    first = cell.paragraphs[0]
    for paragraph, words in (
        (first, "{{r plate.name_run }}"),
        (cell.add_paragraph(), "{{r plate.about_run }}"),
        (cell.add_paragraph(), "{{r plate.party_run }}"),
    ):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Mm(3)
        paragraph.add_run(words)


def _empty(paragraph: object) -> None:
    for run in paragraph.xpath("w:r"):  # type: ignore[attr-defined] # python-docx's element
        run.getparent().remove(run)


if __name__ == "__main__":
    for fill in (participants, plates, badges):
        (Path(__file__).parent / f"{fill.__name__}.docx").write_bytes(build(fill))
