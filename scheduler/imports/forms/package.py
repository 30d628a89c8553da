"""The parts of a Word file that a form needs, opened within bounds: a form may be hostile."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from scheduler.errors import InvalidFile, Problem

LARGEST_FILE = 20_000_000
_LARGEST_PART = 10_000_000
_MOST_PARTS = 2_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DAMAGED = "it is damaged: the Word file cannot be read"
# What unpacking can raise; an unknown way of packing is a NotImplementedError, a password a
# RuntimeError.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)

Element = Any  # an element of lxml's


class Package:
    """The parts of one Word file, by their names.

    Opening and reading raise InvalidFile: for what is no Word file, for one that is damaged, and
    for one that is larger than a form can be. Nothing outside the file is ever looked up.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        if content.startswith(_OLD_OR_LOCKED):
            raise self.refused("it has a password or is in the old .doc format: save it as .docx")
        if len(content) > LARGEST_FILE:
            raise self.refused(f"it is larger than {LARGEST_FILE // 1_000_000} MB")
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise self.refused("it is no Word document (.docx)") from None
        if len(self._zip.namelist()) > _MOST_PARTS:
            raise self.refused("it has more parts than a form can have")

    def refused(self, *problems: str) -> InvalidFile:
        """The error that refuses this file."""
        return InvalidFile(self._name, [Problem(None, problem) for problem in problems])

    def root(self, part: str) -> Element | None:
        """The parsed part; None where the file has none of that name."""
        if part not in self._zip.namelist():
            return None
        content = self._read(part)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.refused(_DAMAGED) from None
        # No program writes a document type into a Word file; entities can grow without bound.
        if root.getroottree().docinfo.doctype:
            raise self.refused("it declares a document type, which no Word file does")
        return root

    def _read(self, part: str) -> bytes:
        with self._whatever_is_wrong(), self._zip.open(part) as file:
            content = file.read(_LARGEST_PART + 1)
        if len(content) > _LARGEST_PART:
            megabytes = _LARGEST_PART // 1_000_000
            raise self.refused(f"its part {part} is larger than {megabytes} MB when unpacked")
        return content

    @contextmanager
    def _whatever_is_wrong(self) -> Iterator[None]:
        try:
            yield
        except _FAULTS:
            raise self.refused(_DAMAGED) from None
