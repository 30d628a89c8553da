"""Everything that a finished paper holds, wherever in the file it hides, for the leak scan."""

import re
from io import BytesIO
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as ET

from pypdf import PdfReader

from tests.exports.word_reader import parts_of

_UNSEEN = re.compile(r"[\s\u00ad\u200b\u2010\u2011\u2068\u2069-]")


def squashed(text: str) -> str:
    """The letters alone: pages break and hyphenate words, and fonts join letters."""
    return _UNSEEN.sub("", normalize("NFKC", text)).casefold()


def everything_in(content: bytes, ending: str) -> str:
    """Every text in a finished paper, squashed: what is seen and what is not."""
    match ending:
        case ".pdf":
            return squashed(_pdf(content))
        case ".docx":
            return squashed(_word(content))
        case _:
            return squashed(content.decode("utf-8"))


def _pdf(content: bytes) -> str:
    """Pages, bookmarks, properties, notes and files attached."""
    reader = PdfReader(BytesIO(content))
    pieces = [page.extract_text() for page in reader.pages]
    pieces += [str(page.get("/Annots", "")) for page in reader.pages]
    pieces += [str(reader.metadata), str(list(reader.attachments)), *_titles(reader.outline)]
    if reader.xmp_metadata:
        pieces.append(reader.xmp_metadata.stream.get_data().decode("utf-8"))
    return "\n".join(pieces)


def _titles(outline: list[Any]) -> list[str]:
    found: list[str] = []
    for entry in outline:
        found += _titles(entry) if isinstance(entry, list) else [str(entry.title)]
    return found


def _word(content: bytes) -> str:
    """The text and the attributes of every part: body, headers, notes, comments, properties."""
    pieces = []
    for name, part in parts_of(content).items():
        pieces.append(name)
        if name.endswith((".xml", ".rels")):
            for element in ET.fromstring(part).iter():  # noqa: S314 -- our own file
                pieces += [element.text or "", *element.attrib.values()]
    return "".join(pieces)
