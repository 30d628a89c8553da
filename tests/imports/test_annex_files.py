"""PDFs of users as they come: good ones, and those that no pack can bind in."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from scheduler.imports.annex_files import LookedInto, look_into


def pdf_of(pages: int, **saved: object) -> bytes:
    """A PDF of so many pages of A4."""
    return _saved(_blank(pages), **saved)


def _blank(pages: int) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


def _saved(pdf: pikepdf.Pdf, **saved: object) -> bytes:
    file = BytesIO()
    pdf.save(file, deterministic_id="encryption" not in saved, **saved)  # type: ignore[arg-type]
    return file.getvalue()


def _encrypted(user: str) -> bytes:
    return pdf_of(1, encryption=pikepdf.Encryption(owner="o", user=user))


def _with_picture() -> bytes:
    pdf = _blank(2)
    picture = pdf.make_stream(zlib.compress(b"\x00"), Filter=pikepdf.Name.FlateDecode)
    for key, value in (("/Subtype", pikepdf.Name.Image), ("/Width", 40_000), ("/Height", 40_000)):
        picture[key] = value
    pdf.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    return _saved(pdf)


def _bomb() -> bytes:
    """One page whose content unpacks to three gigabytes."""
    pdf = _blank(1)
    packing = zlib.compressobj(9)
    packed = b"".join(packing.compress(bytes(10**7)) for _ in range(300)) + packing.flush()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    return _saved(pdf)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (lambda: pdf_of(3), LookedInto(3, "")),
        (lambda: pdf_of(0), LookedInto(0, "it has no pages")),
        (lambda: pdf_of(301), LookedInto(301, "it has 301 pages, more than 300")),
        (
            lambda: _encrypted("u"),
            LookedInto(0, "it is encrypted and needs a password: save it without"),
        ),
        (lambda: _encrypted(""), LookedInto(1, "it is encrypted: save it without")),
        (_with_picture, LookedInto(2, "page 2 has a picture of 1600 million pixels")),
    ],
    ids=["good", "no-pages", "too-many", "password", "encrypted", "picture"],
)
def test_a_pdf_is_looked_into(made: Callable[[], bytes], found: LookedInto) -> None:
    assert look_into(made()) == found


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\x00\xff", b"", b"%PDF-1.4\n" + bytes(range(256)) * 40],
    ids=["stub", "empty", "noise"],
)
def test_a_broken_pdf_has_a_fault_and_no_pages(content: bytes) -> None:
    found = look_into(content)

    assert (found.pages, found.fault[:12]) == (0, "it is broken")


def test_a_pdf_that_was_cut_short_is_not_bound_in_though_it_opens() -> None:
    assert look_into(pdf_of(3)[:300]).fault == "it is damaged: open it and save it anew"


@pytest.mark.torture
def test_a_bomb_ends_the_child_and_not_the_program() -> None:
    assert look_into(_bomb()).fault in {
        "it is broken (errors while decoding content stream)",
        "it takes more memory or time to open than a pack may",
    }
