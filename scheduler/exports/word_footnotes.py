"""Footnotes of a Word document: a part of their own, and the marks that refer to it.

They are put in once the template is filled: a template's tags are read in every part that is there
by then, and what an officer wrote is no tag.
"""

from collections.abc import Callable

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

TEXT, MARK = "footnote text", "footnote reference"
_RULES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, number in (("separator", -1), ("continuationSeparator", 0))
)


class Footnotes:
    """The footnotes of one document, in the order in which they are added."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_RULES}</w:footnotes>")
        self.part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._root,
            document.part.package,
        )
        self._count = 0

    def add(self, write: Callable[[BaseOxmlElement], None]) -> BaseOxmlElement:
        """The mark of a new footnote, as a run; `write` adds the words to its paragraph."""
        if not self._count:
            _give_styles(self._document)
        self._count += 1
        styles = {one.name: one.style_id for one in self._document.styles}
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self._count}"><w:p><w:pPr>'
            f'<w:pStyle w:val="{styles[TEXT]}"/></w:pPr><w:r><w:rPr>'
            f'<w:rStyle w:val="{styles[MARK]}"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        self._root.append(note)
        write(note[0])
        return parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:rStyle w:val="{styles[MARK]}"/></w:rPr>'
            f'<w:footnoteReference w:id="{self._count}"/></w:r>'
        )

    def put_in(self) -> None:
        """Make them a part of the document, where there is any."""
        if self._count:
            self._document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)


def _give_styles(document: Document) -> None:
    """The styles that Word uses for footnotes, where the template has none of its own."""
    present = {style.name for style in document.styles}
    if TEXT not in present:
        text = document.styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style, text.font.size = document.styles["Normal"], Pt(9)
    if MARK not in present:
        document.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER).font.superscript = True
