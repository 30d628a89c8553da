"""Spreadsheets (.xlsx) of plain values, no cell of which is a formula."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from scheduler.papers.clean import clean_text

Value = str | int | float | date | None
_OLDEST_DATE_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_CHANGED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MOST_SIGNS = 32_000  # Excel cuts a cell at 32,767
_MOST_OF_NAME = 31
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
_SHADE = PatternFill("solid", fgColor="DDDDDD")
_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: lines above, a head and rows, with widths in signs.

    Where `open_columns` names some, only those can be written in.
    """

    name: str
    above: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int] = ()
    open_columns: Sequence[str] = ()


def spreadsheet(title: str, sheets: Iterable[Sheet], prepared_on: date) -> bytes:
    """The file; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    properties = book.properties
    properties.creator, properties.title = "", clean_text(title)
    properties.created = datetime.combine(prepared_on, time())
    for sheet in sheets:
        name = _FORBIDDEN_IN_NAME.sub("-", clean_text(sheet.name))[:_MOST_OF_NAME]
        _fill(book.create_sheet(name), sheet)
    saved = BytesIO()
    book.save(saved)
    return _packed(saved, prepared_on)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for place, text in enumerate(sheet.above, 1):
        _put(page.cell(place, 1), text).font = Font(bold=place == 1, size=14 if place == 1 else 11)
    head = len(sheet.above) + 1
    for at, text in enumerate(sheet.columns, 1):
        cell = _put(page.cell(head, at), text)
        cell.font, cell.fill = Font(bold=True), _SHADE
    for row, values in enumerate(sheet.rows, head + 1):
        for at, (column, value) in enumerate(zip(sheet.columns, values, strict=True), 1):
            cell = _put(page.cell(row, at), value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column in sheet.open_columns:
                cell.protection = Protection(locked=False)
    for at, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = f"A{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.protection.sheet = bool(sheet.open_columns)


def _put(cell: Cell | MergedCell, value: Value) -> Cell | MergedCell:
    """A text is a text, whatever it begins with, also after somebody has edited it."""
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = clean_text(value)[:_MOST_SIGNS]
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_CALCULATED)
    return cell


def _packed(saved: BytesIO, prepared_on: date) -> bytes:
    packed, day = BytesIO(), f"{prepared_on.isoformat()}T00:00:00Z".encode()
    with ZipFile(saved) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _CHANGED.sub(rb"\g<1>" + day, content)
            entry = ZipInfo(name, _OLDEST_DATE_OF_ZIP)
            entry.create_system = 0
            target.writestr(entry, content, ZIP_DEFLATED)
    return packed.getvalue()
