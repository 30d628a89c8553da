"""Fills a form as a service would in Word."""

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scheduler.exports.contribution_form import render_form
from scheduler.papers.audience import own
from scheduler.papers.contribution import ContributionForm

FORM = ContributionForm(
    key="a1b2c3",
    meeting="ANNUAL-2",
    title="2nd Annual Meeting",
    when="Friday 7 May 2027",
    item="1",
    item_title="Ports & <fees>",
    body="DG TRADE",
    deadline=date(2027, 4, 20),
    remarks="Half a page.",
    marking="Internal",
    prepared_on=date(2026, 11, 24),
    audience=own("NORTH"),
)


def paragraph(inner: str, style: str = "") -> str:
    """One paragraph of WordprocessingML."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inner}</w:p>"


def run(text: str, *manners: str) -> str:
    """One run in these manners: b, i, strike."""
    dressed = "".join(f"<w:{manner}/>" for manner in manners)
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:r><w:rPr>{dressed}</w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def filled(
    boxes: Mapping[str, str],
    form: bytes | None = None,
    also: Callable[[Document], None] | None = None,
) -> bytes:
    """The form with this WordprocessingML in its boxes, and what else somebody did to it."""
    document = docx.Document(BytesIO(form or render_form(FORM)))
    for tag, xml in boxes.items():
        [box] = document.element.body.xpath(f"//w:sdt[w:sdtPr/w:tag/@w:val='scheduler:{tag}']")
        facts = box.find(qn("w:sdtPr"))
        facts.remove(facts.find(qn("w:showingPlcHdr")))
        content = box.find(qn("w:sdtContent"))
        for old in list(content):
            content.remove(old)
        for element in parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>"):
            content.append(element)
    if also:
        also(document)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()
