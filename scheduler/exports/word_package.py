"""The Word file as a package: its properties, and the same bytes for the same content."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document

_OLDEST_DATE_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_ABOUT_WORD = ("/extended-properties", "/custom-properties")
_FIRST = "[Content_Types].xml"


def set_properties(document: Document, title: str, prepared_on: date, language: str = "en") -> None:
    """Say what the document is and when it was prepared, and nothing of who or where."""
    properties = document.core_properties
    properties.title, properties.language = title, language
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.subject = properties.keywords = properties.category = ""
    properties.created = properties.modified = datetime.combine(prepared_on, time(), UTC)
    properties.revision = 1
    # What Word writes of itself and of the company that it is licensed to.
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith(_ABOUT_WORD)]:
        relations.pop(key)


def packed(document: Document) -> bytes:
    """The document as a file; the same document gives the same bytes."""
    saved = BytesIO()
    document.save(saved)
    packed = BytesIO()
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _OLDEST_DATE_OF_ZIP)
            entry.create_system = 0
            target.writestr(entry, source.read(name), ZIP_DEFLATED)
    return packed.getvalue()
