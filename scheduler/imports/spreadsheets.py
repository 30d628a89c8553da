"""The cells of a spreadsheet (.xlsx) that somebody sends: it may be hostile."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from scheduler.errors import InvalidFile, Problem

LARGEST_FILE = 5_000_000
_LARGEST_UNPACKED = 40_000_000
_MOST_PARTS = 500
_MOST_ROWS, _MOST_COLUMNS = 5_000, 40
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']*)["']""")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NONE = "it is no spreadsheet (.xlsx)"
# What opening a file that is none, or is damaged, can raise.
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class Formula(str):
    """The text of a cell that a spreadsheet calculates."""

    __slots__ = ()


Cell = str | date | None
Row = tuple[Cell, ...]


def read_cells(name: str, content: bytes) -> list[Row]:
    """The rows of the first sheet, numbers as text; what is calculated is a Formula.

    Raises InvalidFile for what is no spreadsheet, is damaged, or is larger than a sheet can be.
    Nothing is calculated, and nothing outside the file is looked up.
    """
    _guard(name, content)
    with _whatever_is_wrong(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = [
            tuple(_value(cell.value, cell.data_type) for cell in row)
            for row in page.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS)
        ]
        book.close()
    if len(rows) > _MOST_ROWS:
        raise _refused(name, f"it has more than {_MOST_ROWS:,} rows")
    return rows


def _guard(name: str, content: bytes) -> None:
    """Refuse what would grow without bound, before anything of it is parsed."""
    if content.startswith(_OLD_OR_LOCKED):
        raise _refused(name, "it has a password or is in the old .xls format: save it as .xlsx")
    if len(content) > LARGEST_FILE:
        raise _refused(name, f"it is larger than {LARGEST_FILE // 1_000_000} MB")
    with _whatever_is_wrong(name), zipfile.ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        total = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or total > _LARGEST_UNPACKED:
            raise _refused(name, "it is larger, when unpacked, than a sheet can be")
        if "xl/workbook.xml" not in package.namelist():
            raise _refused(name, _NONE)
        texts = [package.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))]
    for text in texts:
        encoding = _ENCODING.search(text[:200])
        is_plain = encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii")
        if _DECLARES.search(text) or b"\0" in text[:8] or not is_plain:
            raise _refused(name, "it declares what no spreadsheet does (a document type)")


def _value(value: object, kind: str) -> Cell:
    if value is None:
        return None
    if kind == "f":
        return Formula(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return str(value).strip() or None


@contextmanager
def _whatever_is_wrong(name: str) -> Iterator[None]:
    try:
        yield
    except InvalidFile:
        raise
    except zipfile.BadZipFile:
        raise _refused(name, _NONE) from None
    except _FAULTS:
        raise _refused(name, "it is damaged: the spreadsheet cannot be read") from None


def _refused(name: str, problem: str) -> InvalidFile:
    return InvalidFile(name, [Problem(None, problem)])
