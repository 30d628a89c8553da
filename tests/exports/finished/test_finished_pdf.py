"""Whatever a PDF hides, a stranger's eye finds it: one with words in every place there is."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Pdf, String

from scheduler.errors import RenderFailed
from scheduler.exports.finished.pdf import read_pdf
from scheduler.exports.finished.texts import finished_text
from scheduler.papers.plain_words import words_of

_FONT = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
PAGE = b"""BT /F 12 Tf 72 700 Td (shown on the page) Tj
3 Tr 0 -20 Td (drawn with no ink) Tj 0 Tr
1 1 1 rg 0 -20 Td (white on white) Tj
0 5000 Td (outside of the paper) Tj ET"""


def _pdf() -> Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(Font=Dictionary(F=_FONT))
    page.obj.Contents = pdf.make_stream(PAGE)
    page.obj.Annots = Array([_note(pdf)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("a bookmark", 0))
    with pdf.open_metadata() as xmp:
        xmp["dc:description"] = "described in XMP"
    pdf.docinfo[Name.Title] = "the title (in brackets (twice) \\ and) so on"
    pdf.docinfo[Name.Subject] = "Élan of the sůbject"
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, Alt=String("alternative")))
    )
    pdf.attachments["attached name.txt"] = AttachedFileSpec(
        pdf, b"within the attachment", description="described attachment"
    )
    return pdf


def _note(pdf: Pdf) -> pikepdf.Object:
    action = Dictionary(S=Name.URI, URI=String("https://example.org/linked"))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String("a remark"), A=action
    )
    return pdf.make_indirect(note)


def _saved(pdf: Pdf, *, packed: bool) -> bytes:
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    saved = BytesIO()
    pdf.save(saved, object_stream_mode=mode, compress_streams=packed)
    return saved.getvalue()


def _texts(content: bytes) -> Iterator[str]:
    for one in finished_text("pack of the-meeting.pdf", content):
        yield " ".join(words_of(one.text))


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_every_text_of_a_pdf_is_read(packed: bool) -> None:  # noqa: FBT001 -- pytest names it
    said = "\n".join(_texts(_saved(_pdf(), packed=packed)))

    for words in (
        "pack of themeeting",
        *("shown on the page", "drawn with no ink", "white on white", "outside of the paper"),
        *("the title in brackets twice and so on", "élan of the sůbject", "a bookmark"),
        *("described in xmp", "alternative", "a remark", "https example org linked"),
        *("attached name txt", "described attachment", "within the attachment"),
    ):
        assert words in said


def test_what_cannot_be_read_back_is_refused_not_passed() -> None:
    with pytest.raises(RenderFailed, match=r"the check of what stands in pack\.pdf"):
        read_pdf("pack.pdf", b"%PDF-1.7 nothing else")
