"""The status sheet of a body: as a spreadsheet with two open columns, as a Word file with boxes."""

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from markupsafe import escape

from scheduler.exports.spreadsheet import Sheet, spreadsheet
from scheduler.exports.word_package import packed, set_properties
from scheduler.papers.clean import clean_text
from scheduler.papers.follow_up import Owed, StatusSheet
from scheduler.papers.form_marks import PLACEHOLDER, TAG
from scheduler.papers.sheet_marks import (
    DAY,
    DAY_BOX,
    EXPLAINED,
    EXPLAINED_IN_WORD,
    KEY,
    REFERENCE,
    REPORT,
    REPORT_BOX,
    STATUS,
)
from scheduler.papers.words import day_in_words

_TYPEFACE = "Calibri"
_COLUMNS = (REFERENCE, "Commitment", "Decided", "Due", "Standing", "So far", REPORT, DAY)
_WIDTHS = (16, 40, 24, 24, 16, 36, 48, 14)


def status_spreadsheet(sheet: StatusSheet) -> bytes:
    """The sheet as .xlsx; the same one gives the same bytes."""
    above = (*_heading(sheet), EXPLAINED, f"{KEY} {sheet.key}")
    rows = [
        (
            one.reference,
            one.text,
            one.decided,
            one.due,
            one.standing,
            "\n".join(one.since),
            None,
            None,
        )
        for one in sheet.body.owed
    ]
    page = Sheet("Status", above, _COLUMNS, rows, _WIDTHS, open_columns=(REPORT, DAY))
    return spreadsheet(sheet.title, [page], sheet.prepared_on)


def status_form(sheet: StatusSheet) -> bytes:
    """The sheet as .docx; the same one gives the same bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = _TYPEFACE, Pt(11)
    title, *rest = _heading(sheet)
    document.add_heading(clean_text(title), 1)
    for text in (*rest, EXPLAINED_IN_WORD):
        document.add_paragraph(clean_text(text))
    for one in sheet.body.owed:
        _ask(document, one)
    _box(document, f"{STATUS}:{sheet.key}", "Sheet", f"{KEY} {sheet.key}", lock="sdtContentLocked")
    section = document.sections[0]
    section.header.paragraphs[0].text = clean_text(sheet.marking)
    section.footer.paragraphs[0].text = clean_text(f"{sheet.title}, for {sheet.reader}")
    set_properties(document, sheet.title, sheet.prepared_on)
    return packed(document)


def _heading(sheet: StatusSheet) -> tuple[str, ...]:
    """The title first."""
    day = day_in_words(sheet.prepared_on)
    return (sheet.title, f"{sheet.name}, status on {day}", *([sheet.marking] * bool(sheet.marking)))


def _ask(document: Document, one: Owed) -> None:
    document.add_heading(clean_text(one.reference), 2)
    helpers = f"With {', '.join(one.contributors)}." if one.contributors else ""
    facts = (one.text, f"Decided at {one.decided}.", helpers, f"Due: {one.due or 'no day'}.")
    for text in (*facts, f"It is {one.standing}.", *one.since):
        if text:
            document.add_paragraph(clean_text(text))
    document.add_paragraph(REPORT)
    _box(document, f"{REPORT_BOX}:{one.reference}", f"{REPORT} on {one.reference}")
    document.add_paragraph(DAY)
    _box(document, f"{DAY_BOX}:{one.reference}", f"{DAY} of {one.reference}")


def _box(
    document: Document, tag: str, name: str, text: str = PLACEHOLDER, *, lock: str = "sdtLocked"
) -> None:
    hint = "<w:showingPlcHdr/>" if text == PLACEHOLDER else ""
    xml = (
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{escape(name)}"/>'
        f'<w:tag w:val="{escape(TAG + tag)}"/><w:lock w:val="{lock}"/>{hint}</w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    # What stands last in a body says how its pages are.
    document.element.body.sectPr.addprevious(parse_xml(xml))
