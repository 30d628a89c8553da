"""The form of a contribution as a Word file: a box to fill for each section of the note.

The boxes are Word's content controls. Their tags find them again, whatever the language or the
program; the one that names the request also bears the digest of all words outside the boxes, so
that what somebody wrote there is noticed when the form comes back.
"""

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from markupsafe import escape

from scheduler.exports.word_package import packed, set_properties
from scheduler.papers.clean import clean_text
from scheduler.papers.contribution import ASKED, HINTS, ContributionForm
from scheduler.papers.form_marks import AUTHOR, PLACEHOLDER, REQUEST, TAG, digest_of
from scheduler.papers.words import day_in_words

_TYPEFACE = "Calibri"


def render_form(form: ContributionForm) -> bytes:
    """The form as a .docx; the same form gives the same bytes."""
    document = docx.Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = _TYPEFACE, Pt(11)
    for line in (form.marking, f"Contribution of {form.body}"):
        if line:
            document.add_paragraph(clean_text(line))
    document.add_heading(clean_text(f"Item {form.item}: {form.item_title}"), 1)
    _say(document, f"{form.title} ({form.meeting}), {form.when}")
    _say(document, f"Please send this form back by {day_in_words(form.deadline)}.")
    if form.remarks:
        _say(document, form.remarks)
    _say(document, "Write in the boxes only, without tracked changes or comments.")
    document.add_heading("Author", 2)
    _box(document, AUTHOR, "Author")
    for section in ASKED:
        document.add_heading(section.heading, 2)
        _say(document, HINTS[section])
        _box(document, str(section), section.heading)
    _name_the_request(document, form)
    _mark_pages(document, form)
    set_properties(document, f"{form.meeting}: contribution of {form.body}", form.prepared_on)
    return packed(document)


def _say(document: Document, text: str) -> None:
    document.add_paragraph(clean_text(text))


def _box(document: Document, tag: str, name: str) -> None:
    _append(
        document,
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{escape(name)}"/>'
        f'<w:tag w:val="{TAG}{tag}"/><w:lock w:val="sdtLocked"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent><w:p><w:r><w:t>{PLACEHOLDER}</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.add_paragraph()


def _name_the_request(document: Document, form: ContributionForm) -> None:
    """Say which request it answers, where nobody can write."""
    digest = digest_of("".join(paragraph.text for paragraph in document.paragraphs))
    _append(
        document,
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Request"/>'
        f'<w:tag w:val="{TAG}{REQUEST}:{form.key}:{digest}"/><w:lock w:val="sdtContentLocked"/>'
        f"</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Request {form.key}</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>",
    )


def _append(document: Document, xml: str) -> None:
    # What stands last in a body says how its pages are.
    document.element.body.sectPr.addprevious(parse_xml(xml))


def _mark_pages(document: Document, form: ContributionForm) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = clean_text(form.marking)
    section.footer.paragraphs[0].text = clean_text(
        f"{form.meeting}, item {form.item}: {form.audience}"
    )
