"""Annexes in the finished pack: bound in where that is possible, named in every format."""

import hashlib
from dataclasses import replace
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from scheduler.errors import Finding, Severity
from scheduler.exports.html import render_html
from scheduler.exports.pdf import render_pdf
from scheduler.exports.rendered import Rendered
from scheduler.exports.word import render_word
from scheduler.papers.audience import JOINT, Reader
from scheduler.papers.edition import Annex, ChangeOfPiece, Edition, PieceChange
from scheduler.papers.seating import Layout, Place, SeatingPlan
from tests.exports.page_reader import read_page
from tests.exports.sample_papers import PREPARED, sample_pack
from tests.exports.word_reader import sections_of


def _pdf(*words: str, rotate: int = 0) -> bytes:
    """A PDF of A4 with one word on each page, and a script that must not come along."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for word in words:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(f"BT /F1 30 Tf 90 700 Td ({word}) Tj ET".encode())
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Rotate = rotate
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    file = BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _annex(title: str, content: bytes, pages: int, fault: str = "") -> Annex:
    sha256 = hashlib.sha256(content).hexdigest()
    return Annex(title, "Item 1: Opening", sha256, len(content), pages, JOINT, fault)


REPORT, MAP, BROKEN = _pdf("ONE", "TWO", "THREE"), _pdf("TURNED", rotate=90), b"%PDF-"
CONTENTS = {hashlib.sha256(one).hexdigest(): one for one in (REPORT, MAP, BROKEN)}
SEATS = SeatingPlan(
    title="SOM-12",
    when="Thursday 7 May 2026",
    marking="",
    reader=Reader("EU"),
    layout=Layout.FACING,
    far=(Place("Ms A", "Director", "DG HOME", "EU", is_head=True),),
    near=(Place("", "Adviser", "IOM", "IOM", is_head=True),),
    standing_by=(),
    audiences=(("EU", JOINT), ("IOM", JOINT)),
    prepared_on=PREPARED,
)
PACK = replace(
    sample_pack(),
    annexes=(
        _annex("Report", REPORT, 3),
        _annex("Leaflet", BROKEN, 0, "it is broken"),
        _annex("Map", MAP, 1),
    ),
    seating=SEATS,
    edition=Edition(2, (PieceChange("Agenda", "agenda item 1", ChangeOfPiece.CHANGED),)),
)


def _bound() -> Rendered:
    return render_pdf(PACK, annexes=CONTENTS)


def test_annexes_stand_on_numbered_pages_behind_their_dividers() -> None:
    bound = _bound()
    places = dict(bound.places)
    texts = [page.extract_text() for page in PdfReader(BytesIO(bound.content)).pages]
    first = places["annex-1"]

    assert bound.pages == len(texts) == first + 6
    assert [places[f"annex-{place}"] - first for place in (1, 2, 3)] == [0, 4, 5]
    for word, page in {"ONE": first + 1, "THREE": first + 3, "TURNED": first + 6}.items():
        assert word in texts[page - 1]
        assert f"Page {page} of {len(texts)}" in texts[page - 1]
    assert "it is broken" in texts[places["annex-2"] - 1]


def test_a_bound_pack_has_bookmarks_the_same_bytes_and_no_script_or_claim() -> None:
    bound = _bound()
    reader = PdfReader(BytesIO(bound.content))
    titles = [one.title for one in reader.outline if not isinstance(one, list)]

    assert titles[-3:] == ["Annex 1: Report", "Annex 2: Leaflet", "Annex 3: Map"]
    assert bound.content == _bound().content
    assert b"JavaScript" not in bound.content
    assert "OpenAction" not in str(reader.root_object)
    assert b"pdfuaid" not in bound.content
    assert [one.severity for one in bound.findings] == [Severity.NOTE]


def test_the_core_names_the_annexes_and_claims_the_standard() -> None:
    core = render_pdf(PACK)

    assert core.findings == ()
    assert b"pdfuaid" in core.content
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(core.content)).pages)
    assert "Annex 3: Map" in text
    assert "TURNED" not in text


def test_an_annex_that_breaks_the_binding_leaves_the_pack_without_annexes() -> None:
    lying = replace(PACK, annexes=(_annex("Leaflet", BROKEN, 2),))

    made = render_pdf(lying, annexes=CONTENTS)

    assert made.content == render_pdf(lying).content
    assert isinstance(made.findings[0], Finding)
    assert made.findings[0].message.startswith("no annex is bound in, because binding failed: ")


def test_word_and_html_name_the_annexes_the_changes_and_the_seats_alike() -> None:
    page = read_page(render_html(PACK).content)
    word = " ".join(sections_of(render_word(PACK).content))

    for words in (
        "Changed since edition 1 Part Piece Change Agenda agenda item 1 changed",
        "Annex 1: Report Belongs to Item 1: Opening Pages 3 Size 1 kB SHA-256",
        f"SHA-256 {PACK.annexes[0].sha256[:32]} {PACK.annexes[0].sha256[32:]}",
        "Not bound in it is broken",
        "Far side of the table, from left to right",
        "Ms A, Director, DG HOME (EU)",
    ):
        assert words in " ".join(page.text.split())
        assert words in word
