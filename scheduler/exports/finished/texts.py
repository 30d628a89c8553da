"""What a finished file says, whatever its kind: every text in it with the place where it stands."""

import base64
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import PurePath
from zipfile import is_zipfile

from scheduler.exports.finished.pdf import read_pdf
from scheduler.papers.wall import FoundText

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")


def finished_text(name: str, content: bytes, annexed: Collection[int] = ()) -> Iterator[FoundText]:
    """Every text of the file, its name first; what it is, is told from what it holds.

    `annexed` are the pages of a PDF that came from elsewhere. A calendar is read with its lines
    unfolded (RFC 5545 3.1); of a picture nothing can be read. Raises RenderFailed for a PDF that
    cannot be read back.
    """
    yield FoundText(f"the name of {name}", PurePath(name).stem)
    theirs = {_page(number) for number in annexed}
    for place, text in _read(name, content):
        yield FoundText(f"{place} of {name}", text, is_annexed=place in theirs)


def _read(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    from scheduler.exports.finished import markup, word  # noqa: PLC0415 -- slow import

    start = content[:200].lstrip().lower()
    if start.startswith(b"%pdf"):
        yield from _pdf(name, content)
    elif is_zipfile(BytesIO(content)):
        yield from word.read_word(content)
    elif start.startswith((b"<!doctype html", b"<html")):
        yield from (("the page" + place, text) for place, text in markup.read_html(content))
    elif start.startswith((b"<?xml", b"<svg")):
        yield from (("the picture" + place, text) for place, text in markup.read_xml(content))
    elif not content.startswith(_PICTURES):
        unfolded = content.replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
        yield "the text", unfolded.decode("utf-8", "replace")


def _page(number: int) -> str:
    return f"page {number}"


def _pdf(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    said = read_pdf(name, content)
    for number, page in enumerate(said["pages"], 1):
        yield _page(number), page
    yield "the bookmarks, notes and properties", "\n".join(said["strings"])
    yield "the metadata", "\n".join(said["metadata"])
    for number, file in enumerate(said["files"], 1):
        for place, text in _read(name, base64.b64decode(file)):
            yield f"{place} of file {number} within", text
