"""Reads a finished .docx without the library that wrote it."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
APART = {f"{W}p", f"{W}br", f"{W}tab"}


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every file of the package by its name, in the order of the package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body_of(content: bytes) -> ET.Element:
    """The parsed body of the document."""
    root = ET.fromstring(parts_of(content)["word/document.xml"])  # noqa: S314 -- our own file
    body = root.find(f"{W}body")
    assert body is not None
    return body


def words_of(element: ET.Element) -> str:
    """The visible words, one space between any two."""
    pieces = (e.text or "" if e.tag == f"{W}t" else " " * (e.tag in APART) for e in element.iter())
    return " ".join("".join(pieces).split())


def style_of(paragraph: ET.Element) -> str:
    """The style id of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "Normal" if style is None else style.get(f"{W}val", "")


def styled(content: bytes, style: str) -> list[str]:
    """The words of each paragraph in this style."""
    return [words_of(p) for p in body_of(content).iter(f"{W}p") if style_of(p) == style]


def sections_of(content: bytes) -> list[str]:
    """The words of the cover, the contents, and then of each part under a heading 1."""
    parts = [""]
    for element in body_of(content):
        if style_of(element) in {"Heading1", "ContentsHeading"}:
            parts.append("")
        parts[-1] = f"{parts[-1]} {words_of(element)}".strip()
    return parts
