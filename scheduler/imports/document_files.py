"""Files that officers attach to agenda items: what they are is told from what they hold."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from scheduler.errors import InvalidValue
from scheduler.model.vocabulary import FileKind

LARGEST = 20_000_000
_KINDS = "a PDF, Word, Excel, PowerPoint, PNG, JPEG or UTF-8 text file"
_PDF_BEGINS_WITHIN = 1024
_CONTENT_TYPES = "[Content_Types].xml"
_LARGEST_LIST = 1_000_000
_OFFICE = {
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
    b"presentationml.presentation.main+xml": FileKind.PPTX,
}
_NAMED = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".xlsx": FileKind.XLSX,
    ".pptx": FileKind.PPTX,
    ".png": FileKind.PNG,
    ".jpg": FileKind.JPEG,
    ".jpeg": FileKind.JPEG,
    ".txt": FileKind.TEXT,
    ".md": FileKind.TEXT,
}
SUFFIXES = {
    **{kind: f".{kind}" for kind in FileKind},
    FileKind.JPEG: ".jpg",
    FileKind.TEXT: ".txt",
}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The bytes of a file and what they are; `stem` is its name without the ending."""

    stem: str
    kind: FileKind
    content: bytes


def read_document(path: Path) -> ReadFile:
    """A file of a kind that the record keeps.

    Raises InvalidValue for one that cannot be read, is empty or larger than 20 MB, is of another
    kind, or holds something else than its name says.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InvalidValue("the file", str(path), f"a readable file ({error.strerror})") from None
    if len(content) > LARGEST:
        raise InvalidValue("the file", str(path), f"no more than {LARGEST:,} bytes")
    if not content:
        raise InvalidValue("the file", str(path), "one that is not empty")
    kind = kind_of(content, str(path))
    named = _NAMED.get(path.suffix.lower())
    if named is not None and named is not kind:
        raise InvalidValue("the file", str(path), f"a name that fits: it holds {kind}")
    return ReadFile(path.stem, kind, content)


def kind_of(content: bytes, name: str) -> FileKind:
    """What the bytes are, by themselves; InvalidValue for what the record does not keep."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if b"%PDF-" in content[:_PDF_BEGINS_WITHIN]:
        return FileKind.PDF
    if content.startswith(b"PK"):
        return _office_kind(content, name)
    if _is_text(content):
        return FileKind.TEXT
    raise InvalidValue("the file", name, _KINDS)


def _office_kind(content: bytes, name: str) -> FileKind:
    try:
        with ZipFile(BytesIO(content)) as package, package.open(_CONTENT_TYPES) as types:
            listed = types.read(_LARGEST_LIST)
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError):
        raise InvalidValue("the file", name, f"{_KINDS}, and no other archive") from None
    if b"macroEnabled" in listed:
        raise InvalidValue("the file", name, "one without macros")
    found = next((kind for mark, kind in _OFFICE.items() if mark in listed), None)
    if found is None:
        raise InvalidValue("the file", name, f"{_KINDS}, and no other archive")
    return found


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(letter < " " and letter not in "\t\n\r\f" for letter in text)
