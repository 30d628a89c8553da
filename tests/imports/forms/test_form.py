"""Forms that come back: what is read of them, and what is refused, with every reason."""

import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from scheduler.errors import InvalidFile
from scheduler.exports.contribution_form import render_form
from scheduler.imports.forms.form import read_form
from scheduler.papers.contribution import FilledForm
from scheduler.papers.form_marks import PLACEHOLDER
from scheduler.papers.parts import Section
from tests.imports.forms.filling import FORM, filled, paragraph, run

LINE = Section.LINE_TO_TAKE


def read_line(xml: str) -> str:
    """What is read of a line to take."""
    return dict(read_form("form.docx", filled({"line-to-take": xml})).texts)[LINE]


def problems_of(content: bytes) -> list[str]:
    with pytest.raises(InvalidFile) as refused:
        read_form("form.docx", content)
    assert refused.value.name == "form.docx"
    return [problem.message for problem in refused.value.problems]


def test_an_empty_form_says_nothing_but_which_request_it_answers() -> None:
    content = render_form(FORM)

    assert content == render_form(FORM)
    assert read_form("form.docx", content) == FilledForm("a1b2c3", "", ())


def test_a_filled_form_is_read_box_by_box() -> None:
    boxes = {
        "author": paragraph(run("Ana  Lind")),
        "line-to-take": paragraph(run("Hold ") + run("firm", "b") + run(".")),
        "background": paragraph(run("Long ago.")) + paragraph("") + paragraph(run("Since then.")),
    }

    assert read_form("form.docx", filled(boxes)) == FilledForm(
        "a1b2c3",
        "Ana Lind",
        ((LINE, "Hold **firm**."), (Section.BACKGROUND, "Long ago.\n\nSince then.")),
    )


ROW = f"<w:tr><w:tc>{paragraph(run('1'))}</w:tc></w:tr>"


@pytest.mark.parametrize(
    ("xml", "markdown"),
    [
        (
            paragraph(run("a ", "b") + run("b", "b", "i") + run(" c", "strike")),
            "**a** ***b*** ~~c~~",
        ),
        (paragraph(run("One"), "Heading2"), "## One"),
        (
            paragraph(run("a"), "ListBullet")
            + paragraph(run("b"), "ListBullet2")
            + paragraph(run("c"), "ListBullet"),
            "- a\n    - b\n- c",
        ),
        (paragraph(run("a"), "ListNumber") + paragraph(run("b"), "ListNumber"), "1. a\n1. b"),
        (paragraph(run("a") + "<w:r><w:br/></w:r>" + run("b")), "a\\\nb"),
        (paragraph(run("1. a # b_c * [d] | <e>")), "1\\. a # b\\_c \\* \\[d\\] \\| \\<e\\>"),
        (
            f"<w:tbl><w:tr><w:tc>{paragraph(run('x|y'))}</w:tc><w:tc><w:p/></w:tc></w:tr>{ROW}</w:tbl>",
            "| x\\|y |  |\n|---|---|\n| 1 |  |",
        ),
    ],
    ids=["manners", "heading", "bullets", "numbers", "break", "signs", "table"],
)
def test_what_was_written_in_word_becomes_markdown(xml: str, markdown: str) -> None:
    assert read_line(xml) == markdown


def test_links_and_numberings_of_the_file_are_followed() -> None:
    def add_link(document: Document) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        for place, address in enumerate(("https://example.org/a", "file:///etc/passwd")):
            key = document.part.relate_to(address, kind, is_external=True)
            for link in document.element.body.xpath(f"//w:hyperlink[@w:anchor='l{place}']"):
                link.set(qn("r:id"), key)

    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    links = "".join(f'<w:hyperlink w:anchor="l{n}">{run(f"link{n}")}</w:hyperlink>' for n in (0, 1))
    content = filled({"line-to-take": f"<w:p>{number}{links}</w:p>"}, also=add_link)

    said = dict(read_form("form.docx", content).texts)[LINE]

    assert said.removeprefix("- ").removeprefix("1. ") == "[link0](<https://example.org/a>)link1"
    assert said[0] in "-1"


def test_what_a_note_cannot_hold_is_said() -> None:
    xml = paragraph(run("See ") + "<w:r><w:drawing/></w:r>")

    form = read_form("form.docx", filled({"background": xml}))

    assert (form.texts, form.left_out) == (
        ((Section.BACKGROUND, "See"),),
        ("a picture in its background",),
    )


@pytest.mark.parametrize("text", ["", "   ", PLACEHOLDER])
def test_a_box_in_which_nobody_wrote_is_empty(text: str) -> None:
    assert read_form("form.docx", filled({"objectives": paragraph(run(text))})).texts == ()


def test_what_word_puts_into_an_emptied_box_is_no_text() -> None:
    def empty(document: Document) -> None:
        style = parse_xml(
            f'<w:style {nsdecls("w")} w:type="character" w:styleId="Platzhalter">'
            '<w:name w:val="Placeholder Text"/></w:style>'
        )
        document.styles.element.append(style)
        [facts] = document.element.body.xpath("//w:sdtPr[w:tag/@w:val='scheduler:objectives']")
        facts.append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))

    hint = '<w:r><w:rPr><w:rStyle w:val="Platzhalter"/></w:rPr><w:t>Klicken Sie hier.</w:t></w:r>'
    content = filled({"objectives": paragraph(hint)}, also=empty)

    assert read_form("form.docx", content).texts == ()


def _unbox(document: Document) -> None:
    [box] = document.element.body.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='scheduler:objectives']")
    box.getparent().remove(box)


def _double(document: Document) -> None:
    [box] = document.element.body.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='scheduler:author']")
    box.addnext(deepcopy(box))


def _unname(document: Document) -> None:
    for tag in document.element.body.xpath("//w:sdtPr/w:tag"):
        tag.getparent().remove(tag)


def _write_outside(document: Document) -> None:
    document.add_paragraph("By the way, no.")


@pytest.mark.parametrize(
    ("also", "problems"),
    [
        (_unbox, ["its structure was changed: the box 'Objectives' is gone"]),
        (_double, ["its structure was changed: the box 'Author' stands there 2 times"]),
        (
            _write_outside,
            [
                (
                    "its structure was changed: words were added or changed outside the boxes; "
                    "move them into a box of a new form"
                )
            ],
        ),
        (
            _unname,
            [
                (
                    "its boxes have lost their names, as in a program that does not keep Word's: "
                    "fill the form again in Word, or take its texts in with note set"
                )
            ],
        ),
    ],
    ids=["gone", "doubled", "outside", "unnamed"],
)
def test_a_form_whose_structure_was_changed_is_refused(
    also: Callable[[Document], None], problems: list[str]
) -> None:
    assert problems_of(filled({}, also=also)) == problems


def test_all_that_is_wrong_is_said_at_once() -> None:
    xml = (
        '<w:p><w:commentRangeStart w:id="0"/>'
        f'<w:ins w:id="1" w:author="x">{run("added")}</w:ins></w:p>'
    )

    assert problems_of(filled({"background": xml}, also=_unbox)) == [
        "it holds tracked changes: accept or reject them all in Word, and save it",
        "it holds comments: take in what they say, delete them, and save it",
        "its structure was changed: the box 'Objectives' is gone",
    ]


def _word_file() -> bytes:
    saved = BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def _zipped(**parts: str | bytes) -> bytes:
    """A package with these parts; a word with an underscore is a path."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return packed.getvalue()


def _repacked(part: str, content: bytes) -> bytes:
    packed = BytesIO()
    form = BytesIO(filled({"objectives": paragraph(run("x"))}))
    with (
        zipfile.ZipFile(form) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return packed.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:styles xmlns:w="w">&c;</w:styles>'
)
NO_WORD = "it is no Word document (.docx)"
DAMAGED = "it is damaged: the Word file cannot be read"
DOCTYPE = "it declares a document type, which no Word file does"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (_word_file(), "it is no form of a contribution that was made here"),
        (b"%PDF-1.7", NO_WORD),
        (b"", NO_WORD),
        (_zipped(other="<x/>"), NO_WORD),
        (_zipped(document="<x/>"), NO_WORD),
        (_zipped(document="<x>"), DAMAGED),
        (_zipped(document=BOMB), DOCTYPE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "it has a password or is in the old .doc format: save it as .docx",
        ),
        (
            _zipped(document=b"<x>" + b" " * 10_000_001 + b"</x>"),
            "its part word/document.xml is larger than 10 MB when unpacked",
        ),
        (_zipped(document="<x>" * 300 + "</x>" * 300), DAMAGED),
        (_zipped(**{f"p{n}": "" for n in range(2001)}), "it has more parts than a form can have"),
        (b"x" * 20_000_001, "it is larger than 20 MB"),
        (_repacked("word/styles.xml", BOMB), DOCTYPE),
        (_repacked("word/numbering.xml", b"<"), DAMAGED),
        (render_form(FORM)[:9000], NO_WORD),
    ],
    ids=[
        "foreign", "pdf", "nothing", "no-document", "no-body", "broken", "entities", "old",
        "zip-bomb", "deep", "parts", "large", "entities-in-styles", "broken-numbering", "cut",
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused(content: bytes, problem: str) -> None:
    assert problems_of(content) == [problem]


def test_a_huge_table_is_refused() -> None:
    row = f"<w:tr>{'<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>' * 50}</w:tr>"

    assert problems_of(filled({"background": f"<w:tbl>{row * 41}</w:tbl>"})) == [
        "its background: a table has more than 2000 cells; attach it as a document"
    ]


def test_a_huge_text_is_refused() -> None:
    [problem] = problems_of(filled({"background": paragraph(run("word " * 25_000))}))
    assert problem.startswith("its background: a text whose length in bytes is 124999 cannot be")
