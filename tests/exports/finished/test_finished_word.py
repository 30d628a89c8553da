"""Every text of a Word file is read: in the body and beside it, shown, hidden or deleted."""

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from scheduler.exports.finished.texts import finished_text
from scheduler.papers.plain_words import words_of

_CUSTOM = b"<properties><company>in the custom XML</company><!-- a remark in XML --></properties>"


def _document() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("one wo")
    paragraph.add_run("rd in two runs").bold = True
    hidden = document.add_paragraph().add_run("hidden from sight")
    hidden.font.hidden = True
    run = "<w:r><w:delText>taken out</w:delText></w:r>"
    deleted = f'<w:del {nsdecls("w")} w:author="the author">{run}</w:del>'
    paragraph._p.append(parse_xml(deleted))  # noqa: SLF001 -- python-docx has no deletions
    document.add_table(1, 2).cell(0, 0).text = "in a cell"
    document.tables[0].cell(0, 1).text = "beside it"
    document.sections[0].header.paragraphs[0].text = "at the head"
    document.sections[0].footer.paragraphs[0].text = "at the foot"
    document.core_properties.comments = "in the properties"
    document.add_comment(hidden, "commented on", "commenter")
    return _with_part(document)


def _with_part(document: "docx.document.Document") -> bytes:
    saved = BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved, "a") as package:
        package.writestr("customXml/item of a part.xml", _CUSTOM)
        package.comment = b"remark on the package"
    return saved.getvalue()


def test_every_text_of_a_word_file_is_read() -> None:
    found = finished_text("pack.docx", _document())
    said = "\n".join(" ".join(words_of(one.text)) for one in found)

    for words in (
        *("one word in two runs", "hidden from sight", "taken out", "the author"),
        *("at the head", "at the foot", "in the properties", "commented on", "commenter"),
        *("in the custom xml", "a remark in xml", "item of a part", "remark on the package"),
        "in a cell beside it",
    ):
        assert words in said
