"""Reads every text of a PDF in a process of its own, under limits.

Run as a script: the PDF comes on standard input, what it says goes to standard output as JSON. It
imports nothing of the program. A PDF may hold annexes which somebody else made: what such a file
does to this process it cannot do to the program.
"""

import base64
import contextlib
import json
import re
import sys
import zlib
from collections.abc import Iterator
from typing import TypedDict

_SECONDS = 60
_MEMORY = 2 * 1024**3
_LARGEST = 500_000_000
_STREAM = re.compile(rb">>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
_HEX = re.compile(rb"(?<!<)<[0-9A-Fa-f\s]*>(?!>)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r\n": b"",
}
# The letters of PDFDocEncoding that Latin-1 has elsewhere (ISO 32000-1 D.2).
_LETTERS = dict(zip(range(0x8D, 0x9F), "“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True))


class Said(TypedDict):
    """The words of each page; the strings outside of pages; the XML (XMP); files, in base64."""

    pages: list[str]
    strings: list[str]
    metadata: list[str]
    files: list[str]


def main() -> None:
    """Read what stands on standard input."""
    _limit()
    json.dump(said(sys.stdin.buffer.read()), sys.stdout)


def said(content: bytes) -> Said:
    """All that the PDF says: properties, bookmarks, notes, fields and scripts are strings."""
    plain, metadata, files = [_STREAM.sub(b"", content)], [], []
    for start, stream in _streams(content):
        # What a stream is stands in the dictionary before it.
        kind = content[content.rfind(b" obj", 0, start) : start]
        if re.search(rb"/Type\s*/ObjStm", kind):
            plain.append(_unpacked(kind, stream))
        elif re.search(rb"/Type\s*/Metadata", kind):
            metadata.append(_unpacked(kind, stream).decode("utf-8", "replace"))
        elif re.search(rb"/Type\s*/EmbeddedFile", kind):
            files.append(base64.b64encode(_unpacked(kind, stream)).decode("ascii"))
    found = dict.fromkeys(string for one in plain for string in _strings(one))
    return Said(
        pages=list(_pages(content)),
        strings=[_decoded(string) for string in found],
        metadata=metadata,
        files=files,
    )


def _pages(content: bytes) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 -- the program reads only the types of this file

    with contextlib.closing(pypdfium2.PdfDocument(content)) as pdf:
        for page in pdf:
            with contextlib.closing(page), contextlib.closing(page.get_textpage()) as text:
                yield text.get_text_range()


def _streams(content: bytes) -> Iterator[tuple[int, bytes]]:
    for found in _STREAM.finditer(content):
        yield found.start(), found[1]


def _strings(plain: bytes) -> Iterator[bytes]:
    """The strings as they are written; one in brackets may hold pairs of them."""
    start = depth = 0
    for found in _BRACKET.finditer(plain):
        if found[0] == b"(":
            start, depth = (start, depth + 1) if depth else (found.start(), 1)
        elif found[0] == b")" and depth:
            depth -= 1
            if not depth:
                yield plain[start : found.end()]
    yield from _HEX.findall(plain)


def _unpacked(kind: bytes, stream: bytes) -> bytes:
    if b"/Filter" not in kind:
        return stream
    if b"/FlateDecode" not in kind:
        message = "it holds a packed part that cannot be unpacked"
        raise ValueError(message)
    return zlib.decompressobj().decompress(stream, _LARGEST)


def _decoded(string: bytes) -> str:
    """A string as text (ISO 32000-1 7.3.4, 7.9.2)."""
    if string.startswith(b"<"):
        digits = b"".join(string[1:-1].split())
        octets = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        octets = _ESCAPE.sub(_unescaped, string[1:-1])
    if octets.startswith(b"\xfe\xff"):
        return octets[2:].decode("utf-16-be", "replace")
    if octets.startswith(b"\xef\xbb\xbf"):
        return octets[3:].decode("utf-8", "replace")
    return octets.decode("latin-1").translate(_LETTERS)


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign[:1] in b"01234567":
        return bytes([int(sign, 8) % 256])
    return _ESCAPED.get(sign, sign)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 -- Windows has none

    for kind, most in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_AS, _MEMORY)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses RLIMIT_AS
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
