"""What is under a bar in a disclosure bundle is nowhere in its file, whatever is opened."""

from io import BytesIO

import pikepdf

from scheduler.exports.disclosure_pdf import render_bundle
from tests.exports.pdf_structure import read_aloud
from tests.exports.sample_disclosure import COVERED, sample_bundle


def _everything_in(content: bytes) -> bytes:
    """The file, each of its streams unpacked, and each of its strings."""
    found = [content, read_aloud(content).encode()]
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_bytes())
            found.append(one.unparse())
    return b"\n".join(found).lower()


def _forms() -> list[bytes]:
    """The covered words as they may stand in a PDF: plain, as UTF-16, and in hexadecimal digits.

    The letter alone is looked for among the characters that a font says it shows.
    """
    name, letter = COVERED.lower().split()
    plain, wide = name.encode(), name.encode("utf-16-be")
    shown = letter.upper().encode("utf-16-be").hex().encode()
    return [plain, wide, plain.hex().encode(), wide.hex().encode(), b"<" + shown + b">"]


def test_what_is_covered_is_in_no_stream_of_the_file() -> None:
    everything = _everything_in(render_bundle(sample_bundle()).content)

    assert [form for form in _forms() if form in everything] == []


def test_the_search_finds_what_is_not_covered() -> None:
    everything = _everything_in(render_bundle(sample_bundle(is_covered=False)).content)

    plain, *_, shown = _forms()
    assert plain in everything
    assert shown in everything
